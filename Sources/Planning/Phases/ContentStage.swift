import FoundationEssentials
import Helm
import OCI
public import Publishing
import Refusals
public import ReleaseEngine

/// Uploads content by digest, where nobody sees it until a slot points at it; what is there already is not sent again.
public struct ContentStage: Sendable {
  /// The ways to the repositories.
  public var places: Places
  /// Told what happens.
  public var report: PhaseReport

  /// Makes the stage.
  public init(places: Places, report: PhaseReport) { (self.places, self.report) = (places, report) }

  /// Uploads everything that was built.
  public func upload(_ built: Built) async throws {
    let places = places
    _ = try await Parallel.map(built.images, width: 2) { image in
      try await Self.steadily {
        try await ImageMerge.stage(image.merged, to: places.repository(image.target.repository))
      }
      report.done("content of image \(image.target.name)")
      return true
    }
    for chart in built.charts {
      let repository = try await places.repository(chart.target.repository)
      let stored = chart.stored
      try await Self.steadily {
        for (source, descriptor) in try chart.blobs {
          try await repository.upload(source, as: descriptor, mountingFrom: nil)
        }
        try await repository.put(stored, as: stored.digest.description)
        try await ImageMerge.requireKept([stored], in: repository)
      }
      report.done("content of chart \(chart.target.name)")
    }
  }

  /// Uploads again where the registry knows nothing of what it has just taken: another run may be sending the same, and
  /// of two at once a registry may lose one.
  private static func steadily(_ upload: () async throws -> Void) async throws {
    for wait in [1, 2] {
      do {
        return try await upload()
      } catch let refusal as Refusal where refusal.code == .contentMissing {
        try await Task.sleep(for: .seconds(wait))
      }
    }
    try await upload()
  }

  /// What of a recorded release is not where it must be; empty when everything can be published.
  public func missing(of record: Record, values: [SlotName: HeldValue]) async throws -> [String] {
    var missing: [String] = []
    var seen: Set<String> = []
    for claim in record.claims where claim.kind == RegistryTag.kind {
      guard let value = values[claim.name], !value.content.isEmpty else { continue }
      let slot = try RegistryTag(address: claim.slot)
      guard seen.insert("\(slot.repository.slotPrefix)@\(value.identity)").inserted else { continue }
      let repository = try await places.repository(slot.repository)
      let manifest = StoredManifest(bytes: value.content)
      missing += try await Closure.lacks(of: manifest, in: repository).map { lack in
        lack.kind == .missing ? "\(slot.repository.text)@\(lack.digest)" : lack.text(in: slot.repository.text)
      }
    }
    return missing
  }

  /// Throws where something of a recorded release is not where it must be, before anything points at it.
  public func requireContent(of record: Record, values: [SlotName: HeldValue]) async throws {
    let gone = try await missing(of: record, values: values)
    guard gone.isEmpty else { throw Self.gone(gone, of: record.tag) }
  }

  /// What is said of content that was there and is not any more.
  static func gone(_ missing: [String], of tag: String) -> Refusal {
    Refusal(
      .contentMissing, what: "\(tag) was not published: its content is gone.",
      why: (missing.prefix(20) + (missing.count > 20 ? ["and \(missing.count - 20) more"] : [])).joined(
        separator: "\n"),
      remedy:
        "Give the folders that hold it by --input, or build it again. A job that deletes untagged images, or the registry's retention, may have taken it."
    )
  }

  /// Uploads a chart's blobs again from what the ledger keeps, where a registry has lost them.
  public func restore(_ record: Record, content: (String) async throws -> [UInt8]?) async throws {
    for chart in record.charts {
      let repository = try await places.repository(RepositoryAddress(parsing: chart.repository))
      guard let bytes = try await content(chart.digest) else { continue }
      for descriptor in try ImageManifest.decode(bytes).contents {
        guard try await !repository.holds(descriptor),
          let blob = try await content(descriptor.digest.description)
        else { continue }
        try await repository.upload(.bytes(blob), as: descriptor, mountingFrom: nil)
      }
    }
  }
}
