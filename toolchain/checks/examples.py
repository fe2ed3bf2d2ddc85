"""The examples in a check's docstring: sources in which it finds something at a marked place, or nothing.

    Bad (fr): what is wrong, if it needs words

        The source. A line of carets under a line marks the place of a finding: it begins
        where they begin and, where there are several, ends where they end.
            ^^^^^^

    Good:

        The source.

In a file of cases, `Fixed:` after a bad example shows the source with all edits done, and carets can be
followed by another code than the one the file is about (`^^^ P105`).

An example that needs no front matter of its own gets a title and its language ("en" unless it is given); one
that begins with `---` is complete. In the same folder are an image, `chart.png`, photographs with the place,
`photo.jpg`, and the author, `portrait.jpg`, a file that is not an image, `table.ods`, and bibliographies:
`sources.json` with @penal-code and @report-2019, `twice.json` with @penal-code and the same as
@penal-code-copy, `leaflets.json` with a @leaflet that has no date, `reports.json` with reports that are as
their keys say: @no-address, @no-day, @with-doi, @with-symbol.
"""

from __future__ import annotations

import inspect
import re
import textwrap
from typing import Literal, NamedTuple, cast

from toolchain.checks import Check
from toolchain.model.expressions import expression
from toolchain.model.records import Record

IMAGE, NO_IMAGE = "chart.png", "table.ods"
PHOTOGRAPH, PORTRAIT = "photo.jpg", "portrait.jpg"
_HEAD = expression(r"(Bad|Good|Fixed)(?: \((\w+)\))?:(?: (.+))?")
_MARKED = expression(r"(\^+)(?: ([A-Z]\d{3}))?")
_CARETS = expression(rf"(?: *{_MARKED.pattern})+ *")


class Place(NamedTuple):
    """Where a finding must begin, and the column it must end before (None: wherever it ends).

    `code` is "" for the code that the example is about.
    """

    line: int
    column: int
    end_column: int | None
    code: str


class Example(Record):
    """One example. `shown` is the text in the docstring, `source` the text to read, `places` are in it."""

    kind: Literal["Bad", "Good", "Fixed"]
    lang: str
    caption: str
    shown: str
    source: str
    places: tuple[Place, ...]

    @property
    def head(self) -> str:
        """The line above it: "Bad (fr): a caption"."""
        language = f" ({self.lang})" if self.lang != "en" else ""
        return f"{self.kind}{language}{': ' if self.caption else ':'}{self.caption}"


def documentation(check: Check) -> tuple[str, tuple[Example, ...]]:
    """Return the prose of a check's documentation, and its examples."""
    return parse(inspect.cleandoc(check.documentation))


def examples(check: Check) -> tuple[Example, ...]:
    """Return the examples of a check."""
    return documentation(check)[1]


def parse(text: str) -> tuple[str, tuple[Example, ...]]:
    """Return the prose before the first example, and the examples."""
    lines = text.split("\n")
    heads = [(number, head) for number, line in enumerate(lines) if (head := _HEAD.fullmatch(line))]
    starts = [number for number, _ in heads]
    prose = "\n".join(lines[: min(starts, default=len(lines))]).strip()
    ends = [*starts[1:], len(lines)][: len(heads)]
    made = (_example(head, lines[start + 1 : end]) for (start, head), end in zip(heads, ends, strict=True))
    return prose, tuple(made)


def _example(head: re.Match[str], lines: list[str]) -> Example:
    kind, lang, caption = cast("Literal['Bad', 'Good', 'Fixed']", head[1]), head[2] or "en", head[3]
    shown = textwrap.dedent("\n".join(lines)).strip("\n")
    before = "" if shown.startswith("---\n") else f"---\ntitle: Example\nlang: {lang}\n---\n\n"
    source: list[str] = []
    places: list[Place] = []
    for line in (before + shown).split("\n"):
        if _CARETS.fullmatch(line):
            places += [_place(carets, len(source)) for carets in _MARKED.finditer(line)]
        else:
            source.append(line)
    return Example(kind, lang, caption or "", shown, "\n".join(source) + "\n", tuple(places))


def _place(carets: re.Match[str], line: int) -> Place:
    start, end = carets.span(1)
    return Place(line, start + 1, end + 1 if end - start > 1 else None, carets[2] or "")
