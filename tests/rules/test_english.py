"""Documentation, docstrings, command help and messages are plain English."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from pathlib import Path

import pytest

from tests.judges.validators import ROOT

MOST: dict[str, int] = {
    # Word, as a regular expression, and how often it may occur. The number may only fall.
    r"albeit|hitherto|henceforth|forthwith|notwithstanding|lest": 0,
    r"thereby|whereby|therein|thereof|therefrom|wherein|whence|thence": 0,
    r"nevertheless": 0,
    r"made to last": 0,
    r"(?:so|thus) it is with": 0,
    r"not settled is": 0,
    r"(?:by|without|with|gives?|gave|has|have) (?:its |his |their |your |the )?leave": 0,
    r"mend(?:s|ed|ing)?": 0,  # fix
    r"grave(?:r|st|ly)?": 0,  # serious; severity
    r"slips? of the pen": 0,  # typing mistake
    r"stranger(?:s|'s|’s)?": 0,  # third-party, untrusted
    r"(?:come|comes|came) along": 0,  # is included
    r"told apart": 0,  # distinguished
    r"anew": 0,  # again
    r"in spite of": 0,  # despite
    r"(?:seen?|sees|saw) to": 0,  # check, take care of
    r"heads? of (?:the |a )?(?:tables?|columns?)": 0,  # table header
    r"whoever": 3,  # anyone who
    r"telephones?": 0,  # phone
    r"(?:held|hold|holds) against": 0,  # compared with
    r"parted|(?:part|parts) (?:it|them|two|no|the)": 0,  # separated
    r"nor (?:is|are|does|do|has|have|can|must)": 2,  # and it is not
    r"is none(?<!there\sis\snone)(?<!_\sis\snone)": 7,  # has none, is not one
    r"(?:is|are) no(?<!there\sis\sno)(?<!there\sare\sno)(?! more| longer)": 0,  # is not a
    r"(?:is|are|was|were) to be": 0,  # must be
    r"lies?|lying": 0,  # is
    r"beside": 3,  # next to
    r"signs?(?<!submission\ssign)": 6,  # character; "% sign" is one
    r"behind": 4,  # after
    r"tells?|told|telling": 4,  # report, reveal
    r"stands?|stood|standing(?! texts?)": 9,  # is
}
EACH = "|".join("(" + word.replace(" ", r"\s+") + ")" for word in MOST)
WORDS = re.compile(rf"\b(?:{EACH})\b")

DOCSTRING = re.compile(r'(?:\A|:(?:  #[^\n]*)?\n)\s*r?"""(.*?)"""', re.DOTALL)
HELP = re.compile(r"""\bhelp=f?(["'])(.*?)\1""")
MESSAGE = re.compile(r'^msgid(?:_plural)? "(.*)"$', re.MULTILINE)
CODE = re.compile(r"^```.*?^```$|`[^`\n]+`", re.DOTALL | re.MULTILINE)
INDENTED = re.compile(r"(?<=\n\n)(?:    [^\n]*\n+)+")  # code, as Markdown has it
GENERATED = {"architecture.md", "checks.md", "keys.md", "model.md", "profiles.md"}  # of docstrings, messages


def prose() -> Iterator[tuple[Path, int, str]]:
    """Yield each text that a person reads: its file, its first line there, and its words."""
    pages = [path for path in (ROOT / "docs").glob("**/*.md") if path.name not in GENERATED]
    for path in [*ROOT.glob("*.md"), *pages]:
        text = path.read_text(encoding="utf-8")
        yield path, 1, INDENTED.sub(lambda code: "\n" * code[0].count("\n"), text)
    for path in (ROOT / "toolchain").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        found = list(DOCSTRING.finditer(text))
        found += HELP.finditer(text) if "cli" in path.parts else ()
        for each in found:
            yield path, text.count("\n", 0, each.start(each.lastindex or 0)) + 1, each[each.lastindex or 0]
    path = ROOT / "toolchain/data/words/messages.pot"
    text = path.read_text(encoding="utf-8")
    for each in MESSAGE.finditer(text):
        yield path, text.count("\n", 0, each.start()) + 1, each[1]


@cache
def places() -> dict[str, list[str]]:
    """Return where each word occurs, as "FILE:LINE: the words around it"."""
    texts = list(prose())
    bare = [CODE.sub(lambda code: re.sub(r"[^\n]", "_", code[0]), text).lower() for *_, text in texts]
    whole = "\0".join(bare)
    starts = [0, *accumulate(len(text) + 1 for text in bare)]
    found: dict[str, list[str]] = {word: [] for word in MOST}
    for hit in WORDS.finditer(whole):
        at = bisect_right(starts, hit.start()) - 1
        path, line, _ = texts[at]
        line += whole.count("\n", starts[at], hit.start())
        around = " ".join(
            whole[max(starts[at], hit.start() - 30) : hit.end() + 30].partition("\0")[0].split()
        )
        found[list(MOST)[(hit.lastindex or 1) - 1]].append(f"{path.relative_to(ROOT)}:{line}: … {around} …")
    return found


@pytest.mark.parametrize("word", MOST)
def test_words_that_read_as_a_translation_do_not_spread(word: str) -> None:
    """The right word for each is in the comment beside it; a text in backticks is not looked at."""
    found, most = places()[word], MOST[word]
    if len(found) < most:
        print(f"lower the number of {word!r} from {most} to {len(found)}")  # noqa: T201 (for `pytest -rP`)
    assert len(found) <= most, f"{word!r}: {len(found)}, at most {most}:\n" + "\n".join(sorted(found))
