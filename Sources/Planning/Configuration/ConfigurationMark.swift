/// Where a setting was written.
public enum ConfigurationMark: Hashable, Sendable {
  /// A place in the configuration's text, both counted from 1, columns in Unicode scalars.
  case file(line: Int, column: Int)
  /// An environment variable, by its name.
  case environment(String)
  /// A flag of the command line, such as `--remote`.
  case flag(String)

  /// The place as messages begin with it, such as `.brokkr-release.yml:12:5`.
  public func place(in file: String) -> String {
    switch self {
    case .file(let line, let column): "\(file):\(line):\(column)"
    case .environment(let name): name
    case .flag(let name): name
    }
  }

  /// The place as `config --origin` shows it, without the column.
  public func origin(in file: String) -> String {
    switch self {
    case .file(let line, _): "\(file):\(line)"
    case .environment(let name): "environment \(name)"
    case .flag(let name): "flag \(name)"
    }
  }
}
