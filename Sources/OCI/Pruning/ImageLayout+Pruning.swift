import Refusals

extension ImageLayout: PackageStore {
  /// Removes one tag and what nothing else reaches then.
  public func prune(tag: String, keeping kept: KeptContent, isDryRun: Bool) async throws -> Pruned {
    guard try index().manifests.contains(where: { Self.name(of: $0) == tag }) else { return Pruned() }
    return try await sweeping(isDryRun) { index in
      let rest = index.manifests.filter { Self.name(of: $0) != tag }
      func subject(_ entry: Descriptor) -> Digest? { Self.name(of: entry).flatMap { ReferrersTag.subject(of: $0) } }
      var below = Marking(readsLeaves: true)
      try await below.reach(index.manifests.filter { Self.name(of: $0) == tag }.map(\.digest)) { try document($0) }
      var reached = Marking(readsLeaves: true)
      try await mark(rest.filter { subject($0) == nil }.map(\.digest), kept, in: &reached)
      // A signature goes with what it is of.
      let going = rest.filter { entry in
        subject(entry).map { below.contains($0) && !reached.contains($0) } ?? false
      }
      try await mark(rest.filter { !going.contains($0) }.map(\.digest), KeptContent(), in: &reached)
      try await below.reach(going.map(\.digest)) { try document($0) }

      var pruned = Pruned()
      pruned.tags = [tag] + going.compactMap(Self.name(of:))
      pruned.documents = below.deletionOrder(besides: reached)
      pruned.kept = below.documents.filter(reached.contains).sorted()
      pruned.blobs = below.blobs.filter { !reached.contains($0) && ReadableFile.size(file(of: $0)) != nil }.sorted()
      index.manifests = rest.filter { !going.contains($0) }
      return pruned
    }
  }

  /// Deletes what neither a tag nor a record reaches: entries of the index without a name, and files.
  ///
  /// A layout keeps no dates, so that nothing in it is too young.
  public func pruneUntagged(keeping kept: KeptContent, before moment: String, isDryRun: Bool) async throws -> Pruned? {
    guard isThere else { return Pruned() }
    return try await sweeping(isDryRun) { index in
      var reached = Marking(readsLeaves: true)
      try await mark(index.manifests.filter { Self.name(of: $0) != nil }.map(\.digest), kept, in: &reached)
      let (files, documents) = try stored()
      // What is about something that stays stays with it, and so does what is about that.
      while true {
        let more = documents.filter { digest, links in
          links.subject.map { reached.contains($0) } ?? false && !reached.contains(digest)
        }.map(\.key)
        guard !more.isEmpty else { break }
        try await reached.reach(more) { try document($0) }
      }
      var pruned = Pruned()
      let swept = files.filter { !reached.contains($0) }
      pruned.documents = DeletionOrder.parentsFirst(Set(swept.filter { documents[$0] != nil })) { digest in
        documents[digest]?.children.map(\.digest) ?? []
      }
      pruned.blobs = swept.filter { documents[$0] == nil }.sorted()
      index.manifests.removeAll { Self.name(of: $0) == nil && !reached.contains($0.digest) }
      return pruned
    }
  }

  private static func name(of entry: Descriptor) -> String? { entry.annotations?[nameKey] }

  /// Marks what entries of the index and the records reach.
  private func mark(_ entries: [Digest], _ kept: KeptContent, in marking: inout Marking) async throws {
    let find: @Sendable (Digest) async throws -> StoredManifest? = { try document($0) ?? kept.bytes[$0] }
    try await marking.reach(entries, find)
    try await marking.reach(kept.documents.union(kept.leaves), find)
  }

  /// Throws where the content is another folder's: what that one's tags reach is not known here.
  private func refuseSharedContent() throws {
    for folder in ["blobs", "blobs/sha256"] where ReadableFile.isLink("\(path)/\(folder)") {
      throw Refusal(
        .registryRefused, what: "Nothing of \(path) was deleted: its \(folder) is a link to another folder.",
        remedy: "Prune where the content itself lies, if nothing else names it.")
    }
  }

  /// Lets `body` choose what goes under the lock, writes the index without it, and deletes it.
  ///
  /// A sweep that is cut short leaves files that nothing names, for the next one.
  private func sweeping(_ isDryRun: Bool, _ body: (inout ImageIndex) async throws -> Pruned) async throws -> Pruned {
    try refuseSharedContent()
    var index = try index()
    guard !isDryRun else { return try await body(&index) }
    return try await exclusively {
      index = try self.index()
      let before = index
      let pruned = try await body(&index)
      if index != before { try write(index) }
      for digest in pruned.documents + pruned.blobs { try remove(digest) }
      return pruned
    }
  }
}
