import ExternalTools
import FoundationEssentials
import TestSupport
import Yams

/// A run of a workflow as Actions makes it: jobs by their needs and conditions, each in folders of its own with a token
/// of its own rights, and only artifacts between them.
///
/// What it does not know, such as another action, is an error, so that nothing is passed over.
final class ActionsRun {
  /// The pull request that a run is for.
  struct PullRequest {
    var number = 7
    /// The repository that its branch is in.
    var home = "acme/app"
    /// The commit that it is to be merged into.
    var base: String
  }

  /// What started it.
  struct Event {
    var name: String
    /// `refs/heads/main` or `refs/tags/v1.2.0`.
    var reference: String
    var commit: String
    var inputs: [String: String] = [:]
    var pullRequest: PullRequest?
  }

  /// What cannot be run here.
  struct Unknown: Error { var text: String }

  /// How a job ended, and what it said.
  struct Ended {
    var result: String
    var outputs: [String: ActionsValue] = [:]
  }

  let world: ActionsWorld
  let id: Int64
  let event: Event
  let folder: String
  /// Programs that stand before those of the machine, by their names: scripts of the shell.
  var programs: [String: String] = [:]
  /// Is asked before a job of an environment begins.
  var gate: (String) async throws -> Void = { _ in }
  /// Every job by its name, those of called workflows behind that of their caller.
  private(set) var results: [String: String] = [:]
  /// What the group of concurrent runs is.
  private(set) var group = ""
  /// Everything that the steps have said.
  var log = ""

  init(_ world: ActionsWorld, _ id: Int64, _ event: Event) {
    (self.world, self.id, self.event) = (world, id, event)
    folder = "\(world.story.scratch.path)/run-\(id)"
  }

  /// Runs a workflow to its end.
  func run(_ file: String = "release.yml") async throws {
    for (name, script) in programs {
      try StoryWorld.write("#!/bin/bash\n\(script)\n", to: "\(folder)/programs/\(name)")
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: "\(folder)/programs/\(name)")
    }
    let root = try await workflow(file)
    let inputs = event.inputs.mapValues { ActionsValue.text($0) }
    let contexts: [String: ActionsValue] = ["github": github(token: nil), "inputs": .object(inputs)]
    group = try ActionsExpression(contexts).fill(root["concurrency"]?["group"]?.string ?? "").text
    try await world.standIn.post("runs", #"{"id": \#(id), "status": "in_progress"}"#)
    let isGood = try await jobs(of: root, inputs: inputs, limits: nil, prefix: "")
    try await world.standIn.post(
      "runs", #"{"id": \#(id), "status": "completed", "conclusion": "\#(isGood ? "success" : "failure")"}"#)
  }

  /// A workflow of the commit that the run is of.
  private func workflow(_ file: String) async throws -> Node {
    let text = try await world.story.git(
      "show", "\(event.commit):.github/workflows/\(file)", in: world.story.origin)
    guard let root = try Yams.compose(yaml: text) else { throw Unknown(text: file) }
    try ActionsKeys.refuseOthers(in: root, file)
    return root
  }

  /// The context `github`.
  func github(token: String?) -> ActionsValue {
    let names = event.reference.split(separator: "/", maxSplits: 2)
    var about: [String: ActionsValue] = ["repository": ["default_branch": "main"]]
    if let pull = event.pullRequest {
      about["number"] = .number(Double(pull.number))
      about["pull_request"] = [
        "head": ["repo": ["full_name": .text(pull.home)]], "base": ["sha": .text(pull.base)],
      ]
    }
    return .object([
      "event_name": .text(event.name), "ref": .text(event.reference), "ref_name": .text(String(names[2])),
      "ref_type": .text(names[1] == "tags" ? "tag" : "branch"), "sha": .text(event.commit), "actor": "rel",
      "repository": "acme/app", "token": token.map { .text($0) } ?? .null, "run_number": .number(1),
      "event": .object(about),
    ])
  }

  /// Runs the jobs of a workflow, which may do what `limits` allow; whether none has failed.
  private func jobs(
    of root: Node, inputs: [String: ActionsValue], limits: [String: String]?, prefix: String
  ) async throws -> Bool {
    var ended: [String: Ended] = [:]
    var ancestors: [String: Set<String>] = [:]
    for (key, job) in root["jobs"]?.mapping ?? [:] {
      let name = key.string ?? ""
      let needs = job["needs"]?.sequence?.compactMap(\.string) ?? []
      guard needs.allSatisfy({ ended[$0] != nil }) else { throw Unknown(text: "\(name) comes before what it needs") }
      let before = needs.reduce(into: Set(needs)) { $0.formUnion(ancestors[$1] ?? []) }
      ancestors[name] = before
      let states = before.compactMap { ended[$0]?.result }
      let status = (states.allSatisfy { $0 == "success" }, states.contains("failure"))
      let known = needs.map { ($0, ActionsValue.object(of: ended[$0] ?? Ended(result: ""))) }
      let contexts: [String: ActionsValue] = [
        "github": github(token: nil), "inputs": .object(inputs), "vars": .object([:]),
        "needs": .object(Dictionary(known) { $1 }),
      ]
      let expression = ActionsExpression(contexts, status: status)
      let rights = permissions(of: job)
      for (scope, level) in rights where limits != nil && limits?[scope] != "write" && limits?[scope] != level {
        throw Unknown(text: "\(prefix)\(name) wants \(scope): \(level), more than its caller may")
      }
      if try expression.holds(job["if"]?.string) {
        ended[name] = try await run(job, prefix + name, expression, rights)
      } else {
        ended[name] = Ended(result: "skipped")
      }
      results[prefix + name] = ended[name]?.result
    }
    return !ended.values.contains { $0.result == "failure" }
  }

  /// Runs a job, or the workflow that it calls.
  private func run(
    _ job: Node, _ name: String, _ expression: ActionsExpression, _ rights: [String: String]
  ) async throws -> Ended {
    if let call = job["uses"]?.string {
      guard call.hasPrefix("$/.github/workflows/") else { throw Unknown(text: call) }
      let given = try filled(job["with"], expression)
      let called = try await workflow(String(call.dropFirst("$/.github/workflows/".count)))
      let isGood = try await jobs(of: called, inputs: given, limits: rights, prefix: "\(name) / ")
      return Ended(result: isGood ? "success" : "failure")
    }
    if let environment = job["environment"]?["name"]?.string {
      try await world.standIn.post("runs", #"{"id": \#(id), "status": "waiting", "pending": ["\#(environment)"]}"#)
      try await gate(environment)
      try await world.standIn.post("runs", #"{"id": \#(id), "status": "in_progress"}"#)
    }
    var ended = Ended(result: "success")
    for (number, row) in try rows(of: job, expression).enumerated() {
      let folder = "\(folder)/\(name.replacing(" / ", with: "-"))-\(number)"
      let token = "ghs_\(id)_\(folder.split(separator: "/").last ?? "")"
      let allowed = rights.map { "\"\($0.key)\": \"\($0.value)\"" } + ["\"metadata\": \"read\""]
      try await world.standIn.post(
        "tokens",
        #"{"token": "\#(token)", "login": "github-actions[bot]", "permissions": {\#(allowed.joined(separator: ", "))}}"#
      )
      var cell = try ActionsJob(run: self, folder: folder, token: token, contexts: expression.contexts)
      cell.contexts["matrix"] = row
      let outputs = try await cell.run(job)
      if let outputs { ended.outputs.merge(outputs) { $1 } } else { ended.result = "failure" }
    }
    return ended
  }

  private func permissions(of job: Node) -> [String: String] {
    (job["permissions"]?.mapping ?? [:]).reduce(into: [:]) { $0[$1.key.string ?? ""] = $1.value.string }
  }

  /// The entries of a job's matrix; of a job without one, a single one.
  private func rows(of job: Node, _ expression: ActionsExpression) throws -> [ActionsValue] {
    guard let matrix = job["strategy"]?["matrix"] else { return [.object([:])] }
    guard let include = matrix["include"] else { throw Unknown(text: "a matrix without include") }
    if let items = include.sequence { return try items.map { .object(try filled($0, expression)) } }
    guard case .list(let rows) = try expression.fill(include.string ?? "") else { throw Unknown(text: "no matrix") }
    return rows
  }

  /// The values of a mapping, with their expressions evaluated.
  func filled(_ node: Node?, _ expression: ActionsExpression) throws -> [String: ActionsValue] {
    var found: [String: ActionsValue] = [:]
    for (key, value) in node?.mapping ?? [:] {
      // What is written without quotes as true or false is no text.
      if let flag = value.bool, value.scalar?.style == .plain {
        found[key.string ?? ""] = .flag(flag)
      } else {
        found[key.string ?? ""] = try expression.fill(value.string ?? "")
      }
    }
    return found
  }
}

extension ActionsValue: ExpressibleByStringLiteral {
  init(stringLiteral value: String) { self = .text(value) }

  /// An entry of the context `needs`.
  fileprivate static func object(of ended: ActionsRun.Ended) -> ActionsValue {
    .object(["result": .text(ended.result), "outputs": .object(ended.outputs)])
  }
}
