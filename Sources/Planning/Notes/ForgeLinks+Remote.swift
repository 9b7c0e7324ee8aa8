public import Git
public import SemanticVersioning

extension ForgeLinks {
  /// The pages of the forge that a remote lies on; nil where there is no remote, or none is known for it.
  ///
  /// - Parameters:
  ///   - remote: the remote's name; empty for none.
  ///   - repository: the repository that has it.
  public init?(of remote: String, in repository: Repository) {
    guard !remote.isEmpty, let page = SourceURL.page(of: Remote(remote, of: repository).url) else { return nil }
    self.init(sourceURL: page)
  }
}
