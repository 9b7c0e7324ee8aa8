import FoundationEssentials
public import ReleaseEngine

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// This process as the holder of a lock, and what can be known of others.
public enum ProcessIdentity {
  /// This process.
  ///
  /// - Parameters:
  ///   - actor: the person or bot, as `Name <address>`.
  ///   - environment: the process's environment.
  /// - Returns: the holder.
  public static func holder(actor: String, environment: [String: String]) -> Holder {
    let run = environment["GITHUB_ACTIONS"] == "true" ? environment["GITHUB_RUN_ID"] : nil
    let url = run.map { id in
      "\(environment["GITHUB_SERVER_URL"] ?? "https://github.com")/\(environment["GITHUB_REPOSITORY"] ?? "")/actions/runs/\(id)/attempts/\(environment["GITHUB_RUN_ATTEMPT"] ?? "1")"
    }
    var holder = Holder(
      host: host, actor: actor, pid: getpid(), start: start(of: getpid()) ?? "unknown", runID: run, runURL: url)
    holder.namespace = namespace
    return holder
  }

  /// Whether a holder may still be alive, seen from `own`.
  public static func liveness(of holder: Holder, seenFrom own: Holder) -> Liveness {
    liveness(of: holder, seenFrom: own, start: start)
  }

  /// The same, where `start` gives what `/proc` shows of a process.
  static func liveness(of holder: Holder, seenFrom own: Holder, start: (Int32) -> String?) -> Liveness {
    if let run = holder.runID, run == own.runID, attempt(of: holder) < attempt(of: own) { return .gone }
    guard holder.host == own.host else { return .unknown }
    // Its number says nothing here, unless the machine was started anew since.
    if let theirs = holder.namespace, theirs != own.namespace, boot(of: holder) == boot(of: own) { return .unknown }
    if holder.pid == own.pid, holder.start == own.start { return .own }
    guard let start = start(holder.pid) else {
      // A /proc may hide what others run; whether there is such a process, the system says.
      return kill(holder.pid, 0) != 0 && errno == ESRCH ? .gone : .unknown
    }
    return start == holder.start ? .unknown : .gone
  }

  /// Which attempt of its run a holder belongs to, as its run's address says.
  private static func attempt(of holder: Holder) -> Int {
    holder.runURL?.split(separator: "/").last.flatMap { Int($0) } ?? 1
  }

  private static func boot(of holder: Holder) -> Substring? { holder.start.split(separator: "-").first }

  /// The namespace in which this process has its number (pid_namespaces(7)); nil where that is not known.
  private static var namespace: String? {
    var target = [CChar](repeating: 0, count: 64)
    let length = readlink("/proc/self/ns/pid", &target, target.count)
    guard length > 0 else { return nil }
    return String(decoding: target.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private static var host: String {
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, name.count - 1) == 0 else { return "unknown" }
    return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Boot and start time of a process, from `/proc`; nil where there is no such process or no `/proc`.
  private static func start(of pid: Int32) -> String? {
    guard let stat = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
      let name = stat.lastIndex(of: ")")
    else { return nil }
    // Field 22 of proc(5); the name, field 2, may hold blanks and ends at the last bracket.
    let fields = stat[stat.index(after: name)...].split(separator: " ")
    guard fields.count > 19 else { return nil }
    // A process that has ended stays until it is waited for, which nobody may ever do.
    guard fields[0] != "Z" else { return "ended" }
    let boot = (try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)) ?? ""
    return "\(boot.prefix(8))-\(fields[19])"
  }
}
