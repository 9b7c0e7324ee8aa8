extension ReleaseNotes {
  /// One line of the notes.
  public struct Entry: Hashable, Sendable {
    /// The commit's whole object id.
    public var commit: String
    /// What was done, or what breaks: one line that is harmless on a terminal, not escaped for Markdown.
    public var subject: String
    /// What part it is about; nil where nothing is said.
    public var scope: String?
    /// Whether it breaks what users rely on.
    public var isBreaking: Bool
    /// The issues and pull requests that the subject names, such as `#123`, `GH-123` and `acme/brokkr#123`, in its order.
    public var references: [String]

    init(commit: String, subject: String, limit: Int = CommitText.subjectLimit, scope: String?, isBreaking: Bool) {
      self.commit = commit
      self.subject = CommitText.line(subject, limit: limit)
      let scope = scope.map { CommitText.line($0, limit: CommitText.scopeLimit) }
      self.scope = scope?.isEmpty == true ? nil : scope
      self.isBreaking = isBreaking
      references = IssueReference.pieces(of: self.subject).compactMap { piece in
        switch piece {
        case .number(let number): "#\(number)"
        case .dashed(let number): "GH-\(number)"
        case .elsewhere(let repository, let number): "\(repository)#\(number)"
        case .text, .commit: nil
        }
      }
    }
  }
}
