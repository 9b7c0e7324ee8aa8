@testable import ExternalTools
import Testing

@Suite struct LineSplitterTests {
  @Test(
    "lines are the same however the bytes come in pieces",
    arguments: [1, 2, 3, 100]
  )
  func pieces(size: Int) {
    let bytes = Array("eins\nzwei ü\r\n10%\r20%\r\n\nrest".utf8)
    var splitter = LineSplitter()
    var lines: [String] = []
    for start in stride(from: 0, to: bytes.count, by: size) {
      lines += splitter.lines(of: bytes[start..<min(start + size, bytes.count)])
    }
    #expect(lines == ["eins", "zwei ü", "10%", "20%", ""])
    #expect(splitter.rest() == "rest")
    #expect(splitter.rest() == nil)
  }

  @Test("a line without end is cut")
  func endless() {
    var splitter = LineSplitter()
    _ = splitter.lines(of: [UInt8](repeating: 65, count: 100_000))
    #expect(splitter.lines(of: [10]).first?.utf8.count == LineSplitter.longest)
  }
}
