import Git

/// Whether a clone has every tag of its remote, as far as git leaves a trace of how it was made and last fetched.
///
/// git brings all tags along with a clone of all branches. With one of a single branch, a shallow one, or after
/// `--no-tags` it does so only when it is told to; a tag that somebody fetched by its name says nothing of the others.
struct TagKnowledge {
  private let repository: Repository
  /// The remote that tags come from: the configured one, else the one that the clone follows.
  let remote: String
  private let isConfigured: Bool
  /// No tag is fetched unless git is told to.
  private let leavesTags: Bool
  /// The only branches that are fetched, with the tags that lead to them; nil where all are.
  let branches: [String]?
  /// Git is told to bring all tags with every fetch, which says nothing of those before it was.
  private let asksForAll: Bool
  /// It is told so by `tagopt`, which may have taken the place of `--no-tags`.
  private let isToldTags: Bool
  private let isMirror: Bool
  /// What every fetch brings, by its name on the remote; a tag that comes so says nothing of the others.
  private let sources: [String]
  /// A setting keeps tags away from every fetch.
  private let excludesTags: Bool

  init(of repository: Repository, remote configured: String) throws {
    self.repository = repository
    guard !configured.isEmpty, repository.isShallow || repository.mayLeaveTagsOut else {
      (remote, isConfigured) = (configured, true)
      (leavesTags, branches, asksForAll, isMirror, sources, excludesTags) = (false, nil, false, false, [], false)
      isToldTags = false
      return
    }
    let remote = try repository.followedRemote(configured)
    (self.remote, isConfigured) = (remote, remote == configured)
    let option = try repository.configuration("remote.\(remote).tagopt")
    let refspecs = try repository.configurationValues("remote.\(remote).fetch")
    let sources = refspecs.compactMap(Self.source)
    self.sources = sources
    excludesTags = refspecs.contains { $0.hasPrefix("^refs/tags/") || $0.hasPrefix("^refs/*") }
    let bringsTags = sources.contains { ["refs/tags/*", "refs/*", "*"].contains($0) }
    let isWide = sources.isEmpty || sources.contains { ["refs/heads/*", "refs/*", "*"].contains($0) }
    isToldTags = option == "--tags"
    asksForAll = isToldTags || bringsTags
    isMirror = try bringsTags && repository.configuration("remote.\(remote).mirror") == "true"
    leavesTags = option == "--no-tags"
    branches = isWide ? nil : sources.map(Self.short)
  }

  /// What a refspec takes from the remote; nil for one that leaves something out.
  private static func source(_ refspec: String) -> String? {
    guard !refspec.hasPrefix("^") else { return nil }
    let text = refspec.hasPrefix("+") ? refspec.dropFirst() : refspec[...]
    return String(text.prefix { $0 != ":" })
  }

  private static func short(_ source: String) -> String {
    source.hasPrefix("refs/heads/") ? String(source.dropFirst(11)) : source
  }

  /// Whether every fetch brings the tag, as the configuration names it or a pattern of it.
  private func isAlwaysFetched(_ tag: String) -> Bool {
    let full = "refs/tags/\(tag)"
    return sources.contains { source in
      guard let star = source.firstIndex(of: "*") else { return [full, "tags/\(tag)", tag].contains(source) }
      let (prefix, suffix) = (source[..<star], source[source.index(after: star)...])
      guard full.utf8.count >= prefix.utf8.count + suffix.utf8.count else { return false }
      return full.hasPrefix(prefix) && full.hasSuffix(suffix)
    }
  }

  /// Why tags may be missing here, without a period; nil where they are not.
  ///
  /// - Parameters:
  ///   - tags: the tags that are here, with what they point at.
  ///   - recorded: tags that the ledger has, which releases made from here need not have fetched.
  ///   - head: the commit that is checked out.
  /// - Returns: the reason.
  /// - Throws: where the repository cannot be read.
  func doubt(
    _ tags: [(name: String, target: ObjectID)], recorded: Set<String>, at head: ObjectID
  ) throws -> String? {
    let isShallow = repository.isShallow
    guard isShallow || isNarrow, !isMirror || excludesTags, try !wereAllFetched(tags, recorded, head) else {
      return nil
    }
    let rest = "; a higher one may be elsewhere"
    if excludesTags { return "git is told to leave tags of \(remote) out, by remote.\(remote).fetch" }
    if leavesTags { return "the clone was made with --no-tags, and which tags \(remote) has is not known here" }
    if isToldTags, branches == nil, !isShallow {
      return "git is told to bring all tags of \(remote), and is not known to have done so since"
    }
    guard let branches, !isShallow else {
      return "the clone is shallow, and came with the tags of its own commits alone\(rest)"
    }
    let own = branches.joined(separator: ", ")
    return "the clone was made of \(own) alone, and came with the tags of that alone\(rest)"
  }

  private var isNarrow: Bool { leavesTags || branches != nil || excludesTags || isToldTags }

  /// Whether the last fetch brought all tags: it named every tag that is here, and one that git names only when it is told
  /// to bring them all.
  private func wereAllFetched(
    _ tags: [(name: String, target: ObjectID)], _ recorded: Set<String>, _ head: ObjectID
  ) throws -> Bool {
    guard !remote.isEmpty, let fetch = try repository.lastFetch(from: remote), !fetch.isEmpty else { return false }
    guard tags.allSatisfy({ fetch.tags.contains($0.name) || recorded.contains($0.name) }) else { return false }
    guard !excludesTags else { return false }
    // Fetched before git was told so, by a line of which half went wrong, it says what other fetches do.
    if asksForAll, repository.hadSettings(before: fetch) { return true }
    let named = tags.filter { fetch.tags.contains($0.name) && !isAlwaysFetched($0.name) }
    guard !named.isEmpty else { return false }
    // By itself git names none here, and elsewhere only new ones, which lead into what it fetched.
    if leavesTags { return true }
    if named.contains(where: { repository.had(tag: $0.name, before: fetch) }) { return true }
    let branches = try repository.references(under: "refs/heads/") + repository.references(under: "refs/remotes/")
    let tips = try [head] + (branches.map(\.target) + fetch.tips).compactMap { try repository.peeled($0) }
    let held = try repository.commits(reachedBy: Set(tips))
    return try named.contains { tag in try repository.peeled(tag.target).map { !held.contains($0) } ?? false }
  }

  /// What brings the rest of the history, or of the tags, one line of the shell first.
  ///
  /// Where fetches are narrowed the line also has git bring all tags from then on: that is the trace that tells.
  var remedy: String {
    // A remote that is not here is git's to choose.
    let isKnown = !remote.isEmpty && (try? repository.configuration("remote.\(remote).url")) != nil
    let name = isKnown ? " \(remote)" : ""
    let including = !excludesTags ? "" : "git config --unset-all remote.\(remote).fetch '^\\^refs/(tags/|\\*)' && "
    let setting = !isNarrow ? "" : "\(including)git config remote.\(remote).tagopt --tags && "
    guard !repository.isShallow else {
      return
        "Run `\(setting)git fetch --unshallow --tags\(name)`; in GitHub Actions, check out with `fetch-depth: 0`."
    }
    let once = setting.isEmpty || !isConfigured ? "" : ", or ask once with `brokkr-release next --fetch`"
    return "Run `\(setting)git fetch --tags\(name)`\(once)"
  }
}
