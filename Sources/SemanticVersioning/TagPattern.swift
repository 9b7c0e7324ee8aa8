/// How a version becomes a git tag, such as `v{version}` or `agent/v{version}`; also which tags count.
public struct TagPattern: Hashable, Sendable, CustomStringConvertible {
  /// The pattern as it is configured.
  public let text: String
  /// What stands before the version.
  public let prefix: String
  /// What stands behind the version; empty in most patterns.
  public let suffix: String
  private let prefixBytes: [UInt8]
  private let suffixBytes: [UInt8]

  /// Reads a pattern: `{version}` once, and around it what git allows in a tag's name.
  public init(parsing text: String) throws(MalformedPattern) {
    let (bytes, placeholder) = (Array(text.utf8), "{version}" as StaticString)
    let places = bytes.offsets(of: placeholder)
    guard let place = places.first, places.count == 1 else {
      throw MalformedPattern(text, "it must hold `{version}` once")
    }
    self.text = text
    prefixBytes = Array(bytes[..<place])
    suffixBytes = Array(bytes[(place + placeholder.utf8CodeUnitCount)...])
    prefix = String(decoding: prefixBytes, as: UTF8.self)
    suffix = String(decoding: suffixBytes, as: UTF8.self)
    guard !(prefixBytes + suffixBytes).contains(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}") }) else {
      throw MalformedPattern(text, "`{version}` is the only placeholder of a tag")
    }
    if let fault = TagName.fault(in: "\(prefix)1.2.3\(suffix)") { throw MalformedPattern(text, fault) }
  }

  /// The tag's name, without `refs/tags/`.
  public func tag(for version: SemanticVersion) -> String { "\(prefix)\(version)\(suffix)" }

  /// The version that a tag's name holds; nil where it is no tag of the pattern.
  @inlinable
  public func version(of tag: some StringProtocol) -> SemanticVersion? {
    tag.withBytes { bytes in version(ofUTF8: bytes) }
  }

  /// The version that a tag's name holds, from its bytes; nil where it is no tag of the pattern.
  public func version(ofUTF8 bytes: Span<UInt8>) -> SemanticVersion? {
    guard let inner = inner(bytes) else { return nil }
    return SemanticVersion(utf8: bytes.extracting(inner))
  }

  /// What a tag's name is: a version's, one that nearly is, or another's altogether.
  ///
  /// A name that goes on with a slash belongs to another series. Where the pattern has no prefix, a name is nearly a
  /// version's only if it begins with a digit.
  @inlinable
  public func reading(of tag: some StringProtocol) -> TagReading {
    tag.withBytes { bytes in reading(ofUTF8: bytes) }
  }

  @usableFromInline
  func reading(ofUTF8 bytes: Span<UInt8>) -> TagReading {
    guard let inner = inner(bytes) else { return .other }
    let name = bytes.extracting(inner)
    let (version, fault) = SemanticVersion.read(name)
    if let version { return .version(version) }
    for index in name.indices where name[index] == UInt8(ascii: "/") { return .other }
    guard let fault, !prefixBytes.isEmpty || (!name.isEmpty && name[0].isDigit) else { return .other }
    return .odd(reason: fault.reason.rawValue)
  }

  /// Whether a tag of one pattern could be one of the other, as with `v{version}` and `v{version}-sdk`.
  public func overlaps(_ other: TagPattern) -> Bool {
    guard prefixBytes.starts(with: other.prefixBytes) || other.prefixBytes.starts(with: prefixBytes) else {
      return false
    }
    // A suffix may end a pre-release, and a prefix the first number or a pre-release of the other's.
    return ["1.2.3", "1.2.3-rc.1", "1.2.3-a"].compactMap { try? SemanticVersion(parsing: $0) }.contains { version in
      self.version(of: other.tag(for: version)) != nil || other.version(of: tag(for: version)) != nil
    }
  }

  /// The version whose tag would be a folder of this tag's name, so that git cannot make it; nil for no version.
  public func folder(of tag: String) -> SemanticVersion? {
    guard tag.utf8.count > prefixBytes.count, tag.utf8.starts(with: prefixBytes) else { return nil }
    var end = tag.utf8.index(tag.utf8.startIndex, offsetBy: prefixBytes.count)
    while let slash = tag.utf8[end...].firstIndex(of: UInt8(ascii: "/")) {
      if let version = version(of: tag[..<slash]) { return version }
      end = tag.utf8.index(after: slash)
    }
    return nil
  }

  /// Whether this tag is where the tags of the pattern need a folder, so that git cannot make any of them.
  public func isBlocked(by tag: String) -> Bool {
    let count = tag.utf8.count
    return prefixBytes.count > count && prefixBytes[count] == UInt8(ascii: "/") && prefixBytes.starts(with: tag.utf8)
  }

  private func inner(_ bytes: Span<UInt8>) -> Range<Int>? {
    guard prefixBytes.count + suffixBytes.count <= bytes.count, bytes.has(prefixBytes, at: 0),
      bytes.has(suffixBytes, at: bytes.count - suffixBytes.count)
    else { return nil }
    return prefixBytes.count..<(bytes.count - suffixBytes.count)
  }

  /// The pattern as it is configured.
  public var description: String { text }
}
