"""The operations of the packages API, with its refusals."""
from urllib.parse import quote

from answers import Failure, Page, not_found, operation
from packages import bring_back, discover, listed, remove, rights
from upstream import members_of

MISSING = "Package not found."
LAST_TAGGED = "You cannot delete the last tagged version of a package. You must delete the package instead."
LAST = "You cannot delete the last version of a package. You must delete the package instead."
POPULAR = ("Publicly visible package versions with more than 5000 downloads cannot be deleted. "
           "Contact GitHub support for further assistance.")
MONTH = 30 * 24 * 3600


def found(world, request, needs="read"):
    """The package of the path, if the token may do this with it."""
    check_owner(world, request)
    check_token(request, needs)
    name = request.parameters["package_name"]
    discover(world, name)
    package = world.data["packages"].get(name)
    if request.parameters["package_type"] != "container" or package is None:
        raise not_found(MISSING)
    order = ["none", "read", "write", "admin"]
    if order.index(rights(world, request.token, package)) < order.index("read" if needs == "read" else "admin"):
        raise not_found(MISSING)
    return package


def check_owner(world, request):
    kind = "Organization" if "org" in request.parameters else "User"
    name = request.parameters.get("org") or request.parameters.get("username")
    if name.lower() != world.repository["owner"].lower() or world.repository["owner_type"] != kind:
        raise not_found(MISSING)


def check_token(request, needs):
    token = request.token
    if token.value is None:
        raise Failure(401, "Requires authentication")
    if token.kind == "github_pat_":
        raise Failure(403, "Resource not accessible by personal access token")
    if token.kind == "ghs_":
        level = "read" if needs == "read" else "write"
        if not token.may("packages", level):
            raise Failure(403, "Resource not accessible by integration",
                          headers={"X-Accepted-GitHub-Permissions": f"packages={level}"})
        return
    wanted = ["read:packages"] + {"read": [], "delete": ["delete:packages"], "restore": ["write:packages"]}[needs]
    if lacking := [scope for scope in wanted if scope not in token.scopes
                   and not (scope == "read:packages" and "write:packages" in token.scopes)]:
        raise Failure(403, f"You need at least {' and '.join(lacking)} scope to {needs} a package.",
                      headers={"X-Accepted-OAuth-Scopes": ", ".join(wanted)})


def base(world, package):
    owners = "orgs" if world.repository["owner_type"] == "Organization" else "users"
    return f"{owners}/{world.repository['owner']}/packages/container/{quote(package['name'], safe='')}"


def shape(world, package):
    return {"id": package["id"], "name": package["name"], "package_type": "container",
            "visibility": package["visibility"], "version_count": len(listed(package)),
            "owner": world.user(world.repository["owner"]), "created_at": package["created_at"],
            "updated_at": package["updated_at"], "url": f"{world.urls['api']}/{base(world, package)}",
            "html_url": f"{world.urls['web']}/{base(world, package)}",
            **({"repository": world.brief()} if package["linked"] else {})}


def version_shape(world, package, version, tags=None):
    url = f"{base(world, package)}/versions/{version['id']}"
    return {"id": version["id"], "name": version["digest"], "url": f"{world.urls['api']}/{url}",
            "package_html_url": f"{world.urls['web']}/{base(world, package)}", "html_url": f"{world.urls['web']}/{url}",
            "created_at": version["created_at"], "updated_at": version["updated_at"],
            **({"deleted_at": world.stamp(version["deleted_at"])} if version["deleted_at"] else {}),
            "metadata": {"package_type": "container", "container": {
                "tags": version["tags"] if tags is None else tags}}}


@operation("packages/list-packages-for-organization", "packages/list-packages-for-user")
def list_packages(world, request):
    check_owner(world, request)
    check_token(request, "read")
    if "package_type" not in request.query:
        raise Failure(400, "Missing package_type")
    discover(world)
    visible = [one for one in world.data["packages"].values() if rights(world, request.token, one) != "none"
               and request.query["package_type"] == "container"
               and request.query.get("visibility", one["visibility"]) == one["visibility"]]
    return Page([shape(world, one) for one in visible])


@operation("packages/get-package-for-organization", "packages/get-package-for-user")
def get_package(world, request):
    return shape(world, found(world, request))


@operation("packages/get-all-package-versions-for-package-owned-by-org",
           "packages/get-all-package-versions-for-package-owned-by-user")
def list_versions(world, request):
    is_deleted = request.query.get("state") == "deleted"
    package = found(world, request)
    if is_deleted:
        if rights(world, request.token, package) != "admin":
            raise not_found(MISSING)
        return Page([version_shape(world, package, one) for one in package["versions"] if one["deleted_at"]])
    view = listed(package)
    if lag := package["lag"]:
        # What was pushed lately does not show yet.
        view, lag["left"] = lag["view"], lag["left"] - 1
        if lag["left"] <= 0:
            package["lag"] = None
    known = {one["id"]: one for one in package["versions"]}
    return Page([version_shape(world, package, known[id], tags) for id, tags in view if id in known])


def version_of(request, package, is_deleted):
    for version in package["versions"]:
        if str(version["id"]) == request.parameters["package_version_id"] and bool(version["deleted_at"]) == is_deleted:
            return version
    raise not_found()


@operation("packages/get-package-version-for-organization", "packages/get-package-version-for-user")
def get_version(world, request):
    package = found(world, request)
    return version_shape(world, package, version_of(request, package, False))


@operation("packages/delete-package-version-for-org", "packages/delete-package-version-for-user")
def delete_version(world, request):
    package = found(world, request, "delete")
    version = version_of(request, package, False)
    living = [one for one in package["versions"] if not one["deleted_at"]]
    if package["visibility"] == "public" and version["downloads"] > 5000:
        raise Failure(400, POPULAR)
    if version["tags"] and sum(bool(one["tags"]) for one in living) == 1:
        raise Failure(400, LAST_TAGGED)
    if len(living) == 1:
        raise Failure(400, LAST)
    remove(world, package, version, world.now())


@operation("packages/restore-package-version-for-org", "packages/restore-package-version-for-user")
def restore_version(world, request):
    package = found(world, request, "restore")
    version = version_of(request, package, True)
    if world.now() - version["deleted_at"] > MONTH:
        raise not_found()
    if any(one["digest"] == version["digest"] and not one["deleted_at"] for one in package["versions"]) \
            or not bring_back(world, package, version):
        raise Failure(400, "The package version could not be restored.")


@operation("packages/delete-package-for-org", "packages/delete-package-for-user")
def delete_package(world, request):
    package = found(world, request, "delete")
    living = [one for one in package["versions"] if not one["deleted_at"]]
    if package["visibility"] == "public" and any(one["downloads"] > 5000 for one in living):
        raise Failure(400, POPULAR.replace("package versions", "packages"))
    moment = package["deleted_at"] = world.now()
    for version in living:
        remove(world, package, version, moment)
    world.data["deleted_packages"].append(world.data["packages"].pop(package["name"]))


@operation("packages/restore-package-for-org", "packages/restore-package-for-user")
def restore_package(world, request):
    check_owner(world, request)
    check_token(request, "restore")
    for package in world.data["deleted_packages"]:
        if package["name"] == request.parameters["package_name"] and rights(world, request.token, package) == "admin" \
                and world.now() - package["deleted_at"] <= MONTH:
            if package["name"] in world.data["packages"]:
                raise Failure(400, "The name of the package is in use again.")
            waiting = [one for one in package["versions"] if one["deleted_at"] == package["deleted_at"]]
            # What an index names has to be there before it.
            waiting.sort(key=lambda one: bool(one["kept"] and members_of(world.blobs[one["kept"]["digest"]])))
            for version in waiting:
                bring_back(world, package, version)
            world.data["deleted_packages"].remove(package)
            world.data["packages"][package["name"]] = package
            return
    raise not_found(MISSING)
