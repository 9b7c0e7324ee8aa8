import Git
import ReleaseEngine
import SemanticVersioning
import Stamping

extension BranchStamp {
  /// The changelog of a branch as it must be for a release: with its section where it is live, without where it is not.
  ///
  /// The section is what the release's own commit added; one that was edited since is left, and so is a file that is gone.
  ///
  /// - Parameters:
  ///   - record: the release.
  ///   - tip: the branch's commit.
  /// - Returns: the file's new text by its path; nothing where nothing is to be done.
  /// - Throws: where the repository cannot be read.
  func changelog(of record: Record, at tip: ObjectID) throws -> [String: [UInt8]] {
    let repository = place.repository
    guard let path = record.changelog, let commit = try record.commit.map({ try ObjectID(parsing: $0) }),
      repository.contains(commit), let written = try repository.file(path, in: commit),
      let now = try repository.file(path, in: tip)
    else { return [:] }
    let names = ChangelogHeading.names(tag: record.tag, version: record.version, component: record.component)
    guard let section = ChangelogFile(written).section(of: names) else { return [:] }
    let changelog = ChangelogFile(now)
    guard record.mode != nil else {
      guard changelog.section(of: names) == nil else { return [:] }
      return [
        path: changelog.inserting(section) { ChangelogHeading.isBelow($0, tag: record.tag, version: record.version) }
      ]
    }
    let original = try record.head.map { try ObjectID(parsing: $0) }
      .flatMap { repository.contains($0) ? try repository.file(path, in: $0) : nil }
    let rest = changelog.removing(section, of: names, original: original.map(ChangelogFile.init))
    return rest.map { [path: $0] } ?? [:]
  }
}
