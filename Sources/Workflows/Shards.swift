/// Cuts the cells of a matrix into jobs: one matrix makes at most 256.
public enum Shards {
  /// How many jobs one matrix can make.
  public static let limit = 256

  /// The cells in as few groups as there can be, of nearly the same size.
  public static func of<Cell>(_ cells: [Cell]) -> [[Cell]] {
    let count = self.count(cells.count)
    return (0..<count).map { shard in
      Array(cells[(cells.count * shard / count)..<(cells.count * (shard + 1) / count)])
    }
  }

  /// How many groups so many cells need.
  public static func count(_ cells: Int) -> Int { (cells + limit - 1) / limit }

  /// The name of a job that is one of several: a number only where there are several.
  static func id(_ name: String, _ shard: Int, of count: Int) -> String { count > 1 ? "\(name)-\(shard + 1)" : name }

  /// A matrix of entries that are known beforehand.
  static func matrix(_ rows: [YAML]) -> YAML { strategy(.list(rows)) }

  /// A matrix that an earlier job has made.
  static func matrix(of job: String, _ output: String) -> YAML {
    strategy("${{ fromJSON(needs.\(job).outputs.\(output)) }}")
  }

  private static func strategy(_ include: YAML) -> YAML {
    ["fail-fast": false, "matrix": ["include": include]]
  }
}
