"""What every check needs: a bare repository, the stand-in before it, and a client."""
import contextlib
import http.client
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from urllib.parse import quote, urlsplit

TOOL = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "github-stand-in")
WORKFLOW = "on:\n  workflow_dispatch:\n    inputs:\n      version:\n        required: true\njobs: {}\n"


def git(folder, *arguments):
    command = ["git", "-C", folder, "-c", "user.name=a", "-c", "user.email=a@example.com", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


class Answer:
    def __init__(self, raw, content):
        self.status, self.headers, self.content = raw.status, raw.headers, content

    @property
    def json(self):
        return json.loads(self.content)


def send(address, method="GET", body=None, token="ghs_write", headers=None):
    split = urlsplit(address)
    sent = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28", "User-Agent": "check"}
    if token:
        sent["Authorization"] = f"Bearer {token}"
    if body is not None and not isinstance(body, bytes):
        body, sent["Content-Type"] = json.dumps(body), "application/json"
    connection = http.client.HTTPConnection(split.netloc, timeout=20)
    with contextlib.closing(connection):
        path = split.path + ("?" + split.query if split.query else "")
        connection.request(method, path, body, {k: v for k, v in {**sent, **(headers or {})}.items() if v is not None})
        raw = connection.getresponse()
        return Answer(raw, raw.read())


class StandInTests(unittest.TestCase):
    options = ()

    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)
        work, self.bare = self.folder + "/work", self.folder + "/bare.git"
        os.makedirs(work + "/.github/workflows")
        with open(work + "/.github/workflows/release.yml", "w") as file:
            file.write(WORKFLOW)
        git(self.folder, "init", "-q", "-b", "main", work)
        git(work, "add", ".")
        git(work, "commit", "-q", "-m", "first")
        git(work, "tag", "-a", "-m", "v1", "v1.0.0")
        git(work, "commit", "-q", "--allow-empty", "-m", "second")
        git(work, "tag", "-a", "-m", "v2", "v2.0.0")
        git(self.folder, "clone", "-q", "--bare", work, self.bare)
        self.work = work
        self.ready = self.start(*self.options)

    def start(self, *options):
        process = subprocess.Popen([sys.executable, TOOL, "--git", self.bare, *options],
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        ready = json.loads(process.stdout.readline())
        self.repo = f"{ready['api']}/repos/acme/app"

        def end():
            process.stdin.close()
            self.assertEqual(process.wait(10), 0)
            self.assertEqual(process.stderr.read(), "")
            process.stdout.close()
            process.stderr.close()

        self.addCleanup(end)
        return ready

    def admin(self, path, body=None, method=None):
        answer = send(f"{self.ready['admin']}/{path}", method or ("GET" if body is None else "POST"), body)
        self.assertEqual(answer.status, 200, answer.content)
        return answer.json

    def expect(self, status, path, method="GET", body=None, **more):
        address = path if path.startswith("http") else self.repo + path
        answer = send(address, method, body, **more)
        self.assertEqual(answer.status, status, (path, answer.content))
        return answer

    def expect_any(self, address, method):
        return send(address, method, {}, token="ghp_admin")

    def draft(self, tag, **more):
        return self.expect(201, "/releases", "POST", {"tag_name": tag, "draft": True, **more}).json

    def upload(self, status, release, name, content, **headers):
        address = release["upload_url"].replace("{?name,label}", f"?name={quote(name)}")
        return self.expect(status, address, "POST", content, headers={"Content-Type": "text/plain", **headers})

    def publish(self, release, status=200, **more):
        return self.expect(status, f"/releases/{release['id']}", "PATCH", {"draft": False, **more}).json

    def no_violations(self):
        self.assertEqual(self.admin("violations"), [])
