extension RepositoryAddress {
  /// Reads the part of a slot's address before its tag.
  init?(slotPrefix: some StringProtocol) {
    if slotPrefix.hasPrefix("oci-layout:") {
      self = .layout(String(slotPrefix.dropFirst(11)))
    } else if slotPrefix.hasPrefix("oci:") {
      self = .registry(String(slotPrefix.dropFirst(4)))
    } else {
      return nil
    }
  }

  /// The part of a slot's address before its tag.
  public var slotPrefix: String {
    switch self {
    case .registry(let name): "oci:\(name)"
    case .layout(let path): "oci-layout:\(path)"
    }
  }
}
