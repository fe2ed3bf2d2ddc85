"""Copies of one Word file as several people return them, with what must become of their source."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.support.docx_made import unzipped, zipped
from tests.support.edited import built

NAMES = ("ana.docx", "ben.docx", "chen.docx", "dina.docx", "eli.docx")
_SETTINGS = "word/settings.xml"


class Returned(NamedTuple):
    """The source, its copies by name, the source as it must be, and who collides, by place."""

    source: str
    copies: Mapping[str, bytes]
    expected: str
    collisions: Mapping[str, frozenset[str]]


def copy_of(source: str, edited: str, path: Path) -> bytes:
    """The Word file of a source after edits: as Word does, it keeps the digests of the source."""
    files = unzipped(built(edited, path))
    return zipped({**files, _SETTINGS: unzipped(built(source, path))[_SETTINGS]})


def paragraph(at: int) -> str:
    """A numbered paragraph of three sentences that stands once."""
    return (
        f"{at}. Here begins the text of item{at:03} with some words[^n{at}] about it. "
        f"Nobody has ever seen thing{at:03} at night near the river. "
        f"The last sentence says that place{at:03} is far away. {{#p{at}}}"
    )


def source_of(count: int) -> str:
    """A source with that many paragraphs, each with a note."""
    paragraphs = "\n\n".join(map(paragraph, range(1, count + 1)))
    notes = "\n".join(
        f"[^n{at}]: The archive of year{at:03} has it in its books." for at in range(1, count + 1)
    )
    return f"---\ntitle: Many copies\nlang: en\n---\n\n# The heading\n\n{paragraphs}\n\n{notes}\n"


Edits = Sequence[tuple[str, str]]
"""Words that stand once in a source, and what becomes of them."""


def _edits(at: int, who: int) -> Mapping[str, Edits]:
    """What a person can do to a paragraph; each differs from what another one does there."""
    own = f"proposal {'ABCDEFG'[who]}"
    whole, note = paragraph(at), f"[^n{at}]: The archive of year{at:03} has it in its books.\n"
    return {
        "first": [(f"item{at:03} with some", f"item{at:03} with {own}")],
        "second": [(f"thing{at:03} at night", f"thing{at:03} {own} at night")],
        "third": [(f"place{at:03} is far away", f"{own} and place{at:03} are near")],
        "emphasis": [(f"sentence says that place{at:03}", f"*sentence* of {own} says that place{at:03}")],
        "note": [(f"year{at:03} has it in its books", f"year{at:03} has it in {own}")],
        "after": [(f"{whole}\n\n", f"{whole}\n\n1. A new text{at:03} comes from {own} here.\n\n")],
        "new note": [
            (f"is far away. {{#p{at}}}", f"is far away.[^new{at}] {{#p{at}}}"),
            (note, f"{note}[^new{at}]: See{at:03} the book of {own}.\n"),
        ],
        "gone": [(f"{whole}\n\n", ""), (note, "")],
    }


KINDS = tuple(_edits(1, 0))
_NEIGHBOURS = ("after", "gone")  # of which two side by side could be read as one change
_SAME = 6  # somebody whose proposals two people make alike


def _after(text: str, edits: Edits) -> str:
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def returned(seed: int, path: Path, *, edits: int = 60) -> Returned:
    """Five copies with random edits: a third collide with another, and some are made by two people alike."""
    random = Random(seed)
    places = list(range(2, edits + 2))
    source = source_of(edits + 3)
    expected, texts, collisions = source, dict.fromkeys(NAMES, source), dict[str, frozenset[str]]()
    random.shuffle(places)
    whats = ["collide"] * (edits // 6)
    while len(whats) + sum(each != "one" for each in whats) < edits:
        whats.append(random.choice(("alike", "one", "one", "apart")))
    random.shuffle(whats)
    for what in whats:
        at, who = places.pop(), random.sample(NAMES, 2)
        kind = random.choice([each for each in KINDS if at % 2 or each not in _NEIGHBOURS])
        if what == "collide":
            other = "second" if kind == "gone" else kind
            texts[who[0]] = _after(texts[who[0]], _edits(at, 0)[kind])
            texts[who[1]] = _after(texts[who[1]], _edits(at, 1)[other])
            collisions[f"{at:03}"] = frozenset(who)
        elif what == "apart":  # two sentences of one paragraph
            for name, sentence in zip(who, ("first", "third"), strict=True):
                texts[name] = _after(texts[name], _edits(at, 2)[sentence])
                expected = _after(expected, _edits(at, 2)[sentence])
        else:
            for name in who[: 1 + (what == "alike")]:
                texts[name] = _after(texts[name], _edits(at, _SAME)[kind])
            expected = _after(expected, _edits(at, _SAME)[kind])
    copies = {name: copy_of(source, text, path) for name, text in texts.items()}
    return Returned(source, copies, expected, collisions)


def places_of(text: str) -> frozenset[str]:
    """The paragraphs that some words are about."""
    return frozenset(re.findall(r"(?:item|thing|place|year|text|See)(\d+)", text))
