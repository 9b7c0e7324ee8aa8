import Synchronization
import Testing

@testable import Planning

@Suite("Work side by side")
struct ParallelTests {
  private struct Failure: Error, Equatable { var element: Int }

  /// Counts what runs at once.
  private final class Gauge: Sendable {
    private let state = Mutex((now: 0, most: 0, calls: 0))
    var most: Int { state.withLock { $0.most } }
    var calls: Int { state.withLock { $0.calls } }
    func begin() {
      state.withLock {
        $0.now += 1
        $0.calls += 1
        $0.most = max($0.most, $0.now)
      }
    }
    func end() { state.withLock { $0.now -= 1 } }
  }

  @Test("results come in the order of the things, whoever ends first", arguments: [1, 2, 3, 50])
  func order(width: Int) async throws {
    let results = try await Parallel.map(Array(0..<20), width: width) { number in
      for _ in 0..<(20 - number) { await Task.yield() }
      return number * number
    }
    #expect(results == (0..<20).map { $0 * $0 })
  }

  @Test("no more run at once than allowed", arguments: [1, 2, 3])
  func width(width: Int) async throws {
    let gauge = Gauge()
    _ = try await Parallel.map(Array(0..<12), width: width) { _ in
      gauge.begin()
      for _ in 0..<10 { await Task.yield() }
      gauge.end()
      return true
    }
    #expect(gauge.most <= width)
    #expect(gauge.calls == 12)
  }

  @Test("a width of nothing still does the work", arguments: [0, -3])
  func noWidth(width: Int) async throws {
    #expect(try await Parallel.map([1, 2], width: width) { $0 } == [1, 2])
  }

  @Test("of nothing comes nothing")
  func nothing() async throws {
    #expect(try await Parallel.map([Int](), width: 4) { $0 } == [])
  }

  @Test("the first error ends the rest, starts no more, and is the one that is thrown", .timeLimit(.minutes(1)))
  func firstError() async throws {
    let gauge = Gauge()
    let failure = await #expect(throws: Failure.self) {
      _ = try await Parallel.map(Array(0..<10), width: 2) { number in
        gauge.begin()
        guard number > 0 else {
          // Ends only when it is cancelled.
          let never = AsyncStream<Never> { _ in }
          for await _ in never {}
          throw CancellationError()
        }
        throw Failure(element: number)
      }
    }
    #expect(failure == Failure(element: 1))
    #expect(gauge.calls == 2)
  }
}
