"""Workflows as files of the repository, and what starting one by hand asks of them."""
import re

from answers import Failure, Page, not_found, operation


def block(lines, key):
    """(what stands behind `key:`, the lines indented below it) at the outermost level of lines; None where missing."""
    level = min((len(line) - len(line.lstrip()) for line in lines), default=0)
    for index, line in enumerate(lines):
        found = re.match(rf"^ {{{level}}}(?:- )?['\"]?{re.escape(key)}['\"]?:?(?:\s+(.*))?$", line)
        if found:
            below = []
            for other in lines[index + 1:]:
                if len(other) - len(other.lstrip()) <= level:
                    break
                below.append(other)
            return (found[1] or "").strip(), below
    return None


def dispatch_inputs(text):
    """Inputs by name, each as {required, default}; None where the workflow has no workflow_dispatch."""
    lines = [re.sub(r"\s+#.*$", "", line).rstrip() for line in text.splitlines()
             if line.strip() and not line.lstrip().startswith("#")]
    on = block(lines, "on") or ("", [])
    if re.search(r"\bworkflow_dispatch\b", on[0]):
        return {}
    dispatch = block(on[1], "workflow_dispatch")
    if dispatch is None:
        return None
    inputs = (block(dispatch[1], "inputs") or ("", []))[1]
    level = min((len(line) - len(line.lstrip()) for line in inputs), default=0)
    names = [line.strip().rstrip(":").strip("'\"") for line in inputs if len(line) - len(line.lstrip()) == level]
    found = {}
    for name in names:
        below = (block(inputs, name) or ("", []))[1]
        found[name] = {"required": (block(below, "required") or ("",))[0] == "true",
                       "default": (block(below, "default") or (None,))[0]}
    return found


def title(world, path, commit, ref, inputs):
    """What a run is headed with: the file's `run-name`, where `inputs.NAME` and `github.ref_name` are filled in."""
    lines = [line for line in (world.git.text(commit, path) or "").splitlines() if line.strip()]
    name = (block(lines, "run-name") or (path.split("/")[-1], []))[0].strip("'\"")

    def filled(found):
        for part in found[1].split("||"):
            word = part.strip()
            value = ref if word == "github.ref_name" else inputs.get(word.removeprefix("inputs."))
            if value:
                return value
        return ""

    return re.sub(r"\$\{\{(.*?)\}\}", filled, name)


def paths(world):
    """The workflows of the default branch, and those that the state names."""
    tip = world.git.commit(world.git.default_branch)
    return sorted({*(world.git.workflows(tip) if tip else {}), *world.data["workflows"]})


def number(world, path):
    known = world.data["workflows"].setdefault(path, {})
    known.setdefault("id", world.identity())
    return known["id"]


def shape(world, path):
    tip = world.git.commit(world.git.default_branch)
    text = (world.git.text(tip, path) if tip else None) or ""
    name = (block([line for line in text.splitlines() if line.strip()], "name") or (path, []))[0]
    identity = number(world, path)
    return {"id": identity, "node_id": f"W_{identity}", "name": name.strip("'\""), "path": path,
            "state": world.data["workflows"][path].get("state", "active"),
            "created_at": world.stamp(), "updated_at": world.stamp(), "badge_url": "",
            "url": f"{world.api}/actions/workflows/{identity}", "html_url": f"{world.web}/blob/main/{path}"}


def find(world, request):
    """The path of the workflow that the address names by its id or its file's name."""
    wanted = request.parameters["workflow_id"]
    for path in paths(world):
        if wanted in (path.split("/")[-1], path) or wanted == str(number(world, path)):
            return path
    raise not_found()


@operation("actions/list-repo-workflows")
def list_workflows(world, request):
    return Page([shape(world, path) for path in paths(world)], "workflows")


@operation("actions/get-workflow")
def get_workflow(world, request):
    return shape(world, find(world, request))


def checked(world, request, path):
    """(ref name, commit) of a dispatch that the workflow's own file at that ref allows."""
    asked = request.json["ref"]
    name = re.sub(r"^refs/(heads|tags)/", "", asked)
    found = [world.git.ref(one) for one in (f"refs/heads/{name}", f"refs/tags/{name}")
             if asked == name or one == asked]
    if not any(found):
        raise Failure(422, f"No ref found for: {asked}")
    commit = next(one for one in found if one)[2]
    text = world.git.text(commit, path)
    if text is None and "state" in world.data["workflows"][path]:
        return name, commit
    known = dispatch_inputs(text) if text else None
    if known is None:
        raise Failure(422, "Workflow does not have 'workflow_dispatch' trigger")
    given = request.json.get("inputs") or {}
    if len(given) > 25:
        raise Failure(422, "Inputs can have 25 properties at most.")
    if strange := [key for key in given if key not in known]:
        raise Failure(422, "Unexpected inputs provided: " + str(strange).replace("'", '"'))
    for key, value in given.items():
        if not isinstance(value, str):
            raise Failure(422, f"Invalid request.\n\nFor 'properties/inputs/{key}', {value} is not a string.")
    for key, one in known.items():
        if one["required"] and one["default"] is None and not given.get(key):
            raise Failure(422, f"Required input '{key}' not provided")
    if world.data["workflows"][path].get("state", "active") != "active":
        raise Failure(422, "Cannot trigger a 'workflow_dispatch' on a disabled workflow")
    return name, commit
