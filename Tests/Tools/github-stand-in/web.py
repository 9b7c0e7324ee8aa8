"""The two hosts beside the API: storage, which wants no token, and the web, which anybody may visit."""
import base64
from urllib.parse import quote, unquote

import releases
from answers import Answer, Failure
from api import Token
from assets import redirect
from git_http import GitHTTP

REFUSAL = (b'<?xml version="1.0"?><Error><Code>InvalidArgument</Code>'
           b"<Message>Only one auth mechanism allowed</Message></Error>")


class Storage:
    """Where assets lie: signed addresses, and a refusal of anybody who brings a token along."""

    server = "storage"

    def __init__(self, world):
        self.world = world

    def answer(self, request):
        request.read()
        if request.headers.get("Authorization"):
            self.world.violation(request.entry, "Authorization was sent on to the storage host")
            return Answer(400, REFUSAL, content_type="application/xml")
        content = self.world.blobs.get("sha256:" + request.path.removeprefix("/assets/"))
        if content is None or request.query.get("sig") != "stand-in":
            return Answer(403, b"<Error><Code>AccessDenied</Code></Error>", content_type="application/xml")
        return Answer(200, content, content_type="application/octet-stream")


class Web:
    """The pages that releases link to: a release's page, the latest one, and downloads by name."""

    server = "web"

    def __init__(self, world):
        self.world = world
        self.git = GitHTTP(world, self.identified)

    def identified(self, request):
        """Whose request of git it is; None for a token that is not known, nobody where there is none."""
        scheme, _, value = request.headers.get("Authorization", "").partition(" ")
        if not scheme:
            return Token(None, {})
        secret = base64.b64decode(value).decode().partition(":")[2] if scheme.lower() == "basic" else value
        described = self.world.data["tokens"].get(secret)
        return None if described is None else Token(secret, described)

    def answer(self, request):
        request.read()
        if rest := self.git.path(request):
            return self.git.answer(request, rest)
        world, path = self.world, unquote(request.path)
        start = f"/{world.slug}/releases/"
        if not world.is_public or not path.lower().startswith(start.lower()):
            return self.missing()
        words = path[len(start):].split("/")
        with world.lock:
            releases.reconcile(world)
            public = {one["tag_name"]: one for one in world.data["releases"] if not one["draft"]}
            newest = releases.latest(world)
            if words == ["latest"] and newest:
                return Answer(302, b"", {"Location": f"{world.web}/releases/tag/{quote(newest['tag_name'])}"})
            if words[:2] == ["latest", "download"] and newest:
                return Answer(302, b"", {"Location": f"{world.web}/releases/download/{quote(newest['tag_name'])}/"
                                                     + quote("/".join(words[2:]))})
            tag = "/".join(words[1:])
            if words[0] == "tag" and tag in public:
                return Answer(200, f"<html><h1>{tag}</h1></html>".encode(), content_type="text/html; charset=utf-8")
            release = public.get("/".join(words[1:-1])) if words[0] == "download" else None
            for asset in release["assets"] if release else []:
                if asset["name"] == words[-1]:
                    try:
                        return redirect(world, asset)
                    except Failure:
                        break
        return self.missing()

    @staticmethod
    def missing():
        return Answer(404, b"Not Found", content_type="text/plain; charset=utf-8")
