public import GitHub
public import ReleaseEngine
public import SemanticVersioning

/// The GitHub Release of a version as a publish target, and the latest mark where its component owns it.
public struct ReleaseTarget: Hashable, Sendable {
  /// The repository.
  public var repository: RepositorySlug
  /// The tag.
  public var tag: String
  /// Its component owns the repository's one latest mark.
  public var ownsLatest: Bool

  /// Makes a target.
  public init(repository: RepositorySlug, tag: String, ownsLatest: Bool) {
    (self.repository, self.tag, self.ownsLatest) = (repository, tag, ownsLatest)
  }

  /// The release's slot.
  public var slot: SlotName { SlotName(ForgeRelease(repository, tag)) }
  /// The slot of the latest mark.
  public var latestSlot: SlotName { SlotName(LatestMark(repository)) }

  /// What the release of `version` would put there; `form` is nil while only the build will tell.
  ///
  /// A pre-release claims no latest mark.
  public func claims(_ version: SemanticVersion, form: ReleaseForm?) throws -> [Claim] {
    var claims = [
      Claim(slot, .release, value: try form?.identity ?? Draft.unbuilt, withdrawn: try form?.withdrawn.identity)
    ]
    if ownsLatest, !version.isPrerelease {
      claims.append(Claim(latestSlot, .floating, value: LatestMark.Value(tag: tag).identity))
    }
    return claims
  }

  /// The values of those claims.
  public func values(_ version: SemanticVersion, form: ReleaseForm?) throws -> [SlotName: HeldValue] {
    let value = try form.map { HeldValue(try $0.identity, content: try $0.encoded) } ?? HeldValue(Draft.unbuilt)
    let mark = LatestMark.Value(tag: tag)
    return [slot: value].merging(
      ownsLatest && !version.isPrerelease ? [latestSlot: HeldValue(mark.identity, content: mark.content)] : [:]
    ) { first, _ in first }
  }

  /// The version that the latest mark stands for where no record says so: the highest of `unrecorded`.
  public func ranks(unrecorded: [SemanticVersion]) -> [String: String] {
    let highest = unrecorded.filter { !$0.isPrerelease }.max { $0.precedence < $1.precedence }
    guard ownsLatest, let highest else { return [:] }
    return [latestSlot.address: highest.description]
  }
}
