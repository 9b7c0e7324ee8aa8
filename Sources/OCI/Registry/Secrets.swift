import HTTP
import Synchronization

/// What must not be shown: text of others is looked through for it, since a server may send back what it was sent.
final class Secrets: Sendable {
  private let known = Mutex<Set<String>>([])

  /// Learns a secret; very short ones are no secrets and would tear up every text.
  func learn(_ secret: String) {
    guard secret.utf8.count >= 4 else { return }
    _ = known.withLock { $0.insert(secret) }
  }

  /// Learns credentials in all the forms in which they travel.
  func learn(_ credentials: Credentials) {
    learn(credentials.secret)
    learn(String(credentials.basic.dropFirst(6)))
    learn(PercentEncoding.encode(credentials.secret))
  }

  /// The text without any secret.
  func hiding(in text: String) -> String {
    known.withLock { $0 }.sorted { $0.utf8.count > $1.utf8.count }.reduce(text) { $0.replacing($1, with: "***") }
  }
}
