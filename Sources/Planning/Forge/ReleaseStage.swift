import GitHub
import OCI
import Publishing
import Refusals
import ReleaseEngine

/// Stages the draft of a GitHub Release with every asset, where nobody sees it until its slot makes it public.
struct ReleaseStage {
  /// The ways to all places.
  var places: Places
  /// Told what happens.
  var report: PhaseReport

  /// Stages the draft of a record's release; nothing is done where the record has none, or the release is public.
  ///
  /// - Parameters:
  ///   - record: what is published.
  ///   - values: the values of its claims, the form among them.
  ///   - built: what was built; nil where only the ledger and the registries have it.
  ///   - content: the bytes that the ledger keeps of a digest.
  /// - Throws: a `Refusal` where a file is nowhere, or GitHub does not take the draft.
  func stage(
    _ record: Record, _ values: [SlotName: HeldValue], built: Built?, content: (String) async throws -> [UInt8]?
  ) async throws {
    guard let claim = record.claims.first(where: { $0.kind == ForgeRelease.kind }),
      let value = values[claim.name], !value.content.isEmpty
    else { return }
    let slot = try ForgeRelease(address: claim.slot)
    let client = await places.forge.client(slot.repository)
    let form = try ReleaseForm(decoding: value.content)
    guard try await client.release(of: slot.tag) == nil else { return }
    let drafts = ReleaseDrafts(client)
    if built == nil, try await drafts.holds(form) { return }
    let files = try await files(of: record, form, built: built, content)
    try await drafts.stage(form, files.map(\.upload))
    report.done("draft of the GitHub Release \(slot.tag), \(files.count) files")
  }

  /// Stages the draft of a release that was purged, where it is gone, from what the ledger keeps.
  func restage(_ record: Record, content: (String) async throws -> [UInt8]?) async throws {
    guard let claim = record.claims.first(where: { $0.kind == ForgeRelease.kind }), let identity = claim.value,
      let bytes = try await content(identity)
    else { return }
    try await stage(record, [claim.name: HeldValue(identity, content: bytes)], built: nil, content: content)
  }

  /// The files that a form lists, from wherever they can be had.
  private func files(
    of record: Record, _ form: ReleaseForm, built: Built?, _ content: (String) async throws -> [UInt8]?
  ) async throws -> [ReleaseFile] {
    let gathered: ReleaseFiles
    if let built {
      gathered = try ReleaseFiles(built, record)
    } else {
      var charts: [ReleaseFile] = []
      for chart in record.charts {
        let bytes = try await archive(of: chart, content)
        charts.append(ReleaseFile(ReleaseFiles.name(of: chart.name, chart.version), bytes))
      }
      gathered = try ReleaseFiles(record, charts: charts, extras: [])
    }
    guard gathered.files.map(\.asset).sorted(by: { $0.name < $1.name }) == form.assets else {
      let known = Set(gathered.files.map(\.name))
      let missing = form.assets.map(\.name).filter { !known.contains($0) }
      throw Refusal(
        .contentMissing, what: "\(record.tag) was not published: files of its GitHub Release are not there.",
        why: missing.isEmpty ? "They differ from what was approved" : missing.joined(separator: ", "),
        remedy: "Give the folders that hold them by --input.")
    }
    return gathered.files
  }

  /// The archive of a chart, from the ledger or from its registry.
  private func archive(
    of chart: RecordedChart, _ content: (String) async throws -> [UInt8]?
  ) async throws -> [UInt8] {
    if let kept = try await content("sha256:\(chart.sha256)") { return kept }
    let repository = try await places.repository(RepositoryAddress(parsing: chart.repository))
    if let bytes = try await repository.blob(Digest(parsing: "sha256:\(chart.sha256)"), limit: 64 << 20) {
      return bytes
    }
    throw Refusal(
      .contentMissing, what: "The archive of chart \(chart.name) \(chart.version) is nowhere.",
      why: "Neither the ledger nor \(chart.repository) has it", remedy: "Run `brokkr-release verify \(chart.version)`.")
  }
}
