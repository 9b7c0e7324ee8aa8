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

  private static func clean(_ text: String) -> String { text.filter { !"<>\n\0".contains($0) } }
}
