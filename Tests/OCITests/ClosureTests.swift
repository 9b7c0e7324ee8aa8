import FoundationEssentials
import Refusals
import TestSupport
import Testing

@testable import OCI

/// What is missing below a document.
@Suite("Closures")
struct ClosureTests {
  private let scratch: ScratchDirectory
  /// A layout with an index over two images.
  private let layout: ImageLayout
  private let index: StoredManifest

  init() async throws {
    scratch = try ScratchDirectory("closure")
    layout = ImageLayout(at: "\(scratch.path)/layout")
    var children: [Descriptor] = []
    for image in SampleImage.pair {
      try await image.store(in: layout)
      children.append(try image.manifest().descriptor)
    }
    index = StoredManifest(bytes: try ImageIndex(manifests: children).encoded())
    try await layout.put(index, as: "1.2.0")
  }

  private func remove(_ digest: Digest, from layout: ImageLayout) throws {
    try FileManager.default.removeItem(atPath: layout.file(of: digest))
  }

  @Test("of a whole image nothing is missing", arguments: [true, false])
  func whole(deep: Bool) async throws {
    #expect(try await Closure.missing(of: index, in: layout, deep: deep) == [])
  }

  @Test("a child that a cleaning job took is missing")
  func child() async throws {
    let gone = try SampleImage.pair[1].manifest().digest
    try remove(gone, from: layout)
    #expect(try await Closure.missing(of: index, in: layout, deep: false) == [gone])
  }

  @Test("configurations are always looked for, layers when asked, each once")
  func blobs() async throws {
    let config = Digest.sha256(of: SampleImage.pair[0].config)
    let layer = Digest.sha256(of: SampleImage.pair[0].layers[0])
    try remove(config, from: layout)
    try remove(layer, from: layout)
    #expect(try await Closure.missing(of: index, in: layout, deep: false) == [config])
    #expect(try await Closure.missing(of: index, in: layout, deep: true) == [config, layer].sorted())
  }

  @Test("an index in an index is looked through, and a third one refused")
  func nesting() async throws {
    let outer = StoredManifest(bytes: try ImageIndex(manifests: [index.descriptor]).encoded())
    try await layout.put(outer, as: "outer")
    let gone = try SampleImage.pair[0].manifest().digest
    try remove(gone, from: layout)
    #expect(try await Closure.missing(of: outer, in: layout, deep: false) == [gone])
    let third = StoredManifest(bytes: try ImageIndex(manifests: [outer.descriptor]).encoded())
    await #expect(throws: Refusal.self) { try await Closure.missing(of: third, in: layout, deep: false) }
  }

  @Test("a blob or a child of another size is told with both, without reading it")
  func sizes() async throws {
    let layer = Digest.sha256(of: SampleImage.pair[0].layers[0])
    let whole = Int64(SampleImage.pair[0].layers[0].count)
    try Data([1, 2, 3]).write(to: URL(filePath: layout.file(of: layer)))
    let found = try await Closure.lacks(of: index, in: layout)
    #expect(found == [ContentLack(layer, .size(expected: whole, found: 3))])
    #expect(found.first?.text(in: "here") == "\(layer) has 3 bytes in here instead of \(whole)")
    #expect(try await Closure.missing(of: index, in: layout, deep: true) == [])
    #expect(try await Closure.damages(of: index, in: layout) == found, "it is told once")
    var children = try ImageIndex.decode(index.bytes).manifests
    children[1].size += 1
    let other = StoredManifest(bytes: try ImageIndex(manifests: children).encoded())
    let wrong = try await Closure.lacks(of: other, in: layout).filter { $0.digest == children[1].digest }
    #expect(wrong == [ContentLack(children[1].digest, .size(expected: children[1].size, found: children[1].size - 1))])
  }
}
