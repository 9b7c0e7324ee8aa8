/// Content below a manifest or an index that is not what its descriptor says.
public struct ContentLack: Hashable, Sendable {
  /// What is wrong with it.
  public enum Kind: Hashable, Sendable {
    /// It is not there.
    case missing
    /// It has another size, in bytes.
    case size(expected: Int64, found: Int64)
    /// Its bytes have another digest.
    case bytes
  }

  /// The digest that it should have.
  public var digest: Digest
  /// What is wrong with it.
  public var kind: Kind

  /// Makes a finding.
  public init(_ digest: Digest, _ kind: Kind) { (self.digest, self.kind) = (digest, kind) }

  /// One clause for people; `place` is the repository's name.
  public func text(in place: String) -> String {
    switch kind {
    case .missing: "\(digest) is gone from \(place)"
    case .size(let expected, let found): "\(digest) has \(found) bytes in \(place) instead of \(expected)"
    case .bytes: "\(digest) holds other bytes in \(place)"
    }
  }
}
