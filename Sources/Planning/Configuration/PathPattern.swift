/// A pattern of slash-separated names: `*` and `?` stay within one name, a name of `**` stands for any number of them.
public struct PathPattern: Hashable, Sendable {
  /// The pattern as written.
  public let text: String

  /// Reads a pattern; every text is one.
  public init(_ text: String) { self.text = text }

  /// Whether the pattern has no wildcard.
  public var isLiteral: Bool { !text.contains { $0 == "*" || $0 == "?" } }

  /// Whether a whole name, such as that of a branch, fits the pattern.
  public func matches(_ name: String) -> Bool {
    let names = name.split(separator: "/", omittingEmptySubsequences: false).map { Array($0.utf8) }
    let steps = text.split(separator: "/", omittingEmptySubsequences: false).map { Array($0.utf8) }
    let any = Array("**".utf8)
    return Self.covers(
      names, by: steps,
      isRun: { $0 == any },
      fits: { name, step in
        Self.covers(
          name, by: step, isRun: { $0 == UInt8(ascii: "*") }, fits: { $0 == $1 || $1 == UInt8(ascii: "?") })
      })
  }

  /// Whether a file belongs to the pattern: it fits, or the pattern names a folder above it.
  public func covers(path: String) -> Bool {
    let folder = text.hasSuffix("/") ? String(text.dropLast()) : text
    return matches(path) || isLiteral && (path == folder || path.hasPrefix("\(folder)/"))
  }

  /// Whether steps cover all elements, where some steps stand for a run of any length.
  ///
  /// It goes back to the last run only, so that no pattern takes more than the product of both lengths.
  private static func covers<Element>(
    _ elements: [Element], by steps: [Element], isRun: (Element) -> Bool, fits: (Element, Element) -> Bool
  ) -> Bool {
    var element = 0
    var step = 0
    var lastRun: (step: Int, element: Int)?
    while element < elements.count {
      if step < steps.count, isRun(steps[step]) {
        lastRun = (step, element)
        step += 1
      } else if step < steps.count, fits(elements[element], steps[step]) {
        element += 1
        step += 1
      } else if let run = lastRun {
        lastRun = (run.step, run.element + 1)
        element = run.element + 1
        step = run.step + 1
      } else {
        return false
      }
    }
    return steps[step...].allSatisfy(isRun)
  }
}
