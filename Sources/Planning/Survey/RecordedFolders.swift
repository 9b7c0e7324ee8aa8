import Git
import Publishing
import Refusals
public import ReleaseEngine

extension Workspace {
  /// Throws where a record names an image layout outside of this repository that no configuration here names: a record may
  /// be somebody else's, and says where on this machine something is written.
  public func refuseOtherFolders(of record: Record) throws {
    let own = Set(layoutFolders)
    let home = Self.plain(root)
    let slots = Set(record.claims.map(\.name) + record.changes.map(\.name)).filter { $0.kind == RegistryTag.kind }
    for slot in slots.sorted() {
      guard let folder = folder(of: try RegistryTag(address: slot.address).repository) else { continue }
      guard folder != home, !folder.hasPrefix("\(home)/"), !own.contains(folder) else { continue }
      throw Refusal(
        .configuration,
        what: "\(record.tag) was not touched: its record names \(folder), which lies outside of this repository.",
        why: "No configuration here names that folder",
        remedy: "See who recorded it: `git log \(configuration.ledger) -- releases/\(record.tag)`. Where it is yours, "
          + "give the configuration that names it by --config.")
    }
  }

  /// What is not committed, without the image layouts that releases go to: they are no sources, and a release would stand
  /// in the way of the next one.
  func uncleanPaths() async throws -> [String] {
    let (folders, unclean) = (layoutFolders, try await repository.uncleanPaths())
    return unclean.filter { entry in
      guard entry.hasPrefix("?? "), let tree = repository.workTree else { return true }
      let path = Self.plain("\(tree)/\(entry.dropFirst(3))")
      return !folders.contains { $0 == path || $0.hasPrefix("\(path)/") || path.hasPrefix("\($0)/") }
    }
  }

  /// The folders of the image layouts that the configuration names, absolute.
  private var layoutFolders: [String] {
    ComponentScope.all(of: configuration).flatMap(\.repositories).compactMap(folder)
  }

  /// The folder of an image layout, absolute; nil for a registry.
  private func folder(of address: RepositoryAddress) -> String? {
    guard case .layout(let path) = address else { return nil }
    return Self.plain(path.hasPrefix("/") ? path : "\(root)/\(path)")
  }

  /// An absolute path without `.` and `..`.
  private static func plain(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }
}
