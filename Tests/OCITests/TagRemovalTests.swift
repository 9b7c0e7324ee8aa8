import HTTP
import Refusals
import Synchronization
import Testing

@testable import OCI

/// Removal of tags from registries of other makes, which are scripted stand-ins.
@Suite("Tag removal")
struct TagRemovalTests {
  /// A registry with tags and documents.
  private final class Stand: Sendable {
    struct State {
      var documents: [String: [UInt8]] = [:]
      var tags: [String: String] = [:]
    }

    /// What it does when a tag is to be deleted.
    enum Habit: Sendable {
      /// It removes the tag alone, as distribution 3 does.
      case tag
      /// It removes the document and leaves the other tags hanging, as older registries did.
      case document
      /// It says yes and does nothing.
      case nothing
      /// It knows no deletion of anything, as GHCR.
      case unsupported
      /// It deletes for others.
      case forbidden
    }

    let state = Mutex(State())
    let habit: Habit

    init(_ habit: Habit) { self.habit = habit }

    func answer(_ request: HTTPRequest) -> HTTPResponse {
      let reference = String(request.url.split(separator: "/").last ?? "")
      return state.withLock { state in
        let digest = state.tags[reference] ?? reference
        switch request.method {
        case "GET": return state.documents[digest].map { HTTPResponse(status: 200, body: $0) } ?? HTTPResponse(404)
        case "PUT":
          guard case .bytes(let bytes) = request.body else { return HTTPResponse(400) }
          let digest = Digest.sha256(of: bytes).description
          state.documents[digest] = bytes
          if !reference.hasPrefix("sha256:") { state.tags[reference] = digest }
          return HTTPResponse(201, ["Docker-Content-Digest": digest])
        case "DELETE": return delete(reference, digest, &state)
        default: return HTTPResponse(405)
        }
      }
    }

    private func delete(_ reference: String, _ digest: String, _ state: inout State) -> HTTPResponse {
      guard habit != .unsupported else { return HTTPResponse(405, [:], #"{"errors":[{"code":"UNSUPPORTED"}]}"#) }
      guard habit != .forbidden else { return HTTPResponse(403, [:], #"{"errors":[{"code":"DENIED"}]}"#) }
      guard state.documents[digest] != nil else { return HTTPResponse(404) }
      switch habit {
      case _ where reference.hasPrefix("sha256:"): state.documents[digest] = nil
      case .tag: state.tags[reference] = nil
      case .document: (state.documents[digest], state.tags[reference]) = (nil, nil)
      case .nothing, .unsupported, .forbidden: break
      }
      return HTTPResponse(202)
    }
  }

  private func world(_ habit: Stand.Habit) async throws -> (any ImageRepository, ScriptedTransport, StoredManifest) {
    let stand = Stand(habit)
    let transport = ScriptedTransport { stand.answer($0) }
    let repository = try Registries(over: transport).repository("r.example/x")
    let manifest = try SampleImage.pair[0].manifest()
    for tag in ["latest", "1.2", "1"] { try await repository.put(manifest, as: tag) }
    return (repository, transport, manifest)
  }

  @Test("a registry that deletes tags is simply told to")
  func direct() async throws {
    let (repository, transport, manifest) = try await world(.tag)
    #expect(try await repository.tagRemoval() == .allowed)
    try await repository.removeTag("latest")
    #expect(try await repository.manifest("latest") == nil)
    #expect(try await repository.manifest("1.2") == manifest)
    #expect(transport.lines.filter { $0.hasPrefix("PUT") }.count == 3)
  }

  @Test("where the document goes with the tag, its bytes are put back, and the next tag is removed another way")
  func takesDocument() async throws {
    let (repository, _, manifest) = try await world(.document)
    try await repository.removeTag("latest")
    #expect(try await repository.manifest("latest") == nil)
    #expect(try await repository.manifest("1.2") == manifest)
    try await repository.removeTag("1.2")
    #expect(try await repository.manifest("1.2") == nil)
    #expect(try await repository.manifest("1") == manifest)
  }

  @Test("a registry's word is not enough")
  func saysYes() async throws {
    let (repository, _, manifest) = try await world(.nothing)
    #expect(await refusal { try await repository.removeTag("latest") }?.code == .registryRefused)
    #expect(try await repository.manifest("latest") == manifest)
  }

  @Test("where nothing can be deleted, nothing is written either")
  func unsupported() async throws {
    let (repository, transport, manifest) = try await world(.unsupported)
    #expect(try await repository.tagRemoval() == .unsupported)
    let refusal = await refusal { try await repository.removeTag("latest") }
    #expect(refusal?.code == .registryRefused && refusal?.message.contains("does not delete") == true)
    #expect(try await repository.manifest("latest") == manifest)
    #expect(transport.lines.filter { $0.hasPrefix("PUT") }.count == 3)
  }

  @Test("where these credentials may not delete, nothing is written either")
  func forbidden() async throws {
    let (repository, transport, manifest) = try await world(.forbidden)
    let refusal = await refusal { try await repository.removeTag("latest") }
    #expect(refusal?.code == .unauthorized)
    #expect(try await repository.manifest("latest") == manifest)
    #expect(transport.lines.filter { $0.hasPrefix("PUT") }.count == 3)
  }

  @Test(
    "whether tags can be removed is asked once, by a digest that is nowhere",
    arguments: [
      (404, TagRemoval.allowed), (202, .allowed), (405, .unsupported), (400, .unsupported), (501, .unsupported),
      (403, .forbidden), (401, .forbidden),
    ])
  func asking(status: Int, expected: TagRemoval) async throws {
    let transport = ScriptedTransport { _ in HTTPResponse(status) }
    let repository = try Registries(over: transport).repository("r.example/x")
    for _ in 0..<2 { #expect(try await repository.tagRemoval() == expected) }
    #expect(
      transport.requests.count == 1 && transport.lines[0].hasPrefix("DELETE https://r.example/v2/x/manifests/sha256:"))
  }

  @Test("an answer that says nothing about deletion is an error, and is not remembered")
  func notAnswered() async throws {
    let transport = ScriptedTransport { _ in HTTPResponse(418) }
    let repository = try Registries(over: transport).repository("r.example/x")
    for count in 1...2 {
      #expect(await refusal { _ = try await repository.tagRemoval() }?.code == .registryRefused)
      #expect(transport.requests.count == count)
    }
  }
}
