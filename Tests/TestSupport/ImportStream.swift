/// A history as `git fast-import` reads it: thousands of commits and tags by one process.
public struct ImportStream: Sendable {
  /// The bytes for its standard input.
  public private(set) var bytes: [UInt8] = []
  private var mark = 0

  /// An empty history.
  public init() {}

  private mutating func add(_ text: String) { bytes += Array(text.utf8) }

  /// Adds a commit.
  ///
  /// - Parameters:
  ///   - message: the whole message.
  ///   - branch: the branch that it becomes the tip of.
  ///   - parents: its parents, the first one first.
  ///   - time: when it was committed, in seconds since 1970.
  ///   - files: what is written, by path.
  /// - Returns: its mark.
  @discardableResult
  public mutating func commit(
    _ message: String, on branch: String = "main", after parents: [Int] = [], at time: Int = 1_700_000_000,
    writing files: [String: String] = [:]
  ) -> Int {
    commit(Array(message.utf8), on: branch, after: parents, at: time, writing: files)
  }

  /// Adds a commit whose message may be no text.
  @discardableResult
  public mutating func commit(
    _ message: [UInt8], on branch: String = "main", after parents: [Int] = [], at time: Int = 1_700_000_000,
    writing files: [String: String] = [:]
  ) -> Int {
    mark += 1
    // A branch goes on where it is unless it is begun anew.
    if parents.isEmpty { add("reset refs/heads/\(branch)\n") }
    add("commit refs/heads/\(branch)\nmark :\(mark)\ncommitter T <t@example.org> \(time) +0000\n")
    add("data \(message.count)\n")
    bytes += message
    add("\n")
    for (index, parent) in parents.enumerated() { add("\(index == 0 ? "from" : "merge") :\(parent)\n") }
    for (path, text) in files.sorted(by: { $0.key < $1.key }) {
      add("M 100644 inline \(path)\ndata \(text.utf8.count)\n\(text)\n")
    }
    return mark
  }

  /// Adds commits of one line, a minute apart.
  ///
  /// - Returns: the mark of the last one.
  @discardableResult
  public mutating func line(
    _ subjects: [String], on branch: String = "main", after parent: Int? = nil, at time: Int = 1_700_000_000
  ) -> Int {
    var last = parent
    for (index, subject) in subjects.enumerated() {
      last = commit(subject, on: branch, after: last.map { [$0] } ?? [], at: time + 60 * index)
    }
    return last ?? 0
  }

  /// Adds a tag, annotated or lightweight.
  public mutating func tag(_ name: String, at mark: Int, isAnnotated: Bool = false) {
    if isAnnotated {
      add("tag \(name)\nfrom :\(mark)\ntagger T <t@example.org> 1700000000 +0000\ndata 1\nx\n")
    } else {
      add("reset refs/tags/\(name)\nfrom :\(mark)\n\n")
    }
  }
}
