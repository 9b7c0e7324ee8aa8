/// What the runs of one version have in common, however somebody has typed it: `1.2.0`, `v1.2.0` and the tag are one.
///
/// Expressions of Actions can put words together and take none apart, so that what is missing is added.
struct VersionGroup {
  private let prefix: String
  private let suffix: String
  /// Components take whole tags alone, so that there is one spelling; a tag with a quote or a brace is left as it is.
  private let hasSpellings: Bool

  /// Reads how versions become tags.
  init(_ input: WorkflowInput) {
    let only = input.components.count == 1 ? input.components[0] : nil
    (prefix, suffix) = (only?.tagPrefix ?? "v", only?.tagSuffix ?? "")
    hasSpellings = input.components.count < 2 && !(prefix + suffix).contains { "'{}".contains($0) }
  }

  /// The expression that gives the tag that a text means.
  func expression(of text: String) -> String {
    guard hasSpellings else { return "${{ \(text) }}" }
    let front = adding(to: text)
    guard !suffix.isEmpty else { return "${{ \(front) }}" }
    return "${{ format('{0}{1}', \(front), !endsWith(\(text), '\(suffix)') && '\(suffix)' || '') }}"
  }

  /// The spelling that a run refuses, as a pattern of the shell: `v1.2.0` where tags have no `v` before the number, and
  /// something else; nil where every spelling leads to the group.
  ///
  /// Tags that begin so themselves, as `v2/1.2.0`, are no other spelling.
  var refused: String? {
    let isTag = prefix.hasPrefix("v") && prefix.dropFirst().first?.isNumber == true
    return hasSpellings && !prefix.isEmpty && !prefix.hasSuffix("v") && !isTag ? "v[0-9]*" : nil
  }

  /// The version with what stands before it in tags; where nothing does, with the `v` that some write all the same.
  private func adding(to text: String) -> String {
    guard !prefix.isEmpty else { return "startsWith(\(text), 'v') && \(text) || format('v{0}', \(text))" }
    var parts = ["startsWith(\(text), '\(prefix)') && \(text)"]
    if prefix.hasSuffix("v"), prefix != "v" {
      parts.append("startsWith(\(text), 'v') && format('\(prefix.dropLast()){0}', \(text))")
    }
    return (parts + ["format('\(prefix){0}', \(text))"]).joined(separator: " || ")
  }
}
