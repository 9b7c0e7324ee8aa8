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
    let minutes = offsetMinutes.magnitude % 6000
    func two(_ number: UInt) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let zone = "\(offsetMinutes < 0 ? "-" : "+")\(two(minutes / 60))\(two(minutes % 60))"
    return "\(person) \(time) \(zone)"
  }

  /// The name and the address.
  var person: String { "\(Self.cleaned(name)) <\(Self.cleaned(email))>" }

  /// Without what would end the name or the line, and without the punctuation at both ends that git takes off.
  static func cleaned(_ text: String) -> String {
    func isCrud(_ scalar: Unicode.Scalar) -> Bool {
      scalar.value <= 32 || ".,:;<>\"\\'".unicodeScalars.contains(scalar)
    }
    var scalars = text.unicodeScalars.filter { !"<>\n\r\0".unicodeScalars.contains($0) }[...]
    while let first = scalars.first, isCrud(first) { scalars = scalars.dropFirst() }
    while let last = scalars.last, isCrud(last) { scalars = scalars.dropLast() }
    return String(String.UnicodeScalarView(scalars))
  }
}
