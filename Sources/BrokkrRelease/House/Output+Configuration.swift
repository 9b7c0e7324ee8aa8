import FoundationEssentials
import Git
import Planning
import Refusals

extension Output {
  /// The repository that the command works on: the one that is named, else what git would take.
  ///
  /// A command that looks at each object once reads a third faster where it believes the store.
  func openRepository(lookingOnce: Bool = false) throws -> Repository {
    let isVerifying = !(lookingOnce && environment.isProcess)
    guard !settings.isRepositoryNamed else {
      return try Repository(at: settings.repository, verifyingHashes: isVerifying)
    }
    return try Repository(environment: { environment[$0] }, verifyingHashes: isVerifying)
  }

  /// The configuration in effect: the one that was named, else the repository's own.
  ///
  /// Where there is none, images and charts are looked for if `isDetecting`, else only the defaults hold.
  func configuration(of repository: Repository, isDetecting: Bool = true) throws -> Configuration {
    if let name = settings.configuration {
      let text = name == "-" ? try StandardInput.read() : try read(name)
      return try Configuration.load(text: text, file: name, variables: environment.look)
    }
    let root = repository.workTree ?? repository.gitDirectory
    if let (file, text) = try repository.workTree.map(Configuration.find(in:)) ?? committedConfiguration(of: repository)
    {
      return try Configuration.load(text: text, file: file, variables: environment.look)
    }
    guard isDetecting else {
      progress("\("There is no \(Configuration.fileNames[0]); its defaults hold.", .dim)")
      return try Configuration.load(text: [], file: Configuration.fileNames[0], variables: environment.look)
    }
    let url = try repository.configuration("remote.origin.url")
    let detected = try Configuration.detected(in: root, remoteURL: url, variables: environment.look)
    note(
      Note(
        "configuration-detected",
        "There is no \(Configuration.fileNames[0]); \(detected.images.count) images and \(detected.charts.count) charts "
          + "were detected."))
    return detected
  }

  /// The configuration of what a bare repository's HEAD names, since it has no files; nil where there is none.
  private func committedConfiguration(of repository: Repository) throws -> (file: String, text: [UInt8])? {
    switch try repository.head() {
    case .branch(_, let head), .detached(let head): try Configuration.find { try repository.file($0, in: head) }
    case .unborn: nil
    }
  }

  private func read(_ name: String) throws -> [UInt8] {
    do {
      return [UInt8](try Data(contentsOf: URL(filePath: name)))
    } catch {
      throw Refusal(
        .configuration, what: "\(name) was not read.", why: "It is no readable file",
        remedy: "Name a file by --config, or leave it out for the repository's own.")
    }
  }
}
