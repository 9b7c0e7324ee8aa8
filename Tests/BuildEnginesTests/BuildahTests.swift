import ExternalTools
import FoundationEssentials
import Refusals
import Synchronization
import Testing

@testable import BuildEngines

@Suite(.enabled(if: Programs.locate("buildah") != nil, "Buildah is not installed"))
struct BuildahTests {
  private func inWorld(_ body: (BuildWorld) async throws -> Void) async throws {
    let world = try BuildWorld()
    defer { world.remove() }
    try await body(world)
  }

  @Test(
    "the same cell gives the same image, with its platform, labels, annotations and time",
    arguments: ["amd64", "arm64"])
  func reproducible(architecture: String) async throws {
    try await inWorld { world in
      let cell = try world.cell("linux/\(architecture)")
      try await world.buildah.build(cell, to: "\(world.root)/first") { _ in }
      try await world.buildah.build(cell, to: "\(world.root)/deeper/second") { _ in }
      let image = try world.image(in: "first")
      #expect(try world.image(in: "deeper/second") == image)
      #expect(image.architecture == architecture)
      #expect(image.created == "2023-11-14T22:13:20Z")
      #expect(image.labels == ["said": "1.2.0", "org.example.a": "1", "org.example.b": "two words"])
      #expect(image.annotations["org.example.note"] == "x=y")
      #expect(image.layers == 1)
      #expect(world.names(in: ".").filter { $0.hasPrefix(".building") }.isEmpty)
    }
  }

  @Test("another version gives another image")
  func version() async throws {
    try await inWorld { world in
      try await world.buildah.build(try world.cell(), to: "\(world.root)/one") { _ in }
      try await world.buildah.build(try world.cell(arguments: [("VERSION", "1.2.1")]), to: "\(world.root)/two") { _ in }
      #expect(try world.image(in: "one").digest != world.image(in: "two").digest)
    }
  }

  @Test("builds side by side succeed, give what they give alone, and leave nothing in the store")
  func sideBySide() async throws {
    try await inWorld { world in
      try world.write(
        "FROM scratch AS files\nCOPY app /files\nFROM scratch\nARG VERSION\nLABEL said=$VERSION\nCOPY --from=files /files /app\n",
        to: "context/Dockerfile")
      let digests = try await withThrowingTaskGroup(of: String.self) { group in
        for number in 0..<4 {
          let cell = try world.cell(number.isMultiple(of: 2) ? "linux/amd64" : "linux/arm64")
          group.addTask {
            try await world.buildah.build(cell, to: "\(world.root)/\(number)") { _ in }
            return try world.image(in: "\(number)").digest
          }
        }
        return try await group.reduce(into: Set<String>()) { $0.insert($1) }
      }
      #expect(digests.count == 2)
      for list in [["images", "--all", "--quiet"], ["containers", "--all", "--quiet"]] {
        let left = try await Invocation("buildah", list, environment: world.buildah.environment).run()
        #expect(left.succeeded && left.output.isEmpty)
      }
    }
  }

  @Test("the output is given line by line, in its order")
  func lines() async throws {
    try await inWorld { world in
      let lines = Lines()
      try await world.buildah.build(try world.cell(), to: "\(world.root)/out", onLine: lines.append)
      let steps = lines.all.filter { $0.hasPrefix("STEP") }
      #expect(steps.first?.hasSuffix("FROM scratch") == true)
      #expect(steps.count >= 4)
    }
  }

  @Test("a failed build tells the end of its output and leaves no layout behind")
  func failure() async throws {
    try await inWorld { world in
      try world.write("FROM scratch\nCOPY missing /\n", to: "context/Dockerfile")
      let error = await #expect(throws: Refusal.self) {
        try await world.buildah.build(try world.cell(), to: "\(world.root)/out/x") { _ in }
      }
      #expect(error?.code == .buildFailed)
      #expect(error?.what.hasPrefix("broker for linux/amd64 was not built: buildah ended with status ") == true)
      #expect(error?.why.contains("missing") == true)
      #expect(world.names(in: "out").isEmpty)
    }
  }

  @Test("an argument that the Dockerfile does not use is remarked, but for those that not every image needs")
  func unusedArguments() async throws {
    try await inWorld { world in
      try world.write("FROM scratch\nCOPY app /app\n", to: "context/Dockerfile")
      let arguments = BuildCell.arguments([("PROFILE", "x")], version: "1.2.0", revision: "abc", timestamp: 1)
      let notes = try await world.buildah.build(try world.cell(arguments: arguments), to: "\(world.root)/out") { _ in }
      #expect(notes.map(\.code) == ["build-arg-unused", "build-arg-unused"])
      #expect(notes.map { $0.message.contains("VERSION") } == [true, false])
      #expect(notes.last?.message.contains("PROFILE") == true)
    }
  }

  @Test("no character of the layout's path means anything to the engine")
  func pathWithColon() async throws {
    try await inWorld { world in
      try await world.buildah.build(try world.cell(), to: "\(world.root)/a: b,c/linux:amd64/") { _ in }
      #expect(try world.image(in: "a: b,c/linux:amd64").architecture == "amd64")
    }
  }

  @Test("a layout that is there is replaced, another folder is not")
  func replacing() async throws {
    try await inWorld { world in
      try await world.buildah.build(try world.cell(), to: "\(world.root)/out") { _ in }
      let first = try world.image(in: "out")
      try await world.buildah.build(try world.cell("linux/arm64"), to: "\(world.root)/out") { _ in }
      #expect(try world.image(in: "out") != first)
      let error = await #expect(throws: Refusal.self) {
        try await world.buildah.build(try world.cell(), to: "\(world.root)/context") { _ in }
      }
      #expect(error?.why == "\(world.root)/context holds other files")
      #expect(world.exists("context/app/main"))
    }
  }

  @Test("a Buildah that takes the time from the build argument is not given it a second way")
  func epoch() async throws {
    try await inWorld { world in
      // A stand-in that refuses what 1.41 and later refuse; it builds nothing.
      try world.write(
        """
        #!/bin/sh
        if [ "$2" = --help ]; then echo '  --source-date-epoch int  set the time'; exit 0; fi
        for word in "$@"; do
          case "$word" in
          --timestamp) echo 'timestamp and source-date-epoch would be ambiguous if allowed together' >&2; exit 125 ;;
          oci:*) layout=${word#oci:} ;;
          esac
        done
        mkdir "$layout"; echo '{"manifests":[{"digest":"sha256:00"}]}' > "$layout/index.json"
        echo "$SOURCE_DATE_EPOCH $*" >&2

        """, to: "bin/buildah", executable: true)
      var buildah = Buildah()
      buildah.program = "\(world.root)/bin/buildah"
      let lines = Lines()
      try await buildah.build(try world.cell(), to: "\(world.root)/out", onLine: lines.append)
      #expect(lines.all.first?.hasPrefix("1700000000 bud ") == true)
      #expect(lines.all.first?.contains(" --source-date-epoch 1700000000 --rewrite-timestamp ") == true)
    }
  }

  @Test("the version is told")
  func ownVersion() async throws {
    #expect(try await Buildah().version().first?.isNumber == true)
  }
}

/// Lines as they come, from whichever thread.
final class Lines: Sendable {
  private let lines = Mutex<[String]>([])

  func append(_ line: String) { lines.withLock { $0.append(line) } }

  var all: [String] { lines.withLock { $0 } }
}
