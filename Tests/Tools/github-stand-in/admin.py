"""The administration below /_stand-in: what the tests set and read, without any token."""
import json

import environments
import packages
import releases
import rules
import runs
from answers import Answer


def each(asked):
    return asked if isinstance(asked, list) else [asked]


class Administration:
    def __init__(self, world, faults):
        self.world, self.faults = world, faults

    def __call__(self, request):
        try:
            asked = json.loads(request.body) if request.body.strip() else None
            with self.world.lock:
                answer = self.answer(request.method, request.path.removeprefix("/_stand-in").strip("/"), asked)
            if request.method != "GET":
                self.world.save()
            return Answer(404, {"message": "no such page of the administration"}) if answer is None else answer
        except (LookupError, ValueError, TypeError, AttributeError, StopIteration) as error:
            return Answer(400, {"message": f"{type(error).__name__}: {error}"})

    def answer(self, method, path, asked):
        world = self.world
        handler = getattr(self, f"{method.lower()}_{path.replace('-', '_')}", None)
        if handler:
            return Answer(200, handler(asked) if method != "GET" else handler())
        if method == "GET" and path in world.data:
            return Answer(200, world.data[path])
        return None

    # What there is

    def get_state(self):
        world = self.world
        releases.reconcile(world)
        newest = releases.latest(world)
        return {**world.data, "latest": newest and newest["tag_name"], "log": world.log,
                "violations": world.violations, "faults": self.faults.state(), "urls": world.urls}

    def get_releases(self):
        releases.reconcile(self.world)
        return [releases.shape(self.world, one) for one in releases.ordered(self.world.data["releases"])]

    def get_latest(self):
        releases.reconcile(self.world)
        return releases.latest(self.world) and releases.latest(self.world)["tag_name"]

    def get_log(self):
        return self.world.log

    def get_violations(self):
        return self.world.violations

    def get_faults(self):
        return self.faults.state()

    # What is to be

    def post_state(self, asked):
        self.world.merge(asked)
        return {"merged": sorted(asked)}

    def post_flags(self, asked):
        if strange := set(asked) - set(self.world.flags):
            raise ValueError(f"no flag is called {', '.join(sorted(strange))}")
        self.world.flags.update(asked)
        return self.world.flags

    def post_tokens(self, asked):
        for described in each(asked):
            value = described.pop("token")
            self.world.data["tokens"][value] = {"login": "someone", **described}
        return self.world.data["tokens"]

    def delete_tokens(self, asked):
        self.world.data["tokens"].pop(asked["token"])
        return self.world.data["tokens"]

    def post_releases(self, asked):
        return [releases.seeded(self.world, one) for one in each(asked)]

    def post_rulesets(self, asked):
        return [rules.seeded(self.world, one) for one in each(asked)]

    def delete_rulesets(self, asked):
        self.world.data["rulesets"] = []
        return []

    def post_users(self, asked):
        for described in each(asked):
            self.world.user(described["login"])
            self.world.data["users"][described["login"]].update(
                {key: value for key, value in described.items() if key != "login"})
        return self.world.data["users"]

    def post_teams(self, asked):
        for described in each(asked):
            self.world.team(described["slug"])
            self.world.data["teams"][described["slug"]].update(
                {key: value for key, value in described.items() if key != "slug"})
        return self.world.data["teams"]

    def post_environments(self, asked):
        return [environments.seeded(self.world, one) for one in each(asked)]

    def post_runs(self, asked):
        return [runs.seeded(self.world, one) for one in each(asked)]

    def post_reviews(self, asked):
        for one in each(asked):
            run = next(run for run in self.world.data["runs"] if run["id"] == one["run"])
            runs.settle(self.world, run, one["user"], one.get("environments", run["pending"]),
                        one.get("state", "approved"), one.get("comment", ""))
        return self.world.data["runs"]

    def get_packages(self):
        packages.discover(self.world)
        return list(self.world.data["packages"].values())

    def post_packages(self, asked):
        return [packages.seeded(self.world, one) for one in each(asked)]

    def post_rate(self, asked):
        rate = self.world.rates.setdefault(asked.get("token", ""), {"limit": 5000, "used": 0, "reset": 0})
        rate["limit"] = asked.get("limit", rate["limit"])
        rate["used"] = rate["limit"] - asked.get("remaining", rate["limit"] - rate["used"])
        rate["reset"] = int(self.world.now() + asked.get("reset_in", 3600))
        return rate

    def post_clock(self, asked):
        self.world.data["clock"] += asked["advance"]
        return {"now": self.world.stamp()}

    def post_faults(self, asked):
        asked = asked.get("faults", asked) if isinstance(asked, dict) else asked
        for described in each(asked):
            self.faults.add(described)
        return self.faults.state()

    def delete_faults(self, asked):
        self.faults.clear()
        return []

    def delete_log(self, asked):
        self.world.log.clear()
        self.world.violations.clear()
        return []
