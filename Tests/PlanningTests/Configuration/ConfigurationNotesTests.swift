import Refusals
import Testing

@testable import Planning

@Suite struct ConfigurationNotesTests {
  @Test("parts that no component has are remarked once there are components")
  func unclaimed() throws {
    let text = """
      images: { a: { repository: ghcr.io/x/a }, b: { repository: ghcr.io/x/b } }
      charts: { c: { repository: oci://ghcr.io/x } }

      """
    #expect(try configuration(text).notes().isEmpty)
    let notes = try configuration(text + "components: { one: { images: [a] } }").notes()
    #expect(notes.map(\.code) == ["image-without-component", "chart-without-component"])
    #expect(notes.first?.message.hasPrefix("c.yml:1:43: the image b is in no component") == true)
  }

  @Test("a number of people that the method never asks is remarked")
  func minimum() throws {
    let image = "images: { a: { repository: ghcr.io/acme/a } }\n"
    #expect(try configuration(image + "approve: { minimum: 2 }").notes().map(\.code) == ["approve-minimum-unused"])
    #expect(try configuration(image + "approve: { minimum: 2, by: signature }").notes().isEmpty)
  }

  @Test("a release of nothing but a tag is remarked")
  func nothingToPublish() throws {
    #expect(try configuration("approve: { by: none }").notes().map(\.code) == ["nothing-to-publish"])
  }
}
