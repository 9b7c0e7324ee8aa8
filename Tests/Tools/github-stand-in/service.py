"""The HTTP side of every port: reads a request, lets a service answer it, spoils it as a fault says, writes the log."""
import json
import socket
import struct
import sys
import time
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from answers import Answer, Failure

HTML = ("<!DOCTYPE html>\n<html><head><title>Unicorn!</title></head>"
        "<body><p>This page is taking too long.</p></body></html>\n")
SECONDARY = ("You have exceeded a secondary rate limit. Please wait a few minutes before you try again. "
             "If you reach out to GitHub Support for help, please include the request ID.")


class Request:
    """What a service gets to see."""

    def __init__(self, handler, server):
        self.server, self.method, self.headers = server, handler.command, handler.headers
        self.target = handler.path
        split = urlsplit(handler.path)
        self.path, self.raw_query = split.path, split.query
        self.query = dict(parse_qsl(split.query, keep_blank_values=True))
        self.body, self.json, self.operation, self.token, self.fault = b"", None, None, None, None
        self.parameters, self.entry, self.handler = {}, None, handler

    def read(self):
        """Reads the body, of whichever kind."""
        reader = self.handler.rfile
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            while size := int(reader.readline().split(b";")[0], 16):
                self.body += reader.read(size)
                reader.readline()
            reader.readline()
        else:
            self.body = reader.read(int(self.headers.get("Content-Length") or 0))
        self.handler.has_read = True


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "github-stand-in", ""
    # Whole answers in one write; otherwise delayed acknowledgments cost 40 ms for each.
    wbufsize = -1
    disable_nagle_algorithm = True
    timeout = 300

    def log_message(self, *_):
        pass

    def handle_any(self):
        self.has_read = False
        service, world = self.server.service, self.server.world
        request = Request(self, service.server)
        if request.path.startswith("/_stand-in"):
            request.read()
            return self.write(self.server.admin(request))
        started = time.monotonic()
        with world.lock:
            request.entry = {"n": len(world.log) + 1, "server": service.server, "method": request.method,
                             "path": request.path, "query": request.raw_query, "status": None, "token_kind": None,
                             "login": None, "operation": None, "fault": None, "violations": [], "body": None}
            world.log.append(request.entry)
        fault = request.fault = self.server.faults.take(service.server, request.method, request.target)
        request.entry["fault"] = fault.kind if fault else None
        answer = self.answer_of(service, request, fault)
        request.entry["seconds"] = round(time.monotonic() - started, 3)
        request.entry["status"] = answer.status if answer else None
        world.save()
        if answer is None or fault and fault.kind == "lost":
            return self.reset()
        self.write(answer, truncated=bool(fault and fault.kind == "truncated"))

    def answer_of(self, service, request, fault):
        """The answer, or None where the connection is to be reset before anything happens."""
        is_slow = fault is not None and fault.kind == "slow"
        if fault and not fault.has_effect:
            if fault.kind == "reset":
                return None
            if not is_slow:
                request.read()
                return spoiled(fault, service.server)
            time.sleep(float(fault.get("seconds", 1)))
        answer = self.served(service, request)
        if is_slow and fault.has_effect:
            time.sleep(float(fault.get("seconds", 1)))
        return spoiled(fault, service.server) or answer if fault else answer

    def served(self, service, request):
        try:
            return service.answer(request)
        except Failure as failure:
            if failure.close:
                self.close_connection = True
            elif not self.has_read:
                request.read()
            return failure.answer()
        except Exception as error:  # noqa: BLE001 - a fault of the stand-in must show in the log, not end a thread
            text = f"the stand-in failed: {error!r} at {traceback.extract_tb(error.__traceback__)[-1]}"
            self.server.world.violation(request.entry, text, by="stand-in")
            return Answer(500, {"message": text})

    def write(self, answer, truncated=False):
        if not self.has_read and not self.close_connection:
            length = self.headers.get("Content-Length")
            if self.headers.get("Transfer-Encoding") or length and int(length) > 0:
                self.close_connection = True
        value = answer.value
        body = b"" if value is None else value if isinstance(value, bytes) else json.dumps(value).encode()
        try:
            self.send_response(answer.status)
            if value is not None:
                self.send_header("Content-Type", answer.content_type)
            for name, text in answer.headers.items():
                self.send_header(name, str(text))
            if answer.status not in (204, 304) and "Content-Length" not in answer.headers:
                self.send_header("Content-Length", str(len(body)))
            if self.close_connection:
                self.send_header("Connection", "close")
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body[: len(body) // 2] if truncated else body)
            self.wfile.flush()
        except OSError:
            self.close_connection = True
        if truncated:
            self.close_connection = True

    def reset(self):
        # No lingering: the far side sees a reset instead of an end.
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    do_GET = do_HEAD = do_PUT = do_POST = do_PATCH = do_DELETE = handle_any

    def finish(self):
        try:
            super().finish()
        except (OSError, ValueError):
            pass


class Server(ThreadingHTTPServer):
    """One loopback port."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port, service, world, faults, admin):
        super().__init__(("127.0.0.1", port), Handler)
        self.service, self.world, self.faults, self.admin = service, world, faults, admin

    @property
    def origin(self):
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, *_):
        # A client that went away is its own business.
        if not isinstance(sys.exc_info()[1], OSError):
            self.world.violations.append({"by": "stand-in", "text": repr(sys.exc_info()[1])})


def spoiled(fault, server):
    """The answer that a fault puts in the place of the true one; None where the true one goes out."""
    kind, retry = fault.kind, {}
    if "retry_after" in fault.described:
        retry = {"Retry-After": str(fault.described["retry_after"])}
    if kind in ("html", "starter"):
        page = fault.get("body", HTML).encode()
        return Answer(int(fault.get("status", 502)), page, retry, "text/html; charset=utf-8")
    if kind == "empty":
        return Answer(int(fault.get("status", 502)), b"", retry)
    texts = {"401": "Bad credentials", "429": SECONDARY, "403-secondary": SECONDARY,
             "primary": "API rate limit exceeded for installation ID 1."}
    text = fault.get("body", texts.get(kind, "Server Error"))
    status = int(fault.get("status", kind[:3] if kind[0].isdigit() else 403))
    if kind == "primary":
        retry |= {"X-RateLimit-Limit": "5000", "X-RateLimit-Remaining": "0", "X-RateLimit-Used": "5000",
                  "X-RateLimit-Reset": str(int(time.time() + float(fault.get("reset_in", 60)))),
                  "X-RateLimit-Resource": "core"}
    elif kind not in (*texts, "500", "502", "503", "504"):
        return None
    if server == "registry":
        code = {401: "UNAUTHORIZED", 403: "DENIED", 429: "TOOMANYREQUESTS"}.get(status, "UNKNOWN")
        return Answer(status, {"errors": [{"code": code, "message": text}]}, retry, "application/json")
    return Failure(status, text, headers=retry).answer()
