/// One run of lint and template over a chart.
public struct ChartTestCell: Sendable {
  /// The chart's name.
  public var chart: String
  /// What the results are shown under: `default`, a file of values, or `case` and a name.
  public var label: String
  /// Files of values, as the configuration names them.
  public var values: [String]
  /// Single values by Helm's key.
  public var sets: [(String, String)]

  /// The runs of a chart: with its own values, with each file of values, and each case.
  ///
  /// - Parameters:
  ///   - chart: the chart's name.
  ///   - values: files of values, each for a run of its own.
  ///   - cases: names of cases and what they set.
  /// - Returns: the runs, in this order.
  public static func cells(
    chart: String, values: [String], cases: [(String, [(String, String)])]
  ) -> [ChartTestCell] {
    [ChartTestCell(chart: chart, label: "default", values: [], sets: [])]
      + values.map { ChartTestCell(chart: chart, label: $0, values: [$0], sets: []) }
      + cases.map { ChartTestCell(chart: chart, label: "case \($0)", values: [], sets: $1) }
  }
}

extension ChartTestCell: Hashable {
  /// Whether two runs are the same.
  public static func == (one: Self, other: Self) -> Bool {
    one.chart == other.chart && one.label == other.label && one.values == other.values
      && one.sets.elementsEqual(other.sets, by: ==)
  }

  /// Feeds the parts that tell runs apart.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(chart)
    hasher.combine(label)
    hasher.combine(values)
    for (key, value) in sets {
      hasher.combine(key)
      hasher.combine(value)
    }
  }
}
