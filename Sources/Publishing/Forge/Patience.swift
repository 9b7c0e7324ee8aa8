import GitHub

/// GitHub shows a change a moment after it has taken it: a reading that is not there yet is made again.
enum Patience {
  /// Asks until `isThere` says so, or the patience ends; the reading that decides is the caller's own.
  static func wait(at place: GitHubClient, until isThere: () async throws -> Bool) async throws {
    for seconds in [0, 1, 2, 3, 4] {
      if seconds > 0 { try await place.pause(.seconds(seconds)) }
      if try await isThere() { return }
    }
  }
}
