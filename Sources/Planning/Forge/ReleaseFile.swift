import GitHub
import HTTP
import OCI
import Publishing

/// One file of a GitHub Release, with where its bytes come from.
struct ReleaseFile: Hashable, Sendable {
  /// Where the bytes come from.
  enum Source: Hashable, Sendable {
    case bytes([UInt8])
    case file(String)
  }

  var name: String
  var source: Source
  var size: Int64
  var digest: Digest

  /// A file in memory.
  init(_ name: String, _ bytes: [UInt8]) {
    (self.name, source, size, digest) = (name, .bytes(bytes), Int64(bytes.count), .sha256(of: bytes))
  }

  /// A file on the disk.
  init(_ name: String, at path: String) throws {
    let (digest, size) = try Digest.sha256(ofFile: path)
    (self.name, source, self.size, self.digest) = (name, .file(path), size, digest)
  }

  /// As a form of a release lists it.
  var asset: ReleaseForm.Asset { .init(name: name, size: size, digest: digest.description) }

  /// As it is uploaded.
  var upload: GitHubClient.NewAsset {
    let body: HTTPRequest.Body =
      switch source {
      case .bytes(let bytes): .bytes(bytes)
      case .file(let path): .file(path: path, length: size)
      }
    return GitHubClient.NewAsset(name: name, body: body, size: size, digest: digest.description)
  }
}
