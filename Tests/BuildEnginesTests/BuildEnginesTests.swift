import FoundationEssentials
import Refusals
import Testing

@testable import BuildEngines

@Suite struct BuildEnginesTests {
  @Test("every engine of the folder is in the list, and no other")
  func listIsFolder() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/BuildEngines").path
    let engines = try FileManager.default.contentsOfDirectory(atPath: folder).filter { file in
      guard let bytes = FileManager.default.contents(atPath: "\(folder)/\(file)") else { return false }
      return String(decoding: bytes, as: UTF8.self).contains(": BuildEngine {")
    }
    #expect(Set(engines) == Set(BuildEngines.all.map { "\($0).swift" }))
    #expect(Set(BuildEngines.all.map { $0.name }).count == BuildEngines.all.count)
  }

  @Test("the configuration's words are `auto` and the engines' names")
  func words() {
    #expect(BuilderChoice.allCases.map(\.rawValue) == ["auto", "buildx", "buildah"])
    #expect(BuilderChoice(rawValue: "buildah") == .buildah)
    #expect(BuilderChoice(rawValue: "docker") == nil)
  }

  @Test("arguments that are always passed give way to the image's own")
  func arguments() {
    let arguments = BuildCell.arguments(
      [("B", "1"), ("VERSION", "own")], version: "1.2.0", revision: "abc", timestamp: 7)
    #expect(arguments.map { "\($0)=\($1)" } == ["REVISION=abc", "SOURCE_DATE_EPOCH=7", "B=1", "VERSION=own"])
  }
}
