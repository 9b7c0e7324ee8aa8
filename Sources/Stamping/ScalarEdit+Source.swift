import Refusals

extension ScalarEdit {
  /// A scalar as it is written: everything behind the colon of its key, with the blanks before it and its quotes.
  ///
  /// - Parameters:
  ///   - path: the keys that lead to the scalar.
  ///   - text: the file's bytes.
  ///   - file: the file's name, for messages.
  /// - Returns: the source; empty where nothing is written, nil where there is no such key.
  /// - Throws: a `Refusal` with file, line and column where `replacing` would refuse too.
  public static func source(of path: [String], in text: [UInt8], file: String) throws -> String? {
    try place(of: path, in: text, file: file).map { String(decoding: text[span(of: $0, in: text)], as: UTF8.self) }
  }

  /// The text with a scalar written as it was before an edit, byte for byte.
  ///
  /// - Parameters:
  ///   - path: the keys that lead to the scalar.
  ///   - source: how it was written, as `source(of:in:file:)` gave it.
  ///   - text: the file's bytes.
  ///   - file: the file's name, for messages.
  /// - Returns: the new bytes; nil where the same edit would not lead from them to `text` again.
  /// - Throws: a `Refusal` with file, line and column where `replacing` would refuse too.
  public static func restoring(
    key path: [String], to source: String, in text: [UInt8], file: String
  ) throws -> [UInt8]? {
    guard let place = try place(of: path, in: text, file: file) else { return nil }
    var restored = text
    restored.replaceSubrange(span(of: place, in: text), with: Array(source.utf8))
    let again = try? replacing(key: path, with: place.string, in: restored, file: file)
    return again == text ? restored : nil
  }

  /// The bytes of a scalar, and the blanks before it.
  private static func span(of place: ScalarPlace, in text: [UInt8]) -> Range<Int> {
    var start = place.range.lowerBound
    while start > 0, text[start - 1] == UInt8(ascii: " ") || text[start - 1] == UInt8(ascii: "\t") { start -= 1 }
    return start..<place.range.upperBound
  }
}
