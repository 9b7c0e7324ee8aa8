import Git
import Publishing
import Refusals
public import ReleaseEngine

/// Which approvals of a release count, and why others do not.
public struct ApprovalCount: Sendable {
  /// Those that count, one for each key.
  public var valid: [Approval] = []
  /// Why others do not.
  public var refused: [(approval: Approval, reason: String)] = []

  /// Checks the approvals of a record, as the ledger has it at `snapshot`.
  ///
  /// - Parameters:
  ///   - record: the release that waits.
  ///   - snapshot: the ledger.
  ///   - workspace: the repository, which has the ledger's history.
  ///   - policy: the rule in effect.
  ///   - signers: the people whose signatures count.
  ///   - now: the time, as RFC 3339 in UTC.
  /// - Returns: the approvals that count and those that do not.
  /// - Throws: a `Refusal` where ssh-keygen cannot be run.
  public static func of(
    _ record: Record, at snapshot: LedgerSnapshot, in workspace: Workspace, _ policy: ApprovalConfiguration,
    _ signers: AllowedSigners, now: String
  ) async throws -> ApprovalCount {
    var count = ApprovalCount()
    var (keys, people): (Set<String>, Set<String>) = ([], [])
    let check = Check(record: record, snapshot: snapshot, workspace: workspace, policy: policy, now: now)
    let cutter = (record.cutBy.map { signers.keys(of: address(of: $0)) } ?? []).union(record.cutKeys ?? [])
    for approval in record.approvals where approval.method == "signature" {
      do {
        let statement = try check.statement(of: approval)
        let program = SignatureProgram(signers: signers)
        let verdict = try await program.verify(
          approval.signature ?? "", of: approval.statement ?? "", by: statement.by)
        guard case .good(let key) = verdict else {
          if case .bad(let reason) = verdict { throw Invalid(reason) }
          continue
        }
        guard policy.cutterMayApprove || !cutter.contains(key) && !check.isCutter(statement.by) else {
          throw Invalid("it is the cutter's own")
        }
        guard keys.insert(key).inserted else { throw Invalid("its key has approved already") }
        guard people.insert(statement.by.lowercased()).inserted else {
          throw Invalid("\(statement.by) has approved already, with another key")
        }
        count.valid.append(approval)
      } catch let void as Invalid {
        count.refused.append((approval, void.reason))
      }
    }
    return count
  }

  /// The address in `Name <address>`.
  static func address(of actor: String) -> String {
    guard let start = actor.lastIndex(of: "<"), let end = actor.lastIndex(of: ">"), start < end else {
      return actor.lowercased()
    }
    return actor[actor.index(after: start)..<end].lowercased()
  }

  /// Why an approval is void.
  private struct Invalid: Error {
    var reason: String
    init(_ reason: String) { self.reason = reason }
  }

  /// What a statement has to say.
  private struct Check {
    var record: Record
    var snapshot: LedgerSnapshot
    var workspace: Workspace
    var policy: ApprovalConfiguration
    var now: String

    func statement(of approval: Approval) throws -> ApprovalStatement {
      guard let text = approval.statement, let statement = ApprovalStatement(parsing: text) else {
        throw Invalid("it has no statement")
      }
      guard statement.repository.lowercased() == workspace.ledger.origin.lowercased() else {
        throw Invalid("it is for another repository, \(statement.repository)")
      }
      guard statement.tag == record.tag else { throw Invalid("it is for another release, \(statement.tag)") }
      guard statement.plan == record.planHash, statement.slots == ApprovalStatement.slots(of: record) else {
        throw Invalid("the plan has changed since")
      }
      try checkSeen(statement)
      if let validFor = policy.validFor, let end = Clock.text(statement.at, plus: validFor), end < now {
        throw Invalid("it was given at \(statement.at) and held for \(Lifetime.text(validFor))")
      }
      return statement
    }

    /// The ledger that was seen has to be a part of the present one, and have the release waiting as it waits now.
    private func checkSeen(_ statement: ApprovalStatement) throws {
      guard let head = try snapshot.head.map({ try ObjectID(parsing: $0.identity) }),
        let seen = try? ObjectID(parsing: statement.ledger), workspace.repository.contains(seen),
        try workspace.repository.isAncestor(seen, of: head)
      else { throw Invalid("the ledger that it saw is no part of this one") }
      let then = try workspace.ledger.snapshot(at: seen).state.records[record.tag]
      guard let then, then.state == .awaitingApproval, record.events.starts(with: then.events),
        !record.events.dropFirst(then.events.count).contains(where: \.isBeginning)
      else { throw Invalid("it was given before this cut waited for it") }
    }

    func isCutter(_ principal: String) -> Bool {
      record.cutBy.map { ApprovalCount.address(of: $0) == principal.lowercased() } ?? false
    }
  }
}
