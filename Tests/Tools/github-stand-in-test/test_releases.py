"""Releases, assets, rights, pages and faults."""
import contextlib
import hashlib
import http.client

from stand_in import StandInTests, git, send


class Releases(StandInTests):
    def test_a_draft_becomes_a_release(self):
        draft = self.draft("v2.0.0", target_commitish=git(self.bare, "rev-parse", "main"))
        asset = self.upload(201, draft, "a+b c.txt", b"hello").json
        self.assertEqual(asset["name"], "a+b.c.txt")
        self.assertEqual(asset["digest"], "sha256:" + hashlib.sha256(b"hello").hexdigest())
        self.upload(422, draft, "a+b c.txt", b"hello")
        self.upload(422, draft, "empty", b"")
        self.expect(404, "/releases/tags/v2.0.0")
        self.assertEqual(self.expect(200, "/releases", token="ghp_read").json, [])
        self.assertIn("untagged-", draft["html_url"])
        self.expect(404, f"/releases/{draft['id']}", token=None)
        self.publish(draft, 422, prerelease=True, make_latest="true")
        self.expect(422, f"/releases/{draft['id']}", "PATCH", {"make_latest": "true"})
        self.publish(draft, make_latest="true")
        public = self.expect(200, "/releases/tags/v2.0.0", token=None).json
        self.assertTrue(public["assets"][0]["browser_download_url"].endswith("/v2.0.0/a%2Bb.c.txt"))
        found = self.expect(302, f"/releases/assets/{asset['id']}", headers={"Accept": "application/octet-stream"})
        location = found.headers["Location"]
        self.assertEqual(send(location, token=None).content, b"hello")
        second = self.draft("v2.0.0")
        self.publish(second, 422)
        self.no_violations()
        self.assertEqual(send(location).status, 400)
        self.assertEqual(len(self.admin("violations")), 1)

    def test_latest_goes_to_whatever_is_published_last_unless_told_otherwise(self):
        self.publish(self.draft("v2.0.0"))
        self.publish(self.draft("v1.0.0"))
        self.assertEqual(self.expect(200, "/releases/latest").json["tag_name"], "v1.0.0")
        two = self.expect(200, "/releases/tags/v2.0.0").json
        self.expect(200, f"/releases/{two['id']}", "PATCH", {"make_latest": "true"})
        self.assertEqual(self.admin("latest"), "v2.0.0")
        self.expect(200, f"/releases/{two['id']}", "PATCH", {"prerelease": True})
        self.assertEqual(self.admin("latest"), "v1.0.0")

    def test_a_missing_tag_is_made_lightweight_and_its_loss_makes_a_draft(self):
        self.publish(self.draft("v3.0.0", target_commitish="main"))
        self.assertEqual(self.expect(200, "/git/ref/tags/v3.0.0").json["object"]["type"], "commit")
        self.assertEqual(self.expect(200, "/git/ref/tags/v2.0.0").json["object"]["type"], "tag")
        git(self.bare, "tag", "-d", "v3.0.0")
        self.expect(404, "/releases/tags/v3.0.0")
        self.assertTrue(self.admin("releases")[0]["draft"])

    def test_an_immutable_release_is_frozen_and_burns_its_name(self):
        self.admin("flags", {"immutable": True})
        release = self.publish(self.draft("v1.0.0"))
        self.assertTrue(release["immutable"])
        self.upload(422, release, "late", b"x")
        with contextlib.suppress(OSError):
            # The connection is closed before all is sent; the answer may get lost by that.
            self.upload(422, release, "late", b"x" * 3_000_000)
        self.expect(422, f"/releases/{release['id']}", "PATCH", {"draft": True})
        self.expect(200, f"/releases/{release['id']}", "PATCH", {"prerelease": True, "body": "withdrawn"})
        self.expect(204, f"/releases/{release['id']}", "DELETE")
        answer = self.publish(self.draft("v1.0.0"), 422)
        self.assertEqual(answer["errors"][0]["field"], "tag_name")
        self.expect(200, "/immutable-releases", token="ghp_admin")
        self.expect(404, "/immutable-releases", token="ghp_push")

    def test_what_a_token_may_not_is_told_apart(self):
        self.expect(401, "/releases", token="ghp_wrong")
        refused = self.expect(403, "/releases", "POST", {"tag_name": "v1.0.0"}, token="ghs_read")
        self.assertEqual(refused.headers["X-Accepted-GitHub-Permissions"], "contents=write")
        self.expect(404, "/releases", "POST", {"tag_name": "v1.0.0"}, token="ghp_read")
        self.expect(401, "/releases", "POST", {"tag_name": "v1.0.0"}, token=None)
        self.expect(403, f"{self.ready['api']}/user")
        with open(self.work + "/.github/workflows/release.yml", "a") as file:
            file.write("# changed\n")
        git(self.work, "commit", "-q", "-a", "-m", "third")
        git(self.work, "push", "-q", self.bare, "HEAD:refs/tags/v4.0.0")
        self.expect(403, "/releases", "POST", {"tag_name": "v4.0.0"})
        self.expect(404, "/releases", "POST", {"tag_name": "v4.0.0"}, token="ghp_push")
        self.expect(201, "/releases", "POST", {"tag_name": "v4.0.0"}, token="ghp_admin")
        self.admin("rulesets", {"rules": [{"type": "creation"}], "bypass": ["admin"]})
        self.expect(422, "/releases", "POST", {"tag_name": "v5.0.0"})
        self.expect(201, "/releases", "POST", {"tag_name": "v5.0.0"}, token="ghp_admin")
        self.admin("state", {"repository": {"visibility": "private"}})
        self.expect(404, "", token=None)

    def test_pages_conditions_and_what_is_not_as_documented(self):
        self.admin("releases", [{"tag_name": f"v0.{n}.0", "files": {"a": "b"}} for n in range(5)])
        first = self.expect(200, "/releases?per_page=2")
        following = first.headers["Link"].split(">")[0][1:]
        self.assertIn("/repositories/", following)
        self.assertEqual(len(self.expect(200, following).json), 2)
        self.expect(304, "/releases?per_page=2", headers={"If-None-Match": first.headers["ETag"]})
        self.no_violations()
        self.draft("v1.0.0", pre_release=True)
        self.expect(422, "/releases", "POST", {"tag_name": "v1.0.0", "make_latest": True})
        self.expect(404, "/releases/")
        self.expect(403, "/releases", headers={"User-Agent": ""})
        self.expect(200, "/releases", headers={"Accept": "*/*"})
        self.assertEqual([one["text"] for one in self.admin("violations")], [
            "unknown property pre_release", "a trailing slash", "no User-Agent", "Accept is '*/*'"])
        notes = self.expect(200, "/releases/generate-notes", "POST", {"tag_name": "v2.0.0",
                                                                     "previous_tag_name": "v1.0.0"}).json
        self.assertIn("* second by", notes["body"])

    def test_faults(self):
        self.admin("faults", [{"kind": "lost", "method": "POST", "path": "/releases$"},
                              {"kind": "reset", "path": "/git/ref/", "nth": 2},
                              {"kind": "primary", "path": "/rulesets", "reset_in": 7},
                              {"kind": "html", "path": "/environments"},
                              {"kind": "429", "path": "/actions/runs", "retry_after": 3},
                              {"kind": "slow", "path": "/branches", "seconds": 0.1},
                              {"kind": "500", "path": "/tags$", "effect": True, "times": 0},
                              {"kind": "starter", "server": "uploads"}])
        with self.assertRaises(OSError):
            self.draft("v1.0.0")
        release = self.expect(200, "/releases").json[0]
        self.upload(502, release, "a", b"a")
        self.assertEqual(self.expect(200, f"/releases/{release['id']}/assets").json[0]["state"], "starter")
        self.upload(422, release, "a", b"a")
        self.expect(200, "/git/ref/heads/main")
        with self.assertRaises(OSError):
            self.expect(200, "/git/ref/heads/main")
        self.expect(200, "/git/ref/heads/main")
        self.assertEqual(self.expect(403, "/rulesets").headers["X-RateLimit-Remaining"], "0")
        self.expect(200, "/branches")
        self.assertGreaterEqual(self.admin("log")[-1]["seconds"], 0.1)
        self.assertEqual([self.expect(500, "/tags").status for _ in range(2)], [500, 500])
        self.assertIn("text/html", self.expect(502, "/environments").headers["Content-Type"])
        self.assertEqual(self.expect(429, "/actions/runs").headers["Retry-After"], "3")
        self.admin("faults", method="DELETE", body={})
        self.admin("faults", {"kind": "truncated", "every": 2})
        self.expect(200, "/releases")
        with self.assertRaises(http.client.IncompleteRead):
            self.expect(200, "/releases")
        self.no_violations()

    def test_the_state_outlives_the_process(self):
        self.start("--state", self.folder + "/state.json")
        self.upload(201, self.draft("v1.0.0"), "a", b"kept")
        self.ready = self.start("--state", self.folder + "/state.json")
        asset = self.expect(200, "/releases").json[0]["assets"][0]
        found = self.expect(302, f"/releases/assets/{asset['id']}", headers={"Accept": "application/octet-stream"})
        self.assertEqual(send(found.headers["Location"], token=None).content, b"kept")
        self.admin("flags", {"renamed_from": "acme/old"})
        moved = self.expect(301, f"{self.ready['api']}/repos/acme/old/releases")
        self.expect(200, moved.headers["Location"])
