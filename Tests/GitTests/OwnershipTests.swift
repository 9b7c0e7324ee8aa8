import ExternalTools
import Refusals
import Testing
import TestSupport

@testable import Git

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

@Suite("a repository of another user", .enabled(if: getuid() == 0, "only root gives files away"))
struct OwnershipTests {
  private func given(_ name: String) async throws -> Clone {
    let clone = try await Clone(name)
    try await clone.commit("feat: a")
    _ = try await Invocation("chown", ["-R", "12345", clone.path]).run().checked("", remedy: "")
    return clone
  }

  @Test(
    "is opened where the user's own configuration calls it safe, wherever that is",
    arguments: [
      ("PATH", true), ("*", true), ("PARENT/*", true),  // as git has it
      ("/elsewhere", false), ("PARENT", false), ("", false),
      ("PATH\"\n\tdirectory = \"", false),  // an empty value takes back what is above it
    ]
  )
  func safe(value: String, isSafe: Bool) async throws {
    let clone = try await given("owner-safe")
    let place = value.replacing("PATH", with: clone.path).replacing("PARENT", with: clone.scratch.path)
    let file = try clone.scratch.write("[safe]\n\tdirectory = \"\(place)\"\n", to: "global")
    let (path, expected) = (clone.path, "\(isSafe)")
    await #expect(processExitsWith: .success) {
      [path = path as String, file = file as String, expected = expected as String] in
      setenv("GIT_CONFIG_GLOBAL", file, 1)
      let isOpened = (try? Repository(at: path)) != nil
      #expect("\(isOpened)" == expected)
    }
  }

  @Test("is not made safe by its own configuration")
  func own() async throws {
    let clone = try await Clone("owner-own")
    try await clone.git("config", "safe.directory", "*")
    _ = try await Invocation("chown", ["-R", "12345", clone.path]).run().checked("", remedy: "")
    let refusal = #expect(throws: Refusal.self) { try clone.repository() }
    #expect(refusal?.remedy.contains("safe.directory \(clone.path)") == true)
  }

  @Test(
    "is opened where variables call it safe, and git itself is told",
    arguments: [
      ("GIT_CONFIG_PARAMETERS", "'safe.directory=PATH'", true), ("GIT_CONFIG_PARAMETERS", "'safe.directory'='*'", true),
      ("GIT_CONFIG_PARAMETERS", "'safe.directory=/elsewhere'", false), ("GIT_CONFIG_VALUE_0", "PATH", true),
      ("GIT_CONFIG_VALUE_0", "/elsewhere", false),
    ])
  func variables(name: String, value: String, isSafe: Bool) async throws {
    let clone = try await given("owner-variables")
    let (path, value, expected) = (clone.path, value.replacing("PATH", with: clone.path), "\(isSafe)")
    await #expect(processExitsWith: .success) {
      [path = path as String, name = name as String, value = value as String, expected = expected as String] in
      setenv("GIT_CONFIG_GLOBAL", "/dev/null", 1)
      if name == "GIT_CONFIG_VALUE_0" {
        setenv("GIT_CONFIG_COUNT", "1", 1)
        setenv("GIT_CONFIG_KEY_0", "safe.directory", 1)
      }
      setenv(name, value, 1)
      let repository = try? Repository(at: path)
      #expect("\(repository != nil)" == expected)
      if let repository {
        let unclean = try await repository.uncleanPaths()
        #expect(unclean == [])
      }
    }
  }

  @Test("is opened behind sudo by the user who owns it")
  func sudo() async throws {
    let clone = try await given("owner-sudo")
    let path = clone.path
    await #expect(processExitsWith: .success) { [path = path as String] in
      setenv("SUDO_UID", "12345", 1)
      #expect((try? Repository(at: path)) != nil)
      setenv("SUDO_UID", "1", 1)
      #expect((try? Repository(at: path)) == nil)
    }
  }
}
