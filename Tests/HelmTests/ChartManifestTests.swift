import ExternalTools
import FoundationEssentials
import Testing

@testable import Helm

@Suite("The manifest of a chart")
struct ChartManifestTests {
  private func archive(_ rest: String) throws -> ChartArchive {
    let scratch = try ChartScratch()
    let chart = try scratch.write(ChartScratch.chart("broker", "1.2.0", rest), into: "c")
    return try ChartArchive.pack(chartAt: chart, modificationTime: 1_700_000_000)
  }

  @Test("names configuration, archive and annotations, always in the same bytes")
  func bytes() throws {
    let archive = try archive(
      """
      description: Brokers <things> & more
      home: https://example.org
      sources: [https://example.org/git, https://example.org/mirror]
      maintainers: [{name: Ann, email: a@example.org}]
      annotations:
        category: Infrastructure
        org.opencontainers.image.url: https://own.example.org
        org.opencontainers.image.title: other
        org.opencontainers.image.version: other

      """)
    let manifest = ChartManifest(of: archive, created: "2026-08-01T12:00:00Z")
    let expected = #"""
      {"annotations":{"category":"Infrastructure",\#
      "org.opencontainers.image.authors":"Ann (a@example.org)",\#
      "org.opencontainers.image.created":"2026-08-01T12:00:00Z",\#
      "org.opencontainers.image.description":"Brokers \u003cthings\u003e \u0026 more",\#
      "org.opencontainers.image.source":"https://example.org/git",\#
      "org.opencontainers.image.title":"broker",\#
      "org.opencontainers.image.url":"https://own.example.org",\#
      "org.opencontainers.image.version":"1.2.0"},\#
      "config":{"digest":"sha256:\#(manifest.configSHA256)","mediaType":"application/vnd.cncf.helm.config.v1+json",\#
      "size":\#(manifest.config.count)},\#
      "layers":[{"digest":"sha256:\#(manifest.layerSHA256)",\#
      "mediaType":"application/vnd.cncf.helm.chart.content.v1.tar+gzip","size":\#(archive.bytes.count)}],\#
      "mediaType":"application/vnd.oci.image.manifest.v1+json","schemaVersion":2}
      """#
    #expect(String(decoding: manifest.bytes, as: UTF8.self) == expected)
    #expect(manifest == ChartManifest(of: archive, created: "2026-08-01T12:00:00Z"))
  }

  @Test("says nothing where the chart says nothing")
  func empty() throws {
    let text = String(decoding: ChartManifest(of: try archive(""), created: "").bytes, as: UTF8.self)
    #expect(!text.contains("created") && !text.contains("authors") && !text.contains("description"))
  }

  @Test("a SHA-256 keeps its leading zeros")
  func digest() {
    #expect(
      ChartManifest.sha256(of: Array("39".utf8)) == "0b918943df0962bc7a1824c0555a389347b4febdc7cf9d1254406d80ce44e3f9")
  }

  @Test(
    "Helm's own engine pulls what is stored with it from a real registry",
    .enabled(if: RealHelm.isThere && Programs.locate("docker-registry") != nil), .timeLimit(.minutes(2)))
  func pulled() async throws {
    let scratch = try ChartScratch()
    let archive = try archive("description: x\n")
    let manifest = ChartManifest(of: archive, created: "2026-08-01T12:00:00Z")
    for (name, bytes) in [("layer", archive.bytes), ("config", manifest.config), ("manifest", manifest.bytes)] {
      _ = try scratch.write(bytes, as: name)
    }
    let answer = try await scratch.python(
      """
      import hashlib, http.client, os, socket, subprocess, sys, time
      root, helm = sys.argv[1:]
      with socket.socket() as probe:
          probe.bind(("127.0.0.1", 0))
          port = probe.getsockname()[1]
      with open(root + "/config.yml", "w") as file:
          file.write("version: 0.1\\nstorage: {filesystem: {rootdirectory: %s/store}}\\n"
                     "http: {addr: 127.0.0.1:%d}\\nlog: {accesslog: {disabled: true}}\\n" % (root, port))
      registry = subprocess.Popen(["docker-registry", "serve", root + "/config.yml"],
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
      def ask(method, path, body=None, kind="application/octet-stream"):
          connection = http.client.HTTPConnection("127.0.0.1", port)
          connection.request(method, path, body, {"Content-Type": kind})
          answer = connection.getresponse()
          answer.read()
          return answer
      try:
          for attempt in range(400):
              try:
                  ask("GET", "/v2/")
                  break
              except OSError:
                  time.sleep(0.025)
          base = "/v2/charts/broker"
          for name in ("layer", "config"):
              data = open(root + "/" + name, "rb").read()
              place = ask("POST", base + "/blobs/uploads/").headers["Location"]
              place = place[place.index("/v2/"):]
              digest = "sha256:" + hashlib.sha256(data).hexdigest()
              assert ask("PUT", "%s&digest=%s" % (place, digest), data).status == 201
          data = open(root + "/manifest", "rb").read()
          answer = ask("PUT", base + "/manifests/1.2.0", data, "application/vnd.oci.image.manifest.v1+json")
          assert answer.status == 201, answer.status
          print(subprocess.run([helm, "pull", "oci://127.0.0.1:%d/charts/broker" % port, "--version", "1.2.0",
                                "--plain-http", "-d", root], check=True, capture_output=True, text=True).stdout)
          assert open(root + "/broker-1.2.0.tgz", "rb").read() == open(root + "/layer", "rb").read()
      finally:
          registry.kill()
      """, scratch.path, RealHelm.program.path)
    #expect(answer.contains("Digest: sha256:\(manifest.sha256)"), "\(answer)")
  }
}
