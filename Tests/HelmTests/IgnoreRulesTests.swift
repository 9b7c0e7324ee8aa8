import Refusals
import Testing

@testable import Helm

@Suite("The rules of .helmignore are Helm's")
struct IgnoreRulesTests {
  /// Rows as in the tests of Helm's own package `ignore`, and some that its matcher decides.
  @Test(
    "a rule keeps out what Helm's keeps out",
    arguments: [
      ("helm.txt", "helm.txt", true), ("helm.*", "helm.txt", true), ("helm.*", "rudder.txt", false),
      ("*.txt", "tiller.txt", true), ("*.txt", "cargo/a.txt", true), ("cargo/*.txt", "cargo/a.txt", true),
      ("cargo/*.*", "cargo/a.txt", true), ("cargo/*.txt", "mast/a.txt", false), ("ru[c-e]?er.txt", "rudder.txt", true),
      ("templates/.?*", "templates/.dotfile", true), (".*", ".joonix", true), (".*", "helm.txt", false),
      (".*", "", false), ("cargo/", "cargo/", true), ("cargo/", "mast/", false), ("helm.txt/", "helm.txt", false),
      ("!helm.txt", "helm.txt", false), ("!helm.txt", "tiller.txt", true), ("!*.txt", "cargo/", true),
      ("!cargo/", "mast/", true), ("/a.txt", "a.txt", true), ("/a.txt", "cargo/a.txt", false),
      ("/cargo/a.txt", "cargo/a.txt", true),
      ("!cargo/", "a.txt", true),  // a negated rule for folders keeps every file out
      ("*.yaml\n!values.yaml", "values.yaml", true),  // the first rule has decided
      ("!values.yaml\n*.yaml", "values.yaml", true),  // a negated rule that matches decides nothing
      ("a*b*c", "aXbYbZc", true), ("a*b*c", "aXbYbZ", false), ("cargo/*", "cargo/a/b", false),
      ("[^a-c].txt", "d.txt", true), ("[^a-c].txt", "b.txt", false), ("[\\]]", "]", true), ("\\*", "*", true),
      ("\\*", "a", false), ("[z-a]", "m", false), ("?", "ä", true), ("  # x\n  *.md  ", "README.md", true),
      ("\u{FEFF}*.md\r\n*.txt\r\n", "README.md", true), ("*.md\r\n*.txt\r\n", "a.txt", true),
    ]
  )
  func ignores(rules: String, path: String, expected: Bool) throws {
    let isFolder = path.hasSuffix("/")
    let parsed = try IgnoreRules(parsing: Array(rules.utf8), file: ".helmignore")
    #expect(parsed.ignores(isFolder ? String(path.dropLast()) : path, isFolder: isFolder) == expected)
  }

  @Test("hidden files in templates/ never belong to a chart")
  func hidden() throws {
    let rules = try IgnoreRules(file: ".helmignore")
    #expect(rules.ignores("templates/.swp", isFolder: false))
    #expect(!rules.ignores(".helmignore", isFolder: false) && !rules.ignores("templates/a.yaml", isFolder: false))
  }

  @Test(
    "a pattern that Helm does not read is refused with its line",
    arguments: ["foo/**/bar", "[z-", "[]a]", "a\\", "[-x]"])
  func refuses(pattern: String) {
    let thrown = #expect(throws: Refusal.self) {
      try IgnoreRules(parsing: Array("# first\n\(pattern)\n".utf8), file: ".helmignore")
    }
    #expect(thrown?.why.hasPrefix(".helmignore:2: ") == true)
  }

  @Test("many stars in a pattern take no time")
  func stars() {
    let pattern = GlobPattern(String(repeating: "*a", count: 40) + "b")
    #expect(pattern?.matches(String(repeating: "a", count: 4000)) == false)
  }
}
