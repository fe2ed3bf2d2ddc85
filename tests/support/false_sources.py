"""Sources with false claims, of paragraphs with blocks at any column that is right for them."""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import strategies as st

HEAD = "---\ntitle: Example\nlang: en\n---\n\n"
LABELS = ("one", "two", "three")
HEADINGS = st.sampled_from(["# Two", "# More {.annex}", "# R {.restart series=recommendation}"])
ENDS = st.sampled_from(["\n", "\n", "\r\n", "\r"])
MARKS = st.sampled_from(["", "", "\ufeff"])
BLANKS = st.sampled_from(["", "", "", "", " ", "  ", "\t"])
"""At the end of a line."""

Draw = st.DrawFn


class Sizes(NamedTuple):
    """How much there is, to keep a source readable. `odd`: tabs, any numbers, lists far to the right."""

    paragraphs: int = 5
    blocks: int = 3
    depth: int = 2
    odd: bool = True


typed = st.one_of(
    st.just("1"),
    st.integers(1, 9).map(str),
    st.integers(1, 12_000).map(str),
    st.sampled_from(["9", "99", "999", "1000", "007"]),
)
spaces = st.sampled_from(["", "", "", " ", "  ", "   "]).map(lambda more: " " + more)
words = st.sampled_from(["Words", "More words", "Слова", "文字", "2010", "a | b", "*emphasis*", "(a) b"])


@st.composite
def sources(draw: Draw) -> str:
    """A source whose paragraphs, notes and references have any numbers."""
    sizes = Sizes()
    marks = draw(st.permutations(["1", "2", "3", "word"]))
    count = draw(st.integers(1, sizes.paragraphs))
    before = draw(st.integers(0, 1)) * draw(st.sampled_from([3, 8, 98]))
    lines: list[str] = []
    for number in range(before):
        lines += [f"{number + 1}. Text.", ""]
    for number in range(count):
        label = f" {{#{LABELS[number]}}}" if number < len(LABELS) else ""
        first = f"{draw(text(count))}.[^{marks[number % 4]}]"
        lines += [*draw(paragraphs(sizes, first, label)), ""]
        if draw(st.integers(0, 4)) == 0:
            lines += [draw(HEADINGS), ""]
    for mark in marks[: min(count, 4)]:
        lines += [f"[^{mark}]: Note.", "", *(["    Second.", ""] if draw(st.booleans()) else [])]
    lines = [line and line + draw(BLANKS) for line in lines]
    end = draw(ENDS)
    return draw(MARKS) + (HEAD + "\n".join(lines)).replace("\n", end) + draw(st.sampled_from(["", end]))


@st.composite
def text(draw: Draw, labels: int = 0) -> str:
    """Some words, with a reference to one of the paragraphs, by a number that may be false."""
    said = draw(words)
    if labels and draw(st.booleans()):
        label = LABELS[draw(st.integers(0, min(labels, len(LABELS)) - 1))]
        return f"{said} and [{draw(st.integers(1, 120))}](#{label})"
    return said


@st.composite
def paragraphs(draw: Draw, sizes: Sizes, first: str, label: str = "") -> list[str]:
    """A numbered paragraph or an item of a list: its lines, from its number on."""
    number, space = draw(typed) if sizes.odd else "1", draw(spaces)
    if sizes.odd and draw(st.integers(0, 9)) == 0 and len(number) < 4:
        space, column = "\t", 4 if len(number) < 3 else 8
    else:
        column = len(number) + 1 + len(space)
    inside = max(column, draw(st.sampled_from([column, column + 1, column + 2, 5, 5])))
    if inside - column > 3:
        inside = column
    lines = [f"{number}.{space}{first}"]
    if draw(st.integers(0, 3)) == 0:
        lines.append(" " * draw(st.sampled_from([0, column, inside])) + "further words")
    lines[-1] += label
    for _ in range(draw(st.integers(0, sizes.blocks))):
        made = draw(blocks(sizes._replace(blocks=2, depth=sizes.depth - 1)))
        lines += ["", *(" " * inside + line if line else line for line in made)]
    return lines


@st.composite
def blocks(draw: Draw, sizes: Sizes) -> list[str]:
    """The lines of a block, from column 1."""
    kinds = [
        ["Text", "on two lines."],
        ["> Quoted", "> further.", ">", "> 7. Not ours."],
        ["```", "code", "  more", "", "7. code", "```"],
        ["| a | b |", "| - | - |", "| c | d |"],
        ["<!-- a comment", "   on lines -->"],
        ["    - far" if sizes.odd else "- near"],
        ["7) an ordinary list", "8) of two"],
    ]
    kind = draw(st.integers(0, len(kinds) + 3))
    if kind < len(kinds) or sizes.depth < 0:
        return kinds[kind % len(kinds)]
    if kind == len(kinds):
        inner = draw(blocks(sizes._replace(depth=sizes.depth - 1)))
        return ["- Bullet", "", *("  " + line if line else line for line in inner)]
    lines: list[str] = []
    for number in range(draw(st.integers(1, 3))):
        blank = [""] if number and draw(st.booleans()) else []
        lines += [*blank, *draw(paragraphs(sizes, f"Part {number}"))]
    return lines


class Fallen(NamedTuple):
    """A source as it is meant, and the same with blocks that are not indented far enough."""

    meant: str
    text: str


@st.composite
def fallen_sources(draw: Draw) -> Fallen:
    """Sources with blocks that have fallen out of their paragraphs, all from some block on."""
    first = draw(st.sampled_from([1, 8, 9, 98, 99]))
    meant = [f"{number}. Text.\n" for number in range(1, first)]
    fallen = list(meant)
    for number in range(first, first + draw(st.integers(1, 3))):
        column = len(str(number)) + 2
        inside = draw(st.sampled_from([column, 5]))
        made = [draw(blocks(Sizes(depth=0, odd=False))) for _ in range(draw(st.integers(0, 3)))]
        stays, out = draw(st.integers(0, len(made))), draw(st.integers(1, column - 1))
        meant.append(f"{number}. Text.\n")
        fallen.append(meant[-1])
        for place, lines in enumerate(made):
            meant.append(_indented(lines, inside))
            fallen.append(_indented(lines, inside if place < stays else out))
    return Fallen(HEAD + "\n".join(meant), HEAD + "\n".join(fallen))


def _indented(lines: list[str], columns: int) -> str:
    return "".join(f"{' ' * columns}{line}\n" if line else "\n" for line in lines)
