"""The repository by way of HTTP, as git itself serves it, with the rules that GitHub lays over a push."""
import gzip
import os
import subprocess
import tempfile

import rules
from answers import Answer

ZERO = "0" * 40
WHY = {"creation": "Cannot create ref due to creations being restricted.",
       "update": "Cannot update this protected ref.",
       "deletion": "Cannot delete this protected ref.",
       "non_fast_forward": "Cannot force-push to this branch."}


class GitHTTP:
    def __init__(self, world, identify):
        self.world, self.identify = world, identify

    def path(self, request):
        """The rest of the path behind the repository's name; None for requests that are not git's."""
        lower, slug = request.path.lower(), f"/{self.world.slug}".lower()
        for start in (slug + ".git/", slug + "/"):
            rest = request.path[len(start):]
            if lower.startswith(start) and rest in ("info/refs", "git-upload-pack", "git-receive-pack"):
                return rest
        return None

    def answer(self, request, rest):
        is_push = "git-receive-pack" in (rest, request.query.get("service"))
        token = self.identify(request)
        if token is None or token.value is None and (is_push or not self.world.is_public):
            return Answer(401, b"Authentication required\n", {"WWW-Authenticate": 'Basic realm="GitHub"'}, "text/plain")
        request.entry["token_kind"], request.entry["login"] = token.kind, token.login
        may_read = self.world.is_public or (token.may("contents", "read") if token.is_app else token.has_role("pull"))
        if not may_read:
            return Answer(404, b"Repository not found.\n", content_type="text/plain")
        if is_push and not token.can_push():
            text = f"Permission to {self.world.slug}.git denied to {token.login}.\n"
            return Answer(403, text.encode(), content_type="text/plain")
        body = gzip.decompress(request.body) if request.headers.get("Content-Encoding") == "gzip" else request.body
        if rest != "git-receive-pack":
            return self.served(request, rest, body)
        commands, capabilities = commands_of(body)
        with self.world.lock:
            denied, passed = self.judged(token, commands)
            if denied:
                request.entry["body"] = {"denied": sorted(denied)}
                said = "".join(f"error: GH013: Repository rule violations found for {ref}.\n"
                               f"Review all repository rules at {self.world.web}/rules\n\n- {why}\n\n"
                               for ref, why in denied.items())
                return declined(commands, {}, said, capabilities)
            with tempfile.NamedTemporaryFile("r", encoding="utf-8") as found:
                answer = self.served(request, rest, body, token, found.name)
                workflows = dict(line.rstrip("\n").split("\t") for line in found)
            if workflows:
                who, lacks = lacking(token)
                return declined(commands, {
                    ref: f"refusing to allow {who} to create or update workflow `{path}` without {lacks}"
                    for ref, path in workflows.items()}, "", capabilities)
        if passed and "side-band-64k" in capabilities:
            lines = "".join(f"Bypassed rule violations for {ref}:\n\n- {why}\n\n" for ref, why in passed.items())
            answer.value = packet(b"\2" + lines.encode()) + answer.value
        return answer

    def judged(self, token, commands):
        """(refs that are denied, refs that are let through only for who pushes), each with the rule."""
        denied, passed = {}, {}
        for old, new, ref in commands:
            kind = "creation" if old == ZERO else "deletion" if new == ZERO else "update"
            kinds = [kind]
            # Whether it is a fast forward shows only for commits that are here already.
            if kind == "update" and not self.world.git.is_ancestor(old, new):
                kinds.append("non_fast_forward")
            for ruleset, rule in rules.active(self.world, ref):
                if rule["type"] in kinds:
                    (passed if rules.bypasses(token, ruleset) else denied)[ref] = WHY[rule["type"]]
            frozen = {one["tag_name"] for one in self.world.data["releases"] if one["immutable"]}
            if ref.removeprefix("refs/tags/") in frozen and kind != "creation":
                denied[ref] = "Cannot change the tag of an immutable release."
            elif kind == "creation" and ref.removeprefix("refs/tags/") in self.world.data["burned_tags"]:
                denied[ref] = WHY["creation"]
        return denied, passed

    def served(self, request, rest, body, token=None, found=None):
        """What git's own program answers."""
        git = self.world.git.path
        environment = {
            **os.environ, "GIT_PROJECT_ROOT": os.path.dirname(os.path.abspath(git)), "GIT_HTTP_EXPORT_ALL": "1",
            "PATH_INFO": f"/{os.path.basename(os.path.abspath(git))}/{rest}", "REQUEST_METHOD": request.method,
            "QUERY_STRING": request.raw_query, "CONTENT_TYPE": request.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(body)), "REMOTE_USER": "stand-in", "REMOTE_ADDR": "127.0.0.1",
            "GIT_PROTOCOL": request.headers.get("Git-Protocol", ""),
        }
        settings = {"http.receivepack": "true", "safe.directory": "*"}
        if token and lacking(token) and self.world.flags["workflow_check"]:
            settings["core.hooksPath"] = os.path.join(os.path.dirname(os.path.abspath(__file__)), "hooks")
            environment["STAND_IN_FOUND"] = found
        environment["GIT_CONFIG_COUNT"] = str(len(settings))
        for index, (key, value) in enumerate(settings.items()):
            environment[f"GIT_CONFIG_KEY_{index}"], environment[f"GIT_CONFIG_VALUE_{index}"] = key, value
        done = subprocess.run(["git", "http-backend"], input=body, env=environment, capture_output=True)
        head, _, content = done.stdout.partition(b"\r\n\r\n")
        headers = dict(line.split(": ", 1) for line in head.decode().split("\r\n") if ": " in line)
        status = int(headers.pop("Status", "200").split()[0])
        kind = headers.pop("Content-Type", "text/plain")
        return Answer(status, content, {"Cache-Control": headers.get("Cache-Control", "no-cache")}, kind)


def lacking(token):
    """(who is refused, what they lack) where a token may not change workflows; None where it may."""
    if token.is_app:
        return None if token.may("workflows", "write") else ("a GitHub App", "`workflows` permission")
    return None if "workflow" in token.scopes else ("a Personal Access Token", "`workflow` scope")


def packet(content):
    return f"{len(content) + 4:04x}".encode() + content


def commands_of(body):
    """([(old, new, ref)], capabilities) at the head of what a push sends."""
    commands, capabilities, at = [], "", 0
    while (size := int(body[at:at + 4] or b"0", 16)) > 4:
        line, _, more = body[at + 4:at + size].partition(b"\0")
        capabilities = capabilities or more.decode()
        words = line.decode().rstrip("\n").split(" ", 2)
        if len(words) == 3:
            commands.append(tuple(words))
        at += size
    return commands, capabilities


def declined(commands, reasons, said, capabilities):
    """The answer to a push of which a part is denied: GitHub then takes nothing of it."""
    other = "push declined due to repository rule violations"
    report = packet(b"unpack ok\n") + b"".join(
        packet(f"ng {ref} {reasons.get(ref, other)}\n".encode()) for _, _, ref in commands) + b"0000"
    if "side-band-64k" in capabilities:
        report = (packet(b"\2" + said.encode()) if said else b"") + packet(b"\1" + report) + b"0000"
    return Answer(200, report, {"Cache-Control": "no-cache"}, "application/x-git-receive-pack-result")
