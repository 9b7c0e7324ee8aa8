"""Releases: drafts, publication, latest, immutability, and what becomes of them when their tag goes."""
import re
import secrets
from urllib.parse import quote

import assets
import rules
from answers import Answer, Failure, Page, invalid, not_found, operation

BURNED = [
    {"resource": "Release", "code": "custom", "field": "tag_name",
     "message": "tag_name was used by an immutable release"},
    {"resource": "Release", "code": "custom", "field": "pre_receive",
     "message": "pre_receive Repository rule violations found\n\n"
                "Cannot create ref due to creations being restricted.\n\n"},
    {"resource": "Release", "code": "custom", "message": "Published releases must have a valid tag"},
]
FROZEN = ("tag_name", "target_commitish", "draft")


def shape(world, release):
    """A release as the API shows it."""
    api, shown = f"{world.api}/releases/{release['id']}", release["tag_name"]
    if release["draft"]:
        shown = f"untagged-{release['untagged']}"
    return {
        **{key: release[key] for key in (
            "id", "tag_name", "target_commitish", "name", "body", "draft", "prerelease", "immutable", "created_at",
            "published_at", "updated_at")},
        "node_id": f"RE_{release['id']}", "url": api, "assets_url": f"{api}/assets",
        "upload_url": f"{world.urls['uploads']}/repos/{world.slug}/releases/{release['id']}/assets{{?name,label}}",
        "html_url": f"{world.web}/releases/tag/{quote(shown)}",
        "tarball_url": None if release["draft"] else f"{world.api}/tarball/{quote(shown)}",
        "zipball_url": None if release["draft"] else f"{world.api}/zipball/{quote(shown)}",
        "author": world.user(release["author"]),
        "assets": [assets.shape(world, release, asset) for asset in release["assets"]],
    }


def reconcile(world):
    """Turns published releases whose tag is gone into drafts, as GitHub does when a tag is deleted."""
    tags = world.git.refs("refs/tags")
    for release in world.data["releases"]:
        if not release["draft"] and not release["immutable"] and f"refs/tags/{release['tag_name']}" not in tags:
            undo_publication(world, release)


def undo_publication(world, release):
    release.update(draft=True, published_at=None, untagged=secrets.token_hex(10))
    if world.data["latest"] == release["id"]:
        world.data["latest"] = None


def find(world, request):
    """The release that the path names; drafts are there only for those who may push."""
    reconcile(world)
    text = request.parameters["release_id"]
    for release in world.data["releases"]:
        if str(release["id"]) == text and (not release["draft"] or request.token.can_push()):
            return release
    raise not_found()


def ordered(releases):
    return sorted(releases, key=lambda one: (one["created_at"], one["id"]), reverse=True)


def latest(world):
    """The release that bears the mark: the one that was given it, else the newest by the date of its commit."""
    candidates = [one for one in world.data["releases"] if not one["draft"] and not one["prerelease"]]
    for release in candidates:
        if release["id"] == world.data["latest"]:
            return release
    willing = [one for one in candidates if one.get("make_latest") != "false"]
    return next(iter(ordered(willing or candidates)), None)


@operation("repos/list-releases")
def list_releases(world, request):
    reconcile(world)
    visible = [one for one in world.data["releases"] if not one["draft"] or request.token.can_push()]
    return Page([shape(world, one) for one in ordered(visible)])


@operation("repos/get-release")
def get_release(world, request):
    return shape(world, find(world, request))


@operation("repos/get-release-by-tag")
def get_by_tag(world, request):
    reconcile(world)
    for release in world.data["releases"]:
        if release["tag_name"] == request.parameters["tag"] and not release["draft"]:
            return shape(world, release)
    raise not_found()


@operation("repos/get-latest-release")
def get_latest(world, request):
    reconcile(world)
    if release := latest(world):
        return shape(world, release)
    raise not_found()


@operation("repos/create-release")
def create(world, request):
    reconcile(world)
    asked = request.json
    release = {
        "id": 0, "tag_name": asked["tag_name"], "target_commitish": asked.get("target_commitish")
        or world.git.default_branch, "name": asked.get("name"), "body": asked.get("body"), "draft": True,
        "prerelease": asked.get("prerelease", False), "immutable": False, "created_at": None, "published_at": None,
        "updated_at": world.stamp(), "author": request.token.login, "untagged": secrets.token_hex(10), "assets": [],
        "make_latest": None,
    }
    check(world, request, release, asked)
    if not asked.get("draft", False):
        publish(world, request, release, asked.get("make_latest"))
    if asked.get("generate_release_notes"):
        name, body = notes(world, release["tag_name"], release["target_commitish"], None)
        release["name"], release["body"] = release["name"] or name, (release["body"] or "") + body
    release["id"] = world.identity()
    world.data["releases"].append(release)
    settle_latest(world, release, asked.get("make_latest"), is_new=not release["draft"])
    return Answer(201, shape(world, release), {"Location": f"{world.api}/releases/{release['id']}"})


@operation("repos/update-release")
def update(world, request):
    release, asked = find(world, request), request.json
    if release["immutable"]:
        for field in FROZEN:
            if field in asked and asked[field] != release[field]:
                raise invalid("Release", field, message=f"{field} cannot be changed on an immutable release")
    changed = {**release, **{key: asked[key] for key in (
        "tag_name", "target_commitish", "name", "body", "prerelease") if key in asked}}
    check(world, request, changed, asked)
    will_be_draft = asked.get("draft", release["draft"])
    if asked.get("make_latest") == "true" and (will_be_draft or changed["prerelease"]):
        raise invalid("Release", "make_latest", message="Latest release cannot be draft or prerelease.")
    is_new = release["draft"] and not will_be_draft
    if is_new or not release["draft"] and changed["tag_name"] != release["tag_name"]:
        publish(world, request, changed, asked.get("make_latest"))
    changed["updated_at"] = world.stamp()
    release.update(changed)
    if will_be_draft and not release["draft"]:
        undo_publication(world, release)
    settle_latest(world, release, asked.get("make_latest"), is_new=is_new)
    return shape(world, release)


@operation("repos/delete-release")
def delete(world, request):
    release = find(world, request)
    world.data["releases"].remove(release)
    if world.data["latest"] == release["id"]:
        world.data["latest"] = None


def check(world, request, release, asked):
    """What is refused whether or not the release becomes public; the date of its commit is put down."""
    if not re.fullmatch(r"[^\s~^:?*\[\\]+", release["tag_name"]):
        raise invalid("Release", "tag_name", message="tag_name is not a valid tag")
    if len(release["body"] or "") > 125_000:
        raise invalid("Release", "body", message="body is too long (maximum is 125000 characters)")
    commit = world.git.ref(f"refs/tags/{release['tag_name']}")
    commit = commit[2] if commit else world.git.commit(release["target_commitish"])
    if commit is None and release["created_at"] and not {"tag_name", "target_commitish", "draft"} & set(asked):
        # Nothing is asked of a commit that went away meanwhile.
        return
    if commit is None:
        raise invalid("Release", "target_commitish", "invalid")
    release["created_at"] = world.git.date(commit)
    refuse_workflows(world, request.token, commit)


def refuse_workflows(world, token, commit):
    """A commit that adds or changes workflows against the default branch needs the right to change workflows."""
    allowed = token.may("workflows", "write") if token.is_app else "workflow" in token.scopes
    tip = world.git.commit(world.git.default_branch)
    if allowed or tip is None or not world.flags["workflow_check"]:
        return
    own, public = world.git.workflows(commit), world.git.workflows(tip)
    if any(public.get(path) != blob for path, blob in own.items()):
        if token.is_app:
            raise Failure(403, "Resource not accessible by integration",
                          headers={"X-Accepted-GitHub-Permissions": "contents=write,workflows=write"})
        raise Failure(404, "Not Found", headers={"X-Accepted-OAuth-Scopes": "repo, workflow"})


def publish(world, request, release, make_latest):
    """Makes a release public, or refuses; creates the missing tag at its target."""
    tag = release["tag_name"]
    if tag in world.data["burned_tags"] and not release["immutable"]:
        raise Failure(422, "Validation Failed", BURNED)
    if any(one["tag_name"] == tag and not one["draft"] and one["id"] != release["id"]
           for one in world.data["releases"]):
        raise invalid("Release", "tag_name", "already_exists")
    if make_latest == "true" and release["prerelease"]:
        raise invalid("Release", "make_latest", message="Latest release cannot be draft or prerelease.")
    if world.git.ref(f"refs/tags/{tag}") is None:
        commit = world.git.commit(release["target_commitish"])
        if rules.refuses_creation(world, request.token, f"refs/tags/{tag}") \
                or not world.git.set_ref(f"refs/tags/{tag}", commit, "0" * 40):
            raise Failure(422, "Validation Failed", BURNED[1:])
    release.update(draft=False, published_at=world.stamp())
    if world.flags["immutable"] or world.flags["immutable_enforced"]:
        release["immutable"] = True
        world.data["burned_tags"].append(tag)


def settle_latest(world, release, make_latest, is_new):
    if release["draft"] or release["prerelease"]:
        if world.data["latest"] == release["id"]:
            world.data["latest"] = None
        return
    make_latest = make_latest or ("true" if is_new else None)
    if make_latest is None:
        return
    release["make_latest"] = make_latest
    if make_latest == "true":
        world.data["latest"] = release["id"]
    elif make_latest == "legacy":
        def rank(one):
            numbers = re.findall(r"\d+", one["tag_name"])[:3]
            return one["created_at"][:10], [int(number) for number in numbers]

        world.data["latest"] = max((one for one in world.data["releases"] if not one["draft"]
                                    and not one["prerelease"]), key=rank)["id"]
    elif world.data["latest"] == release["id"]:
        world.data["latest"] = None


def notes(world, tag, target, previous):
    ref = world.git.ref(f"refs/tags/{tag}")
    commit = ref[2] if ref else world.git.commit(target or world.git.default_branch)
    old = world.git.commit(previous) if previous else None
    lines = [f"* {subject} by @{world.repository['owner']}" for subject in world.git.subjects(old, commit)]
    span = f"{previous}...{tag}" if previous else f"commits/{tag}"
    link = f"{world.web}/compare/{span}" if previous else f"{world.web}/{span}"
    return tag, "## What's Changed\n" + "\n".join(lines) + f"\n\n**Full Changelog**: {link}"


@operation("repos/generate-release-notes")
def generate(world, request):
    asked = request.json
    previous = asked.get("previous_tag_name")
    if previous and world.git.ref(f"refs/tags/{previous}") is None:
        raise invalid("Release", "previous_tag_name", "invalid")
    if not world.git.ref(f"refs/tags/{asked['tag_name']}") \
            and world.git.commit(asked.get("target_commitish") or world.git.default_branch) is None:
        raise invalid("Release", "target_commitish", "invalid")
    name, body = notes(world, asked["tag_name"], asked.get("target_commitish"), previous)
    return {"name": name, "body": body}


def seeded(world, described):
    """A release that was there before, as the administration describes it; its tag is made where it is missing."""
    files = described.pop("files", {})
    tag = described["tag_name"]
    target = described.get("target_commitish") or world.git.default_branch
    ref = world.git.ref(f"refs/tags/{tag}")
    commit = ref[2] if ref else world.git.commit(target)
    release = {
        "id": world.identity(), "target_commitish": target, "name": tag, "body": "", "draft": False,
        "prerelease": False, "immutable": False, "created_at": world.git.date(commit), "published_at": world.stamp(),
        "updated_at": world.stamp(), "author": "admin", "untagged": secrets.token_hex(10), "assets": [],
        "make_latest": None, **described,
    }
    if release["draft"]:
        release["published_at"] = None
    elif ref is None:
        world.git.set_ref(f"refs/tags/{tag}", commit)
    if release["immutable"]:
        world.data["burned_tags"].append(tag)
    for name, text in files.items():
        assets.add(world, release, name, None, "application/octet-stream", text.encode(), "admin")
    world.data["releases"].append(release)
    settle_latest(world, release, release["make_latest"], is_new=False)
    return shape(world, release)
