import Refusals
import SemanticVersioning

/// Reads typed values out of a document that has the right shape, and collects what is wrong with them.
struct ConfigurationReader {
  let file: String
  var problems: [Refusal] = []

  init(file: String) { self.file = file }

  mutating func report(_ mark: ConfigurationMark, _ what: String, why: String = "", remedy: String = "") {
    problems.append(Refusal(.configuration, what: "\(mark.place(in: file)): \(what)", why: why, remedy: remedy))
  }

  /// The value of a text, the default where the key is missing or its text is wrong.
  mutating func value<Value>(
    _ node: ConfigurationNode?, else standard: Value, _ parse: (String) throws -> Value
  ) -> Value {
    guard let node, let text = node.text else { return standard }
    return attempt(text, at: node.mark, parse) ?? standard
  }

  /// The values of a list, the default where the key is missing; wrong ones are left out.
  mutating func values<Value>(
    _ node: ConfigurationNode?, else standard: [Value] = [], _ parse: (String) throws -> Value
  ) -> [Value] {
    guard let node else { return standard }
    return node.items.compactMap { item in
      item.text.flatMap { attempt($0, at: item.mark, parse) }
    }
  }

  /// The value of a choice that the shape has checked.
  func choice<Value: RawRepresentable>(
    _ node: ConfigurationNode?, else standard: Value
  ) -> Value where Value.RawValue == String {
    node?.text.flatMap(Value.init(rawValue:)) ?? standard
  }

  func boolean(_ node: ConfigurationNode?, else standard: Bool) -> Bool {
    node?.text.map { $0 == "true" } ?? standard
  }

  /// A path inside of the repository, from one of its folders.
  mutating func path(_ node: ConfigurationNode?, in folder: String = ".", else standard: String) -> String {
    value(node, else: standard) { text in
      if let problem = RepositoryPath.problem(of: text, in: folder) {
        throw Refusal(.configuration, what: "`\(text)` is no path of the repository.", why: problem)
      }
      return RepositoryPath.joined(".", text)
    }
  }

  /// Reports every item of a list that stands there twice.
  mutating func reportRepeats(in node: ConfigurationNode?) {
    var seen: Set<String> = []
    for item in node?.items ?? [] {
      guard let text = item.text, !seen.insert(text).inserted else { continue }
      report(item.mark, "`\(text)` is listed twice.")
    }
  }

  private mutating func attempt<Value>(
    _ text: String, at mark: ConfigurationMark, _ parse: (String) throws -> Value
  ) -> Value? {
    do {
      return try parse(text)
    } catch let refusal as Refusal {
      report(mark, refusal.what, why: refusal.why, remedy: refusal.remedy)
    } catch {
      report(mark, "`\(text)` cannot be used.", why: "\(error)")
    }
    return nil
  }
}
