/// One pass over a commit message, line by line; its cost grows with the message's length and no faster.
struct MessageScan {
  private(set) var commit = ConventionalCommit()
  private let bytes: [UInt8]
  private var squash = SquashList()
  /// What stands before each commit of a forge's list, an asterisk or a hyphen; nil before the first.
  private var mark: UInt8?
  private var followsBlank = false
  private var isInSubject = true
  private var isInBreakingChange = false
  /// A forge joined the branch of a pull request, and writes its title below.
  private var isForgesMerge = false
  /// What is read of git's own list of a squash: nothing, the header of a commit, or its text.
  private var listing = Listing.none
  /// The titles of git's own list, newest first.
  private var titles: [MessageLine] = []
  private var references: [String] = []

  private enum Listing { case none, header, text }

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func run() {
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: ASCII.newline) ?? bytes.count
      let line = MessageLine(bytes, start..<end)
      if line.isBlank {
        followsBlank = true
        isInBreakingChange = false
      } else if commit.subject.isEmpty {
        readSubject(line.trimmed)
        followsBlank = false
      } else {
        read(line)
        followsBlank = false
      }
      start = end + 1
    }
    while let title = titles.popLast() { squash.append(title) }
    commit.squashed = squash.headers
    if commit.header?.type == ConventionalHeader.revertType { commit.revertedIDs += references }
  }

  private mutating func readSubject(_ line: MessageLine) {
    commit.subject = line.text
    let title = line.behindPullNumber
    commit.header = ConventionalHeader(title)
    commit.isMerge = Self.mergeOpenings.contains { line.has($0) }
    commit.revertedSubject = Self.revertedSubject(title)
    isForgesMerge = Self.isForgesMerge(line)
    if line.has(Self.squashOpening) { listing = .header }
    commit.isRevert = commit.revertedSubject != nil
    readBreakingChange(line)
  }

  private mutating func read(_ line: MessageLine) {
    if followsBlank {
      if isInSubject, isForgesMerge { readPullTitle(line.trimmed) }
      isInSubject = false
      // Only the last paragraph holds trailers.
      commit.releaseTag = nil
    }
    guard listing == .none else { return readListed(line) }
    // Every line that says something of its own begins with one of these; the rest of a message is prose.
    guard isInBreakingChange || "BT*-RrcS".utf8.contains(bytes[line.range.lowerBound]) else { return }
    readBreakingChange(line)
    if line.has("* ") || line.has("- ") {
      readItem(line)
    } else if line.has("This reverts commit ") {
      // A reverted merge names the side that stays as well, behind a comma and another word: here or on the next line.
      readRemaining(line)
      commit.revertedIDs += line.dropping("This reverts commit ").objectIDs
    } else if line.has("This reverts commits ") {
      commit.revertedIDs += line.dropping("This reverts commits ").objectIDs
    } else if line.has("changes made to "), !commit.revertedIDs.isEmpty {
      readRemaining(line)
    } else if line.hasFolded("refs: ") {
      references += line.dropping("refs: ").objectIDs
    } else if line.hasFolded("release:"), !isInSubject {
      commit.releaseTag = Self.tag(line.dropping("release:").trimmed)
    } else if line.has(Self.squashOpening) {
      listing = .header
    }
  }

  /// GitHub's words, Bitbucket's, and GitLab's, which quote both branches where git quotes one.
  private static func isForgesMerge(_ line: MessageLine) -> Bool {
    if line.has("Merge pull request #") || line.has("Merged in ") { return true }
    return line.has("Merge branch '") && line.bytes[line.range].last == UInt8(ascii: "'")
      && line.rest(behind: "' into '") != nil
  }

  /// Reads the line below a merge's own; the name of a trailer, as `Signed-off-by`, is no type.
  private mutating func readPullTitle(_ line: MessageLine) {
    guard let header = ConventionalHeader(line), !header.type.utf8.contains(UInt8(ascii: "-")) else { return }
    (commit.header, commit.pullTitle) = (header, line.text)
  }

  /// A line of git's own list: `commit ID`, other lines of the header, and the message, every line of it indented.
  private mutating func readListed(_ line: MessageLine) {
    guard line.has("    ") else {
      listing = line.has("commit ") ? .header : listing
      return
    }
    let text = line.trimmed
    readBreakingChange(text)
    if listing == .header {
      titles.append(text)
    } else if text.has("* ") || text.has("- ") {
      titles.append(text.dropping("* ").trimmed)
    }
    listing = .text
  }

  /// Reads a line of a list.
  ///
  /// The mark of its first commit is that of all: other lines belong to a commit's text.
  private mutating func readItem(_ line: MessageLine) {
    let mark = bytes[line.range.lowerBound]
    guard mark == self.mark ?? mark else { return }
    let item = line.dropping("* ").trimmed
    readBreakingChange(item)
    if squash.append(item) { self.mark = mark }
  }

  private mutating func readRemaining(_ line: MessageLine) {
    guard let words = line.rest(behind: "changes made to ") else { return }
    commit.remainingID = words.objectIDs.first ?? commit.remainingID
  }

  /// A footer begins with its name; what follows it, up to an empty line or another footer, belongs to it.
  private mutating func readBreakingChange(_ line: MessageLine) {
    guard line.has("BREAKING CHANGE:") || line.has("BREAKING-CHANGE:") else { return goOn(with: line) }
    let text = line.dropping("BREAKING CHANGE:")
    guard text.bytes[text.range].first?.isBlank != false else { return }
    commit.breakingChanges.append(text.trimmed.text)
    isInBreakingChange = true
  }

  private mutating func goOn(with line: MessageLine) {
    guard isInBreakingChange, let last = commit.breakingChanges.indices.last else { return }
    let isItem = line.has("* ") || line.has("- ") && ConventionalHeader(line.dropping("- ").trimmed) != nil
    isInBreakingChange = !isItem && !line.isFooter
    guard isInBreakingChange else { return }
    if !commit.breakingChanges[last].isEmpty { commit.breakingChanges[last] += " " }
    commit.breakingChanges[last] += line.trimmed.text
  }

  static func revertedSubject(_ line: MessageLine) -> String? {
    if line.has("Revert \"") { return line.quoted(from: line.range.lowerBound + 7) }
    // Git words the revert of a revert so.
    if line.has("Reapply \"") {
      return line.quoted(from: line.range.lowerBound + 8).map { "Revert \"\($0)\"" }
    }
    guard let header = ConventionalHeader(line), header.type == ConventionalHeader.revertType else { return nil }
    return header.description
  }

  /// A tag is one word with a digit in it; prose behind the same word is none.
  private static func tag(_ line: MessageLine) -> String? {
    let word = bytes(of: line)
    guard !word.contains(where: \.isBlank), word.contains(where: \.isDigit) else { return nil }
    return line.text
  }

  private static func bytes(of line: MessageLine) -> ArraySlice<UInt8> { line.bytes[line.range] }

  /// What git puts above the list that it makes of the commits of a squash.
  private static let squashOpening: StaticString = "Squashed commit of the following:"

  private static let mergeOpenings: [StaticString] = [
    "Merge branch ", "Merge branches ", "Merge pull request #", "Merge remote-tracking branch", "Merge tag ",
    "Merge commit ", "Merged in ",
  ]
}
