public import Git
public import ReleaseEngine
import Stamping

/// Sets the scalars that carry the version on a branch, and the release's section of the changelog, by a commit on its
/// tip that changes nothing else.
public struct BranchStamp: Sendable {
  /// Where the branch lies.
  public var place: GitPlace
  /// Who makes the commits.
  public var author: Signature

  /// Makes a stamp for the branches of a place.
  public init(at place: GitPlace, author: Signature) { (self.place, self.author) = (place, author) }

  /// The branch with the release commit merged into `tip`, where people have pushed to it meanwhile; nil where a
  /// scalar says something that neither the release nor the commit before it said.
  public func merging(
    _ record: Record, into tip: ObjectID, of branch: String, in state: LedgerState
  ) async throws -> ObjectID? {
    guard let commit = try record.commit.map({ try ObjectID(parsing: $0) }) else { return nil }
    guard let wanted = try await wanted(record, at: tip, of: branch, in: state) else { return nil }
    try await place.bring(commit, of: "refs/tags/\(record.tag)")
    let tree = try stampedTree(of: tip, wanted, changelog(of: record, at: tip))
    return try await place.repository.writeCommit(
      tree: tree, parents: [tip, commit], message: "Merge release \(record.tag)\n\nRelease: \(record.tag)\n", by: author
    )
  }

  /// Whether the branch could not take the release in: it no longer has what was released, or a scalar says something
  /// that neither the release nor the commit before it said.
  public func conflicts(_ record: Record, at tip: ObjectID, of branch: String, in state: LedgerState) async throws
    -> Bool
  {
    try await wanted(record, at: tip, of: branch, in: state) == nil
  }

  /// What the scalars at a tip have to say for the release to be merged; nil in case of a conflict.
  private func wanted(
    _ record: Record, at tip: ObjectID, of branch: String, in state: LedgerState
  ) async throws -> [Scalar: Writing]? {
    try await place.bring(tip, of: "refs/heads/\(branch)")
    // A branch that was rewritten meanwhile no longer has what was released.
    if let head = try record.head.map({ try ObjectID(parsing: $0) }) {
      guard try place.repository.isAncestor(head, of: tip) else { return nil }
    }
    var wanted: [Scalar: Writing] = [:]
    for scalar in record.stamped where !scalar.isUnchanged {
      guard let now = try value(of: scalar, in: tip) else { return nil }
      guard now != scalar.after else { continue }
      guard now != scalar.before ?? "" else {
        wanted[Scalar(scalar)] = Writing(value: scalar.after)
        continue
      }
      // What a higher release has stamped meanwhile stays.
      guard Self.higher(than: record.version, Scalar(scalar), on: branch, in: state).contains(now) else { return nil }
    }
    return wanted
  }

  /// The branch with its scalars set to what they must say when `state` holds.
  ///
  /// That is the version of the highest live release on it, else what they said before the first. Only scalars that say
  /// `tag`'s version, or what took its place, are touched. Nil where nothing is to be set.
  public func settling(
    _ tag: String, on branch: String, at tip: ObjectID, in state: LedgerState
  ) async throws -> ObjectID? {
    guard let record = state.records[tag], !record.stamped.isEmpty || record.changelog != nil else {
      return nil
    }
    try await place.bring(tip, of: "refs/heads/\(branch)")
    var wanted: [Scalar: Writing] = [:]
    for scalar in record.stamped {
      guard let now = try? value(of: scalar, in: tip) else { continue }
      guard let want = Self.rightful(Scalar(scalar), on: branch, in: state), want.value != now else { continue }
      // A withdrawal has left the branch: undoing one below a higher release that says its version must not lower it.
      if record.mode == nil, let version = want.version,
        Self.higher(than: version, Scalar(scalar), on: branch, in: state).contains(now)
      {
        continue
      }
      let isOurs = now == scalar.after
      let tookItsPlace = record.mode == nil && Self.known(Scalar(scalar), on: branch, in: state).contains(now)
      if isOurs || tookItsPlace { wanted[Scalar(scalar)] = want }
    }
    let changelog = try changelog(of: record, at: tip)
    guard !wanted.isEmpty || !changelog.isEmpty else { return nil }
    let verb = record.mode == nil ? "Restore" : "Revert"
    return try await place.repository.writeCommit(
      tree: stampedTree(of: tip, wanted, changelog), parents: [tip],
      message: "\(verb) release \(tag)\n\nRelease: \(tag)\n", by: author)
  }

  /// One scalar of one file.
  private struct Scalar: Hashable {
    var file: String
    var key: [String]

    init(_ stamped: StampedScalar) { (file, key) = (stamped.file, stamped.key) }
  }

  /// What a scalar is to say, and how that was written once.
  private struct Writing {
    var value: String
    var source: String?
    /// The release that says so; nil for what was there before the first.
    var version: String?
  }

  /// The records that stamped the scalar on the branch, in the order in which they were published.
  private static func stamping(_ scalar: Scalar, on branch: String, in state: LedgerState) -> [(Record, StampedScalar)]
  {
    state.records.values.filter { $0.branch == branch && $0.state.claimsCount }
      .sorted { $0.ordinal < $1.ordinal }
      .compactMap { record in
        record.stamped.first { Scalar($0) == scalar }.map { (record, $0) }
      }
  }

  private static func rightful(_ scalar: Scalar, on branch: String, in state: LedgerState) -> Writing? {
    let stamping = stamping(scalar, on: branch, in: state)
    let live = stamping.filter { $0.0.mode == nil }.max { PrecedenceOrder.precedes($0.0.version, $1.0.version) }
    if let live { return Writing(value: live.1.after, version: live.0.version) }
    return stamping.first.map { Writing(value: $0.1.before ?? "", source: $0.1.source) }
  }

  private static func higher(
    than version: String, _ scalar: Scalar, on branch: String, in state: LedgerState
  ) -> Set<String> {
    let stamping = stamping(scalar, on: branch, in: state)
    return Set(stamping.filter { PrecedenceOrder.precedes(version, $0.0.version) }.map(\.1.after))
  }

  private static func known(_ scalar: Scalar, on branch: String, in state: LedgerState) -> Set<String> {
    Set(stamping(scalar, on: branch, in: state).flatMap { [$0.1.before ?? "", $0.1.after] })
  }

  private func value(of scalar: StampedScalar, in commit: ObjectID) throws -> String? {
    guard let text = try place.repository.file(scalar.file, in: commit) else { return nil }
    return try ScalarEdit.value(of: scalar.key, in: text, file: scalar.file) ?? ""
  }

  private func stampedTree(
    of commit: ObjectID, _ wanted: [Scalar: Writing], _ edited: [String: [UInt8]]
  ) throws -> ObjectID {
    var files = edited
    for (scalar, writing) in wanted.sorted(by: { $0.key.file < $1.key.file }) {
      let (file, key) = (scalar.file, scalar.key)
      guard let text = try files[file] ?? place.repository.file(file, in: commit) else { continue }
      // Byte for byte where that is known, and what people wrote meanwhile does not stand against it.
      let restored = try writing.source.flatMap { try ScalarEdit.restoring(key: key, to: $0, in: text, file: file) }
      files[file] = try restored ?? ScalarEdit.replacing(key: key, with: writing.value, in: text, file: file)
    }
    return try place.repository.writeTree(of: commit, replacing: files)
  }
}
