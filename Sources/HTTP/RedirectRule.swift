/// Where an answer of the class 3xx may lead: a pure function of what was asked and what came.
public enum RedirectRule {
  /// How many redirects of one request are followed.
  public static let limit = 5

  /// A redirect that is not followed.
  public struct Forbidden: Error, Hashable, Sendable, CustomStringConvertible {
    /// The cause, one clause.
    public var description: String
  }

  /// The request that follows a redirect; nil where the answer is none.
  ///
  /// Credentials stay behind where the origin changes.
  ///
  /// - Parameters:
  ///   - response: what came.
  ///   - request: what was asked.
  ///   - count: how many redirects were followed before this one.
  /// - Returns: the request to send next.
  /// - Throws: ``Forbidden`` where it leads somewhere that it must not lead.
  public static func next(
    after response: HTTPResponse, to request: HTTPRequest, count: Int
  ) throws(Forbidden) -> HTTPRequest? {
    guard [301, 302, 303, 307, 308].contains(response.status), ["GET", "HEAD"].contains(request.method) else {
      return nil
    }
    guard count < limit else { throw Forbidden(description: "it was led on more than \(limit) times") }
    guard let from = WebAddress(request.url), let location = response.first("Location"),
      let target = from.resolving(location)
    else { throw Forbidden(description: "it was led to no address that can be used") }
    guard from.scheme == "http" || target.scheme == "https" else {
      throw Forbidden(description: "it was led from https to http at \(target.authority)")
    }
    guard HostReach(target.host) == .network || HostReach(from.host) == HostReach(target.host) else {
      throw Forbidden(description: "it was led to \(target.authority), which is inside this machine or its network")
    }
    var next = request
    next.url = target.description
    if target.origin != from.origin {
      let secret = ["authorization", "cookie", "proxy-authorization"]
      next.headers.removeAll { secret.contains($0.name.lowercased()) }
    }
    return next
  }
}
