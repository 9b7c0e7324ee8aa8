import ExternalTools

/// What git's configuration is given by variables: `GIT_CONFIG_COUNT` with its keys and values, and
/// `GIT_CONFIG_PARAMETERS`, which `git -c` leaves to the programs that it starts.
///
/// Of them only `safe.directory` counts here: who may set variables decides whose repositories are trusted. Everything
/// else is what the repository's and the user's own files say, here and for the programs that are started.
struct EnvironmentConfiguration {
  private let look: (String) -> String?

  init(_ look: @escaping (String) -> String? = OwnEnvironment.value) { self.look = look }

  /// The values of a key, the first one first; its case does not matter.
  func values(_ key: String) -> [String] {
    (counted + parameters).filter { $0.key.lowercased() == key }.map(\.value)
  }

  private var counted: [(key: String, value: String)] {
    guard let count = look("GIT_CONFIG_COUNT").flatMap({ Int($0) }), (0...1000).contains(count) else { return [] }
    return (0..<count).compactMap { index in
      look("GIT_CONFIG_KEY_\(index)").map { ($0, look("GIT_CONFIG_VALUE_\(index)") ?? "") }
    }
  }

  /// Words in single quotation marks with blanks between them, each `key=value`, or a key and a value joined by `=`.
  private var parameters: [(key: String, value: String)] {
    guard let text = look("GIT_CONFIG_PARAMETERS") else { return [] }
    return Self.words(text).compactMap { word in
      guard let equals = word.firstIndex(of: "=") else { return nil }
      return (String(word[..<equals]), String(word[word.index(after: equals)...]))
    }
  }

  private static func words(_ text: String) -> [String] {
    var words: [String] = []
    var word = ""
    var isQuoted = false
    var isEscaped = false
    for character in text {
      if isEscaped {
        word.append(character)
        isEscaped = false
      } else if character == "'" {
        isQuoted.toggle()
      } else if character == "\\", !isQuoted {
        isEscaped = true
      } else if character == " ", !isQuoted {
        if !word.isEmpty { words.append(word) }
        word = ""
      } else {
        word.append(character)
      }
    }
    return word.isEmpty ? words : words + [word]
  }
}
