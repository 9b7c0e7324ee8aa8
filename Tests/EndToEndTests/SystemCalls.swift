import ExternalTools
import FoundationEssentials
import TestSupport
import Testing

/// Runs the executable under strace, which lets one of its system calls fail, or kills it there.
struct SystemCalls {
  /// What happens at the n-th call.
  struct Fault: CustomTestStringConvertible, Sendable {
    /// What it is called.
    var testDescription: String
    /// The system calls that are counted.
    var calls: String
    /// What strace does to the n-th: `signal=SIGKILL`, `error=EIO`.
    var effect: String
    /// The distance of the numbers that the usual run takes.
    var stride: Int
  }

  /// How a run ended.
  struct Run: Sendable {
    var outcome: StoryWorld.Outcome
    /// The call at which the fault happened; nil where it did not.
    var place: String?
  }

  /// The calls that name, force to the disk and remove what lies there.
  static let writing = "fsync,fdatasync,rename,renameat,renameat2,link,linkat,unlink,unlinkat"

  /// Whether strace is here and may trace, which containers often forbid.
  static func areTraceable() async -> Bool {
    guard Executable.canRelease, ["strace", "taskset"].allSatisfy({ Programs.locate($0) != nil }) else { return false }
    let probe = Invocation("strace", ["-f", "--detach-on=execve", "-qq", "-o", "/dev/null", "true"])
    return (try? await probe.run())?.succeeded == true
  }

  let world: StoryWorld

  /// Runs a line while the n-th call of the executable itself is struck; the programs that it starts go untraced.
  func run(_ line: [String], _ fault: Fault, at number: Int) async throws -> Run {
    let trace = "\(world.scratch.path)/trace"
    // strace counts the calls of each thread; on one processor nearly all are of one, and come in the same order.
    let script = """
      processor=$(sed -n 's/^Cpus_allowed_list:[[:space:]]*\\([0-9]*\\).*/\\1/p' /proc/self/status)
      trace=$1 calls=$2 effect=$3; shift 3; status=0
      taskset -c "$processor" strace -f --detach-on=execve -qq -e signal=none -o "$trace" \\
        -e trace="$calls" -e inject="$calls:$effect" "$@" || status=$?
      exit "$status"
      """
    let scratch = "\(world.scratch.path)/tmp"
    let outcome = try await Invocation(
      "/bin/sh", ["-c", script, "sh", trace, fault.calls, "\(fault.effect):when=\(number)", Executable.path] + line,
      in: world.clone, environment: world.environment.merging(["TMPDIR": scratch]) { $1 }, deadline: .seconds(300)
    ).run()
    let lines = try String(contentsOfFile: trace, encoding: .utf8).split(separator: "\n")
    return Run(
      outcome: StoryWorld.Outcome(status: outcome.status, output: outcome.text, errors: outcome.errorText),
      place: lines.first { $0.contains("(INJECTED)") || $0.hasSuffix("= ?") || $0.contains("killed") }.map(String.init))
  }
}
