import GitHub
import Refusals
import ReleaseEngine

/// The addresses of slots on GitHub: `github:OWNER/NAME/releases/TAG` and `github:OWNER/NAME/latest`.
enum ForgeAddress {
  /// The repository of an address, and what stands behind it.
  static func parts(_ address: String) throws -> (repository: RepositorySlug, rest: String) {
    let parts = address.dropFirst(7).split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
    guard address.hasPrefix("github:"), parts.count == 3, let slug = RepositorySlug("\(parts[0])/\(parts[1])") else {
      throw Refusal(.ledgerDamaged, what: "A record names a place on GitHub `\(address)`, which is none.")
    }
    return (slug, String(parts[2]))
  }

  /// One repository is one place.
  static func place(_ repository: RepositorySlug) -> PlaceName { PlaceName(rawValue: "github:\(repository)") }
}
