import Refusals

/// The engines that there are.
public enum BuildEngines {
  /// Every engine, in the order in which `auto` tries them.
  public static let all: [any BuildEngine.Type] = [Buildx.self, Buildah.self]

  /// The engine for the word of a configuration, once it has said that it is ready.
  ///
  /// Throws the `Refusal` of the chosen engine, or one with the reasons of all.
  public static func choose(_ choice: BuilderChoice) async throws -> any BuildEngine {
    var reasons: [Refusal] = []
    for type in all where choice == .auto || choice.rawValue == type.name {
      let engine = type.init()
      do {
        try await engine.checkReady()
        return engine
      } catch let refusal as Refusal {
        reasons.append(refusal)
      }
    }
    if let reason = reasons.first, reasons.count == 1 { throw reason }
    throw Refusal(
      .toolMissing, what: "No image can be built: no engine is ready.",
      why: reasons.map { "\($0.what) \($0.why)" }.joined(separator: "\n"),
      remedy: reasons.map(\.remedy).joined(separator: "\n"))
  }
}
