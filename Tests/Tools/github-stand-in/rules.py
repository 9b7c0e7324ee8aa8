"""Rulesets: which rules hold for a branch or a tag, and whether they stop the creation of one."""
import re

from answers import Page, not_found, operation


def pattern(glob):
    """A regular expression for a ref pattern: `*` stays within a segment, `**` does not."""
    parts = {"**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(parts.get(one) or (one if one.startswith("[") else re.escape(one))
                              for one in re.findall(r"\*\*|\*|\?|\[[^\]]*\]|.", glob)))


def covers(world, ruleset, ref):
    names = (ruleset.get("conditions") or {}).get("ref_name", {"include": ["~ALL"], "exclude": []})

    def matches(glob):
        if glob == "~ALL":
            return True
        if glob == "~DEFAULT_BRANCH":
            return ref == f"refs/heads/{world.git.default_branch}"
        return pattern(glob).fullmatch(ref) is not None

    return any(map(matches, names.get("include", []))) and not any(map(matches, names.get("exclude", [])))


def active(world, ref):
    """(ruleset, rule) for every rule that holds for a ref."""
    target = "tag" if ref.startswith("refs/tags/") else "branch"
    return [(ruleset, rule) for ruleset in world.data["rulesets"]
            if ruleset["enforcement"] == "active" and ruleset["target"] == target and covers(world, ruleset, ref)
            for rule in ruleset["rules"]]


def bypasses(token, ruleset):
    """Whether the token's owner is let through: `bypass` holds logins, or the marks of tokens as ghs_."""
    return bool({token.login, token.kind} & set(ruleset.get("bypass", [])))


def refuses_creation(world, token, ref):
    return any(rule["type"] == "creation" and not bypasses(token, ruleset) for ruleset, rule in active(world, ref))


def shape(world, ruleset, token, whole):
    value = {key: ruleset[key] for key in ("id", "name", "target", "enforcement", "created_at", "updated_at")}
    value.update(source_type="Repository", source=world.slug, node_id=f"RRS_{ruleset['id']}",
                 current_user_can_bypass="always" if bypasses(token, ruleset) else "never")
    if whole:
        value.update(conditions=ruleset.get("conditions") or {"ref_name": {"include": ["~ALL"], "exclude": []}},
                     rules=ruleset["rules"])
        # Who may pass is shown only to those who may change it.
        if not token.is_app and token.has_role("admin"):
            value["bypass_actors"] = ruleset.get("bypass_actors", [])
    return value


@operation("repos/get-repo-rulesets")
def list_rulesets(world, request):
    targets = request.query.get("targets", "branch,tag,push").split(",")
    return Page([shape(world, one, request.token, False) for one in world.data["rulesets"] if one["target"] in targets])


@operation("repos/get-repo-ruleset")
def get_ruleset(world, request):
    for ruleset in world.data["rulesets"]:
        if str(ruleset["id"]) == request.parameters["ruleset_id"]:
            return shape(world, ruleset, request.token, True)
    raise not_found()


@operation("repos/get-branch-rules")
def branch_rules(world, request):
    return Page([{**rule, "ruleset_source_type": "Repository", "ruleset_source": world.slug,
                  "ruleset_id": ruleset["id"]}
                 for ruleset, rule in active(world, f"refs/heads/{request.parameters['branch']}")])


def seeded(world, described):
    """A ruleset as the administration describes it: name, target, rules and, if need be, conditions and bypass."""
    ruleset = {"id": world.identity(), "name": "rules", "target": "tag", "enforcement": "active", "rules": [],
               "created_at": world.stamp(), "updated_at": world.stamp(), **described}
    world.data["rulesets"].append(ruleset)
    return ruleset
