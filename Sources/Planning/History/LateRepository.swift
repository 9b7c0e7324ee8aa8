import ExternalTools
import Git
import Synchronization

/// A repository that is opened again where it is still needed: while it is open, the packs that were read stay in memory,
/// and most histories ask nothing more of it.
final class LateRepository: Sendable {
  private let folder: String
  private let opened: Mutex<Repository?>

  /// Remembers where a repository is, or keeps it where variables say where its objects are.
  init(_ repository: Repository) {
    folder = repository.gitDirectory
    let isElsewhere = ["GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"].contains {
      OwnEnvironment.value($0) != nil
    }
    opened = Mutex(isElsewhere ? repository : nil)
  }

  /// The repository.
  func get() throws -> Repository {
    try opened.withLock { opened in
      if let opened { return opened }
      let repository = try Repository(at: folder)
      opened = repository
      return repository
    }
  }
}
