import ExternalTools
import FoundationEssentials
import Refusals
import Testing

@testable import BuildEngines

@Suite struct BuildxTests {
  private func inWorld(_ body: (BuildWorld) async throws -> Void) async throws {
    let world = try BuildWorld()
    defer { world.remove() }
    try await body(world)
  }

  @Test("the command line of a build is the one that the stand-in knows")
  func commandLine() async throws {
    try await inWorld { world in
      let docker = try StandInDocker(in: world)
      let arguments = BuildCell.arguments(
        [("PROFILE", "a b")], version: "1.2.0", revision: "abc", timestamp: 1_700_000_000)
      let cell = try world.cell("linux/arm64", arguments: arguments)
      try await docker.buildx.build(cell, to: "\(world.root)/out/x") { _ in }
      let recorded = try docker.recorded()
      let dest = try #require(recorded.arguments.first { $0.hasPrefix("type=oci") }?.split(separator: ",")[2])
      #expect(dest.hasPrefix("dest=\(world.root)/out/.building-"))
      #expect(
        recorded.arguments == [
          "buildx", "build", "--platform", "linux/arm64", "--file", "\(world.root)/context/Dockerfile",
          "--build-arg", "VERSION=1.2.0", "--build-arg", "REVISION=abc", "--build-arg", "SOURCE_DATE_EPOCH=1700000000",
          "--build-arg", "PROFILE=a b",
          "--label", "org.example.a=1", "--label", "org.example.b=two words", "--annotation", "org.example.note=x=y",
          "--provenance=false", "--metadata-file", "\(dest.dropFirst("dest=".count)).json",
          "--output", "type=oci,tar=false,\(dest),rewrite-timestamp=true", "\(world.root)/context",
        ])
      #expect(recorded.epoch == "1700000000")
      #expect(world.names(in: "out") == ["x"])
      #expect(world.names(in: "out/x") == ["blobs", "index.json", "oci-layout"])
    }
  }

  @Test("a path with a comma or a quote is one field of the output option")
  func commaInPath() throws {
    let world = try BuildWorld()
    defer { world.remove() }
    let arguments = Buildx.arguments(for: try world.cell(), into: "/a,b/\"c\"", metadata: "/m")
    #expect(arguments.contains("type=oci,tar=false,\"dest=/a,b/\"\"c\"\"\",rewrite-timestamp=true"))
  }

  @Test("a failed build tells the last forty lines and what they mean")
  func failure() async throws {
    try await inWorld { world in
      let docker = try StandInDocker(in: world, .fails)
      let error = await #expect(throws: Refusal.self) {
        try await docker.buildx.build(try world.cell("linux/arm64"), to: "\(world.root)/out/x") { _ in }
      }
      #expect(error?.code == .buildFailed)
      #expect(error?.what == "broker for linux/arm64 was not built: buildx ended with status 1.")
      let lines = error?.why.split(separator: "\n") ?? []
      #expect(lines.count == 40)
      #expect(lines.first == "#2 line 21" && lines.last == "ERROR: exec format error")
      #expect(error?.remedy.contains("binfmt") == true)
      #expect(world.names(in: "out").isEmpty)
    }
  }

  @Test(
    "an engine that ends well, but tells another image than it left, has built nothing",
    arguments: [StandInDocker.Behavior.tellsNothing, .tellsHalf, .tellsAnother, .leavesNothing]
  )
  func liar(behavior: StandInDocker.Behavior) async throws {
    try await inWorld { world in
      let docker = try StandInDocker(in: world, behavior)
      let error = await #expect(throws: Refusal.self) {
        try await docker.buildx.build(try world.cell(), to: "\(world.root)/out/x") { _ in }
      }
      #expect(error?.code == .buildFailed)
      #expect(world.names(in: "out").isEmpty)
    }
  }

  @Test("a build that is canceled ends its engine and leaves nothing behind")
  func cancellation() async throws {
    try await inWorld { world in
      let docker = try StandInDocker(in: world, .hangs)
      let cell = try world.cell()
      let (lines, continuation) = AsyncStream.makeStream(of: String.self)
      let build = Task {
        try await docker.buildx.build(cell, to: "\(world.root)/out/x") { continuation.yield($0) }
      }
      var process: Int32?
      for await line in lines where line.hasPrefix("#1 building ") {
        process = line.split(separator: " ").last.flatMap { Int32($0) }
        break
      }
      build.cancel()
      await #expect(throws: (any Error).self) { try await build.value }
      let id = try #require(process)
      #expect(!FileManager.default.fileExists(atPath: "/proc/\(id)/fd/0"))
      #expect(world.names(in: "out").isEmpty)
    }
  }

  @Test("a builder that writes layouts is ready", arguments: ["docker-container", "remote", "kubernetes"])
  func ready(driver: String) async throws {
    try await inWorld { world in
      let buildx = try StandInDocker(in: world, driver: driver).buildx
      try await buildx.checkReady()
      #expect(try await buildx.version() == "v0.29.1")
    }
  }

  @Test(
    "one that does not is refused with what to do",
    arguments: [
      ("docker", true, "docker-container"),  // over an image store without containerd
      ("", true, "docker buildx use"),  // no builder answers
      ("docker-container", false, "docker-buildx-plugin"),
    ]
  )
  func notReady(driver: String, plugin: Bool, remedy: String) async throws {
    try await inWorld { world in
      let buildx = try StandInDocker(in: world, driver: driver, plugin: plugin).buildx
      let error = await #expect(throws: Refusal.self) { try await buildx.checkReady() }
      #expect(error?.code == .toolMissing)
      #expect(error?.remedy.contains(remedy) == true)
    }
  }

  @Test(
    "the real buildx builds the same image twice",
    .enabled("no builder of docker buildx answers here") {
      do {
        try await Buildx().checkReady()
        return true
      } catch { return false }
    }
  )
  func real() async throws {
    try await inWorld { world in
      for architecture in ["amd64", "arm64"] {
        let cell = try world.cell("linux/\(architecture)")
        try await Buildx().build(cell, to: "\(world.root)/first") { _ in }
        try await Buildx().build(cell, to: "\(world.root)/second") { _ in }
        let image = try world.image(in: "first")
        #expect(try world.image(in: "second") == image)
        #expect(image.architecture == architecture)
        #expect(image.labels["said"] == "1.2.0")
      }
    }
  }
}
