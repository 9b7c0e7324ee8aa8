/// The scripts of builds.
enum BuildScripts {
  /// What a step needs to reach the cache of GitHub Actions, which only actions are given.
  static let cacheScript = """
    for (const name of ["ACTIONS_RUNTIME_TOKEN", "ACTIONS_RESULTS_URL", "ACTIONS_CACHE_URL", "ACTIONS_CACHE_SERVICE_V2"]) {
      if (process.env[name]) core.exportVariable(name, process.env[name]);
    }
    """

  /// Builds one cell of `VERSION`; only a failed build is tried again.
  static let build = attempts(
    setUp: #"""
      arguments=(--output "$RUNNER_TEMP/hand-over")
      if [ -n "$IMAGE" ]; then arguments+=(--image "$IMAGE" --platform "$PLATFORM"); fi
      """#, command: #"brokkr-release build "$VERSION" "${arguments[@]}""#, noun: "Build")

  /// Verifies what the cells have built and puts it under `TAG`; every platform of every image has to be there.
  static let push = attempts(setUp: takenOver, command: pushing, noun: "Push")

  /// The same for those images alone that were built in this run.
  static let pushSome = attempts(setUp: takenOver + "\n" + some, command: pushing, noun: "Push")

  /// Sets `inputs` to the options that name the folders below `built`.
  static let takenOver = #"""
    inputs=()
    while IFS= read -r file; do inputs+=(--input "$(dirname "$file")"); done \
      < <(find built -name hand-over.json | sort)
    """#

  /// Adds the options that name the images below `built`.
  static let some = #"""
    while IFS= read -r name; do inputs+=(--image "$name"); done \
      < <(find built -path '*/images/*/*/index.json' | sed 's,.*/images/\([^/]*\)/.*,\1,' | sort -u)
    """#

  private static let pushing = #"brokkr-release push --as "$TAG" "${inputs[@]}""#

  /// A command that is tried three times where it fails with 1, which a second attempt may mend; it ends in failure.
  private static func attempts(setUp: String, command: String, noun: String) -> String {
    """
    \(setUp)
    for attempt in 1 2 3; do
      status=0
      \(command) || status=$?
      if [ "$status" = 0 ]; then exit 0; fi
      if [ "$status" != 1 ]; then exit "$status"; fi
      echo "::warning title=\(noun)::Attempt $attempt of 3 failed."
      sleep $((attempt * 15))
    done
    echo "::error title=\(noun)::It failed in three attempts."
    exit 1
    """
  }
}
