/// The version of this program.
enum ToolVersion {
  /// The version that `--version` prints.
  static let text = "0.1.0"
  /// What `--version` answers.
  static let answer = UsageErrors.answer("brokkr-release \(text)")
}
