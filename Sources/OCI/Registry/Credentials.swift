/// A user and a secret, or a token that tokens are got for; never shown.
public struct Credentials: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable
{
  /// The user; `<token>` where the secret is an identity token.
  let user: String
  /// The secret.
  let secret: String

  /// Makes credentials.
  public init(user: String, secret: String) { (self.user, self.secret) = (user, secret) }

  /// The secret is no password, but a token that others are got for.
  var isIdentityToken: Bool { user == "<token>" }

  /// The value of a header for basic authentication.
  var basic: String { "Basic \(Base64.encode(Array("\(user):\(secret)".utf8)))" }

  /// The user alone.
  public var description: String { "credentials of \(user)" }
  /// The user alone.
  public var debugDescription: String { description }
  /// Nothing, so that no dump shows the secret.
  public var customMirror: Mirror { Mirror(self, children: ["user": user]) }
}
