import FoundationEssentials

extension Configuration {
  /// The configuration of a repository that has none, from its Dockerfiles and charts.
  ///
  /// - Parameters:
  ///   - root: the root of the repository's files.
  ///   - remoteURL: the URL of the remote; one at GitHub tells the registry and the owner.
  ///   - variables: the environment's variables, also empty ones, of which `BROKKR_RELEASE_TAG` and its like count.
  ///   - flags: the values of flags by their keys.
  /// - Returns: the configuration, with what was found and every default.
  /// - Throws: a `RefusalList`.
  public static func detected(
    in root: String, remoteURL: String? = nil, variables: @escaping (String) -> String? = { _ in nil },
    flags: [String: String] = [:]
  ) throws -> Configuration {
    let detection = Detection(root: root, home: GitHubHome(remoteURL: remoteURL ?? ""))
    let tree = ConfigurationTree.mapping(of: [
      ("images", .mapping(of: detection.images)), ("charts", .mapping(of: detection.charts)),
    ])
    return try load(text: Array(tree.yaml().utf8), origin: .detected, variables: variables, flags: flags)
  }
}

/// What a repository's files and its remote say about its release.
private struct Detection {
  let root: String
  let home: GitHubHome?

  /// The name of the repository, in the letters of a registry.
  private var name: String {
    let folder = root.split(separator: "/").last.map(String.init) ?? ""
    return home?.name ?? registryName(folder)
  }

  /// Images of `docker/Dockerfile.NAME`, `Dockerfile.NAME` and `Dockerfile`; the first of a name counts.
  var images: [(String, ConfigurationTree?)] {
    var found: [(String, ConfigurationTree?)] = []
    for folder in ["docker", "."] {
      for file in names(in: folder) where file.hasPrefix("Dockerfile") && !file.hasSuffix(".dockerignore") {
        let rest = file.dropFirst("Dockerfile".count)
        guard rest.isEmpty ? folder == "." : rest.first == "." && rest.count > 1 else { continue }
        let name = rest.isEmpty ? self.name : registryName(String(rest.dropFirst()))
        guard !name.isEmpty, !found.contains(where: { $0.0 == name }) else { continue }
        let repository = home.map { rest.isEmpty ? "\($0.registry)/\($0.name)" : "\($0.registry)/\($0.name)-\(name)" }
        found.append(
          (
            name,
            .mapping(of: [
              ("repository", .text(repository ?? "oci-layout:.brokkr-release/layout/\(name)")),
              ("dockerfile", .text(RepositoryPath.joined(folder, file))),
            ])
          ))
      }
    }
    return found
  }

  /// Charts of `charts/*/Chart.yaml`, with the values files that lie in their `values` folder.
  var charts: [(String, ConfigurationTree?)] {
    names(in: "charts").compactMap { folder in
      let path = "charts/\(folder)"
      guard let bytes = content(of: "\(path)/Chart.yaml") else { return nil }
      let chart = try? ConfigurationDocument.root(of: bytes, file: "\(path)/Chart.yaml")
      let values = names(in: "\(path)/values").filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }
      return (
        chart?["name"]?.text ?? folder,
        .mapping(of: [
          ("path", .text(path)),
          (
            "repository",
            .text(home.map { "oci://\($0.registry)/charts" } ?? "oci-layout:.brokkr-release/layout/charts")
          ),
          ("values", .texts(values.map { "values/\($0)" })),
        ])
      )
    }
  }

  private func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(folder)")) ?? []).sorted()
  }

  private func content(of path: String) -> [UInt8]? {
    (try? Data(contentsOf: URL(filePath: "\(root)/\(path)"))).map { [UInt8]($0) }
  }
}

/// A repository at GitHub, in the letters of its registry.
private struct GitHubHome {
  let registry: String
  let name: String

  init?(remoteURL: String) {
    guard let at = ["github.com/", "github.com:"].compactMap({ remoteURL.firstRange(of: $0) }).first else { return nil }
    // Only the host itself, not one that ends like it: what stands before is a scheme, a user or nothing.
    guard remoteURL[..<at.lowerBound].last.map({ $0 == "/" || $0 == "@" }) ?? true else { return nil }
    let parts = remoteURL[at.upperBound...].split(separator: "/").map { registryName(String($0)) }
    guard parts.count == 2, !parts.contains("") else { return nil }
    registry = "ghcr.io/\(parts[0])"
    name = parts[1].hasSuffix(".git") ? String(parts[1].dropLast(".git".count)) : parts[1]
  }
}

/// A text in the letters of a registry's names, without separators at its ends or side by side.
private func registryName(_ text: String) -> String {
  text.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "_")) }
    .joined(separator: "-")
}
