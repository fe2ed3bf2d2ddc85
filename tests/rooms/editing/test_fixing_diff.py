"""The difference between two texts: it is true, and no longer than what has changed."""

import re

from hypothesis import given
from hypothesis import strategies as st

from toolchain.editing.fixing.diff import unified

LINES = [f"{number}. Line {number}.\n\n" for number in range(1, 41)]
HUNK = re.compile(r"@@ -(\d+)(?:,(\d+))? \+\d+(?:,\d+)? @@")


def changed(before: str, after: str) -> list[str]:
    """The lines that are taken out or put in."""
    return [line for line in unified(before, after, "x").splitlines()[2:] if line[0] in "-+"]


def applied(before: str, patch: str) -> str:
    """What `patch` makes of a text, by the numbers of the hunks."""
    old, new, at = before.splitlines(keepends=True), list[str](), 0
    for line in patch.splitlines()[2:]:
        if found := HUNK.match(line):
            start = int(found[1]) - (0 if found[2] == "0" else 1)
            new += old[at:start]
            at = start
        elif line[0] in "- ":
            assert old[at] == f"{line[1:]}\n"
            at += 1
        if line[0] in "+ ":
            new.append(f"{line[1:]}\n")
    return "".join([*new, *old[at:]])


def test_a_paragraph_taken_out() -> None:
    long = LINES[4] + "".join(f"     More {number}.\n" for number in range(10)) + "\n"
    before = "".join([*LINES[:4], long, *LINES[5:]])
    taken_out = changed(before, "".join([*LINES[:4], *LINES[5:]]))
    assert sorted(taken_out) == sorted(f"-{line}" for line in long.splitlines())


def test_a_paragraph_put_in() -> None:
    long = "".join(f"     More {number}.\n" for number in range(10))
    after = "".join([*LINES[:4], long, *LINES[4:]])
    assert changed("".join(LINES), after) == [f"+{line}" for line in long.splitlines()]


def test_a_paragraph_moved() -> None:
    after = "".join([*LINES[:4], *LINES[5:20], LINES[4], *LINES[20:]])
    assert changed("".join(LINES), after) == ["-", "-5. Line 5.", "+", "+5. Line 5."]


def test_lines_that_change_stand_side_by_side() -> None:
    after = "".join(LINES).replace("7. Line", "8. Line").replace("9. Line", "10. Line", 1)
    assert changed("".join(LINES), after)[:2] == ["-7. Line 7.", "+8. Line 7."]


@given(*[st.lists(st.sampled_from(["a", "b", "c", "d", "e", "f", "g", ""]), max_size=30)] * 2)
def test_it_is_true(before: list[str], after: list[str]) -> None:
    old, new = ("".join(f"{line}\n" for line in lines) for lines in (before, after))
    patch = unified(old, new, "x")
    assert applied(old, patch) == new
    assert bool(patch) == (old != new)
