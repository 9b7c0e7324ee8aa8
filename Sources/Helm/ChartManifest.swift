import Crypto

/// The OCI manifest and configuration of a packaged chart, as `helm push` stores them.
public struct ChartManifest: Sendable, Hashable {
  /// What a chart's manifest is.
  public static let mediaType = "application/vnd.oci.image.manifest.v1+json"
  /// What its configuration is.
  public static let configMediaType = "application/vnd.cncf.helm.config.v1+json"
  /// What the archive is.
  public static let layerMediaType = "application/vnd.cncf.helm.chart.content.v1.tar+gzip"

  /// The manifest.
  public let bytes: [UInt8]
  /// The configuration that it names: Chart.yaml as JSON.
  public let config: [UInt8]
  /// The SHA-256 of the manifest, in hexadecimal.
  public let sha256: String
  /// The SHA-256 of the configuration, in hexadecimal.
  public let configSHA256: String
  /// The SHA-256 of the archive, in hexadecimal.
  public let layerSHA256: String

  /// Describes a chart.
  ///
  /// - Parameters:
  ///   - archive: the packaged chart.
  ///   - created: when its sources were committed, as RFC 3339; empty for no such annotation.
  public init(of archive: ChartArchive, created: String) {
    config = archive.metadata.jsonConfig()
    configSHA256 = Self.sha256(of: config)
    layerSHA256 = Self.sha256(of: archive.bytes)
    let manifest = CompactJSON.sorted([
      .init(name: "schemaVersion", value: .number("2")),
      .init(name: "mediaType", value: .string(Self.mediaType)),
      .init(name: "config", value: Self.descriptor(Self.configMediaType, configSHA256, config.count)),
      .init(name: "layers", value: .array([Self.descriptor(Self.layerMediaType, layerSHA256, archive.bytes.count)])),
      .init(name: "annotations", value: .sorted(Self.annotations(of: archive.metadata, created: created))),
    ])
    bytes = manifest.bytes
    sha256 = Self.sha256(of: bytes)
  }

  /// What the manifest says of the chart; its own annotations win over all but title and version.
  private static func annotations(of chart: ChartMetadata, created: String) -> [String: String] {
    let fixed = ["title": chart.name, "version": chart.version]
    let derived: [String: String?] = [
      "description": chart.description, "url": chart.home, "source": chart.sources.first, "created": created,
      "authors": chart.maintainers.joined(separator: ", "),
    ]
    func named(_ values: [String: String]) -> [String: String] {
      Dictionary(
        uniqueKeysWithValues: values.filter { !$0.value.allSatisfy(\.isWhitespace) }.map {
          ("org.opencontainers.image.\($0.key)", $0.value)
        })
    }
    return named(derived.compactMapValues { $0 })
      .merging(chart.annotations) { _, own in own }
      .merging(named(fixed)) { _, fixed in fixed }
  }

  private static func descriptor(_ mediaType: String, _ sha256: String, _ size: Int) -> CompactJSON {
    .sorted([
      .init(name: "mediaType", value: .string(mediaType)), .init(name: "digest", value: .string("sha256:\(sha256)")),
      .init(name: "size", value: .number("\(size)")),
    ])
  }

  /// The SHA-256 of bytes, in hexadecimal.
  static func sha256(of bytes: [UInt8]) -> String {
    SHA256.hash(data: bytes).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0\(digits)" : digits
    }.joined()
  }
}
