/// Words of a command line that a person is to paste.
enum ShellWord {
  /// The word as a shell takes it for one: in quotes where it needs them.
  static func quoted(_ word: String) -> String {
    let isPlain =
      !word.isEmpty
      && word.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "_-./:@%+=,".utf8.contains(byte)
        }
      }
    return isPlain ? word : "'\(word.replacing("'", with: #"'\''"#))'"
  }
}
