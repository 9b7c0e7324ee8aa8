import FoundationEssentials
import TestSupport
import Testing

/// Ledgers that somebody has altered, set back or thrown away, and clones that have lost a part of theirs.
@Suite(
  "Faults of the ledger", .enabled(if: Executable.canRelease, "docker-registry and buildah are needed"), .serialized,
  .world())
struct LedgerFaultTests {
  private static let ledger = "refs/brokkr-release/ledger"
  private static let path = "releases/v1.2.0/record.json"

  private func report(
    _ world: StoryWorld, _ options: [String] = [], in folder: String? = nil
  ) async throws -> Examination {
    try await world.object(["doctor"] + options, in: folder)
  }

  private func head(of folder: String) async throws -> String {
    try await StoryWorld.shared.git("rev-parse", Self.ledger, in: folder)
  }

  /// A world with v1.2.0 published.
  private func released() async throws -> StoryWorld {
    let world = try StoryWorld.shared
    if try await world.run(["show", "1.2.0"]).status != 0 { try await world.succeeds(["cut", "1.2.0", "--yes"]) }
    return world
  }

  /// Somebody changes a record by git alone and pushes it; `script` reads the record and writes another.
  private func alter(_ world: StoryWorld, _ name: String, _ script: String) async throws -> String {
    let folder = try await world.another("mallory-\(name)")
    let text = """
      set -e; cd "$1"
      git fetch -q origin "$2:refs/heads/hand"; git checkout -q hand
      python3 -c "$4" "$3"; git commit -qam 'by hand'; git push -q origin "HEAD:$2"
      """
    try await world.shell(text, folder, Self.ledger, Self.path, script)
    return try await world.git("rev-parse", "HEAD", in: folder)
  }

  @Test("a record that was altered by hand is named by doctor and verify, nothing is built on it, and it can be undone")
  func altered() async throws {
    let world = try await released()
    let good = try await head(of: world.origin)
    let other = "sha256:\(String(repeating: "0", count: 64))"
    let script = """
      import json, sys
      record = json.load(open(sys.argv[1]))
      record["images"][0]["digest"] = "\(other)"
      record["events"].append({"at": "2030-01-01T00:00:00Z", "what": "rebuilt"})
      json.dump(record, open(sys.argv[1], "w"))
      """
    let bad = try await alter(world, "digest", script)
    let damage = try #require(try await report(world).failed("ledger").first)
    #expect(damage.code == "ledger-damaged")
    #expect(damage.message.contains("At \(bad) the record of v1.2.0 has other images"), "\(damage)")
    let line = "git push --force-with-lease=\(Self.ledger):\(bad) origin \(good):\(Self.ledger)"
    #expect(damage.fix.contains("git show \(bad)") && damage.fix.contains(line), "\(damage)")
    let verified = try await world.run(["verify", "1.2.0", "--json"])
    #expect(verified.status == 8, "\(verified.story)")
    let findings = try JSONDecoder().decode(Verification.self, from: Data(verified.output.utf8)).findings
    let finding = try #require(findings.first { $0.slot == "git:\(Self.ledger)" })
    #expect(finding.expected == good)
    #expect(finding.actual?.hasPrefix("\(bad), at which ") == true, "\(finding)")
    let before = try await world.snapshot()
    for command in [["cut", "1.3.0", "--yes"], ["rollback", "1.2.0", "--yes"]] {
      let refused = try await world.run(command)
      refused.expectRefusal(1, ["somebody has altered the ledger by hand", bad, "has other images"])
    }
    #expect(try await world.snapshot() == before)
    #expect(try await head(of: world.origin) == bad, "nothing was recorded, and nothing guessed")
    // The person decides; the copy, which has followed, is put right after the remote.
    try await world.shell("cd \"$1\" && \(line)", world.clone)
    let back = try await report(world)
    #expect(back.failed("ledger").first?.message.contains("was set back to \(good.prefix(7))") == true, "\(back)")
    let mended = try await report(world, ["--fix"])
    #expect(mended.ok && mended.fixed.count == 1, "\(mended)")
    #expect(mended.fixed.first?.contains("had been altered by hand") == true, "\(mended)")
    #expect(try await head(of: world.origin) == good)
    #expect(try await head(of: world.clone) == good)
    try await world.succeeds(["verify", "1.2.0"])
  }

  @Test("a ledger that was set back is told as that, and pushed forward again by any clone that has it whole")
  func setBack() async throws {
    let world = try await released()
    let whole = try await head(of: world.origin)
    let other = try await world.another("other")
    try await world.git("fetch", "-q", "origin", "\(Self.ledger):\(Self.ledger)", in: other)
    let short = try await world.git("rev-parse", "\(Self.ledger)~1")
    try await world.git("update-ref", Self.ledger, short, in: world.origin)
    for folder in [world.clone, other] {
      let damage = try #require(try await report(world, in: folder).failed("ledger").first)
      #expect(damage.code == "ledger-damaged")
      #expect(damage.message.contains("The remote's ledger was set back to \(short.prefix(7))"), "\(damage)")
      #expect(!damage.message.contains("rewritten"))
    }
    let refused = try await world.run(["cut", "1.3.0", "--yes"])
    refused.expectRefusal(1, ["was set back to", whole.prefix(7).description, "doctor --fix"])
    let mended = try await report(world, ["--fix"], in: other)
    #expect(mended.ok, "\(mended)")
    let words = "Pushed what origin lacked of the ledger: from \(short.prefix(7)), set back, to \(whole.prefix(7))."
    #expect(mended.fixed == [words])
    #expect(try await head(of: world.origin) == whole)
    #expect(try await report(world, ["--fix"]).fixed.isEmpty, "the second time there is nothing to do")
  }

  @Test("a ledger that was rewritten, or has gone on, is never overwritten")
  func rewritten() async throws {
    let world = try await released()
    let whole = try await head(of: world.origin)
    let stale = try await world.another("stale")
    try await world.git("fetch", "-q", "origin", "\(Self.ledger):\(Self.ledger)", in: stale)
    let foreign = try await world.git(
      "-c", "user.name=x", "-c", "user.email=x", "commit-tree", "-p", "\(whole)~1", "-m", "other", "\(whole)^{tree}",
      in: world.origin)
    try await world.git("update-ref", Self.ledger, foreign, in: world.origin)
    let mended = try await report(world, ["--fix"])
    #expect(!mended.ok && mended.fixed.isEmpty, "\(mended)")
    #expect(mended.failed("ledger").first?.message.contains("was rewritten") == true, "\(mended)")
    #expect(try await head(of: world.origin) == foreign)
    #expect(try await head(of: world.clone) == whole, "the clone keeps what it has")
    // A copy that is behind is just behind.
    try await world.git("update-ref", Self.ledger, whole, in: world.origin)
    try await world.git("update-ref", Self.ledger, "\(whole)~1", in: stale)
    let behind = try await report(world, ["--fix"], in: stale)
    #expect(behind.ok && behind.fixed.isEmpty, "\(behind)")
    #expect(try await head(of: world.origin) == whole)
  }

  @Test("objects of the ledger that a clone has lost are fetched anew")
  func lost() async throws {
    let world = try await released()
    for path in [Self.path, ""] {
      let object = try await world.git("rev-parse", "\(Self.ledger)~2:\(path)")
      let head = try await world.git("rev-parse", "\(Self.ledger):\(path)")
      for id in Set([object, head]) {
        try FileManager.default.removeItem(atPath: "\(world.clone)/.git/objects/\(id.prefix(2))/\(id.dropFirst(2))")
      }
      let damage = try #require(try await report(world).failed("ledger").first)
      #expect(damage.fix.contains("doctor --fix"), "\(damage)")
      let mended = try await report(world, ["--fix"])
      #expect(mended.ok && mended.fixed == ["Fetched the ledger's objects anew."], "\(mended)")
    }
    try await world.succeeds(["verify", "1.2.0"])
  }

  @Test("locks that killed processes of git have left on its index and its packed references stop no release")
  func locks() async throws {
    let world = try await released()
    let names = ["index.lock", "packed-refs.lock"]
    for name in names {
      try StoryWorld.write("", to: "\(world.clone)/.git/\(name)")
      try await world.shell("touch -d '1 hour ago' \"$1\"", "\(world.clone)/.git/\(name)")
    }
    let found = try await report(world)
    for name in names {
      let check = try #require(found.checks.first { $0.message.hasPrefix(name) })
      #expect(check.state == "failed" && check.message.contains("60 min old"), "\(check)")
      #expect(check.fix.contains("remove that file"))
    }
    try await world.succeeds(["cut", "1.2.1", "--yes"])
    try await world.succeeds(["verify", "1.2.1"])
    try await world.succeeds(["rollback", "1.2.1", "--purge", "--yes"])
    try await world.succeeds(["verify", "1.2.1"])
    for name in names { try FileManager.default.removeItem(atPath: "\(world.clone)/.git/\(name)") }
    #expect(try await report(world).ok)
  }

  @Test("a registry that comes back without its data is told as that, and taken for no success")
  func emptied() async throws {
    let world = try await released()
    try await world.registry.restart(emptied: true)
    let verified = try await world.run(["verify", "1.2.0", "--json"])
    #expect(verified.status == 8, "\(verified.story)")
    let findings = try JSONDecoder().decode(Verification.self, from: Data(verified.output.utf8)).findings
    #expect(findings.count == 5, "four tags of the image and one of the chart: \(findings)")
    #expect(findings.allSatisfy { $0.slot.hasPrefix("oci:") && $0.expected != nil && $0.actual == nil }, "\(findings)")
    let cut = try await world.run(["cut", "1.4.0", "--yes"])
    cut.expectRefusal(10, ["holds something that no record explains", "shows nothing"])
    #expect(world.registry.tags().isEmpty)
    // What the ledger and an undo still have comes back; what is nowhere any more is named.
    let rolled = try await world.run(["rollback", "1.2.0", "--yes"])
    #expect(rolled.status == 10 || rolled.status == 0, "\(rolled.story)")
    #expect(world.registry.tags().isEmpty)
  }
}
