import CLibgit2

/// A call of libgit2 that failed: what kind of failure, and what was being done.
public struct GitError: Error, Hashable, Sendable {
  /// The kind of failure.
  public var code: Code
  /// What was being done, such as `reading refs/heads/main`.
  public var action: String
  /// What the library says; empty where it says nothing.
  public var detail: String

  /// Makes an error of a code, with what the library said last on this thread.
  init(_ code: Int32, during action: String) {
    self.code = Code(rawValue: code)
    self.action = action
    detail = git_error_last().flatMap { $0.pointee.message }.map { String(cString: $0) } ?? ""
  }

  /// Makes an error of its own.
  init(_ code: Code, during action: String, detail: String) {
    (self.code, self.action, self.detail) = (code, action, detail)
  }
}

extension GitError: CustomStringConvertible {
  /// What was being done and what went wrong.
  public var description: String {
    "git failed while \(action): " + (detail.isEmpty ? code.description : "\(detail) (\(code))")
  }
}

/// Throws where a code is an error.
func check(_ code: Int32, _ action: @autoclosure () -> String) throws(GitError) {
  guard code < 0 else { return }
  throw GitError(code, during: action())
}
