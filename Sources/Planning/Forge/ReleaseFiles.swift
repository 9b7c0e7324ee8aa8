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

  private(set) var files: [ReleaseFile]

  /// Gathers the files of what was built.
  ///
  /// - Parameters:
  ///   - built: what was built.
  ///   - record: what is published, with its digests.
  /// - Throws: a `Refusal` where two files have one name, or one has a name that GitHub would change.
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

  /// The file that a packaged chart is.
  static func name(of chart: String, _ version: String) -> String { "\(chart)-\(version).tgz" }

  /// What the release of a record is to say and hold.
  func form(of record: Record, notes: String, isPrerelease: Bool) -> ReleaseForm {
    ReleaseForm(
      tag: record.tag, title: record.tag, notes: notes, isPrerelease: isPrerelease, assets: files.map(\.asset))
  }
}
