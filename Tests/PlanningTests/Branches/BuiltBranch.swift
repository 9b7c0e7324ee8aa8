import OCI
import Publishing
import SemanticVersioning
import TestSupport

@testable import Planning

/// A repository whose images go to layouts beside it, and folders of what a build of it would have left.
struct BuiltBranch {
  let world: ReleaseWorld
  let workspace: Workspace

  static let text = """
    images:
      app: { repository: "oci-layout:out/app", platforms: [linux/amd64, linux/arm64] }
      tool: { repository: "oci-layout:out/tool", platforms: [linux/amd64] }
    charts:
      app: { repository: "oci-layout:out/charts" }
    approve: { by: none }

    """

  init(_ name: String, extra: String = "") async throws {
    world = try await ReleaseWorld(name, files: [".brokkr-release.yml": Self.text + extra])
    workspace = try world.workspace()
  }

  /// Where the images of a name are published.
  func layout(_ name: String) -> ImageLayout { ImageLayout(at: "\(workspace.root)/out/\(name)") }

  func subject(_ version: String = "0.0.0-pr.12", component: String? = nil) throws -> PhaseSubject {
    let scope = try component.map { try ComponentScope.named($0, in: workspace.configuration) }
    return try PhaseSubject(
      branch: SemanticVersion(parsing: version), of: scope ?? .whole(of: workspace.configuration), in: workspace)
  }

  /// A folder of cells such as `app linux/amd64`; `note` makes their layers differ from others'.
  func folder(
    _ cells: String..., version: String = "0.0.0-pr.12", note: String = "one", revision: String? = nil,
    component: String? = nil
  ) async throws -> HandOverFolder {
    let subject = try subject(version, component: component)
    let folder = HandOverFolder(at: "\(world.scratch.path)/built-\(cells.joined().replacing("/", with: "-"))-\(note)")
    for cell in cells {
      let words = cell.split(separator: " ").map(String.init)
      let platform = try Platform(parsing: words[1])
      let layout = ImageLayout(at: folder.layout(of: words[0], platform))
      let config = Array(
        """
        {"os":"\(platform.os)","architecture":"\(platform.architecture)","config":{"Labels":\
        {"org.opencontainers.image.revision":"\(revision ?? subject.origin.head)"}}}
        """.utf8)
      let layer = Array("the layer \(note)".utf8)
      for bytes in [config, layer] {
        try await layout.upload(.bytes(bytes), as: Self.descriptor(bytes), mountingFrom: nil)
      }
      let manifest = ImageManifest(config: Self.descriptor(config), layers: [Self.descriptor(layer)])
      try await layout.put(StoredManifest(bytes: manifest.encoded()), as: "image")
    }
    try folder.write(subject.origin)
    return folder
  }

  private static func descriptor(_ bytes: [UInt8]) -> Descriptor {
    Descriptor(mediaType: MediaType.imageLayer, digest: .sha256(of: bytes), size: Int64(bytes.count))
  }

  @discardableResult
  func push(
    _ folders: [HandOverFolder], as tag: String = "pr-12", only: [String] = [], registry: String? = nil
  ) async throws -> BranchPush.Pushed {
    let tag = try BranchTag(parsing: tag, in: workspace.configuration)
    return try await BranchPush(workspace: workspace, tag: tag, only: only, registry: registry, report: PhaseReport())
      .run(folders)
  }
}
