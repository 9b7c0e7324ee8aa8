import EngineTesting
import ReleaseEngine

/// A place for slots that do not keep the laws.
actor BrokenPlace {
  var values: [String: MemoryValue] = [:]

  func read(_ name: String) -> MemoryValue? { values[name] }

  func put(_ value: MemoryValue?, at name: String) { values[name] = value }

  /// Removes by content: every name that holds the same value goes.
  func removeAll(like name: String) {
    guard let value = values[name] else { return }
    values = values.filter { $0.value != value }
  }
}

/// A slot with one defect.
struct BrokenSlot: SingleSlot {
  enum Defect: String, CaseIterable {
    case forgetsDefect, readsByWriting, dropsBytes, ignoresWrites, neverSeesNothing, cannotRestore, togglesWhenRepeated
    case overwritesAnything, removesSiblings

    var law: String {
      switch self {
      case .forgetsDefect: "an address and a value are read back from a record"
      case .readsByWriting: "reading changes nothing"
      case .dropsBytes, .ignoresWrites: "what was written is read"
      case .neverSeesNothing: "writing twice is once"
      case .cannotRestore: "writing `before` back restores"
      case .togglesWhenRepeated: "a crash before and a crash after the write end alike"
      case .overwritesAnything: "a disturbed place throws `Drift` and is left alone"
      case .removesSiblings: "a write leaves the other slots of the place alone"
      }
    }
  }

  typealias Place = BrokenPlace
  typealias Value = MemoryValue
  static let kind: SlotKind = "memory.broken"
  let name: String
  var defect: Defect?

  init(name: String, defect: Defect? = nil) { (self.name, self.defect) = (name, defect) }

  init(address: String) throws {
    let parts = address.split(separator: "/")
    self.init(name: String(parts[0]), defect: parts.count > 1 ? Defect(rawValue: String(parts[1])) : nil)
  }

  var address: String {
    guard let defect, defect != .forgetsDefect else { return name }
    return "\(name)/\(defect.rawValue)"
  }
  var place: PlaceName { "broken" }

  func read(_ place: BrokenPlace) async throws -> MemoryValue? {
    let value = await place.read(name)
    if defect == .readsByWriting { await place.put(value == nil ? "zero" : nil, at: name) }
    return value
  }

  func write(_ value: MemoryValue?, over expected: MemoryValue?, at place: BrokenPlace) async throws {
    switch (defect, value) {
    case (.ignoresWrites, _): return
    case (.dropsBytes, let value?):
      await place.put(MemoryValue(identity: value.identity, content: [0]), at: name)
    case (.cannotRestore, "one") where expected == "two": return
    case (.togglesWhenRepeated, let value?):
      let isRepeated = await place.read(name) == value
      await place.put(isRepeated ? nil : value, at: name)
    case (.removesSiblings, nil): await place.removeAll(like: name)
    default: await place.put(value, at: name)
    }
  }

  func holds(_ value: MemoryValue?, now: MemoryValue?, at place: BrokenPlace) async throws -> Bool {
    value == now && !(defect == .neverSeesNothing && value == nil)
  }

  func isResidue(_ value: MemoryValue) -> Bool { defect == .overwritesAnything }
}
