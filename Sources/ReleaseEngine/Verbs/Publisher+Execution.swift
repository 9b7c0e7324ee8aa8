extension Publisher {
  /// Writes the slots of the record's operation that are still to be written, then closes the record.
  ///
  /// The lock has to be held. A write under way is finished even when the task is cancelled; the rest is then left,
  /// recorded, and the lock freed.
  func execute(_ tag: String, lock: String) async throws -> Record {
    let interruption = Interruption()
    let work = Task {
      var execution = Execution(publisher: self, tag: tag, lock: lock, interruption: interruption)
      return try await execution.run()
    }
    return try await withTaskCancellationHandler {
      if Task.isCancelled { interruption.request() }
      return try await work.value
    } onCancel: {
      interruption.request()
    }
  }
}
