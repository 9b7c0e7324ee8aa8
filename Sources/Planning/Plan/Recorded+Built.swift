import Helm
import Publishing
import Refusals
public import OCI
import ReleaseEngine

extension Built.Chart {
  /// The chart's manifest as it is stored.
  public var stored: StoredManifest { StoredManifest(bytes: manifest.bytes) }

  /// What the manifest names: the configuration and the archive, with their bytes.
  public var blobs: [(source: BlobSource, descriptor: Descriptor)] {
    get throws {
      let bytes = [manifest.config, archive.bytes].reduce(into: [Digest: [UInt8]]()) { $0[Digest.sha256(of: $1)] = $1 }
      return try ImageManifest.decode(manifest.bytes).contents.map { content in
        guard let bytes = bytes[content.digest] else {
          throw Refusal(
            .contentMissing, what: "The manifest of chart \(target.name) names \(content.digest), which is not there.")
        }
        return (.bytes(bytes), content)
      }
    }
  }
}

extension RecordedImage {
  /// Records a built image.
  init(_ image: Built.Image) {
    self.init(
      name: image.target.name, repository: image.target.repository.text,
      digest: image.merged.index.digest.description,
      platforms: image.merged.children.map {
        RecordedImage.Platform(platform: $0.platform.description, digest: $0.descriptor.digest.description)
      })
  }
}

extension RecordedChart {
  /// Records a packaged chart.
  init(_ chart: Built.Chart) {
    let metadata = chart.archive.metadata
    self.init(
      name: metadata.name, version: metadata.version, appVersion: metadata.appVersion ?? "",
      repository: chart.target.repository.text, digest: chart.stored.digest.description,
      sha256: Digest.sha256(of: chart.archive.bytes).hex)
  }
}
