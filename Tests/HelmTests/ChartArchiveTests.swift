import ExternalTools
import FoundationEssentials
import Refusals
import Testing

@testable import Helm

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@Suite("A chart is packed")
struct ChartArchiveTests {
  private func paths(of archive: ChartArchive) throws -> [String] {
    let tar = try #require(Gzip.decompressed(archive.bytes, limit: 1 << 24))
    return try #require(Ustar.entries(of: tar)).map(\.path)
  }

  private func link(_ path: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
  }

  @Test("in Helm's order, without what .helmignore names, Chart.yaml byte for byte")
  func order() throws {
    let scratch = try ChartScratch()
    let files = ChartScratch.chart("broker").merging([
      "README.md": "x", "values.schema.json": "{}", ".helmignore": "*.md\nsecret/\n!", "secret/key": "k",
      "templates/_helpers.tpl": "", "templates/.hidden": "", "templates/z/a.yaml": "", "crds/c.yaml": "a: b",
      "charts/sub/Chart.yaml": ChartScratch.description("sub"), "Chart.lock": "dependencies: []\n", "a.txt": "",
    ]) { _, new in new }
    let chart = try scratch.write(files.filter { $0.key != ".helmignore" }, into: "somewhere")
    try scratch.write([".helmignore": "*.md\nsecret/\n"], into: "somewhere")
    let archive = try ChartArchive.pack(chartAt: chart, modificationTime: 1_700_000_000)
    #expect(archive.fileName == "broker-1.2.0.tgz")
    #expect(
      try paths(of: archive) == [
        "broker/Chart.yaml", "broker/Chart.lock", "broker/values.yaml", "broker/values.schema.json",
        "broker/templates/_helpers.tpl", "broker/templates/pod.yaml", "broker/templates/z/a.yaml",
        "broker/.helmignore", "broker/a.txt", "broker/crds/c.yaml", "broker/charts/sub/Chart.yaml",
      ])
    let tar = try #require(Gzip.decompressed(archive.bytes, limit: 1 << 24))
    #expect(Ustar.entries(of: tar)?.first?.bytes == Array(ChartScratch.description("broker").utf8))
  }

  @Test("the same files give the same bytes, another time gives others")
  func deterministic() throws {
    let scratch = try ChartScratch()
    let first = try scratch.write(ChartScratch.chart("broker"), into: "one")
    let second = try scratch.write(ChartScratch.chart("broker"), into: "two/nested")
    let archive = try ChartArchive.pack(chartAt: first, modificationTime: 5)
    #expect(try ChartArchive.pack(chartAt: second, modificationTime: 5) == archive)
    #expect(try ChartArchive.pack(chartAt: second, modificationTime: 6).bytes != archive.bytes)
    let path = try scratch.write(archive.bytes, as: archive.fileName)
    #expect(try ChartArchive(reading: path) == archive)
  }

  @Test("links are followed inside of the chart")
  func linksInside() throws {
    let scratch = try ChartScratch()
    let chart = try scratch.write(ChartScratch.chart("broker"), into: "c")
    try scratch.write(["files/a.txt": "A"], into: "c")
    try link("\(chart)/copy.txt", to: "files/a.txt")
    try link("\(chart)/more", to: "files")
    try link("\(scratch.path)/door", to: "c")
    let found = try paths(of: try ChartArchive.pack(chartAt: "\(scratch.path)/door", modificationTime: 0))
    #expect(found.suffix(3) == ["broker/copy.txt", "broker/files/a.txt", "broker/more/a.txt"])
  }

  @Test(
    "a link that leads out, in a circle or nowhere is refused, unless .helmignore leaves it out",
    arguments: [
      ("../outside", "leads out of the chart"), ("/etc/passwd", "leads out of the chart"),
      ("../c-sibling/x", "leads out of the chart"),  // the chart's own path is the beginning of its path
      (".", "leads to a folder around it"), ("templates/..", "leads to a folder around it"),
      ("nothing", "leads nowhere"), ("trap", "leads nowhere"),
    ]
  )
  func linksOutside(target: String, why: String) throws {
    let scratch = try ChartScratch()
    let chart = try scratch.write(ChartScratch.chart("broker"), into: "c")
    try scratch.write(["outside/secret": "s", "c-sibling/x": "s"], into: "")
    try link("\(chart)/trap", to: target)
    let thrown = #expect(throws: Refusal.self) { try ChartArchive.pack(chartAt: chart, modificationTime: 0) }
    #expect(thrown?.why.contains(why) == true, "\(thrown?.why ?? "")")
    try scratch.write([".helmignore": "trap\n"], into: "c")
    _ = try ChartArchive.pack(chartAt: chart, modificationTime: 0)
  }

  @Test("a pipe is refused without being opened, and so is a file that is too large")
  func special() throws {
    let scratch = try ChartScratch()
    let chart = try scratch.write(ChartScratch.chart("broker"), into: "c")
    #expect(mkfifo("\(chart)/pipe", 0o600) == 0)
    #expect(throws: Refusal.self) { try ChartArchive.pack(chartAt: chart, modificationTime: 0) }
    #expect(unlink("\(chart)/pipe") == 0)
    let large = open("\(chart)/large", O_CREAT | O_WRONLY, 0o4755)
    #expect(ftruncate(large, 1 << 30) == 0 && close(large) == 0)
    let thrown = #expect(throws: Refusal.self) { try ChartArchive.pack(chartAt: chart, modificationTime: 0) }
    #expect(thrown?.why.contains("large has 1073741824 bytes") == true)
    #expect(truncate("\(chart)/large", 10) == 0)  // the mode with its setuid bit does not reach the archive
    #expect(try paths(of: try ChartArchive.pack(chartAt: chart, modificationTime: 0)).contains("broker/large"))
  }

  @Test(
    "what Helm would not load is not packed",
    arguments: [
      (["Chart.yaml": "name: broker\nversion: 1.2\n"], "version"),
      (["Chart.yaml": "name: ../x\nversion: 1.2.0\n"], "name"),
      ([".helmignore": "*\n"], "no Chart.yaml"), ([".helmignore": "**/x\n"], ".helmignore:1:"),
      (["a\\b": ""], "backslash"), ([String(repeating: "x", count: 120): ""], "longer than the 100 bytes"),
      (
        ["Chart.yaml": ChartScratch.description("broker", "1.2.0", "dependencies:\n- {name: db, version: ~1.0}\n")],
        "not in charts/: db"
      ),
    ]
  )
  func refuses(files: [String: String], why: String) throws {
    let scratch = try ChartScratch()
    let chart = try scratch.write(ChartScratch.chart("broker").merging(files) { _, new in new }, into: "c")
    let thrown = #expect(throws: Refusal.self) { try ChartArchive.pack(chartAt: chart, modificationTime: 0) }
    #expect(thrown?.why.contains(why) == true, "\(thrown?.why ?? "")")
  }

  @Test(
    "an archive with entries that pack never writes is not read",
    arguments: [
      ["c/../x", "c/Chart.yaml"], ["/c/x", "c/Chart.yaml"], ["c/Chart.yaml", "c/Chart.yaml"], ["c/x"],
      ["c/Chart.yaml", "d/Chart.yaml"], ["c/Chart.yaml", "x"], ["c/Chart.yaml", "c/a\\b"], ["c/Chart.yaml", "c//b"],
    ]
  )
  func foreign(paths: [String]) throws {
    let scratch = try ChartScratch()
    let entries = paths.map { Ustar.Entry(path: $0, bytes: Array(ChartScratch.description("c").utf8)) }
    let bytes = try Gzip.compressed(try Ustar.written(entries, modificationTime: 0))
    let path = try scratch.write(bytes, as: "c.tgz")
    #expect(throws: Refusal.self) { try ChartArchive(reading: path) }
  }

  @Test("the archive loads, lints and renders in Helm's own engine as the folder does", .enabled(if: RealHelm.isThere))
  func engine() async throws {
    let scratch = try ChartScratch()
    let chart = try scratch.write(ChartScratch.chart("broker"), into: "c")
    let deep = "files/" + String(repeating: "d", count: 80) + "/" + String(repeating: "f", count: 60)
    try scratch.write(["templates/config.yaml": "a: {{ .Files.Get \"\(deep)\" }}\n", deep: "found"], into: "c")
    let archive = try ChartArchive.pack(chartAt: chart, modificationTime: 1_700_000_000)
    let path = try scratch.write(archive.bytes, as: archive.fileName)
    let lint = try await RealHelm.program.lint(chart: path)
    #expect(
      lint.succeeded && lint.text.contains("1 chart(s) linted, 0 chart(s) failed"), "\(lint.text)\(lint.errorText)")
    let rendered = try await RealHelm.program.template(chart: path)
    #expect(rendered.succeeded, "\(rendered.errorText)")
    #expect(rendered.text.contains("image: \"ghcr.io/acme/broker:1.2.0\"") && rendered.text.contains("a: found"))
    #expect(try await RealHelm.program.template(chart: chart).text == rendered.text)
  }
}
