import SemanticVersioning
import TestSupport
import Testing

struct PrecedenceTests {
  @Test(
    "versions rank as SemVer says",
    arguments: [
      ["1.0.0", "2.0.0", "2.1.0", "2.1.1"],  // section 11, item 2
      ["1.0.0-alpha", "1.0.0"],  // item 3
      [
        "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1",
        "1.0.0",
      ],  // item 4
      ["1.0.0-1", "1.0.0-2", "1.0.0-10", "1.0.0--", "1.0.0-A", "1.0.0-a", "1.0.0-a.0", "1.0.0-a.0.0"],
      ["1.0.0-9", "1.0.0-99999999999999999999998", "1.0.0-99999999999999999999999"],  // beyond 64 bits
      ["1.9.9", "1.10.0", "1.10.10-rc.1", "1.10.10"],
    ]
  )
  func ranks(ascending: [String]) throws {
    let versions = try ascending.map { try SemanticVersion(parsing: $0) }
    for left in versions.indices {
      for right in versions.indices {
        #expect(versions[left].strictlyPrecedes(versions[right]) == (left < right))
        #expect((versions[left].precedence < versions[right].precedence) == (left < right))
      }
    }
  }

  @Test(
    "candidates rank by number in every spelling",
    arguments: [
      ["1.0.0-rc1", "1.0.0-rc2", "1.0.0-rc9", "1.0.0-rc10", "1.0.0-rc11", "1.0.0-rc100", "1.0.0"],
      ["1.0.0-alpha9", "1.0.0-alpha10", "1.0.0-beta1", "1.0.0-beta10", "1.0.0-rc1"],
      ["1.0.0-rc1", "1.0.0-rc.2", "1.0.0-rc-3", "1.0.0-rc4"],  // a repository that changed its mind
      ["1.0.0-rc.1", "1.0.0-rc.1.x", "1.0.0-rc1"],  // of the same number: SemVer
      ["1.0.0-rc", "1.0.0-rc0", "1.0.0-rc1", "1.0.0-rc.x"],  // without a number first, with a word last
      ["1.0.0-rc9", "1.0.0-rc9.hotfix", "1.0.0-rc10"],
      ["1.0.0-rb", "1.0.0-rc10", "1.0.0-rc-x", "1.0.0-rc1x", "1.0.0-rcx", "1.0.0-rd"],  // candidates before look-alikes
      ["1.0.0-rc9", "1.0.0-rc99999999999999999999998", "1.0.0-rc99999999999999999999999"],
    ]
  )
  func ranksCandidates(ascending: [String]) throws {
    let versions = try ascending.map { try SemanticVersion(parsing: $0) }
    #expect(versions.reversed().sorted { $0.precedence < $1.precedence } == versions)
  }

  @Test("the strict order compares alphanumeric identifiers as text")
  func strictly() throws {
    let (nine, ten) = (try SemanticVersion(parsing: "1.0.0-rc9"), try SemanticVersion(parsing: "1.0.0-rc10"))
    #expect(ten.strictlyPrecedes(nine))
    #expect(!nine.strictlyPrecedes(ten))
    #expect(nine.precedence < ten.precedence)
  }

  @Test("build metadata does not rank, but makes another version")
  func buildMetadata() throws {
    let (plain, built) = (try SemanticVersion(parsing: "1.0.0-a"), try SemanticVersion(parsing: "1.0.0-a+b"))
    #expect(plain.precedence == built.precedence)
    #expect(!plain.strictlyPrecedes(built) && !built.strictlyPrecedes(plain))
    #expect(plain != built)
  }

  /// Text that lies close together, so that the order's special cases meet each other.
  private static func identifiers(_ random: inout SplitMix) -> String {
    let pieces = [
      "rc", "r", "beta", "alpha", "a", "-", "0", "1", "9", "10", "99999999999999999999", "x", "R", ".", ".",
    ]
    return (0..<Int.random(in: 1...5, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "a" }.joined()
  }

  @Test("both orders are total: antisymmetric, transitive, and equal only for the same spelling", arguments: 1...8)
  func isTotal(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    var versions: [SemanticVersion] = []
    while versions.count < 90 {
      let core = "1.0.\(Int.random(in: 0...1, using: &random))"
      if let version = try? SemanticVersion(parsing: "\(core)-\(Self.identifiers(&random))") {
        versions.append(version)
      }
    }
    let orders: [(SemanticVersion, SemanticVersion) -> Bool] = [
      { $0.precedence < $1.precedence }, { $0.strictlyPrecedes($1) },
    ]
    for precedes in orders {
      let before = versions.map { left in versions.map { right in precedes(left, right) } }
      var broken: [String] = []
      for left in versions.indices {
        for right in versions.indices {
          let isSame = versions[left] == versions[right]
          if isSame == (before[left][right] != before[right][left]) || (before[left][right] && before[right][left]) {
            broken.append("\(versions[left]) \(versions[right])")
          }
          guard before[left][right] else { continue }
          for third in versions.indices where before[right][third] && !before[left][third] {
            broken.append("\(versions[left]) \(versions[right]) \(versions[third])")
          }
        }
      }
      #expect(broken.isEmpty)
    }
  }
}
