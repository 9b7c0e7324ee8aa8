/// What a slot is to a release; decides the order of writing, what a withdrawal takes, and what `--keep` names.
public enum Role: String, Codable, CaseIterable, Sendable {
  case floating, charts, release, images, tag, branch

  /// The order in which a release is published: the only slots that a server's policy may refuse come first, what
  /// people follow last, and the branch after all, since it never fails a release.
  public static let publishing: [Role] = [.tag, .images, .charts, .release, .floating, .branch]

  /// The order in which a release is taken back: nobody new gets it first, its names last.
  public static let takingBack: [Role] = [.floating, .charts, .release, .images, .tag, .branch]

  /// Whether a withdrawal switches the claim off; the rest stays for those who have it.
  public var endsWithWithdrawal: Bool {
    switch self {
    case .floating, .charts: true
    case .release, .images, .tag, .branch: false
    }
  }
}

extension Role {
  /// The place of a role in the order of publishing.
  public static func order(_ role: Role) -> Int { publishing.firstIndex(of: role) ?? publishing.count }
}
