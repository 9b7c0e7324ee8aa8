/// What an image's configuration says of its platform (image-spec, config.md).
struct ImageConfig: Decodable {
  var architecture: String
  var os: String
  var variant: String?

  var platform: Platform { Platform(os: os, architecture: architecture, variant: variant) }
}
