public import Refusals

/// What an image runs on (image-spec, image-index.md).
public struct Platform: Hashable, Sendable, Codable, CustomStringConvertible, Comparable {
  /// The operating system, such as `linux`.
  public var os: String
  /// The architecture in Go's words, such as `arm64`.
  public var architecture: String
  /// The variant of the architecture, such as `v7`; nil for none.
  public var variant: String?

  /// Makes a platform.
  public init(os: String, architecture: String, variant: String? = nil) {
    (self.os, self.architecture, self.variant) = (os, architecture, variant)
  }

  /// Reads `OS/ARCHITECTURE` or `OS/ARCHITECTURE/VARIANT`.
  public init(parsing text: String) throws(Refusal) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let isClean = parts.allSatisfy { $0.first?.isPunctuation == false && $0.utf8.allSatisfy(Self.isAllowed) }
    guard (2...3).contains(parts.count), isClean else {
      throw Refusal(.usage, what: "`\(text)` is no platform.", remedy: "Write OS/ARCHITECTURE, such as linux/arm64.")
    }
    self.init(os: parts[0], architecture: parts[1], variant: parts.count > 2 ? parts[2] : nil)
  }

  /// The operating systems and architectures that Go builds for; images use its words (image-spec, config.md).
  private static let systems: Set<String> = [
    "aix", "android", "darwin", "dragonfly", "freebsd", "illumos", "ios", "js", "linux", "netbsd", "openbsd", "plan9",
    "solaris", "wasip1", "windows",
  ]
  private static let architectures: Set<String> = [
    "386", "amd64", "arm", "arm64", "loong64", "mips", "mipsle", "mips64", "mips64le", "ppc64", "ppc64le", "riscv64",
    "s390x", "wasm",
  ]

  /// The part that is none of Go's words for what programs run on; nil where both are.
  public var unknownWord: String? {
    guard Self.systems.contains(os) else { return os }
    return Self.architectures.contains(architecture) ? nil : architecture
  }

  /// Go's words for what programs run on.
  public static var words: [String] { systems.union(architectures).sorted() }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (97...122).contains(byte) || byte == 45 || byte == 46 || byte == 95
  }

  /// Of an attestation beside an image, which no machine runs.
  var isAttestation: Bool { os == "unknown" && architecture == "unknown" }

  /// The variant that is meant where none is said.
  private var meantVariant: String? {
    switch (architecture, variant) {
    case ("arm64", nil): "v8"
    case ("arm", nil): "v7"
    case ("amd64", nil): "v1"
    default: variant
    }
  }

  /// Whether both name the same machines: `linux/arm64` and `linux/arm64/v8` do.
  func isSame(as other: Platform) -> Bool {
    os == other.os && architecture == other.architecture && meantVariant == other.meantVariant
  }

  /// `OS/ARCHITECTURE` with the variant where there is one.
  public var description: String { "\(os)/\(architecture)" + (variant.map { "/\($0)" } ?? "") }
  /// Orders by the text form.
  public static func < (one: Self, other: Self) -> Bool { one.description < other.description }
}
