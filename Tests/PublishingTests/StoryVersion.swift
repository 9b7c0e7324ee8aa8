/// The versions that stories are about, with an order of their own: the model must not borrow the tool's.
enum StoryVersion {
  static let all = ["1.1.3", "1.1.4", "1.2.0", "1.2.1-rc.1", "1.2.1", "1.3.0", "2.0.0-rc.1", "2.0.0"]

  /// Whether one comes before the other: by its numbers, a candidate before its final version.
  static func precedes(_ one: String, _ other: String) -> Bool { key(one).lexicographicallyPrecedes(key(other)) }

  static func isCandidate(_ version: String) -> Bool { version.contains("-") }

  /// The floating names of a version, the widest last; none for a candidate.
  static func floats(_ version: String) -> [String] {
    guard !isCandidate(version) else { return [] }
    let parts = version.split(separator: ".")
    return ["\(parts[0]).\(parts[1])", "\(parts[0])", "latest"]
  }

  private static func key(_ version: String) -> [Int] {
    let numbers = version.split { $0 == "." || $0 == "-" }.compactMap { Int($0) }
    return Array(numbers.prefix(3)) + [isCandidate(version) ? 0 : 1] + numbers.dropFirst(3)
  }
}
