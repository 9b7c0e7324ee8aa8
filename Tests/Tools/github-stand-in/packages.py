"""Container packages: the versions that a real registry holds, who may do what with them, deletion and restoring."""


def path_of(world, package):
    return f"{world.repository['owner'].lower()}/{package['name']}"


def ensure(world, name, token=None):
    """The package of this name, made private and, where an app's token or nobody pushes, linked to the repository."""
    packages = world.data["packages"]
    if name not in packages:
        kind, linked = token and token.kind, world.flags["package_linked"]
        linked = kind in (None, "ghs_") if linked is None else linked
        packages[name] = {
            "id": world.identity(), "name": name, "visibility": world.flags["package_visibility"], "linked": linked,
            "actions_role": "admin" if linked else "none", "admins": [token.login] if token and token.login else [],
            "pushed_by": kind, "created_at": world.stamp(), "updated_at": world.stamp(), "versions": [], "lag": None,
        }
    return packages[name]


def enter(world, package, digest):
    """The living version of a digest, made where there is none."""
    for version in package["versions"]:
        if version["digest"] == digest and not version["deleted_at"]:
            return version
    version = {"id": world.identity(), "digest": digest, "created_at": world.stamp(), "updated_at": world.stamp(),
               "deleted_at": None, "downloads": 0, "kept": None, "tags": []}
    package["versions"].append(version)
    return version


def discover(world, name=None):
    """Brings the packages in step with what the registry holds now; only one of them where a name is given."""
    if world.upstream is None:
        return
    owner = world.repository["owner"].lower() + "/"
    paths = [owner + name] if name else [one for one in world.upstream.repositories() if one.startswith(owner)]
    for path in paths:
        tags = world.upstream.tags(path)
        package = world.data["packages"].get(path[len(owner):])
        if package is None and tags:
            package = ensure(world, path[len(owner):])
        if package is None:
            continue
        queue, seen = list(tags.values()), set()
        while queue:
            digest = queue.pop()
            if digest not in seen:
                seen.add(digest)
                enter(world, package, digest)
                queue += [one for one in world.upstream.members(path, digest) if world.upstream.digest(path, one)]
        package["versions"] = [one for one in package["versions"] if one["deleted_at"] or one["digest"] in seen
                               or world.upstream.digest(path, one["digest"])]
        for version in package["versions"]:
            version["tags"] = [tag for tag, digest in tags.items() if digest == version["digest"]] \
                if not version["deleted_at"] else version["tags"]


def freeze(world, name):
    """Before a push, with the flag `package_lag`: the API goes on showing for a while what it shows now."""
    discover(world, name)
    if (package := world.data["packages"].get(name)) and world.flags["package_lag"]:
        view = package["lag"]["view"] if package["lag"] else listed(package)
        package["lag"] = {"left": world.flags["package_lag"], "view": view}


def listed(package):
    """The living versions as (id, tags), newest first."""
    living = [one for one in package["versions"] if not one["deleted_at"]]
    return [[one["id"], list(one["tags"])] for one in sorted(living, key=lambda one: -one["id"])]


def rights(world, token, package):
    """none, read, write or admin."""
    public = package["visibility"] == "public"
    if token.kind == "ghs_":
        if not package["linked"]:
            return "read" if public else "none"
        level = token.permissions.get("packages", "none")
        return package["actions_role"] if level == "write" else "read" if public or level == "read" else "none"
    if token.login in package["admins"] or token.has_role("admin"):
        return "admin"
    if package["linked"] and token.has_role("push"):
        return "write"
    return "read" if public or package["linked"] and token.has_role("pull") else "none"


def remove(world, package, version, moment):
    """Takes a version's manifest out of the registry, with all its tags; its bytes stay here for a restore."""
    path = path_of(world, package)
    kept = world.upstream and world.upstream.manifest(path, version["digest"])
    if kept:
        version["kept"] = {"media_type": kept[0], "digest": world.keep(kept[1])}
        if not world.upstream.delete(path, version["digest"]):
            raise RuntimeError("the registry deletes nothing; it must run with storage.delete.enabled: true")
    version["deleted_at"] = moment


def bring_back(world, package, version):
    """Puts a version's manifest back, and those of its tags that nobody took meanwhile; whether that was possible."""
    path, kept = path_of(world, package), version["kept"]
    if kept:
        content = world.blobs[kept["digest"]]
        if not world.upstream.put(path, version["digest"], kept["media_type"], content):
            return False
        for tag in version["tags"]:
            if world.upstream.digest(path, tag) is None:
                world.upstream.put(path, tag, kept["media_type"], content)
    version["deleted_at"] = None
    return True


def seeded(world, described):
    """Sets what a package is: visibility, link, role of the workflow's token, admins, downloads of tags or digests."""
    name = described.pop("name")
    package, downloads = ensure(world, name), described.pop("downloads", {})
    package.update(described)
    discover(world, name)
    for version in package["versions"]:
        for key in (*version["tags"], version["digest"], "*"):
            version["downloads"] = downloads.get(key, version["downloads"])
    return package
