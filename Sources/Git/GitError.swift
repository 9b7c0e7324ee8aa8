import CLibgit2

/// A call of libgit2 that failed: its code, and what was being done.
public struct GitError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The library's code.
  public var code: Int32
  /// What was being done.
  public var action: String
  /// What the library says.
  public var detail: String

  init(_ code: Int32, during action: String) {
    self.code = code
    self.action = action
    detail = git_error_last().flatMap { $0.pointee.message }.map { String(cString: $0) } ?? ""
  }

  /// The object or reference is not there.
  var isNotFound: Bool { code == GIT_ENOTFOUND.rawValue }

  /// What was being done and what went wrong.
  public var description: String {
    "git failed while \(action)" + (detail.isEmpty ? " (code \(code))" : ": \(detail)")
  }
}

/// Throws where a code is an error.
func check(_ code: Int32, _ action: @autoclosure () -> String) throws {
  guard code < 0 else { return }
  throw GitError(code, during: action())
}
