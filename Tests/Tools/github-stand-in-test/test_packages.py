"""Packages before a real registry, with and without tokens."""
import base64
import contextlib
import hashlib
import json
import shutil
import socket
import subprocess
import tempfile
import time
import unittest
from urllib.parse import quote

from stand_in import StandInTests, send

INDEX = "application/vnd.oci.image.index.v1+json"
MANIFEST = "application/vnd.oci.image.manifest.v1+json"


@unittest.skipUnless(shutil.which("docker-registry"), "docker-registry is not installed")
class Packages(StandInTests):
    def setUp(self):
        self.registry_folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.registry_folder)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        config = self.registry_folder + "/config.yml"
        with open(config, "w") as file:
            file.write(f"version: 0.1\nstorage: {{filesystem: {{rootdirectory: {self.registry_folder}/data}}, "
                       f'delete: {{enabled: true}}}}\nhttp: {{addr: "127.0.0.1:{port}"}}\n')
        process = subprocess.Popen(["docker-registry", "serve", config], stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        self.addCleanup(lambda: (process.kill(), process.wait()))
        for _ in range(400):
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            time.sleep(0.02)
        self.real = f"http://127.0.0.1:{port}"
        self.options = ("--registry", self.real, *self.more)
        super().setUp()
        self.versions = f"{self.ready['api']}/orgs/acme/packages/container/app/versions"

    more = ()

    def registry(self, path, method="GET", body=None, **more):
        return send(f"{self.ready['registry']}/v2/acme/{path}", method, body, **{"token": None, **more})

    def blob(self, name, content, **more):
        digest = "sha256:" + hashlib.sha256(content).hexdigest()
        begun = self.registry(f"{name}/blobs/uploads/", "POST", b"", **more)
        self.assertEqual(begun.status, 202, begun.content)
        self.assertTrue(begun.headers["Location"].startswith(self.ready["registry"]))
        address = begun.headers["Location"] + f"&digest={quote(digest)}"
        self.assertEqual(send(address, "PUT", content, **{"token": None, **more}).status, 201)
        return {"mediaType": "application/octet-stream", "digest": digest, "size": len(content)}

    def manifest(self, name, tag, content, **more):
        blob = self.blob(name, content, **more)
        body = json.dumps({"schemaVersion": 2, "mediaType": MANIFEST, "config": blob, "layers": []}).encode()
        return self.put(name, tag, body, MANIFEST, **more)

    def put(self, name, tag, body, kind, **more):
        digest = "sha256:" + hashlib.sha256(body).hexdigest()
        headers = {"Content-Type": kind, **more.pop("headers", {})}
        answer = self.registry(f"{name}/manifests/{tag or digest}", "PUT", body, headers=headers, **more)
        self.assertEqual(answer.status, 201, answer.content)
        return {"mediaType": kind, "digest": digest, "size": len(body)}

    def index(self, name, tag, children, note="x"):
        return self.put(name, tag, json.dumps({"schemaVersion": 2, "mediaType": INDEX, "manifests": children,
                                               "annotations": {"n": note}}).encode(), INDEX)

    def listed(self, query="", **more):
        return {one["name"]: (one["id"], one["metadata"]["container"]["tags"])
                for one in self.expect(200, self.versions + query, **more).json}

    def test_a_version_is_deleted_and_restored(self):
        child = self.manifest("app", None, b"child")
        one = self.index("app", "1.0.0", [child])["digest"]
        self.index("app", "latest", [child])
        two = self.index("app", "2.0.0", [child], "y")["digest"]
        found = self.listed()
        self.assertEqual({k: v[1] for k, v in found.items()}, {
            child["digest"]: [], one: ["1.0.0", "latest"], two: ["2.0.0"]})
        refused = self.registry(f"app/manifests/{two}", "DELETE")
        self.assertEqual((refused.status, refused.json["errors"][0]["code"]), (405, "UNSUPPORTED"))
        version = f"{self.versions}/{found[one][0]}"
        self.expect(403, version, "DELETE", token="ghp_push")
        self.expect(403, version, "DELETE", token="github_pat_push")
        self.expect(404, version.replace("/orgs/", "/users/"), "DELETE")
        self.expect(204, version, "DELETE")
        self.assertEqual(self.registry("app/manifests/latest", headers={"Accept": INDEX}).status, 404)
        self.assertEqual(self.registry(f"app/manifests/{child['digest']}", headers={"Accept": MANIFEST}).status, 200)
        refused = self.expect(400, f"{self.versions}/{found[two][0]}", "DELETE")
        self.assertIn("last tagged version", refused.json["message"])
        self.assertEqual(list(self.listed("?state=deleted")), [one])
        self.expect(204, version + "/restore", "POST")
        self.assertEqual(self.listed(), found)
        self.admin("packages", {"name": "app", "visibility": "public", "downloads": {"latest": 5001}})
        self.assertIn("5000 downloads", self.expect(400, version, "DELETE").json["message"])
        self.admin("packages", {"name": "app", "downloads": {"*": 0}, "actions_role": "write"})
        self.assertEqual(self.expect(404, version, "DELETE").json["message"], "Package not found.")
        self.expect(204, version, "DELETE", token="ghp_admin")
        self.no_violations()

    def test_a_tombstone_takes_one_tag_away(self):
        self.admin("flags", {"package_lag": 2})
        kept = self.manifest("charts/x", "1.0.0", b"chart")["digest"]
        self.versions = self.versions.replace("/app/", "/charts%2Fx/")
        self.listed(), self.listed()
        self.index("charts/x", "2.0.0", [], "tombstone of 2.0.0")
        self.assertEqual([self.listed().popitem()[0] for _ in range(2)], [kept, kept])
        found = {tags[0]: identity for identity, tags in self.listed().values()}
        self.expect(204, f"{self.versions}/{found['2.0.0']}", "DELETE")
        self.assertEqual(self.registry("charts/x/tags/list").json["tags"], ["1.0.0"])
        package = self.versions.removesuffix("/versions")
        self.expect(204, package, "DELETE", token="ghp_admin")
        self.expect(404, package)
        self.expect(204, package + "/restore", "POST", token="ghp_admin")
        self.assertEqual(self.registry(f"charts/x/manifests/{kept}", headers={"Accept": MANIFEST}).status, 200)
        packages = f"{self.ready['api']}/orgs/acme/packages?package_type=container"
        self.assertEqual([one["name"] for one in self.expect(200, packages).json], ["charts/x"])
        self.no_violations()

    def test_tags_come_in_pages_and_what_lies_there_already_is_a_package(self):
        for tag in ("b", "a", "c"):
            self.manifest("app", tag, b"same")
        page = self.registry("app/tags/list?n=2")
        self.assertEqual(page.json["tags"], ["a", "b"])
        self.assertEqual(send(self.ready["registry"] + page.headers["Link"].split(">")[0][1:]).json["tags"], ["c"])
        self.ready = self.start("--registry", self.real)
        self.assertEqual([one["name"] for one in self.admin("packages")], ["app"])


class GuardedPackages(Packages):
    more = ("--registry-auth",)

    def bearer(self, token, name, actions="pull,push", status=200):
        headers = {}
        if token:
            basic = base64.b64encode(f"anybody:{token}".encode()).decode()
            headers = {"Authorization": f"Basic {basic}"}
        address = f"{self.ready['registry']}/token?service=x&scope=repository:acme/{name}:{actions}"
        answer = send(address, headers=headers, token=None)
        self.assertEqual(answer.status, status, answer.content)
        return answer.json.get("token")

    def registry(self, path, method="GET", body=None, **more):
        more.setdefault("token", self.bearer("ghs_write", path.split("/manifests")[0].split("/blobs")[0]
                                             .split("/tags")[0]))
        return send(f"{self.ready['registry']}/v2/acme/{path}", method, body, **more)

    def blob(self, name, content, **more):
        more.setdefault("token", self.bearer("ghs_write", name))
        return super().blob(name, content, **more)

    def test_tags_come_in_pages_and_what_lies_there_already_is_a_package(self):
        self.manifest("app", "a", b"same")
        path = "app/manifests/a"
        asked = self.registry(path, token=None)
        self.assertEqual(asked.status, 401)
        self.assertIn('scope="repository:acme/app:pull"', asked.headers["WWW-Authenticate"])
        self.bearer(None, "app", "pull", 403)
        self.bearer("ghs_wrong", "app", "pull", 403)
        self.admin("packages", {"name": "app", "visibility": "public"})
        anonymous = self.bearer(None, "app", "pull")
        accept = {"Accept": MANIFEST}
        self.assertEqual(self.registry(path, token=anonymous, headers=accept).status, 200)
        self.assertEqual(self.registry("app/blobs/uploads/", "POST", b"", token=anonymous).status, 403)
        reader = self.bearer("ghs_read", "app")
        self.assertEqual(self.registry("app/blobs/uploads/", "POST", b"", token=reader).status, 403)
        narrow = self.bearer("ghs_write", "app", "pull")
        again = self.registry("app/blobs/uploads/", "POST", b"", token=narrow)
        self.assertEqual(again.status, 401)
        self.assertIn("insufficient_scope", again.headers["WWW-Authenticate"])
        self.manifest("private", "a", b"x", token=self.bearer("ghp_push", "private"))
        found = {one["name"]: one["linked"] for one in self.admin("packages")}
        self.assertEqual(found, {"app": True, "private": False})
        self.assertEqual(self.registry("private/manifests/a", token=self.bearer("ghs_write", "private")).status, 403)
