"""Workflow runs: started by hand or by the administration, going on by steps, waiting for reviews."""
from datetime import datetime

import environments
import workflows
from answers import Answer, Failure, Page, not_found, operation


def started(world, path, event, name, commit, login, **more):
    runs = world.data["runs"]
    run = {
        "id": world.identity(), "path": path, "event": event, "head_branch": name, "head_sha": commit,
        "status": "queued", "conclusion": None, "actor": login, "run_number": len(runs) + 1, "run_attempt": 1,
        "created_at": world.stamp(), "updated_at": world.stamp(), "display_title": path.split("/")[-1], "inputs": {},
        "pending": [], "approvals": [], "steps": [], "jobs": [], "artifacts": [], "hidden": 0, **more,
    }
    runs.append(run)
    return run


def shape(world, run):
    url, number = f"{world.api}/actions/runs/{run['id']}", workflows.number(world, run["path"])
    return {
        **{key: run[key] for key in ("id", "event", "head_branch", "head_sha", "status", "conclusion", "run_number",
                                     "run_attempt", "created_at", "updated_at", "display_title", "path")},
        "name": workflows.shape(world, run["path"])["name"], "node_id": f"WFR_{run['id']}", "workflow_id": number,
        "url": url, "html_url": f"{world.web}/actions/runs/{run['id']}", "run_started_at": run["created_at"],
        "actor": world.user(run["actor"]), "triggering_actor": world.user(run["actor"]), "jobs_url": f"{url}/jobs",
        "cancel_url": f"{url}/cancel", "rerun_url": f"{url}/rerun", "artifacts_url": f"{url}/artifacts",
        "logs_url": f"{url}/logs", "workflow_url": f"{world.api}/actions/workflows/{number}",
        "repository": world.brief(), "head_repository": world.brief(), "pull_requests": [],
    }


def advance(run):
    """Goes to the next step, unless a review is waited for."""
    if run["steps"] and not run["pending"]:
        run.update(run["steps"].pop(0))


def find(world, request):
    for run in world.data["runs"]:
        if str(run["id"]) == request.parameters["run_id"]:
            return run
    raise not_found()


@operation("actions/create-workflow-dispatch")
def dispatch(world, request):
    path = workflows.find(world, request)
    workflows.number(world, path)
    name, commit = workflows.checked(world, request, path)
    plan = world.flags["dispatch"]
    inputs = request.json.get("inputs") or {}
    title = workflows.title(world, path, commit, name, inputs)
    run = started(world, path, "workflow_dispatch", name, commit, request.token.login,
                  inputs=inputs, display_title=title, steps=[dict(one) for one in plan.get("steps", [])],
                  hidden=plan.get("appears_after", 0))
    if request.json.get("return_run_details"):
        return Answer(200, {"workflow_run_id": run["id"], "run_url": f"{world.api}/actions/runs/{run['id']}",
                            "html_url": f"{world.web}/actions/runs/{run['id']}"})
    return Answer(204)


@operation("actions/list-workflow-runs-for-repo", "actions/list-workflow-runs")
def list_runs(world, request):
    path = workflows.find(world, request) if "workflow_id" in request.parameters else None
    query, found = request.query, []
    for run in reversed(world.data["runs"]):
        # A run that was just started shows only after some looks at the list.
        if run["hidden"] > 0:
            run["hidden"] -= 1
        elif path in (None, run["path"]) and all((
            query.get("event", run["event"]) == run["event"],
            query.get("branch", run["head_branch"]) == run["head_branch"],
            query.get("actor", run["actor"]) == run["actor"],
            query.get("head_sha", run["head_sha"]) == run["head_sha"],
            query.get("status", run["status"]) in (run["status"], run["conclusion"]),
            within(query.get("created"), run["created_at"]),
        )):
            found.append(run)
    filtered = set(query) & {"event", "branch", "actor", "head_sha", "status", "created"}
    return Page([shape(world, run) for run in (found[:1000] if filtered else found)], "workflow_runs")


def within(span, text):
    """Whether a time lies in a span as searches write it: >=T, <T, T..T, T."""
    if not span:
        return True

    def moment(one):
        parsed = datetime.fromisoformat(one.replace("Z", "+00:00"))
        return parsed.timestamp() if parsed.tzinfo else parsed.timestamp()

    try:
        at = moment(text)
        for sign, holds in ((">=", lambda a, b: a >= b), ("<=", lambda a, b: a <= b), (">", lambda a, b: a > b),
                            ("<", lambda a, b: a < b)):
            if span.startswith(sign):
                return holds(at, moment(span[len(sign):]))
        first, _, last = span.partition("..")
        if not last:
            return text.startswith(first)
        return (first == "*" or at >= moment(first)) and (last == "*" or at <= moment(last))
    except ValueError:
        raise Failure(422, f"created is not a time: {span}") from None


@operation("actions/get-workflow-run")
def get_run(world, request):
    run = find(world, request)
    shown = shape(world, run)
    advance(run)
    return shown


@operation("actions/cancel-workflow-run", "actions/force-cancel-workflow-run")
def cancel(world, request):
    run = find(world, request)
    if run["status"] == "completed":
        raise Failure(409, "Cannot cancel a workflow run that is completed.")
    run.update(status="completed", conclusion="cancelled", steps=[], pending=[], updated_at=world.stamp())
    return Answer(202, {})


@operation("actions/re-run-workflow", "actions/re-run-workflow-failed-jobs")
def rerun(world, request):
    run = find(world, request)
    if run["status"] != "completed":
        raise Failure(403, "This workflow is already running")
    if not within(">=" + world.stamp(world.now() - 30 * 24 * 3600), run["created_at"]):
        raise Failure(403, "Unable to retry this workflow run because it was created over a month ago")
    run.update(status="queued", conclusion=None, run_attempt=run["run_attempt"] + 1, approvals=[],
               steps=[dict(one) for one in world.flags["dispatch"].get("steps", [])], updated_at=world.stamp())
    return Answer(201, {})


@operation("actions/list-jobs-for-workflow-run")
def jobs(world, request):
    run = find(world, request)
    waiting = [{"name": name, "status": "waiting", "conclusion": None} for name in run["pending"]]
    return Page([{"id": run["id"] + 1 + index, "run_id": run["id"], "head_sha": run["head_sha"], "node_id": "CR_",
                  "run_url": f"{world.api}/actions/runs/{run['id']}", "started_at": run["created_at"], **job}
                 for index, job in enumerate(run["jobs"] or waiting)], "jobs")


@operation("actions/list-workflow-run-artifacts")
def artifacts(world, request):
    run = find(world, request)
    return Page([{"id": run["id"] + 1 + index, "node_id": "MD_", "size_in_bytes": 1, "expired": False,
                  "created_at": run["created_at"], "updated_at": run["created_at"],
                  "expires_at": world.stamp(world.now() + 24 * 3600 * world.flags["retention_days"]), **one}
                 for index, one in enumerate(run["artifacts"])
                 if request.query.get("name", one["name"]) == one["name"]], "artifacts")


# Reviews


def may_review(world, token, run, environment):
    """Whether this token's owner may approve or reject; an app's token never is a reviewer."""
    return token.kind != "ghs_" and token.login in environments.logins(world, environment) \
        and not (environment["prevent_self_review"] and token.login == run["actor"])


@operation("actions/get-pending-deployments-for-run")
def pending(world, request):
    run, found = find(world, request), []
    for name in run["pending"]:
        environment = environments.made(world, name)
        brief = {key: value for key, value in environments.brief(world, environment).items() if key[-3:] != "_at"}
        found.append({
            "environment": brief, "wait_timer": environment["wait_timer"],
            "wait_timer_started_at": run["created_at"] if environment["wait_timer"] else None,
            "current_user_can_approve": may_review(world, request.token, run, environment),
            "reviewers": environments.reviewers(world, environment)})
    return found


@operation("actions/review-pending-deployments-for-run")
def review(world, request):
    run, asked = find(world, request), request.json
    if request.token.kind == "ghs_":
        raise Failure(403, "Resource not accessible by integration",
                      headers={"X-Accepted-GitHub-Permissions": "deployments=write"})
    waiting = {environments.made(world, name)["id"]: name for name in run["pending"]}
    if not asked["environment_ids"] or any(one not in waiting for one in asked["environment_ids"]):
        raise Failure(422, "No pending deployment requests to approve or reject")
    names = [waiting[one] for one in asked["environment_ids"]]
    for name in names:
        if not may_review(world, request.token, run, environments.made(world, name)):
            raise Failure(422, f"You are not allowed to review deployments to {name}")
    settle(world, run, request.token.login, names, asked["state"], asked["comment"])
    return [{"id": world.identity(), "environment": name, "sha": run["head_sha"], "ref": run["head_branch"],
             "task": "deploy", "payload": {}, "creator": world.user(run["actor"]), "created_at": world.stamp(),
             "updated_at": world.stamp()} for name in names]


def settle(world, run, login, names, state, comment=""):
    """Writes a review down and lets the run go on or fail."""
    run["approvals"].append({"user": login, "environments": names, "state": state, "comment": comment})
    run["pending"] = [name for name in run["pending"] if name not in names]
    run["updated_at"] = world.stamp()
    if state == "rejected":
        run.update(status="completed", conclusion="failure", pending=[], steps=[])
    elif not run["pending"]:
        run["status"] = "in_progress"
        advance(run)


@operation("actions/get-reviews-for-run")
def approvals(world, request):
    run = find(world, request)
    return [{"state": one["state"], "comment": one.get("comment", ""), "user": world.user(one["user"]),
             "environments": [environments.brief(world, environments.made(world, name))
                              for name in one["environments"]]} for one in run["approvals"]]


def seeded(world, described):
    """A run as the administration describes it; with the `id` of one that is there, what changes of it."""
    for run in world.data["runs"]:
        if run["id"] == described.get("id"):
            run.update(described, updated_at=world.stamp())
            return run
    workflow = described.pop("workflow", "release.yml")
    path = workflow if "/" in workflow else f".github/workflows/{workflow}"
    workflows.number(world, path)
    ref = described.pop("ref", world.git.default_branch)
    commit = described.pop("head_sha", None) or world.git.commit(ref)
    if commit is None:
        raise ValueError(f"there is no commit {ref}")
    return started(world, path, described.pop("event", "push"), described.pop("head_branch", ref), commit,
                   described.pop("actor", "admin"), **described)
