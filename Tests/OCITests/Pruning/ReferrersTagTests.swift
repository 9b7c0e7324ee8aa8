import Testing

@testable import OCI

@Suite struct ReferrersTagTests {
  private static let digits = String(repeating: "0a", count: 32)

  @Test("the tags of signing tools lead to what is signed, and no other tag does")
  func subjects() throws {
    let digest = try Digest(parsing: "sha256:\(Self.digits)")
    for tag in ["sha256-\(Self.digits)", "sha256-\(Self.digits).sig", "sha256-\(Self.digits).att"] {
      #expect(ReferrersTag.subject(of: tag) == digest)
    }
    for tag in ["sha256-abc", "sha256-\(Self.digits)0", "sha512-\(Self.digits)", "pr-12", "", "sha256-"] {
      #expect(ReferrersTag.subject(of: tag) == nil)
    }
  }
}
