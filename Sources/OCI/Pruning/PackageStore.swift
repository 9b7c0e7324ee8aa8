/// Where the images of one repository are kept, seen by somebody who tidies up.
///
/// A registry, an image layout on disk and a forge's packages differ in what they list and how they delete; what may go
/// is the same everywhere: what neither a tag nor a record reaches.
public protocol PackageStore: Sendable {
  /// `HOST/REPOSITORY`, or the folder.
  var name: String { get }
  /// Removes one tag, the tags of signatures of what goes with it, and what nothing else reaches then.
  ///
  /// - Parameters:
  ///   - tag: the tag; one that is not there is fine.
  ///   - kept: what records need.
  ///   - isDryRun: only tell.
  /// - Returns: what went, or would go.
  /// - Throws: a `Refusal` or a `RefusalList` where something was not deleted.
  func prune(tag: String, keeping kept: KeptContent, isDryRun: Bool) async throws -> Pruned
  /// Deletes what neither a tag nor a record reaches.
  ///
  /// - Parameters:
  ///   - kept: what records need.
  ///   - moment: what was pushed later stays, RFC 3339 in UTC; counts where the place keeps dates.
  ///   - isDryRun: only tell.
  /// - Returns: what went, or would go; nil where the place lists no content without a tag.
  /// - Throws: a `Refusal` or a `RefusalList` where something was not deleted.
  func pruneUntagged(keeping kept: KeptContent, before moment: String, isDryRun: Bool) async throws -> Pruned?
}
