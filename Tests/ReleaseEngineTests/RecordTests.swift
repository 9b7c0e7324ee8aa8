import EngineTesting
import FoundationEssentials
import ReleaseEngine
import Testing

@Suite("Records")
struct RecordTests {
  private struct Keys: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// The names of an object's fields, and those of the first element of its lists.
  private struct Names: Decodable {
    var fields: [String: Set<String>] = [:]

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Keys.self)
      for key in container.allKeys {
        fields[key.stringValue] = []
        guard var list = try? container.nestedUnkeyedContainer(forKey: key), !list.isAtEnd,
          let element = try? list.nestedContainer(keyedBy: Keys.self)
        else { continue }
        fields[key.stringValue] = Set(element.allKeys.map(\.stringValue))
      }
    }
  }

  @Test("one has every field that the contract names, null where there is nothing")
  func fields() async throws {
    let world = await World()
    var draft = world.draft("1.2.0")
    draft.record.approvals = [Approval(by: "a", at: "b", method: "none")]
    draft.record.charts = [
      RecordedChart(name: "c", version: "1", appVersion: "1", repository: "r", digest: "d", sha256: "s")
    ]
    draft.record.images[0].platforms = [.init(platform: "linux/amd64", digest: "d")]
    let record = try await world.publisher().publish(draft)
    let names = try JSONDecoder().decode(Names.self, from: JSONEncoder().encode(record)).fields
    let contract = [
      "schema_version", "version", "tag", "commit", "state", "plan_hash", "images", "charts", "mode", "claims",
      "changes", "approvals", "events",
    ]
    #expect(Set(contract).subtracting(names.keys).isEmpty)
    #expect(names["images"] == ["name", "repository", "digest", "platforms"])
    #expect(names["charts"]?.isSuperset(of: ["name", "version", "app_version", "digest", "sha256"]) == true)
    #expect(names["claims"]?.isSuperset(of: ["slot", "role", "value", "active"]) == true)
    #expect(
      names["changes"] == ["slot", "kind", "role", "before", "after", "reversible", "reversal", "state"])
    #expect(names["approvals"] == ["by", "at", "method"])
    #expect(names["events"] == ["at", "what"])
  }

  @Test("one is the same after it was written down and read again, at every stage of its life")
  func coding() async throws {
    var world = await World(holding: World.adopted, unrecorded: World.adoptedTags)
    world.checksCoding = true
    world.hasBranch = true
    await world.shelf.put("main-0", at: World.branch)
    // The ledger of this world throws where a record or a lock is not.
    try await world.cut("1.1.3")
    await world.shelf.put("foreign", at: World.image("latest"))
    try await world.cut("1.3.0", force: [World.image("latest")])
    try await world.roll(.withdraw, "1.3.0", keep: [.charts])
    _ = try? await world.roll(.undo, "1.3.0", by: world.publisher(world.client("bob", fault: .diesAfter(3))))
    _ = try await world.publisher().abort("v1.3.0")
    try await world.roll(.purge, "1.3.0")
    #expect(await world.record("1.3.0")?.operation?.previousClaims == nil)
  }

  @Test("a field that an older record lacks is nothing")
  func older() throws {
    let json = #"{"value":"x","adopted":false}"#
    let base = try JSONDecoder().decode(Base.self, from: Data(json.utf8))
    #expect(base == Base("x", rank: nil))
  }
}
