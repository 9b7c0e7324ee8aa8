import GitHub
import Helm
import OCI
import Publishing
import Refusals
import ReleaseEngine

/// The files of a GitHub Release: chart archives, what other jobs built, the description, and the checksums of all.
struct ReleaseFiles {
  /// The name of the file with the checksums, in the form that `sha256sum --check` reads.
  static let checksums = "checksums.txt"

  /// How long a file may be, in bytes, and how many files a release may have (GitHub Docs, "About releases").
  static let longest: Int64 = 2 << 30
  static let most = 1000

  private(set) var files: [ReleaseFile]

  /// Gathers the files of what was built.
  ///
  /// - Parameters:
  ///   - built: what was built.
  ///   - record: what is published, with its digests.
  /// - Throws: a `Refusal` where two files have one name, or one has a name or a length that GitHub does not take.
  init(_ built: Built, _ record: Record) throws {
    try self.init(
      record,
      charts: built.charts.map {
        ReleaseFile(Self.name(of: $0.archive.metadata.name, $0.archive.metadata.version), $0.archive.bytes)
      },
      extras: built.extras)
  }

  init(_ record: Record, charts: [ReleaseFile], extras: [ReleaseFile]) throws {
    files = charts + extras + [ReleaseFile(ReleaseDescription.file, try ReleaseDescription(record).bytes)]
    files.sort { $0.name < $1.name }
    let lines = files.map { "\($0.digest.hex)  \($0.name)\n" }.joined()
    files.append(ReleaseFile(Self.checksums, Array(lines.utf8)))
    guard files.count <= Self.most else {
      throw Refusal(
        .configuration, what: "\(record.tag) was not planned: its GitHub Release would have \(files.count) files.",
        why: "GitHub takes \(Self.most)", remedy: "Pack several into one archive.")
    }
    for file in files {
      guard let problem = Self.problem(ofLength: file.size) else { continue }
      throw Refusal(
        .configuration, what: "\(record.tag) was not planned: GitHub does not take the file `\(file.name)`.",
        why: problem, remedy: "Look at the job that made it.")
    }
    for (name, same) in Dictionary(grouping: files, by: \.name).sorted(by: { $0.key < $1.key }) {
      guard same.count == 1 else {
        throw Refusal(
          .configuration, what: "\(record.tag) was not planned: two files of its GitHub Release are called \(name).",
          remedy: "Rename one of them.")
      }
      guard ReleaseAsset.isUsable(name) else {
        throw Refusal(
          .configuration, what: "\(record.tag) was not planned: GitHub would rename the file `\(name)`.",
          remedy: "Use letters, digits, `.`, `_`, `-` and `+` only.")
      }
    }
  }

  /// What is wrong with the length of a file, in bytes; nil where GitHub takes it.
  static func problem(ofLength length: Int64) -> String? {
    if length == 0 { return "It is empty" }
    return length < longest ? nil : "It has \(length) bytes, and GitHub takes less than 2 GiB"
  }

  /// The file that a packaged chart is.
  static func name(of chart: String, _ version: String) -> String { "\(chart)-\(version).tgz" }

  /// What the release of a record is to say and hold.
  func form(of record: Record, notes: String, isPrerelease: Bool) -> ReleaseForm {
    ReleaseForm(
      tag: record.tag, title: record.tag, notes: notes, isPrerelease: isPrerelease, assets: files.map(\.asset))
  }
}
