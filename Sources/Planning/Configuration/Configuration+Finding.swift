import FoundationEssentials
import Refusals

extension Configuration {
  /// The names that a configuration may have, from the repository's root.
  public static let fileNames = [".brokkr-release.yml", "brokkr-release.yml", ".config/brokkr-release.yml"]

  /// Finds the one configuration of a repository; nil when it has none, a `RefusalList` when there are two.
  ///
  /// `read` gives the content of a file by its path from the root, nil when there is none.
  public static func find(read: (String) throws -> [UInt8]?) throws -> (file: String, text: [UInt8])? {
    let found = try fileNames.compactMap { name in try read(name).map { (file: name, text: $0) } }
    guard found.count < 2 else {
      throw RefusalList([
        Refusal(
          .configuration, what: "No configuration was read.",
          why: "There are \(found.count), and which one counts would be a guess: "
            + found.map(\.file).joined(separator: " and "),
          remedy: "Keep one of them.")
      ])
    }
    if let one = found.first { return one }
    for name in fileNames {
      let twin = name.dropLast("yml".count) + "yaml"
      guard try read(String(twin)) != nil else { continue }
      throw RefusalList([
        Refusal(.configuration, what: "\(twin) was not read.", remedy: "Rename it to \(name).")
      ])
    }
    return nil
  }

  /// Finds the one configuration below the root of a repository's files; nil when it has none.
  public static func find(in root: String) throws -> (file: String, text: [UInt8])? {
    try find { name in
      let path = "\(root)/\(name)"
      guard FileManager.default.fileExists(atPath: path) else { return nil }
      do {
        return try [UInt8](Data(contentsOf: URL(filePath: path)))
      } catch {
        throw RefusalList([Refusal(.configuration, what: "\(name) was not read.", why: "It is no readable file")])
      }
    }
  }
}
