/// What the tags of one repository show and records need, for telling what may go.
///
/// It asks nothing but documents, and deletes nothing: a registry and a forge's packages list and delete each in its own
/// way, and what may go is the same.
public struct ShownContent: Sendable {
  private let shown: [String: StoredManifest]
  private let others: Set<Digest>
  private let kept: KeptContent
  private let find: @Sendable (Digest) async throws -> StoredManifest?

  /// Takes what a repository shows.
  ///
  /// - Parameters:
  ///   - shown: every tag with its document.
  ///   - others: documents that stay as if they had a tag.
  ///   - kept: what records need.
  ///   - find: reads a document; nil for one that is not there.
  public init(
    _ shown: [String: StoredManifest], others: Set<Digest> = [], keeping kept: KeptContent,
    find: @escaping @Sendable (Digest) async throws -> StoredManifest?
  ) {
    (self.shown, self.others, self.kept) = (shown, others, kept)
    let known = Dictionary(shown.values.map { ($0.digest, $0) }) { first, _ in first }
    self.find = { digest in
      if let manifest = known[digest] { return manifest }
      return try await find(digest)
    }
  }

  /// What goes with a tag: it, the tags of signatures of what goes with it, and what nothing else reaches then.
  ///
  /// - Parameter tag: the tag.
  /// - Returns: what may go; nil where nothing shows the tag.
  /// - Throws: where a document cannot be read or understood: what lies below it would be taken for garbage.
  public func removal(of tag: String) async throws -> Prunable? {
    guard let target = shown[tag] else { return nil }
    var below = Marking(readsLeaves: true)
    try await below.reach([target.digest], find)
    let signatures = shown.keys.filter { $0 != tag && ReferrersTag.subject(of: $0) != nil }.sorted()
    var reached = Marking(readsLeaves: false)
    try await mark(shown.keys.filter { $0 != tag && ReferrersTag.subject(of: $0) == nil }, in: &reached)
    try await markKept(in: &reached)
    // A signature goes with what it is of.
    let going = signatures.filter { tag in
      ReferrersTag.subject(of: tag).map { below.contains($0) && !reached.contains($0) } ?? false
    }
    try await mark(signatures.filter { !going.contains($0) }, in: &reached)
    try await below.reach(going.compactMap { shown[$0]?.digest }, find)

    var pruned = Pruned()
    pruned.tags = [tag] + going
    pruned.documents = below.deletionOrder(besides: reached)
    pruned.kept = below.documents.filter(reached.contains).sorted()
    return Prunable(pruned: pruned, documents: below.read)
  }

  /// What of some documents without a tag nothing reaches: no tag, no record, and nothing that is about what is reached.
  ///
  /// - Parameters:
  ///   - candidates: what may go.
  ///   - young: what stays, with all below it, because a name for it may be on its way.
  /// - Returns: what may go.
  /// - Throws: where a document cannot be read or understood.
  public func garbage(among candidates: Set<Digest>, sparing young: Set<Digest>) async throws -> Prunable {
    var reached = Marking(readsLeaves: false)
    try await mark(Array(shown.keys), in: &reached)
    try await markKept(in: &reached)
    var pruned = Pruned()
    pruned.young = young.subtracting(reached.documents).count
    try await reached.reach(young, find)
    let unreached = candidates.subtracting(reached.documents).sorted()
    let find = find
    let found = try await Parallel.map(unreached) { try await find($0) }
    var documents: [Digest: StoredManifest] = [:]
    var subjects: [Digest: Digest] = [:]
    for (digest, manifest) in zip(unreached, found) {
      guard let manifest else { continue }
      documents[digest] = manifest
      subjects[digest] = try ManifestLinks(manifest).subject
    }
    // What is about something that stays stays with it, and so does what is about that.
    while true {
      let more = subjects.filter { reached.contains($0.value) && !reached.contains($0.key) }.map(\.key)
      guard !more.isEmpty else { break }
      try await reached.reach(more, find)
    }
    let going = Set(unreached.filter { !reached.contains($0) })
    var prunable = Prunable(pruned: pruned, documents: documents)
    prunable.pruned.documents = DeletionOrder.parentsFirst(going, children: prunable.children)
    return prunable
  }

  /// Those of some documents that a tag or a record reaches.
  public func reached(among documents: [Digest]) async throws -> [Digest] {
    var reached = Marking(readsLeaves: false)
    try await mark(Array(shown.keys), in: &reached)
    try await markKept(in: &reached)
    return documents.filter(reached.contains)
  }

  private func mark(_ tags: [String], in marking: inout Marking) async throws {
    try await marking.reach(tags.compactMap { shown[$0]?.digest }, find)
  }

  private func markKept(in marking: inout Marking) async throws {
    let (find, bytes) = (find, kept.bytes)
    try await marking.reach(others.union(kept.documents)) { digest in
      if let manifest = bytes[digest] { return manifest }
      return try await find(digest)
    }
    try await marking.reach(leaves: kept.leaves, find)
  }
}

extension Marking {
  /// The documents that were read and that `other` does not reach, as they are to be deleted.
  func deletionOrder(besides other: Marking) -> [Digest] {
    let going = read.filter { !other.contains($0.key) }
    let prunable = Prunable(pruned: Pruned(), documents: going)
    return DeletionOrder.parentsFirst(Set(going.keys), children: prunable.children)
  }
}
