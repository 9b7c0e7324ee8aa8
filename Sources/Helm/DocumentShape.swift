/// What a part of one of Helm's own YAML files has to be.
indirect enum DocumentShape: Sendable {
  /// A text, whatever YAML would take it for without quotes.
  case text
  /// A text that Helm reads wrongly where it looks like a number and has no quotes.
  case strictText
  /// Whatever is there.
  case any
  /// A list of such parts.
  case list(DocumentShape)
  /// A mapping from names to such parts.
  case mapping(DocumentShape)
  /// A mapping with known names; others are whatever is there.
  case fields([String: DocumentShape])

  private static let dependency = DocumentShape.fields([
    "name": .text, "version": .strictText, "repository": .text, "condition": .text, "tags": .list(.text),
    "alias": .text,
  ])

  /// Chart.yaml.
  static let chart = DocumentShape.fields([
    "apiVersion": .strictText, "name": .strictText, "version": .strictText, "appVersion": .strictText,
    "type": .text, "description": .text, "home": .text, "icon": .text, "kubeVersion": .text, "condition": .text,
    "tags": .text, "sources": .list(.text), "keywords": .list(.text), "annotations": .mapping(.text),
    "maintainers": .list(.fields(["name": .text, "email": .text, "url": .text])),
    "dependencies": .list(dependency),
  ])

  /// Chart.lock.
  static let lock = DocumentShape.fields([
    "dependencies": .list(.fields(["name": .text, "version": .text, "repository": .text])), "digest": .text,
    "generated": .text,
  ])
}
