import ExternalTools
import FoundationEssentials
import TestSupport
import Testing

@testable import OCI

/// Another program reads what we write, and we read what it writes.
@Suite(
  "Interoperation with buildah",
  .enabled(
    if: Programs.locate("buildah") != nil && DockerRegistry.isInstalled, "buildah or docker-registry is not installed"))
struct InteroperationTests {
  private let scratch: ScratchDirectory

  init() throws { scratch = try ScratchDirectory("buildah") }

  @discardableResult
  private func buildah(_ arguments: String...) async throws -> String {
    let roots = ["--root", "\(scratch.path)/root", "--runroot", "\(scratch.path)/run", "--storage-driver", "vfs"]
    let environment = ["HOME": scratch.path, "XDG_RUNTIME_DIR": scratch.path, "BUILDAH_ISOLATION": "chroot"]
    return try await Invocation("buildah", roots + arguments, environment: environment, deadline: .seconds(120)).run()
      .checked("buildah \(arguments.joined(separator: " ")) failed.", remedy: "").text
  }

  /// Builds an image for two platforms into layouts of their own and merges them.
  private func built() async throws -> MergedImage {
    try scratch.write("FROM scratch\nCOPY file /file\n", to: "context/Dockerfile")
    try scratch.write("content", to: "context/file")
    var layouts: [(platform: Platform, layout: String)] = []
    for name in ["linux/amd64", "linux/arm64"] {
      let platform = try Platform(parsing: name)
      let folder = "\(scratch.path)/layout-\(platform.architecture)"
      try await buildah("bud", "-q", "--platform", name, "--timestamp", "1", "-t", "image", "\(scratch.path)/context")
      try await buildah("push", "-q", "image", "oci:\(folder):latest")
      layouts.append((platform, folder))
    }
    return try ImageMerge.merge(layouts, planned: layouts.map(\.platform), annotations: [:])
  }

  @Test("what buildah built is merged, published and pulled by it again")
  func both() async throws {
    let image = try await built()
    #expect(image.children.map(\.platform.description) == ["linux/amd64", "linux/arm64"])
    try await RealRegistry.with { real in
      let repository = try real.repository()
      try await ImageMerge.stage(image, to: repository)
      try await repository.put(image.index, as: "1.2.0")
      for child in image.children {
        let config = try ImageManifest.decode(child.manifest.bytes).config.digest
        let identity = try await buildah(
          "pull", "-q", "--tls-verify=false", "--platform", child.platform.description,
          "docker://\(real.server.host)/acme/x:1.2.0")
        #expect(identity == "\(config.hex)\n")
      }
    }
  }

  @Test("a layout that we published is pulled by buildah")
  func layout() async throws {
    let image = try await built()
    let layout = ImageLayout(at: "\(scratch.path)/published")
    try await ImageMerge.stage(image, to: layout)
    for tag in ["1.2.0", "latest"] { try await layout.put(image.index, as: tag) }
    try await layout.removeTag("latest")
    let config = try ImageManifest.decode(image.children[0].manifest.bytes).config.digest
    let identity = try await buildah("pull", "-q", "--platform", "linux/amd64", "oci:\(layout.path):1.2.0")
    #expect(identity == "\(config.hex)\n")
    await #expect(throws: (any Error).self) { try await buildah("pull", "-q", "oci:\(layout.path):latest") }
  }
}
