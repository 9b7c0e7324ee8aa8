public import Helm
public import OCI
public import Publishing

/// What building gave: everything that is published as content.
public struct Built: Sendable {
  /// One image, merged from its platforms.
  public struct Image: Sendable {
    /// Where it goes.
    public var target: ImageTarget
    /// The index and everything below it.
    public var merged: MergedImage
  }

  /// One packaged chart.
  public struct Chart: Sendable {
    /// Where it goes.
    public var target: ChartTarget
    /// The archive.
    public var archive: ChartArchive
    /// Its manifest and configuration.
    public var manifest: ChartManifest
  }

  /// The images, in the order of the configuration.
  public var images: [Image]
  /// The charts, in the order of the configuration.
  public var charts: [Chart]
  /// What other jobs built for the GitHub Release.
  var extras: [ReleaseFile] = []

  /// Makes a collection.
  public init(images: [Image], charts: [Chart]) { (self.images, self.charts) = (images, charts) }
}
