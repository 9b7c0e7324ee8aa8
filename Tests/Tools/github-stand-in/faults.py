"""Faults: what goes wrong with which request."""
import re
import threading

# Whether the request has its effect before the fault shows, where the fault itself does not say.
EFFECT = {"lost": True, "truncated": True, "slow": True, "starter": True}
KINDS = {"lost", "reset", "500", "502", "503", "504", "429", "403-secondary", "primary", "html", "slow", "truncated",
         "starter", "empty", "401"}


class Fault:
    def __init__(self, described):
        known = {"kind", "server", "method", "path", "nth", "times", "every", "effect", "seconds", "retry_after",
                 "reset_in", "status", "body"}
        if strange := set(described) - known:
            raise ValueError(f"a fault has no {', '.join(sorted(strange))}; it has {', '.join(sorted(known))}")
        self.kind = str(described.get("kind", ""))
        if self.kind not in KINDS:
            raise ValueError(f"{self.kind!r} is no kind of fault; the kinds are {', '.join(sorted(KINDS))}")
        self.described = described
        self.server = described.get("server")
        self.method = described.get("method")
        self.path = re.compile(described.get("path", ""))
        self.nth = int(described.get("nth", 1))
        # How often: 0 is for ever.
        self.times = int(described.get("times", 1))
        self.every = described.get("every")
        self.has_effect = bool(described.get("effect", EFFECT.get(self.kind, False)))
        self.seen = self.hits = 0

    def concerns(self, server, method, path):
        if self.server not in (None, "any", server) or self.server is None and server not in ("api", "uploads"):
            return False
        return (self.method or method) == method and self.path.search(path) is not None

    def strikes(self):
        """Counts a request that the fault concerns, and tells whether it is hit."""
        self.seen += 1
        if self.every:
            hit = self.seen % int(self.every) == 0 and (self.times == 0 or "times" not in self.described
                                                        or self.hits < self.times)
        else:
            hit = self.seen >= self.nth and (self.times == 0 or self.hits < self.times)
        self.hits += hit
        return hit

    def get(self, name, default):
        return self.described.get(name, default)

    def state(self):
        return {**self.described, "seen": self.seen, "hits": self.hits}


class Faults:
    def __init__(self):
        self.lock = threading.Lock()
        self.queue = []

    def add(self, described):
        with self.lock:
            self.queue.append(Fault(described))

    def clear(self):
        with self.lock:
            self.queue = []

    def take(self, server, method, path):
        """The fault of this request; every fault that concerns it counts it, the first that strikes is it."""
        with self.lock:
            struck = [fault for fault in self.queue if fault.concerns(server, method, path) and fault.strikes()]
            for fault in struck[1:]:
                # One request has one fault: the others wait for the next.
                fault.hits -= 1
            return struck[0] if struck else None

    def state(self):
        with self.lock:
            return [fault.state() for fault in self.queue]
