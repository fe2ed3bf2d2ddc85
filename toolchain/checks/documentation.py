"""Make the page of all checks, docs/checks.md, from their docstrings.

python -m toolchain.checks.documentation > docs/checks.md
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from toolchain.checks import Check, checks_of
from toolchain.checks.examples import Example, documentation
from toolchain.checks.source import (
    accessibility,
    confidentiality,
    limits,
    notes,
    outputs,
    paragraphs,
    references,
    sources,
    structure,
    text,
    versions,
)

OURS = (
    *(structure, paragraphs, notes, references, sources, accessibility, confidentiality),
    *(outputs, versions, limits, text),
)

_INTRODUCTION = """\
# Checks

<!-- Made by `python -m toolchain.checks.documentation` of the checks' docstrings: change those. -->

Every finding has a code, which is never used for anything else. `submission explain N102` prints what this
page says about one.

- An **error** must never be sent: `build` writes nothing while there is one. It cannot be silenced.
- A **warning** is probably wrong, **information** is a matter of form. The profile of a recipient
  can change what a code is.
- `<!-- check: ignore N108 the repetition is wanted -->` silences one code on the block that follows it, at
  the same indentation.
- A finding of a check with ✎ carries the edits that fix it, if they are certain to change nothing else:
  `submission check --fix` makes them, and `submission check --format json` lists them under `fix`.

In the examples carets under a line mark the place of a finding; they are not part of the source. An example
without front matter has a title and a language: the one in brackets, or English.
"""

_SERIES = {
    "S": "Structure",
    "P": "Paragraphs",
    "N": "Notes",
    "R": "References",
    "C": "Sources",
    "L": "Recipients",
    "T": "Text",
    "A": "Accessibility",
    "X": "Confidentiality",
    "D": "Outputs",
    "V": "Versions",
}


def our_checks() -> tuple[Check, ...]:
    """Return the checks of this package in the order of their codes, without third-party plug-ins."""
    return tuple(
        sorted((check for module in OURS for check in checks_of(module)), key=lambda check: check.code)
    )


def page(checks: Iterable[Check]) -> str:
    """Return the page in Markdown."""
    known = tuple(checks)
    parts = [_INTRODUCTION]
    for letter, title in _SERIES.items():
        of_series = [check for check in known if check.code.startswith(letter)]
        if of_series:
            parts.append(f"## {title}\n")
            parts.append("\n".join(_table(of_series)) + "\n")
            parts += ["\n".join(_section(check)) for check in of_series]
    return "\n".join(parts)


def _table(checks: Iterable[Check]) -> Iterator[str]:
    yield "| code | name | | what it says |"
    yield "| --- | --- | --- | --- |"
    for check in checks:
        link = f"[{check.code}](#{_anchor(check)})"
        name = f"{check.name} ✎" if check.fixable else check.name
        yield f"| {link} | {name} | {check.severity.word} | {check.summary} |"


def _section(check: Check) -> Iterator[str]:
    prose, examples = documentation(check)
    yield f"### {check.code} {check.name}\n"
    yield f"**{check.summary}** ({check.severity.word}{', ✎' if check.fixable else ''}).\n"
    yield f"{prose}\n"
    for example in examples:
        yield from _example(example)


def _example(example: Example) -> Iterator[str]:
    language = f" ({example.lang})" if example.lang != "en" else ""
    yield f"{example.kind}{language}{': ' if example.caption else ':'}{example.caption}\n"
    yield f"```text\n{example.shown}\n```\n"


def _anchor(check: Check) -> str:
    """Return the address that GitHub and most viewers give to the heading of a check."""
    return f"{check.code} {check.name}".lower().replace(" ", "-")


if __name__ == "__main__":
    sys.stdout.write(page(our_checks()))
