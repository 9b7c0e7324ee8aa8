"""Release assets: upload, the renaming of odd names, assets that got stuck, download by way of another host."""
import re
from urllib.parse import quote

import releases
from answers import Answer, Failure, Page, invalid, not_found, operation


def shape(world, release, asset):
    shown = f"untagged-{release['untagged']}" if release["draft"] else release["tag_name"]
    return {
        **{key: asset[key] for key in ("id", "name", "label", "state", "content_type", "size", "digest",
                                       "download_count", "created_at", "updated_at")},
        "url": f"{world.api}/releases/assets/{asset['id']}", "node_id": f"RA_{asset['id']}",
        "browser_download_url": f"{world.web}/releases/download/{quote(shown)}/{quote(asset['name'])}",
        "uploader": world.user(asset["uploader"]),
    }


def sanitized(name):
    """The name that GitHub gives: every run of other characters becomes one dot."""
    return re.sub(r"[^A-Za-z0-9._+-]+", ".", name)


def add(world, release, name, label, content_type, content, login, state="uploaded"):
    asset = {
        "id": world.identity(), "name": sanitized(name), "label": label, "state": state, "content_type": content_type,
        "size": len(content), "digest": world.keep(content) if state == "uploaded" else None, "download_count": 0,
        "created_at": world.stamp(), "updated_at": world.stamp(), "uploader": login,
    }
    release["assets"].append(asset)
    return asset


def find(world, request):
    """(release, asset) of the path."""
    releases.reconcile(world)
    for release in world.data["releases"]:
        for asset in release["assets"]:
            if str(asset["id"]) == request.parameters["asset_id"] \
                    and (not release["draft"] or request.token.can_push()):
                return release, asset
    raise not_found()


def refuse_frozen(release):
    if release["immutable"]:
        raise invalid("ReleaseAsset", message="Assets of an immutable release cannot be changed.")


@operation("repos/list-release-assets")
def list_assets(world, request):
    release = releases.find(world, request)
    return Page([shape(world, release, asset) for asset in release["assets"]])


@operation("repos/upload-release-asset")
def upload(world, request):
    release, headers = releases.find(world, request), request.headers
    if release["immutable"]:
        # A long upload is answered before its content is read: the client sees it break off.
        is_long = int(headers.get("Content-Length") or 0) > 65_536
        raise Failure(422, "Cannot upload assets to an immutable release.", close=is_long)
    if headers.get("Content-Length") is None:
        raise Failure(400, "Bad Content-Length: ", close=True)
    request.read()
    request.entry["body"] = {"bytes": len(request.body)}
    name = request.query.get("name", "")
    if not name:
        raise invalid("ReleaseAsset", "name", "missing_field")
    if not headers.get("Content-Type"):
        raise invalid("ReleaseAsset", "content_type", "missing_field")
    if not request.body:
        raise invalid("ReleaseAsset", "size", message="size must be greater than or equal to 1")
    if len(release["assets"]) >= world.flags["max_assets"]:
        raise invalid("ReleaseAsset", message=f"A release can have {world.flags['max_assets']} assets at most")
    if any(asset["name"] == sanitized(name) for asset in release["assets"]):
        raise invalid("ReleaseAsset", "name", "already_exists")
    stuck = request.fault is not None and request.fault.kind == "starter"
    content = b"" if stuck else request.body
    asset = add(world, release, name, request.query.get("label"), headers["Content-Type"], content,
                request.token.login, "starter" if stuck else "uploaded")
    if len(content) != int(headers["Content-Length"]) and not stuck:
        release["assets"].remove(asset)
        raise Failure(400, "Bad Content-Length: ", close=True)
    return shape(world, release, asset)


@operation("repos/get-release-asset")
def get(world, request):
    release, asset = find(world, request)
    if request.headers.get("Accept") != "application/octet-stream":
        return shape(world, release, asset)
    return redirect(world, asset)


def redirect(world, asset):
    """The way to an asset's bytes: another host, with a signature in the address and no token wanted."""
    if asset["state"] != "uploaded":
        raise not_found()
    asset["download_count"] += 1
    address = f"{world.urls['storage']}/assets/{asset['digest'][7:]}?sig=stand-in&name={quote(asset['name'])}"
    return Answer(302, b"", {"Location": address})


@operation("repos/update-release-asset")
def update(world, request):
    release, asset = find(world, request)
    refuse_frozen(release)
    if "name" in request.json:
        name = sanitized(request.json["name"])
        if any(one["name"] == name and one is not asset for one in release["assets"]):
            raise invalid("ReleaseAsset", "name", "already_exists")
        asset["name"] = name
    if "label" in request.json:
        asset["label"] = request.json["label"]
    asset["updated_at"] = world.stamp()
    return shape(world, release, asset)


@operation("repos/delete-release-asset")
def delete(world, request):
    release, asset = find(world, request)
    refuse_frozen(release)
    release["assets"].remove(asset)
