extension HTTPResponse {
  /// Where the next page of a list is, as the headers `Link` say it (RFC 8288); nil on the last.
  public var next: String? {
    for header in headers where header.name.lowercased() == "link" {
      for link in header.value.split(separator: ",") {
        let parts = link.split(separator: ";").map { part in
          String(part.filter { $0 != " " && $0 != "\t" })
        }
        // A page that is not asked for is taken for one that is not there, so that all spellings count.
        guard let address = parts.first, address.hasPrefix("<"), address.hasSuffix(">"),
          parts.dropFirst().contains(where: { ["rel=\"next\"", "rel=next"].contains($0.lowercased()) })
        else { continue }
        return String(address.dropFirst().dropLast())
      }
    }
    return nil
  }
}
