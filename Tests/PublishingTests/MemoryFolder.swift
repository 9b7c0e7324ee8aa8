import FoundationEssentials
import TestSupport

/// A folder of one test, in memory where the machine has such a place: stories force thousands of files to the disk.
final class MemoryFolder: Sendable {
  let path: String
  private let scratch: ScratchDirectory?

  init(_ name: String) throws {
    let shared = "/dev/shm"
    guard FileManager.default.isWritableFile(atPath: shared) else {
      let scratch = try ScratchDirectory(name)
      (path, self.scratch) = (scratch.path, scratch)
      return
    }
    (path, scratch) = ("\(shared)/brokkr-test-\(name)-\(UUID().uuidString)", nil)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    guard scratch == nil, ProcessInfo.processInfo.environment["KEEP_SCRATCH"] == nil else { return }
    try? FileManager.default.removeItem(atPath: path)
  }
}
