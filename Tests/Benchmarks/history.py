"""A synthetic history as a stream for `git fast-import`, the same for the same numbers.

`main` has COMMITS commits, a tenth of them merges of one-commit side branches; TAGS tags are spread evenly over it up to
SINCE commits before its tip, one in four a final version and the rest candidates, every other one annotated; OFF higher
finals lie on branches that main does not have.
"""

START = 1_300_000_000
SUBJECTS = [
    "fix(broker): repair the watch loop", "feat(agent): add a poll interval", "chore: bump dependencies",
    "docs: explain rollback", "refactor(broker): drop a helper", "ci: cache layers", "test: cover the empty list",
    "fix: handle an empty tag list",
]
BODY = (
    "\n\nA body of a few lines, as a real commit has one.\nSecond line of the text here.\n\n"
    "Signed-off-by: A Person <a@example.invalid>\n"
)


def _commit(branch, mark, time, message, parents):
    text = (message + BODY).encode()
    yield b"commit refs/heads/%s\nmark :%d\n" % (branch, mark)
    for role in (b"author", b"committer"):
        yield b"%s A Person <a@example.invalid> %d +0000\n" % (role, time)
    yield b"data %d\n%s\n" % (len(text), text)
    for index, parent in enumerate(parents):
        yield b"%s :%d\n" % (b"merge" if index else b"from", parent)


def _name(index):
    release, place = divmod(index, 4)
    major, rest = divmod(release, 1000)
    minor, patch = divmod(rest, 10)
    core = f"v{major}.{minor}.{patch}"
    if place == 3:
        return core
    return f"{core}-rc.{place + 1}" if release % 2 else f"{core}-rc{place + 1}"


def stream(commits, tags, since, off=0):
    """The pieces of the stream, as bytes."""
    mark, previous, tagged = 0, None, []
    span = max(1, commits - since)
    made = 0
    while made < commits:
        time = START + made * 600
        subject = SUBJECTS[made % len(SUBJECTS)]
        if previous and made % 10 == 0 and made + 1 < commits:
            mark += 2
            yield from _commit(b"side", mark - 1, time - 300, subject, [previous])
            yield from _commit(b"main", mark, time, "Merge branch 'side'", [previous, mark - 1])
            made += 2
        else:
            mark += 1
            yield from _commit(b"main", mark, time, subject, [previous] if previous else [])
            made += 1
        previous = mark
        while len(tagged) < tags and made >= span * (len(tagged) + 1) // tags:
            tagged.append(mark)
    shift = (3 - (len(tagged) - 1) % 4) % 4  # the newest tag is a final version
    for index, at in enumerate(tagged):
        name = _name(index + shift).encode()
        if index % 2:
            yield b"reset refs/tags/%s\nfrom :%d\n\n" % (name, at)
        else:
            yield b"tag %s\nfrom :%d\ntagger A <a@example.invalid> %d +0000\ndata 1\nx\n" % (name, at, START)
    for index in range(off):
        mark += 1
        yield from _commit(b"release-%d" % index, mark, START + commits * 600, "fix: backport", [tagged[-1 - index]])
        yield b"reset refs/tags/v%d.0.0\nfrom :%d\n\n" % (900 + index, mark)
    yield b"done\n"
