import ExternalTools
import Git
import Refusals
import Testing
import TestSupport

@Suite("signing")
struct SigningTests {
  /// A clone that signs with a new key of OpenSSH.
  private func withKey(_ name: String) async throws -> Clone {
    let clone = try await Clone(name)
    let key = "\(clone.folder)/key"
    _ = try await Invocation("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "tester@example.org", "-f", key])
      .run()
      .checked("No key was made.", remedy: "")
    let half = try await Invocation("cat", ["\(key).pub"]).run().text
    try clone.write("tester@example.org \(half)", to: "allowed")
    let settings = [
      "gpg.format": "ssh", "user.signingkey": "\(key).pub", "commit.gpgsign": "true", "tag.gpgsign": "true",
      "gpg.ssh.allowedSignersFile": "\(clone.folder)/allowed",
    ]
    for (key, value) in settings { try await clone.git("config", key, value) }
    return clone
  }

  @Test(
    "commits and tags signed with a key of OpenSSH are good to git", .enabled(if: Programs.locate("ssh-keygen") != nil))
  func openSSH() async throws {
    let clone = try await withKey("signing-ssh")
    let repository = try clone.repository()
    let tree = try await clone.object("tree", "")
    let commit = try await repository.writeCommit(tree: tree, parents: [], message: "x\n\ny", by: Clone.author)
    let tag = try await repository.writeTag("v1.0.0", of: commit, message: "x\n\ny", by: Clone.author)
    for (verb, id) in [("verify-commit", commit), ("verify-tag", tag)] {
      let outcome = try await clone.outcome([verb, id.description])
      #expect(outcome.succeeded)
      #expect(outcome.errorText.contains("Good \"git\" signature for tester@example.org"))
    }
    try await clone.git("update-ref", "refs/tags/v1.0.0", tag.description)
    try await clone.git("fsck", "--strict")
    #expect(try repository.commit(commit).message == "x\n\ny\n")
  }

  @Test(
    "commits and tags signed with a key of OpenPGP are good to git",
    .enabled(if: Programs.locate("gpg") != nil && Programs.locate("gpgconf") != nil)
  )
  func openPGP() async throws {
    let clone = try await Clone("signing-pgp")
    // The agent's socket needs a short path.
    let home = try ScratchDirectory("g")
    let (path, program) = (home.path, "\(clone.folder)/gpg")
    try clone.write("#!/bin/sh\nexec gpg --homedir \(path) --batch --no-tty \"$@\"\n", to: "gpg")
    _ = try await Invocation("chmod", ["+x", program]).run()
    _ = try await Invocation("chmod", ["700", path]).run()
    let made = try await Invocation(
      program, ["--passphrase", "", "--quick-gen-key", "Tester <tester@example.org>", "ed25519", "sign", "never"]
    ).run()
    try #require(made.succeeded, "no key was made: \(made.errorText)")
    for (key, value) in ["gpg.program": program, "commit.gpgsign": "true", "tag.gpgsign": "true"] {
      try await clone.git("config", key, value)
    }
    let repository = try clone.repository()
    let tree = try await clone.object("tree", "")
    let commit = try await repository.writeCommit(tree: tree, parents: [], message: "x\n\ny", by: Clone.author)
    let tag = try await repository.writeTag("v1.0.0", of: commit, message: "x\n\ny", by: Clone.author)
    for (verb, id) in [("verify-commit", commit), ("verify-tag", tag)] {
      let outcome = try await clone.outcome([verb, id.description])
      #expect(outcome.succeeded, "\(outcome.errorText)")
      #expect(outcome.errorText.contains("Good signature"))
    }
    _ = try await Invocation("gpgconf", ["--homedir", path, "--kill", "all"]).run()
  }

  @Test("nothing is signed where the configuration does not say so")
  func unsigned() async throws {
    let clone = try await withKey("signing-off")
    try await clone.git("config", "commit.gpgsign", "off")
    let repository = try clone.repository()
    let tree = try await clone.object("tree", "")
    let commit = try await repository.writeCommit(tree: tree, parents: [], message: "x", by: Clone.author)
    #expect(try !String(decoding: repository.object(commit).bytes, as: UTF8.self).contains("gpgsig"))
  }

  @Test("every spelling of yes is one", arguments: ["true", "yes", "on", "1", "TRUE", nil])
  func spellings(value: String?) async throws {
    let clone = try await withKey("signing-spellings")
    try await clone.git("config", "--unset", "commit.gpgsign")
    try clone.write("[commit]\n\tgpgsign" + (value.map { " = \($0)" } ?? "") + "\n", to: "included")
    try await clone.git("config", "include.path", "\(clone.folder)/included")
    let repository = try clone.repository()
    let tree = try await clone.object("tree", "")
    let commit = try await repository.writeCommit(tree: tree, parents: [], message: "x", by: Clone.author)
    #expect(try await clone.outcome(["verify-commit", commit.description]).succeeded)
  }

  @Test("a missing key is said, and nothing is made")
  func noKey() async throws {
    let clone = try await withKey("signing-no-key")
    try await clone.git("config", "user.signingkey", "\(clone.folder)/none.pub")
    let repository = try clone.repository()
    let tree = try await clone.object("tree", "")
    let before = try await clone.looseObjects()
    await #expect(throws: Refusal.self) {
      try await repository.writeTag("v1", of: tree, message: "x", by: Clone.author)
    }
    #expect(try await clone.looseObjects() == before)
  }
}
