import SemanticVersioning

extension ChartMetadata {
  /// What has to be put right before the chart can be released, each a sentence with its line; empty when nothing.
  public func problems() -> [String] {
    var problems = faults
    switch apiVersion {
    case "v1", "v2": break
    case "": problems.append("there is no apiVersion; write `apiVersion: v2`")
    default: problems.append(at("apiVersion", "apiVersion `\(apiVersion)` is neither v1 nor v2"))
    }
    if name.isEmpty {
      problems.append("there is no name")
    } else if !Self.isName(name) {
      problems.append(
        at("name", "name `\(name)` has more than small letters, digits, hyphens and periods, or more than 250 of them"))
    }
    if let problem = versionProblem { problems.append(problem) }
    if let type, type != "application", type != "library" {
      problems.append(at("type", "type `\(type)` is neither application nor library"))
    }
    return problems + dependencyProblems
  }

  private var versionProblem: String? {
    guard !version.isEmpty else { return "there is no version" }
    guard let parsed = try? SemanticVersion(parsing: version) else {
      return at("version", "version `\(version)` is no SemVer 2 version, such as 1.2.0")
    }
    guard parsed.buildMetadata.isEmpty else {
      return at("version", "version `\(version)` has build metadata, which no tag of a registry can hold")
    }
    return nil
  }

  private var dependencyProblems: [String] {
    guard !dependencies.isEmpty else { return [] }
    var problems: [String] = []
    if apiVersion == "v1" {
      problems.append(at("dependencies", "dependencies belong into requirements.yaml where apiVersion is v1"))
    }
    var seen: Set<String> = []
    for dependency in dependencies {
      guard dependency.hasSafeName else {
        problems.append(at("dependencies", "a dependency has no name, or one that no file can have"))
        continue
      }
      let name = dependency.alias ?? dependency.name
      if !seen.insert(name).inserted {
        problems.append(at("dependencies", "two dependencies go by the name \(name); give one an alias"))
      }
    }
    return problems
  }

  private func at(_ key: String, _ problem: String) -> String {
    lines[key].map { "line \($0): \(problem)" } ?? problem
  }

  /// Small letters, digits, and between them hyphens and periods: fit for a DNS label and for a repository of a registry.
  static func isName(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    func isInner(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) }
    guard (1...250).contains(bytes.count), let first = bytes.first, let last = bytes.last else { return false }
    guard isInner(first), isInner(last), !name.contains("..") else { return false }
    return bytes.allSatisfy { isInner($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
  }
}
