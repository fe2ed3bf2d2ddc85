"""The examples in a check's docstring: sources in which it finds something at a marked place, or nothing.

    Bad (fr): what is wrong, if it needs words

        The source. A line of carets under a line marks the place of a finding: it begins
        where they begin and, where there are several, ends where they end.
            ^^^^^^

    Good:

        The source.

An example that needs no front matter of its own gets a title and its language ("en" unless it is given);
one that begins with `---` is whole. Beside each stand an image, `chart.png`, and a file that is none,
`table.ods`.
"""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from toolchain.checks import Check

IMAGE, NO_IMAGE = "chart.png", "table.ods"
_HEAD = re.compile(r"(Bad|Good)(?: \((\w+)\))?:(?: (.+))?")
_CARETS = re.compile(r"[ ^]*\^ *")


class Place(NamedTuple):
    """Where a finding must begin, and the column it must end before (None: wherever it ends)."""

    line: int
    column: int
    end_column: int | None


@dataclass(frozen=True, slots=True)
class Example:
    """One example. `shown` is as it stands in the docstring, `source` what is read, `places` lie in it."""

    bad: bool
    lang: str
    caption: str
    shown: str
    source: str
    places: tuple[Place, ...]


def documentation(check: Check) -> tuple[str, tuple[Example, ...]]:
    """The prose of a check's documentation, and its examples."""
    lines = inspect.cleandoc(check.documentation).split("\n")
    heads = [(number, head) for number, line in enumerate(lines) if (head := _HEAD.fullmatch(line))]
    starts = [number for number, _ in heads]
    prose = "\n".join(lines[: min(starts, default=len(lines))]).strip()
    ends = [*starts[1:], len(lines)][: len(heads)]
    made = (_example(head, lines[start + 1 : end]) for (start, head), end in zip(heads, ends, strict=True))
    return prose, tuple(made)


def examples(check: Check) -> tuple[Example, ...]:
    """The examples of a check."""
    return documentation(check)[1]


def _example(head: re.Match[str], lines: list[str]) -> Example:
    kind, lang, caption = head[1], head[2] or "en", head[3]
    shown = textwrap.dedent("\n".join(lines)).strip("\n")
    before = "" if shown.startswith("---\n") else f"---\ntitle: Example\nlang: {lang}\n---\n\n"
    source: list[str] = []
    places: list[Place] = []
    for line in (before + shown).split("\n"):
        if _CARETS.fullmatch(line):
            places += [_place(carets, len(source)) for carets in re.finditer(r"\^+", line)]
        else:
            source.append(line)
    return Example(kind == "Bad", lang, caption or "", shown, "\n".join(source) + "\n", tuple(places))


def _place(carets: re.Match[str], line: int) -> Place:
    start, end = carets.span()
    return Place(line, start + 1, end + 1 if end - start > 1 else None)


def all_examples(checks: Iterable[Check]) -> Iterator[tuple[Check, Example]]:
    """Every example of some checks with its check."""
    for check in checks:
        for example in examples(check):
            yield check, example
