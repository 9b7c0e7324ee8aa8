import SemanticVersioning
import TestSupport
import Testing

struct NextVersionTests {
  /// One situation: `live` are the versions that are out, the highest final one of them is the base.
  struct Case: CustomTestStringConvertible, Sendable {
    var live = ""
    var taken = ""
    var burnt = ""
    var commits: [String] = []
    var bump = NextVersion.RequestedBump.auto
    var pre: Channel?
    var spelling: String?
    var expected: String?

    var testDescription: String {
      "\(live) | \(taken) | \(burnt) | \(commits) \(bump) \(pre?.rawValue ?? "") = \(expected ?? "none")"
    }

    static func versions(_ text: String) throws -> [SemanticVersion] {
      try text.split(separator: " ").map { try SemanticVersion(parsing: $0) }
    }

    func request() throws -> NextVersion.Request {
      let live = try Self.versions(live)
      return NextVersion.Request(
        known: try live + Self.versions(taken), burnt: try Self.versions(burnt), live: live,
        base: live.filter { !$0.isPrerelease }.max { $0.precedence < $1.precedence },
        commits: commits.enumerated().map { NextVersion.Commit(id: "c\($0.offset)", message: $0.element) }, bump: bump,
        pre: pre, spelling: try spelling.map { try CandidateSpelling(parsing: $0) })
    }
  }

  private func check(_ situation: Case) throws {
    #expect(NextVersion.decide(try situation.request())?.version.description == situation.expected)
  }

  @Test(
    "a final version is the base, bumped as the commits ask",
    arguments: [
      Case(live: "1.1.3", commits: ["feat: a", "fix: b"], expected: "1.2.0"),
      Case(live: "1.1.3", commits: ["fix: b", "docs: c"], expected: "1.1.4"),
      Case(live: "1.1.3", commits: ["perf: b"], expected: "1.1.4"),
      Case(live: "1.1.3", commits: ["feat!: a", "fix: b"], expected: "2.0.0"),
      Case(live: "1.1.3", commits: ["docs: a", "Merge branch 'x'\n\nfeat: x", "no convention"], expected: nil),
      Case(live: "1.1.3", commits: ["chore: x\n\nRelease: v1.1.3"], expected: nil),
      Case(live: "1.1.3", commits: ["feat: x\n\nRelease: v1.2.0", "fix: y"], expected: "1.1.4"),
      Case(live: "1.1.3", expected: nil),
      Case(live: "0.3.1", commits: ["feat!: a"], expected: "0.4.0"),  // below 1.0.0
      Case(live: "0.3.1", commits: ["feat: a"], expected: "0.4.0"),
      Case(live: "0.3.1", commits: ["fix: a"], expected: "0.3.2"),
      Case(live: "1.1.3 1.0.9 0.9.0", commits: ["fix: a"], expected: "1.1.4"),
      Case(live: "1.1.3", commits: ["Agents (#1)\n\n* feat: a\n* fix: b"], expected: "1.2.0"),
    ]
  )
  func finals(situation: Case) throws { try check(situation) }

  @Test(
    "an open candidate goes on to a riper channel without anything new, and to no other",
    arguments: [
      Case(live: "1.1.0 1.2.0-alpha.1", pre: .beta, expected: "1.2.0-beta.1"),
      Case(live: "1.1.0 1.2.0-beta.2", pre: .rc, expected: "1.2.0-rc.1"),
      Case(live: "1.1.0 1.2.0-alpha.1", pre: .alpha, expected: nil),
      Case(live: "1.1.0 1.2.0-rc.1", pre: .beta, expected: nil),
    ])
  func promoted(situation: Case) throws { try check(situation) }

  @Test(
    "an exact bump always gives a version",
    arguments: [
      Case(live: "1.1.3", bump: .exactly(.patch), expected: "1.1.4"),
      Case(live: "1.1.3", commits: ["feat: a"], bump: .exactly(.patch), expected: "1.1.4"),
      Case(live: "1.1.3", bump: .exactly(.minor), expected: "1.2.0"),
      Case(live: "0.3.1", bump: .exactly(.major), expected: "1.0.0"),  // said so
      Case(bump: .exactly(.patch), expected: "0.0.1"), Case(bump: .exactly(.major), expected: "1.0.0"),
      Case(live: "1.1.3", bump: .exactly(.minor), pre: .beta, expected: "1.2.0-beta.1"),
      Case(live: "1.1.3 1.2.0-rc1", bump: .exactly(.patch), expected: "1.2.0"),  // not below what is out
      Case(live: "1.1.3 1.2.0-rc1", bump: .exactly(.major), expected: "2.0.0"),
    ]
  )
  func exactly(situation: Case) throws { try check(situation) }

  @Test(
    "without a release the first version is 0.1.0, or what a candidate promises",
    arguments: [
      Case(commits: ["Initial commit"], expected: "0.1.0"), Case(commits: ["feat!: a"], expected: "0.1.0"),
      Case(expected: nil),  // not a single commit
      Case(commits: ["Initial commit"], pre: .rc, expected: "0.1.0-rc.1"),
      Case(live: "1.0.0-rc1 1.0.0-rc2", commits: ["fix: a"], expected: "1.0.0"),
      Case(live: "1.0.0-rc1 1.0.0-rc2", expected: "1.0.0"),
      Case(live: "1.0.0-rc9 1.0.0-rc10", commits: ["fix: a"], pre: .rc, expected: "1.0.0-rc11"),
      Case(taken: "0.1.0", commits: ["fix: a"], expected: "0.1.1"),  // the only release was withdrawn
      Case(taken: "1.0.0", commits: ["fix: a"], expected: "1.0.1"),
    ]
  )
  func first(situation: Case) throws { try check(situation) }

  @Test(
    "the core of the highest candidate that is out is the least answer",
    arguments: [
      Case(live: "1.1.3 1.2.0-rc1", expected: "1.2.0"),  // no new commit
      Case(live: "1.1.3 1.2.0-rc1", commits: ["fix: a"], expected: "1.2.0"),
      Case(live: "1.1.3 1.2.0-rc1", commits: ["feat!: a"], expected: "2.0.0"),
      Case(live: "1.1.3 1.2.0-rc1 2.0.0-beta.1", commits: ["feat: a"], expected: "2.0.0"),
      Case(live: "1.1.3 1.1.3-rc1 1.1.0-rc1", expected: nil),  // their final version is out
      Case(live: "1.1.3", taken: "1.2.0-rc1", expected: nil),  // withdrawn
      Case(live: "1.2.0", burnt: "1.2.1-rc1", commits: ["fix: a"], expected: "1.2.1"),
    ]
  )
  func leastAnswer(situation: Case) throws { try check(situation) }

  @Test(
    "what is taken is passed by patches",
    arguments: [
      Case(live: "1.1.3", burnt: "1.2.0 1.2.1", commits: ["feat: a", "fix: b"], expected: "1.2.2"),
      Case(live: "1.1.3", taken: "1.2.0", burnt: "1.2.1", commits: ["feat: a"], expected: "1.2.2"),
      Case(live: "1.1.3", taken: "1.2.1", commits: ["feat: a"], expected: "1.2.0"),  // free itself
      Case(live: "1.1.3", taken: "1.2.0-rc1 1.2.0-beta", commits: ["feat: a"], expected: "1.2.0"),
      Case(live: "1.1.3", taken: "1.2.0+build", commits: ["feat: a"], expected: "1.2.1"),
      Case(live: "1.1.3 1.2.0-rc1", burnt: "1.2.0", expected: "1.2.1"),
      Case(live: "1.1.3", burnt: "1.2.0", commits: ["feat: a"], pre: .rc, expected: "1.2.1-rc.1"),
    ]
  )
  func raised(situation: Case) throws { try check(situation) }

  @Test(
    "a candidate counts on from every one of its core and channel that ever was",
    arguments: [
      Case(live: "1.1.3", commits: ["feat: a"], pre: .rc, expected: "1.2.0-rc.1"),
      Case(live: "1.1.3 1.2.0-rc.1", commits: ["feat: a"], pre: .rc, expected: "1.2.0-rc.2"),
      Case(live: "1.1.3 1.2.0-rc1", commits: ["feat: a"], pre: .beta, expected: "1.2.0-beta1"),
      Case(live: "1.1.3 1.2.0-rc.1", commits: ["feat!: a"], pre: .rc, expected: "2.0.0-rc.1"),
      Case(live: "1.2.0", taken: "1.2.1-rc1", burnt: "1.2.1-rc1", commits: ["fix: a"], pre: .rc, expected: "1.2.1-rc2"),
      Case(live: "1.2.0", burnt: "1.2.1-rc.9 1.2.1-rc.10", commits: ["fix: a"], pre: .rc, expected: "1.2.1-rc.11"),
      Case(
        live: "1.2.0 1.2.1-rc.999999999999999999", commits: ["fix: a"], pre: .rc,
        expected: "1.2.1-rc.1000000000000000000"),
      Case(live: "1.2.0 1.2.1-rc", commits: ["fix: a"], pre: .rc, expected: "1.2.1-rc.1"),
      Case(live: "1.2.0 1.2.1-rc.1", commits: ["docs: a"], pre: .rc, expected: nil),  // nothing new for a candidate
      Case(live: "1.2.0 1.2.1-rc.1", pre: .rc, expected: nil),
    ]
  )
  func candidates(situation: Case) throws { try check(situation) }

  @Test(
    "a candidate is spelled as those of its core, else as configured, else as the last one, else with a dot",
    arguments: [
      Case(live: "1.0.0 1.0.0-rc1 0.9.0-beta.3", commits: ["fix: a"], pre: .rc, expected: "1.0.1-rc1"),
      Case(live: "1.0.0 1.0.0-rc-1", commits: ["fix: a"], pre: .beta, expected: "1.0.1-beta-1"),
      Case(live: "1.0.0", commits: ["fix: a"], pre: .rc, spelling: "{channel}{n}", expected: "1.0.1-rc1"),
      Case(live: "1.0.0 1.0.0-rc1", commits: ["fix: a"], pre: .rc, spelling: "{channel}.{n}", expected: "1.0.1-rc.1"),
      // Within one core SemVer would rank rc.2 below rc1.
      Case(live: "1.0.0 1.0.1-rc1", commits: ["fix: a"], pre: .rc, spelling: "{channel}.{n}", expected: "1.0.1-rc2"),
      Case(
        live: "1.0.0 1.0.1-rc1", commits: ["fix: a"], pre: .beta, spelling: "{channel}.{n}", expected: "1.0.1-beta.1"),
    ]
  )
  func spelling(situation: Case) throws { try check(situation) }

  @Test("a candidate below one that is out says so")
  func lowerChannel() throws {
    let request = try Case(live: "1.1.3 1.2.0-rc.1", commits: ["feat: a"], pre: .beta).request()
    let answer = try #require(NextVersion.decide(request))
    #expect(answer.version.description == "1.2.0-beta.1")
    #expect(answer.notes == ["1.2.0-beta.1 ranks below 1.2.0-rc.1, which is out."])
  }

  @Test("the answer says what it went past and why")
  func explains() throws {
    let answer = try #require(
      NextVersion.decide(
        try Case(live: "1.1.3", burnt: "1.2.0 1.2.1", commits: ["docs: c", "feat: a", "fix: b"]).request()))
    #expect(answer.bump == .minor)
    #expect(answer.raisedPast.map(\.description) == ["1.2.0", "1.2.1"])
    #expect(answer.notes.count == 1)
    #expect(answer.reasons.map(\.commit) == ["c0", "c1", "c2"])
    #expect(answer.reasons.map(\.subject) == ["docs: c", "feat: a", "fix: b"])
    #expect(answer.reasons.map(\.bump) == [nil, .minor, .patch])
  }

  @Test("a candidate that is out decides without a bump")
  func withoutBump() throws {
    let answer = try #require(NextVersion.decide(try Case(live: "1.1.3 1.2.0-rc1", commits: ["docs: c"]).request()))
    #expect(answer.bump == nil)
    #expect(answer.version == SemanticVersion(1, 2, 0))
  }

  @Test(
    "the answer names the candidate that decided, and none where the bump gives as much",
    arguments: [
      (Case(live: "1.0.0 2.0.0-rc.1", commits: ["fix: a"]), "2.0.0-rc.1"),
      (Case(live: "1.0.0 2.0.0-rc.1"), "2.0.0-rc.1"), (Case(live: "1.0.0 1.1.0-rc.1", commits: ["feat: a"]), nil),
      (Case(live: "1.0.0 1.1.0-rc.1", commits: ["feat!: a"]), nil), (Case(live: "1.0.0", commits: ["fix: a"]), nil),
      (Case(live: "1.0.0 2.0.0-rc.1", bump: .exactly(.patch)), "2.0.0-rc.1"),
      (Case(live: "1.0.0 2.0.0-rc.1", commits: ["fix: a"], pre: .rc), "2.0.0-rc.1"),
    ] as [(Case, String?)])
  func decidingCandidate(situation: Case, expected: String?) throws {
    let answer = try #require(NextVersion.decide(try situation.request()))
    #expect(answer.candidate?.description == expected)
  }

  @Test("a candidate's number is never one that is taken, however many digits the highest has")
  func longNumber() throws {
    let situation = Case(
      live: "1.2.0 1.2.1-rc.999999999999999999 1.2.1-rc.1000000000000000000", commits: ["fix: a"], pre: .rc,
      expected: "1.2.1-rc.1000000000000000001")
    try check(situation)
  }

  @Test("a base below other live finals, as on a maintenance branch, stays on its line")
  func maintenance() throws {
    var request = try Case(live: "1.1.3 1.2.0-rc1 1.2.0", commits: ["fix: a"]).request()
    request.base = SemanticVersion(1, 1, 3)
    #expect(NextVersion.decide(request)?.version == SemanticVersion(1, 1, 4))
  }

  @Test("random requests never give a version that is taken, nor one that is not above the base", arguments: 1...20)
  func neverTaken(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    func version() -> SemanticVersion {
      let numbers = (0..<3).map { _ in UInt64.random(in: 0...2, using: &random) }
      let channel = Channel.allCases.randomElement(using: &random) ?? .rc
      let number = Int.random(in: 1...3, using: &random)
      let spelled = [["\(channel)", "\(number)"], ["\(channel)\(number)"], ["\(channel)"], []]
      return SemanticVersion(
        numbers[0], numbers[1], numbers[2],
        prerelease: Bool.random(using: &random) ? [] : spelled.randomElement(using: &random) ?? [])
    }
    for _ in 0..<200 {
      let known = (0..<Int.random(in: 0...12, using: &random)).map { _ in version() }
      let burnt = (0..<Int.random(in: 0...5, using: &random)).map { _ in version() }
      let live = known.filter { _ in Bool.random(using: &random) }
      let base = live.filter { !$0.isPrerelease }.max { $0.precedence < $1.precedence }
      for pre in [nil, .alpha, .beta, .rc] as [Channel?] {
        let request = NextVersion.Request(
          known: known, burnt: burnt, live: live, base: base,
          commits: [.init(id: "a", message: ["fix: a", "feat: b", "x"].randomElement(using: &random) ?? "")], pre: pre)
        guard let answer = NextVersion.decide(request) else { continue }
        let taken = Set((known + burnt).map(\.precedence))
        #expect(!taken.contains(answer.version.precedence), "\(request)")
        #expect(answer.version.channel == pre)
        if let base { #expect(base.precedence < answer.version.precedence, "\(request)") }
        let core = answer.version.core
        #expect(live.allSatisfy { !$0.isPrerelease || $0.core.precedence <= core.precedence }, "\(request)")
      }
    }
  }

  @Test("a pre-release of no channel, as of every night, is no candidate that waits")
  func nightly() throws {
    let live = try Case.versions("2.17.1 9.0.0-52825890-nightly 3.0.0-dev.4")
    var request = NextVersion.Request(known: live, live: live, base: SemanticVersion(2, 17, 1))
    #expect(NextVersion.decide(request) == nil)
    request.commits = [.init(id: "a", message: "fix: x")]
    #expect(NextVersion.decide(request)?.version == SemanticVersion(2, 17, 2))
  }

  @Test("what has another reason to be taken is told by that")
  func taken() throws {
    var request = NextVersion.Request(
      known: try Case.versions("1.0.0 1.1.0"), burnt: try Case.versions("1.1.1 1.1.2"), base: SemanticVersion(1, 0, 0),
      commits: [.init(id: "a", message: "feat: x")])
    request.waiting = try Case.versions("1.1.1")
    request.barred = try Case.versions("1.1.3 1.1.4-rc.1")
    let answer = try #require(NextVersion.decide(request))
    #expect(answer.version == SemanticVersion(1, 1, 4))
    #expect(answer.raisedPast.map(\.description) == ["1.1.0", "1.1.1", "1.1.2", "1.1.3"])
    #expect(
      answer.notes == [
        "1.1.0 to 1.1.2 are taken: a version is never cut again with other content.",
        "1.1.1 is taken: a release that waits for its approval has it, until that is given up.",
        "1.1.3 is taken: git makes no tag beside others whose names go on behind it.",
      ])
    request.pre = .rc
    #expect(NextVersion.decide(request)?.version.description == "1.1.4-rc.2")
  }

  @Test("the version of a group is named where it is above what the commits give")
  func group() throws {
    var request = NextVersion.Request(
      known: [SemanticVersion(1, 0, 0)], base: SemanticVersion(1, 0, 0), commits: [.init(id: "a", message: "fix: x")])
    request.least = SemanticVersion(1, 1, 0)
    #expect(NextVersion.decide(request)?.group == SemanticVersion(1, 1, 0))
    request.least = SemanticVersion(1, 0, 1)
    #expect(NextVersion.decide(request)?.group == nil)
  }
}
