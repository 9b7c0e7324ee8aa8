public import Publishing
import Refusals
public import ReleaseEngine
import SemanticVersioning

/// A tag of images that no release owns: of a branch or a pull request.
public struct BranchTag: Hashable, Sendable, CustomStringConvertible {
  /// The tag.
  public let name: String

  /// Takes a tag that a registry takes and no release could have, whatever its version.
  public init(parsing text: String, in configuration: Configuration) throws {
    guard TagName.isRegistryTag(text) else {
      throw Self.refused(
        text, "A tag has at most 128 letters, digits, `_`, `.` and `-`, and begins with neither `.` nor `-`",
        "Replace other characters of a branch's name, such as its slashes, by `-`.")
    }
    if let owner = Self.owner(of: text, in: configuration) {
      throw Self.refused(text, owner, "Name a tag that no version makes, such as pr-12 or main.")
    }
    name = text
  }

  /// The tag of a pull request's images.
  public init(pullRequest number: Int, in configuration: Configuration) throws {
    guard number > 0 else {
      throw Refusal(
        .usage, what: "There is no pull request \(number).", remedy: "Name it by its number, such as --pr 12.")
    }
    try self.init(parsing: "pr-\(number)", in: configuration)
  }

  /// Throws where the ledger knows the tag as a release's, in one of the repositories: configurations change, and undo
  /// gives releases back what they had.
  public func refuseClaimed(in repositories: [RepositoryAddress], by state: LedgerState) throws {
    let slots = Set(repositories.map { RegistryTag($0, name).address })
    for record in state.records.values.sorted(by: { $0.tag < $1.tag }) {
      switch record.state {
      case .aborted, .rejected: continue
      case .planned, .tested, .built, .awaitingApproval, .publishing, .published, .rollingBack, .rolledBack, .aborting:
        guard let claim = record.claims.first(where: { slots.contains($0.slot) }) else { continue }
        throw Self.refused(
          name, "\(record.tag) claims \(claim.slot)", "Name a tag that no release has, such as pr-12 or main.")
      }
    }
  }

  /// What of a release could have the name; nil where nothing could.
  private static func owner(of name: String, in configuration: Configuration) -> String? {
    let usual = ["{version}", "{major}.{minor}", "{major}", "latest"].compactMap { try? FloatingTag(parsing: $0) }
    let templates = configuration.images.flatMap(\.tags) + usual
    let patterns = [configuration.tag] + configuration.components.map(\.tag)
    var names = [name]
    for (prefix, suffix) in [("v", "")] + patterns.map({ ($0.prefix, $0.suffix) }) {
      guard name.hasPrefix(prefix), name.hasSuffix(suffix), name.count > prefix.count + suffix.count else { continue }
      names.append(String(name.dropFirst(prefix.count).dropLast(suffix.count)))
    }
    for name in names {
      if let template = templates.first(where: { $0.couldName(name) }) {
        return "A release could have it by `\(template)`"
      }
      // Helm writes the `+` of build metadata as `_`.
      if (try? SemanticVersion(parsing: name.replacing("_", with: "+"))) != nil { return "It is a version" }
    }
    let digits = name.hasPrefix("sha256-") ? name.dropFirst(7).prefix(64) : ""
    return digits.count == 64 && digits.allSatisfy(\.isHexDigit) ? "It is where signatures of an image are kept" : nil
  }

  private static func refused(_ text: String, _ why: String, _ remedy: String) -> Refusal {
    Refusal(.usage, what: "`\(text.prefix(150))` is no tag for a branch.", why: why, remedy: remedy)
  }

  /// The tag.
  public var description: String { name }
}
