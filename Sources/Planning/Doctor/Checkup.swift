import Refusals

/// One kind of thing that `doctor` looks at; nothing is changed by looking.
protocol Checkup: Sendable {
  /// What it looks at, in a word or two.
  static var name: String { get }
  /// Makes the checkup of a workspace.
  init(_ workspace: Workspace)
  /// What is found; what it throws is a finding too.
  func examine() async throws -> [Diagnosis]
}

extension Checkup {
  func ok(_ message: String) -> Diagnosis { Diagnosis(Self.name, .ok, message) }

  func warning(_ message: String, fix: String) -> Diagnosis { Diagnosis(Self.name, .warning, message, fix: fix) }

  func unknown(_ message: String, fix: String) -> Diagnosis { Diagnosis(Self.name, .unknown, message, fix: fix) }

  func failed(_ refusal: Refusal) -> Diagnosis {
    Diagnosis(
      Self.name, .failed, refusal.message.replacing("\n", with: " "), fix: refusal.remedy, code: refusal.code.rawValue)
  }

  /// The findings, with what `examine` has thrown.
  func diagnoses() async throws -> [Diagnosis] {
    do {
      return try await examine()
    } catch let refusal as Refusal {
      return [failed(refusal)]
    } catch let list as RefusalList {
      return list.refusals.map(failed)
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      return [Diagnosis(Self.name, .failed, "\(error)")]
    }
  }
}
