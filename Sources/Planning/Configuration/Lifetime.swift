/// The spelling of a length of time, such as `30d` or `1d12h`.
public enum Lifetime {
  private static let units: [(letter: Character, seconds: Int64)] = [
    ("w", 604_800), ("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1),
  ]

  /// Reads a length of time; nil when the text is none or says no time at all.
  public static func parsed(_ text: String) -> Duration? {
    var rest = text[...]
    var seconds: Int64 = 0
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      rest = rest.dropFirst(digits.count)
      guard let letter = rest.popFirst(), let unit = units.first(where: { $0.letter == letter }),
        let number = Int64(digits), number < 1_000_000
      else { return nil }
      seconds += number * unit.seconds
      guard seconds < 1 << 40 else { return nil }
    }
    return seconds > 0 ? .seconds(seconds) : nil
  }

  /// Writes a length of time in the largest units that say it exactly.
  public static func text(_ duration: Duration) -> String {
    var seconds = duration.components.seconds
    var text = ""
    for unit in units where unit.letter != "w" && seconds >= unit.seconds {
      text += "\(seconds / unit.seconds)\(unit.letter)"
      seconds %= unit.seconds
    }
    return text.isEmpty ? "0s" : text
  }
}
