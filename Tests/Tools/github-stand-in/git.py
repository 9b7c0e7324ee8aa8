"""The bare repository behind the stand-in, read and written with the git program."""
import subprocess
from datetime import datetime, timezone


class Repository:
    def __init__(self, path):
        self.path = path

    def run(self, *arguments, check=False):
        """Standard output, or None where git failed and `check` is false."""
        done = subprocess.run(["git", "-C", self.path, *arguments], capture_output=True, stdin=subprocess.DEVNULL)
        if done.returncode == 0:
            return done.stdout.decode("utf-8", "replace").rstrip("\n")
        if check:
            raise RuntimeError(done.stderr.decode("utf-8", "replace").strip())
        return None

    def refs(self, *prefixes):
        """Name to (type, object id, peeled commit) for every ref below the prefixes, sorted by name."""
        form = "%(refname)%00%(objecttype)%00%(objectname)%00%(*objectname)"
        lines = (self.run("for-each-ref", f"--format={form}", *prefixes) or "").splitlines()
        return {name: (kind, own, peeled or own) for name, kind, own, peeled in (line.split("\0") for line in lines)}

    def ref(self, name):
        """(type, object id, peeled) of one ref, by its whole name; None where it is missing."""
        return self.refs(name).get(name)

    @property
    def default_branch(self):
        return (self.run("symbolic-ref", "--short", "HEAD")) or "main"

    def commit(self, commitish):
        """The commit that a branch, a tag or an object id names; None where nothing does."""
        if commitish.startswith("-"):
            return None
        for name in (f"refs/heads/{commitish}", f"refs/tags/{commitish}", commitish):
            if found := self.run("rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}"):
                return found.splitlines()[-1]
        return None

    def date(self, commit):
        """When a commit was made, in UTC, as the API writes it."""
        text = self.run("log", "-1", "--format=%cI", commit)
        moment = datetime.fromisoformat(text.replace("Z", "+00:00")) if text else datetime(2026, 1, 1)
        return moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")

    def set_ref(self, name, new, old=None):
        """Whether the ref was written; `old` of forty zeros demands that it did not exist."""
        return self.run("update-ref", name, new, *([old] if old is not None else [])) is not None

    def delete_ref(self, name):
        return self.run("update-ref", "-d", name) is not None

    def workflows(self, commit):
        """Blob ids of the files in .github/workflows, by path."""
        lines = (self.run("ls-tree", commit, ".github/workflows/") or "").splitlines()
        return {line.split("\t")[1]: line.split()[2] for line in lines}

    def text(self, commit, path):
        """A file's content at a commit; None where it is missing."""
        return self.run("cat-file", "blob", f"{commit}:{path}")

    def subjects(self, old, new):
        """The first lines of the commits that `new` has and `old` lacks, newest first."""
        return (self.run("log", "--format=%s", new, *([f"^{old}"] if old else [])) or "").splitlines()

    def is_ancestor(self, old, new):
        return self.run("merge-base", "--is-ancestor", old, new) is not None
