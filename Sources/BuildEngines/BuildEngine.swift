public import Refusals

/// A program that builds images from Dockerfiles.
public protocol BuildEngine: Sendable {
  /// The word by which the configuration chooses it.
  static var name: String { get }

  /// Makes the engine; nothing is started.
  init()

  /// The program's version; a `Refusal` with the way to install it when it is missing.
  func version() async throws -> String

  /// Whether it could build now; a `Refusal` with the remedy when it could not.
  func checkReady() async throws

  /// Builds one cell into a new OCI layout that holds exactly one image; the same cell gives the same image.
  ///
  /// - Parameters:
  ///   - cell: what is built.
  ///   - layout: the folder to create; a layout that is already there is replaced.
  ///   - onLine: is given each line of the build's output as it comes.
  /// - Returns: remarks about the build, such as arguments that the Dockerfile does not use.
  /// - Throws: a `Refusal` with the end of the build's output.
  @discardableResult
  func build(
    _ cell: BuildCell, to layout: String, onLine: @escaping @Sendable (String) -> Void
  ) async throws -> [Note]
}
