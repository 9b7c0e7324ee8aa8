/// The tags under which signatures and other referrers of a document are found (distribution-spec, referrers tag schema).
enum ReferrersTag {
  /// The document that a tag is about; nil for any other tag.
  ///
  /// Signing tools put an ending such as `.sig` behind the digest.
  static func subject(of tag: String) -> Digest? {
    guard tag.hasPrefix("sha256-") else { return nil }
    let digits = tag.dropFirst(7).prefix { $0 != "." }
    return try? Digest(parsing: "sha256:\(digits)")
  }
}
