import Refusals

/// Text of a configuration that cannot stand in a workflow: Actions would take it for an expression, or tear it apart.
enum InertText {
  static func problems(of input: WorkflowInput) -> [Refusal] {
    texts(of: input).compactMap { name, text in
      let why: String
      if text.contains("${{") {
        why = "GitHub Actions would evaluate `${{` wherever it stands"
      } else if text.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }) {
        why = "It holds a line break or another control character"
      } else {
        return nil
      }
      return Refusal(
        .configuration, what: "No workflow was written: \(name) cannot stand in one.", why: why,
        remedy: "Change it in \(input.configurationFile).")
    }
  }

  /// Every text that is not checked already when a configuration is read, with the words that name it.
  private static func texts(of input: WorkflowInput) -> [(String, String)] {
    var texts: [(String, String)] = []
    for image in input.images {
      texts += [("images.\(image.name).context", image.context), ("images.\(image.name).dockerfile", image.dockerfile)]
    }
    for chart in input.charts {
      texts.append(("charts.\(chart.name).path", chart.path))
      texts += chart.stampedKeys.map { ("charts.\(chart.name).stamp", $0) }
      for cell in chart.cells {
        texts += ([cell.name] + cell.values + cell.sets).map { ("a case of charts.\(chart.name)", $0) }
      }
    }
    for component in input.components { texts.append(("a tag", component.tagPrefix + component.tagSuffix)) }
    texts.append(("approve.environment", input.environment))
    texts += input.settings.branches.map { ("workflows.branches", $0) }
    texts += input.releasedBranches.map { ("branches", $0) }
    for case .native(let label) in input.settings.runners.values { texts.append(("workflows.runners", label)) }
    return texts
  }
}
