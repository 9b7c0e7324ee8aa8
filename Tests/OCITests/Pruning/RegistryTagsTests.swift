import HTTP
import Refusals
import TestSupport
import Testing

@testable import OCI

@Suite("Lists of tags")
struct RegistryTagsTests {
  private func repository(_ transport: ScriptedTransport) throws -> RegistryRepository {
    RegistryRepository(
      location: try RegistryLocation(parsing: "r.example/acme/x"), registries: Registries(over: transport))
  }

  @Test("all pages are read, sorted, each tag once")
  func pages() async throws {
    let transport = ScriptedTransport { request in
      switch request.url {
      case "https://r.example/v2/acme/x/tags/list?n=1000":
        HTTPResponse(200, ["Link": #"</v2/acme/x/tags/list?last=b&n=2>; rel="next""#], #"{"tags":["b","a"]}"#)
      case "https://r.example/v2/acme/x/tags/list?last=b&n=2": HTTPResponse(200, [:], #"{"tags":["c","a"]}"#)
      default: HTTPResponse(400)
      }
    }
    #expect(try await repository(transport).tags() == ["a", "b", "c"])
  }

  @Test(
    "a repository without a tag, or none at all, has none",
    arguments: [(200, #"{"tags":null}"#), (200, #"{"name":"x"}"#), (404, #"{"errors":[{"code":"NAME_UNKNOWN"}]}"#)])
  func none(status: Int, body: String) async throws {
    #expect(try await repository(ScriptedTransport { _ in HTTPResponse(status, [:], body) }).tags().isEmpty)
  }

  @Test(
    "anything else is no list, and is not taken for an empty one",
    arguments: [
      (200, ["Content-Type": "text/html"], "<html>"), (404, ["Content-Type": "text/html"], "<html>"), (200, [:], "{"),
      (403, [:], ""), (500, [:], ""),
      (200, ["Link": #"<https://elsewhere.example/v2/x>; rel="next""#], #"{"tags":[]}"#),
      (200, ["Link": #"<?n=1>; rel="next""#], #"{"tags":[]}"#),  // a circle
    ])
  func refused(status: Int, headers: [String: String], body: String) async throws {
    let transport = ScriptedTransport { _ in HTTPResponse(status, headers, body) }
    #expect(await refusal { _ = try await repository(transport).tags() } != nil)
    #expect(transport.lines.allSatisfy { $0.contains("https://r.example/") })
  }
}
