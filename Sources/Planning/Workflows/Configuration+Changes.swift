import Workflows

extension Configuration {
  /// Whether a change of a file is a reason to build an image again.
  ///
  /// It is where the file belongs to a component that has the image, or lies in what the image is built from; and the
  /// configuration itself and the workflow that builds concern every image.
  public func concerns(_ image: String, _ path: String) -> Bool {
    if path == fileName || WorkflowFiles.builds.contains(path) { return true }
    guard let image = images.first(where: { $0.name == image }) else { return false }
    // What is left out of the context is said there, or beside the Dockerfile.
    if [image.dockerfile, "\(image.dockerfile).dockerignore"].contains(path) { return true }
    if image.context == ".", path == ".dockerignore" { return true }
    let owners = components.filter { $0.images.contains(image.name) }
    // Of a context that is the whole repository the component's own paths say more.
    if image.context == ".", owners.contains(where: { !$0.paths.isEmpty }) {
      return owners.contains { $0.owns(path) }
    }
    return image.context == "." || path.hasPrefix("\(image.context)/")
      || owners.contains { !$0.paths.isEmpty && $0.owns(path) }
  }
}
