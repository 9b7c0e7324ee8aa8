"""Every reading operation of the contract answers in its documented shape."""
import json
import os
import re
import subprocess
import sys

from stand_in import TOOL, StandInTests, git


class Shapes(StandInTests):
    options = ("--owner-type", "user")

    def test_every_reading_operation_has_its_shape(self):
        with open(os.path.join(TOOL, "contract.json"), encoding="utf-8") as file:
            operations = json.load(file)["operations"]
        self.admin("users", {"login": "alice", "id": 7, "role": "push"})
        self.admin("teams", {"slug": "ops", "members": ["alice"]})
        self.admin("environments", {"name": "release", "reviewers": ["alice", "team:ops"], "wait_timer": 3,
                                    "prevent_self_review": True, "policies": [{"name": "v*", "type": "tag"}]})
        self.admin("runs", {"id": 9, "ref": "v1.0.0", "pending": ["release"], "artifacts": [{"name": "x"}],
                            "approvals": [{"user": "alice", "state": "approved", "environments": ["release"]}]})
        ruleset = self.admin("rulesets", {"target": "branch", "rules": [{"type": "deletion"}]})[0]["id"]
        release = self.admin("releases", {"tag_name": "v1.0.0", "files": {"a": "b"}})[0]
        self.admin("state", {"variables": {"A": "1"}, "packages": {"app": {
            "id": 5, "name": "app", "visibility": "public", "linked": True, "actions_role": "admin", "admins": [],
            "created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z", "lag": None, "versions": [
                {"id": 6, "digest": "sha256:00", "created_at": "2026-01-01T00:00:00Z", "tags": ["1"], "downloads": 0,
                 "updated_at": "2026-01-01T00:00:00Z", "deleted_at": None, "kept": None}]}}})
        self.admin("flags", {"immutable": True})
        policy = self.expect(200, "/environments/release/deployment-branch-policies").json["branch_policies"][0]["id"]
        values = {
            "owner": "acme", "repo": "app", "username": "acme", "org": "acme", "release_id": release["id"],
            "asset_id": release["assets"][0]["id"], "tag": "v1.0.0", "ref": "heads/main", "branch": "main",
            "tag_sha": git(self.bare, "rev-parse", "v1.0.0"), "commit_sha": git(self.bare, "rev-parse", "main"),
            "run_id": 9, "workflow_id": "release.yml", "environment_name": "release", "branch_policy_id": policy,
            "ruleset_id": ruleset, "package_type": "container", "package_name": "app", "package_version_id": 6,
            "path": ".github/workflows/release.yml", "name": "A",
        }
        asked = 0
        for name, operation in operations.items():
            if operation["method"] == "GET" and "{org}" not in operation["path"]:
                path = re.sub(r"\{(\w+)\}", lambda match: str(values[match[1]]), operation["path"])
                query = "?package_type=container" if name == "packages/list-packages-for-user" else ""
                self.expect(200, self.ready["api"] + (path if path != "/" else "") + query, token="ghp_admin")
                asked += 1
        self.assertGreater(asked, 35)
        for name, operation in operations.items():
            if operation["method"] != "GET":
                path = re.sub(r"\{(\w+)\}", "1", operation["path"].replace("{owner}/{repo}", "acme/app"))
                server = operation.get("host", "api")
                answer = self.expect_any(self.ready[server] + path, operation["method"])
                self.assertNotEqual(answer.status, 500, (name, answer.content))
        self.assertEqual([one for one in self.admin("violations") if one["by"] == "stand-in"], [])

    def test_with_a_ready_file_it_outlives_its_input(self):
        file = self.folder + "/ready"
        process = subprocess.Popen([sys.executable, TOOL, "--git", self.bare, "--ready", file],
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
        self.addCleanup(lambda: (process.kill(), process.wait(), process.stdout.close()))
        line = process.stdout.readline()
        while not os.path.exists(file):
            self.assertIsNone(process.poll())
        with open(file, "rb") as ready:
            self.assertEqual(ready.read(), line)
        self.expect(200, json.loads(line)["api"] + "/repos/acme/app")
        process.terminate()
        self.assertEqual(process.wait(10), 0)

    def test_a_rate_that_is_used_up_refuses(self):
        self.admin("flags", {"strict_rate": True})
        self.admin("rate", {"token": "ghs_write", "limit": 1000, "remaining": 1, "reset_in": 5})
        self.assertEqual(self.expect(200, "/releases").headers["X-RateLimit-Remaining"], "0")
        self.expect(403, "/releases")
        self.admin("clock", {"advance": 6})
        self.expect(200, "/releases")
        self.no_violations()
