/// Adds text to the end of a file that another program set up for it.
enum FileAppender {
  /// The size of the file in bytes; 0 where there is none.
  static func size(of path: String) -> Int { SystemCall.size(of: path) ?? 0 }

  /// Appends.
  static func append(_ text: String, to path: String) throws(SystemCall.Failure) {
    let file = try SystemCall.openForAppending(path)
    defer { SystemCall.release(file) }
    try ByteStream(writingTo: file).write(Array(text.utf8))
  }
}
