import ExternalTools
import TestSupport
import Testing

@Suite("The search for secrets that every world ends with")
struct CanaryTests {
  @Test("finds one in a file that was left, and in an object of a repository, and nowhere else")
  func found() async throws {
    let scratch = try ScratchDirectory("canary")
    try scratch.write(Canary.token, to: "home/.docker/config.json")
    try scratch.write("nothing", to: "tmp/left")
    #expect(!Canary.isLeft(below: scratch.path))
    for form in Canary.forms {
      try scratch.write("a \(form) b", to: "tmp/brokkr-1/left")
      #expect(Canary.isLeft(below: scratch.path), "\(form)")
    }
    try scratch.write("", to: "tmp/brokkr-1/left")
    for line in [["init", "-q", "clone"], ["-C", "clone", "hash-object", "-w", "--stdin"]] {
      _ = try await Invocation("git", line, in: scratch.path, input: Array(Canary.password.utf8)).run()
    }
    #expect(Canary.isLeft(below: scratch.path))
  }
}
