import FoundationEssentials
import Git

/// Lock files that processes of git have left; what works holds one for milliseconds.
enum StaleLocks {
  /// One lock file.
  struct Lock: Hashable {
    /// Relative to the git directory.
    var path: String
    /// How old it is.
    var minutes: Int
    /// It locks the ledger's reference.
    var isLedgers: Bool
  }

  /// How old a lock has to be, in seconds, before nobody can hold it.
  static let age = 60.0

  /// The lock files of references, and of the index.
  static func find(in repository: Repository, now: Date = Date()) throws -> [Lock] {
    let root = repository.commonDirectory
    let manager = FileManager.default
    var names = ["packed-refs.lock", "index.lock", "HEAD.lock", "shallow.lock"]
    names += ((try? manager.subpathsOfDirectory(atPath: "\(root)/refs")) ?? [])
      .filter { $0.hasSuffix(".lock") }.map { "refs/\($0)" }
    return names.sorted().compactMap { name in
      guard let changed = try? manager.attributesOfItem(atPath: "\(root)/\(name)")[.modificationDate] as? Date else {
        return nil
      }
      let seconds = now.timeIntervalSince(changed)
      guard seconds >= age else { return nil }
      return Lock(path: name, minutes: Int(seconds / 60), isLedgers: name.hasPrefix("refs/brokkr-release/"))
    }
  }
}
