import Refusals
import TestSupport
import Testing

@testable import Planning

@Suite("Configurations that are nearly right")
struct ConfigurationMutationTests {
  @Test("is read, or refused with a place", arguments: UInt64(0)..<4)
  func read(seed: UInt64) throws {
    let text = """
      tag: "v{version}"
      images: { app: { repository: ghcr.io/acme/app, platforms: [linux/amd64] } }
      charts:
        app: { repository: oci://ghcr.io/acme/charts, cases: [{ name: a, set: { b: 1 } }] }
      branches: { main: { series: trunk } }
      approve: { by: prompt, valid-for: 30d }
      """
    var mutation = Mutation(
      seed: seed, of: [text],
      words: [
        "&a ", "*a", "<<: ", "null", "[", "]", "{", "}", ": ", "\n", "---\n", "\t", "!!int ", "0x1", "..", "\0", "🙂",
      ])
    for _ in 0..<300 {
      do {
        _ = try Configuration.load(text: mutation.next(), file: "c.yml")
      } catch let list as RefusalList {
        #expect(list.refusals.allSatisfy { $0.what.hasPrefix("c.yml") || $0.message.contains("c.yml") }, "\(list)")
      } catch let refusal as Refusal {
        #expect(refusal.message.contains("c.yml"), "\(refusal)")
      }
    }
  }
}
