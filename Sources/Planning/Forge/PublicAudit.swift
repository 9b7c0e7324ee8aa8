import GitHub
import OCI
import Publishing
import Refusals
import ReleaseEngine

/// A last look at a release without credentials, as everybody has it: a new package of GitHub's registry is private.
struct PublicAudit {
  /// The way to GitHub and to the registries.
  var workspace: Workspace

  /// What a public repository has published that nobody can pull; empty where all can be, or nothing is there.
  func notes(of record: Record) async -> [Note] {
    guard let client = await workspace.forge, (try? await client.anonymous.repositoryFacts())??.isPrivate == false
    else {
      return []
    }
    var notes: [Note] = []
    var seen: Set<String> = []
    let published =
      record.images.map { ($0.repository, $0.digest) } + record.charts.map { ($0.repository, $0.digest) }
    for (address, digest) in published where seen.insert(address).inserted {
      let parts = address.split(separator: "/", maxSplits: 2).map(String.init)
      guard parts.count == 3, parts[0] == client.server.registry, let location = try? RegistryLocation(parsing: address)
      else { continue }
      do {
        guard try await workspace.places.registries.anonymous.repository(location).manifest(digest) == nil else {
          continue
        }
      } catch let refusal as Refusal where refusal.code == .unauthorized {
        // Said below.
      } catch {
        continue
      }
      notes.append(Note("not-public", "\(address) is not public: set its visibility at \(page(parts, client))"))
    }
    return notes
  }

  /// The settings of a package; the account's kind decides the address, which a redirect of the pages finds as well.
  private func page(_ parts: [String], _ client: GitHubClient) -> String {
    "\(client.server.pages)/\(client.repository)/pkgs/container/\(parts[2].replacing("/", with: "%2F"))"
  }
}
