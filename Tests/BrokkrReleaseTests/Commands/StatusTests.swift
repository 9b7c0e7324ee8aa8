import ReleaseEngine
import Testing

@testable import BrokkrRelease

@Suite("What is in flight")
struct StatusTests {
  private func said(_ foreign: [(String, Role)], _ verb: Operation.Verb = .cut) -> String {
    let holder = Holder(host: "h", actor: "A <a@b>", pid: 1, start: "s")
    var record = Record(version: "1.2.0", tag: "v1.2.0", component: nil, state: .publishing, holder: holder)
    record.operation = Operation(verb)
    let entries = foreign.map { address, role in
      ChangeEntry(SlotChange(SlotName("oci.tag", address), role, from: nil, to: HeldValue("1"), state: .foreign))
    }
    return StyledText(lines: Status.finishing(record, entries)).plain
  }

  @Test("the line that finishes it is one that does")
  func finishing() {
    #expect(said([]) == "Finish it: brokkr-release resume v1.2.0")
    #expect(said([("oci:h/a:latest", .floating)]).hasSuffix("brokkr-release resume v1.2.0 --force oci:h/a:latest"))
    let taken = said([("oci:h/a:latest", .floating), ("oci:h/a:1.2.0", .images)])
    #expect(taken == "Somebody else changed oci:h/a:1.2.0: nothing finishes it before that is set back.")
    let left = said([("oci:h/a:1.2.0", .images)], .withdraw)
    #expect(left == "Somebody else changed oci:h/a:1.2.0: it stays as it is.\nFinish it: brokkr-release resume v1.2.0")
  }
}
