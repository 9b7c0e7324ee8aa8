import ExternalTools
import FoundationEssentials
import Git
import Refusals
import Testing

@Suite("exporting a tree")
struct RepositoryExportTests {
  /// What a folder holds: paths with their bytes, `x` before those that can be run, links with what they lead to.
  private func contents(_ folder: String) throws -> [String: String] {
    var found: [String: String] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder)
    where !path.hasPrefix(".git/") && path != ".git" {
      let file = "\(folder)/\(path)"
      let attributes = try FileManager.default.attributesOfItem(atPath: file)
      switch attributes[.type] as? FileAttributeType {
      case .typeSymbolicLink: found[path] = "-> \(try FileManager.default.destinationOfSymbolicLink(atPath: file))"
      case .typeRegular:
        let mode = (attributes[.posixPermissions] as? Int) ?? 0
        let bytes = try Data(contentsOf: URL(filePath: file))
        found[path] = (mode & 0o100 != 0 ? "x " : "") + String(decoding: bytes, as: UTF8.self)
      default: break
      }
    }
    return found
  }

  /// Exports a commit into a new folder and gives it.
  private func export(_ commit: ObjectID, from clone: Clone, _ name: String = "export") async throws -> String {
    let folder = "\(clone.folder)/\(name)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try await clone.repository().export(commit, at: 1_600_000_000, to: folder)
    return folder
  }

  @Test("is what a checkout would be: filters, modes, links")
  func sameAsCheckout() async throws {
    let clone = try await Clone("export-same")
    try await clone.commit(
      "feat: a",
      [
        ".gitattributes": "*.bat text eol=crlf\n*.bin -text\n*.id ident\n", "run.bat": "one\ntwo\n",
        "x.bin": "one\r\ntwo\n",
        "y.id": "$Id$\n", "dir/deep/file": "text\n", "run.sh": "#!/bin/sh\n", "a b/ü\n!": "odd",
      ])
    try await clone.git("update-index", "--chmod=+x", "run.sh")
    try await clone.git(
      "update-index", "--add", "--cacheinfo", "120000,\(try await clone.object("blob", "dir/deep")),link")
    try await clone.git("commit", "-q", "-m", "modes")
    let tip = try await clone.id("HEAD")
    let checkout = try await clone.cloned("checkout")
    let folder = try await export(tip, from: clone)
    #expect(try contents(folder) == contents(checkout.path))
    #expect(try contents(folder)["run.bat"] == "one\r\ntwo\r\n")
    #expect(try contents(folder)["run.sh"] == "x #!/bin/sh\n")
    #expect(try contents(folder)["link"] == "-> dir/deep")
    #expect(!FileManager.default.fileExists(atPath: "\(folder)/.git"))
    #expect(!FileManager.default.fileExists(atPath: "\(folder).index"), "no index is left beside it")
    #expect(try await clone.git("status", "--porcelain") == " D link\n M run.sh")
  }

  @Test("gives the same bytes on every machine, whatever core.autocrlf says")
  func autocrlf() async throws {
    let clone = try await Clone("export-autocrlf")
    let tip = try await clone.commit("feat: a", ["text": "one\ntwo\n"])
    try await clone.git("config", "core.autocrlf", "true")
    #expect(try await contents(export(tip, from: clone)) == ["text": "one\ntwo\n"])
  }

  @Test("takes attributes from the tree, not from what happens to lie in the working tree")
  func attributesOfTheTree() async throws {
    let clone = try await Clone("export-attributes")
    let old = try await clone.commit(
      "feat: a", [".gitattributes": "*.txt eol=crlf\n", "a.txt": "1\n", "sub/b.txt": "1\n"])
    let new = try await clone.commit("feat: b", [".gitattributes": "", "sub/.gitattributes": "b.txt eol=crlf\n"])
    let first = try await contents(export(old, from: clone, "old"))
    #expect((first["a.txt"], first["sub/b.txt"]) == ("1\r\n", "1\r\n"))
    try clone.write("*.txt eol=crlf\n", to: "clone/.gitattributes")
    let second = try await contents(export(new, from: clone, "new"))
    #expect((second["a.txt"], second["sub/b.txt"]) == ("1\n", "1\r\n"))
  }

  @Test("is whole from a sparse checkout, a bare repository, and a linked working tree")
  func otherKinds() async throws {
    let clone = try await Clone("export-kinds")
    let tip = try await clone.commit("feat: a", ["a": "1", "in/b": "2", "out/c": "3"])
    let whole = ["a": "1", "in/b": "2", "out/c": "3"]
    let bare = try await clone.cloned("bare.git", "--bare")
    #expect(try await contents(export(tip, from: bare, "from-bare")) == whole)
    try await clone.git("worktree", "add", "-q", "\(clone.folder)/linked")
    let folder = "\(clone.folder)/from-linked"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try await Repository(at: "\(clone.folder)/linked").export(tip, at: 0, to: folder)
    #expect(try contents(folder) == whole)
    for options in [["--cone"], ["--no-cone"], ["--cone", "--sparse-index"]] {
      try await clone.git(["sparse-checkout", "set"] + options + ["in"], in: clone.path)
      #expect(!FileManager.default.fileExists(atPath: "\(clone.path)/out/c"))
      #expect(try await contents(export(tip, from: clone, "sparse-\(options.count)\(options[0])")) == whole)
    }
  }

  @Test("every file has the time that was asked for")
  func times() async throws {
    let clone = try await Clone("export-times")
    let tip = try await clone.commit("feat: a", ["a": "1", "dir/b": "2"])
    let folder = try await export(tip, from: clone)
    for path in ["a", "dir/b"] {
      let date = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(path)")[.modificationDate] as? Date
      #expect(date?.timeIntervalSince1970 == 1_600_000_000)
    }
  }

  @Test("a tree that nothing committed is exported as well")
  func bareTree() async throws {
    let clone = try await Clone("export-tree")
    let tip = try await clone.commit("feat: a", ["a": "1"])
    let tree = try clone.repository().writeTree(of: tip, replacing: ["a": Array("2".utf8)])
    #expect(try await contents(export(tree, from: clone)) == ["a": "2"])
  }

  @Test("leaves the working tree, the index and every reference as they were")
  func noEffects() async throws {
    let clone = try await Clone("export-effects")
    let tip = try await clone.commit("feat: a", ["a": "1"])
    try await clone.commit("feat: b", ["a": "2"])
    try clone.write("staged", to: "clone/a")
    try await clone.git("add", "a")
    try clone.write("changed", to: "clone/a")
    let (before, references) = (try await clone.git("status", "--porcelain"), try await clone.references())
    _ = try await export(tip, from: clone)
    #expect(try await clone.git("status", "--porcelain") == before)
    #expect(try await clone.references() == references)
  }

  @Test("a pointer of Git LFS that nothing replaces is refused by name")
  func pointer() async throws {
    let clone = try await Clone("export-pointer")
    let pointer =
      "version https://git-lfs.github.com/spec/v1\noid sha256:\(String(repeating: "a", count: 64))\nsize 5\n"
    let tip = try await clone.commit("feat: a", ["big/model.bin": pointer, "a": "1"])
    let refusal = await #expect(throws: Refusal.self) { try await export(tip, from: clone) }
    #expect(refusal?.what.contains("big/model.bin") == true)
    #expect(refusal?.remedy.contains("git-lfs") == true)
  }

  @Test("a filter replaces a pointer, and one that fails stops the export")
  func filter() async throws {
    let clone = try await Clone("export-filter")
    let pointer =
      "version https://git-lfs.github.com/spec/v1\noid sha256:\(String(repeating: "a", count: 64))\nsize 5\n"
    let tip = try await clone.commit("feat: a", [".gitattributes": "*.bin filter=lfs -text\n", "model.bin": pointer])
    // A stand-in for git-lfs, which is not installed everywhere.
    try await clone.git("config", "filter.lfs.smudge", "cat >/dev/null; printf whole")
    try await clone.git("config", "filter.lfs.required", "true")
    #expect(try await contents(export(tip, from: clone))["model.bin"] == "whole")
    try await clone.git("config", "filter.lfs.smudge", "exit 1")
    await #expect(throws: Refusal.self) { try await export(tip, from: clone, "failing") }
  }
}
