"""The repository by way of HTTP, with the refusals of a push."""
import os
import subprocess

from stand_in import StandInTests, git


class Pushes(StandInTests):
    def remote(self, token):
        at = self.ready["web"].removeprefix("http://")
        return f"http://x-access-token:{token}@{at}/acme/app.git" if token else f"http://{at}/acme/app.git"

    def push(self, token, *refs):
        """(exit status, standard error) of a push."""
        done = subprocess.run(["git", "-C", self.work, "push", self.remote(token), *refs], capture_output=True,
                              text=True, env={**os.environ, "GIT_TERMINAL_PROMPT": "0"})
        return done.returncode, done.stderr

    def test_rules_and_rights_stop_a_push(self):
        git(self.work, "commit", "-q", "--allow-empty", "-m", "third")
        self.assertEqual(self.push("ghs_write", "HEAD:refs/tags/v3.0.0")[0], 0)
        self.assertEqual(git(self.work, "rev-parse", "HEAD"), git(self.bare, "rev-parse", "v3.0.0"))
        self.assertEqual(git(self.folder, "ls-remote", self.remote(None)).count("refs/"), 6)
        for token, text in (("ghs_read", "403"), ("ghp_read", "403"), ("ghp_wrong", "Authentication failed"),
                            (None, "could not read Username")):
            code, said = self.push(token, "HEAD:refs/tags/v4.0.0")
            self.assertNotEqual(code, 0)
            self.assertIn(text, said)
        self.admin("rulesets", {"rules": [{"type": "creation"}, {"type": "deletion"}], "bypass": ["admin"]})
        code, said = self.push("ghs_write", "HEAD:refs/tags/v4.0.0", "HEAD:refs/heads/other")
        self.assertEqual(code, 1)
        self.assertIn("GH013: Repository rule violations found for refs/tags/v4.0.0", said)
        self.assertIn("Cannot create ref due to creations being restricted.", said)
        self.assertIn("push declined due to repository rule violations", said)
        self.assertNotIn("other", git(self.bare, "for-each-ref"))
        self.assertEqual(self.push("ghs_write", ":refs/tags/v3.0.0")[0], 1)
        code, said = self.push("ghp_admin", "HEAD:refs/tags/v4.0.0")
        self.assertEqual(code, 0)
        self.assertIn("Bypassed rule violations for refs/tags/v4.0.0", said)
        self.admin("state", {"repository": {"visibility": "private"}})
        self.assertIn("could not read Username", self.push(None, "HEAD:refs/heads/x")[1])
        self.no_violations()

    def test_a_token_without_the_right_changes_no_workflow(self):
        with open(self.work + "/.github/workflows/release.yml", "a") as file:
            file.write("# changed\n")
        git(self.work, "commit", "-q", "-a", "-m", "third")
        code, said = self.push("ghs_write", "HEAD:refs/tags/v4.0.0")
        self.assertEqual(code, 1)
        self.assertIn("refusing to allow a GitHub App to create or update workflow "
                      "`.github/workflows/release.yml` without `workflows` permission", said)
        self.assertIn("without `workflow` scope", self.push("ghp_push", "HEAD:refs/heads/x")[1])
        self.assertEqual(self.push("ghp_admin", "HEAD:refs/heads/x")[0], 0)
        # What stands on some branch already is no change any more.
        self.assertEqual(self.push("ghs_write", "HEAD:refs/tags/v4.0.0")[0], 0)

    def test_the_tag_of_an_immutable_release_stays(self):
        self.admin("flags", {"immutable": True})
        self.publish(self.draft("v1.0.0"))
        self.assertEqual(self.push("ghp_admin", ":refs/tags/v1.0.0")[0], 1)
        self.assertEqual(self.push("ghp_admin", "+HEAD:refs/tags/v1.0.0")[0], 1)
