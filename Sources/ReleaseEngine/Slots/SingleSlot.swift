import Refusals

/// A slot whose place takes one at a time.
public protocol SingleSlot: Slot {
  /// What the slot holds; nil when it is empty.
  func read(_ place: Place) async throws -> Value?
  /// Makes the slot hold `value`, or nothing.
  func write(_ value: Value?, over expected: Value?, at place: Place) async throws
}

extension SingleSlot {
  /// Reads the slots side by side.
  public static func read(_ slots: [Self], at place: Place) async throws -> [Self: Value] {
    try await withThrowingTaskGroup(of: (Self, Value?).self) { group in
      for slot in slots { group.addTask { (slot, try await slot.read(place)) } }
      return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
  }

  /// Writes the slots one after the other, in the order given.
  public static func write(_ changes: [Change<Self>], at place: Place) async throws {
    for change in changes {
      try await WritePermission.check()
      try await change.slot.write(change.after, over: change.before, at: place)
    }
  }
}
