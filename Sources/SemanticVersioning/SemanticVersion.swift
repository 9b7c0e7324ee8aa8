/// A version of SemVer 2.0.
///
/// Two versions are equal when they are spelled the same; how they rank is ``precedence``.
public struct SemanticVersion: Hashable, Sendable, CustomStringConvertible {
  /// The first number: incompatible changes.
  public var major: UInt64
  /// The second number: new features.
  public var minor: UInt64
  /// The third number: corrections.
  public var patch: UInt64
  /// The pre-release as it is spelled, without the hyphen; empty for a final version.
  public let prereleaseText: String
  /// The build metadata without the plus sign, which never ranks; empty where there is none.
  public var buildMetadata: String

  /// Reads a version, strictly: no prefix, three numbers, no leading zeros.
  public init(parsing text: some StringProtocol) throws(MalformedVersion) {
    let (version, fault) = text.withBytes { bytes in Self.read(bytes) }
    guard let version else { throw MalformedVersion(text, fault ?? VersionScan.Fault(offset: 0, reason: .number)) }
    self = version
  }

  /// Reads a version from bytes; nil where they are none, with no text made on the way.
  public init?(utf8 bytes: Span<UInt8>) {
    guard let version = Self.read(bytes).version else { return nil }
    self = version
  }

  /// Either a version or what is wrong.
  static func read(_ bytes: Span<UInt8>) -> (version: SemanticVersion?, fault: VersionScan.Fault?) {
    let (scan, fault) = VersionScan.scan(bytes)
    return fault == nil ? (SemanticVersion(scan, bytes), nil) : (nil, fault)
  }

  /// Makes a version of its parts; the identifiers are taken as they are.
  public init(_ major: UInt64, _ minor: UInt64, _ patch: UInt64, prerelease: [String] = []) {
    (self.major, self.minor, self.patch) = (major, minor, patch)
    prereleaseText = prerelease.joined(separator: ".")
    buildMetadata = ""
  }

  private init(_ scan: VersionScan, _ bytes: Span<UInt8>) {
    (major, minor, patch) = (scan.major, scan.minor, scan.patch)
    prereleaseText = bytes.text(scan.prerelease)
    buildMetadata = bytes.text(scan.build)
  }

  /// The dot-separated identifiers of the pre-release; none for a final version.
  public var prerelease: [String] { prereleaseText.split(separator: ".").map(String.init) }

  /// The three numbers alone.
  public var core: SemanticVersion { SemanticVersion(major, minor, patch) }

  /// Whether it comes before the final version of its core.
  public var isPrerelease: Bool { !prereleaseText.isEmpty }

  /// The channel that the first pre-release identifier names, `rc1` and `rc.1` alike; nil where it names none.
  public var channel: Channel? { candidateMark?.channel }

  /// The number of the candidate: 1 of `rc.1`, `rc1` and `rc-1`; nil where there is none, or one beyond all use.
  public var candidateNumber: Int? {
    guard isPrerelease else { return nil }
    return prereleaseText.withBytes { bytes in CandidateMark(bytes)?.number(in: bytes) }
  }

  var candidateMark: CandidateMark? {
    isPrerelease ? prereleaseText.withBytes { bytes in CandidateMark(bytes) } : nil
  }

  /// The next final version after a bump of the core.
  public func bumped(by bump: Bump) -> SemanticVersion {
    switch bump {
    case .major: SemanticVersion(Self.successor(of: major), 0, 0)
    case .minor: SemanticVersion(major, Self.successor(of: minor), 0)
    case .patch: SemanticVersion(major, minor, Self.successor(of: patch))
    }
  }

  /// No number that was read comes near the end; one that was made may.
  private static func successor(of number: UInt64) -> UInt64 { number == .max ? number : number + 1 }

  /// The version as it is spelled, build metadata included.
  public var description: String {
    var text = "\(major).\(minor).\(patch)"
    if !prereleaseText.isEmpty { text += "-\(prereleaseText)" }
    if !buildMetadata.isEmpty { text += "+\(buildMetadata)" }
    return text
  }
}
