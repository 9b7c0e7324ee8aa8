import FoundationEssentials
import GitHub
import OCI
import Refusals
import Synchronization
import TestSupport
import Testing

@testable import Publishing

@Suite(
  "Tidying up a package of GitHub's registry", .enabled(if: DockerRegistry.isInstalled, "docker-registry is needed"))
struct ForgePackageTests {
  private let nothing = KeptContent()

  @Test(
    "a tag goes with the versions that are its own, among several pages of them; its neighbors stay whole",
    arguments: [("x", "org"), ("charts/x", "user")])
  func tag(name: String, owner: String) async throws {
    try await PackageWorld.with("package-tag", package: name, options: ["--owner-type", owner]) { world in
      let one = try await world.index("one", as: "pr-1")
      let ten = try await world.index("ten", as: "pr-10")
      // A page has a hundred, of a user's packages thirty; what was pushed first is on the last.
      try await world.fill(owner == "org" ? 104 : 35)
      let (own, shared) = (try await world.manifest("one"), try await world.manifest("shared"))
      let before = try await world.versions()
      let shown = try await world.package().prune(tag: "pr-1", keeping: nothing, isDryRun: true)
      #expect(try await world.versions() == before)
      let pruned = try await world.package().prune(tag: "pr-1", keeping: nothing, isDryRun: false)
      #expect(pruned == shown && pruned.tags == ["pr-1"] && pruned.left == [])
      #expect(pruned.documents == [one.digest, own.digest] && pruned.kept == [shared.digest])
      let gone = Set(pruned.documents.map(\.description))
      #expect(try await world.versions() == before.filter { !gone.contains($0.key) })
      #expect(try await world.images.manifest("pr-10") == ten)
      #expect(try await world.isWhole(ten))
      #expect(try await world.package().prune(tag: "pr-1", keeping: nothing, isDryRun: false).isEmpty)
    }
  }

  @Test("of an image that another tag or a record has the tag alone goes")
  func needed() async throws {
    try await PackageWorld.with("package-needed") { world in
      let one = try await world.index("one", as: "pr-1")
      try await world.images.put(one, as: "main")
      let pruned = try await world.package().prune(tag: "pr-1", keeping: nothing, isDryRun: false)
      #expect(pruned.tags == ["pr-1"] && pruned.documents.isEmpty)
      #expect(try await world.images.manifest("pr-1") == nil)
      #expect(try await world.images.manifest("main") == one)
      #expect(try await world.isWhole(one))
      // The tombstone that parted the two is gone as well.
      #expect(try await world.versions().count == 3)

      let two = try await world.index("two", as: "pr-2")
      let kept = KeptContent(documents: [two.digest], bytes: [two.digest: two])
      let recorded = try await world.package().prune(tag: "pr-2", keeping: kept, isDryRun: false)
      #expect(recorded.tags == ["pr-2"] && recorded.documents.isEmpty)
      #expect(try await world.versions()[two.digest.description] == [])
      #expect(try await world.isWhole(two))
    }
  }

  @Test("a signature goes with what it is of, and no other")
  func signatures() async throws {
    try await PackageWorld.with("package-signatures") { world in
      var tags: [String] = []
      for note in ["one", "two"] {
        let index = try await world.index(note, as: "pr-\(note)")
        tags.append("sha256-\(index.digest.hex).sig")
        try await world.images.put(try await world.manifest("signature of \(note)"), as: tags.last ?? "")
      }
      let pruned = try await world.package().prune(tag: "pr-one", keeping: nothing, isDryRun: false)
      #expect(pruned.tags == ["pr-one", tags[0]] && pruned.documents.count == 3)
      #expect(try await world.images.manifest(tags[0]) == nil)
      #expect(try await world.images.manifest(tags[1]) != nil)
    }
  }

  @Test("however many tags go, all are read three times: for the plan, before the first goes, and at the end")
  func requests() async throws {
    var counts: [[String: Int]] = []
    for endings in [["sig"], ["sig", "att", "sbom", "sig.sig"]] {
      try await PackageWorld.with("package-requests") { world in
        try await world.index("main", as: "main")
        let index = try await world.index("one", as: "pr-1")
        for ending in endings {
          let tag = "sha256-\(index.digest.hex).\(ending)"
          try await world.images.put(try await world.manifest("the \(ending)"), as: tag)
        }
        try await world.standIn.delete("log")
        let pruned = try await world.package().prune(tag: "pr-1", keeping: nothing, isDryRun: false)
        #expect(pruned.tags.count == endings.count + 1 && pruned.documents.count == endings.count + 2)
        let requests = try await world.standIn.requests()
        counts.append([
          "lists": requests.count { $0.contains("/tags/list") },
          "main": requests.count { $0.contains("/manifests/main ") },
        ])
      }
    }
    #expect(counts == [["lists": 3, "main": 3], ["lists": 3, "main": 3]])
  }

  @Test("a tag that was given to a version since the plan was made keeps it")
  func givenSince() async throws {
    try await PackageWorld.with("package-since") { world in
      try await world.index("main", as: "main")
      let one = try await world.index("one", as: "pr-1")
      let package = try world.package()
      let looks = Mutex(0)
      let watched = ForgePackage(repository: package.repository, home: package.home) {
        let isFirst = looks.withLock { looks in
          looks += 1
          return looks == 1
        }
        if !isFirst { try await world.images.put(one, as: "mine") }
        return try await package.shown()
      }
      let pruned = try await watched.prune(tag: "pr-1", keeping: nothing, isDryRun: false)
      #expect(pruned.tags == ["pr-1"] && pruned.documents.isEmpty)
      #expect(try await world.images.manifest("mine") == one)
      #expect(try await world.isWhole(one))
    }
  }

  @Test("the images of one pull request alone are left, since GitHub would delete the whole package")
  func lastTagged() async throws {
    try await PackageWorld.with("package-last") { world in
      let one = try await world.index("one", as: "pr-1")
      let before = try await world.versions()
      for isDryRun in [true, false] {
        let pruned = try await world.package().prune(tag: "pr-1", keeping: nothing, isDryRun: isDryRun)
        #expect(pruned.isEmpty && pruned.left.map(\.name) == ["pr-1"])
        #expect(pruned.left.first?.reason.contains("last tagged version") == true)
      }
      #expect(try await world.versions() == before)
      #expect(try await world.isWhole(one))
    }
  }

  @Test("what was downloaded too often loses its tag, and stays with all that it names")
  func muchDownloaded() async throws {
    try await PackageWorld.with("package-downloads") { world in
      let one = try await world.index("one", as: "pr-1")
      try await world.index("main", as: "main")
      try await world.standIn.post("packages", #"{"name": "x", "visibility": "public", "downloads": {"pr-1": 5001}}"#)
      let pruned = try await world.package().prune(tag: "pr-1", keeping: nothing, isDryRun: false)
      #expect(pruned.tags == ["pr-1"] && pruned.documents.isEmpty)
      #expect(pruned.left.map(\.name) == [one.digest.description])
      #expect(try await world.images.manifest("pr-1") == nil)
      #expect(try await world.isWhole(one))
    }
  }

  @Test(
    "a token without the right is told what it needs, and everything stays",
    arguments: ["ghp_push", "ghs_publish", "github_pat_push", "ghs_read"])
  func forbidden(token: String) async throws {
    try await PackageWorld.with("package-forbidden") { world in
      let one = try await world.index("one", as: "pr-1")
      try await world.index("main", as: "main")
      try await world.standIn.post("packages", #"{"name": "x", "linked": true, "actions_role": "write"}"#)
      let before = try await world.versions()
      let refusals = await world.refusals {
        _ = try await world.package(token: token).prune(tag: "pr-1", keeping: nothing, isDryRun: false)
      }
      #expect(refusals.map(\.code) == [.unauthorized])
      #expect(refusals.first?.remedy.contains("role Admin on the package") == true)
      #expect(try await world.versions() == before)
      #expect(try await world.images.manifest("pr-1") == one)
    }
  }

  @Test("a package of another repository is left alone: its pull requests have the same numbers")
  func elsewhere() async throws {
    try await PackageWorld.with("package-elsewhere") { world in
      try await world.index("one", as: "pr-1")
      try await world.index("main", as: "main")
      let before = try await world.versions()
      let package = try world.package(home: "acme/other")
      let tag = await world.refusals { _ = try await package.prune(tag: "pr-1", keeping: nothing, isDryRun: false) }
      let rest = await world.refusals {
        _ = try await package.pruneUntagged(keeping: nothing, before: later, isDryRun: false)
      }
      #expect(tag.map(\.code) == [.usage] && rest.map(\.code) == [.usage])
      #expect(try await world.versions() == before)
    }
  }

  @Test("what the API shows only after a while is deleted all the same")
  func lag() async throws {
    try await PackageWorld.with("package-lag") { world in
      try await world.index("main", as: "main")
      _ = try await world.versions()
      try await world.standIn.post("flags", #"{"package_lag": 3}"#)
      let one = try await world.index("one", as: "pr-1")
      try await world.images.put(one, as: "other")
      let isolated = try await world.package().prune(tag: "pr-1", keeping: nothing, isDryRun: false)
      #expect(isolated.tags == ["pr-1"] && isolated.documents.isEmpty)
      try await world.index("two", as: "pr-2")
      let pruned = try await world.package().prune(tag: "pr-2", keeping: nothing, isDryRun: false)
      #expect(pruned.tags == ["pr-2"] && pruned.documents.count == 2)
      try await world.standIn.post("flags", #"{"package_lag": 0}"#)
      for _ in 0..<4 { _ = try await world.versions() }
      #expect(try await world.versions().values.flatMap(\.self).sorted() == ["main", "other"])
      #expect(try await world.isWhole(one))
    }
  }

  private let later = "9999-01-01T00:00:00Z"

  @Test("what neither a tag nor a record reaches is swept from all pages, what is about something that stays is not")
  func untagged() async throws {
    try await PackageWorld.with("package-untagged") { world in
      let main = try await world.index("main", as: "main")
      let recorded = try await world.index("recorded")
      let garbage = try await world.index("garbage")
      let about = try await world.manifest("about main", about: main)
      let lost = try await world.manifest("about garbage", about: garbage)
      try await world.fill(104)
      let kept = KeptContent(documents: [recorded.digest], bytes: [recorded.digest: recorded])
      let early = try await world.package().pruneUntagged(
        keeping: kept, before: "2000-01-01T00:00:00Z", isDryRun: false)
      #expect(early?.isEmpty == true && early?.young == 104 + 3 + 1)
      let shown = try await world.package().pruneUntagged(keeping: kept, before: later, isDryRun: true)
      let pruned = try #require(try await world.package().pruneUntagged(keeping: kept, before: later, isDryRun: false))
      #expect(pruned == shown && pruned.tags == [] && pruned.young == 0)
      let own = try await world.manifest("garbage")
      #expect(Set(pruned.documents).isSuperset(of: [garbage.digest, own.digest, lost.digest]))
      #expect(pruned.documents.count == 104 + 3)
      let order = pruned.documents
      #expect(order.firstIndex(of: garbage.digest) ?? 0 < order.firstIndex(of: own.digest) ?? 0)
      for manifest in [main, recorded, about] { #expect(try await world.isWhole(manifest)) }
      // The last look of this test has put one of them there again.
      let again = try await world.package().pruneUntagged(keeping: kept, before: later, isDryRun: false)
      #expect(again?.documents == [own.digest])
    }
  }

  @Test("what is young keeps what it names, however old that is")
  func young() async throws {
    try await PackageWorld.with("package-young") { world in
      try await world.index("main", as: "main")
      try await world.standIn.post("clock", #"{"advance": -8640000}"#)
      try await world.manifest("handed over")
      let old = try await world.manifest("old")
      try await world.standIn.post("clock", #"{"advance": 8640000}"#)
      let young = try await world.index("handed over")
      let limit = Self.daysAgo(31)
      let pruned = try await world.package().pruneUntagged(keeping: nothing, before: limit, isDryRun: false)
      #expect(pruned?.documents == [old.digest] && pruned?.young == 1)
      #expect(try await world.isWhole(young))
    }
  }

  private static func daysAgo(_ days: Int) -> String {
    Date(timeIntervalSinceNow: -86_400 * Double(days)).formatted(.iso8601)
  }

  @Test("a version that cannot be deleted is told when the others are gone, and stays with all that it names")
  func failing() async throws {
    try await PackageWorld.with("package-failing") { world in
      try await world.index("main", as: "main")
      let stuck = try await world.index("stuck")
      let other = try await world.index("other")
      let found = try await world.package().versions().first { $0.digest == stuck.digest.description }
      let id = try #require(found?.id)
      try await world.standIn.post(
        "faults", #"{"kind": "500", "method": "DELETE", "path": "versions/\#(id)$", "times": 0}"#)
      let refusals = await world.refusals {
        _ = try await world.package().pruneUntagged(keeping: nothing, before: later, isDryRun: false)
      }
      #expect(refusals.map(\.code) == [.forgeRefused])
      #expect(try await world.isWhole(stuck))
      #expect(try await world.images.manifest(other.digest.description) == nil)
      try await world.standIn.delete("faults")
      let pruned = try await world.package().pruneUntagged(keeping: nothing, before: later, isDryRun: false)
      #expect(pruned?.documents.count == 2 && pruned?.left == [])
    }
  }

  @Test("a package that was never pushed to has nothing to delete")
  func missing() async throws {
    try await PackageWorld.with("package-missing") { world in
      let tag = try await world.package().prune(tag: "pr-1", keeping: nothing, isDryRun: false)
      let rest = try await world.package().pruneUntagged(keeping: nothing, before: later, isDryRun: false)
      #expect(tag.isEmpty && rest?.isEmpty == true)
    }
  }
}
