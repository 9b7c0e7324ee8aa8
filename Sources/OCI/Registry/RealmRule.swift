import HTTP
import Refusals

/// Where a registry may send us for a token: it is a stranger that names an address, and our password goes there.
enum RealmRule {
  /// The address of a realm, where it is a safe one.
  ///
  /// - Parameters:
  ///   - realm: what the challenge says.
  ///   - host: the registry that says it.
  ///   - insecure: the hosts that plain HTTP is spoken to.
  /// - Returns: the address.
  /// - Throws: a `Refusal` where the address is none, has a user in it, is plain HTTP on a foreign machine, or lies
  ///   inside this machine or its network while the registry does not.
  static func address(_ realm: String?, of host: String, insecure: InsecureHosts) throws -> WebAddress {
    guard let address = realm.flatMap({ WebAddress($0) }) else {
      throw refusal(host, "It names no address to get a token from: `\((realm ?? "").prefix(200))`")
    }
    guard !insecure.contains(host) else {
      guard address.scheme == "https" || insecure.contains(address) else {
        throw refusal(host, "It wants the password sent unencrypted to \(address.authority)")
      }
      return address
    }
    guard address.scheme == "https" else {
      throw refusal(host, "It wants the password sent unencrypted to \(address.authority)")
    }
    guard HostReach(address.host) == .network else {
      throw refusal(host, "It wants the password sent to \(address.authority), which is not on its side")
    }
    return address
  }

  private static func refusal(_ host: String, _ why: String) -> Refusal {
    Refusal(
      .registryRefused, what: "\(host) was not logged in to: it names no safe place to get a token.", why: why,
      remedy: "Check that \(host) is the registry that you mean.")
  }
}
