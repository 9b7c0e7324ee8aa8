/// Whether a task may still write outside: asked before each single write, and before one is sent again.
///
/// It is a value around a closure and not the closure: the runtime finds no metadata for the bare type of an asynchronous
/// function in an optimized program, and a task-local value needs it.
public struct WritePermission: Sendable {
  /// The permission of this task; nil where nobody is to be asked.
  @TaskLocal private static var current: WritePermission?

  private let look: @Sendable () async throws -> Void

  /// Throws where nothing more may be written.
  public static func check() async throws { try await current?.look() }

  /// Does something whose writes ask first.
  ///
  /// - Parameters:
  ///   - look: throws where nothing more may be written.
  ///   - body: what writes.
  /// - Throws: what `look` or `body` throws.
  public static func asking(
    _ look: @escaping @Sendable () async throws -> Void, _ body: () async throws -> Void
  ) async throws {
    try await $current.withValue(WritePermission(look: look), operation: body)
  }
}
