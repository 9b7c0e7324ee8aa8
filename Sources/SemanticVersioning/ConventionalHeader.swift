/// The first line of a Conventional Commit: `type(scope)!: description`.
public struct ConventionalHeader: Hashable, Sendable {
  /// The type in lower case, such as `feat`.
  public var type: String
  /// What part it is about; nil where nothing is said.
  public var scope: String?
  /// Whether an exclamation mark stands before the colon.
  public var isBreaking: Bool
  /// What was done.
  public var description: String

  /// Reads one line; nil where it is none.
  public init?(parsing line: some StringProtocol) {
    let bytes = Array(line.utf8)
    self.init(MessageLine(bytes, 0..<bytes.count))
  }

  /// The type of a commit that takes another one back.
  static let revertType = "revert"

  /// What `Revert "…"`, as git words it, would be as a Conventional Commit.
  static func revert(of subject: String) -> ConventionalHeader {
    ConventionalHeader(type: revertType, scope: nil, isBreaking: false, description: subject)
  }

  private init(type: String, scope: String?, isBreaking: Bool, description: String) {
    (self.type, self.scope, self.isBreaking, self.description) = (type, scope, isBreaking, description)
  }

  init?(_ line: MessageLine) {
    var position = line.range.lowerBound
    let end = line.range.upperBound
    func byte() -> UInt8? { position < end ? line.bytes[position] : nil }

    guard byte()?.isLetter == true else { return nil }
    while let next = byte(), next.isIdentifier || next == ASCII.underscore { position += 1 }
    let type = line.range.lowerBound..<position
    var scope: Range<Int>?
    if byte() == UInt8(ascii: "(") {
      position += 1
      let start = position
      while let next = byte(), next != UInt8(ascii: ")"), next != UInt8(ascii: "(") { position += 1 }
      guard byte() == UInt8(ascii: ")"), position > start else { return nil }
      scope = start..<position
      position += 1
    }
    isBreaking = byte() == UInt8(ascii: "!")
    if isBreaking { position += 1 }
    guard byte() == UInt8(ascii: ":") else { return nil }
    position += 1
    guard byte()?.isBlank == true else { return nil }
    let description = line.trimmed(from: position)
    guard !description.range.isEmpty else { return nil }
    self.type = MessageLine(line.bytes, type).text.lowercased()
    self.scope = scope.map { MessageLine(line.bytes, $0).text }
    self.description = description.text
  }
}
