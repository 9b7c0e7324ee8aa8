import FoundationEssentials
import Refusals
import TestSupport
import Testing

@testable import Workflows

@Suite struct WorkflowFolderTests {
  private let scratch: ScratchDirectory
  private let folder: WorkflowFolder
  private let files: WorkflowFiles

  init() throws {
    scratch = try ScratchDirectory("workflow-folder")
    folder = WorkflowFolder(at: scratch.path)
    files = try WorkflowFiles(Sample.oneImage.input())
  }

  private func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: "\(scratch.path)/\(path)")), as: UTF8.self)
  }

  private func states(_ wanted: WorkflowFiles? = nil) throws -> [FileStanding.State] {
    try folder.compare(wanted ?? files).map(\.state)
  }

  private static let release = ".github/workflows/release.yml"

  private func state(_ path: String = release, _ wanted: WorkflowFiles? = nil) throws -> FileStanding.State? {
    try folder.compare(wanted ?? files).first { $0.path == path }?.state
  }

  @Test("what was written is in step, and writing again changes nothing")
  func inStep() throws {
    #expect(try states().allSatisfy { $0 == .missing })
    _ = try folder.write(files)
    #expect(try states().allSatisfy { $0 == .same })
    #expect(try folder.write(files).allSatisfy { $0.state == .same })
  }

  @Test("a file of another configuration is stale, one that was changed by hand is edited")
  func staleOrEdited() throws {
    _ = try folder.write(WorkflowFiles(Sample.twoOfEach.input()))
    #expect(try state() == .stale)
    try scratch.write(try text(Self.release).replacing("Publish", with: "Send"), to: Self.release)
    #expect(try state() == .edited)
    let standing = try #require(try folder.compare(files).first { $0.path == Self.release })
    #expect(standing.difference.contains("-    name: Send") && standing.difference.contains("+    name: Publish"))
  }

  @Test("a file without the mark is never overwritten, and then nothing is written")
  func foreign() throws {
    try scratch.write("name: mine\n", to: Self.release)
    try scratch.write("# Mine\n", to: "docs/release-workflow.md")
    let error = #expect(throws: RefusalList.self) { try folder.write(files) }
    #expect(error?.refusals.map(\.code) == [.usage, .usage])
    #expect(try text(Self.release) == "name: mine\n")
    #expect(try states().filter { $0 == .missing }.count == files.files.count - 2)
  }

  @Test(
    "a file that is given up by its path or name is overwritten, and no other", arguments: [release, "release.yml"])
  func replaced(name: String) throws {
    try scratch.write("name: mine\n", to: Self.release)
    try scratch.write("name: mine\n", to: ".github/workflows/main.yml")
    #expect(throws: RefusalList.self) { try folder.write(files, replacing: [name]) }
    #expect(try text(Self.release) == "name: mine\n")
    _ = try folder.write(files, replacing: [name, "main.yml"])
    #expect(try states().allSatisfy { $0 == .same })
  }

  @Test("a name that nothing is written to is refused")
  func unknownReplacement() throws {
    let error = #expect(throws: RefusalList.self) { try folder.write(files, replacing: ["relese.yml"]) }
    #expect(error?.refusals.first?.what.contains("relese.yml") == true)
  }

  @Test("what the configuration has no use for any more is removed, unless somebody has changed it")
  func superfluous() throws {
    _ = try folder.write(WorkflowFiles(Sample.twoOfEach.input()))
    let helm = ".github/workflows/helm_tests.yml"
    #expect(try state(helm) == .superfluous)
    let written = try text(helm)
    try scratch.write(written + "# mine\n", to: helm)
    let standings = try folder.write(files)
    #expect(standings.first { $0.path == helm }?.state == .abandoned)
    #expect(try state(helm) == .abandoned)
    try scratch.write(written, to: helm)
    _ = try folder.write(files)
    #expect(try state(helm) == nil)
    try scratch.write("name: mine\n", to: helm)
    #expect(try state(helm) == nil)
  }

  @Test("a guide that had another place, the usual one or one that was named, is found by its mark and removed")
  func movedGuide() throws {
    func files(_ guide: String?, _ documents: [String] = []) throws -> WorkflowFiles {
      var input = try Sample.oneImage.input()
      if let guide { input.settings.guide = guide }
      return try WorkflowFiles(input, documents: documents)
    }
    let (usual, named, new) = ("docs/release-workflow.md", "handbook/releasing.md", "guide.md")
    _ = try folder.write(files(nil))
    _ = try folder.write(files(named))
    // Whoever has not removed it: it is not there any more, and the other one is as it would be written.
    #expect(try state(usual, files(named)) == nil && state(named, files(named)) == .same)
    try scratch.write("# Mine\n", to: "docs/mine.md")
    let link = "\(scratch.path)/docs/link.md"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "\(scratch.path)/\(named)")
    let wanted = try files(new, [named, "docs/mine.md", "docs/link.md", "docs/gone.md", new])
    let superfluous = try folder.compare(wanted).filter { $0.state == .superfluous }.map(\.path)
    #expect(superfluous == [named])
    _ = try folder.write(wanted)
    #expect(try folder.compare(wanted).allSatisfy { $0.state == .same })
    #expect(throws: (any Error).self) { try text(named) }
    #expect(try text("docs/mine.md") == "# Mine\n")
  }

  @Test("links are not followed, neither as a file nor as a folder", arguments: [release, ".github/workflows", "docs"])
  func links(path: String) throws {
    let elsewhere = try ScratchDirectory("elsewhere")
    try elsewhere.write("secret", to: "release.yml")
    let link = URL(filePath: "\(scratch.path)/\(path)")
    try FileManager.default.createDirectory(at: link.deletingLastPathComponent(), withIntermediateDirectories: true)
    let target = path.hasSuffix(".yml") ? "\(elsewhere.path)/release.yml" : elsewhere.path
    try FileManager.default.createSymbolicLink(atPath: "\(scratch.path)/\(path)", withDestinationPath: target)
    #expect(throws: Refusal.self) { try folder.write(files) }
    #expect(throws: Refusal.self) { try folder.compare(files) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: elsewhere.path) == ["release.yml"])
  }
}
