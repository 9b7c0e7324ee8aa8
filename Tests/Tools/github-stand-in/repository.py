"""The repository itself: its settings, branches, tags and refs, its users, and who the token is."""
import base64

from answers import Failure, Page, not_found, operation
from rules import refuses_creation
from world import ROLES


@operation("meta/root")
def root(world, request):
    return {"current_user_url": f"{world.urls['api']}/user",
            "repository_url": f"{world.urls['api']}/repos/{{owner}}/{{repo}}"}


@operation("repos/get")
def get(world, request):
    value = {
        **world.brief(), "default_branch": world.git.default_branch, "archived": world.flags["archived"],
        "visibility": world.repository["visibility"], "clone_url": f"{world.web}.git",
        "releases_url": f"{world.api}/releases{{/id}}", "disabled": False, "has_issues": True,
    }
    token = request.token
    if token.value is not None:
        has = {"pull": True, "push": token.can_push(), "admin": False, "triage": False, "maintain": False}
        if not token.is_app:
            has = {role: token.has_role(role) for role in ROLES[1:]}
        value["permissions"] = has
    return value


@operation("repos/get-collaborator-permission-level")
def permission(world, request):
    login = request.parameters["username"]
    role = world.data["users"].get(login, {}).get("role")
    for described in world.data["tokens"].values():
        if described.get("login") == login:
            role = role or described.get("role")
    if login.lower() == world.repository["owner"].lower() and world.repository["owner_type"] == "User":
        role = "admin"
    if role is None:
        raise not_found(f"{login} is not a user")
    legacy = {"pull": "read", "triage": "read", "push": "write", "maintain": "write"}.get(role, role)
    name = {"pull": "read", "push": "write"}.get(role, role)
    return {"permission": legacy, "role_name": name, "user": world.user(login)}


@operation("repos/list-tags")
def tags(world, request):
    return Page([{"name": name[10:], "commit": {"sha": commit, "url": f"{world.api}/commits/{commit}"},
                  "node_id": f"REF_{name}"} for name, (_, _, commit) in reversed(world.git.refs("refs/tags").items())])


@operation("repos/list-branches")
def branches(world, request):
    return Page([{"name": name[11:], "protected": False, "commit": {"sha": commit, "url": ""}}
                 for name, (_, _, commit) in world.git.refs("refs/heads").items()])


@operation("repos/get-branch")
def branch(world, request):
    name = request.parameters["branch"]
    if found := world.git.ref(f"refs/heads/{name}"):
        is_protected = name in world.flags["protected_branches"]
        return {"name": name, "protected": is_protected, "commit": {"sha": found[1]}}
    raise not_found("Branch not found")


def ref_shape(world, name, ref):
    kind, own, _ = ref
    return {"ref": name, "node_id": f"REF_{name}", "url": f"{world.api}/git/{name}",
            "object": {"type": kind, "sha": own, "url": f"{world.api}/git/{kind}s/{own}"}}


@operation("git/get-ref")
def get_ref(world, request):
    name = "refs/" + request.parameters["ref"]
    if found := world.git.ref(name):
        return ref_shape(world, name, found)
    raise not_found()


@operation("git/list-matching-refs")
def matching(world, request):
    start = "refs/" + request.parameters["ref"]
    return [ref_shape(world, name, ref) for name, ref in world.git.refs("refs/").items() if name.startswith(start)]


@operation("git/create-ref")
def create_ref(world, request):
    name, sha = request.json["ref"], request.json["sha"]
    if name.count("/") < 2 or not name.startswith("refs/"):
        raise Failure(422, "Reference name must start with 'refs/' and contain at least 2 slashes.")
    if world.git.run("cat-file", "-e", sha) is None:
        raise Failure(422, "Object does not exist")
    if world.git.ref(name):
        raise Failure(422, "Reference already exists")
    if refuses_creation(world, request.token, name):
        raise Failure(422, "Repository rule violations found\n\n"
                           "Cannot create ref due to creations being restricted.\n\n")
    world.git.set_ref(name, sha, "0" * 40)
    return ref_shape(world, name, world.git.ref(name))


@operation("git/update-ref")
def update_ref(world, request):
    name, sha = "refs/" + request.parameters["ref"], request.json["sha"]
    old = world.git.ref(name)
    if old is None:
        raise Failure(422, "Reference does not exist")
    if world.git.run("cat-file", "-e", sha) is None:
        raise Failure(422, "Object does not exist")
    refuse_frozen(world, name)
    if not request.json.get("force") and not world.git.is_ancestor(old[2], sha):
        raise Failure(422, "Update is not a fast forward")
    world.git.set_ref(name, sha)
    return ref_shape(world, name, world.git.ref(name))


@operation("git/delete-ref")
def delete_ref(world, request):
    name = "refs/" + request.parameters["ref"]
    if world.git.ref(name) is None:
        raise Failure(422, "Reference does not exist")
    refuse_frozen(world, name)
    world.git.delete_ref(name)


def refuse_frozen(world, name):
    """The tag of an immutable release neither moves nor goes."""
    if any(one["immutable"] and name == f"refs/tags/{one['tag_name']}" for one in world.data["releases"]):
        raise Failure(422, "Repository rule violations found\n\nCannot change the tag of an immutable release.\n\n")


@operation("git/get-tag")
def get_tag(world, request):
    sha = request.parameters["tag_sha"]
    text = world.git.run("cat-file", "tag", sha)
    if text is None:
        raise not_found()
    head, _, message = text.partition("\n\n")
    fields = dict(line.split(" ", 1) for line in head.splitlines() if " " in line)
    name, _, rest = fields["tagger"].partition(" <")
    email, _, moment = rest.partition("> ")
    kind, target = fields["type"], fields["object"]
    return {"node_id": f"TAG_{sha}", "tag": fields["tag"], "sha": sha, "url": f"{world.api}/git/tags/{sha}",
            "message": message, "tagger": {"name": name, "email": email,
                                           "date": world.stamp(int(moment.split()[0]))},
            "object": {"type": kind, "sha": target, "url": f"{world.api}/git/{kind}s/{target}"}}


@operation("git/get-commit")
def get_commit(world, request):
    sha = request.parameters["commit_sha"]
    text = world.git.run("log", "-1", "--format=%T%n%P%n%an%n%ae%n%B", sha)
    if text is None:
        raise not_found()
    tree, parents, name, email, message = text.split("\n", 4)
    person = {"name": name, "email": email, "date": world.git.date(sha)}
    return {"sha": sha, "message": message, "author": person, "committer": person,
            "tree": {"sha": tree, "url": f"{world.api}/git/trees/{tree}"},
            "parents": [{"sha": one, "url": "", "html_url": ""} for one in parents.split()]}


@operation("repos/get-content")
def content(world, request):
    path, ref = request.parameters["path"], request.query.get("ref") or world.git.default_branch
    commit = world.git.commit(ref)
    text = world.git.text(commit, path) if commit else None
    if text is None:
        raise not_found()
    octets = (text + "\n").encode()
    return {"type": "file", "encoding": "base64", "size": len(octets), "name": path.split("/")[-1], "path": path,
            "content": base64.encodebytes(octets).decode(), "sha": world.git.run("rev-parse", f"{commit}:{path}")}


@operation("repos/check-immutable-releases")
def immutable(world, request):
    flags = world.flags
    if not flags["immutable"] and not flags["immutable_enforced"]:
        raise not_found()
    return {"enabled": True, "enforced_by_owner": flags["immutable_enforced"]}


@operation("repos/enable-immutable-releases", "repos/disable-immutable-releases")
def set_immutable(world, request):
    if world.flags["immutable_enforced"]:
        raise Failure(409, "Conflict")
    world.flags["immutable"] = request.method == "PUT"


@operation("users/get-authenticated")
def me(world, request):
    if request.token.value is None:
        raise Failure(401, "Requires authentication")
    if request.token.kind == "ghs_":
        raise Failure(403, "Resource not accessible by integration")
    return world.user(request.token.login)


@operation("users/get-by-username")
def user(world, request):
    login = request.parameters["username"]
    known = {world.repository["owner"], *world.data["users"],
             *(one.get("login") for one in world.data["tokens"].values())}
    for name in known:
        if name and name.lower() == login.lower():
            return world.user(name)
    raise not_found()


@operation("teams/get-by-name")
def team(world, request):
    slug = request.parameters["team_slug"]
    if request.parameters["org"].lower() != world.repository["owner"].lower() or slug not in world.data["teams"]:
        raise not_found()
    return world.team(slug)


@operation("rate-limit/get")
def rate_limit(world, request):
    rate = world.rates[request.token.value or ""]
    left = {"limit": rate["limit"], "used": rate["used"], "remaining": max(rate["limit"] - rate["used"], 0),
            "reset": rate["reset"]}
    return {"resources": {"core": left, "search": left}, "rate": left}


@operation("actions/list-repo-variables")
def variables(world, request):
    return Page([variable(world, name) for name in sorted(world.data["variables"])], "variables")


@operation("actions/get-repo-variable")
def one_variable(world, request):
    for name in world.data["variables"]:
        if name.upper() == request.parameters["name"].upper():
            return variable(world, name)
    raise not_found()


def variable(world, name):
    return {"name": name, "value": world.data["variables"][name], "created_at": world.stamp(),
            "updated_at": world.stamp()}


@operation("actions/get-artifact-and-log-retention-settings-repository")
def retention(world, request):
    return {"days": world.flags["retention_days"], "maximum_allowed_days": world.flags["max_retention_days"]}
