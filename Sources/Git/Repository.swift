import CLibgit2
import Refusals

/// A repository on this machine.
///
/// Its handle is used by one thread at a time; all methods may be called from anywhere.
public final class Repository: @unchecked Sendable {
  let lock = RecursiveLock()
  let handle: OpaquePointer
  /// The root of the working tree; nil for a bare repository.
  public let workTree: String?
  /// The git directory; a linked working tree has one of its own.
  public let gitDirectory: String
  /// The git directory that all working trees share.
  public let commonDirectory: String

  /// Opens the repository around a path.
  ///
  /// - Throws: a `Refusal` with the cause and the fix where there is none, or it cannot be read.
  public init(at path: String) throws {
    Libgit2.start()
    var opened: OpaquePointer?
    let code = git_repository_open_ext(&opened, path, 0, nil)
    guard code >= 0, let opened else { throw OpenRefusal.make(GitError(code, during: "opening"), path) }
    handle = opened
    func folder(_ text: UnsafePointer<CChar>?) -> String? {
      text.map { String(cString: $0) }.map { $0.count > 1 && $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
    }
    workTree = folder(git_repository_workdir(opened))
    gitDirectory = folder(git_repository_path(opened)) ?? path
    commonDirectory = folder(git_repository_commondir(opened)) ?? path
  }

  deinit { git_repository_free(handle) }

  /// Part of the history was not fetched.
  public var isShallow: Bool { !boundary.isEmpty }

  /// Commits whose parents were not fetched; read anew each time, since a fetch may move it.
  var boundary: Set<ObjectID> {
    guard let text = SmallFile.text("\(commonDirectory)/shallow") else { return [] }
    return Set(text.split(whereSeparator: \.isNewline).compactMap { try? ObjectID(parsing: $0) })
  }

  /// What is checked out.
  public func head() throws -> Head {
    try lock.locked {
      if git_repository_head_unborn(handle) == 1 {
        return .unborn(branch: try symbolicHead() ?? "HEAD")
      }
      let head = try Handle(freeing: { git_reference_free($0) }, "reading HEAD") { git_repository_head(&$0, handle) }
      guard let target = git_reference_target(head.pointer) else {
        throw GitError(-1, during: "reading HEAD")
      }
      let id = ObjectID(target.pointee)
      guard git_repository_head_detached(handle) != 1 else { return .detached(id) }
      return .branch(name: String(cString: git_reference_shorthand(head.pointer)), id)
    }
  }

  private func symbolicHead() throws -> String? {
    let head = try Handle(freeing: { git_reference_free($0) }, "reading HEAD") {
      git_reference_lookup(&$0, handle, "HEAD")
    }
    guard let target = git_reference_symbolic_target(head.pointer) else { return nil }
    let name = String(cString: target)
    return name.hasPrefix("refs/heads/") ? String(name.dropFirst(11)) : name
  }
}
