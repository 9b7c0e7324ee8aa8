import Testing

@testable import BrokkrRelease

@Suite struct SchemaTests {
  @Test("the schema is printed outside of any repository, as a document of its own and as the answer's object")
  func printed() async throws {
    let text = try await CapturedRun(["-C", "/nowhere", "schema"])
    #expect(text.status == .done && text.messages.isEmpty)
    let schema = try JSONValue(parsing: Array(text.output.utf8))
    #expect(schema["$schema"] == "https://json-schema.org/draft/2020-12/schema")
    let answer = try await CapturedRun(["schema", "--json"])
    #expect(answer.json == schema.merging(["schema_version": 1]))
  }
}
