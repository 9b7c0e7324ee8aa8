import ExternalTools
import FoundationEssentials

/// A program `docker-credential-NAME` that keeps credentials.
struct CredentialHelper {
  let name: String
  let environment: [String: String]

  private struct Answer: Decodable {
    var Username: String
    var Secret: String
  }

  /// How a question ended.
  enum Outcome {
    case found(Credentials)
    case none
    /// The helper did not work; why, in one clause.
    case broken(String)
  }

  /// Asks for the credentials of a host, which the helper reads from its standard input.
  func credentials(for host: String) async throws -> Outcome {
    guard name.utf8.allSatisfy({ $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "/") }), let program else {
      return .broken("docker-credential-\(name) is not on PATH")
    }
    let invocation = Invocation(
      program, ["get"], environment: passed, input: Array(host.utf8), deadline: .seconds(30), outputLimit: 1 << 20)
    let outcome = try await invocation.run()
    guard outcome.succeeded else {
      // The protocol says "nothing known" by a status and this sentence on standard output.
      let isUnknown = outcome.text.contains("credentials not found")
      return isUnknown ? .none : .broken("docker-credential-\(name) ended with status \(outcome.status)")
    }
    guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(outcome.output)) else {
      return .broken("docker-credential-\(name) gave no credentials that can be read")
    }
    return answer.Secret.isEmpty ? .none : .found(Credentials(user: answer.Username, secret: answer.Secret))
  }

  private var program: String? {
    for folder in (environment["PATH"] ?? "").split(separator: ":") {
      if let found = Programs.locate("\(folder)/docker-credential-\(name)") { return found }
    }
    return Programs.locate("docker-credential-\(name)")
  }

  /// Helpers of clouds log in there by variables that no other program is given.
  private var passed: [String: String] {
    let beginnings = ["AWS_", "AZURE_", "CLOUDSDK_", "DBUS_", "DOCKER_", "ECR_", "GCR_", "GOOGLE_", "PASSWORD_STORE_"]
    return environment.filter { variable in
      beginnings.contains { variable.key.hasPrefix($0) } || ["HOME", "PATH", "DISPLAY"].contains(variable.key)
    }
  }
}
