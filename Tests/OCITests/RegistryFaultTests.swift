import FoundationEssentials
import HTTP
import Refusals
import Synchronization
import TestSupport
import Testing

@testable import OCI

/// Every single request of a publication and a removal goes wrong once, before the real docker-registry.
@Suite("Registry faults", .enabled(if: DockerRegistry.isInstalled, "docker-registry is not installed"))
struct RegistryFaultTests {
  /// What befalls a request.
  enum Kind: String, CaseIterable, Sendable {
    case breaksBefore, breaksAfter, isIll, isBusy

    var fault: FaultyTransport.Fault {
      switch self {
      case .breaksBefore: .before
      case .breaksAfter: .after
      case .isIll: .answer(HTTPResponse(500, [:], "invalid checksum digest format"))
      case .isBusy: .answer(HTTPResponse(429, ["Retry-After": "1"]))
      }
    }
  }

  /// Which requests go wrong, told while a test runs.
  private final class Plan: Sendable {
    private let broken = Mutex<(first: Int, last: Int)>((0, 0))
    private let seen = Mutex(0)

    /// From the next request on, those with these numbers go wrong.
    func begin(_ first: Int, through last: Int) {
      broken.withLock { $0 = (first, last) }
      seen.withLock { $0 = 0 }
    }

    func isBroken() -> Bool {
      let number = seen.withLock { seen in
        seen += 1
        return seen
      }
      return broken.withLock { ($0.first...max($0.first, $0.last)).contains(number) && $0.last > 0 }
    }

    /// How many requests there were.
    var count: Int { seen.withLock { $0 } }
  }

  @Test("one fault anywhere in a publication changes nothing about its end", arguments: Kind.allCases)
  func publication(kind: Kind) async throws {
    let sample = try await MergedSample()
    let plan = Plan()
    try await RealRegistry.with(transport: FaultyTransport { _, _ in plan.isBroken() ? kind.fault : nil }) { real in
      var number = 0
      repeat {
        number += 1
        let repository = try real.repository("acme/x\(number)")
        plan.begin(number, through: number)
        try await ImageMerge.stage(sample.image, to: repository)
        try await repository.put(sample.image.index, as: "1.2.0")
        let count = plan.count
        plan.begin(0, through: 0)
        #expect(try await Closure.missing(of: sample.image.index, in: repository, deep: true).isEmpty)
        #expect(real.server.tags()["acme/x\(number):1.2.0"] == sample.image.index.digest.description)
        guard count >= number else { break }
      } while number < 60
      #expect((14..<60).contains(number))
    }
  }

  @Test("a registry that stays away stops a publication with an error, and the next run finishes it")
  func interruption() async throws {
    let sample = try await MergedSample()
    let plan = Plan()
    try await RealRegistry.with(transport: FaultyTransport { _, _ in plan.isBroken() ? .after : nil }) { real in
      for number in 1...14 {
        let repository = try real.repository("acme/x\(number)")
        plan.begin(number, through: .max)
        let refusal = await refusal {
          try await ImageMerge.stage(sample.image, to: repository)
          try await repository.put(sample.image.index, as: "1.2.0")
        }
        #expect(refusal?.code == .registryUnreachable, "request \(number)")
        plan.begin(0, through: 0)
        try await ImageMerge.stage(sample.image, to: repository)
        try await repository.put(sample.image.index, as: "1.2.0")
        #expect(try await Closure.missing(of: sample.image.index, in: repository, deep: true).isEmpty)
      }
    }
  }

  @Test("one fault anywhere in a removal changes nothing about its end", arguments: Kind.allCases)
  func removal(kind: Kind) async throws {
    let sample = try await MergedSample()
    let plan = Plan()
    try await RealRegistry.with(transport: FaultyTransport { _, _ in plan.isBroken() ? kind.fault : nil }) { real in
      let repository = try real.repository()
      try await ImageMerge.stage(sample.image, to: repository)
      var number = 0
      repeat {
        number += 1
        for tag in ["latest", "1.2"] { try await repository.put(sample.image.index, as: tag) }
        plan.begin(number, through: number)
        try await repository.removeTag("latest")
        let count = plan.count
        plan.begin(0, through: 0)
        #expect(real.server.tags() == ["acme/x:1.2": sample.image.index.digest.description])
        guard count >= number else { break }
      } while number < 30
      #expect((4..<30).contains(number))
    }
  }

  @Test("a removal that is cut short leaves the tag as it was, a tombstone, or gone; the next one finishes it")
  func interruptedRemoval() async throws {
    let sample = try await MergedSample()
    let index = sample.image.index
    let plan = Plan()
    try await RealRegistry.with(transport: FaultyTransport { _, _ in plan.isBroken() ? .after : nil }) { real in
      let repository = try real.repository()
      try await ImageMerge.stage(sample.image, to: repository)
      for number in 1...6 {
        for tag in ["latest", "1.2"] { try await repository.put(index, as: tag) }
        plan.begin(number, through: .max)
        _ = await refusal { try await repository.removeTag("latest") }
        plan.begin(0, through: 0)
        let left = try await repository.manifest("latest")
        #expect(left == nil || left == index || left?.isTombstone == true)
        #expect(try await repository.manifest("1.2") == index)
        try await repository.removeTag("latest")
        #expect(real.server.tags() == ["acme/x:1.2": index.digest.description])
      }
    }
  }

  @Test("a tombstone that cannot be deleted is replaced by what was there")
  func putBack() async throws {
    let sample = try await MergedSample()
    let index = sample.image.index
    // The registry lets digests be deleted when it is asked, and then refuses.
    let asked = Mutex(0)
    let transport = FaultyTransport { _, request in
      guard request.method == "DELETE", request.url.contains("sha256:") else { return nil }
      return asked.withLock {
        $0 += 1; return $0
      } > 1 ? .answer(HTTPResponse(409, [:], "held")) : nil
    }
    try await RealRegistry.with(transport: transport) { real in
      let repository = try real.repository()
      try await ImageMerge.stage(sample.image, to: repository)
      for tag in ["latest", "1.2"] { try await repository.put(index, as: tag) }
      let refusal = try #require(await refusal { try await repository.removeTag("latest") })
      #expect(refusal.code == .registryRefused && refusal.message.contains("held"))
      #expect(try await repository.manifest("latest") == index)
      #expect(try await repository.manifest("1.2") == index)
    }
  }
}
