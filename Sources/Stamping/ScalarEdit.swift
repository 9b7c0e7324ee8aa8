import Refusals
import Yams

/// Replaces one scalar of a YAML file and no other byte.
///
/// A scalar is edited where it stands on one line, in block mappings from the document's root on; quotes, spacing,
/// comments, line endings, a byte order mark and a missing last newline stay. Every other form is refused with its place.
public struct ScalarEdit {
  /// The text with the scalar that `path` leads to replaced.
  ///
  /// Quotes stay what they are; a scalar without them gets double quotes where the new text would not be a string.
  ///
  /// - Parameters:
  ///   - path: the keys that lead to the scalar.
  ///   - value: its new text.
  ///   - text: the file's bytes.
  ///   - file: the file's name, for messages.
  /// - Returns: the new bytes.
  /// - Throws: a `Refusal` with file, line and column where the file has no such scalar, or one that is not edited.
  public static func replacing(
    key path: [String], with value: String, in text: [UInt8], file: String
  ) throws -> [UInt8] {
    let shown = path.joined(separator: ".")
    let source = try YAMLSource(text, file: file, purpose: "`\(shown)` of \(file) was not set.")
    guard value.unicodeScalars.allSatisfy(isPrintable) else {
      throw source.refusal(
        at: nil, "the new value has a character that cannot stand on one line", remedy: "Name a value of one line.")
    }
    guard let place = try ScalarPlace(of: path, in: source) else {
      throw source.refusal(
        at: source.documents.first?.position, "there is no key `\(shown)`", remedy: "Add the key, or correct its name.")
    }
    guard place.string != value || !place.isString else { return text }
    let written = PlainScalar.written(value, quotedBy: place.quote)
    var edited = text
    edited.replaceSubrange(place.range, with: Array((place.range.isEmpty ? " \(written)" : written).utf8))
    let purpose = source.purpose
    let reread = try? YAMLSource(edited, file: file, purpose: purpose)
    guard let reread, NodeComparison.differOnly(at: path, now: value, source.documents, reread.documents) else {
      throw source.refusal(
        at: place.mark, "the edit would change more than this value", remedy: "Write the value on one line, quoted.")
    }
    return edited
  }

  /// What the scalar says that `path` leads to: its text as it is written, empty for null, nil when there is no such key.
  ///
  /// - Parameters:
  ///   - path: the keys that lead to the scalar.
  ///   - text: the file's bytes.
  ///   - file: the file's name, for messages.
  /// - Returns: the text without quotes.
  /// - Throws: a `Refusal` with file, line and column where `replacing` would refuse too.
  public static func value(of path: [String], in text: [UInt8], file: String) throws -> String? {
    try place(of: path, in: text, file: file).map { $0.isNull ? "" : $0.string }
  }

  /// Where the scalar begins that `path` leads to; nil when there is no such key.
  ///
  /// - Parameters:
  ///   - path: the keys that lead to the scalar.
  ///   - text: the file's bytes.
  ///   - file: the file's name, for messages.
  /// - Returns: line and column, counted from 1, the column in Unicode scalars.
  /// - Throws: a `Refusal` with file, line and column where `replacing` would refuse too.
  public static func position(
    of path: [String], in text: [UInt8], file: String
  ) throws -> (line: Int, column: Int)? {
    try place(of: path, in: text, file: file).map { ($0.mark.line, $0.mark.column) }
  }

  static func place(of path: [String], in text: [UInt8], file: String) throws -> ScalarPlace? {
    let purpose = "`\(path.joined(separator: "."))` of \(file) was not read."
    return try ScalarPlace(of: path, in: YAMLSource(text, file: file, purpose: purpose))
  }

  /// Neither a control character nor a line break, by the rules of YAML.
  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }
}
