import FoundationEssentials
import Refusals
import Testing

@testable import Planning

@Suite struct ConfigurationFindingTests {
  private func find(_ files: [String: String]) throws -> (file: String, text: [UInt8])? {
    try Configuration.find { files[$0].map { Array($0.utf8) } }
  }

  @Test("a configuration has one of three names", arguments: Configuration.fileNames)
  func names(name: String) throws {
    let found = try find([name: "stamp: tag"])
    #expect(found?.file == name)
    #expect(found?.text == Array("stamp: tag".utf8))
  }

  @Test("no configuration is none")
  func none() throws {
    let found = try find(["README.md": ""])
    #expect(found == nil)
  }

  @Test("two configurations are an error that names both")
  func two() throws {
    let error = #expect(throws: RefusalList.self) {
      try find(["brokkr-release.yml": "", ".config/brokkr-release.yml": ""])
    }
    #expect(error?.refusals.first?.why.hasSuffix("brokkr-release.yml and .config/brokkr-release.yml") == true)
  }

  @Test("a file with the other ending is not passed over in silence")
  func twin() throws {
    let error = #expect(throws: RefusalList.self) { try find([".brokkr-release.yaml": ""]) }
    #expect(error?.refusals.first?.remedy == "Rename it to .brokkr-release.yml.")
  }

  @Test("a folder in place of the file is an error")
  func folder() throws {
    try withTemporaryFolder { root in
      #expect(try Configuration.find(in: root) == nil)
      try FileManager.default.createDirectory(atPath: "\(root)/.brokkr-release.yml", withIntermediateDirectories: true)
      #expect(throws: RefusalList.self) { try Configuration.find(in: root) }
    }
  }

  @Test("the file of a folder is read")
  func fromDisk() throws {
    try withTemporaryFolder { root in
      try write("stamp: tag", to: "\(root)/.config/brokkr-release.yml")
      #expect(try Configuration.find(in: root)?.file == ".config/brokkr-release.yml")
    }
  }
}

/// Runs something in a folder of its own.
func withTemporaryFolder(_ body: (String) throws -> Void) throws {
  let root = FileManager.default.temporaryDirectory.appending(path: "configuration-\(UUID().uuidString)").path
  try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: root) }
  try body(root)
}

/// Writes a file, and the folders above it.
func write(_ text: String, to path: String) throws {
  let url = URL(filePath: path)
  try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
  try Data(text.utf8).write(to: url)
}
