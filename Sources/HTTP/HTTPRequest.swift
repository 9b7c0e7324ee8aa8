/// One request, as it is sent.
public struct HTTPRequest: Sendable {
  /// What is sent beside the headers.
  public enum Body: Sendable {
    /// Nothing.
    case none
    /// Bytes in memory.
    case bytes([UInt8])
    /// A file, streamed from the disk.
    case file(path: String, length: Int64)
  }

  /// The method, such as GET.
  public var method: String
  /// The absolute address.
  public var url: String
  /// The headers, in order.
  public var headers: [(name: String, value: String)]
  /// What is sent.
  public var body: Body
  /// How many bytes of the answer are taken; a longer one is an error.
  public var responseLimit: Int
  /// How long the whole exchange may take.
  public var timeout: Duration
  /// Given the answer's bytes piece by piece where its status is 200, which are not kept then, however many they are;
  /// false where it wants no more, and the rest is not fetched.
  public var onBytes: (@Sendable ([UInt8]) -> Bool)?
  /// Told before the first of those bytes, each time that they begin anew.
  public var onStart: (@Sendable () -> Void)?

  /// Makes a request.
  public init(
    _ method: String, _ url: String, headers: [(name: String, value: String)] = [], body: Body = .none,
    responseLimit: Int = 4 << 20, timeout: Duration = .seconds(60)
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.responseLimit = responseLimit
    self.timeout = timeout
  }
}
