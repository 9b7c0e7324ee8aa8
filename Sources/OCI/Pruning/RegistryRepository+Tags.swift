import FoundationEssentials
import HTTP
import Refusals

extension RegistryRepository {
  private struct List: Decodable { var tags: [String]? }

  /// Every tag, of all pages; none where the repository does not exist.
  func tags() async throws -> [String] {
    var tags: [String] = []
    var address = url("tags/list?n=1000")
    // A registry that leads in a circle must not hold anybody up for good.
    for page in 0..<1000 {
      let response = try await read(HTTPRequest("GET", address, responseLimit: 16 << 20))
      let what = "The tags of \(name) were not read"
      switch response.status {
      case 200 where !RegistryError.isWebPage(response): break
      // On a later page it is no answer: what is missing would be taken for what nobody needs.
      case 404 where !RegistryError.isWebPage(response) && page == 0: return []
      default: throw await refusal(response, what)
      }
      guard let list = try? JSONDecoder().decode(List.self, from: Data(response.body)) else {
        throw await refusal(response, what)
      }
      tags += list.tags ?? []
      guard let next = try next(after: response, at: address) else { return Array(Set(tags)).sorted() }
      address = next
    }
    throw Refusal(
      .registryRefused, what: "The tags of \(name) were not read: \(location.host) has more and more pages of them.",
      remedy: "Ask whoever runs it why its list of tags does not end.")
  }

  /// The next page, on the registry's own address; nil behind the last one.
  private func next(after response: HTTPResponse, at address: String) throws -> String? {
    guard let link = response.next else { return nil }
    guard let next = WebAddress(address)?.resolving(link),
      next.origin == WebAddress(root)?.origin
    else {
      throw Refusal(
        .registryRefused, what: "The tags of \(name) were not read: \(location.host) has the next page elsewhere.",
        remedy: "Check the registry's own address in its configuration.")
    }
    return next.description
  }
}
