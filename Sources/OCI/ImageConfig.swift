/// What an image's configuration says of its platform (image-spec, config.md).
struct ImageConfig: Decodable {
  /// What a container starts with.
  struct Execution: Decodable {
    var labels: [String: String]?

    enum CodingKeys: String, CodingKey { case labels = "Labels" }
  }

  var architecture: String
  var os: String
  var variant: String?
  var config: Execution?

  var platform: Platform { Platform(os: os, architecture: architecture, variant: variant) }
}
