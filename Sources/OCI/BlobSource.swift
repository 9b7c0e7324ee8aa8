/// Where the bytes of a blob are.
public enum BlobSource: Hashable, Sendable {
  /// In memory.
  case bytes([UInt8])
  /// In a file, streamed from there.
  case file(String)
  /// Where it goes: it was sent there before, and is only looked for.
  case stored
}
