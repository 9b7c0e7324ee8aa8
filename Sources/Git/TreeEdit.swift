/// What is to change in a folder of a tree, by name.
struct TreeEdit {
  /// What is to become of one name.
  enum Action {
    case write([UInt8])
    case remove
    /// What is in the folder of this name, once it is empty where `afresh` says so.
    case enter(TreeEdit, afresh: Bool)
  }

  private(set) var actions: [[UInt8]: Action] = [:]

  /// Gathers edits by path; nil removes.
  ///
  /// - Throws: ``GitError`` where a path is none, or two of them contradict each other.
  init(_ files: [String: [UInt8]?]) throws {
    for (path, bytes) in files {
      let names = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map { [UInt8]($0) }
      guard names.allSatisfy(Self.isName) else {
        throw GitError(.invalidName, during: "writing `\(path)`", detail: "git keeps no such path")
      }
      try add(bytes.map { .write($0) } ?? .remove, at: names[...], path)
    }
  }

  private init() {}

  private mutating func add(_ action: Action, at names: ArraySlice<[UInt8]>, _ path: String) throws {
    guard let name = names.first else { return }
    // Taken out meanwhile, so that an inner edit is not copied for each path.
    let known = actions.removeValue(forKey: name)
    if names.count == 1 {
      switch (known, action) {
      case (nil, _): actions[name] = action
      case (.enter(let inner, _), .remove): actions[name] = .enter(inner, afresh: true)
      default: throw Self.contradiction(path)
      }
      return
    }
    var (inner, afresh) = (TreeEdit(), false)
    switch known {
    case nil: break
    case .remove: afresh = true
    case .enter(let edit, let isAfresh): (inner, afresh) = (edit, isAfresh)
    case .write: throw Self.contradiction(path)
    }
    try inner.add(action, at: names.dropFirst(), path)
    actions[name] = .enter(inner, afresh: afresh)
  }

  /// Something is written, and not only removed.
  var writes: Bool {
    actions.values.contains { action in
      switch action {
      case .write: true
      case .remove: false
      case .enter(let inner, _): inner.writes
      }
    }
  }

  private static func contradiction(_ path: String) -> GitError {
    GitError(.exists, during: "writing `\(path)`", detail: "it would be a file and a folder at once")
  }

  /// A name that git keeps in a tree, and that is itself on every file system.
  static func isName(_ name: [UInt8]) -> Bool {
    guard !name.isEmpty, name != Array(".".utf8), name != Array("..".utf8), !name.contains(0) else { return false }
    return String(decoding: name, as: UTF8.self).lowercased() != ".git"
  }
}
