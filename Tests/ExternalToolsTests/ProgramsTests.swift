@testable import ExternalTools
import Testing

@Suite struct ProgramsTests {
  @Test("the first executable file of the name is taken")
  func order() throws {
    let (one, two) = (try ScratchFolder(), try ScratchFolder())
    try one.write("", to: "tool")  // not executable
    try two.write("", to: "tool", isExecutable: true)
    #expect(Programs.locate("tool", on: "\(one.path):\(two.path)") == "\(two.path)/tool")
    #expect(Programs.locate("tool", on: one.path) == nil)
  }

  @Test("relative folders of the search path are passed over")
  func relative() throws {
    #expect(Programs.locate("sh", on: ".:bin::../bin") == nil)
  }

  @Test("a path is itself, a folder is no program")
  func paths() {
    #expect(Programs.locate("/bin/sh") == "/bin/sh")
    #expect(Programs.locate("/bin") == nil)
    #expect(Programs.locate("/no/such/file") == nil)
    #expect(Programs.locate("") == nil)
  }
}
