import TestSupport
import Testing

/// One world for all tests of a serialized suite: made before the first, ended after the last.
struct SharedWorld: SuiteTrait, TestScoping {
  @TaskLocal static var current: StoryWorld?
  var make: @Sendable () async throws -> StoryWorld

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable @concurrent () async throws -> Void
  ) async throws {
    let world = try await make()
    do {
      try await Self.$current.withValue(world) { try await function() }
      await world.registry.ended()
    } catch {
      await world.registry.ended()
      throw error
    }
  }
}

extension Trait where Self == SharedWorld {
  /// The suite's tests release into one world.
  static func world(
    _ size: StoryWorld.Size = .small, extra: String = "approve:\n  by: none\n", htpasswd: String? = nil
  ) -> SharedWorld {
    SharedWorld { try await StoryWorld(size, extra: extra, htpasswd: htpasswd) }
  }
}

extension StoryWorld {
  /// The world of the suite that is running.
  static var shared: StoryWorld {
    get throws { try #require(SharedWorld.current, "the suite has no `.world` trait") }
  }
}
