/// The number that forges append to a title when they merge a pull request, ` (#12)`.
enum PullNumber {
  /// The title without it.
  static func removed(from subject: String) -> String {
    guard subject.utf8.last == UInt8(ascii: ")"), let opening = subject.utf8.lastIndex(of: UInt8(ascii: "(")) else {
      return subject
    }
    let inside = subject.utf8[opening...].dropFirst().dropLast()
    guard inside.first == UInt8(ascii: "#"), inside.count > 1, inside.dropFirst().allSatisfy(\.isDigit) else {
      return subject
    }
    let title = subject.utf8[..<opening]
    return String(subject[..<(title.last == ASCII.space ? title.index(before: title.endIndex) : opening)])
  }
}
