import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Repositories in shapes that break other tools: the whole clone's answer, or a refusal with the line that helps.
@Suite struct HardRepositoryTests {
  static let history: ImportStream = {
    var stream = ImportStream()
    let one = stream.commit("chore: start", writing: ["agent/a": "1", "broker/b": "1"])
    let two = stream.commit("feat: agent", after: [one], at: 1_700_000_100, writing: ["agent/a": "2"])
    stream.commit("fix: broker", after: [two], at: 1_700_000_200, writing: ["broker/b": "2"])
    stream.tag("v1.2.0", at: one, isAnnotated: true)
    stream.tag("v1.2.1-rc.1", at: two)
    return stream
  }()

  @Test(
    "the answer is that of the whole clone",
    arguments: [
      "git clone -q --filter=blob:none \"file://$1\" other",
      "git clone -q --filter=tree:0 \"file://$1\" other",
      "git clone -q --filter=blob:none --sparse \"file://$1\" other",
      "git clone -q --no-checkout --shared \"$1\" other",
      "git clone -q --bare \"file://$1\" other",
      "git clone -q --mirror \"file://$1\" other",
      "git -C \"$1\" worktree add -q --detach ../other",
      "git clone -q \"file://$1\" other; git -C other config core.repositoryformatversion 1; "
        + "git -C other config extensions.worktreeConfig true; git -C other config --worktree core.filemode false",
      "git clone -q \"file://$1\" other; git -C other checkout -q --detach",
      "git clone -q \"file://$1\" other; git -C other config core.repositoryformatversion 1; "
        + "git -C other config extensions.objectFormat sha1; git -C other config extensions.noop-v1 true",
      "git clone -q \"file://$1\" other; git -C other config core.repositoryformatversion 1; "
        + "git -C other config extensions.refStorage files",
      "git init -q super; git -C super -c protocol.file.allow=always submodule --quiet add \"$1\" sub; "
        + "ln -s super/sub other",
      "git clone -q \"file://$1\" other; git -C other gc -q --prune=now; git -C other repack -q -a -d --write-bitmap-index;"
        + "git -C other multi-pack-index write",
      "git clone -q --depth 1 --no-tags \"file://$1\" other; git -C other fetch -q --unshallow --tags",
    ])
  func sameAnswer(script: String) async throws {
    let origin = try await GeneratedRepository("hard", Self.history)
    try await origin.shell(script)
    try await origin.beside("other").expectNext("v1.3.0")
  }

  @Test("a shallow clone without the base is refused, and the line that it names helps")
  func shallow() async throws {
    let origin = try await GeneratedRepository("hard-shallow", Self.history)
    let copy = try await origin.cloned("copy", "--depth", "1")
    try await copy.expectRefusal(9, ["the clone is shallow", "fetch-depth: 0"])
    let fix = try await copy.fix()
    #expect(fix == "git config remote.origin.tagopt --tags && git fetch --unshallow --tags origin")
    try await copy.shell("cd copy; \(fix) -q")
    try await copy.expectNext("v1.3.0")
  }

  @Test("a shallow clone whose own tags are not all says so, unless it fetches")
  func shallowTags() async throws {
    var stream = Self.history
    stream.tag("v3.0.0", at: stream.commit("feat: elsewhere", on: "other", after: [1]))
    let origin = try await GeneratedRepository("hard-shallow-tags", stream)
    let copy = try await origin.cloned("copy", "--depth", "3")
    // git brings along only the tags of what it clones; here that is all but the one that decides.
    try await copy.expectRefusal(9, ["came with the tags of its own commits alone"])
    try await copy.expectNext("v3.1.0", ["--fetch"])
  }

  @Test("what commits change is known without files, and without folders the line that helps is named")
  func components() async throws {
    let origin = try await GeneratedRepository("hard-components", Self.history)
    let text = "components:\n  broker: { tag: \"v{version}\", paths: [broker/**] }\n"
    let file = try origin.scratch.write(text, to: "components.yml")
    try await origin.cloned("blobless", "--filter=blob:none", "--no-checkout").expectNext("v1.2.1", ["-c", file])
    let treeless = try await origin.cloned("treeless", "--filter=tree:0", "--no-checkout")
    try await treeless.expectRefusal(9, ["the clone does not have its folders"], ["-c", file])
    let fix = try await treeless.fix(["-c", file])
    try await treeless.shell("cd treeless; \(fix) -q")
    try await treeless.expectNext("v1.2.1", ["-c", file])
  }

  @Test("what is kept in a way that is not read here is named, and so is a branch without a commit")
  func formats() async throws {
    let origin = try await GeneratedRepository("hard-formats", Self.history)
    try await origin.shell(
      """
      git init -q --object-format=sha256 sha256; git -C sha256 commit -q --allow-empty -m 'feat: a'
      git clone -q "file://$1" reftable; git -C reftable config core.repositoryformatversion 1
      git -C reftable config extensions.refstorage reftable
      git init -q -b trunk unborn
      """)
    try await origin.beside("sha256").expectRefusal(2, ["SHA-256"])
    try await origin.beside("reftable").expectRefusal(2, ["reftable", "--ref-format=files"])
    try await origin.beside("unborn").expectRefusal(2, ["the branch trunk has no commit yet"])
  }

  @Test(
    "another user's repository is refused with the line that helps",
    .enabled(if: geteuid() == 0, "only root gives files away"))
  func otherOwner() async throws {
    let origin = try await GeneratedRepository("hard-owner", Self.history)
    let copy = try await origin.cloned("copy")
    try await copy.shell("chown -R 12345:12345 copy")
    try await copy.expectRefusal(2, ["belongs to another user", "safe.directory \(copy.path)"])
    try await copy.shell(try await copy.fix())
    try await copy.expectNext("v1.3.0")
    try await copy.shell("git config --global --replace-all safe.directory '*'")
    try await copy.expectNext("v1.3.0")
  }

  @Test(
    "a commit that is missing or damaged is one clear error, and the line that it names mends the clone",
    arguments: [true, false])
  func lostCommit(isMissing: Bool) async throws {
    var stream = Self.history
    stream.commit("docs: last", after: [3], at: 1_700_000_300)
    let origin = try await GeneratedRepository("hard-lost", stream)
    let copy = try await origin.cloned("copy")
    let id = try await copy.git("rev-parse", "HEAD~1")
    let file = ".git/objects/\(id.prefix(2))/\(id.dropFirst(2))"
    try await copy.shell(
      """
      cd copy; mv .git/objects/pack/*.pack ..; rm -f .git/objects/pack/*; cat ../*.pack | git unpack-objects -q
      chmod u+w \(file); \(isMissing ? "rm \(file)" : "echo damaged > \(file)")
      """)
    try await copy.expectRefusal(9, ["the commit \(id) is \(isMissing ? "missing" : "damaged")"])
    let fix = try await copy.fix()
    #expect(fix == (isMissing ? "" : "rm -f '\(copy.path)/\(file)' && ") + "git fetch --refetch")
    try await copy.shell("cd copy; \(fix) -q")
    try await copy.expectNext("v1.3.0")
  }

  @Test("what nobody here has heard of in a repository's format is named, and the line that it names helps")
  func unknownExtension() async throws {
    let origin = try await GeneratedRepository("hard-extension", Self.history)
    let copy = try await origin.cloned("copy")
    try await copy.git("config", "core.repositoryformatversion", "1")
    try await copy.git("config", "extensions.quantum", "true")
    try await copy.expectRefusal(2, ["it uses the extension quantum"])
    try await copy.shell("cd copy; \(try await copy.fix())")
    try await copy.expectNext("v1.3.0")
    try await copy.shell("cd copy; git config --file .git/config core.repositoryformatversion 7")
    try await copy.expectRefusal(2, ["its format is of version 7"])
    try await copy.shell("cd copy; \(try await copy.fix())")
    try await copy.expectNext("v1.3.0")
    try await copy.shell("cd copy; echo '[broken' >> .git/config")
    try await copy.expectRefusal(2, ["git's configuration in \(copy.path)/.git/config cannot be read"])
    #expect(try await copy.fix() == "git config --file \(copy.path)/.git/config --includes --list")
  }

  @Test("a user's configuration that cannot be read is named, and so is a HEAD that is damaged")
  func damagedFiles() async throws {
    let origin = try await GeneratedRepository("hard-damaged-files", Self.history)
    let copy = try await origin.cloned("copy")
    let home =
      try await origin.shell(
        "mkdir home; printf '[include]\\n path = other\\n' > home/.gitconfig; echo '[x' > home/other; pwd") + "/home"
    let run = try await copy.run(["next"], with: ["HOME": home])
    #expect(run.status == 2, "\(run.errors)")
    #expect(run.errors.contains("git's configuration in \(home)/.gitconfig cannot be read"), "\(run.errors)")
    #expect(run.errors.contains("`git config --file \(home)/.gitconfig --includes --list`"))
    for text in ["junk", ""] {
      try await copy.shell("printf '%s' '\(text)' > copy/.git/HEAD")
      try await copy.expectRefusal(2, ["\(copy.path)/.git/HEAD is damaged"])
      try await copy.shell(try await copy.fix())
      try await copy.expectNext("v1.3.0")
    }
  }

  @Test("objects count that variables say lie elsewhere, as in the hooks of a push")
  func objectDirectory() async throws {
    let origin = try await GeneratedRepository("hard-object-directory", Self.history)
    let bare = try await origin.cloned("bare", "--bare")
    try await origin.git("commit", "-q", "--allow-empty", "-m", "feat!: pushed")
    try await origin.shell(
      """
      mkdir -p quarantine/pack
      git -C "$1" rev-list --objects main | git -C "$1" pack-objects -q "$PWD/quarantine/pack/pack" >&2
      git -C "$1" rev-parse main > bare/refs/heads/main
      """)
    #expect(try await bare.run(["next"]).status == 9)
    for name in ["GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"] {
      let run = try await bare.run(["next"], with: [name: "\(origin.scratch.path)/quarantine"])
      #expect(run.output == "v2.0.0\n", "\(run.errors)")
    }
  }

  @Test("GIT_DIR is honoured, and what it cannot mean is refused; -C wins")
  func gitDirectory() async throws {
    let origin = try await GeneratedRepository("hard-git-dir", Self.history)
    let bare = try await origin.cloned("bare", "--bare")
    let other = try await origin.cloned("other")
    try await other.git("tag", "v7.0.0")
    let named = try await other.run(["next"], with: ["GIT_DIR": bare.path])
    #expect(named.output == "v1.3.0\n", "\(named.errors)")
    let wrong = try await other.run(["next"], with: ["GIT_DIR": "\(origin.path)/.git"])
    #expect(wrong.status == 2)
    #expect(wrong.errors.contains("GIT_DIR is \(origin.path)/.git"))
    let chosen = try await other.run(["next", "-C", other.path], with: ["GIT_DIR": bare.path])
    #expect(chosen.status == 3, "\(chosen.errors)")
    let hook = try await other.run(["next", "--bump", "patch"], with: ["GIT_DIR": ".git"])
    #expect(hook.output == "v7.0.1\n", "\(hook.errors)")
  }

  @Test("a bare repository's configuration is that of its branch")
  func bareConfiguration() async throws {
    var stream = ImportStream()
    stream.commit("feat: a", writing: [".brokkr-release.yml": "tag: \"r{version}\"\n"])
    let origin = try await GeneratedRepository("hard-bare", stream)
    try await origin.cloned("bare", "--bare").expectNext("r0.1.0")
  }
}
