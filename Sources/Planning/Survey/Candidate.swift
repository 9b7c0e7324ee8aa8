public import Git
import Helm
import Refusals
public import ReleaseEngine
public import SemanticVersioning
import Stamping

/// What is released: a commit, and the tree with the version stamped into it.
///
/// The tree is a function of the commit, the version and the configuration, so that jobs on different machines agree.
public struct Candidate: Sendable {
  /// The commit that is released.
  public var head: Commit
  /// The tree that is tested, built and packaged.
  public var tree: ObjectID
  /// The scalars that carry the version, in this tree.
  public var carried: [StampedScalar]
  /// Those of them that change.
  public var stamped: [StampedScalar] { carried.filter { !$0.isUnchanged } }
  /// The changelog that gets a section; nil where none does.
  public var changelog: String?
  /// A commit with the tree has to be made on top of `head`.
  public var needsCommit: Bool

  /// Stamps `version` into a copy of the tree of `head`; throws all that stands in the way.
  ///
  /// - Parameters:
  ///   - version: the version.
  ///   - scope: what is released.
  ///   - head: the commit that is released.
  ///   - mode: what becomes of the files that state the version.
  ///   - repository: where the tree is written.
  ///   - section: what is added to the changelog where a commit is made; nil for nothing.
  /// - Throws: a `RefusalList` with everything that stands in the way.
  public init(
    _ version: SemanticVersion, of scope: ComponentScope, at head: Commit, mode: StampMode, in repository: Repository,
    adding section: ChangelogSection? = nil
  ) throws {
    var edits = try Self.edits(of: scope, version: version) { try repository.file($0, in: head.id) }
    let stamped = edits.stamped
    if mode == .check, !stamped.isEmpty {
      throw RefusalList(
        stamped.map { scalar in
          Refusal(
            .usage, what: "\(scalar.file) does not say \(scalar.after).",
            why:
              "Its \(scalar.key.joined(separator: ".")) says \(scalar.before ?? "nothing"), and `stamp: check` changes nothing",
            remedy: "Run `brokkr-release stamp \(version)` and merge what it wrote first.")
        })
    }
    self.head = head
    carried = edits.carried
    let isCommitted = mode == .commit || mode == .tag
    if isCommitted, let section, let text = try edits.files[section.file] ?? repository.file(section.file, in: head.id),
      let added = section.added(to: text)
    {
      edits.files[section.file] = added
      changelog = section.file
    }
    tree = edits.files.isEmpty ? head.tree : try repository.writeTree(of: head.id, replacing: edits.files)
    needsCommit = isCommitted && tree != head.tree
  }

  /// Files with the version put in, and the scalars that changed.
  public struct Edits: Sendable {
    /// The new text of each file that changes.
    public var files: [String: [UInt8]] = [:]
    /// The scalars that carry the version.
    public var carried: [StampedScalar] = []
    /// Those of them that change.
    public var stamped: [StampedScalar] { carried.filter { !$0.isUnchanged } }
  }

  /// Puts the version into every scalar that the configuration stamps; throws all that stands in the way.
  ///
  /// - Parameters:
  ///   - scope: what is released.
  ///   - version: the version.
  ///   - read: gives the text of a file by its path; nil where there is none.
  /// - Returns: the new texts and the scalars that change.
  /// - Throws: a `RefusalList` with everything that stands in the way.
  public static func edits(
    of scope: ComponentScope, version: SemanticVersion, read: (String) throws -> [UInt8]?
  ) throws -> Edits {
    var edits = Edits()
    var refusals: [Refusal] = []
    for target in scalars(of: scope, version: version) {
      do {
        guard let text = try edits.files[target.file] ?? read(target.file) else {
          throw Refusal(
            .missingPath, what: "\(target.file) is not there.",
            why: "The configuration stamps \(target.key.joined(separator: ".")) in it",
            remedy: "Commit the file, or correct the configuration.")
        }
        let before = try ScalarEdit.value(of: target.key, in: text, file: target.file)
        let source = try ScalarEdit.source(of: target.key, in: text, file: target.file)
        edits.carried.append(
          StampedScalar(file: target.file, key: target.key, before: before, after: target.value, source: source))
        guard before != target.value else { continue }
        edits.files[target.file] = try ScalarEdit.replacing(
          key: target.key, with: target.value, in: text, file: target.file)
      } catch let refusal as Refusal {
        refusals.append(refusal)
      } catch let list as RefusalList {
        refusals += list.refusals
      }
    }
    guard refusals.isEmpty else { throw RefusalList(refusals) }
    return edits
  }

  /// One scalar that has to carry the version.
  struct Target: Hashable {
    var file: String
    var key: [String]
    var value: String
  }

  /// Every scalar that the configuration stamps, in its order.
  static func scalars(of scope: ComponentScope, version: SemanticVersion) -> [Target] {
    scope.charts.flatMap { chart in
      [
        Target(file: chart.file("Chart.yaml"), key: ["version"], value: version.description),
        Target(
          file: chart.file("Chart.yaml"), key: ["appVersion"],
          value: chart.appVersion(for: version)),
      ]
        + chart.stamps.map { stamp in
          Target(
            file: chart.file(stamp.file), key: stamp.keyPath, value: version.description)
        }
    }
  }

  /// The message of the release commit.
  public static func message(tag: String) -> String { "Release \(tag)\n\nRelease: \(tag)\n" }
}
