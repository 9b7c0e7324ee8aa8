public import Refusals

extension Configuration {
  /// What is allowed but hardly meant: parts that no release would hold, and rules that never count.
  public func notes() -> [Note] {
    var notes: [Note] = []
    if images.isEmpty, charts.isEmpty {
      notes.append(
        Note("nothing-to-publish", "\(fileName) names no image and no chart: a release would be a tag alone."))
    }
    if !components.isEmpty {
      for image in images where !components.contains(where: { $0.images.contains(image.name) }) {
        notes.append(unclaimed("image", image.name, at: ["images", image.name]))
      }
      for chart in charts where !components.contains(where: { $0.charts.contains(chart.name) }) {
        notes.append(unclaimed("chart", chart.name, at: ["charts", chart.name]))
      }
    }
    if approve.minimum > 1, approve.by == .prompt || approve.by == .none {
      notes.append(
        Note(
          "approve-minimum-unused",
          "\(place(of: ["approve", "minimum"])): approve.minimum counts for signature and environment only."))
    }
    return notes
  }

  private func unclaimed(_ noun: String, _ name: String, at keys: [String]) -> Note {
    Note(
      "\(noun)-without-component",
      "\(place(of: keys)): the \(noun) \(name) is in no component, so it is never released.")
  }
}
