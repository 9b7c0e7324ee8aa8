import GitHub
public import Refusals
public import ReleaseEngine

extension Workspace {
  /// The workflows that a release has to start on its tag, none of them started; nil for none.
  var dispatches: [RecordedDispatch]? {
    let workflows = configuration.github.dispatch
    return slug == nil || workflows.isEmpty ? nil : workflows.map { RecordedDispatch($0) }
  }

  /// Starts the workflows that a published release has still to start on its tag, and records which were.
  ///
  /// Events that the default token makes start no workflow, a dispatch does. One that runs on the tag already is not
  /// started again. What cannot be started is a remark with the line that starts it: the release stands.
  ///
  /// - Parameter record: the record, which says published.
  /// - Returns: the record afterwards, and the remarks.
  public func startWorkflows(of record: Record) async -> (record: Record, notes: [Note]) {
    let due = (record.dispatch ?? []).filter { $0.state != .started }
    guard record.isLive, record.operation?.verb == .cut, !due.isEmpty, let client = await forge else {
      return (record, [])
    }
    var (outcomes, notes): ([RecordedDispatch], [Note]) = ([], [])
    for entry in due {
      do {
        let earlier = try await client.dispatchedRuns(of: entry.workflow, on: record.tag).first
        let run =
          if let earlier { earlier.page } else { try await client.dispatch(entry.workflow, on: record.tag)?.page }
        outcomes.append(RecordedDispatch(entry.workflow, .started, run: run))
      } catch is CancellationError {
        break
      } catch {
        outcomes.append(RecordedDispatch(entry.workflow, .failed))
        notes.append(Self.notStarted(entry.workflow, record.tag, error))
      }
    }
    do {
      return (try await publisher().note(outcomes, of: record.tag), notes)
    } catch {
      // A later `resume` looks at the runs of the tag before it starts any.
      let why = (error as? Refusal)?.message ?? String(describing: error)
      let note = Note(
        "dispatch-not-recorded",
        "Which workflows were started on \(record.tag) is not recorded: \(why.replacing("\n", with: " ")). "
          + "Record it: brokkr-release resume \(record.tag)")
      return (record, notes + [note])
    }
  }

  private static func notStarted(_ workflow: String, _ tag: String, _ error: any Error) -> Note {
    let why = (error as? Refusal)?.message ?? String(describing: error)
    return Note(
      "workflow-not-started",
      "\(workflow) was not started on \(tag): \(why.replacing("\n", with: " ")). "
        + "Start it: gh workflow run \(workflow) --ref \(tag)")
  }
}
