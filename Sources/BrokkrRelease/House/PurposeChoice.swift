import ArgumentParser
import Planning

/// What `doctor` looks for.
enum PurposeChoice: String, CaseIterable, ExpressibleByArgument {
  case release, rollback

  /// The same for the run.
  var purpose: DoctorRun.Purpose { self == .release ? .release : .rollback }
}
