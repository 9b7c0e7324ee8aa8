import Refusals
import ReleaseEngine
import SemanticVersioning
import Testing

@testable import Planning

@Suite("Which releases a rollback takes")
struct RollbackChoiceTests {
  /// A release as a row of a table: `VERSION[@COMPONENT] STATE TIME…`; each time is an event of that name.
  private struct Row {
    var version: String
    var state: ReleaseState = .published
    var mode: RollbackMode?
    var component: String?
    var events: [(Int, String)]
  }

  private static func live(_ version: String, _ at: Int, _ component: String? = nil) -> Row {
    Row(version: version, component: component, events: [(at, "published")])
  }

  private static func withdrawn(_ version: String, _ at: Int, until end: Int) -> Row {
    Row(version: version, state: .rolledBack, mode: .withdrawn, events: [(at, "published"), (end, "withdrawn")])
  }

  private func state(_ rows: [Row]) -> LedgerState {
    var state = LedgerState()
    for row in rows {
      let tag = row.component.map { "\($0)/v\(row.version)" } ?? "v\(row.version)"
      var record = Record(
        version: row.version, tag: tag, component: row.component, state: row.state,
        holder: Holder(host: "h", actor: "A <a@b>", pid: 1, start: "s"))
      record.mode = row.mode
      record.events = row.events.map {
        RecordedEvent(at: "2026-01-01T00:00:\($0.0 < 10 ? "0" : "")\($0.0).000Z", what: $0.1)
      }
      record.ordinal = 1
      state.records[tag] = record
    }
    return state
  }

  @Test("the release published last goes, if it is the highest live one and no candidate")
  func newest() throws {
    let rows = [Self.live("1.1.0", 1), Self.live("1.2.0", 3), Self.live("1.1.4", 2)]
    #expect(try RollbackChoice.newest(in: state(rows), of: nil) == .releases(["v1.2.0"]))
  }

  @Test("one that was published again counts from then")
  func again() throws {
    let again = Row(version: "1.2.0", events: [(1, "published"), (3, "withdrawn"), (4, "published again")])
    let rows = [Self.live("1.1.0", 2), again]
    #expect(try RollbackChoice.newest(in: state(rows), of: nil) == .releases(["v1.2.0"]))
  }

  @Test("numbers are compared as numbers")
  func precedence() throws {
    let rows = [Self.live("1.9.0", 1), Self.live("1.10.0", 2)]
    #expect(try RollbackChoice.newest(in: state(rows), of: nil) == .releases(["v1.10.0"]))
  }

  @Test("anything else is asked for, with the choices, the highest first")
  func ambiguous() throws {
    let tables: [([Row], [String])] = [
      // a hotfix below the highest was published last
      ([Self.live("1.2.0", 1), Self.live("1.1.4", 2)], ["v1.2.0", "v1.1.4"]),
      // a candidate was published last
      ([Self.live("1.2.0", 1), Self.live("1.3.0-rc.1", 2)], ["v1.3.0-rc.1", "v1.2.0"]),
      // published last, and a candidate above it is live
      ([Self.live("2.0.0-rc.1", 1), Self.live("1.2.0", 2)], ["v2.0.0-rc.1", "v1.2.0"]),
    ]
    for (rows, choices) in tables {
      let refusal = try #require(throws: Refusal.self) { try RollbackChoice.newest(in: state(rows), of: nil) }
      #expect(refusal.code == .ambiguous)
      #expect(refusal.remedy == "Name one of \(choices.joined(separator: ", ")).")
    }
  }

  @Test("where the newest event is a finished rollback nothing is taken, so that running it twice is safe")
  func alreadyDone() throws {
    let rows = [Self.live("1.1.0", 1), Self.withdrawn("1.2.0", 2, until: 3)]
    #expect(
      try RollbackChoice.newest(in: state(rows), of: nil) == .alreadyDone(last: "v1.2.0", choices: ["v1.1.0"]))
    // A release since then makes it an old story.
    let since = rows + [Self.live("1.2.1", 4)]
    #expect(try RollbackChoice.newest(in: state(since), of: nil) == .releases(["v1.2.1"]))
  }

  @Test("a rollback that is not finished is none")
  func unfinished() throws {
    let open = Row(
      version: "1.2.0", state: .rollingBack, mode: .withdrawn, events: [(2, "published"), (3, "rolling back")])
    #expect(try RollbackChoice.newest(in: state([Self.live("1.1.0", 1), open]), of: nil) == .releases(["v1.1.0"]))
  }

  @Test("where nothing is live there is nothing to take")
  func nothing() throws {
    for rows in [[], [Row(version: "1.2.0", state: .aborted, events: [(1, "aborted")])]] {
      let refusal = try #require(throws: Refusal.self) { try RollbackChoice.newest(in: state(rows), of: nil) }
      #expect(refusal.code == .usage)
    }
  }

  @Test("each component has releases of its own")
  func components() throws {
    let rows = [Self.live("1.2.0", 1, "agent"), Self.live("3.0.0", 2, "broker"), Self.live("1.3.0", 3, "agent")]
    #expect(try RollbackChoice.newest(in: state(rows), of: "broker") == .releases(["broker/v3.0.0"]))
    #expect(try RollbackChoice.newest(in: state(rows), of: "agent") == .releases(["agent/v1.3.0"]))
    // The highest of its own component, though another one has a higher number.
    #expect(try RollbackChoice.newest(in: state(rows), of: nil) == .releases(["agent/v1.3.0"]))
  }

  @Test("an undo without a version is of the last rollback, where nothing came after it")
  func lastTaken() throws {
    let rows = [Self.live("1.1.0", 1), Self.withdrawn("1.2.0", 2, until: 3)]
    #expect(try RollbackChoice.lastTaken(in: state(rows), of: nil) == "v1.2.0")
    let refusal = try #require(throws: Refusal.self) {
      try RollbackChoice.lastTaken(in: state(rows + [Self.live("1.2.1", 4)]), of: nil)
    }
    #expect(refusal.code == .ambiguous)
    #expect(refusal.remedy == "Name one of v1.2.0.")
    #expect(throws: Refusal.self) { try RollbackChoice.lastTaken(in: state([Self.live("1.1.0", 1)]), of: nil) }
  }

  @Test("one arrives at the highest version from before the ledger, and at no other one that is not recorded")
  func aboveUnrecorded() throws {
    let workspace = try ComponentScope.named(nil, in: configuration("images: { app: { repository: ghcr.io/a/b } }\n"))
    let rows = [Self.live("1.2.0", 1), Self.live("1.3.0", 2)]
    let old = [SemanticVersion(1, 0, 0), SemanticVersion(1, 1, 0)]
    #expect(
      try RollbackChoice.above(SemanticVersion(1, 1, 0), of: workspace, unrecorded: old, in: state(rows))
        == .releases(["v1.2.0", "v1.3.0"]))
    let refusal = try #require(throws: Refusal.self) {
      try RollbackChoice.above(SemanticVersion(1, 0, 0), of: workspace, unrecorded: old, in: state(rows))
    }
    #expect(refusal.why.contains("v1.1.0"))
  }

  @Test("to arrive at a release, every live one above it goes, the lowest first")
  func above() throws {
    let rows = [
      Self.live("1.1.0", 1), Self.live("1.10.0", 2), Self.live("1.9.0", 3), Self.live("1.9.1-rc.1", 4),
      Self.withdrawn("2.0.0", 5, until: 6), Self.live("1.0.9", 7),
    ]
    #expect(
      try RollbackChoice.above("v1.1.0", in: state(rows)) == .releases(["v1.9.0", "v1.9.1-rc.1", "v1.10.0"]))
    #expect(try RollbackChoice.above("v1.10.0", in: state(rows)) == .releases([]))
  }

  @Test("what is above in another component stays")
  func aboveInComponent() throws {
    let rows = [Self.live("1.1.0", 1, "agent"), Self.live("1.2.0", 2, "agent"), Self.live("9.0.0", 3, "broker")]
    #expect(try RollbackChoice.above("agent/v1.1.0", in: state(rows)) == .releases(["agent/v1.2.0"]))
  }

  @Test("one arrives only at a live release", arguments: ["v2.0.0", "v7.0.0"])
  func aboveNothing(tag: String) throws {
    let rows = [Self.live("1.1.0", 1), Self.withdrawn("2.0.0", 5, until: 6)]
    let refusal = try #require(throws: Refusal.self) { try RollbackChoice.above(tag, in: state(rows)) }
    #expect(refusal.code == .usage)
    #expect(refusal.what.contains(tag))
  }
}
