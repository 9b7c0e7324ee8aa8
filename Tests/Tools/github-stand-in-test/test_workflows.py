"""Runs, reviews, environments and rules."""
from stand_in import StandInTests


class Workflows(StandInTests):
    def test_a_dispatched_run_waits_for_a_review(self):
        self.admin("environments", {"name": "release", "reviewers": ["reader", "admin"], "prevent_self_review": True,
                                    "policies": [{"name": "v*", "type": "tag"}]})
        self.admin("flags", {"dispatch": {"appears_after": 1, "steps": [
            {"status": "waiting", "pending": ["release"]}, {"status": "completed", "conclusion": "success"}]}})
        start = "/actions/workflows/release.yml/dispatches"
        self.expect(422, start, "POST", {"ref": "main", "inputs": {"what": "x"}}, token="ghp_admin")
        self.expect(422, start, "POST", {"ref": "main"}, token="ghp_admin")
        self.expect(422, start, "POST", {"ref": "nowhere"}, token="ghp_admin")
        self.expect(404, start.replace("release.yml", "none.yml"), "POST", {"ref": "main"}, token="ghp_admin")
        asked = {"ref": "v2.0.0", "inputs": {"version": "1"}}
        self.expect(204, start, "POST", asked, token="ghp_admin")
        run = self.expect(200, start, "POST", {**asked, "return_run_details": True}, token="ghp_admin").json
        path = f"/actions/runs/{run['workflow_run_id']}"
        self.assertEqual(self.expect(200, "/actions/runs?event=workflow_dispatch").json["total_count"], 0)
        self.assertEqual(self.expect(200, "/actions/runs?event=workflow_dispatch").json["total_count"], 2)
        self.assertEqual(self.expect(200, path).json["status"], "queued")
        self.assertEqual(self.expect(200, path).json["status"], "waiting")
        waiting = self.expect(200, path + "/pending_deployments", token="ghp_read").json[0]
        self.assertTrue(waiting["current_user_can_approve"])
        review = {"environment_ids": [waiting["environment"]["id"]], "state": "approved", "comment": "yes"}
        self.expect(422, path + "/pending_deployments", "POST", review, token="ghp_admin")
        self.expect(403, path + "/pending_deployments", "POST", review)
        self.expect(200, path + "/pending_deployments", "POST", review, token="ghp_read")
        self.assertEqual(self.expect(200, path + "/approvals").json[0]["user"]["login"], "reader")
        self.assertEqual(self.expect(200, path).json["conclusion"], "success")
        self.expect(409, path + "/cancel", "POST")
        self.no_violations()

    def test_an_environment_is_replaced_as_a_whole(self):
        self.admin("users", {"login": "alice", "id": 77})
        path = "/environments/release"
        self.expect(404, path)
        body = {"wait_timer": 5, "reviewers": [{"type": "User", "id": 77}], "deployment_branch_policy": {
            "protected_branches": False, "custom_branch_policies": True}}
        self.expect(403, path, "PUT", body, token="ghp_push")
        self.expect(200, path, "PUT", body, token="ghp_admin")
        self.expect(200, path + "/deployment-branch-policies", "POST", {"name": "v*", "type": "tag"}, token="ghp_admin")
        self.assertEqual(len(self.expect(200, path).json["protection_rules"]), 3)
        self.expect(200, path, "PUT", {"wait_timer": 6}, token="ghp_admin")
        self.assertEqual(len(self.expect(200, path).json["protection_rules"]), 1)
        body["deployment_branch_policy"]["protected_branches"] = True
        self.expect(422, path, "PUT", body, token="ghp_admin")
        self.admin("rulesets", {"target": "branch", "rules": [{"type": "deletion"}], "conditions": {
            "ref_name": {"include": ["refs/heads/release/*"], "exclude": []}}})
        self.assertEqual(len(self.expect(200, "/rules/branches/release/1").json), 1)
        self.assertEqual(self.expect(200, "/rules/branches/main").json, [])
        self.no_violations()
