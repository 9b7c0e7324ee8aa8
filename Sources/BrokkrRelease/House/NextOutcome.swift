import Git
import Planning
import Refusals
import SemanticVersioning

/// What came of the question for one component's next version.
struct NextOutcome: Sendable {
  /// The component's name; nil where the configuration has none.
  var component: String?
  /// What was looked at.
  var history: VersionHistory
  /// What each commit since the base asks for, newest first.
  var reasons: [NextVersion.Reason]
  /// The version; nil where there is nothing to release.
  var answer: NextVersion.Answer?
  /// Why there is no version; nil where there is one.
  var refusal: Refusal?
  /// The branch that is checked out; nil where none is.
  var branch: String?

  /// Works it out; what is no version although something is to be released is thrown.
  init(
    of scope: ComponentScope, _ history: VersionHistory, _ bump: NextVersion.RequestedBump, pre: Channel?,
    _ branch: String?, _ configuration: Configuration
  ) throws {
    (component, self.history, self.branch) = (scope.name, history, branch)
    do {
      let answer = try history.next(bump, pre: pre, rules: configuration.bump, spelling: configuration.prerelease)
      (self.answer, reasons) = (answer, answer.reasons)
    } catch let refusal as Refusal where refusal.code == .nothingToRelease {
      (self.refusal, reasons) = (refusal, try history.reasons(rules: configuration.bump))
    }
  }

  /// The tag; nil where there is nothing to release.
  var tag: String? { answer.map { history.pattern.tag(for: $0.version) } }

  /// The branch's series.
  var series: BranchRule.Series { history.rule?.series ?? .trunk }

  /// What a person should know without asking for the whole explanation, one sentence each.
  var remarks: [String] {
    var remarks: [String] = []
    if let tag = history.offHead {
      let isBase = tag == history.base?.tag
      remarks.append("\(tag), the \(isBase ? "base" : "highest release of all"), is not in the history of HEAD.")
    }
    if let answer, answer.notes.isEmpty, answer.bump != nil, let candidate = answer.candidate {
      remarks.append(
        "\(history.pattern.tag(for: candidate)), a candidate that is out, asks for more than the commits do.")
    }
    if !history.ignored.isEmpty {
      let (count, name) = (history.ignored.count, history.ignored[0].tag)
      remarks.append(
        count == 1
          ? "The tag \(name) does not count; --explain says why."
          : "\(count) tags such as \(name) do not count; --explain says why.")
    }
    return remarks
  }

  /// The fields of the contract, and of the explanation.
  var json: JSONValue {
    [
      "component": JSONValue(component),
      "version": JSONValue(answer?.version.description),
      "tag": JSONValue(tag),
      "base": history.base.map { base in
        [
          "version": .string(base.version.description), "tag": .string(base.tag),
          "commit": .string(base.commit.description),
        ]
      } ?? nil,
      "bump": JSONValue(answer?.bump?.rawValue),
      "candidate": JSONValue(answer?.candidate.map { history.pattern.tag(for: $0) }),
      "group": JSONValue(answer?.group.map { history.pattern.tag(for: $0) }),
      "prerelease": .bool(answer?.version.isPrerelease ?? false),
      "channel": JSONValue(answer?.version.channel?.rawValue),
      "commits": JSONValue(history.commits.count),
      "reasons": .array(reasons.map(Self.json(of:))),
      "ignored": .array(history.ignored.map { ["tag": .string($0.tag), "reason": .string($0.reason)] }),
      "series": .string(series.rawValue),
      "branch": JSONValue(branch),
      "off_head": JSONValue(history.offHead),
      "raised_past": .array((answer?.raisedPast ?? []).map { .string($0.description) }),
      "notes": .array((answer?.notes ?? []).map { .string($0) }),
    ]
  }

  private static func json(of reason: NextVersion.Reason) -> JSONValue {
    [
      "commit": .string(reason.commit), "subject": .string(reason.subject), "bump": JSONValue(reason.bump?.rawValue),
      "note": JSONValue(reason.note),
    ]
  }
}
