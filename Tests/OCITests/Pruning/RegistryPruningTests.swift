import HTTP
import Refusals
import TestSupport
import Testing

@testable import OCI

@Suite("Tidying up a registry", .enabled(if: DockerRegistry.isInstalled, "docker-registry is needed"))
struct RegistryPruningTests {
  private func store(_ real: RealRegistry) throws -> any PackageStore {
    real.registries.packages(try RegistryLocation(parsing: "\(real.server.host)/acme/x"))
  }

  @Test("a tag goes with the manifests that are its own; its neighbor stays whole")
  func tag() async throws {
    try await RealRegistry.with { real in
      let repository = try real.repository()
      let one = try await PruningScene.index("one", as: "pr-1", in: repository)
      let ten = try await PruningScene.index("ten", as: "pr-10", in: repository)
      let shown = try await store(real).prune(tag: "pr-1", keeping: KeptContent(), isDryRun: true)
      #expect(try await repository.manifest("pr-1") == one)
      let pruned = try await store(real).prune(tag: "pr-1", keeping: KeptContent(), isDryRun: false)
      #expect(pruned == shown && pruned.tags == ["pr-1"])
      #expect(pruned.documents == [one.digest, try PruningScene.own("one").manifest().digest])
      #expect(pruned.kept == [try PruningScene.shared.manifest().digest])
      for reference in ["pr-1"] + pruned.documents.map(\.description) {
        #expect(try await repository.manifest(reference) == nil)
      }
      #expect(try await repository.manifest("pr-10") == ten)
      #expect(try await Closure.missing(of: ten, in: repository, deep: true).isEmpty)
      #expect(try await store(real).prune(tag: "pr-1", keeping: KeptContent(), isDryRun: false).isEmpty)
    }
  }

  @Test("an image that another tag or a record has keeps all of its manifests")
  func needed() async throws {
    try await RealRegistry.with { real in
      let repository = try real.repository()
      let one = try await PruningScene.index("one", as: "pr-1", in: repository)
      try await repository.put(one, as: "main")
      let pruned = try await store(real).prune(tag: "pr-1", keeping: KeptContent(), isDryRun: false)
      #expect(pruned.tags == ["pr-1"] && pruned.documents.isEmpty)
      #expect(try await repository.manifest("main") == one)
      let two = try await PruningScene.index("two", as: "pr-2", in: repository)
      let leaf = try PruningScene.own("three").manifest().digest
      try await PruningScene.index("three", as: "pr-3", in: repository)
      let kept = KeptContent(documents: [two.digest], leaves: [leaf], bytes: [two.digest: two])
      #expect(try await store(real).prune(tag: "pr-2", keeping: kept, isDryRun: false).documents.isEmpty)
      #expect(try await store(real).prune(tag: "pr-3", keeping: kept, isDryRun: false).documents.count == 1)
      #expect(try await repository.manifest(leaf.description) != nil)
      #expect(try await Closure.missing(of: two, in: repository, deep: true).isEmpty)
    }
  }

  @Test("a signature goes with what it is of")
  func signatures() async throws {
    try await RealRegistry.with { real in
      let repository = try real.repository()
      let one = try await PruningScene.index("one", as: "pr-1", in: repository)
      let two = try await PruningScene.index("two", as: "pr-2", in: repository)
      let signature = try await PruningScene.signature(of: one, in: repository)
      let other = try await PruningScene.signature(of: two, in: repository)
      let pruned = try await store(real).prune(tag: "pr-1", keeping: KeptContent(), isDryRun: false)
      #expect(pruned.tags == ["pr-1", "sha256-\(one.digest.hex).sig"] && pruned.documents.contains(signature.digest))
      #expect(try await repository.manifest("sha256-\(two.digest.hex).sig") == other)
    }
  }

  @Test("what somebody needs who pushed while manifests were deleted is put back")
  func pushedMeanwhile() async throws {
    let server = try await DockerRegistry.start()
    defer { server.stop() }
    let plain = Registries(over: NetworkTransport(environment: [:]))
    let repository = try plain.repository("\(server.host)/acme/x")
    let one = try await PruningScene.index("one", as: "pr-1", in: repository)
    let child = try PruningScene.own("one").manifest().digest
    let pushing = PushingTransport { request in
      // Just before the child is deleted, the same image gets another name.
      request.method == "DELETE" && request.url.hasSuffix("\(child)")
    } push: {
      try await repository.put(one, as: "main")
    }
    let registries = Registries(over: pushing)
    let store = registries.packages(try RegistryLocation(parsing: "\(server.host)/acme/x"))
    // The index itself was deleted before; the push brought it back.
    _ = try await store.prune(tag: "pr-1", keeping: KeptContent(), isDryRun: false)
    #expect(try await repository.manifest("main") == one)
    #expect(try await Closure.missing(of: one, in: repository, deep: true).isEmpty)
    await registries.shutdown()
    await plain.shutdown()
  }

  @Test("a registry that does not delete is an error, and nothing is written")
  func undeletable() async throws {
    try await RealRegistry.with(deletes: false) { real in
      let repository = try real.repository()
      let one = try await PruningScene.index("one", as: "pr-1", in: repository)
      let refusal = await refusal {
        _ = try await store(real).prune(tag: "pr-1", keeping: KeptContent(), isDryRun: false)
      }
      #expect(refusal?.code == .registryRefused)
      #expect(try await repository.manifest("pr-1") == one)
    }
  }

  @Test("a registry tells nothing of what has no tag")
  func untagged() async throws {
    try await RealRegistry.with { real in
      let pruned = try await store(real).pruneUntagged(keeping: KeptContent(), before: "", isDryRun: false)
      #expect(pruned == nil)
    }
  }
}

/// The network, with something done before the first request that is waited for.
private final class PushingTransport: HTTPTransport {
  private let network = NetworkTransport(environment: [:])
  private let isTime: @Sendable (HTTPRequest) -> Bool
  private let push: @Sendable () async throws -> Void

  init(_ isTime: @escaping @Sendable (HTTPRequest) -> Bool, push: @escaping @Sendable () async throws -> Void) {
    (self.isTime, self.push) = (isTime, push)
  }

  func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    if isTime(request) { try await push() }
    return try await network.send(request)
  }

  func shutdown() async { await network.shutdown() }
}
