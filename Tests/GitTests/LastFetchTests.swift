import Testing

@testable import Git

@Suite struct LastFetchTests {
  @Test("the tags that git brought by itself are read, those of the command line and of other remotes are not")
  func tags() {
    let id = String(repeating: "1", count: 40)
    let text = """
      \(id)\t\tbranch 'main' of https://example.org/a
      \(id)\tnot-for-merge\ttag 'v1.0.0' of https://example.org/a
      \(id)\tnot-for-merge\ttag 'agent/v1.0.0' of https://example.org/a
      \(id)\t\ttag 'v2.0.0' of https://example.org/a
      \(id)\tnot-for-merge\ttag 'v3.0.0' of https://example.org/b
      \(id)\tnot-for-merge\ttag 'v4.0.0 of https://example.org/a
      nonsense
      """
    for url in ["https://example.org/a", "https://me:secret@example.org/a.git/"] {
      #expect(LastFetch(text, from: url, at: 0).tags == ["v1.0.0", "agent/v1.0.0"])
    }
    #expect(LastFetch(text, from: "https://example.org/a", at: 0).tips.map(\.description) == [id])
    let onlyTags = "\(id)\tnot-for-merge\ttag 'v1.0.0' of https://example.org/a"
    #expect(LastFetch(onlyTags, from: "https://example.org/b", at: 0).tips.isEmpty)
    #expect(LastFetch(text, from: "git@example.org:b", at: 0).tags.isEmpty)
    #expect(LastFetch.bare("git@example.org:acme/b.git") == "example.org:acme/b")
    #expect(LastFetch.bare("/srv/x@y/b.git") == "/srv/x@y/b")
  }
}
