import Git
import Refusals
import ReleaseEngine

/// Whether the cutter of a release is known among those who may approve it.
enum CutterCheck {
  /// A remark where the cutter has no key there: nobody's signature can then be told to be the cutter's own.
  static func note(_ record: Record, _ policy: ApprovalConfiguration, _ signers: AllowedSigners) -> Note? {
    guard policy.by == .signature, !policy.cutterMayApprove, let cutter = record.cutBy else { return nil }
    let address = ApprovalCount.address(of: cutter)
    let own = signers.keys(of: address).union(record.cutKeys ?? [])
    guard !signers.lines.contains(where: { own.contains($0.fingerprint) }) else { return nil }
    return Note(
      "cutter-unknown",
      "\(policy.signers) has no key of \(address), who cuts \(record.tag): no signature can be told to be the cutter's own."
    )
  }
}
