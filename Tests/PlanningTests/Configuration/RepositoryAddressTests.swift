import Publishing
import Refusals
import Testing

@testable import Planning

@Suite struct RepositoryAddressTests {
  @Test(
    "an address is read in each of its spellings",
    arguments: [
      ("ghcr.io/acme/x", "ghcr.io/acme/x"), ("oci://ghcr.io/acme/x", "ghcr.io/acme/x"),
      ("GHCR.io/acme/x", "ghcr.io/acme/x"),  // hosts have no case
      ("localhost/x", "localhost/x"), ("127.0.0.1:5000/acme/x", "127.0.0.1:5000/acme/x"),
      ("registry:5000/x", "registry:5000/x"),
      ("ghcr.io", "ghcr.io"), ("ghcr.io/a/b__c/d-e.f/g--h", "ghcr.io/a/b__c/d-e.f/g--h"),
      ("oci-layout:out", "oci-layout:out"), ("oci-layout:./out/x/", "oci-layout:out/x"),
      ("oci-layout:/srv/My Layout", "oci-layout:/srv/My Layout"), ("oci-layout:/", "oci-layout:/"),
    ]
  )
  func read(text: String, expected: String) throws {
    #expect(try RepositoryAddress(parsing: text).text == expected)
    #expect(try RepositoryAddress(parsing: expected).text == expected)
  }

  @Test(
    "what is no address is refused with what to write",
    arguments: [
      ("acme/x", "Write docker.io/acme/x for Docker Hub."), ("x", "Write it as ghcr.io/OWNER/NAME."),
      ("", "Write it as ghcr.io/OWNER/NAME."), ("/x", "Write it as ghcr.io/OWNER/NAME."),
      ("https://ghcr.io/acme/x", "Write ghcr.io/acme/x."),
      ("ghcr.io/Acme/x", "Write ghcr.io/acme/x."),
      ("ghcr.io/acme/x:latest", "Tags go under `tags`."), ("ghcr.io/acme/x@sha256:00", "Tags go under `tags`."),
      ("ghcr.io//x", "Write it as ghcr.io/OWNER/NAME."), ("ghcr.io/x/", "Write it as ghcr.io/OWNER/NAME."),
      ("ghcr.io/a..b", "Write it as ghcr.io/OWNER/NAME."), ("ghcr.io/a___b", "Write it as ghcr.io/OWNER/NAME."),
      ("ghcr.io/../x", "Write it as ghcr.io/OWNER/NAME."), ("ghcr.io:port/x", "Write it as ghcr.io/OWNER/NAME."),
      ("ghcr.io/a b", "Write it as ghcr.io/OWNER/NAME."),
      ("ghcr.io/" + String(repeating: "a", count: 256), "Choose a shorter one."),
      ("oci-layout:", "Write it as oci-layout:PATH."), ("oci-layout:a\nb", "Write it as oci-layout:PATH."),
    ]
  )
  func refused(text: String, remedy: String) {
    let refusal = #expect(throws: Refusal.self) { try RepositoryAddress(parsing: text) }
    #expect(refusal?.remedy == remedy)
  }

  @Test("a name is appended to either kind")
  func appending() throws {
    #expect(
      try RepositoryAddress(parsing: "oci://ghcr.io/acme/charts").appending("x") == .registry("ghcr.io/acme/charts/x"))
    #expect(try RepositoryAddress(parsing: "oci-layout:out").appending("x") == .layout("out/x"))
    #expect(RepositoryAddress.layout("/").appending("x") == .layout("/x"))
  }
}
