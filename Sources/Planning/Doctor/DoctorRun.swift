import Publishing
import ReleaseEngine

/// Looks at everything that a release needs.
public struct DoctorRun: Sendable {
  /// What is looked at, in this order.
  static let checkups: [any Checkup.Type] = [
    ToolCheckup.self,
    CloneCheckup.self,
    ConfigurationCheckup.self,
    RemoteCheckup.self,
    LedgerCheckup.self,
    RegistryCheckup.self,
    ForgeCheckup.self,
    LatestMarkCheckup.self,
    PackageCheckup.self,
    EnvironmentCheckup.self,
    RollbackEnvironmentCheckup.self,
    WorkflowCheckup.self,
  ]
  /// What a rollback needs of it.
  static let rollbackCheckups: [any Checkup.Type] = [
    CloneCheckup.self, RemoteCheckup.self, LedgerCheckup.self, RegistryCheckup.self, ForgeCheckup.self,
    LatestMarkCheckup.self, PackageCheckup.self, RollbackEnvironmentCheckup.self,
  ]

  /// What it is looked for.
  public enum Purpose: String, CaseIterable, Sendable { case release, rollback }

  /// What it works on.
  public var workspace: Workspace
  /// What it is looked for.
  public var purpose = Purpose.release

  /// Makes a run.
  public init(workspace: Workspace) { self.workspace = workspace }

  /// Everything that was found.
  public func run() async throws -> [Diagnosis] {
    var diagnoses: [Diagnosis] = []
    let checkups = purpose == .release ? Self.checkups : Self.rollbackCheckups
    for type in checkups { diagnoses += try await type.init(workspace).diagnoses() }
    guard purpose == .rollback else { return diagnoses }
    return diagnoses.map { diagnosis in
      var diagnosis = diagnosis
      if diagnosis.stopsRollback { diagnosis.state = .failed }
      return diagnosis
    }
  }

  /// Mends what can be mended without a decision: the local copy of the ledger, the lock file of a git process that is
  /// gone, the remote's ledger where it was deleted.
  ///
  /// Gives what was done.
  public func fix() async throws -> [String] { try await LedgerRepair(workspace).run() }

  /// Takes the ledger over for a repository that was renamed or moved.
  ///
  /// Gives what was done.
  public func adoptLedger() async throws -> [String] {
    guard let change = try await workspace.ledger.adopt() else { return [] }
    try await workspace.catalog.apply([change])
    try await workspace.ledger.follow(change)
    return ["The ledger belongs to \(workspace.ledger.origin) now."]
  }
}
