/// What registries let be deleted, asked once each.
actor DeletionKnowledge {
  private var removals: [RegistryLocation: TagRemoval] = [:]
  private var withoutTags: Set<String> = []

  /// Whether a repository lets tags be removed; nil where it was not asked.
  func removal(_ location: RegistryLocation) -> TagRemoval? { removals[location] }
  /// Keeps whether a repository lets tags be removed.
  func keep(_ answer: TagRemoval, for location: RegistryLocation) { removals[location] = answer }

  /// Whether it makes sense to ask a host to delete by tag.
  func mayDeleteTags(_ host: String) -> Bool { !withoutTags.contains(host) }
  /// Keeps that a host does not delete by tag, or not a tag alone.
  func keepNoTags(_ host: String) { withoutTags.insert(host) }
}
