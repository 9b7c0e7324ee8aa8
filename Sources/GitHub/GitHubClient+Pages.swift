import HTTP
import Refusals

extension GitHubClient {
  /// Every entry of a list, over all its pages, which only the header Link leads to (RFC 8288).
  ///
  /// - Parameters:
  ///   - path: the list, with or without a query.
  ///   - what: what did not happen, should nothing come of it.
  ///   - takesSize: the list takes the size of its pages, as nearly all do; else they are of thirty.
  /// - Returns: the entries; nil where there is no such list.
  /// - Throws: a `Refusal` where a page cannot be had.
  func all<Entry: Decodable>(_ path: String, _ what: String, takesSize: Bool = true) async throws -> [Entry]? {
    try await all(path, what, takesSize: takesSize) { (page: [Entry]) in page }
  }

  /// Every entry of a list whose pages are documents of their own.
  func all<Page: Decodable, Entry>(
    _ path: String, _ what: String, takesSize: Bool = true, entries: (Page) -> [Entry]
  ) async throws -> [Entry]? {
    var found: [Entry] = []
    var next: String? = takesSize ? path + (path.contains("?") ? "&" : "?") + "per_page=100" : path
    var pages = 0
    while let address = next {
      let response = try await send("GET", address, what)
      if response.status == 404, pages == 0 { return nil }
      found += entries(try document(of: response, what))
      pages += 1
      next = response.next
      guard pages < 1000 || next == nil else {
        throw Refusal(
          .forgeRefused, what: "\(what).", why: "There are more and more pages of them",
          remedy: "Check that \(server.api) is the API, and that no proxy answers in its place.")
      }
    }
    return found
  }
}
