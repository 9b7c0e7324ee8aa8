import ExternalTools
import FoundationEssentials
import Testing

@testable import Helm

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A repository of charts over HTTP on loopback, with one chart in it.
final class ChartServer: Sendable {
  /// Its address.
  let address: String
  private let process: pid_t

  private init(address: String, process: pid_t) { (self.address, self.process) = (address, process) }

  deinit { stop() }

  /// Ends it; a second call does nothing that matters.
  func stop() { kill(process, SIGKILL) }

  /// Starts a server on a free port, that goes away by itself after two minutes; returns when it answers.
  static func start(serving archive: ChartArchive, in scratch: ChartScratch) async throws -> ChartServer {
    _ = try scratch.write(["x": ""], into: "repository")
    _ = try scratch.write(archive.bytes, as: "repository/\(archive.fileName)")
    let answer = try await scratch.python(
      """
      import functools, http.server, os, signal, sys
      folder, name, version, digest = sys.argv[1:]
      handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=folder)
      handler.func.log_message = lambda *_: None
      server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
      address = "http://127.0.0.1:%d" % server.server_address[1]
      with open(folder + "/index.yaml", "w") as index:
          index.write('{"apiVersion":"v1","entries":{"%s":[{"apiVersion":"v2","name":"%s","version":"%s","digest":"%s",'
                      '"urls":["%s/%s-%s.tgz"]}]}}' % (name, name, version, digest, address, name, version))
      child = os.fork()
      if child == 0:
          os.setsid()
          for stream in (0, 1, 2): os.dup2(os.open(os.devnull, os.O_RDWR), stream)
          signal.alarm(120)
          server.serve_forever()
      print(address, child)
      """, "\(scratch.path)/repository", archive.metadata.name, archive.metadata.version,
      ChartManifest.sha256(of: archive.bytes))
    let parts = answer.split(whereSeparator: \.isWhitespace)
    return ChartServer(address: String(try #require(parts.first)), process: try #require(pid_t(parts[1])))
  }
}
