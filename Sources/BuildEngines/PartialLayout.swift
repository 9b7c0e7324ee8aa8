import FoundationEssentials
import Refusals

/// An OCI layout that takes its name only when it is whole.
struct PartialLayout {
  /// The folder that will hold it.
  let parent: String
  /// The name of the folder that the engine writes, in `parent`; without a character that an engine would read.
  let name: String
  private let layout: String

  init(at layout: String, for cell: BuildCell) throws {
    var layout = layout
    while layout.count > 1, layout.hasSuffix("/") { layout.removeLast() }
    let slash = layout.lastIndex(of: "/")
    parent = slash.map { $0 == layout.startIndex ? "/" : String(layout[..<$0]) } ?? "."
    name = ".building-\(UInt64.random(in: .min ... .max))"
    self.layout = layout
    let files = FileManager.default
    let present = (try? files.contentsOfDirectory(atPath: layout)) ?? []
    guard present.isEmpty || present.contains("oci-layout") else {
      throw Refusal(
        .usage, what: "\(cell.title) was not built.", why: "\(layout) holds other files",
        remedy: "Name a folder that is empty or does not exist.")
    }
    do {
      try files.createDirectory(atPath: parent, withIntermediateDirectories: true)
    } catch {
      throw Refusal(.failed, what: "\(cell.title) was not built.", why: "\(parent) could not be created")
    }
  }

  /// The folder that the engine writes.
  var path: String { "\(parent)/\(name)" }

  /// Gives the layout its name, once it holds one image, and that which the engine told where it tells one.
  func finish(_ cell: BuildCell, told: String? = nil) throws {
    let found = try digest(cell)
    if let told, told != found {
      throw Refusal(
        .buildFailed, what: "\(cell.title) was not built.",
        why: "The engine told \(told), and the layout holds \(found)")
    }
    do {
      if FileManager.default.fileExists(atPath: layout) { try FileManager.default.removeItem(atPath: layout) }
      try FileManager.default.moveItem(atPath: path, toPath: layout)
    } catch {
      throw Refusal(.failed, what: "\(cell.title) was built, but not kept.", why: "\(layout) could not be written")
    }
  }

  func discard() { try? FileManager.default.removeItem(atPath: path) }

  private func digest(_ cell: BuildCell) throws -> String {
    struct Index: Decodable {
      struct Manifest: Decodable { var digest: String }
      var manifests: [Manifest]
    }
    guard let bytes = try? Data(contentsOf: URL(filePath: "\(path)/index.json")),
      let index = try? JSONDecoder().decode(Index.self, from: bytes), index.manifests.count == 1
    else {
      throw Refusal(
        .buildFailed, what: "\(cell.title) was not built.", why: "The engine ended well, but left no image behind")
    }
    return index.manifests[0].digest
  }
}
