"""Sources with one ordinary mistake each, in tests/cases/mistakes.

    === the mistake
    A source. Carets with a code under a line mark the place of a finding; they end where it ends.
    ^^^^^^^^ P105
    --- help: what the help of the first finding says, where the fix is left to the author
    --- fixed
    What `check --fix` makes of it; without this, nothing.
    --- left: N108

After the fix only what is `left` is found. `⍽` is a no-break space, `→` a tab, `·` a space;
`\\u200b` and the like are those characters. `… 1 to 11` is so many paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from toolchain.checks.examples import Example, parse

CASES = Path(__file__).parents[1] / "cases" / "mistakes"
_RUN = re.compile(r"^( *)… 1 to (\d+)$", re.MULTILINE)
_CHARACTER = re.compile(r"\\u([0-9a-f]{4})")
_HELP = re.compile(r"^--- help: (.*)\n", re.MULTILINE)


class Mistake(NamedTuple):
    """A case. `bad` is the example as typed; `fixed` is None if nothing is changed."""

    name: str
    bad: Example
    fixed: str | None
    left: tuple[str, ...]
    help: str


def mistakes() -> Iterator[Mistake]:
    """All cases of all files."""
    for path in sorted(CASES.glob("*.txt")):
        _, *parts = re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        for part in parts:
            name, _, rest = part.partition("\n")
            rest, _, left = rest.partition("--- left: ")
            shown, fix, after = rest.partition("--- fixed\n")
            advice = _HELP.search(shown)
            bad = _example(_HELP.sub("", shown))
            fixed = _example(after).source if fix else None
            helped = advice[1] if advice else ""
            yield Mistake(f"{path.stem}: {name}", bad, fixed, tuple(sorted(left.split())), helped)


def _example(text: str) -> Example:
    lang = "en"
    if text.startswith("lang: "):
        first, _, text = text.partition("\n")
        lang = first.removeprefix("lang: ")
    text = _RUN.sub(
        lambda found: "\n\n".join(f"{found[1]}{number}. Text." for number in range(1, int(found[2]) + 1)),
        text,
    )
    text = _CHARACTER.sub(lambda found: chr(int(found[1], 16)), text)
    text = text.replace("⍽", "\u00a0").replace("→", "\t").replace("·", " ")
    (example,) = parse(f"Bad ({lang}):\n{text}")[1]
    return example
