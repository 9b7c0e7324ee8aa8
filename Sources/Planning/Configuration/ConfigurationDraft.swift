import Publishing
import Refusals

/// A first configuration of a repository, with remarks for the person who goes on with it.
public struct ConfigurationDraft: Sendable {
  /// The text, with a line break at its end.
  public let text: String

  /// Writes down what was detected; it reads back as the same.
  ///
  /// - Throws: never but where this program contradicts itself.
  public init(_ detected: Configuration) throws {
    var parts = [Self.head]
    parts.append(detected.images.isEmpty ? Self.noImages : Self.images(detected))
    parts.append(detected.charts.isEmpty ? Self.noCharts : Self.charts(detected))
    parts.append(Self.rest)
    text = parts.joined(separator: "\n")
    let read = try Configuration.load(text: Array(text.utf8), file: Configuration.fileNames[0])
    guard read.tree == detected.tree else {
      throw Refusal(.failed, what: "No configuration was made: it would not say what was detected.")
    }
  }

  private static let head = """
    # What brokkr-release releases, and to where. What is left out has its default; the handbook has every key, and
    # `brokkr-release schema` prints them for editors. `brokkr-release check` says what is wrong with this file.

    """

  private static func images(_ detected: Configuration) -> String {
    var text = "# Container images: one build for each platform, merged into one index.\nimages:\n"
    for image in detected.images {
      text += entry(image.name, [("repository", image.repository.text), ("dockerfile", image.dockerfile)])
      text += """
            # context: .
            # platforms: [linux/amd64, linux/arm64]
            # build-args: {}   # VERSION, REVISION and SOURCE_DATE_EPOCH are always passed
            # tags: ["{version}", "{major}.{minor}", "{major}", latest]

        """
    }
    return text
  }

  private static func charts(_ detected: Configuration) -> String {
    var text = "# Helm charts, by the names in their Chart.yaml; the name is appended to the repository.\ncharts:\n"
    for chart in detected.charts {
      let isRegistry = if case .registry = chart.repository { true } else { false }
      text += entry(
        chart.name,
        [("path", chart.path), ("repository", isRegistry ? "oci://\(chart.repository.text)" : chart.repository.text)])
      text +=
        chart.values.isEmpty
        ? "    # values: [values/production.yaml]   # each is linted and rendered\n"
        : "    values: \(ConfigurationTree.texts(chart.values).inline)   # each is linted and rendered\n"
      text += "    # stamp: [{ file: values.yaml, key: image.tag }]   # further scalars that say the version\n"
    }
    return text
  }

  private static func entry(_ name: String, _ values: [(String, String)]) -> String {
    let lines = values.map { "    \($0): \(ConfigurationTree.text($1).inline)\n" }
    return "  \(ConfigurationTree.text(name).inline):\n" + lines.joined()
  }

  private static let noImages = """
    # No Dockerfile was found. An image is written as:
    # images:
    #   app:
    #     repository: ghcr.io/OWNER/NAME
    #     dockerfile: Dockerfile

    """

  private static let noCharts = """
    # No chart was found in charts/. One is written as:
    # charts:
    #   app:
    #     path: charts/app
    #     repository: oci://ghcr.io/OWNER/charts

    """

  private static let rest = """
    # How a version becomes a tag, and which tags count.
    # tag: "v{version}"

    # commit: a commit on the branch carries the version; tag: only the tag reaches that commit; none: only what is
    # packaged; check: the files have to say it already.
    # stamp: commit

    # Which branches are released from; a maintained one stays on its line.
    # branches:
    #   main: { series: trunk }
    #   release/*: { series: maintenance }

    # Commands that must succeed before anything is built.
    # test:
    #   commands: [make test]

    # Who must agree before anything is published: none, prompt, signature or environment.
    # approve:
    #   by: prompt

    """
}
