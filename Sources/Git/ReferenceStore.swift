/// A place with references that are compared and swapped, all or none.
public protocol ReferenceStore: Sendable {
  /// What exactly these references point at; one that is not there has no entry.
  func references(_ names: [String]) async throws -> [String: ObjectID]
  /// Moves all of them, each over its `before`, or none.
  ///
  /// - Throws: ``ReferenceRejected`` where the far side refused.
  func apply(_ updates: [ReferenceUpdate]) async throws
}
