import Refusals
import Synchronization

/// The output of one build: its end for an error, and the remarks that hide in it.
final class BuildLog: Sendable {
  /// How many lines an error shows.
  static let shown = 40

  private struct State {
    var tail: [String] = []
    var unused: [String] = []
  }
  private let state = Mutex(State())
  private let onLine: @Sendable (String) -> Void

  init(onLine: @escaping @Sendable (String) -> Void) { self.onLine = onLine }

  func append(_ line: String) {
    let line = Self.plain(line)
    state.withLock { state in
      if state.tail.count == Self.shown { state.tail.removeFirst() }
      state.tail.append(line)
      state.unused += Self.unusedArguments(in: line)
    }
    onLine(line)
  }

  /// The last lines.
  var tail: [String] { state.withLock(\.tail) }

  /// A remark for every argument that was passed and that the Dockerfile does not use.
  func notes(for cell: BuildCell) -> [Note] {
    let unused = Set(state.withLock(\.unused))
    return cell.arguments.map(\.0).filter(unused.contains).compactMap { name in
      // Not every image needs to know its revision or its time; one without its version cannot say what it is.
      if BuildCell.alwaysPassed.contains(name), name != "VERSION" { return nil }
      return Note(
        "build-arg-unused",
        "\(cell.image) does not use the build argument \(name): its Dockerfile has no `ARG \(name)`.")
    }
  }

  /// A line without what would move a terminal's cursor or color.
  private static func plain(_ line: String) -> String {
    guard line.unicodeScalars.contains(where: { $0.value < 32 && $0 != "\t" || (127...159).contains($0.value) }) else {
      return line
    }
    // A progress bar writes over itself: what counts is what stands last.
    let last = line.split(separator: "\r").last ?? ""
    var plain = ""
    var rest = last.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      if scalar == "\u{1B}", rest.first == "[" {
        rest = rest.drop { !(64...126).contains($0.value) || $0 == "[" }.dropFirst()
      } else if scalar.value >= 32 && !(127...159).contains(scalar.value) || scalar == "\t" {
        plain.unicodeScalars.append(scalar)
      }
    }
    return plain
  }

  /// The names in `[Warning] one or more build args were not consumed: [A B]`.
  private static func unusedArguments(in line: String) -> [String] {
    guard line.contains("not consumed"), let open = line.lastIndex(of: "["),
      let close = line[open...].firstIndex(of: "]")
    else { return [] }
    return line[line.index(after: open)..<close].split { $0 == " " || $0 == "," }.map(String.init)
  }
}
