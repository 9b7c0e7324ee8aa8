/// One chart that another one names as a part of it.
public struct ChartDependency: Hashable, Sendable {
  /// The chart's name.
  public var name: String
  /// A version or a range of versions; in Chart.lock the version that was chosen.
  public var version: String
  /// Where it comes from: an address, `oci://…`, `file://…`, `@alias`, or empty for a chart that lies in charts/ only.
  public var repository: String
  /// The name that its values go by, where it is another one.
  public var alias: String?

  private var members: [CompactJSON.Member]

  /// Takes over an entry of `dependencies`.
  init(_ entry: CompactJSON) {
    name = entry["name"]?.text ?? ""
    version = entry["version"]?.text ?? ""
    repository = entry["repository"]?.text ?? ""
    alias = entry["alias"]?.text
    members = entry.members
  }

  /// The folder that a `file://` repository names, seen from the chart's folder; nil for any other repository.
  var localFolder: String? { repository.hasPrefix("file://") ? String(repository.dropFirst(7)) : nil }

  /// It can be a part of a file's name.
  var hasSafeName: Bool { !name.isEmpty && !name.hasPrefix(".") && !name.contains { "/\\\0".contains($0) } }

  /// The entry as Helm writes it to compute the digest of Chart.lock: fields in this order, empty ones left out.
  var digestForm: CompactJSON {
    let entry = CompactJSON.object(members)
    var fields: [CompactJSON.Member] = []
    for field in ["name", "version", "repository", "condition", "tags", "enabled", "import-values", "alias"] {
      let always = field == "name" || field == "repository"
      switch entry[field] {
      case nil, .null, .string(""), .bool(false), .array([]):
        if always { fields.append(CompactJSON.Member(name: field, value: .string(""))) }
      case let value?: fields.append(CompactJSON.Member(name: field, value: value))
      }
    }
    return .object(fields)
  }
}
