import FoundationEssentials
import OCI

@testable import BuildEngines

/// A folder of its own with something to build, and a store of images that nobody else uses.
struct BuildWorld: Sendable {
  let root: String

  init() throws {
    root = FileManager.default.temporaryDirectory.appending(path: "build-\(UUID().uuidString)").path
    try write(
      """
      FROM scratch
      ARG VERSION
      LABEL said=$VERSION
      COPY app /app

      """, to: "context/Dockerfile")
    try write("hello", to: "context/app/main")
    try write(
      "[storage]\ndriver = \"vfs\"\ngraphroot = \"\(root)/store\"\nrunroot = \"\(root)/store-run\"\n",
      to: "storage.conf")
  }

  func remove() { try? FileManager.default.removeItem(atPath: root) }

  func write(_ text: String, to path: String, executable: Bool = false) throws {
    let url = URL(filePath: "\(root)/\(path)")
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
    guard executable else { return }
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: url.path)
  }

  func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: "\(root)/\(path)") }

  func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(folder)")) ?? []).sorted()
  }

  func cell(_ platform: String = "linux/amd64", arguments: [(String, String)] = [("VERSION", "1.2.0")]) throws
    -> BuildCell
  {
    BuildCell(
      image: "broker", platform: try Platform(parsing: platform), contextDirectory: "\(root)/context",
      dockerfile: "\(root)/context/Dockerfile", arguments: arguments,
      labels: ["org.example.b": "two words", "org.example.a": "1"], annotations: ["org.example.note": "x=y"],
      timestamp: 1_700_000_000)
  }

  /// Buildah over the store of this world.
  var buildah: Buildah {
    var buildah = Buildah()
    buildah.environment = [
      "STORAGE_DRIVER": "vfs", "CONTAINERS_STORAGE_CONF": "\(root)/storage.conf", "BUILDAH_ISOLATION": "chroot",
      "XDG_RUNTIME_DIR": root, "HOME": root,
    ]
    return buildah
  }

  /// The one image of a layout.
  func image(in layout: String) throws -> BuiltImage {
    struct Descriptor: Decodable { var digest: String }
    struct Index: Decodable { var manifests: [Descriptor] }
    struct Manifest: Decodable {
      var config: Descriptor
      var layers: [Descriptor]
      var annotations: [String: String]?
    }
    struct Config: Decodable {
      struct Settings: Decodable { var Labels: [String: String]? }
      var architecture: String
      var created: String
      var config: Settings
    }
    func read<Value: Decodable>(_ type: Value.Type, _ path: String) throws -> Value {
      try JSONDecoder().decode(type, from: Data(contentsOf: URL(filePath: "\(root)/\(layout)/\(path)")))
    }
    let index = try read(Index.self, "index.json")
    let blob = { (digest: String) in "blobs/sha256/\(digest.dropFirst("sha256:".count))" }
    let manifest = try read(Manifest.self, blob(index.manifests[0].digest))
    let config = try read(Config.self, blob(manifest.config.digest))
    return BuiltImage(
      digest: index.manifests[0].digest, architecture: config.architecture, created: config.created,
      labels: config.config.Labels ?? [:], annotations: manifest.annotations ?? [:], layers: manifest.layers.count)
  }
}

/// What a layout's image says of itself.
struct BuiltImage: Equatable {
  var digest: String
  var architecture: String
  var created: String
  var labels: [String: String]
  var annotations: [String: String]
  var layers: Int
}
