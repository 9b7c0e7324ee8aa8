import Refusals
import Testing

@testable import OCI

/// What images run on.
@Suite("Platforms")
struct PlatformTests {
  @Test("a platform is written as it is read", arguments: ["linux/amd64", "linux/arm/v7", "windows/amd64"])
  func roundTrip(text: String) throws { #expect(try Platform(parsing: text).description == text) }

  @Test(
    "what is no platform is refused",
    arguments: [
      "", "linux", "linux/", "/amd64", "linux/arm/v7/x", "Linux/amd64", "linux/../etc", "linux/a b", "linux//v7",
    ])
  func others(text: String) { #expect(throws: Refusal.self) { try Platform(parsing: text) } }

  @Test(
    "a variant that everybody means need not be said",
    arguments: [
      ("linux/arm64", "linux/arm64/v8", true), ("linux/arm", "linux/arm/v7", true),
      ("linux/amd64/v1", "linux/amd64", true),
      ("linux/arm", "linux/arm/v6", false), ("linux/amd64", "linux/amd64/v3", false),
      ("linux/arm64", "linux/arm", false),
      ("linux/amd64", "windows/amd64", false),
    ])
  func sameness(one: String, other: String, isSame: Bool) throws {
    let (one, other) = (try Platform(parsing: one), try Platform(parsing: other))
    #expect(one.isSame(as: other) == isSame && other.isSame(as: one) == isSame)
  }
}
