import Refusals

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The right to change a folder's index; it goes with the process that holds it.
final class FolderLock {
  private let descriptor: Int32

  init(_ folder: String) throws {
    descriptor = open("\(folder)/.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw Refusal(
        .registryRefused, what: "The image layout \(folder) was not locked.", why: String(cString: strerror(errno)))
    }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else {
        close(descriptor)
        throw Refusal(
          .registryRefused, what: "The image layout \(folder) was not locked.", why: String(cString: strerror(errno)))
      }
    }
  }

  func release() { close(descriptor) }
}
