import Refusals

/// A file of a release.
public struct ReleaseAsset: Decodable, Hashable, Sendable {
  /// Its id.
  public var id: Int64
  /// Its name, as the server keeps it.
  public var name: String
  /// Its length in bytes.
  public var size: Int64
  /// `sha256:` and the hash; nil where the server computes none.
  public var digest: String?
  /// `uploaded`, or `starter` while nothing but its name has arrived.
  public var state: String

  /// Its bytes have arrived.
  public var isComplete: Bool { state == "uploaded" }

  /// Whether GitHub keeps a name as it is: others are changed in silence, so they are refused here.
  public static func isUsable(_ name: String) -> Bool {
    !name.isEmpty && !name.hasPrefix(".") && !name.hasSuffix(".") && !name.contains("..")
      && name.utf8.allSatisfy {
        (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || [43, 45, 46, 95].contains($0)
      }
  }
}
