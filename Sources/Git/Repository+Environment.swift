import Refusals

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Repository {
  /// Opens the repository that `GIT_DIR` names, else the one around the working directory, as git does.
  ///
  /// What git would take for its working tree has to be the repository's own: releases are made of what is committed, and
  /// a configuration from elsewhere would be another's. `GIT_CEILING_DIRECTORIES` ends the search.
  ///
  /// - Parameters:
  ///   - variable: the value of a variable; nil where it is not set.
  ///   - isVerifying: every object that is read is hashed again; else ``Libgit2/trustHashes()`` is called.
  /// - Throws: a `Refusal` with the cause and the fix where there is none, or it cannot be read.
  public convenience init(environment variable: (String) -> String?, verifyingHashes isVerifying: Bool) throws {
    if !isVerifying { Libgit2.trustHashes() }
    let directory = variable("GIT_DIR")
    let opened = try OpenedRepository.checked(
      directory ?? ".", isSearching: directory == nil, ceilings: variable("GIT_CEILING_DIRECTORIES"))
    let here = SystemFile.resolved(".") ?? "."
    if let named = variable("GIT_WORK_TREE") {
      guard SystemFile.resolved(named) == opened.workTree.flatMap(SystemFile.resolved) else {
        throw Self.otherWorkTree("GIT_WORK_TREE", named, of: opened.workTree ?? opened.gitDirectory)
      }
    } else if directory != nil, let tree = opened.workTree.flatMap(SystemFile.resolved) {
      // git would take the working directory for the top of the working tree; hooks run there.
      guard "\(here)/".hasPrefix("\(tree)/") || here == SystemFile.resolved(opened.gitDirectory) else {
        throw Self.otherWorkTree("GIT_DIR", directory ?? "", of: tree)
      }
    }
    self.init(opened)
  }

  private static func otherWorkTree(_ variable: String, _ value: String, of tree: String) -> Refusal {
    Refusal(
      .noRepository, what: "Nothing was opened: \(variable) is \(value), and the repository's own folder is \(tree).",
      why: "What git would take for the working tree is another folder than the one that belongs to the repository",
      remedy: "Run it with `-C \(tree)`, which wins over the variables, or unset \(variable).")
  }
}
