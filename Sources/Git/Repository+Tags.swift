extension Repository {
  /// When a tag was made, in seconds since 1970; nil where it does not say, or is not here.
  ///
  /// A lightweight tag points at a commit, whose own time counts.
  public func time(ofTag target: ObjectID) throws -> Int64? {
    guard contains(target) else { return nil }
    let (kind, bytes) = try object(target)
    switch kind {
    case .commit: return try commit(target).committerTime
    case .tag: return Self.taggerTime(bytes)
    case .tree, .blob: return nil
    }
  }

  /// The time in the line `tagger NAME <EMAIL> SECONDS ZONE` of a tag's header.
  private static func taggerTime(_ bytes: [UInt8]) -> Int64? {
    let newline = UInt8(ascii: "\n")
    for line in bytes.split(separator: newline, omittingEmptySubsequences: false) {
      // The message begins behind an empty line.
      guard !line.isEmpty else { return nil }
      guard line.starts(with: "tagger ".utf8), let end = line.lastIndex(of: UInt8(ascii: ">")) else { continue }
      let words = line[(end + 1)...].split(separator: UInt8(ascii: " "))
      return words.first.flatMap { Int64(String(decoding: $0, as: UTF8.self)) }
    }
    return nil
  }
}
