/// How a job takes over what earlier jobs of a release have built.
struct TakeOver {
  let input: WorkflowInput
  /// The id of another run that built it; nil for the job's own run.
  var run: String?
  /// When there is something to take over; nil for always.
  var condition: String?

  /// Fetches what was built, and the assets, each into a folder that the tool takes: outside of the sources, which may
  /// have files and folders of any name.
  var steps: [YAML] {
    let handOver = Step.download(
      "hand-over-*", path: "${{ runner.temp }}/input", if: condition, name: "Take over what was built", run: run)
    guard !input.settings.assets.isEmpty else { return [handOver] }
    return [
      handOver,
      Step.download(
        "release-asset-*", path: "${{ runner.temp }}/assets", if: condition, name: "Take over the assets", run: run),
      Step.run(
        "Lay out the assets", if: condition,
        env: [
          ("WORKFLOWS", .text(input.settings.assets.joined(separator: ", "))),
          ("KIND", run == nil ? "error" : "notice"),
        ], Self.layOut),
    ]
  }

  /// Sets `inputs` to the options that name the folders.
  var inputs: String { input.settings.assets.isEmpty ? Self.built : Self.built + Self.joined }

  /// Two files of one name come into two folders, so that the tool sees both and refuses them where they differ.
  private static let layOut = #"""
    cd "$RUNNER_TEMP"
    mkdir -p assets
    while IFS= read -r -d '' file; do
      name=${file##*/}
      number=1
      while [ -e "joined/$number/assets/$name" ]; do number=$((number + 1)); done
      if [ "$number" != 1 ]; then echo "$file bears a name that another file has too."; fi
      mkdir -p "joined/$number/assets"
      cp "$file" "joined/$number/assets/$name"
    done < <(find assets -type f -print0 | sort -z)
    if [ ! -d joined ]; then
      echo "::$KIND title=No assets::$WORKFLOWS kept no artifact whose name begins with release-asset-."
      # Where a release is finished or taken back, the tool knows whether they are needed.
      if [ "$KIND" = error ]; then exit 1; fi
    fi
    """#

  private static let built = #"""
    inputs=()
    mkdir -p "$RUNNER_TEMP/input"
    while IFS= read -r file; do inputs+=(--input "$(dirname "$file")"); done \
      < <(find "$RUNNER_TEMP/input" -name hand-over.json | sort)

    """#

  private static let joined = #"""
    for folder in "$RUNNER_TEMP"/joined/*/; do
      if [ -d "$folder" ]; then inputs+=(--input "${folder%/}"); fi
    done

    """#
}
