import ExternalTools
import FoundationEssentials
import TestSupport
import Testing

/// Releases that people approve in a GitHub environment: started from a machine, made by a run.
@Suite(
  "Approvals in a GitHub environment", .enabled(if: Executable.canRelease, "docker-registry and buildah are needed"))
struct EnvironmentApprovalTests {
  @Test("cut starts the run and follows it, approve lets it go on, and what the run publishes is what cut answers")
  func story() async throws {
    let world = try await ActionsWorld()
    let story = world.story
    try await world.standIn.post("flags", #"{"dispatch": {"steps": [{"status": "waiting", "pending": ["release"]}]}}"#)
    let cutting = Task { try await story.run(["cut", "1.2.0", "--json"], with: world.person("ghp_rel")) }
    let run = try await waiting(for: world)
    #expect(run.inputs == ["version": "v1.2.0"] && run.display_title == "Release v1.2.0" && run.head_branch == "main")

    // Two cuts of one version do not start two runs; who may not approve is told who may.
    try await story.refuses(
      ["cut", "1.2.0"], 7, ["a run of release.yml is making it", "approve v1.2.0"], with: world.person("ghp_rel"))
    try await story.refuses(
      ["approve", "1.2.0", "--yes"], 4, ["you may not approve", "These may: alice"], with: world.person("ghp_rel"))
    try await story.refuses(
      ["approve", "1.3.0", "--yes"], 3, ["names v1.3.0", "--run"], with: world.person("ghp_alice"))
    try await story.refuses(["approve", "1.2.0"], 2, ["nobody could be asked"], with: world.person("ghp_alice"))
    // The answer is lost, and not what it was for.
    try await world.standIn.post("faults", #"{"kind": "lost", "method": "POST", "path": "pending_deployments"}"#)
    let approved = try await story.succeeds(["approve", "v1.2.0", "--yes"], with: world.person("ghp_alice"))
    #expect(approved.output.hasPrefix("v1.2.0 is approved in the environment release."))
    #expect(try await world.standIn.struck() == 1)
    try await story.refuses(["approve", "--yes"], 3, ["nothing to approve"], with: world.person("ghp_alice"))

    // What the run does: here one job behind the gate that does everything.
    let clone = try await story.another("runner")
    try await story.succeeds(["cut", "v1.2.0"], in: clone, with: world.job(run.id))
    try await world.standIn.post("runs", #"{"id": \#(run.id), "status": "completed", "conclusion": "success"}"#)
    let outcome = try await cutting.value
    #expect(outcome.status == 0, "\(outcome.story)")
    #expect(outcome.errors.contains("alice may approve"), "\(outcome.story)")
    let answer = try JSONDecoder().decode(Answer.self, from: Data(outcome.output.utf8))
    #expect(answer.state == "published" && answer.run.id == run.id && answer.run.conclusion == "success")
    #expect(answer.approvals.map(\.by) == ["alice"])
    // The run's approval ends with it.
    try await story.refuses(
      ["cut", "1.3.0"], 6, ["the run has ended"], in: clone, with: world.job(run.id), isRecording: true)
    #expect(try await world.standIn.violations() == [])
    await world.end()
  }

  @Test("a rejection ends the run, and cut says who and why; without --no-follow's run nothing is published from here")
  func rejected() async throws {
    let world = try await ActionsWorld()
    let story = world.story
    try await world.standIn.post("flags", #"{"dispatch": {"steps": [{"status": "waiting", "pending": ["release"]}]}}"#)
    try await world.standIn.post("faults", #"{"kind": "lost", "method": "POST", "path": "dispatches"}"#)
    let started = try await story.succeeds(["cut", "1.2.0", "--no-follow"], with: world.person("ghp_rel"))
    #expect(started.output.contains("is being made by release.yml: \(world.standIn.web)/acme/app/actions/runs/"))
    let first = try await waiting(for: world)
    #expect(try await world.runs().count == 1, "an answer that was lost started no second run")
    #expect(try await world.standIn.struck() == 1)
    try await story.refuses(
      ["publish", "1.2.0", "--input", "/nowhere"], 6, ["approved in the GitHub environment release", "cut v1.2.0"],
      with: world.person("ghp_rel"))
    try await story.succeeds(
      ["reject", "1.2.0", "--reason", "the notes\nare wrong", "--yes"], with: world.person("ghp_alice"))
    try await story.refuses(
      ["publish", "1.2.0", "--input", "/nowhere"], 6, ["the run has ended"], with: world.job(first.id))

    let cutting = Task { try await story.run(["cut", "1.2.0"], with: world.person("ghp_rel")) }
    let second = try await waiting(for: world)
    try await story.succeeds(
      ["reject", "--run", "\(second.id)", "--reason", "::error::no\nnever", "--yes"], with: world.person("ghp_alice"))
    let outcome = try await cutting.value
    outcome.expectRefusal(6, ["alice rejected it", "::error::no never"])
    await world.end()
  }

  @Test("an environment that nobody has to review approves nothing, here and in the run")
  func unprotected() async throws {
    let world = try await ActionsWorld()
    let story = world.story
    try await world.standIn.post("environments", #"{"name": "release", "reviewers": []}"#)
    let run = try await world.start(#"{"actor": "rel", "status": "in_progress"}"#)
    for variables in [world.person("ghp_rel"), world.job(run)] {
      try await story.refuses(["cut", "1.2.0"], 6, ["has no required reviewers"], with: variables)
    }
    #expect(try await world.runs().count == 1, "no run was started for nothing")
    await world.end()
  }

  @Test("where two people have to agree, one who approves answers one job and no more")
  func twoPeople() async throws {
    let world = try await ActionsWorld(extra: "  minimum: 2\n")
    let story = world.story
    try await world.standIn.post("environments", #"{"name": "release", "reviewers": ["alice", "rel"]}"#)
    try await story.succeeds(["cut", "1.2.0", "--no-follow"], with: world.person("ghp_rel"))
    let id = try #require(try await world.runs().last?.id)
    let waits = #""status": "waiting", "pending": ["release"]"#
    try await world.standIn.post("runs", "{\"id\": \(id), \(waits), \"steps\": [{\(waits)}]}")
    struct Run: Decodable {
      struct Approval: Decodable { var user: String }
      var status: String
      var approvals: [Approval]
    }
    for people in [["alice"], ["alice", "rel"]] {
      try await story.succeeds(["approve", "1.2.0", "--yes"], with: world.person("ghp_\(people.last ?? "")"))
      let run = try #require(try await world.standIn.value("runs", as: [Run].self).last)
      #expect(run.approvals.map(\.user) == people)
      #expect(run.status == (people.count == 1 ? "waiting" : "in_progress"))
    }
    await world.end()
  }

  @Test("status lists the runs that wait by one request, nothing without a token, and remarks where no answer comes")
  func waitingRuns() async throws {
    let world = try await ActionsWorld()
    let story = world.story
    try await story.succeeds(["cut", "1.2.0", "--no-follow"], with: world.person("ghp_rel"))
    let titled = try #require(try await world.runs().last)
    try await world.standIn.post("runs", #"{"id": \#(titled.id), "status": "waiting", "pending": ["release"]}"#)
    let byHand = #""workflow": "release.yml", "event": "workflow_dispatch", "ref": "main", "actor": "rel""#
    let byTag = #""workflow": "release.yml", "event": "push", "ref": "v1.1.3", "head_branch": "v1.1.3", "actor": "rel""#
    let waits = #""status": "waiting", "pending": ["release"]"#
    let nameless = try await world.start("{\(byHand), \(waits)}")
    let pushed = try await world.start("{\(byTag), \(waits)}")
    _ = try await world.start("{\(byHand), \"status\": \"in_progress\"}")

    let (status, asked) = try await asking(world, ["status"], "ghp_rel")
    #expect(asked == 1, "\(status.story)")
    let pages = "\(world.standIn.web)/acme/app/actions/runs"
    for (name, way, id) in [
      ("v1.2.0", "v1.2.0", titled.id), ("v1.1.3", "v1.1.3", pushed), ("release.yml", "--run \(nameless)", nameless),
    ] {
      let line = status.output.split(separator: "\n").first { $0.hasSuffix("\(pages)/\(id)") }
      #expect(line?.hasPrefix("\(name), since 20") == true, "\(status.story)")
      #expect(line?.contains("environment release: brokkr-release approve \(way)  ") == true, "\(status.story)")
    }
    #expect(status.output.split(separator: "\n").count == 3, "\(status.story)")
    struct Waiting: Decodable {
      struct Run: Decodable { var url: String }
      var version: String?
      var since: String
      var run: Run
    }
    struct Status: Decodable { var waiting: [Waiting] }
    let json = try await asking(world, ["status", "--json"], "ghp_rel").outcome.output
    let found = try JSONDecoder().decode(Status.self, from: Data(json.utf8)).waiting
    #expect(Set(found.map(\.version)) == ["1.2.0", "1.1.3", nil] && !found.contains { $0.since.isEmpty }, "\(json)")
    #expect(Set(found.map(\.run.url)) == Set([titled.id, pushed, nameless].map { "\(pages)/\($0)" }), "\(json)")

    let silent = try await asking(world, ["status"], "")
    #expect(silent.outcome.output == "Nothing is in flight.\n" && silent.requests == 0, "\(silent.outcome.story)")
    #expect(silent.outcome.errors.isEmpty, "\(silent.outcome.story)")
    try await world.standIn.post("faults", #"{"kind": "500", "path": "runs", "times": 0}"#)
    let away = try await asking(world, ["status"], "ghp_rel")
    #expect(away.outcome.output == "Nothing is in flight.\n" && away.requests == 1, "\(away.outcome.story)")
    #expect(away.outcome.errors.contains("wait for a review could not be read"), "\(away.outcome.story)")
    await world.end()
  }

  /// Runs a line as somebody, or nobody, and counts what GitHub is asked.
  private func asking(
    _ world: ActionsWorld, _ line: [String], _ token: String
  ) async throws -> (outcome: StoryWorld.Outcome, requests: Int) {
    let before = try await world.standIn.requests().count
    var variables = world.person(token)
    if token.isEmpty { (variables["GH_TOKEN"], variables["GITHUB_TOKEN"]) = (nil, "") }
    let outcome = try await world.story.succeeds(line, with: variables)
    return (outcome, try await world.standIn.requests().count - before)
  }

  @Test("Ctrl-C ends the following, and says that the run goes on")
  func interrupted() async throws {
    let world = try await ActionsWorld()
    let script = """
      set -m
      "$0" cut v1.2.0 2>"$1" & pid=$!
      for _ in $(seq 600); do grep -q 'was started for' "$1" && break; sleep 0.1; done
      kill -INT "$pid"
      wait "$pid"
      """
    let log = "\(world.story.scratch.path)/log"
    let outcome = try await Invocation(
      "/bin/bash", ["-c", script, Executable.path, log], in: world.story.clone,
      environment: world.story.environment.merging(world.person("ghp_rel")) { _, new in new }, deadline: .seconds(120)
    ).run()
    let said = try String(contentsOfFile: log, encoding: .utf8)
    #expect(outcome.status == 130, "\(said)")
    #expect(said.contains("its run goes on") && said.contains("gh run cancel"), "\(said)")
    #expect(try await world.runs().map(\.status) != ["completed"])
    await world.end()
  }

  /// The newest run, once it waits.
  private func waiting(for world: ActionsWorld) async throws -> ActionsWorld.Run {
    for _ in 0..<600 {
      if let run = try await world.runs().last, run.status == "waiting" { return run }
      // A run goes on where somebody looks at it.
      if let run = try await world.runs().last, run.status == "queued" {
        try await world.standIn.post(
          "runs", #"{"id": \#(run.id), "status": "waiting", "pending": ["release"], "steps": []}"#)
      }
      try await Task.sleep(for: .milliseconds(50))
    }
    throw CancellationError()
  }

  private struct Answer: Decodable {
    struct Run: Decodable {
      var id: Int64
      var conclusion: String
    }
    struct Approval: Decodable { var by: String }
    var state: String
    var run: Run
    var approvals: [Approval]
  }
}
