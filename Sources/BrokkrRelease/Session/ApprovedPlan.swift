import FoundationEssentials
import Planning
import Refusals
import ReleaseEngine

/// A plan that was approved, as `plan --out` wrote it: what is published has to be this, or less.
///
/// Its hash covers everything that it would publish. People read its lines, though, so these are compared as well, and
/// a file that was changed after it was written approves nothing.
struct ApprovedPlan: Sendable {
  /// One line: a slot and what it would get.
  private struct Line: Decodable {
    var slot: String
    var role: Role
    var after: String?
  }

  private struct Document: Decodable {
    var version: String
    var tag: String
    var head: String
    var tree: String
    var plan_hash: String
    var complete: Bool
    var changes: [Line]
  }

  /// The file.
  let path: String
  private let document: Document

  /// The release's tag.
  var tag: String { document.tag }

  /// Reads a file; throws where it is no plan, approves nothing, or is not as it was written.
  init(reading path: String) throws {
    guard let data = try? Data(contentsOf: URL(filePath: path)), let plan = try? JSONValue(parsing: [UInt8](data)),
      plan["plan_hash"]?.text != nil
    else {
      throw Refusal(
        .usage, what: "\(path) was not read: it is no plan.", remedy: "Name a file that `plan --out` wrote.")
    }
    guard plan["complete"] != false else {
      throw Refusal(
        .approvalMissing, what: "\(path) approves nothing: it was made before the build.",
        remedy: "Make the plan with --input for every folder that was built.")
    }
    guard let document = try? JSONDecoder().decode(Document.self, from: data),
      plan["seal"]?.text == PlanJSON.seal(of: plan)
    else {
      throw Refusal(
        .approvalMissing, what: "\(path) approves nothing: it was changed after `plan` had written it.",
        why: "Its seal does not fit what it says", remedy: Self.remedy)
    }
    (self.path, self.document) = (path, document)
  }

  private static let remedy = "Make a new plan with `brokkr-release plan --input`, and have it approved."

  /// Throws where a plan, made anew from what is there, is another one.
  func check(_ plan: ReleasePlan) throws {
    var differences = headline(plan.version, plan.tag, plan.head, plan.hash)
    if document.tree != plan.tree { differences.append("the tree is \(plan.tree), and \(document.tree) was approved") }
    differences += lines(plan.afters)
    let known = Set(document.changes.map(\.slot))
    differences += plan.changes.filter { !known.contains($0.slot) }.map { "\($0.slot) is not in the approved plan" }
    try refuse(plan.tag, differences)
  }

  /// Throws where a release that is recorded already is another one.
  func check(_ record: Record) throws {
    let afters = record.claims.reduce(into: [String: String?]()) { $0[$1.slot] = .some($1.value) }
    try refuse(
      record.tag,
      headline(record.version, record.tag, record.head ?? "", record.planHash ?? "") + lines(afters))
  }

  private func headline(_ version: String, _ tag: String, _ head: String, _ hash: String) -> [String] {
    var differences: [String] = []
    if hash != document.plan_hash {
      differences.append("Its plan is \(hash.prefix(12)), and \(document.plan_hash.prefix(12)) was approved")
    }
    for (name, found, approved) in [
      ("version", version, document.version), ("tag", tag, document.tag), ("commit", head, document.head),
    ] where found != approved {
      differences.append("the \(name) is \(found), and \(approved) was approved")
    }
    return differences
  }

  /// Every line has to say what its slot would get; the commit and the tag object stand for the tree, and are made last.
  private func lines(_ afters: [String: String?]) -> [String] {
    document.changes.compactMap { line in
      guard let after = afters[line.slot] else { return "\(line.slot) is no slot of this release" }
      let isMadeLast = (line.role == .tag || line.role == .branch) && line.after == document.tree
      return isMadeLast || after == line.after ? nil : "\(line.slot) would get \(after ?? "nothing")"
    }
  }

  private func refuse(_ tag: String, _ differences: [String]) throws {
    guard !differences.isEmpty else { return }
    throw Refusal(
      .approvalMissing, what: "\(tag) was not published: it is not what was approved.",
      why: differences.prefix(20).joined(separator: "\n"), remedy: Self.remedy)
  }
}
