/// How jobs come by `brokkr-release`.
struct ToolSteps {
  let input: WorkflowInput

  /// The file of the reusable workflow that builds the tool.
  static let workflow = "brokkr-release.yml"
  /// The job that calls it.
  static let job = "tool"

  /// The workflows build the tool themselves.
  var isBuilt: Bool { if case .source = input.settings.tool { true } else { false } }

  /// The workflows build the tool from the repository's own sources.
  var isOwn: Bool { if case .source(nil, _) = input.settings.tool { true } else { false } }

  /// The job that the others need before they have the tool; nil where it is downloaded.
  var builder: Job? { builder() }

  /// The same for a workflow with a job that may write: the tool that it runs is not that of a pull request.
  var trustedBuilder: Job? { builder(isOwn ? [("ref", "${{ github.event.pull_request.base.sha || '' }}")] : []) }

  private func builder(_ inputs: [(String, YAML)] = []) -> Job? {
    guard isBuilt else { return nil }
    return Job(
      id: Self.job, name: "Tool", permissions: [.read("contents", "reading the sources of the tool")],
      calls: Self.workflow, inputs: inputs)
  }

  /// What a job that uses the tool needs.
  var needs: [String] { isBuilt ? [Self.job] : [] }

  /// The steps that put the tool on PATH.
  var steps: [YAML] { steps(if: nil) }

  /// The steps that put the tool on PATH where a condition holds.
  func steps(if condition: String?) -> [YAML] {
    switch input.settings.tool {
    case .variables:
      [
        Step.run(
          "Get brokkr-release", if: condition,
          env: [
            ("ADDRESS", "${{ vars.BROKKR_RELEASE_URL }}"),
            ("SHA256_X64", "${{ vars.BROKKR_RELEASE_SHA256_X64 }}"),
            ("SHA256_ARM64", "${{ vars.BROKKR_RELEASE_SHA256_ARM64 }}"),
          ], Self.ask + Self.fetch)
      ]
    case .release(let repository, let tag, let checksums):
      [
        Step.run(
          "Get brokkr-release", if: condition,
          env: [
            (
              "ADDRESS",
              .text("https://github.com/\(repository)/releases/download/\(tag)/brokkr-release-linux-{architecture}")
            ),
            ("SHA256_X64", .text(checksums["linux/amd64"] ?? "")),
            ("SHA256_ARM64", .text(checksums["linux/arm64"] ?? "")),
          ], Self.fetch)
      ]
    case .source:
      [
        Step.uses(
          .downloadArtifact, name: "Get brokkr-release", if: condition,
          with: [("name", "brokkr-release-${{ runner.arch }}"), ("path", "${{ runner.temp }}/brokkr-release")]),
        Step.run("Install brokkr-release", if: condition, Self.install),
      ]
    }
  }

  private static let ask = """
    if [ -z "$ADDRESS" ]; then
      echo "::error title=No brokkr-release::Set workflows.tool in the configuration, or the variables of the guide."
      exit 1
    fi

    """

  private static let fetch = """
    case "$(uname -m)" in
      x86_64) architecture=amd64 checksum=$SHA256_X64 ;;
      aarch64) architecture=arm64 checksum=$SHA256_ARM64 ;;
      *) echo "::error title=No brokkr-release::There is none for $(uname -m)."; exit 1 ;;
    esac
    folder="$RUNNER_TEMP/brokkr-release"
    mkdir -p "$folder"
    curl --fail --silent --show-error --location --proto '=https' --retry 3 \\
      --output "$folder/brokkr-release" "${ADDRESS//'{architecture}'/$architecture}"
    echo "$checksum  $folder/brokkr-release" | sha256sum --check --strict --quiet

    """ + install

  private static let install = """
    if ! ldconfig -p | grep -q 'libgit2\\.so'; then
      sudo apt-get update -qq
      sudo apt-get install -qq --yes --no-install-recommends libgit2-dev
    fi
    chmod 0755 "$RUNNER_TEMP/brokkr-release/brokkr-release"
    echo "$RUNNER_TEMP/brokkr-release" >> "$GITHUB_PATH"
    "$RUNNER_TEMP/brokkr-release/brokkr-release" --version
    """
}
