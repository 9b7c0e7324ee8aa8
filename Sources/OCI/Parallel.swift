/// Work on several things side by side, but not on all of them at once.
enum Parallel {
  /// What `body` makes of each element, in the order of the elements; the first error stops the rest.
  static func map<Element: Sendable, Result: Sendable>(
    _ elements: [Element], width: Int = 4, _ body: @escaping @Sendable (Element) async throws -> Result
  ) async throws -> [Result] {
    try await withThrowingTaskGroup(of: (Int, Result).self) { group in
      var rest = Array(elements.enumerated())[...]
      func begin() {
        guard let (number, element) = rest.popFirst() else { return }
        group.addTask { (number, try await body(element)) }
      }
      for _ in 0..<width { begin() }
      var results: [Int: Result] = [:]
      while let (number, result) = try await group.next() {
        results[number] = result
        begin()
      }
      return elements.indices.compactMap { results[$0] }
    }
  }
}
