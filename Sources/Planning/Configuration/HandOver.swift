/// How content travels between the jobs of one release.
public enum HandOver: String, CaseIterable, Sendable, Codable {
  /// As files of the CI.
  case artifact
  /// By digest in the registry, readable there before the approval.
  case registry
}
