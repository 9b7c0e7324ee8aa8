import ExternalTools
import FoundationEssentials
import TestSupport
import Yams

/// A job of a run, in folders of its own: the steps in their order, with the real executable in place of the step that
/// gets it, and the few actions that the workflows use.
struct ActionsJob {
  let run: ActionsRun
  let folder: String
  let token: String
  var contexts: [String: ActionsValue]
  /// Where a registry of the job's own listens.
  private let port: UInt16

  private var work: String { "\(folder)/work" }
  private var temporary: String { "\(folder)/temp" }
  private var artifacts: String { "\(run.folder)/artifacts" }

  init(run: ActionsRun, folder: String, token: String, contexts: [String: ActionsValue]) throws {
    (self.run, self.folder, self.token, self.contexts) = (run, folder, token, contexts)
    port = try FreePort.next()
    self.contexts["github"] = run.github(token: token)
    self.contexts["runner"] = ["temp": .text("\(folder)/temp"), "arch": "X64", "os": "Linux"]
    self.contexts["steps"] = [:]
  }

  /// Runs the steps; gives the job's outputs, nil where one has failed.
  mutating func run(_ job: Node) async throws -> [String: ActionsValue]? {
    for name in [work, temporary, "\(folder)/home", artifacts] {
      try FileManager.default.createDirectory(atPath: name, withIntermediateDirectories: true)
    }
    // To a server on loopback without TLS the tool hands no token over: git has it from its configuration here.
    let basic = Data("x-access-token:\(token)".utf8).base64EncodedString()
    try StoryWorld.write(
      "[http \"\(run.world.standIn.web)/\"]\n\textraheader = \"AUTHORIZATION: basic \(basic)\"\n",
      to: "\(folder)/gitconfig")
    var isGood = true
    var outputs: [String: ActionsValue] = [:]
    for step in job["steps"]?.sequence ?? [] {
      let expression = ActionsExpression(contexts, status: (isGood, !isGood))
      guard try expression.holds(step["if"]?.string) else { continue }
      run.log += "\n--- \(folder.split(separator: "/").last ?? ""): \(step["name"]?.string ?? "")\n"
      isGood = try await perform(step, expression) && isGood
      if let id = step["id"]?.string {
        outputs[id] = ["outputs": .object(try said())]
        contexts["steps"] = .object(outputs)
      }
    }
    if !text("processes").isEmpty { _ = try await shell("while read -r id; do kill \"$id\"; done < \"$PROCESSES\"") }
    guard isGood else { return nil }
    return try run.filled(job["outputs"], ActionsExpression(contexts))
  }

  /// Does a step; whether it went well.
  private func perform(_ step: Node, _ expression: ActionsExpression) async throws -> Bool {
    let name = step["name"]?.string ?? ""
    if name == "Get brokkr-release" {
      return try await shell(
        "mkdir -p \"$RUNNER_TEMP/tool\"; ln -sf \"$TOOL\" \"$RUNNER_TEMP/tool/brokkr-release\"\n"
          + "echo \"$RUNNER_TEMP/tool\" >> \"$GITHUB_PATH\"", ["TOOL": Executable.path])
    }
    if let script = step["run"]?.string {
      guard !script.contains("${{") else { throw ActionsRun.Unknown(text: "an expression in a script: \(name)") }
      return try await shell(
        script, run.filled(step["env"], expression).mapValues(\.text), isNamed: step["shell"]?.string == "bash")
    }
    guard let action = step["uses"]?.string?.split(separator: "@").first else { throw ActionsRun.Unknown(text: name) }
    let inputs = try run.filled(step["with"], expression).mapValues(\.text)
    switch action {
    case "actions/checkout": return try await checkOut(inputs)
    case "actions/upload-artifact": return try await upload(inputs)
    case "actions/download-artifact": return try await download(inputs)
    default: throw ActionsRun.Unknown(text: String(action))
    }
  }

  // MARK: scripts

  /// Runs a script as `run:` does, with the variables of a runner and no others; a shell that is not named knows no
  /// `pipefail`.
  private func shell(
    _ script: String, _ variables: [String: String] = [:], isNamed: Bool = false
  ) async throws -> Bool {
    let number = (try? FileManager.default.contentsOfDirectory(atPath: folder).count) ?? 0
    let file = "\(folder)/step-\(number).sh"
    try StoryWorld.write(script, to: file)
    try? FileManager.default.removeItem(atPath: "\(folder)/output")
    try StoryWorld.write("", to: "\(folder)/output")
    let added = text("path").split(separator: "\n").map(String.init).reversed()
    let paths = added + ["\(run.folder)/programs", run.world.story.environment["PATH"] ?? ""]
    let github = run.github(token: nil)
    let standIn = run.world.standIn
    var environment = run.world.story.environment.merging([
      "HOME": "\(folder)/home", "GIT_CONFIG_GLOBAL": "\(folder)/gitconfig", "TMPDIR": temporary,
      "PATH": paths.joined(separator: ":"), "GITHUB_ACTIONS": "true", "GITHUB_API_URL": standIn.api,
      "GITHUB_SERVER_URL": standIn.web, "GITHUB_REPOSITORY": "acme/app", "GITHUB_RUN_ID": "\(run.id)",
      "GITHUB_RUN_ATTEMPT": "1", "GITHUB_WORKSPACE": work, "GITHUB_OUTPUT": "\(folder)/output",
      "GITHUB_PATH": "\(folder)/path", "GITHUB_STEP_SUMMARY": "\(folder)/summary", "RUNNER_TEMP": temporary,
      "RUNNER_ARCH": "X64", "RUNNER_OS": "Linux", "PROCESSES": "\(folder)/processes",
      "REGISTRY_PORT": "\(port)",
    ]) { $1 }
    for name in ["ref", "ref_name", "ref_type", "sha", "event_name", "actor"] {
      environment["GITHUB_\(name.uppercased())"] = github[name].text
    }
    let outcome = try await Invocation(
      "bash", isNamed ? ["--noprofile", "--norc", "-eo", "pipefail", file] : ["-e", file], in: work,
      environment: environment.merging(variables) { $1 }, deadline: .seconds(600)
    ).run()
    run.log += outcome.text + outcome.errorText
    if !outcome.succeeded { run.log += "exit \(outcome.status)\n" }
    return outcome.succeeded
  }

  /// What the last step has put into its outputs.
  private func said() throws -> [String: ActionsValue] {
    var found: [String: ActionsValue] = [:]
    var lines = text("output").split(separator: "\n", omittingEmptySubsequences: false)[...]
    while let line = lines.popFirst() {
      if let mark = line.firstRange(of: "<<"), !line[..<mark.lowerBound].contains("=") {
        let end = line[mark.upperBound...]
        let value = lines.prefix { $0 != end }
        found[String(line[..<mark.lowerBound])] = .text(value.joined(separator: "\n"))
        lines = lines.dropFirst(value.count + 1)
      } else if let sign = line.firstIndex(of: "=") {
        found[String(line[..<sign])] = .text(String(line[line.index(after: sign)...]))
      } else if !line.isEmpty {
        throw ActionsRun.Unknown(text: "an output: \(line)")
      }
    }
    return found
  }

  private func text(_ name: String) -> String {
    (try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)) ?? ""
  }

  // MARK: actions

  /// A clone by way of the stand-in.
  private func checkOut(_ inputs: [String: String]) async throws -> Bool {
    guard inputs["persist-credentials"] == "false" else { throw ActionsRun.Unknown(text: "credentials that stay") }
    let place = inputs["ref"].flatMap { $0.isEmpty ? nil : $0 }
    let script = """
      depth=(); if [ "$DEPTH" != 0 ]; then depth=(--depth 1); fi
      git clone --quiet "${depth[@]}" \
        "$GITHUB_SERVER_URL/$GITHUB_REPOSITORY.git" .
      # A pull request's merge is on no branch.
      git fetch --quiet origin "$GITHUB_REF"
      if [ -n "$PLACE" ] || [[ "$GITHUB_REF" != refs/heads/* ]]; then git checkout --quiet --detach "${PLACE:-$GITHUB_SHA}"
      else git checkout --quiet -B "$GITHUB_REF_NAME" "$GITHUB_SHA"; fi
      """
    return try await shell(
      script, ["PLACE": place ?? "", "DEPTH": inputs["fetch-depth"] ?? "1"])
  }

  /// Keeps a folder or a file; what may be executed is not kept.
  private func upload(_ inputs: [String: String]) async throws -> Bool {
    try await shell(
      """
      rm -rf "$ARTIFACT"; mkdir -p "$ARTIFACT"
      if [ -d "$FROM" ]; then cp -R "$FROM/." "$ARTIFACT"; elif [ -e "$FROM" ]; then cp "$FROM" "$ARTIFACT"; fi
      find "$ARTIFACT" -type f -exec chmod 644 {} +
      [ -n "$(find "$ARTIFACT" -type f -print -quit)" ]
      """, ["FROM": inputs["path"] ?? "", "ARTIFACT": "\(artifacts)/\(inputs["name"] ?? "")"])
  }

  /// Fetches one artifact, or those of a pattern each into a folder; where none fits there is no folder either.
  private func download(_ inputs: [String: String]) async throws -> Bool {
    guard inputs["merge-multiple"] != "true" else { throw ActionsRun.Unknown(text: "artifacts in one folder") }
    return try await shell(
      """
      if [ -n "$NAME" ]; then mkdir -p "$TO"; cp -R "$ARTIFACTS/$NAME/." "$TO"; exit 0; fi
      for artifact in "$ARTIFACTS"/$PATTERN; do
        if [ -d "$artifact" ]; then mkdir -p "$TO/${artifact##*/}"; cp -R "$artifact/." "$TO/${artifact##*/}"; fi
      done
      """,
      [
        "NAME": inputs["name"] ?? "", "PATTERN": inputs["pattern"] ?? "", "TO": inputs["path"] ?? ".",
        "ARTIFACTS": artifacts,
      ])
  }
}

extension ActionsValue: ExpressibleByDictionaryLiteral {
  init(dictionaryLiteral elements: (String, ActionsValue)...) { self = .object(Dictionary(elements) { $1 }) }
}
