import HTTP
import Refusals

extension GitHubClient {
  /// A package's address in the API, which differs for users and organizations.
  private func packagePath(_ name: String, of owner: String, isOrganization: Bool) -> String {
    "/\(isOrganization ? "orgs" : "users")/\(owner)/packages/container/\(PercentEncoding.encode(name))"
  }

  /// The address of a package of `owner`, asked for by what kind of account that is.
  private func packagePath(_ name: String, of owner: String) async throws -> String {
    packagePath(name, of: owner, isOrganization: try await isOrganization(owner))
  }

  /// Whether an account is an organization.
  public func isOrganization(_ owner: String) async throws -> Bool {
    struct Account: Decodable { var type: String }
    let what = "The account \(owner) was not looked up"
    guard let account: Account = try await get("/users/\(owner)", what) else {
      throw Refusal(.forgeRefused, what: "\(what).", why: "GitHub knows no \(owner)")
    }
    return account.type == "Organization"
  }

  /// A package; nil where there is none that the token may see.
  public func package(_ name: String, of owner: String) async throws -> ContainerPackage? {
    let what = "The package \(name) was not read"
    let response = try await send("GET", try await packagePath(name, of: owner), what)
    // A token without the right to read packages sees as little as there is none.
    if response.status == 404 || response.status == 403 && !RetryPolicy.isRateLimit(response) { return nil }
    return try document(of: response, what)
  }

  /// Every version of a package, over all pages; nil where there is no package that the token may see.
  public func packageVersions(_ name: String, of owner: String) async throws -> [PackageVersion]? {
    let isOrganization = try await isOrganization(owner)
    let path = packagePath(name, of: owner, isOrganization: isOrganization)
    // Of a user's packages the API documents no size of pages.
    return try await all(
      path + "/versions", "The versions of package \(name) were not listed", takesSize: isOrganization)
  }

  /// Deletes one version; one that is gone is fine.
  ///
  /// - Parameters:
  ///   - version: the version, with every tag that leads to it.
  ///   - name: the package.
  ///   - owner: whose it is.
  /// - Throws: ``PackageRefusal`` where GitHub will not; a `Refusal` where no clear answer came.
  public func delete(_ version: PackageVersion, of name: String, of owner: String) async throws {
    let what = "A version of package \(name) was not deleted"
    let path = try await packagePath(name, of: owner)
    let response = try await send("DELETE", "\(path)/versions/\(version.id)", what)
    switch response.status {
    case 204: return
    case 404:
      // "Not found" is also what somebody without the role is told.
      let left: PackageVersion? = try await get("\(path)/versions/\(version.id)", what)
      guard left != nil else { return }
      throw PackageRefusal.forbidden(words(response))
    case 400, 422:
      let said = words(response)
      if said.contains("5000 downloads") || said.contains("5,000 downloads") { throw PackageRefusal.muchDownloaded }
      if said.contains("last tagged version") || said.contains("last version of a package") {
        throw PackageRefusal.lastTagged
      }
      throw refusal(response, what)
    case 403 where !RetryPolicy.isRateLimit(response), 401: throw PackageRefusal.forbidden(words(response))
    default: throw refusal(response, what)
    }
  }
}
