import CLibgit2
import Refusals

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension OpenedRepository {
  /// What a reference points at, behind symbolic ones; nil where there is no such reference.
  func reference(_ name: String) throws(GitError) -> ObjectID? {
    var id = git_oid()
    let code = git_reference_name_to_id(&id, handle.pointer, name)
    guard code != GIT_ENOTFOUND.rawValue else { return nil }
    try check(code, "reading \(name)")
    return ObjectID(id)
  }

  /// Every reference whose full name begins with `prefix`; the first bytes of each name are left out.
  ///
  /// - Parameters:
  ///   - prefix: how the full names begin.
  ///   - count: how many bytes of each name are left out.
  ///   - isFollowing: symbolic ones are listed as what they lead to, and as ``ObjectID/nothing`` where that is nowhere;
  ///     otherwise they are left out.
  /// - Returns: the names, sorted, with what each points at.
  /// - Throws: where a reference cannot be read.
  func references(
    under prefix: String, dropping count: Int = 0, following isFollowing: Bool = false
  ) throws -> [(name: String, target: ObjectID)] {
    let iterator = try Owned(freeing: git_reference_iterator_free, "listing references") {
      git_reference_iterator_glob_new(&$0, handle.pointer, "\(prefix)*")
    }
    var found: [(name: String, target: ObjectID)] = []
    while true {
      var next: OpaquePointer?
      let code = git_reference_next(&next, iterator.pointer)
      if code == GIT_ITEROVER.rawValue {
        // Packed ones come in order, and there may be many of them.
        let isSorted = zip(found, found.dropFirst()).allSatisfy { $0.name < $1.name }
        return isSorted ? found : found.sorted { $0.name < $1.name }
      }
      try check(code, "listing references")
      defer { git_reference_free(next) }
      guard let name = git_reference_name(next) else { continue }
      if let target = git_reference_target(next) {
        found.append((String(cString: name + count), ObjectID(target.pointee)))
      } else if isFollowing {
        found.append((String(cString: name + count), try reference(String(cString: name)) ?? .nothing))
      }
    }
  }

  /// Moves a reference over what it holds; `git_reference_create` would look first and lock later.
  func update(_ name: String, to: ObjectID?, from: ObjectID?) throws {
    switch (to, from) {
    case (nil, nil):
      if try reference(name) != nil { throw GitError(.modified, during: "expecting no \(name)", detail: "") }
    case (nil, let from?): try remove(name, from)
    case (let to?, let from):
      // An all-zero id says that it must not exist.
      var (target, expected) = (to.raw, from?.raw ?? git_oid())
      let moved = try Owned(freeing: git_reference_free, "moving \(name)") {
        git_reference_create_matching(&$0, handle.pointer, name, &target, 1, &expected, "brokkr-release")
      }
      _ = moved.pointer
    }
  }

  private func remove(_ name: String, _ expected: ObjectID) throws(GitError) {
    let held = try Owned(freeing: git_reference_free, "removing \(name)") {
      git_reference_lookup(&$0, handle.pointer, name)
    }
    guard git_reference_target(held.pointer).map({ ObjectID($0.pointee) }) == expected else {
      throw GitError(.modified, during: "removing \(name)", detail: "")
    }
    // Compared once more under the lock.
    try check(git_reference_delete(held.pointer), "removing \(name)")
  }
}

extension Repository {
  /// What a reference points at: the tag object of an annotated tag; nil where there is no such reference.
  public func reference(_ fullName: String) throws -> ObjectID? {
    try locked { try $0.reference(fullName) }
  }

  /// Every reference whose full name begins with `prefix`, with what it points at, sorted by name; symbolic ones are
  /// left out.
  public func references(under prefix: String) throws -> [(name: String, target: ObjectID)] {
    try locked { try $0.references(under: prefix) }
  }

  /// Every tag by its short name, with what it points at, sorted by name.
  ///
  /// A symbolic one is a tag like others, as git has it; one that leads nowhere points at ``ObjectID/nothing``.
  public func tags() throws -> [(name: String, target: ObjectID)] {
    let prefix = "refs/tags/"
    return try locked { try $0.references(under: prefix, dropping: prefix.utf8.count, following: true) }
  }

  /// Moves a reference of this repository over what it holds.
  ///
  /// - Parameters:
  ///   - name: the full name.
  ///   - to: what it points at afterwards; nil removes it.
  ///   - from: what it points at now; nil for nothing.
  /// - Throws: ``GitError`` where it holds something else; a `Refusal` where another process keeps its lock.
  public func update(_ name: String, to: ObjectID?, from: ObjectID?) throws {
    for attempt in 0... {
      do {
        return try locked { try $0.update(name, to: to, from: from) }
      } catch let error as GitError where error.code == .locked {
        // Held for milliseconds by those who live; longer by those who died.
        guard attempt < 100 else { throw locked(name) }
        usleep(20_000)
      }
    }
  }

  private func locked(_ name: String) -> Refusal {
    Refusal(
      .failed, what: "\(name) was not moved: another process holds its lock.",
      why: "\(commonDirectory)/\(name).lock",
      remedy: "Wait for the other git process; where none is left, remove that file.")
  }
}
