/// What registries let be deleted, asked once each.
actor DeletionKnowledge {
  private var digests: [RegistryLocation: Bool] = [:]
  private var withoutTags: Set<String> = []

  /// Whether a repository deletes by digest; nil where it was not asked.
  func deletesDigests(_ location: RegistryLocation) -> Bool? { digests[location] }
  /// Keeps whether a repository deletes by digest.
  func keep(_ answer: Bool, for location: RegistryLocation) { digests[location] = answer }

  /// Whether it makes sense to ask a host to delete by tag.
  func mayDeleteTags(_ host: String) -> Bool { !withoutTags.contains(host) }
  /// Keeps that a host does not delete by tag, or not a tag alone.
  func keepNoTags(_ host: String) { withoutTags.insert(host) }
}
