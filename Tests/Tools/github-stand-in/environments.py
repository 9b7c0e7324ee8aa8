"""Environments: their reviewers, wait timer and the refs that may deploy to them."""
from answers import Failure, Page, invalid, not_found, operation


def reviewer(world, one):
    """(type, shape) of a stored reviewer."""
    people = world.data["users"] if one["type"] == "User" else world.data["teams"]
    for name, known in people.items():
        if known.get("id") == one["id"]:
            return {"type": one["type"], "reviewer": world.user(name) if one["type"] == "User" else world.team(name)}
    return None


def reviewers(world, environment):
    return [shown for one in environment["reviewers"] if (shown := reviewer(world, one))]


def logins(world, environment):
    """Who may review, teams resolved to their members."""
    found = set()
    for one in reviewers(world, environment):
        if one["type"] == "User":
            found.add(one["reviewer"]["login"])
        else:
            found |= set(world.data["teams"][one["reviewer"]["slug"]]["members"])
    return found


def brief(world, environment):
    name = environment["name"]
    return {"id": environment["id"], "node_id": f"EN_{environment['id']}", "name": name,
            "url": f"{world.api}/environments/{name}",
            "html_url": f"{world.web}/deployments/activity_log?environments_filter={name}",
            "created_at": environment["created_at"], "updated_at": environment["updated_at"]}


def shape(world, environment):
    number, rules = environment["id"], []
    if environment["wait_timer"]:
        rules.append({"id": number + 1, "node_id": f"GA_{number + 1}", "type": "wait_timer",
                      "wait_timer": environment["wait_timer"]})
    if environment["reviewers"]:
        rules.append({"id": number + 2, "node_id": f"GA_{number + 2}", "type": "required_reviewers",
                      "prevent_self_review": environment["prevent_self_review"],
                      "reviewers": reviewers(world, environment)})
    if environment["deployment_branch_policy"]:
        rules.append({"id": number + 3, "node_id": f"GA_{number + 3}", "type": "branch_policy"})
    return {**brief(world, environment), "protection_rules": rules, "can_admins_bypass": True,
            "deployment_branch_policy": environment["deployment_branch_policy"]}


def made(world, name):
    """The environment of this name; a missing one comes up without any protection, as by a run that names it."""
    for known in world.data["environments"]:
        if known.lower() == name.lower():
            return world.data["environments"][known]
    environment = {"id": world.identity(), "name": name, "wait_timer": 0, "prevent_self_review": False,
                   "reviewers": [], "deployment_branch_policy": None, "policies": [],
                   "created_at": world.stamp(), "updated_at": world.stamp()}
    world.data["environments"][name] = environment
    return environment


def find(world, request):
    wanted = request.parameters["environment_name"].lower()
    for name, environment in world.data["environments"].items():
        if name.lower() == wanted:
            return environment
    raise not_found()


@operation("repos/get-all-environments")
def list_environments(world, request):
    return Page([shape(world, one) for one in world.data["environments"].values()], "environments")


@operation("repos/get-environment")
def get_environment(world, request):
    return shape(world, find(world, request))


@operation("repos/create-or-update-environment")
def put_environment(world, request):
    asked = request.json
    policy = asked.get("deployment_branch_policy")
    if policy and policy.get("protected_branches") == policy.get("custom_branch_policies"):
        raise invalid("Environment", "deployment_branch_policy",
                      message="protected_branches and custom_branch_policies cannot have the same value")
    wait, people = asked.get("wait_timer", 0), asked.get("reviewers") or []
    if not 0 <= wait <= 43_200:
        raise invalid("Environment", "wait_timer", message="wait_timer must be between 0 and 43200")
    if len(people) > 6:
        raise invalid("Environment", "reviewers", message="at most six reviewers")
    people = [{"type": one.get("type"), "id": one.get("id")} for one in people]
    if any(reviewer(world, one) is None for one in people):
        raise invalid("Environment", "reviewers", "invalid")
    environment = made(world, request.parameters["environment_name"])
    # Everything is replaced: what the body leaves out is gone.
    environment.update(wait_timer=wait, reviewers=people, prevent_self_review=asked.get("prevent_self_review", False),
                       deployment_branch_policy=policy, updated_at=world.stamp())
    if not policy or not policy["custom_branch_policies"]:
        environment["policies"] = []
    return shape(world, environment)


@operation("repos/delete-an-environment")
def delete_environment(world, request):
    del world.data["environments"][find(world, request)["name"]]


@operation("repos/list-deployment-branch-policies")
def list_policies(world, request):
    return Page(find(world, request)["policies"], "branch_policies")


def custom(world, request):
    environment = find(world, request)
    policy = environment["deployment_branch_policy"]
    if not policy or not policy["custom_branch_policies"]:
        raise not_found()
    return environment


def policy_of(environment, request):
    for policy in environment["policies"]:
        if str(policy["id"]) == request.parameters["branch_policy_id"]:
            return policy
    raise not_found()


@operation("repos/create-deployment-branch-policy")
def create_policy(world, request):
    environment = custom(world, request)
    name, kind = request.json["name"], request.json.get("type", "branch")
    if any(one["name"] == name and one["type"] == kind for one in environment["policies"]):
        raise Failure(303, "See Other")
    policy = {"id": world.identity(), "name": name, "type": kind}
    environment["policies"].append(policy)
    return policy


@operation("repos/get-deployment-branch-policy")
def get_policy(world, request):
    return policy_of(find(world, request), request)


@operation("repos/update-deployment-branch-policy")
def update_policy(world, request):
    policy = policy_of(custom(world, request), request)
    policy["name"] = request.json["name"]
    return policy


@operation("repos/delete-deployment-branch-policy")
def delete_policy(world, request):
    environment = custom(world, request)
    environment["policies"].remove(policy_of(environment, request))


def seeded(world, described):
    """An environment as the administration describes it: reviewers are logins, and `team:SLUG`."""
    environment = made(world, described.pop("name"))
    if "reviewers" in described:
        people = described.pop("reviewers")
        environment["reviewers"] = [
            {"type": "Team", "id": world.team(one[5:])["id"]} if one.startswith("team:")
            else {"type": "User", "id": world.user(one)["id"]} for one in people]
    if "policies" in described:
        environment["policies"] = [{"id": world.identity(), "type": "branch", **one}
                                   for one in described.pop("policies")]
        environment["deployment_branch_policy"] = {"protected_branches": False, "custom_branch_policies": True}
    environment.update(described)
    return shape(world, environment)
