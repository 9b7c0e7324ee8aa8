import Refusals

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The right to change a folder's index.
///
/// The kernel gives it back when its holder ends, however that happens: a `.lock` file that was left behind holds nobody up.
final class FolderLock {
  private let descriptor: Int32

  private init(_ descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// Waits for the right and takes it; it lasts as long as the lock lives.
  ///
  /// - Parameters:
  ///   - folder: the folder.
  ///   - patience: how long to wait for somebody else's change, which takes milliseconds.
  /// - Returns: the lock.
  /// - Throws: a `Refusal` where the folder cannot be locked.
  static func take(_ folder: String, patience: Duration = .seconds(30)) async throws -> FolderLock {
    let descriptor = open("\(folder)/.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw refusal(folder, String(cString: strerror(errno))) }
    let lock = FolderLock(descriptor)
    let end = ContinuousClock.now + patience
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else { throw refusal(folder, String(cString: strerror(errno))) }
      guard ContinuousClock.now < end else {
        throw refusal(folder, "another program has been changing it for \(patience)")
      }
      try await Task.sleep(for: .milliseconds(Int64.random(in: 1...10)))
    }
    return lock
  }

  private static func refusal(_ folder: String, _ why: String) -> Refusal {
    Refusal(
      .registryRefused, what: "The image layout \(folder) was not changed: it could not be locked.", why: why,
      remedy: "Check the folder's rights, and what else writes it.")
  }
}
