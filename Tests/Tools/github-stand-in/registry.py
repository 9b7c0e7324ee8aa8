"""The stand-in of GHCR: a proxy before a real registry that refuses and remembers what GHCR does."""
import base64
import json
import re
import secrets
from urllib.parse import parse_qs, urlencode

import packages
from answers import Answer
from api import Token

HOP = {"connection", "transfer-encoding", "content-length", "date", "server", "keep-alive"}
ROUTE = re.compile(r"^/v2/(?P<name>.+)/(?P<kind>manifests|blobs|tags|referrers)/(?P<rest>.+)$")


class Registry:
    server = "registry"

    def __init__(self, world, demands_tokens):
        self.world, self.demands_tokens = world, demands_tokens

    def answer(self, request):
        request.read()
        if request.path == "/token":
            return self.token(request)
        found = ROUTE.match(request.path)
        name, kind, rest = found.group("name", "kind", "rest") if found else (None, None, None)
        token = self.identified(request)
        if token is None:
            request.entry["token_kind"] = "bad"
            return refusal(401, "UNAUTHORIZED", "authentication required", self.challenge(name, "pull"))
        request.entry["token_kind"], request.entry["login"] = token.kind, token.login
        if self.demands_tokens and (denied := self.denied(request, token, name)):
            return denied
        if request.method == "DELETE" and kind in ("manifests", "blobs") and "uploads/" not in rest:
            return refusal(405, "UNSUPPORTED", "The operation is unsupported.")
        if kind == "tags" and request.method == "GET":
            return self.tags(request, name)
        return self.passed_on(request, name, kind, token)

    # What goes through

    def passed_on(self, request, name, kind, token):
        upstream = self.world.upstream
        # A header may come in several lines, as Accept does from Go's clients.
        headers = {key: ", ".join(request.headers.get_all(key)) for key in request.headers
                   if key.lower() not in HOP and key.lower() != "authorization"}
        if request.method in ("PUT", "POST", "PATCH"):
            headers["Content-Length"] = str(len(request.body))
        is_push, own = kind == "manifests" and request.method == "PUT", self.own(name)
        if is_push and own and self.world.flags["package_lag"]:
            with self.world.lock:
                packages.freeze(self.world, own)
        status, answered, content = upstream.send(request.method, request.target, headers, request.body or None)
        if is_push and own and status == 201:
            with self.world.lock:
                package = packages.ensure(self.world, own, token)
                packages.enter(self.world, package, answered["Docker-Content-Digest"])
        kept = {key: value for key, value in answered.items() if key.lower() not in HOP | {"content-type"}}
        if request.method == "HEAD" and answered.get("Content-Length"):
            kept["Content-Length"] = answered["Content-Length"]
        return Answer(status, content, kept, answered.get("Content-Type", "application/octet-stream"))

    def tags(self, request, name):
        """The tags, sorted and in pages, which the registry behind does not do."""
        status, _, content = self.world.upstream.send("GET", f"/v2/{name}/tags/list")
        if status != 200:
            return Answer(status, content)
        tags = sorted(json.loads(content)["tags"] or [])
        query = {key: values[0] for key, values in parse_qs(request.raw_query).items()}
        tags = [tag for tag in tags if tag > query.get("last", "")]
        size = int(query.get("n", 0)) or 100
        headers = {}
        if len(tags) > size:
            next_page = urlencode({"last": tags[size - 1], "n": size})
            headers["Link"] = f'</v2/{name}/tags/list?{next_page}>; rel="next"'
        return Answer(200, {"name": name, "tags": tags[:size]}, headers)

    # Who may

    def own(self, name):
        """The package that a repository is; None where it belongs to somebody else."""
        start = self.world.repository["owner"].lower() + "/"
        return name[len(start):] if name and name.startswith(start) else None

    def identified(self, request):
        """Whose request it is; None for a token that is not known. Nobody where there is none."""
        scheme, _, value = request.headers.get("Authorization", "").partition(" ")
        request.grants = {}
        if not self.demands_tokens and scheme.lower() != "basic":
            return Token(None, {})
        if scheme.lower() == "bearer" and value in self.world.bearers:
            granted = self.world.bearers[value]
            request.grants = granted["grants"]
            return self.known(granted["token"]) if granted["until"] > self.world.now() else None
        if not scheme:
            return Token(None, {})
        try:
            plain = base64.b64decode(value, validate=True).decode()
        except (ValueError, UnicodeDecodeError):
            return None
        if scheme.lower() == "basic":
            # The service itself takes no passwords, its token service does.
            return Token(None, {}) if self.demands_tokens else self.known(plain.partition(":")[2]) or Token(None, {})
        token = self.known(plain)
        request.grants = {"*": ["pull", "push"]} if token else {}
        return token

    def known(self, value):
        if value is None:
            return Token(None, {})
        described = self.world.data["tokens"].get(value)
        return Token(value, described) if described is not None else None

    def actions(self, token, name):
        """What a token may do in a repository."""
        world, own = self.world, self.own(name)
        if own is None:
            return set()
        package = world.data["packages"].get(own)
        if token.value is None:
            return {"pull"} if package and package["visibility"] == "public" else set()
        if token.is_app:
            writes = token.kind == "ghs_" and token.may("packages", "write")
            reads = token.kind == "ghs_" and token.may("packages", "read")
        else:
            writes = "write:packages" in token.scopes
            reads = writes or "read:packages" in token.scopes
        level = packages.rights(world, token, package) if package else "admin" if writes else "none"
        return ({"pull"} if reads and level != "none" else set()) \
            | ({"push"} if writes and level in ("write", "admin") else set())

    def denied(self, request, token, name):
        wanted = "pull" if request.method in ("GET", "HEAD") else "push"
        if name is None:
            name_known = request.path.rstrip("/") == "/v2" and request.grants or request.headers.get("Authorization")
            return None if name_known else refusal(401, "UNAUTHORIZED", "authentication required",
                                                   self.challenge(None, "pull"))
        with self.world.lock:
            may = self.actions(token, name)
        granted = request.grants.get(name, request.grants.get("*"))
        if granted is None or wanted not in granted and wanted in may:
            return refusal(401, "UNAUTHORIZED", "authentication required", self.challenge(name, wanted, bool(granted)))
        if wanted not in may:
            text = "permission_denied: write_package" if wanted == "push" else "denied"
            return refusal(403, "DENIED", text)
        return None

    def challenge(self, name, wanted, is_insufficient=False):
        scope = f"repository:{name or 'user/image'}:{'pull' if wanted == 'pull' else 'pull,push'}"
        text = f'Bearer realm="{self.world.urls["registry"]}/token",service="github-stand-in",scope="{scope}"'
        return {"WWW-Authenticate": text + (',error="insufficient_scope"' if is_insufficient else "")}

    def token(self, request):
        """The token service: any user name with a known token, or nobody for what is public."""
        scheme, _, value = request.headers.get("Authorization", "").partition(" ")
        secret = None
        if scheme.lower() == "basic":
            secret = base64.b64decode(value).decode().partition(":")[2]
        elif scheme:
            secret = value
        token = self.known(secret)
        if token is None:
            return refusal(403, "DENIED", "denied")
        request.entry["token_kind"], request.entry["login"] = token.kind, token.login
        grants = {}
        with self.world.lock:
            for scope in " ".join(parse_qs(request.raw_query).get("scope", [])).split():
                _, name, actions = scope.split(":")
                grants[name] = sorted(self.actions(token, name) & set(actions.split(",")))
            if token.value is None and not all(grants.values()):
                return refusal(403, "DENIED", "requested access to the resource is denied")
            bearer = "bearer-" + secrets.token_urlsafe(24)
            self.world.bearers[bearer] = {"token": secret, "grants": grants, "until": self.world.now() + 300}
        return Answer(200, {"token": bearer, "expires_in": 300})


def refusal(status, code, message, headers=None):
    value = {"errors": [{"code": code, "message": message}]}
    return Answer(status, value, {**(headers or {}), "Docker-Distribution-Api-Version": "registry/2.0"},
                  "application/json")
