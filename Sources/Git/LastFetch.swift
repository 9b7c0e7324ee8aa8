/// What the last fetch of a clone brought, as git notes it down in `FETCH_HEAD`.
public struct LastFetch: Hashable, Sendable {
  /// The tags that came without being named on git's command line, by their short names.
  ///
  /// Those are all of the remote's where git was told to bring tags. Where it was not, they are the ones that were not here
  /// before and lead into what was fetched.
  public var tags: Set<String> = []
  /// What else came: the commits of branches, and of whatever was named on the command line, from any remote.
  public var tips: Set<ObjectID> = []
  /// Nothing came from the remote: the fetch failed, or was one from another.
  public var isEmpty = true
  /// When it ended, in nanoseconds since 1970.
  var time: Int64

  /// Reads the lines `ID TAB not-for-merge TAB tag 'NAME' of URL` that are of one remote, and the ids of the others.
  init(_ text: String, from url: String, at time: Int64) {
    self.time = time
    let wanted = Self.bare(url)
    for line in text.split(separator: "\n") {
      let fields: [Substring] = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard fields.count == 3 else { continue }
      // No name has a space in it, so that the first of these words stands before the address.
      let address = fields[2].firstRange(of: "' of ").map { fields[2][$0.upperBound...] } ?? fields[2]
      if Self.bare(String(address)) == wanted { isEmpty = false }
      guard fields[1] == "not-for-merge", fields[2].hasPrefix("tag '") else {
        if let id = try? ObjectID(parsing: fields[0]) { tips.insert(id) }
        continue
      }
      // A tag's name has neither a quotation mark nor a space in it; an address may have both.
      guard let end = fields[2].dropFirst(5).firstIndex(of: "'") else { continue }
      let rest = fields[2][end...]
      guard rest.hasPrefix("' of "), Self.bare(String(rest.dropFirst(5))) == wanted else { continue }
      tags.insert(String(fields[2][fields[2].index(fields[2].startIndex, offsetBy: 5)..<end]))
    }
  }

  /// An address as git notes it: without a user, and without slashes and `.git` at its end.
  static func bare(_ url: String) -> String {
    var bare = url[...]
    while bare.hasSuffix("/") { bare = bare.dropLast() }
    if bare.hasSuffix(".git"), bare.count > 4 { bare = bare.dropLast(4) }
    let start = bare.firstRange(of: "://")?.upperBound ?? bare.startIndex
    let authority = bare[start...].prefix { $0 != "/" }
    guard let at = authority.lastIndex(of: "@") else { return String(bare) }
    return String(bare[..<start]) + String(bare[bare.index(after: at)...])
  }
}

extension Repository {
  /// What the last fetch from a remote brought; nil where nothing was fetched since the clone was made.
  public func lastFetch(from remote: String) throws -> LastFetch? {
    let url = try configuration("remote.\(remote).url") ?? ""
    for folder in [gitDirectory, commonDirectory] {
      guard let text = SystemFile.text("\(folder)/FETCH_HEAD") else { continue }
      return LastFetch(text, from: url, at: SystemFile.modified("\(folder)/FETCH_HEAD") ?? 0)
    }
    return nil
  }

  /// Whether a tag was here before that fetch began: it is among those that were packed by then.
  public func had(tag: String, before fetch: LastFetch) -> Bool {
    guard let packed = SystemFile.modified("\(commonDirectory)/packed-refs"), packed < fetch.time else { return false }
    guard SystemFile.status("\(commonDirectory)/refs/tags/\(tag)") == nil else { return false }
    return true
  }

  /// Whether the settings of this clone, which say what is fetched, were the same when that fetch ended as now: they were
  /// last written before.
  public func hadSettings(before fetch: LastFetch) -> Bool {
    ["\(commonDirectory)/config", "\(gitDirectory)/config.worktree"].allSatisfy { file in
      SystemFile.modified(file).map { $0 < fetch.time } ?? true
    }
  }

  /// Whether git's configuration of this clone alone could keep tags away: a look that costs no parsing, for the many
  /// clones in which nothing does.
  public var mayLeaveTagsOut: Bool {
    guard let text = SystemFile.text("\(commonDirectory)/config") else { return true }
    // By bytes: the first search for a string makes the runtime look through every conformance of the program.
    let bytes = Array(text.lowercased().utf8)
    if bytes.holds("tagopt") || bytes.holds("[include") { return true }
    return bytes.split(separator: UInt8(ascii: "\n")).contains { line in
      let words = line.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      return words.starts(with: "fetch".utf8) && !words.holds("refs/heads/*:") && !words.holds("refs/*:")
    }
  }
}

extension RandomAccessCollection<UInt8> where Index == Int {
  /// Whether a short text is among these bytes.
  fileprivate func holds(_ mark: StaticString) -> Bool {
    let wanted = UnsafeBufferPointer(start: mark.utf8Start, count: mark.utf8CodeUnitCount)
    return indices.dropLast(Swift.max(0, wanted.count - 1)).contains { self[$0...].starts(with: wanted) }
  }
}
