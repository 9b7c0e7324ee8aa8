/// Whether a task may still write outside: asked before each single write, and before one is sent again.
public enum WritePermission {
  /// Throws where nothing more may be written; nil where nobody is to be asked.
  @TaskLocal public static var check: (@Sendable () async throws -> Void)?
}
