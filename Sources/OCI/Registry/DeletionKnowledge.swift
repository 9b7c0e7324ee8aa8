/// Which repositories delete, asked once each.
actor DeletionKnowledge {
  private var answers: [String: Bool] = [:]

  func answer(for repository: String) -> Bool? { answers[repository] }
  func keep(_ answer: Bool, for repository: String) { answers[repository] = answer }
}
