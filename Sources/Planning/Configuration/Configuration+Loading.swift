import Refusals
import SemanticVersioning

extension Configuration {
  /// Reads a configuration and reports everything that is wrong with it at once.
  ///
  /// - Parameters:
  ///   - text: the text, which may be empty.
  ///   - file: the name that messages show; `-` stands for standard input.
  ///   - variables: the environment's variables, also empty ones, of which `BROKKR_RELEASE_TAG` and its like win over the text.
  ///   - flags: the values of flags by their keys, such as `remote`; they win over everything.
  /// - Returns: the configuration with every default filled in.
  /// - Throws: a `RefusalList`.
  public static func load(
    text: [UInt8], file: String, variables: @escaping (String) -> String? = { _ in nil }, flags: [String: String] = [:]
  ) throws -> Configuration {
    let origin = file == "-" ? Origin.standardInput : .file(file)
    return try load(text: text, origin: origin, variables: variables, flags: flags)
  }

  static func load(
    text: [UInt8], origin: Origin, variables: @escaping (String) -> String?, flags: [String: String]
  ) throws -> Configuration {
    var configuration = Configuration(tag: try TagPattern(parsing: "v{version}"), origin: origin)
    let file = configuration.fileName
    let document = try ConfigurationDocument.root(of: text, file: file)
    let overrides = ConfigurationOverrides(variables: variables, flags: flags)
    // Nothing is said, so there is nothing to check, and the defaults are what was made.
    if document == nil, overrides.isEmpty { return configuration }
    let root = overrides.applied(to: document)
    var check = ConfigurationCheck(file: file)
    let fitting = check.fitting(root, to: .configuration, at: [])
    var reader = ConfigurationReader(file: file)
    if let fitting {
      try reader.read(fitting, into: &configuration)
      reader.checkClaims(of: configuration, in: fitting)
    }
    let problems = (check.problems + reader.problems).sortedByPlace(in: file)
    guard problems.isEmpty else { throw RefusalList(problems) }
    configuration.marks = root.marks
    return configuration
  }
}

extension ConfigurationNode {
  /// The places of this value and of all below it, by the keys that lead there.
  fileprivate var marks: [[String]: ConfigurationMark] {
    var marks: [[String]: ConfigurationMark] = [:]
    func collect(_ node: ConfigurationNode, at path: [String]) {
      for entry in node.entries {
        marks[path + [entry.key]] = entry.value.text == nil ? entry.mark : entry.value.mark
        collect(entry.value, at: path + [entry.key])
      }
      for (index, item) in node.items.enumerated() {
        marks[path + ["\(index)"]] = item.mark
        collect(item, at: path + ["\(index)"])
      }
    }
    collect(self, at: [])
    return marks
  }
}

extension [Refusal] {
  /// The refusals in the order of the file, those from elsewhere first.
  fileprivate func sortedByPlace(in file: String) -> [Refusal] {
    func place(_ refusal: Refusal) -> (Int, Int) {
      guard refusal.what.hasPrefix("\(file):") else { return (0, 0) }
      let numbers = refusal.what.dropFirst(file.count + 1).split(separator: ":", maxSplits: 2)
      return (numbers.first.flatMap { Int($0) } ?? 0, numbers.dropFirst().first.flatMap { Int($0) } ?? 0)
    }
    return enumerated().sorted { one, other in
      let (first, second) = (place(one.element), place(other.element))
      return first == second ? one.offset < other.offset : first < second
    }.map(\.element)
  }
}
