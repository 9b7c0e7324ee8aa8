/// One answer.
public struct HTTPResponse: Sendable {
  /// The status code.
  public var status: Int
  /// The headers, in order.
  public var headers: [(name: String, value: String)]
  /// The body.
  public var body: [UInt8]

  /// Makes an answer.
  public init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
    (self.status, self.headers, self.body) = (status, headers, body)
  }

  /// The first value of a header, whatever the case of its name; nil where it is missing.
  public func first(_ name: String) -> String? {
    let wanted = name.lowercased()
    return headers.first { $0.name.lowercased() == wanted }?.value
  }

  /// The body as text; what is no UTF-8 is replaced.
  public var text: String { String(decoding: body, as: UTF8.self) }
}
