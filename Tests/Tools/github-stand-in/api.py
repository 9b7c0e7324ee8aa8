"""The API: who asks, whether the request is as documented, which operation answers, and what goes around its answer."""
import hashlib
import json
import re
from urllib.parse import urlencode

from answers import OPERATIONS, Answer, Failure, Page, not_found
from contract import Contract
from world import ROLES

KINDS = ("ghs_", "ghp_", "gho_", "ghu_", "github_pat_")
# Readers may do this if they are reviewers, which the operation itself looks at.
FOR_READERS = {"actions/review-pending-deployments-for-run"}


class Token:
    """Who asks, and what the token lets them do in this repository."""

    def __init__(self, value, described):
        self.value = value
        self.kind = next((kind for kind in KINDS if value and value.startswith(kind)), "unknown" if value else None)
        self.login = described.get("login")
        self.role = described.get("role", "none")
        self.scopes = described.get("scopes", [])
        self.permissions = described.get("permissions", {})
        self.described = described

    @property
    def is_app(self):
        """Whether permissions decide instead of scopes and a role."""
        return self.kind in ("ghs_", "github_pat_", "ghu_")

    def has_role(self, role):
        return ROLES.index(self.role) >= ROLES.index(role)

    def may(self, permission, level):
        order = ["none", "read", "write"]
        return order.index(self.permissions.get(permission, "none")) >= order.index(level)

    def can_push(self):
        """Whether drafts are visible."""
        return self.may("contents", "write") if self.is_app else self.has_role("push") and "repo" in self.scopes


class Api:
    """Serves the API host, and with `server` uploads the uploads host."""

    def __init__(self, world, base, server="api", contract=None):
        self.world, self.base, self.server = world, base.rstrip("/"), server
        self.contract = contract or Contract()

    def answer(self, request):
        path = self.routed(request)
        name, parameters = self.contract.match(self.server, request.method.replace("HEAD", "GET"), path)
        request.operation, request.parameters = name, parameters or {}
        request.entry["operation"] = name
        request.token = self.authenticated(request)
        if request.headers.get("User-Agent", "") == "":
            request.read()
            self.world.violation(request.entry, "no User-Agent")
            raise Failure(403, "Request forbidden by administrative rules. Please make sure your request has a "
                               "User-Agent header.")
        if name is None:
            request.read()
            self.world.violation(request.entry, f"{request.method} {path} is no operation of contract.json")
            raise not_found()
        if name != "repos/upload-release-asset":
            request.read()
        self.check_headers(request)
        limits = self.counted(request)
        try:
            with self.world.lock:
                answer = self.performed(request, self.contract.operations[name])
        except Failure as failure:
            failure.headers = {**limits, **failure.headers}
            raise
        return self.conditional(request, Answer(answer.status, answer.value, {**limits, **answer.headers},
                                                answer.content_type))

    def routed(self, request):
        """The path below the base; /repositories/ID and a renamed repository lead to this one."""
        if request.path != self.base and not request.path.startswith(self.base + "/"):
            request.read()
            raise not_found()
        path = request.path[len(self.base):] or "/"
        if path != "/" and path.endswith("/"):
            request.read()
            self.world.violation(request.entry, "a trailing slash")
            raise not_found()
        owner = self.world.repository["owner"]
        number = self.world.user(owner)["id"]
        for by_id, by_name in ((f"/repositories/{self.world.repository['id']}", f"/repos/{self.world.slug}"),
                               (f"/organizations/{number}", f"/orgs/{owner}"), (f"/user/{number}", f"/users/{owner}")):
            path = re.sub(rf"^{by_id}(?=/|$)", by_name, path)
        if old := self.world.flags["renamed_from"]:
            if path.lower() == f"/repos/{old}".lower() or path.lower().startswith(f"/repos/{old}/".lower()):
                request.read()
                rest = path[len(f"/repos/{old}"):] + ("?" + request.raw_query if request.raw_query else "")
                target = f"{self.world.urls[self.server]}/repositories/{self.world.repository['id']}{rest}"
                status = 301 if request.method in ("GET", "HEAD") else 307
                raise Failure(status, "Moved Permanently", headers={"Location": target})
        return path

    def authenticated(self, request):
        header = request.headers.get("Authorization")
        if header is None:
            return Token(None, {})
        scheme, _, value = header.partition(" ")
        if scheme.lower() not in ("bearer", "token"):
            self.world.violation(request.entry, f"Authorization of the scheme {scheme}")
        described = self.world.data["tokens"].get(value.strip())
        if described is None:
            request.read()
            request.entry["token_kind"] = "bad"
            raise Failure(401, "Bad credentials")
        token = Token(value.strip(), described)
        request.entry["token_kind"], request.entry["login"] = token.kind, token.login
        return token

    def check_headers(self, request):
        """Notes what the documentation demands and the request lacks."""
        entry, headers, operation = request.entry, request.headers, self.contract.operations[request.operation]
        octets = request.operation == "repos/get-release-asset" and headers.get("Accept") == "application/octet-stream"
        if headers.get("Accept") != "application/vnd.github+json" and not octets:
            self.world.violation(entry, f"Accept is {headers.get('Accept')!r}")
        if headers.get("X-GitHub-Api-Version") != "2022-11-28":
            self.world.violation(entry, f"X-GitHub-Api-Version is {headers.get('X-GitHub-Api-Version')!r}")
        documented = operation.get("query", {})
        # An address that a page led to is not made up by the client, and names what belongs to pages everywhere.
        is_led = re.search(r"/(repositories|organizations|user)/\d+/", request.path)
        for name, value in request.query.items():
            if is_led and name in ("page", "per_page") and name not in documented:
                continue
            if name not in documented:
                self.world.violation(entry, f"unknown query parameter {name}")
            elif documented[name].get("type") == "integer" and not value.isdigit():
                self.world.violation(entry, f"query parameter {name} is {value!r}")
            elif documented[name].get("type") == "integer":
                for _, text in self.contract.faults(documented[name], int(value)):
                    self.world.violation(entry, f"query parameter {name}: {text}")
        for name, schema in documented.items():
            if schema.get("required") and name not in request.query:
                self.world.violation(entry, f"no query parameter {name}")
        if "+" in request.raw_query:
            self.world.violation(entry, "a raw + in the query is a space")
        if request.body and self.server == "api" and not headers.get("Content-Type", "").startswith("application/json"):
            self.world.violation(entry, f"Content-Type is {headers.get('Content-Type')!r}")

    def performed(self, request, operation):
        world = self.world
        if "owner" in request.parameters:
            asked = f"{request.parameters['owner']}/{request.parameters['repo']}"
            if asked.lower() != world.slug.lower():
                raise not_found()
            self.authorize(request, operation)
            if world.flags["archived"] and request.method != "GET":
                raise Failure(403, "Repository was archived so is read-only.")
        if self.server == "api":
            self.check_body(request, operation)
        answer = OPERATIONS[request.operation](world, request)
        if not isinstance(answer, Answer):
            status = min(int(code) for code in operation["responses"])
            answer = self.paged(request, answer, status) if isinstance(answer, Page) else Answer(status, answer)
        return self.completed(request, operation, answer)

    def authorize(self, request, operation):
        """Refuses what the token may not do, with the errors by which GitHub tells it."""
        token, public = request.token, self.world.is_public
        (permission, level), = operation["permission"].items()
        reads = level == "read" and permission != "administration"
        if token.value is None:
            if not public:
                raise not_found()
            if not reads:
                raise Failure(401, "Requires authentication")
        elif token.is_app:
            known = permission == "metadata" or token.may(permission, level) or reads and public
            if not known:
                kind = "personal access token" if token.kind == "github_pat_" else "integration"
                raise Failure(403, f"Resource not accessible by {kind}",
                              headers={"X-Accepted-GitHub-Permissions": f"{permission}={level}"})
        else:
            scopes = {"X-OAuth-Scopes": ", ".join(token.scopes), "X-Accepted-OAuth-Scopes": "repo"}
            in_scope = "repo" in token.scopes or public and (reads or "public_repo" in token.scopes)
            if not in_scope or not public and not token.has_role("pull"):
                raise Failure(404, "Not Found", headers=scopes)
            needed = "admin" if permission == "administration" else "pull" if reads else "push"
            if request.operation in FOR_READERS:
                needed = "pull"
            if not token.has_role(needed) and not (needed == "pull" and public):
                if needed == "admin" and token.has_role("push") and level == "write":
                    raise Failure(403, "Must have admin rights to Repository.", headers=scopes)
                raise Failure(404, "Not Found", headers=scopes)

    def check_body(self, request, operation):
        schema = operation.get("request")
        if schema is None:
            if request.body.strip():
                self.world.violation(request.entry, "a body where none is documented")
            return
        try:
            request.json = json.loads(request.body) if request.body.strip() else None
        except ValueError:
            raise Failure(400, "Problems parsing JSON") from None
        request.entry["body"] = request.json
        if request.json is None and not operation.get("body_required"):
            request.json = {}
        for name in self.contract.unknown(schema, request.json):
            self.world.violation(request.entry, f"unknown property {name[1:]}")
        if found := self.contract.faults(schema, request.json):
            texts = [f"For 'properties{where}', {text}" if where else text for where, text in found]
            raise Failure(422, "Invalid request.\n\n" + "\n".join(texts))
        request.json = request.json or {}

    def paged(self, request, page, status):
        size = min(max(int(request.query.get("per_page", 30) or 30), 1), 100)
        current = max(int(request.query.get("page", 1) or 1), 1)
        items = page.items[(current - 1) * size: current * size]
        last = max(-(-len(page.items) // size), 1)
        path = request.path[len(self.base):]
        # Links name the repository by its id, so that nobody builds them by hand.
        number = self.world.user(self.world.repository["owner"])["id"]
        for by_name, by_id in ((r"^/repos/[^/]+/[^/]+", f"/repositories/{self.world.repository['id']}"),
                               (r"^/orgs/[^/]+", f"/organizations/{number}"), (r"^/users/[^/]+", f"/user/{number}")):
            path = re.sub(by_name, by_id, path)

        def link(to, relation):
            query = urlencode({**request.query, "per_page": size, "page": to})
            return f'<{self.world.urls["api"]}{path}?{query}>; rel="{relation}"'

        links = [link(current - 1, "prev")] if current > 1 else []
        links += [link(current + 1, "next"), link(last, "last")] if current < last else []
        links += [link(1, "first")] if current > 1 else []
        value = {"total_count": len(page.items), page.key: items} if page.key else items
        return Answer(status, value, {"Link": ", ".join(links)} if links else {})

    def completed(self, request, operation, answer):
        """Fills an answer up to its documented shape, and notes where the stand-in itself departs from it."""
        schema = operation["responses"].get(str(answer.status))
        if schema is not None and answer.status < 300 and not isinstance(answer.value, bytes):
            answer.value = self.contract.filled(schema, answer.value)
            for where, text in self.contract.faults(schema, answer.value):
                self.world.violation(request.entry, f"the stand-in's answer {where}: {text}", by="stand-in")
        return answer

    def counted(self, request):
        """The rate-limit headers; with the flag `strict_rate` also the refusal when nothing is left."""
        value = request.token.value
        with self.world.lock:
            rate = self.world.rates.setdefault(value or "", {"limit": {None: 60, "ghs_": 1000}.get(
                request.token.kind, 5000), "used": 0, "reset": int(self.world.now()) + 3600})
            if self.world.now() > rate["reset"]:
                rate.update(used=0, reset=int(self.world.now()) + 3600)
            exhausted = self.world.flags["strict_rate"] and rate["used"] >= rate["limit"]
            rate["used"] += request.operation != "rate-limit/get" and not exhausted
            remaining = max(rate["limit"] - rate["used"], 0)
        headers = {"X-RateLimit-Limit": rate["limit"], "X-RateLimit-Remaining": remaining,
                   "X-RateLimit-Used": rate["used"], "X-RateLimit-Reset": rate["reset"],
                   "X-RateLimit-Resource": "core", "X-GitHub-Request-Id": f"STAND:{request.entry['n']:04X}"}
        if request.token.kind in ("ghp_", "gho_"):
            headers["X-OAuth-Scopes"] = ", ".join(request.token.scopes)
        if exhausted:
            raise Failure(403, "API rate limit exceeded for user ID 1.", headers=headers)
        return headers

    def conditional(self, request, answer):
        if request.method != "GET" or answer.status != 200 or isinstance(answer.value, bytes):
            return answer
        tag = '"' + hashlib.sha256(json.dumps(answer.value).encode()).hexdigest() + '"'
        answer.headers["ETag"] = "W/" + tag
        asked = [one.strip().removeprefix("W/") for one in request.headers.get("If-None-Match", "").split(",")]
        if tag in asked:
            # A conditional request that finds nothing new is free.
            self.world.rates[request.token.value or ""]["used"] -= 1
            return Answer(304, None, {k: v for k, v in answer.headers.items()})
        return answer
