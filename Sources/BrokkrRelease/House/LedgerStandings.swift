import Git
import Planning
import Publishing
import Refusals
import ReleaseEngine

/// What the local copy of the ledger says of each release, read without the network.
enum LedgerStandings {
  /// The standings; that there is no ledger here is told, since then the tags alone decide.
  static func told(_ repository: Repository, _ configuration: Configuration, _ output: Output) throws
    -> [ReleaseStanding]
  {
    if let standings = try read(repository, ledger: configuration.ledger) { return standings }
    let remedy =
      configuration.remote.isEmpty ? "" : "; `brokkr-release next --fetch` brings that of \(configuration.remote)"
    output.progress("\("No ledger is known here, so the tags alone decide\(remedy).", .dim)")
    return []
  }

  /// The standing of every release that has a record; nil where the ledger is not here.
  static func read(_ repository: Repository, ledger: String) throws -> [ReleaseStanding]? {
    do {
      guard try repository.reference(ledger) != nil else { return nil }
    } catch let error as GitError {
      throw Refusal(
        .ledgerDamaged, what: "The local copy of the ledger was not read.", why: "\(error)",
        remedy: "Run `brokkr-release doctor --fix` to take the remote's.")
    }
    let place = GitPlace(repository: repository, remote: nil, ledger: ledger)
    let local = GitLedger(at: place) { try repository.identity(environment: [:]) }
    return try local.loadLocal().state.standings
  }
}
