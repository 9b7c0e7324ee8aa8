import Testing

@testable import BrokkrRelease

@Suite struct TextTableTests {
  @Test("columns are aligned by what is seen, and no line ends in spaces")
  func aligned() {
    let table = TextTable(rows: [["a", "\("long", .good)", "x"], ["bcd", "e", ""], ["f"]])
    #expect(table.lines(indent: 1).map(\.plain) == [" a    long  x", " bcd  e", " f"])
  }

  @Test("the last cell of a row widens no column")
  func last() {
    let table = TextTable(rows: [["a", "b"], ["a much longer line"]])
    #expect(table.lines().map(\.plain) == ["a  b", "a much longer line"])
    #expect(TextTable().lines().isEmpty)
  }
}
