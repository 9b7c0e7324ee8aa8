extension HTTPResponse {
  /// Where the next page of a list is, as the headers `Link` say it (RFC 8288); nil on the last.
  public var next: String? {
    for header in headers where header.name.lowercased() == "link" {
      for link in header.value.split(separator: ",") {
        let parts = link.split(separator: ";").map { $0.drop { $0 == " " } }
        guard let address = parts.first, address.hasPrefix("<"), address.hasSuffix(">"),
          parts.dropFirst().contains(where: { $0 == "rel=\"next\"" || $0 == "rel=next" })
        else { continue }
        return String(address.dropFirst().dropLast())
      }
    }
    return nil
  }
}
