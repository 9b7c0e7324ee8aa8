/// One more scalar of a chart that says the released version.
public struct ChartStamp: Hashable, Sendable {
  /// The file, relative to the chart's folder.
  public var file: String
  /// The keys that lead to the scalar, joined by dots; a dot inside of a key is written `\.`.
  public var key: String

  /// Makes a stamp.
  public init(file: String, key: String) {
    self.file = file
    self.key = key
  }

  /// The keys that lead to the scalar.
  public var keyPath: [String] {
    var path = [""]
    var isEscaped = false
    for character in key {
      switch character {
      case "\\" where !isEscaped:
        isEscaped = true
        continue
      case "." where !isEscaped: path.append("")
      default: path[path.count - 1].append(character)
      }
      isEscaped = false
    }
    return path
  }
}
