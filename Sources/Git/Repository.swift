import Synchronization

/// A repository on this machine.
///
/// Its handles are used by one thread at a time; all methods may be called from anywhere. Variables such as `GIT_DIR` count
/// only for ``init(environment:verifyingHashes:)``.
public final class Repository: Sendable {
  private let opened: Mutex<OpenedRepository>
  /// The root of the working tree; nil for a bare repository.
  public let workTree: String?
  /// The git directory; a linked working tree has one of its own.
  public let gitDirectory: String
  /// The git directory that all working trees share.
  public let commonDirectory: String

  /// Opens the repository around a path.
  ///
  /// - Throws: a `Refusal` with the cause and the fix where there is none, or it cannot be read.
  public convenience init(at path: String) throws { try self.init(OpenedRepository.checked(path)) }

  /// Opens a git directory whose working tree does not count, and may be gone.
  convenience init(withoutWorkTree path: String) throws {
    try self.init(OpenedRepository.checked(path, hasWorkTree: false))
  }

  init(_ opened: consuming sending OpenedRepository) {
    (workTree, gitDirectory) = (opened.workTree, opened.gitDirectory)
    commonDirectory = opened.commonDirectory
    self.opened = Mutex(opened)
  }

  /// Opens the repository around a path; without verifying, ``Libgit2/trustHashes()`` is called, which is for the whole
  /// process.
  ///
  /// - Throws: a `Refusal` with the cause and the fix where there is none, or it cannot be read.
  public convenience init(at path: String, verifyingHashes: Bool) throws {
    if !verifyingHashes { Libgit2.trustHashes() }
    try self.init(at: path)
  }

  /// Lets `body` use the handles alone; it must not call this repository's own methods.
  func locked<Result: Sendable>(_ body: (borrowing OpenedRepository) throws -> Result) rethrows -> Result {
    try opened.withLock { try body($0) }
  }

  /// The commits whose parents were not fetched; empty where the whole history is here.
  public var boundary: Set<ObjectID> { locked { $0.boundary } }

  /// Part of the history was not fetched.
  public var isShallow: Bool { !boundary.isEmpty }

  /// What is checked out.
  public func head() throws -> Head { try locked { try $0.head() } }

  /// The folder in which git is run: the working tree, else the git directory.
  var folder: String { workTree ?? gitDirectory }
}
