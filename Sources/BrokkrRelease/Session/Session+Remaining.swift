import Planning
import Publishing
import Refusals
import ReleaseEngine

extension Session {
  /// What slots that are to be forced hold now.
  func seen(_ force: Set<String>, of record: Record) async throws -> [ForcedSlot] {
    let names = record.claims.map(\.name).filter { force.contains($0.address) }
    guard !names.isEmpty else { return [] }
    let now = try await workspace.catalog.read(names)
    return names.map { ForcedSlot($0.address, seen: now[$0]?.identity) }.sorted { $0.slot < $1.slot }
  }

  /// Lists what a release in flight will still write, before anything is written.
  ///
  /// A `forced` slot is listed as one that will be written.
  func tellRemaining(_ record: Record, takingBack: Bool, _ forced: [ForcedSlot] = []) async throws {
    guard record.state.isHalfWritten else { return }
    let publisher = workspace.observingPublisher()
    var entries: [ChangeEntry]
    do {
      entries = try await publisher.remaining(record.tag, takingBack: takingBack)
    } catch let refusal as Refusal {
      // What can be done in spite of it is done all the same, and recorded.
      return output.progress("What is left to write for \(record.tag, .strong) is not known: \(refusal.what)")
    }
    for index in entries.indices where forced.contains(where: { $0.slot == entries[index].slot }) {
      entries[index].state = .pending
    }
    guard !entries.isEmpty else {
      return output.progress("No slot is left to write for \(record.tag, .strong): only its record is to be closed.")
    }
    output.progress("\(takingBack ? "To be taken back" : "Still to be written") for \(record.tag, .strong):")
    let tags = try await workspace.ledger.load().state.records.keys
    for line in ChangeTable.lines(entries, tags: tags) { output.progress(line) }
  }

  /// The end of a release that was taken back, or of a rollback.
  func ended(_ record: Record) async throws -> Answer {
    let stays = await stays(of: record)
    let lines: [StyledText] = ["\(record.tag, .strong) is \(record.state.rawValue)."]
    return try RecordAnswer.make(lines + stays.map { StyledText("  \($0.message)") }, record, warnings: stays)
  }

  /// What places keep for good of a release that was aborted, as they show it now.
  func stays(of record: Record) async -> [Note] {
    guard record.state == .aborted else { return [] }
    let gone = record.changes.filter { $0.after == nil && $0.role != .branch }
    // What cannot be read was read back when it was written.
    let now = (try? await workspace.catalog.readable(gone.map(\.name)).now) ?? [:]
    return gone.compactMap { entry in
      guard let shown = now[entry.name], entry.reversal != nil || entry.state == .impossible else { return nil }
      // A floating tag may be another release's by now.
      guard entry.role != .floating || shown.identity == entry.before else { return nil }
      return Note("stays", "\(entry.slot) stays: \(entry.reversal ?? "its place does not let it go")")
    }
  }
}
