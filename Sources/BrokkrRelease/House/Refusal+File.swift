import FoundationEssentials
import Refusals

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Refusal {
  /// What Foundation says of a file or a folder, as it is told: which one, and the system's own reason.
  init(_ error: CocoaError) {
    let path = error.filePath ?? error.url?.path(percentEncoded: false)
    let cause = error.underlying as? POSIXError
    let isReading = Self.reading.contains(error.code.rawValue)
    let isFull = error.code == .fileWriteOutOfSpace || cause?.code == .ENOSPC || cause?.code == .EDQUOT
    self.init(
      isFull ? .diskFull : .failed,
      what: "\(path ?? "A file") was not \(isReading ? "read" : "written").",
      why: isFull ? "No space left on device" : Self.words(cause, error),
      remedy: isFull ? "Make room on the disk, or in its quota." : "Look at the rights of \(path ?? "the file").")
  }

  /// The codes of readings: no such file, and NSFileReadUnknownError to NSFileReadTooLargeError with those between.
  private static let reading = [4, 260] + Array(256...264)

  private static func words(_ cause: POSIXError?, _ error: CocoaError) -> String {
    if let cause { return String(cString: strerror(cause.code.rawValue)) }
    switch error.code {
    case .fileReadNoPermission, .fileWriteNoPermission: return "Permission denied"
    case .fileWriteVolumeReadOnly: return "Read-only file system"
    case .fileNoSuchFile, .fileReadNoSuchFile: return "No such file or directory"
    case .fileWriteFileExists: return "File exists"
    default: return "\(error)"
    }
  }
}
