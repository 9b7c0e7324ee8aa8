extension Publisher {
  /// Records which workflows were started on the tag of a published release, with one event.
  ///
  /// An entry that says started already keeps saying so, whoever else comes later.
  public func note(_ dispatched: [RecordedDispatch], of tag: String) async throws -> Record {
    let words = dispatched.map { $0.state == .started ? "started \($0.workflow)" : "could not start \($0.workflow)" }
    let what = words.joined(separator: ", ")
    let snapshot = try await writer.append(saying: "\(tag): \(what)") { state, _, _ in
      var record = try self.record(tag, in: state)
      let outcomes = Dictionary(dispatched.map { ($0.workflow, $0) }) { first, _ in first }
      record.dispatch = record.dispatch?.map { $0.state == .started ? $0 : outcomes[$0.workflow] ?? $0 }
      guard record.dispatch != state.records[tag]?.dispatch else { return }
      record.events.append(event(what))
      state.records[tag] = record
    }
    progress(.recorded(what))
    return try record(tag, in: snapshot.state)
  }
}
