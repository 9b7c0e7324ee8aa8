/// What tests read of a record.
struct RecordedRelease: Decodable {
  struct Image: Decodable {
    struct Built: Decodable { var digest: String }
    var digest: String
    var platforms: [Built]
  }
  struct Entry: Decodable {
    var slot: String
    var state: String
    var reversal: String?
  }
  struct Event: Decodable { var what: String }
  struct Claim: Decodable { var slot: String }
  struct Approval: Decodable { var by: String }
  var state: String
  var mode: String?
  var commit: String?
  var images: [Image]
  var changes: [Entry]
  var events: [Event]
  var claims: [Claim]
  var approvals: [Approval]
}

/// What tests read of `status`.
struct InFlight: Decodable {
  struct Waiting: Decodable { var tag: String }
  struct Held: Decodable { var id: String }
  var state: String?
  var waiting: [Waiting]
  var lock: Held?
}

/// What tests read of `doctor`.
struct Examination: Decodable {
  struct Check: Decodable {
    var name: String
    var state: String
    var message: String
    var fix: String
    var code: String?
  }
  var ok: Bool
  var fixed: [String]
  var checks: [Check]

  /// What is wrong with one thing.
  func failed(_ name: String) -> [Check] { checks.filter { $0.name == name && $0.state == "failed" } }
}

/// What tests read of `verify`.
struct Verification: Decodable {
  struct Finding: Decodable {
    var slot: String
    var expected: String?
    var actual: String?
  }
  var ok: Bool
  var findings: [Finding]
}
