import ExternalTools
import FoundationEssentials
import TestSupport
import Testing

/// Credentials: wrong ones, and right ones that nobody may ever see.
@Suite(
  "Credentials", .enabled(if: Executable.canRelease, "docker-registry and buildah are needed"), .serialized,
  .world(
    extra: "approve:\n  by: none\ntest:\n  commands: [\"env; exit ${HELM_FAIL:-0}\"]\n",
    // bcrypt of the secret below, at its lowest cost
    htpasswd: "canary:$2b$04$02pscL3RDsLelvKI2JJia.ZbQgP8Pxay/z.Whn9nfLKq6ZmiXobDW"))
struct BadInputSecretTests {
  private static let secret = "canary-Secret-0f-Config"
  private static let token = "ghp_canaryTokenOfTheForge0123456789"

  /// Every form in which a secret might be seen.
  private static var canaries: [String] {
    [secret, token, "canary-of-the-url"].flatMap { secret in
      [secret, Data(secret.utf8).base64EncodedString(), Data("canary:\(secret)".utf8).base64EncodedString()]
    } + [Data("x-access-token:\(token)".utf8).base64EncodedString()]
  }

  private func logIn(_ world: StoryWorld, _ secret: String) throws {
    let auth = Data("canary:\(secret)".utf8).base64EncodedString()
    try StoryWorld.write(
      "{\"auths\": {\"\(world.registry.host)\": {\"auth\": \"\(auth)\"}}}",
      to: "\(world.scratch.path)/home/.docker/config.json")
  }

  /// The streams of a run as they are: `Invocation` would take secrets out of them.
  private func raw(
    _ world: StoryWorld, _ line: [String], with variables: [String: String] = [:]
  ) async throws -> (status: Int32, text: String) {
    let file = "\(world.scratch.path)/raw"
    let own = world.environment.merging(["GITHUB_TOKEN": Self.token, "GH_TOKEN": Self.token]) { $1 }
    let outcome = try await Invocation(
      "/bin/sh", ["-c", "file=$1; shift; exec \"$@\" >\"$file\" 2>&1", "sh", file, Executable.path] + line,
      in: world.clone, environment: own.merging(variables) { $1 }, deadline: .seconds(180)
    ).run()
    return (outcome.status, try String(contentsOfFile: file, encoding: .utf8))
  }

  private func expectSilence(_ text: String, _ what: String, at location: SourceLocation = #_sourceLocation) {
    for canary in Self.canaries {
      #expect(!text.contains(canary), "\(what) shows \(canary)", sourceLocation: location)
    }
  }

  @Test(
    "without credentials, or with wrong ones, nothing is begun", arguments: ["", "wrong", "canary-Secret-0f-Confi"])
  func wrong(secret: String) async throws {
    let world = try StoryWorld.shared
    try await world.shell("rm -f \"$1\"/home/.docker/config.json", world.scratch.path)
    if !secret.isEmpty { try logIn(world, secret) }
    let words = ["\(world.registry.host) does not allow it.", "401", "`docker login \(world.registry.host)`"]
    let outcome = try await world.refuses(["cut", "7.0.0", "--yes"], 4, words)
    #expect(!outcome.errors.contains("==> test"))
    try await world.refuses(["plan", "7.0.0"], 4, words)
  }

  @Test("no secret is ever seen: not in output, not by a test's command, not in the ledger")
  func canary() async throws {
    let world = try StoryWorld.shared
    try logIn(world, Self.secret)
    let failing = try await raw(world, ["cut", "1.2.0", "--yes", "-v", "--debug"], with: ["HELM_FAIL": "1"])
    #expect(failing.status == 1)
    #expect(failing.text.contains("HELM_FAIL=1"), "the command's environment was not shown: \(failing.text)")
    expectSilence(failing.text, "a failing command")
    for line in [
      ["plan", "1.2.0"], ["cut", "1.2.0", "--yes", "-v", "--debug"], ["verify", "--debug"],
      ["show", "1.2.0", "--json"],
      ["status", "--json"], ["config"], ["rollback", "--yes", "-v", "--debug"],
      ["rollback", "1.2.0", "--undo", "--yes", "--debug", "--json"],
    ] {
      let ran = try await raw(world, line)
      #expect(ran.status == 0, "\(ran.text)")
      expectSilence(ran.text, line.joined(separator: " "))
    }
    // Every byte that the repositories hold.
    for folder in [world.origin, "\(world.clone)/.git"] {
      let objects = try await world.shell(
        "git -C \"$1\" cat-file --batch-all-objects --batch --buffer | tr -d '\\0'", folder)
      #expect(objects.contains("\"tag\" : \"v1.2.0\""), "the ledger's records are among them")
      expectSilence(objects, folder)
    }
  }

  @Test("a helper's secret is used and not shown, and one that fails is no secret's end")
  func helper() async throws {
    let world = try StoryWorld.shared
    let tools = "\(world.scratch.path)/helpers"
    try await world.shell(
      """
      mkdir -p "$1"
      printf '#!/bin/sh\\ncat >/dev/null; echo "{\\\\"Username\\\\": \\\\"canary\\\\", \\\\"Secret\\\\": \\\\"%s\\\\"}"\\n' "$2" \
        >"$1/docker-credential-good"
      printf '#!/bin/sh\\ncat >/dev/null; echo %s; echo %s >&2; exit 1\\n' "$2" "$2" >"$1/docker-credential-bad"
      chmod +x "$1"/*
      """, tools, Self.secret)
    let path = ["PATH": "\(tools):\(world.environment["PATH"] ?? "")"]
    let config = "\(world.scratch.path)/home/.docker/config.json"
    try StoryWorld.write("{\"credHelpers\": {\"\(world.registry.host)\": \"good\"}}", to: config)
    let good = try await raw(world, ["plan", "8.0.0", "--debug", "-v"], with: path)
    #expect(good.status == 0, "\(good.text)")
    expectSilence(good.text, "a helper")
    try StoryWorld.write("{\"credsStore\": \"bad\"}", to: config)
    let bad = try await raw(world, ["plan", "8.0.0", "--debug", "-v"], with: path)
    #expect(bad.status == 4, "\(bad.text)")
    expectSilence(bad.text, "a failing helper")
    try StoryWorld.write("{ not json: \(Self.secret)", to: config)
    let broken = try await raw(world, ["plan", "8.0.0", "--debug", "-v"], with: path)
    #expect(broken.status == 4, "\(broken.text)")
    expectSilence(broken.text, "a broken config.json")
  }

  @Test("a secret in the remote's address is not repeated")
  func remoteAddress() async throws {
    let world = try StoryWorld.shared
    try await world.git("remote", "set-url", "origin", "http://bot:canary-of-the-url@127.0.0.1:1/acme/x.git")
    for line in [["cut", "1.3.0", "--yes", "--debug"], ["status"], ["next", "--fetch"], ["config", "--json"]] {
      let ran = try await raw(world, line)
      // The cut says too that the registry does not let it in.
      #expect(ran.status == ["config": 0, "cut": 4][line[0], default: 1], "\(ran.text)")
      expectSilence(ran.text, line.joined(separator: " "))
    }
    try await world.git("remote", "set-url", "origin", world.origin)
  }
}
