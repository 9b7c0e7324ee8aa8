import Git
import ReleaseEngine
import Synchronization

/// Records already read, by the id of their blob: a release reads the ledger several times, and most of it stays.
final class RecordCache: Sendable {
  private let records = Mutex<[ObjectID: Record]>([:])
  private let own = Mutex(false)
  private let checked = Mutex<String?>(nil)
  private let sound = Mutex<ObjectID?>(nil)
  private let shown = Mutex<[String: ObjectID]?>(nil)

  /// The remote's annotated tags by full name, as they were when the ledger was read first; nil before.
  var tags: [String: ObjectID]? {
    get { shown.withLock { $0 } }
    set { shown.withLock { $0 = newValue } }
  }

  /// The head that was checked last, empty for none; nil where nothing was.
  var last: String? {
    get { checked.withLock { $0 } }
    set { checked.withLock { $0 = newValue } }
  }

  /// The event that was seen last to follow from the one before, or was written here; nil where none was.
  var followed: ObjectID? {
    get { sound.withLock { $0 } }
    set { sound.withLock { $0 = newValue } }
  }

  /// The ledger was seen to be this repository's own.
  var isOwn: Bool {
    get { own.withLock { $0 } }
    set { own.withLock { $0 = newValue } }
  }

  /// The record of a blob, read by `make` the first time.
  func record(_ id: ObjectID, _ make: () throws -> Record) rethrows -> Record {
    if let known = records.withLock({ $0[id] }) { return known }
    let record = try make()
    records.withLock { $0[id] = record }
    return record
  }
}
