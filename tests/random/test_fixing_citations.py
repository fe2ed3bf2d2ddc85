"""What `check --fix` makes of a typed "Ibid.": the citation it stands for, and nothing else is changed."""

from __future__ import annotations

import json
import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.random.generator.citations import LOCATORS
from tests.support.fixing import fix, found, silent
from tests.support.shares import tried
from tests.support.sources_list import item
from toolchain import model as m
from toolchain.model.front_matter import UN_LANGUAGES
from toolchain.pipeline import stages as pipeline
from toolchain.project.settings import Options
from toolchain.resolve.tables import printed_text

ITEMS = [
    item("law", "book", "Administrative Law", "Endicott, Timothy", 2011),
    item("code", "legislation", "Penal Code", "", 1860, jurisdiction="Pakistan"),
    item("un", "report", "General comment No. 25", "Committee", 2021, number="CRC/C/GC/25"),
]


def source(notes: list[str], lang: str) -> str:
    marks = "\n\n".join(f"{at}. Text[^n{at}]" for at in range(1, len(notes) + 1))
    texts = "\n\n".join(f"[^n{at}]: {note}" for at, note in enumerate(notes, 1))
    return f"---\ntitle: Example\nlang: {lang}\nsources: sources.json\n---\n\n{marks}\n\n{texts}\n"


def draw(chance: random.Random, lang: str) -> list[str]:
    """Notes of one source, two, or none, with places in them."""

    def cited() -> str:
        place = chance.choice(("", "", *LOCATORS[lang][:3]))
        return f"@{chance.choice(('law', 'law', 'code', 'un'))}{place and ', ' + place}"

    return [
        chance.choices(
            (f"[{cited()}]", f"[{cited()}; {cited()}]", "Words.", f"See also [{cited()}]"), (6, 1, 1, 1)
        )[0]
        for _ in range(chance.randint(2, 12))
    ]


def printed(path: Path) -> list[str]:
    """What each note prints."""
    (submission,) = pipeline.examine([path], Options(), silent).submissions
    resolved = submission.resolved
    return [
        "".join(
            printed_text(block.children, resolved)
            for block in numbered.note.blocks
            if isinstance(block, m.Paragraph)
        )
        for numbered in resolved.notes
    ]


def stands_alone(path: Path) -> list[int]:
    """The notes, from 0, that print "Ibid." and nothing else of their own."""
    (submission,) = pipeline.examine([path], Options(), silent).submissions
    return [
        use.note.value - 1
        for use in submission.resolved.uses
        if use.alone and use.position.startswith("ibid")
    ]


@pytest.mark.parametrize("lang", UN_LANGUAGES)
@tried(15)
@given(chance=st.randoms(use_true_random=False))
def test_what_was_typed_is_cited_and_prints_the_same(lang: str, chance: random.Random) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.md"
        (path.parent / "sources.json").write_text(json.dumps(ITEMS), encoding="utf-8")
        notes = draw(chance, lang)
        path.write_text(source(notes, lang), encoding="utf-8")
        true = printed(path)
        typed = [at for at in stands_alone(path) if notes[at].startswith("[") and chance.random() < 0.7]
        mixed = [true[at] if at in typed else note for at, note in enumerate(notes)]
        path.write_text(source(mixed, lang), encoding="utf-8")
        corrected = fix(path)
        assert corrected.fixed.refused == ()
        assert printed(path) == true
        assert (
            path.read_text(encoding="utf-8").split("\n")[: -2 * len(notes)]
            == (source(mixed, lang).split("\n")[: -2 * len(notes)])
        )
        after = path.read_text(encoding="utf-8")
        lines = {f"[^n{at + 1}]: {note}" for at, note in enumerate(mixed) if at not in typed}
        assert lines <= set(after.split("\n"))
        assert len([each for each in corrected.fixed.done if each.code == "C405"]) == len(typed)
        assert "C405" not in {each.code for each in found(path)}
        assert fix(path).fixed.done == ()
        assert path.read_text(encoding="utf-8") == after
