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
  static let push = attempts(setUp: target + takenOver, command: pushing, noun: "Push")

  /// The same for those images alone that were built in this run.
  static let pushSome = attempts(setUp: target + takenOver + "\n" + some, command: pushing, noun: "Push")

  /// Makes `TAG` one that a registry takes, and ends well where the pull request `NUMBER` is closed.
  ///
  /// A run that is repeated later would bring back what the clean-up has deleted. The token is in no argument.
  private static let target = #"""
    TAG=${TAG//\//-}
    if [ -n "$NUMBER" ]; then
      state=$(printf 'Authorization: Bearer %s\n' "$GITHUB_TOKEN" \
        | curl --fail --silent --show-error --retry 3 --header @- --header 'Accept: application/vnd.github+json' \
          "$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/pulls/$NUMBER" | jq --raw-output .state)
      case $state in
        open) ;;
        closed) echo "::notice title=Not pushed::Pull request $NUMBER is closed."; exit 0 ;;
        *) echo "::error title=Not pushed::GitHub does not say whether pull request $NUMBER is open."; exit 1 ;;
      esac
    fi

    """#

  /// Sets `inputs` to the options that name the folders below `built`.
  static let takenOver = #"""
    inputs=()
    mkdir -p "$RUNNER_TEMP/built"
    while IFS= read -r file; do inputs+=(--input "$(dirname "$file")"); done \
      < <(find "$RUNNER_TEMP/built" -name hand-over.json | sort)
    """#

  /// Adds the options that name the images below `built`.
  private static let some = #"""
    while IFS= read -r name; do inputs+=(--image "$name"); done \
      < <(find "$RUNNER_TEMP/built" -path '*/images/*/*/index.json' | sed 's,.*/images/\([^/]*\)/.*,\1,' | sort -u)
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
