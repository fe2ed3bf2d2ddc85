"""Findings in texts that are not ours, each judged: was something to be changed, and did the check say what?

`tests/cases/judgements/CODE.tsv` has a judgement in each line: `verdict`, right or wrong; whether the check
told it `before` the checks were tuned on these texts, and tells it `now`; whether the excerpt `alone` gives
the finding; `where` it stands; the `text`, one of texts.toml; the `excerpt`, of a few words, with the place
between ⟦ and ⟧; and `why` it was judged so.

    .venv/bin/python -m tests.support.judged FOLDER... > findings.tsv

prints what the checks find in the report.md of folders, up to 30 for each code, in the same form, to judge.
"""

from __future__ import annotations

import csv
import re
import sys
import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.support.examined import CHECKS, read
from toolchain.checks import engine
from toolchain.model.diagnostics import Diagnostic, source_span
from toolchain.reports.sentences import message

FOLDER = Path(__file__).parents[1] / "cases" / "judgements"
COLUMNS = ("verdict", "before", "now", "alone", "where", "text", "excerpt", "why")
MOST_WORDS = 15
_HEAD = "---\ntitle: Example\nlang: en\n---\n\n"
_BEFORE = {
    "text": "1. ",
    "quotation": "1. Text.\n\n     > ",
    "heading": "# ",
    "note": "1. Text.[^own]\n\n[^own]: ",
}
_PLACE = re.compile(r"(\[\^[\w-]+\]:\s*|#+\s*|\s*>\s*|\s*(?:\d+[.)]\s+)?)")
_SAMPLE, _WORDS_BEFORE, _WORDS_MARKED, _WORDS_AFTER = 30, 6, 5, 4


class Judgement(NamedTuple):
    """One line of a file, with the code it is about."""

    code: str
    right: bool
    before: bool
    now: bool
    alone: bool
    where: str
    text: str
    excerpt: str
    why: str


def judgements(code: str = "*") -> Iterator[Judgement]:
    """What was judged of a code, or of all."""
    for path in sorted(FOLDER.glob(f"{code}.tsv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                verdict, *told = (row[name] for name in COLUMNS[:4])
                before, now, alone = (each == "yes" for each in told)
                rest = (row[name] for name in COLUMNS[4:])
                yield Judgement(path.stem, verdict == "right", before, now, alone, *rest)


def texts() -> dict[str, dict[str, str | int | bool]]:
    """The texts by their names in the judgements."""
    return tomllib.loads((FOLDER / "texts.toml").read_text(encoding="utf-8"))


def is_told(folder: Path, judgement: Judgement) -> bool:
    """Whether the check tells of the marked place in a source that holds the excerpt alone."""
    before, marked, after = re.split("[⟦⟧]", judgement.excerpt)
    words = f"{before}{marked}{after}"
    notes = "".join(f"\n[^{mark}]: Note.\n" for mark in dict.fromkeys(re.findall(r"\[\^([\w-]+)\]", words)))
    start = _HEAD + _BEFORE[judgement.where] + before
    end = "\n\n1. Text.\n" if judgement.where == "heading" else "\n"
    source = _HEAD + _BEFORE[judgement.where] + words + end + notes
    place = (start.count("\n") + 1, len(start) - start.rfind("\n"))
    checks = [check for check in CHECKS if check.code == judgement.code]
    found = engine.run(read(folder, source), checks, ())
    return any(each.finding.span.order == place for each in found)


def _sample(folders: Sequence[Path]) -> Iterator[str]:
    """Lines to be judged."""
    found: dict[str, list[str]] = defaultdict(list)
    for folder in folders:
        text = (folder / "report.md").read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as scratch:
            for each in engine.run(read(Path(scratch), text), CHECKS, ()):
                line = text.split("\n")[source_span(each.finding.span).line - 1]
                found[each.code].append(f"{each.code}\t{_line(folder.name, line, each)}")
    for code in sorted(found):
        yield from Random(5).sample(found[code], min(_SAMPLE, len(found[code])))


def _line(name: str, line: str, each: Diagnostic) -> str:
    span = source_span(each.finding.span)
    head = _PLACE.match(line)
    begin = head.end() if head else 0
    start = max(span.column - 1, begin)
    stop = span.end_column - 1 if span.end_line == span.line else len(line)
    marked = "".join(re.findall(r"\S+\s*|\s+", line[start:stop])[:_WORDS_MARKED])
    before = "".join(re.findall(r"\s*\S+|\s+$", line[begin:start])[-_WORDS_BEFORE:])
    after = "".join(re.findall(r"\s*\S+", line[start + len(marked) :])[:_WORDS_AFTER])
    where = {"[": "note", "#": "heading", ">": "quotation"}.get(line.strip()[:1], "text")
    return f"?\tno\tyes\t?\t{where}\t{name}\t{before}⟦{marked}⟧{after}\t{message(each.finding)}"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in _sample([Path(argument) for argument in sys.argv[1:]]))
