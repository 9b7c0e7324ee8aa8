import Refusals
import Testing

@testable import Helm

@Suite("Archives are tar and gzip as everybody reads them")
struct UstarTests {
  @Test("what is written is read back, by us and by Python", .timeLimit(.minutes(1)))
  func roundTrip() async throws {
    let scratch = try ChartScratch()
    let long = "c/" + String(repeating: "d", count: 90) + "/" + String(repeating: "f", count: 60)
    let entries = [
      Ustar.Entry(path: "c/Chart.yaml", bytes: Array("name: c\n".utf8)),
      Ustar.Entry(path: "c/empty", bytes: []),
      Ustar.Entry(path: "c/block", bytes: Array(repeating: 7, count: 512)),
      Ustar.Entry(path: "c/über", bytes: [1]),
      Ustar.Entry(path: long, bytes: [2]),
    ]
    let archive = try Ustar.written(entries, modificationTime: 1_700_000_000)
    #expect(Ustar.entries(of: archive) == entries)
    let path = try scratch.write(try Gzip.compressed(archive), as: "c.tgz")
    let listed = try await scratch.python(
      """
      import sys, tarfile
      with tarfile.open(sys.argv[1], "r:gz") as tar:
          assert tar.pax_headers == {}
          for m in tar.getmembers():
              assert m.isreg() and m.type == tarfile.REGTYPE and (m.uid, m.gid, m.uname, m.gname) == (0, 0, "", "")
              print(m.name, oct(m.mode), m.mtime, m.size)
      """, path)
    #expect(
      listed.split(separator: "\n") == [
        "c/Chart.yaml 0o644 1700000000 8", "c/empty 0o644 1700000000 0", "c/block 0o644 1700000000 512",
        "c/über 0o644 1700000000 1", "\(long) 0o644 1700000000 1",
      ])
  }

  @Test(
    "a path is split where both halves fit, or refused",
    arguments: [
      (String(repeating: "a", count: 100), true), (String(repeating: "a", count: 101), false),
      (String(repeating: "a", count: 155) + "/" + String(repeating: "b", count: 100), true),
      (String(repeating: "a", count: 156) + "/b", false),
      ("a/" + String(repeating: "b", count: 101), false),
      (String(repeating: "a/", count: 127) + "b", true),
    ]
  )
  func paths(path: String, fits: Bool) throws {
    let entries = [Ustar.Entry(path: path, bytes: [1])]
    if fits {
      #expect(Ustar.entries(of: try Ustar.written(entries, modificationTime: 0)) == entries)
    } else {
      #expect(throws: Refusal.self) { try Ustar.written(entries, modificationTime: 0) }
    }
  }

  @Test(
    "a time that tar has no room for is cut", arguments: [(-1, 0), (Int64.max, 0o777_7777_7777)] as [(Int64, Int64)])
  func times(time: Int64, written: Int64) throws {
    let entry = [Ustar.Entry(path: "a", bytes: [])]
    #expect(try Ustar.written(entry, modificationTime: time) == Ustar.written(entry, modificationTime: written))
  }

  @Test("damage is noticed, and never trusted")
  func damage() throws {
    let archive = try Ustar.written([Ustar.Entry(path: "a", bytes: [1, 2, 3])], modificationTime: 0)
    #expect(Ustar.entries(of: []) == nil)
    for length in [1, 511, 512, 1024] { #expect(Ustar.entries(of: Array(archive.prefix(length))) == nil) }
    for offset in [0, 124, 156, 257] {
      var other = archive
      other[offset] ^= 1
      #expect(Ustar.entries(of: other) == nil, "\(offset)")
    }
  }

  @Test("the gzip header says no time and no system, and a bomb is not unpacked")
  func gzip() throws {
    let zeros = [UInt8](repeating: 0, count: 5_000_000)
    let compressed = try Gzip.compressed(zeros)
    #expect(Array(compressed[0..<8]) == [0x1F, 0x8B, 8, 0, 0, 0, 0, 0] && compressed[9] == 255)
    #expect(Gzip.decompressed(compressed, limit: 5_000_000) == zeros)
    #expect(Gzip.decompressed(compressed, limit: 4_999_999) == nil)
    #expect(Gzip.decompressed(Array(compressed.dropLast()), limit: 5_000_000) == nil)
    #expect(Gzip.decompressed(compressed + [0], limit: 5_000_000) == nil)
    #expect(Gzip.decompressed([1, 2, 3], limit: 10) == nil && Gzip.decompressed([], limit: 10) == nil)
    #expect(Gzip.decompressed(try Gzip.compressed([]), limit: 10) == [])
  }
}
