public import Git
import Refusals
import ReleaseEngine

/// The ledger's chain of events looked through from its beginning, each record against the one before it.
///
/// Whoever may push can append what is valid JSON and never happened; only the events before tell.
public struct ChainAudit: Sendable {
  /// The first event that does not follow from the one before.
  public struct Fault: Hashable, Sendable {
    /// The event's commit.
    public var commit: ObjectID
    /// The last commit that follows; nil where the first one does not.
    public var parent: ObjectID?
    /// The tag of the release concerned; nil where it is none's alone.
    public var tag: String?
    /// What is wrong, in a few words behind the record or the event.
    public var what: String
    /// An object is missing or damaged here; the remote may have it whole.
    public var isUnreadable = false

    /// The fault in one clause.
    public var text: String { "\(tag.map { "the record of \($0)" } ?? "the event") \(what)" }
  }

  let repository: Repository

  /// Makes the audit of a ledger whose objects are in this repository.
  public init(of ledger: GitLedger) { repository = ledger.gitPlace.repository }

  /// Looks through every event up to `head`, of a ledger that was fetched with a depth those that are here; nil where each
  /// follows.
  ///
  /// - Parameters:
  ///   - head: the last event.
  ///   - only: the tag of the one release whose records are compared; nil for all.
  /// - Returns: the first fault.
  /// - Throws: a `Refusal` where a newer version wrote a record.
  public func fault(upTo head: ObjectID, of only: String? = nil) throws -> Fault? {
    var (chain, next): ([Commit], ObjectID?) = ([], head)
    let boundary = repository.boundary
    var isCut = false
    while let id = next {
      isCut = boundary.contains(id)
      guard !isCut else { break }
      guard let commit = try? repository.commit(id) else {
        return Fault(commit: id, what: "is missing or damaged here", isUnreadable: true)
      }
      chain.append(commit)
      next = commit.parents.first
    }
    var replay = Replay(records: isCut ? nil : [:], lastOrdinal: isCut || only != nil ? nil : 0)
    for commit in chain.reversed() {
      if let fault = try fault(of: commit, after: &replay, only: only) { return fault }
    }
    return nil
  }

  /// Looks at one event alone; nil where it follows from the one before, or that one was not fetched.
  public func fault(at head: ObjectID) throws -> Fault? {
    guard !repository.boundary.contains(head) else { return nil }
    let commit = try repository.commit(head)
    var replay = Replay(records: commit.parents.isEmpty ? [:] : nil, lastOrdinal: commit.parents.isEmpty ? 0 : nil)
    return try fault(of: commit, after: &replay, only: nil)
  }

  /// What is known of the events before one.
  private struct Replay {
    /// The records; nil to read them of the commit before.
    var records: [String: Record]?
    /// The highest order that a release has; nil where it is not known.
    var lastOrdinal: Int?

    mutating func take(_ record: Record?, of tag: String) {
      records?[tag] = record
      if let last = lastOrdinal, let record { lastOrdinal = max(last, record.ordinal) }
    }
  }

  /// Compares what one commit changes with what was before it.
  private func fault(of commit: Commit, after replay: inout Replay, only: String?) throws -> Fault? {
    func fault(_ tag: String?, _ what: String, isUnreadable: Bool = false) -> Fault {
      Fault(commit: commit.id, parent: commit.parents.first, tag: tag, what: what, isUnreadable: isUnreadable)
    }
    guard commit.parents.count < 2 else { return fault(nil, "has \(commit.parents.count) parents") }
    let changes: [String: FileChange]
    do {
      changes = try repository.fileChanges(from: commit.parents.first, to: commit.tree)
    } catch {
      return fault(nil, "has files that are missing or damaged here", isUnreadable: true)
    }
    var changed = 0
    for (path, change) in changes.sorted(by: { $0.key < $1.key }) {
      if let tag = LedgerPath.tag(ofContent: path) {
        guard change.after == nil, only == nil || tag == only else { continue }
        return fault(tag, "lost what it kept: \(path)")
      }
      guard let tag = LedgerPath.tag(ofRecord: path) else { continue }
      changed += 1
      guard only == nil || tag == only else { continue }
      do {
        let old = try replay.records.map { $0[tag] } ?? record(change.before, path)
        let new = try record(change.after, path)
        let ordinal = replay.lastOrdinal.map { $0 + 1 }
        if let what = RecordAudit.fault(of: tag, from: old, to: new, ordinal: ordinal) { return fault(tag, what) }
        replay.take(new, of: tag)
      } catch let newer as Newer {
        throw newer.refusal
      } catch let refusal as Refusal {
        return fault(tag, "cannot be read: \(refusal.what)")
      } catch {
        return fault(tag, "is missing or damaged here", isUnreadable: true)
      }
      if changed > 1 { return fault(tag, RecordAudit.severalAtOnce) }
    }
    return nil
  }

  /// A record of a form that this version does not know: nothing is wrong with it.
  private struct Newer: Error { var refusal: Refusal }

  private func record(_ id: ObjectID?, _ path: String) throws -> Record? {
    guard let bytes = try id.map({ try repository.object($0).bytes }) else { return nil }
    do {
      return try RecordCoding.record(bytes, path: path)
    } catch {
      throw RecordCoding.newer(bytes, path: path).map { Newer(refusal: $0) } ?? error
    }
  }
}
