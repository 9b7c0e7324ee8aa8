public import Refusals

/// What a Dockerfile says about the version and the platform of its image, read without building it.
public struct DockerfileInspection: Sendable {
  /// Remarks with file and line: `dockerfile-no-version-arg` and `dockerfile-target-arg-default`.
  public let notes: [Note]

  private struct Stage {
    var line: Int
    var base: String
    var name: String
    var arguments: Set<String>
  }

  /// The arguments that builders set themselves, to what each platform needs.
  private static let automatic: Set<String> = [
    "TARGETPLATFORM", "TARGETOS", "TARGETARCH", "TARGETVARIANT", "BUILDPLATFORM", "BUILDOS", "BUILDARCH",
    "BUILDVARIANT",
  ]

  /// Reads a Dockerfile.
  ///
  /// - Parameters:
  ///   - text: the Dockerfile's text.
  ///   - file: its path as messages show it.
  public init(_ text: String, file: String) {
    var notes: [Note] = []
    var stages: [Stage] = []
    for instruction in DockerfileInstruction.all(in: text) {
      switch instruction.name {
      case "FROM":
        let words = instruction.words.filter { !$0.hasPrefix("--") }
        let isNamed = words.count > 2 && words[1].uppercased() == "AS"
        stages.append(
          Stage(
            line: instruction.line, base: words.first?.lowercased() ?? "", name: isNamed ? words[2].lowercased() : "",
            arguments: []))
      case "ARG":
        for word in instruction.words {
          let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
          let name = String(parts[0])
          if !stages.isEmpty { stages[stages.count - 1].arguments.insert(name) }
          guard parts.count > 1, Self.automatic.contains(name) else { continue }
          notes.append(
            Note(
              "dockerfile-target-arg-default",
              "\(file):\(instruction.line): `ARG \(name)` has the default `\(parts[1])`, which BuildKit takes for every "
                + "platform. Write `ARG \(name)` alone: builders set it."))
        }
      default: break
      }
    }
    if let last = stages.last, !Self.declares("VERSION", in: stages) {
      notes.append(
        Note(
          "dockerfile-no-version-arg",
          "\(file):\(last.line): the final stage has no `ARG VERSION`, so the image cannot say which release it is."))
    }
    self.notes = notes
  }

  /// Whether the final stage declares an argument, itself or by a stage that it begins from.
  private static func declares(_ argument: String, in stages: [Stage]) -> Bool {
    var index = stages.count - 1
    while true {
      if stages[index].arguments.contains(argument) { return true }
      let base = stages[index].base
      guard let parent = stages[..<index].lastIndex(where: { !$0.name.isEmpty && $0.name == base }) else {
        return false
      }
      index = parent
    }
  }
}
