import Refusals

/// A slot, the value it held, the value it must hold.
public struct Change<S: Slot>: Hashable, Sendable {
  /// What is changed.
  public var slot: S
  /// What it held; nil for nothing.
  public var before: S.Value?
  /// What it must hold; nil for nothing.
  public var after: S.Value?

  /// Makes a change.
  public init(_ slot: S, from before: S.Value?, to after: S.Value?) {
    (self.slot, self.before, self.after) = (slot, before, after)
  }

  /// The way back.
  public var reversed: Self { Change(slot, from: after, to: before) }

  /// What the slots show, in the order of `changes`.
  public static func standings(_ changes: [Self], at place: S.Place) async throws -> [Standing] {
    let now = try await S.read(changes.map(\.slot), at: place)
    var standings: [Standing] = []
    for change in changes {
      let value = now[change.slot]
      let isUntouched = value == change.before || value.map(change.slot.isResidue) == true
      if try await change.slot.holds(change.after, now: value, at: place) {
        standings.append(.after)
      } else {
        standings.append(isUntouched ? .before : .foreign(value?.identity))
      }
    }
    return standings
  }

  /// The whole discipline of a write: observe, compare, write, read back.
  ///
  /// A write's own answer is a hint; the reading after it decides.
  public static func apply(_ changes: [Self], at place: S.Place) async throws {
    let first = zip(changes, try await standings(changes, at: place))
    for case (let change, .foreign(let found)) in first {
      throw Drift(slot: change.slot.address, expected: change.before?.identity, found: found)
    }
    let due = first.filter { $0.1 == .before }.map(\.0)
    guard !due.isEmpty else { return }
    var refusal: (any Error)?
    do { try await S.write(due, at: place) } catch { refusal = error }
    let last = zip(due, try await standings(due, at: place))
    for case (let change, .foreign(let found)) in last {
      throw Drift(slot: change.slot.address, expected: change.after?.identity, found: found)
    }
    for (change, standing) in last where standing != .after {
      throw refusal ?? change.silence
    }
  }

  /// A write that was answered well and is not there: nobody else changed anything, and it may be tried again.
  private var silence: Refusal {
    Refusal(
      .failed, what: "\(slot.address) was not written.",
      why: "Its place said that it was, and still shows \(before?.identity ?? "nothing")",
      remedy: "Find out why its place answers so before it is tried again.")
  }
}
