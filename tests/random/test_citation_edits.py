"""Notes of the report are moved, inserted and deleted at random, and no "Ibid." ever comes out wrong.

What is right a deliberately naive reader of the source says, who knows neither our tree nor our tables.
"""

import random
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support.shares import Share, shares
from toolchain.pipeline import stages as pipeline
from toolchain.project.settings import Options
from toolchain.readers.markdown.reader import read_source
from toolchain.readers.markdown.source import decode_source
from toolchain.resolve.tables import printed_text

REPORT = Path(__file__).parents[2] / "content/pakistan-opsc/report.md"
EDITS, EXAMPLES = 20, 25  # 500 edits in all; 20 of them each time

MARK = re.compile(r"\[\^([\w-]+)\](?!:)")
NOTE = re.compile(r"^\[\^([\w-]+)\]: (.*)$", re.MULTILINE)
IBID = re.compile(r"(?:See (?:also )?)?Ibid\b", re.IGNORECASE)
FIRST = re.compile(
    r"(?:[Ss]ee(?: also)? )?\[(?:see(?: also)? )?@([\w:-]+)(?:, ([^;@\[\]]*\d[^;@\[\]]*))?([\];])(.*)"
)


class Naive(NamedTuple):
    """What a note begins with, a source and the place in it, and whether it holds nothing else."""

    key: str = ""
    place: str = ""
    alone: bool = False


def naive_notes(text: str) -> list[Naive]:
    """The notes in the order of their first marks."""
    body = NOTE.sub("", text.split("\n---\n", 1)[1])
    texts = dict(reversed(NOTE.findall(text)))
    found = []
    for label in dict.fromkeys(MARK.findall(body)):
        first = FIRST.fullmatch(texts[label].strip())
        alone = first is not None and first[3] == "]" and first[4] in ("", ".")
        found.append(Naive(first[1], first[2] or "", alone) if first else Naive())
    return found


def naive_ibids(notes: list[Naive]) -> list[bool]:
    """Which notes must begin with "Ibid."."""
    pairs = zip([Naive(), *notes], notes, strict=False)
    return [
        before.alone and before.key == note.key and bool(note.place or not before.place)
        for before, note in pairs
    ]


def edit(text: str, chance: random.Random) -> str:
    """The text after one edit: a mark moved behind another word, a note put in, or a mark taken away."""
    front, body = text.split("\n---\n", 1)
    marks = list(MARK.finditer(body))
    kind = chance.choice(("move", "insert", "insert", "delete"))
    label = ""
    if kind != "insert" and len(marks) > 20:
        gone = chance.choice(marks)
        label = gone[0]
        body = body[: gone.start()] + body[gone.end() :]
        if kind == "delete":
            return f"{front}\n---\n{body}"
    if not label:
        number = len(text)
        label = f"[^new-{number}]"
        body = f"{body.rstrip()}\n\n{label}: {new_note(body, chance)}\n"
    places = [found.end() for found in re.finditer(r"(?<=[a-z])[.,](?= [A-Za-z])", NOTE.sub("", body))]
    words = [found.end() for found in re.finditer(r"^\d+\. .*?[a-z][.,](?= )", body, re.MULTILINE)]
    place = chance.choice(words or places)
    return f"{front}\n---\n{body[:place]}{label}{body[place:]}"


def new_note(body: str, chance: random.Random) -> str:
    keys = sorted(set(re.findall(r"@([\w:-]+)", body))) or ["none"]
    one, other = chance.choice(keys), chance.choice(keys)
    notes = [
        f"[@{one}].",
        f"[@{one}, p. {chance.randint(1, 3)}].",
        f"See [@{one}, art. {chance.randint(1, 3)}].",
        f"[@{one}; @{other}].",
        "The figures are estimates.",
        f"[@{one}], and the words of others (2019).",
    ]
    return chance.choice(notes)


def printed_notes(text: str) -> list[str]:
    """The texts of the notes as they are printed."""
    document = read_source(decode_source(text.encode(), REPORT.as_posix()), REPORT.parent)
    resolved = pipeline.submission(REPORT, document, Options()).resolved
    return [
        printed_text(block.children, resolved)
        for numbered in resolved.notes
        for block in numbered.note.blocks[:1]
        if hasattr(block, "children")
    ]


@pytest.mark.parametrize("share", shares(EXAMPLES))
def test_no_edit_makes_a_wrong_ibid(share: Share) -> None:
    for seed in share.of(range(EXAMPLES)):
        check_edits(seed)


def check_edits(seed: int) -> None:
    chance = random.Random(seed)
    text = REPORT.read_text(encoding="utf-8")
    for _ in range(EDITS):
        text = edit(text, chance)
        notes, printed = naive_notes(text), printed_notes(text)
        assert len(notes) == len(printed)
        assert [bool(IBID.match(words)) for words in printed] == naive_ibids(notes)


def test_the_report_has_what_is_edited() -> None:
    notes = naive_notes(REPORT.read_text(encoding="utf-8"))
    assert len(notes) == 92
    assert sum(naive_ibids(notes)) >= 15
    assert not any("Ibid" in text for _, text in NOTE.findall(REPORT.read_text(encoding="utf-8")))
