import ExternalTools
import FoundationEssentials
import TestSupport

/// A stand-in for a registry that fails in one way; it is a few lines of python3, and no registry at all.
final class StandInRegistry: Sendable {
  /// What it does wrong.
  enum Fault: String, CaseIterable, Sendable {
    /// Every answer is a web page.
    case page
    /// Nobody may do anything.
    case denied
    /// It is being repaired, and says so for ever.
    case repaired
    /// There is no room for the bytes of an upload that it opened.
    case full
    /// It breaks the connection in the middle of its answer.
    case broken
  }

  /// `127.0.0.1:PORT`.
  let host: String
  private let process: Task<Void, Never>

  private init(host: String, process: Task<Void, Never>) { (self.host, self.process) = (host, process) }

  /// Starts one, which serves until it is told to end.
  static func start(_ fault: Fault, in scratch: ScratchDirectory) async throws -> StandInRegistry {
    let file = "\(scratch.path)/port-\(fault.rawValue)"
    let invocation = Invocation("python3", ["-c", script, fault.rawValue, file])
    let process = Task { _ = try? await invocation.run() }
    for _ in 0..<400 {
      if let port = try? String(contentsOfFile: file, encoding: .utf8), port.hasSuffix("\n") {
        return StandInRegistry(host: "127.0.0.1:\(port.dropLast())", process: process)
      }
      try await Task.sleep(for: .milliseconds(25))
    }
    process.cancel()
    throw NotStarted()
  }

  /// Ends it.
  func ended() async {
    process.cancel()
    await process.value
  }

  struct NotStarted: Error {}

  private static let script = """
    import http.server, json, sys
    fault, file = sys.argv[1:]
    def error(status, code):
        return status, "application/json", json.dumps({"errors": [{"code": code, "message": "stand-in"}]})
    class Answers(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        def log_message(self, *_): pass
        def answer(self):
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            opened = None
            if fault == "page":
                status, kind, text = 200, "text/html", "<!DOCTYPE html><html><body>Log in to the network</body></html>"
            elif fault == "denied": status, kind, text = error(403, "DENIED")
            elif fault == "repaired": status, kind, text = error(503, "UNAVAILABLE")
            elif fault == "full" and self.command == "POST":
                status, kind, text, opened = 202, "text/plain", "", self.path + "1"
            elif fault == "full" and self.command == "PUT": status, kind, text = 507, "text/plain", "no space left on device"
            elif fault == "full" and "/uploads/" in self.path: status, kind, text = 204, "text/plain", ""
            else: status, kind, text = error(404, "NAME_UNKNOWN")
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(text) + (99 if fault == "broken" else 0)))
            if opened: self.send_header("Location", opened)
            self.end_headers()
            if self.command != "HEAD": self.wfile.write(text.encode())
            self.close_connection = fault == "broken"
        do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = answer
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    open(file, "w").write("%d\\n" % server.server_port)
    server.serve_forever()
    """
}
