import ExternalTools
import Refusals

extension Export {
  /// Fills submodules from the clones that this repository has of them.
  func fillSubmodules(_ files: [TreeFile]) async throws {
    let links = files.filter { $0.mode == FileMode.submodule }
    guard !links.isEmpty else { return }
    let names = try await submoduleNames()
    for link in links {
      guard let clone = clone(of: link, named: names[link.path]) else {
        throw Refusal(
          .missingPath, what: "The candidate was not exported: the submodule \(prefix)\(link.path) is not here.",
          why: "Its commit is \(link.id.short)",
          remedy: "Run `git submodule update --init --recursive`")
      }
      let inner = Export(
        repository: clone, tree: link.id, directory: "\(directory)/\(link.path)", prefix: "\(prefix)\(link.path)/")
      try await inner.write()
    }
  }

  /// The names of submodules by path, as the tree's own `.gitmodules` has them.
  private func submoduleNames() async throws -> [String: String] {
    guard let text = try repository.file(".gitmodules", in: tree) else { return [:] }
    let listed = try await repository.git(
      ["config", "-z", "--file", "-", "--get-regexp", #"^submodule\..*\.path$"#], in: directory, input: text)
    return String(decoding: listed.output, as: UTF8.self).split(separator: "\0").reduce(into: [:]) { names, entry in
      let parts = entry.split(separator: "\n", maxSplits: 1)
      guard parts.count == 2 else { return }
      let name = parts[0].dropFirst("submodule.".count).dropLast(".path".count)
      // A name is used as a folder of the git directory, and a hostile one would lead out of it.
      guard !name.split(separator: "/").contains(".."), !name.hasPrefix("/") else { return }
      names[String(parts[1])] = String(name)
    }
  }

  private func clone(of link: TreeFile, named name: String?) -> Repository? {
    for folder in [repository.gitDirectory, repository.commonDirectory] {
      // Its working tree may be gone.
      let kept = try? Repository(withoutWorkTree: "\(folder)/modules/\(name ?? link.path)")
      if let kept, isUsable(kept, for: link) { return kept }
    }
    guard let workTree = repository.workTree, let inside = try? Repository(at: "\(workTree)/\(link.path)") else {
      return nil
    }
    return isUsable(inside, for: link) ? inside : nil
  }

  /// An empty folder finds the repository around it.
  private func isUsable(_ found: Repository, for link: TreeFile) -> Bool {
    found.commonDirectory != repository.commonDirectory && found.contains(link.id)
  }
}
