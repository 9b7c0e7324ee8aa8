"""Everything the stand-in remembers."""
import base64
import copy
import hashlib
import json
import os
import threading
import time
from datetime import datetime, timezone

from upstream import Upstream

ROLES = ["none", "pull", "triage", "push", "maintain", "admin"]
ALL_SCOPES = ["repo", "workflow", "read:org", "write:packages", "read:packages", "delete:packages"]
WRITES = {"contents": "write", "packages": "write", "actions": "write", "deployments": "write"}
TOKENS = {
    "ghp_admin": {"login": "admin", "role": "admin", "scopes": ALL_SCOPES},
    "ghp_push": {"login": "pusher", "role": "push", "scopes": ["repo", "write:packages", "read:packages"]},
    "ghp_read": {"login": "reader", "role": "pull", "scopes": ["repo", "read:packages"]},
    "gho_admin": {"login": "admin", "role": "admin", "scopes": ALL_SCOPES},
    "github_pat_push": {"login": "pusher", "role": "push", "permissions": {**WRITES, "metadata": "read"}},
    "ghs_write": {"login": "github-actions[bot]", "permissions": WRITES},
    "ghs_publish": {
        "login": "github-actions[bot]", "permissions": {"contents": "write", "packages": "write", "actions": "read"},
    },
    "ghs_read": {
        "login": "github-actions[bot]", "permissions": {"contents": "read", "packages": "read", "actions": "read"},
    },
}
FLAGS = {
    "immutable": False,  # immutable releases are on for the repository
    "immutable_enforced": False,  # … by the organization
    "archived": False,
    "renamed_from": None,  # OWNER/NAME that answers 301
    "workflow_check": True,  # refuse releases of commits that change workflows, as documented
    "max_assets": 1000,
    "package_visibility": "private",  # of a package that is pushed for the first time
    "package_linked": None,  # true or false overrides: linked where a ghs_ token pushed first
    "package_lag": 0,  # how many looks at a package's versions still show it as it was before a push
    "retention_days": 90,
    "protected_branches": [],
    "max_retention_days": 400,
    "dispatch": {},  # how a dispatched run goes on; see --help
    "strict_rate": False,  # count requests against x-ratelimit-limit, refuse when it is used up
}


class World:
    def __init__(self, options, git):
        self.options, self.git = options, git
        self.upstream = Upstream(options.registry) if options.registry else None
        self.lock = threading.RLock()
        self.blobs = {}  # sha256:… to the bytes of an asset or of a deleted manifest
        self.log, self.violations, self.rates, self.bearers = [], [], {}, {}
        self.urls = {}
        self.data = {
            "repository": {"owner": options.owner, "name": options.name, "id": 5_000_000_001,
                           "owner_type": "Organization" if options.owner_type == "org" else "User",
                           "visibility": options.visibility},
            "next_id": 5_000_000_100,
            "clock": 0,
            "flags": copy.deepcopy(FLAGS),
            "tokens": copy.deepcopy(TOKENS),
            "users": {}, "teams": {},
            "releases": [], "latest": None, "burned_tags": [],
            "rulesets": [], "environments": {}, "workflows": {}, "runs": [], "variables": {},
            "packages": {}, "deleted_packages": [],
        }
        if options.state and os.path.exists(options.state):
            with open(options.state, encoding="utf-8") as file:
                self.merge(json.load(file))

    # Time and identity

    def now(self):
        return time.time() + self.data["clock"]

    def stamp(self, moment=None):
        return datetime.fromtimestamp(moment or self.now(), timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")

    def identity(self):
        self.data["next_id"] += 7
        return self.data["next_id"]

    def keep(self, content):
        digest = "sha256:" + hashlib.sha256(content).hexdigest()
        self.blobs[digest] = content
        return digest

    # Shorthands

    @property
    def flags(self):
        return self.data["flags"]

    @property
    def repository(self):
        return self.data["repository"]

    @property
    def slug(self):
        return f"{self.repository['owner']}/{self.repository['name']}"

    @property
    def is_public(self):
        return self.repository["visibility"] == "public"

    @property
    def api(self):
        """The address of the repository in the API."""
        return f"{self.urls['api']}/repos/{self.slug}"

    @property
    def web(self):
        return f"{self.urls['web']}/{self.slug}"

    def user(self, login):
        """The documented short form of a user; one that was never heard of is made."""
        known = self.data["users"].setdefault(login, {})
        known.setdefault("id", self.identity())
        kind = "Bot" if login.endswith("[bot]") else "User"
        if login == self.repository["owner"]:
            kind = self.repository["owner_type"]
        known.setdefault("type", kind)
        return {"login": login, "id": known["id"], "type": known["type"], "node_id": f"U_{known['id']}",
                "url": f"{self.urls['api']}/users/{login}", "html_url": f"{self.urls['web']}/{login}"}

    def team(self, slug):
        known = self.data["teams"].setdefault(slug, {})
        known.setdefault("id", self.identity())
        known.setdefault("members", [])
        return {"id": known["id"], "slug": slug, "name": known.get("name", slug), "node_id": f"T_{known['id']}"}

    def brief(self):
        """The repository as other answers carry it."""
        return {"id": self.repository["id"], "node_id": f"R_{self.repository['id']}", "name": self.repository["name"],
                "full_name": self.slug, "owner": self.user(self.repository["owner"]), "private": not self.is_public,
                "html_url": self.web, "url": self.api}

    # Remembering

    def merge(self, patch):
        """Lays a JSON object over the state; objects are merged, lists and everything else replaced."""
        for digest, text in patch.pop("blobs", {}).items():
            self.blobs[digest] = base64.b64decode(text)

        def lay(base, top):
            for key, value in top.items():
                if isinstance(value, dict) and isinstance(base.get(key), dict):
                    lay(base[key], value)
                else:
                    base[key] = value

        with self.lock:
            lay(self.data, patch)

    def save(self):
        if not self.options.state:
            return
        with self.lock:
            blobs = {digest: base64.b64encode(content).decode() for digest, content in self.blobs.items()}
            text = json.dumps({**self.data, "blobs": blobs}, indent=1)
        with open(self.options.state + ".new", "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(self.options.state + ".new", self.options.state)

    def violation(self, entry, text, by="client"):
        """Notes that a request, or the stand-in's own answer, is not as documented."""
        with self.lock:
            found = {"request": entry["n"], "by": by, "method": entry["method"], "path": entry["path"], "text": text}
            entry["violations"].append(text)
            self.violations.append(found)
