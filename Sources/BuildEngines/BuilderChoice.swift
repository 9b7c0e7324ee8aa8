/// Which engine builds the images: one by its name, or the first that is ready.
public struct BuilderChoice: RawRepresentable, Hashable, Sendable, CaseIterable {
  /// The word of the configuration.
  public let rawValue: String

  /// Takes `auto` or the name of an engine; nil for any other word.
  public init?(rawValue: String) {
    guard rawValue == "auto" || BuildEngines.all.contains(where: { $0.name == rawValue }) else { return nil }
    self.rawValue = rawValue
  }

  private init(_ word: String) { rawValue = word }

  /// The first engine that is ready.
  public static let auto = BuilderChoice("auto")
  /// BuildKit, driven by `docker buildx`.
  public static let buildx = BuilderChoice(Buildx.name)
  /// Buildah.
  public static let buildah = BuilderChoice(Buildah.name)

  /// Every word that the configuration takes.
  public static var allCases: [BuilderChoice] { [.auto] + BuildEngines.all.map { BuilderChoice($0.name) } }
}
