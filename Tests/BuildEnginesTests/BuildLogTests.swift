import OCI
import Refusals
import Testing

@testable import BuildEngines

@Suite struct BuildLogTests {
  @Test("only the last lines are kept")
  func tail() {
    let log = BuildLog { _ in }
    for number in 1...100 { log.append("\(number)") }
    #expect(log.tail == (61...100).map { "\($0)" })
  }

  @Test(
    "lines come without what moves a terminal's cursor",
    arguments: [
      ("plain äö", "plain äö"), ("\u{1B}[31mred\u{1B}[0m", "red"), ("10%\r20%\r100%", "100%"), ("a\tb", "a\tb"),
      ("\u{1B}]0;title\u{7}x", "]0;titlex"), ("\u{9B}31mx", "31mx"), ("", ""), ("\u{1B}[", ""), ("line\r", "line"),
    ]
  )
  func plain(line: String, expected: String) {
    let lines = Lines()
    BuildLog(onLine: lines.append).append(line)
    #expect(lines.all == [expected])
  }

  @Test(
    "arguments that were not consumed are read from the engines' warnings",
    arguments: [
      "[Warning] one or more build args were not consumed: [NOPE SOURCE_DATE_EPOCH TARGETARCH VERSION]",  // Buildah
      "[Warning] One or more build-args [NOPE VERSION] were not consumed",  // BuildKit, where it says it
    ]
  )
  func unused(line: String) throws {
    let log = BuildLog { _ in }
    log.append(line)
    log.append(line)
    let cell = BuildCell(
      image: "x", platform: try Platform(parsing: "linux/amd64"), contextDirectory: "/c", dockerfile: "/c/Dockerfile",
      arguments: [("VERSION", "1"), ("SOURCE_DATE_EPOCH", "1"), ("NOPE", "1"), ("USED", "1")], timestamp: 1)
    #expect(log.notes(for: cell).map { $0.message.contains("NOPE") } == [false, true])
  }
}
