extension Configuration {
  /// Whether a change of a file is a reason to build an image again.
  ///
  /// It is where the file belongs to a component that has the image, or lies in what the image is built from; and the
  /// configuration itself concerns every image.
  public func concerns(_ image: String, _ path: String) -> Bool {
    guard path != fileName, let image = images.first(where: { $0.name == image }) else { return path == fileName }
    if image.dockerfile == path { return true }
    let owners = components.filter { $0.images.contains(image.name) }
    // Of a context that is the whole repository the component's own paths say more.
    if image.context == ".", owners.contains(where: { !$0.paths.isEmpty }) {
      return owners.contains { $0.owns(path) }
    }
    return image.context == "." || path.hasPrefix("\(image.context)/")
      || owners.contains { !$0.paths.isEmpty && $0.owns(path) }
  }
}
