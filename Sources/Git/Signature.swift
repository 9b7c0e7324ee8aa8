/// Who made a commit or a tag, and when.
public struct Signature: Hashable, Sendable {
  /// The person's or bot's name.
  public var name: String
  /// The address.
  public var email: String
  /// Seconds since 1970.
  public var time: Int64
  /// Minutes east of UTC.
  public var offsetMinutes: Int

  /// Makes a signature.
  public init(name: String, email: String, time: Int64, offsetMinutes: Int) {
    (self.name, self.email, self.time, self.offsetMinutes) = (name, email, time, offsetMinutes)
  }

  /// As the lines `author`, `committer` and `tagger` of an object have it.
  var line: String {
    let minutes = abs(offsetMinutes)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let zone = "\(offsetMinutes < 0 ? "-" : "+")\(two(minutes / 60))\(two(minutes % 60))"
    return "\(Self.clean(name)) <\(Self.clean(email))> \(time) \(zone)"
  }

  /// Without what would end the line or the name; scalar by scalar, since a mark after `<` makes another character of it.
  private static func clean(_ text: String) -> String {
    let kept = text.unicodeScalars.filter { $0 != "<" && $0 != ">" && $0.value >= 0x20 && $0.value != 0x7F }
    return kept.split(separator: " ").map { String(String.UnicodeScalarView($0)) }.joined(separator: " ")
  }
}
