package import Refusals
package import Yams

/// The text of a YAML file, composed and never loaded: nodes with their marks, where no alias has been expanded.
package struct YAMLSource {
  /// How large a file may be.
  package static let sizeLimit = 1 << 20
  /// How deep its nodes may be nested.
  package static let depthLimit = 64

  /// The file's name, for messages.
  package let file: String
  /// What does not happen when the file is unfit, for messages.
  package let purpose: String
  /// The text.
  package let bytes: [UInt8]
  /// The root of each document; an alias is a node that lies before the place where it is met.
  package private(set) var documents: [Node] = []
  /// Where lines begin.
  package let lines: LineTable

  /// Reads a text.
  ///
  /// - Parameters:
  ///   - bytes: the text.
  ///   - file: its name, for messages.
  ///   - purpose: the sentence that says what did not happen when this throws.
  /// - Throws: a `Refusal` with file, line and column.
  package init(_ bytes: [UInt8], file: String, purpose: String) throws {
    self.file = file
    self.purpose = purpose
    self.bytes = bytes
    guard bytes.count <= Self.sizeLimit else {
      throw Refusal(
        .configuration, what: purpose, why: "\(file) has \(bytes.count) bytes, and \(Self.sizeLimit) are read at most")
    }
    lines = LineTable(bytes)
    guard let text = String(validating: bytes.dropFirst(LineTable.hasMark(bytes) ? 3 : 0), as: UTF8.self) else {
      throw refusal(at: lines.mark(of: Self.firstInvalid(bytes)), "this is no UTF-8", remedy: "Save the file as UTF-8.")
    }
    if let offset = AliasGuard.suspect(in: bytes) {
      throw refusal(
        at: lines.mark(of: offset), "aliases are used in a key", remedy: "Write the key out, without an alias.")
    }
    do {
      // No rule of the basic resolver guesses a type: what a scalar means is decided where it is asked.
      let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
      while let root = try parser.nextRoot() { documents.append(root) }
    } catch let error as YamlError {
      throw explained(error, in: text)
    }
    for root in documents {
      if let mark = NodeOrder.tooDeep(root, limit: Self.depthLimit) {
        throw refusal(at: mark, "nodes are nested more than \(Self.depthLimit) deep", remedy: "Flatten the file.")
      }
    }
  }

  /// The byte at a mark; nil at the end of the text.
  package func byte(at mark: TextPosition) -> UInt8? {
    guard let offset = lines.offset(of: mark), offset < bytes.count else { return nil }
    return bytes[offset]
  }

  /// A refusal that names a place in the file.
  package func refusal(at mark: TextPosition?, _ why: String, remedy: String = "") -> Refusal {
    let place = mark.map { "\(file):\($0.line):\($0.column)" } ?? file
    return Refusal(.configuration, what: purpose, why: "\(place): \(why.prefix(120))", remedy: remedy)
  }

  private func explained(_ error: YamlError, in text: String) -> Refusal {
    switch error {
    case .scanner(_, _, let mark, _) where byte(at: TextPosition(mark)) == UInt8(ascii: "\t"):
      refusal(at: TextPosition(mark), "a tab in the indentation", remedy: "Indent by spaces.")
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      refusal(at: TextPosition(mark), problem, remedy: "Correct the YAML.")
    case .reader(let problem, let offset, _, _):
      refusal(at: offset.flatMap { mark(ofCharacter: $0, in: text) }, problem, remedy: "Remove the character.")
    case .duplicatedKeysInMapping(let keys, let context):
      refusal(
        at: TextPosition(context.mark), "the key `\((keys.first ?? "").prefix(60))` is there more than once",
        remedy: "Keep one of them.")
    case .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded:
      refusal(at: nil, "the file cannot be read as YAML")
    }
  }

  private func mark(ofCharacter count: Int, in text: String) -> TextPosition? {
    guard let index = text.index(text.startIndex, offsetBy: count, limitedBy: text.endIndex) else { return nil }
    return lines.mark(of: text.utf8.distance(from: text.startIndex, to: index) + bytes.count - text.utf8.count)
  }

  /// Where the first byte lies that belongs to no UTF-8 sequence.
  private static func firstInvalid(_ bytes: [UInt8]) -> Int {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var offset = 0
    while case .scalarValue(let scalar) = decoder.decode(&iterator) { offset += UTF8.width(scalar) }
    return offset
  }
}
