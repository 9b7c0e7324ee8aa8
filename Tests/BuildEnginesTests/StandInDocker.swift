import FoundationEssentials

@testable import BuildEngines

/// A stand-in for `docker` with its buildx plugin: it builds nothing.
///
/// It refuses every flag that the real `docker buildx build` of v0.29 does not have (of those that could be meant here),
/// writes down its command line, and puts an image that was made beforehand where the real one would put its own.
struct StandInDocker {
  /// What it does when it is asked to build.
  enum Behavior: String {
    case builds, fails, hangs
    case tellsNothing = "tells-nothing"
    case tellsAnother = "tells-another"
    case tellsHalf = "tells-half"
    case leavesNothing = "leaves-nothing"
  }

  let world: BuildWorld
  static let digest = "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"

  init(in world: BuildWorld, _ behavior: Behavior = .builds, driver: String = "docker-container", plugin: Bool = true)
    throws
  {
    self.world = world
    try world.write("{\"imageLayoutVersion\":\"1.0.0\"}", to: "fixture/oci-layout")
    try world.write("{\"schemaVersion\":2,\"manifests\":[{\"digest\":\"\(Self.digest)\"}]}", to: "fixture/index.json")
    try world.write("{}", to: "fixture/blobs/sha256/\(Self.digest.dropFirst("sha256:".count))")
    try world.write(script(behavior, driver: driver, plugin: plugin), to: "bin/docker", executable: true)
  }

  /// Buildx over this stand-in.
  var buildx: Buildx {
    var buildx = Buildx()
    buildx.program = "\(world.root)/bin/docker"
    return buildx
  }

  /// The command line of the last build, and what its environment said of the time.
  func recorded() throws -> (arguments: [String], epoch: String) {
    let text = String(decoding: try Data(contentsOf: URL(filePath: "\(world.root)/argv")), as: UTF8.self)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    return (Array(lines.dropFirst()), lines.first ?? "")
  }

  private func script(_ behavior: Behavior, driver: String, plugin: Bool) -> String {
    """
    #!/bin/sh
    case "$1 $2" in
    "buildx version")
      \(plugin ? "echo 'github.com/docker/buildx v0.29.1 a32761aeb3debd39be1eca514af3693af0db334b'" : "echo \"docker: unknown command: docker buildx\" >&2; exit 1")
      exit 0 ;;
    "buildx inspect")
      \(driver.isEmpty ? "echo 'ERROR: no builder answers' >&2; exit 1" : "printf 'Name:          b\\nDriver:        \(driver)\\n'")
      exit 0 ;;
    "info --format") echo '[[driver-type \(driver == "docker" ? "overlay2" : "none")]]'; exit 0 ;;
    "buildx build") ;;
    *) echo "unknown command: docker $1 $2" >&2; exit 125 ;;
    esac
    { echo "$SOURCE_DATE_EPOCH"; for word in "$@"; do echo "$word"; done; } > '\(world.root)/argv'
    shift 2
    while [ $# -gt 0 ]; do
      case "$1" in
      --platform|--file|--build-arg|--label|--annotation) shift 2 ;;
      --provenance=false) shift ;;
      --metadata-file) metadata=$2; shift 2 ;;
      --output) dest=${2#*dest=}; dest=${dest%%,rewrite-timestamp=true}; shift 2 ;;
      -*) echo "unknown flag: $1" >&2; exit 125 ;;
      *) context=$1; shift ;;
      esac
    done
    [ -d "$context" ] || { echo "ERROR: path $context not found" >&2; exit 1; }
    echo "#1 building $$" >&2
    digest=\(Self.digest)
    case \(behavior.rawValue) in
    fails) i=0; while [ $i -lt 60 ]; do echo "#2 line $i" >&2; i=$((i+1)); done; echo "ERROR: exec format error" >&2; exit 1 ;;
    hangs) exec sleep 600 ;;
    leaves-nothing) mkdir "$dest"; echo "{\\"containerimage.digest\\":\\"$digest\\"}" > "$metadata"; exit 0 ;;
    esac
    cp -R '\(world.root)/fixture' "$dest"
    case \(behavior.rawValue) in
    tells-nothing) ;;
    tells-half) printf '{"containerimage.dig' > "$metadata" ;;
    tells-another) echo '{"containerimage.digest":"sha256:00"}' > "$metadata" ;;
    *) echo "{\\"containerimage.digest\\":\\"$digest\\",\\"buildx.build.ref\\":\\"b/b0/x\\"}" > "$metadata" ;;
    esac

    """
  }
}
