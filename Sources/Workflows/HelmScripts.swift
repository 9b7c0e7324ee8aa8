/// The scripts of the chart tests.
enum HelmScripts {
  /// Reads `CHARTS`, lines of a name and a folder.
  static let versions = #"""
    failed=0
    wrong() { echo "::error file=$file::$1"; failed=1; }
    number='(0|[1-9][0-9]*)'
    identifier='(0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)'
    semver="^$number\.$number\.$number(-$identifier(\.$identifier)*)?$"
    while read -r name path; do
      file="$path/Chart.yaml"
      shown=$(helm show chart "$path")
      field() { sed -n "s/^$1: *//p" <<< "$shown" | tr -d "\"'"; }
      [ "$(field name)" = "$name" ] || wrong "The chart is named $(field name), not $name."
      [[ "$(field version)" =~ $semver ]] || wrong "The version $(field version) is no SemVer without build metadata."
      [ -n "$(field appVersion)" ] || wrong "There is no appVersion."
    done <<< "$CHARTS"
    exit "$failed"
    """#

  /// Fetches what Chart.lock pins, where it is not in the repository.
  static let dependencies = #"""
    listed=$(helm dependency list "$CHART_PATH" 2>/dev/null | awk -F '\t' 'NR > 1 && NF > 3')
    if ! grep -q 'missing' <<< "$listed"; then exit 0; fi
    number=0
    while read -r address; do
      number=$((number + 1))
      helm repo add "dependency-$number" "$address"
    done < <(awk -F '\t' '{ gsub(/^ +| +$/, "", $3) } $3 ~ /^https?:/ { print $3 }' <<< "$listed" | sort -u)
    for attempt in 1 2 3; do
      if helm dependency build "$CHART_PATH"; then exit 0; fi
      echo "::warning title=Dependencies::Attempt $attempt of 3 failed."
      sleep $((attempt * 10))
    done
    echo "::error title=Dependencies::They were not fetched in three attempts."
    exit 1
    """#

  /// Sets `arguments` from `VALUES` and `SETS`, a value each line.
  private static let arguments = #"""
    arguments=()
    while IFS= read -r file; do
      if [ -n "$file" ]; then arguments+=(--values "$file"); fi
    done <<< "$VALUES"
    while IFS= read -r value; do
      if [ -n "$value" ]; then arguments+=(--set "$value"); fi
    done <<< "$SETS"

    """#

  /// Lints and renders one case.
  static let render =
    arguments + #"""
      helm lint "$CHART_PATH" "${arguments[@]}"
      helm template "$CHART" "$CHART_PATH" "${arguments[@]}" > "$RUNNER_TEMP/rendered.yaml"
      """#

  /// Puts what the jobs before have built into a registry on loopback, under `TAG`; every platform is verified.
  static let registry = BuildScripts.takenOver + "\n" + registryOfInputs

  /// The same for those of `IMAGES` alone, lines of a name and a repository, that were built in this run; of none there
  /// is nothing to do.
  static let registryOfSome =
    BuildScripts.takenOver + #"""

      count=0
      while read -r name _; do
        if [ -z "$(find "$RUNNER_TEMP/built" -path "*/images/$name/*/index.json" -print -quit)" ]; then continue; fi
        inputs+=(--image "$name")
        count=$((count + 1))
      done <<< "$IMAGES"
      if [ "$count" = 0 ]; then
        echo "None of the chart's images was built in this run: it was tested without their tag."
        exit 0
      fi

      """# + registryOfInputs

  private static let registryOfInputs = #"""
    if ! command -v docker-registry > /dev/null; then
      sudo apt-get update -qq
      sudo apt-get install -qq --yes --no-install-recommends docker-registry
    fi
    address=127.0.0.1:${REGISTRY_PORT:-5000}
    printf '%s\n' 'version: 0.1' 'storage:' '  filesystem:' "    rootdirectory: $RUNNER_TEMP/registry" \
      'http:' "  addr: $address" > "$RUNNER_TEMP/registry.yml"
    docker-registry serve "$RUNNER_TEMP/registry.yml" > "$RUNNER_TEMP/registry.log" 2>&1 &
    curl --fail --silent --retry 30 --retry-connrefused --retry-delay 1 --output /dev/null "http://$address/v2/"
    brokkr-release push --as "$TAG" --registry "$address" "${inputs[@]}"
    """#

  /// Renders with `TAG` where a release would stamp its version, and asks for each of `IMAGES` that is named.
  ///
  /// Only what was built in this run has that tag: other images are not asked for, and a chart that has no others is
  /// not rendered again.
  static let images =
    arguments + #"""
      mkdir -p "$RUNNER_TEMP/built"
      ours=()
      while read -r name repository; do
        if [ -n "$(find "$RUNNER_TEMP/built" -path "*/images/$name/*/index.json" -print -quit)" ]; then ours+=("$repository"); fi
      done <<< "$IMAGES"
      if [ "${#ours[@]}" = 0 ]; then exit 0; fi
      while IFS= read -r key; do
        if [ -n "$key" ]; then arguments+=(--set-string "$key=$TAG"); fi
      done <<< "$STAMPED"
      helm package "$CHART_PATH" --app-version "$TAG" --destination "$RUNNER_TEMP/packed"
      helm template "$CHART" "$RUNNER_TEMP/packed/$CHART"-*.tgz "${arguments[@]}" > "$RUNNER_TEMP/tagged.yaml"
      failed=0
      named=$(sed -n 's/^ *\(- *\)\{0,1\}image: *//p' "$RUNNER_TEMP/tagged.yaml" | tr -d "\"' " | sort -u)
      for repository in "${ours[@]}"; do
        while IFS= read -r image; do
          case "$image" in
            "$repository:$TAG")
              path=${image#*/}
              curl --fail --silent --show-error --output /dev/null \
                --header 'Accept: application/vnd.oci.image.index.v1+json' \
                "http://127.0.0.1:${REGISTRY_PORT:-5000}/v2/${path%:*}/manifests/$TAG" || failed=1 ;;
            "$repository" | "$repository":* | "$repository"@*)
              echo "::error title=$CHART::It names $image and not the image that was built, $repository:$TAG."
              failed=1 ;;
          esac
        done <<< "$named"
      done
      exit "$failed"
      """#
}
