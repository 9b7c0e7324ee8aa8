/// A law of slots that a slot does not keep.
public struct BrokenLaw: Error, Hashable, Sendable, CustomStringConvertible {
  /// The slot's address.
  public var slot: String
  /// The law, as a sentence.
  public var law: String
  /// What happened instead.
  public var finding: String

  /// All of it in one line.
  public var description: String { "\(slot) breaks the law \"\(law)\": \(finding)" }
}
