/// Adds text to the end of a file that another program set up for it.
enum FileAppender {
  /// Appends.
  static func append(_ text: String, to path: String) throws(SystemCall.Failure) {
    let file = try SystemCall.openForAppending(path)
    defer { SystemCall.release(file) }
    try ByteStream(writingTo: file).write(Array(text.utf8))
  }
}
