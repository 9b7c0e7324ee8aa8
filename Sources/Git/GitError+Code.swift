extension GitError {
  /// libgit2's codes by name; those of newer versions have their number.
  public struct Code: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The number.
    public let rawValue: Int32

    /// Makes a code of its number.
    public init(rawValue: Int32) { self.rawValue = rawValue }

    /// An error without a kind.
    public static let failed = Code(rawValue: -1)
    /// The object or reference is not there.
    public static let notFound = Code(rawValue: -3)
    /// It is there already.
    public static let exists = Code(rawValue: -4)
    /// The name is malformed.
    public static let invalidName = Code(rawValue: -12)
    /// Another process holds the lock.
    public static let locked = Code(rawValue: -14)
    /// It holds something else than expected.
    public static let modified = Code(rawValue: -15)
    /// No commit is behind it.
    public static let unpeelable = Code(rawValue: -19)
    /// The end of an iteration, which is no failure.
    public static let iterationOver = Code(rawValue: -31)
    /// An object's bytes are not those of its name.
    public static let hashMismatch = Code(rawValue: -33)
    /// Another user owns the repository.
    public static let owner = Code(rawValue: -36)

    private static let names: [Int32: String] = [
      -1: "failed", -3: "not found", -4: "exists", -5: "ambiguous", -6: "buffer too short", -7: "ended by the caller",
      -8: "bare repository", -9: "unborn branch", -10: "unmerged", -11: "no fast-forward", -12: "invalid name",
      -13: "conflict", -14: "locked", -15: "modified meanwhile", -16: "authentication", -17: "certificate",
      -18: "already applied", -19: "not peelable", -20: "unexpected end", -21: "invalid", -22: "uncommitted changes",
      -23: "is a directory", -24: "merge conflict", -30: "passed through", -31: "iteration over", -32: "retry",
      -33: "hash mismatch", -34: "index has unsaved changes", -35: "patch does not apply", -36: "other owner",
      -37: "timeout", -38: "unchanged", -39: "not supported", -40: "read-only",
    ]

    /// The name, such as `modified meanwhile`; else the number.
    public var description: String { Self.names[rawValue] ?? "code \(rawValue)" }
  }
}
