/// The scripts of builds.
enum BuildScripts {
  /// What a step needs to reach the cache of GitHub Actions, which only actions are given.
  static let cacheScript = """
    for (const name of ["ACTIONS_RUNTIME_TOKEN", "ACTIONS_RESULTS_URL", "ACTIONS_CACHE_URL", "ACTIONS_CACHE_SERVICE_V2"]) {
      if (process.env[name]) core.exportVariable(name, process.env[name]);
    }
    """

  /// Builds `IMAGE` for `PLATFORM` into an OCI layout; what the build is given stands in variables.
  static let image = #"""
    layout="$RUNNER_TEMP/built/images/$IMAGE/${PLATFORM//\//-}"
    mkdir -p "$(dirname "$layout")"
    revision=$(git rev-parse HEAD)
    created=$(git log -1 --format=%ct)
    export SOURCE_DATE_EPOCH="$created"
    arguments=(--platform "$PLATFORM" --file "$DOCKERFILE" --provenance=false)
    arguments+=(--build-arg "VERSION=0.0.0-g${revision:0:12}" --build-arg "REVISION=$revision")
    arguments+=(--build-arg "SOURCE_DATE_EPOCH=$created")
    while IFS= read -r argument; do
      if [ -n "$argument" ]; then arguments+=(--build-arg "$argument"); fi
    done <<< "$BUILD_ARGUMENTS"
    arguments+=(--label "org.opencontainers.image.revision=$revision")
    arguments+=(--cache-from "type=gha,scope=$CACHE_SCOPE")
    if [ "$WRITES_CACHE" = true ]; then
      arguments+=(--cache-to "type=gha,mode=max,scope=$CACHE_SCOPE,ignore-error=true")
    fi
    for attempt in 1 2 3; do
      rm -rf "$layout"
      if docker buildx build "${arguments[@]}" \
        --output "type=oci,tar=false,dest=$layout,rewrite-timestamp=true" "$CONTEXT"; then
        exit 0
      fi
      echo "::warning title=$IMAGE::Attempt $attempt of 3 to build for $PLATFORM failed."
      sleep $((attempt * 15))
    done
    echo "::error title=$IMAGE::It was not built for $PLATFORM in three attempts."
    exit 1
    """#

  /// Builds one cell of a release with the tool; only a failed build is tried again.
  static let release = #"""
    arguments=(--output "$RUNNER_TEMP/hand-over")
    if [ -n "$IMAGE" ]; then arguments+=(--image "$IMAGE" --platform "$PLATFORM"); fi
    for attempt in 1 2 3; do
      status=0
      brokkr-release build "$VERSION" "${arguments[@]}" || status=$?
      if [ "$status" = 0 ]; then exit 0; fi
      if [ "$status" != 1 ]; then exit "$status"; fi
      echo "::warning title=Build::Attempt $attempt of 3 failed."
      sleep $((attempt * 15))
    done
    echo "::error title=Build::It failed in three attempts."
    exit 1
    """#

  /// Verifies what the cells have built and puts it under `TAG`; every platform has to be there.
  static let push = #"""
    inputs=()
    while IFS= read -r folder; do inputs+=(--input "$(dirname "$folder")"); done \
      < <(find built -maxdepth 2 -name images -type d | sort)
    for attempt in 1 2 3; do
      status=0
      brokkr-release push --as "$TAG" "${inputs[@]}" --yes || status=$?
      if [ "$status" = 0 ]; then exit 0; fi
      if [ "$status" != 1 ]; then exit "$status"; fi
      echo "::warning title=Push::Attempt $attempt of 3 failed."
      sleep $((attempt * 15))
    done
    echo "::error title=Push::It failed in three attempts."
    exit 1
    """#
}
