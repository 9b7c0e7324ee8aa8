"""The real registry behind the stand-in of GHCR."""
import http.client
import json
import threading
from urllib.parse import urlsplit

MANIFESTS = ", ".join([
    "application/vnd.oci.image.index.v1+json", "application/vnd.oci.image.manifest.v1+json",
    "application/vnd.docker.distribution.manifest.list.v2+json", "application/vnd.docker.distribution.manifest.v2+json",
])


class Upstream:
    def __init__(self, address):
        self.authority = urlsplit(address).netloc
        self.local = threading.local()
        # What an index names, by digest: content by digest never changes.
        self.children = {}

    def send(self, method, path, headers=None, body=None):
        """(status, headers, content) of one request; each thread keeps its connection."""
        for attempt in (1, 2):
            connection = getattr(self.local, "connection", None)
            if connection is None:
                connection = self.local.connection = http.client.HTTPConnection(self.authority, timeout=120)
            try:
                connection.request(method, path, body, headers or {})
                answer = connection.getresponse()
                return answer.status, answer.headers, answer.read()
            except (OSError, http.client.HTTPException):
                connection.close()
                self.local.connection = None
                if attempt == 2:
                    raise

    def repositories(self):
        names, path = [], "/v2/_catalog?n=1000"
        while path:
            status, headers, content = self.send("GET", path)
            names += json.loads(content)["repositories"] or [] if status == 200 else []
            link = headers.get("Link") or ""
            path = link[1:].split(">")[0] if link.startswith("<") else None
        return names

    def tags(self, repository):
        """Digests by tag."""
        status, _, content = self.send("GET", f"/v2/{repository}/tags/list")
        found = {}
        for tag in sorted(json.loads(content)["tags"] or []) if status == 200 else []:
            if digest := self.digest(repository, tag):
                found[tag] = digest
        return found

    def digest(self, repository, reference):
        """The digest of a manifest; None where it is missing."""
        status, headers, _ = self.send("HEAD", f"/v2/{repository}/manifests/{reference}", {"Accept": MANIFESTS})
        return headers["Docker-Content-Digest"] if status == 200 else None

    def manifest(self, repository, digest):
        """(media type, bytes) of a manifest; None where it is missing."""
        status, headers, content = self.send("GET", f"/v2/{repository}/manifests/{digest}", {"Accept": MANIFESTS})
        return (headers["Content-Type"], content) if status == 200 else None

    def members(self, repository, digest):
        """The digests that an index names; none for anything else."""
        if digest not in self.children:
            found = self.manifest(repository, digest)
            if found is None:
                return []
            self.children[digest] = members_of(found[1])
        return self.children[digest]

    def put(self, repository, reference, media_type, content):
        """Whether the registry took a manifest."""
        return self.send("PUT", f"/v2/{repository}/manifests/{reference}", {"Content-Type": media_type},
                         content)[0] == 201

    def delete(self, repository, digest):
        """Whether a manifest, and with it all its tags, is gone."""
        return self.send("DELETE", f"/v2/{repository}/manifests/{digest}")[0] in (202, 404)


def members_of(content):
    try:
        return [one["digest"] for one in json.loads(content).get("manifests", [])]
    except (ValueError, TypeError, AttributeError):
        return []
