"""Several copies that come back: nothing is lost, each collision is listed once, in any order."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import count, islice, permutations
from pathlib import Path
from random import Random

import pytest

from tests.support.copies import NAMES, Returned, copy_of, places_of, returned
from tests.support.merged import ready
from tests.support.pages import ROOT
from tests.support.word_edits import Copy
from tests.support.word_paragraph_edits import EDITS
from toolchain.cli.actions.merge import tools_for
from toolchain.editing import joining
from toolchain.editing.joining import Joined, Take, join
from toolchain.editing.merging import merge, opened
from toolchain.pipeline import stages as pipeline
from toolchain.project.settings import Options

REPORT = ROOT / "content" / "pakistan-opsc" / "report.md"
PLAIN = ROOT / "tests" / "cases" / "merge" / "plain.md"


class Copies:
    """A source and the edits of its copies."""

    def __init__(self, source: str, copies: dict[str, bytes], path: Path) -> None:
        path.write_text(source, encoding="utf-8")
        submitted = pipeline.read(path, Options())
        self.base, self.tools = submitted.resolved, tools_for(submitted, Options())
        self.merged = {
            name: merge(self.base, opened(data, name), self.tools) for name, data in copies.items()
        }

    def joined(self, order: Iterable[str], takes: Sequence[Take] = (), now: str = "") -> Joined:
        copies = [joining.Copy(name, self.merged[name].edits) for name in order]
        return join(self.base, now or self.base.document.text, copies, self.tools, takes)


def unnumbered(text: str) -> str:
    return re.sub(r"^\d+\. ", "0. ", text, flags=re.MULTILINE)


def comes_together(made: Returned, path: Path, orders: int) -> None:
    copies = Copies(made.source, dict(made.copies), path)
    assert all(not each.left for each in copies.merged.values())
    results = {copies.joined(order) for order in islice(permutations(NAMES), 0, None, 120 // orders)}
    (joined,) = results
    assert unnumbered(joined.text) == unnumbered(made.expected)
    found = {}
    for each in joined.collisions:
        (place,) = places_of(" ".join((each.now, *(proposal.text for proposal in each.proposals))))
        assert place not in found
        found[place] = frozenset(name for proposal in each.proposals for name in proposal.names)
    assert found == dict(made.collisions)


def is_decided_later(copies: Copies, first: Joined) -> None:
    """A decision after a first merge makes the same source as one that was made at once."""
    for each in first.collisions:
        for proposal in each.proposals:
            take = [Take(each.number, proposal.names[0])]
            at_once, later = copies.joined(NAMES, take), copies.joined(NAMES, take, first.text)
            assert later.text == at_once.text
            assert [other.number for other in later.collisions] == [
                other.number for other in first.collisions
            ]


def said(text: str) -> Counter[str]:
    """The sentences of a source, without numbers, white space and the numbers of labels."""
    text = re.sub(r"(zebra-archive-volume)-\d", r"\1", text)
    bare = re.sub(r"^[ >]*\d+\. |\{#[^}]*\}", "\n\n", text, flags=re.MULTILINE)
    parts = re.split(r"(?<=[]>.!?])\s+(?!-->)|\n\n+|\n(?=\[\^|\|)|\||(?=<!--)", bare)
    return Counter(filter(None, (" ".join(part.split()) for part in parts)))


def edited_copies(source: Path, seed: int, edits: int) -> dict[str, bytes]:
    """Five copies edited as Word does it."""
    prepared = ready(source)
    found = {}
    for at, name in enumerate(NAMES):
        copy = Copy(prepared.text, prepared.data, 100 * seed + at, tracked=bool(at % 2))
        edited = None
        for kind in Random(100 * seed + at).sample(list(EDITS), edits):
            edited = EDITS[kind](copy) or edited
            copy.source = edited.source if edited else copy.source
        found[name] = edited.data if edited else prepared.data
    return found


def loses_nothing(source: Path, seed: int, edits: int, path: Path) -> int:
    """If one person decides all, the source has all that this person wrote, and nothing that was deleted."""
    made = Copies(source.read_text(encoding="utf-8"), edited_copies(source, seed, edits), path)
    first = made.joined(NAMES)
    assert made.joined(reversed(NAMES)) == first
    assert len({each.number for each in first.collisions}) == len(first.collisions)
    before = said(made.base.document.text)
    for name, merged in made.merged.items():
        own, result = said(merged.text), said(made.joined(NAMES, [Take(None, name)]).text)
        assert not own - before - result, name
        assert not (before - own) - (before - result), name
    is_decided_later(made, first)
    return len(first.collisions)


def test_five_copies_come_together(tmp_path: Path) -> None:
    made = returned(0, tmp_path / "report.md", edits=18)
    assert len(made.collisions) == 3
    comes_together(made, tmp_path / "report.md", 2)


NOTES = """\
---
title: Notes
lang: en
---

1. The first.[^one]

2. The second was seen.

3. The third was heard.

4. The fourth.[^two]

[^one]: Note one.
[^two]: Note two.
"""


def with_notes(*notes: tuple[str, str, str]) -> str:
    """The source with new notes after some words: each its words, its label and its text."""
    source = NOTES
    for mark, label, text in notes:
        source = source.replace(mark, f"{mark}[^{label}]").replace("[^two]:", f"[^{label}]: {text}\n[^two]:")
    return source


@pytest.mark.parametrize(
    ("label", "second", "text"),
    [
        ("letter", "letter-2", "Letter of June."),
        ("letter", "letter-2", "Letter of May."),
        ("june", "june", "Letter of June."),
        ("", "", ""),
    ],
)
def test_new_notes_of_two_people_in_two_paragraphs_do_not_collide(
    tmp_path: Path, label: str, second: str, text: str
) -> None:
    """Their texts come to one place, in the order of their marks; also if they come one after the other.

    The other one's note has the same label, also the same text, or another label; or the other one deletes
    a note.
    """
    path = tmp_path / "report.md"
    may, june = ("was seen.", "letter", "Letter of May."), ("was heard.", label, text)
    made_by = {"ana": with_notes(may), "ben": with_notes(june) if label else without_two(NOTES)}
    made = Copies(NOTES, {name: copy_of(NOTES, each, path) for name, each in made_by.items()}, path)
    right = with_notes(may, (june[0], second, june[2])) if label else without_two(with_notes(may))
    for order in (["ana", "ben"], ["ben", "ana"]):
        joined = made.joined(order)
        assert (joined.text, joined.collisions, joined.left) == (right, (), ())
    assert made.joined(["ana", "ben"], now=right).merged == ()
    after = made.joined(["ben"], now=made.joined(["ana"]).text)
    is_same = text == may[2]  # then nobody knows whether Ben has seen the other one's note: his is listed
    assert (after.text, bool(after.left)) == (with_notes(may) if is_same else right, is_same)


@pytest.mark.parametrize("theirs", ["2. A new one.\n\n2. The second was seen.", "3. The third was heard."])
def test_a_file_is_merged_once_although_numbers_were_corrected_since(tmp_path: Path, theirs: str) -> None:
    """A paragraph that came or went is not another one because the numbers below it are right now."""
    old = "2. The second was seen." if theirs[0] == "2" else f"2. The second was seen.\n\n{theirs}"
    edited = NOTES.replace(old, theirs)
    path = tmp_path / "report.md"
    made = Copies(NOTES, {"ana": copy_of(NOTES, edited, path)}, path)
    numbers = count(1)
    now = re.sub(r"^\d+", lambda _: str(next(numbers)), made.joined(["ana"]).text, flags=re.MULTILINE)
    assert now != made.joined(["ana"]).text
    again = made.joined(["ana"], now=now)
    assert (again.text, again.merged, again.left) == (now, (), ())


def test_a_deleted_note_is_merged_after_a_new_one_although_something_else_was_changed_by_both(
    tmp_path: Path,
) -> None:
    """The two notes are at one place and have words in common: they are not one note that was rewritten."""
    path = tmp_path / "report.md"
    text = NOTES.replace("Note two.", "Note two, p. 3.")
    new = text.replace("was seen.", "was seen.[^may]").replace(
        "[^two]:", "[^may]: Letter two, p. 3.\n[^two]:"
    )
    gone = text.replace("[^two]\n", "\n").replace("[^two]: Note two, p. 3.\n", "")
    ana, ben = new.replace("The first", "The very first"), gone.replace("The first", "Our first")
    copies = {name: copy_of(text, each, path) for name, each in (("ana", ana), ("ben", ben))}
    after = Copies(text, copies, path).joined(["ben"], now=ana)
    assert after.text == ana.replace("[^two]\n", "\n").replace("[^two]: Note two, p. 3.\n", "")
    assert [each.place for each, _ in after.left] == ["paragraph 1"]


def test_notes_that_change_places_and_a_word_in_one_of_them_are_one_collision(tmp_path: Path) -> None:
    """One alone would be in the source twice, and the other one nowhere."""
    path = tmp_path / "report.md"
    survey, minutes = "Survey of the wells, p. 4.", "Minutes of the council, 3 May."
    text = NOTES.replace("Note one.", survey).replace("Note two.", minutes)
    swapped = NOTES.replace("Note one.", minutes).replace("Note two.", survey)
    edited = {"ana": swapped, "ben": text.replace("the wells", "our wells").replace("fourth", "last")}
    joined = Copies(text, {name: copy_of(text, each, path) for name, each in edited.items()}, path).joined(
        ["ana", "ben"]
    )
    assert (joined.text, len(joined.collisions)) == (text.replace("fourth", "last"), 1)


def without_two(source: str) -> str:
    return source.replace("[^two]\n", "\n").replace("[^two]: Note two.\n", "")


@pytest.mark.long
@pytest.mark.parametrize("seed", range(1, 21))
def test_any_five_copies_come_together_in_any_order(seed: int, tmp_path: Path) -> None:
    made = returned(seed, tmp_path / "report.md")
    assert len(made.collisions) == 10
    comes_together(made, tmp_path / "report.md", 120 if seed == 1 else 2)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(40))
def test_what_is_edited_in_word_is_merged_or_listed(seed: int, tmp_path: Path) -> None:
    loses_nothing(PLAIN, seed, 1 + seed % 5, tmp_path / "report.md")


@pytest.mark.long
@pytest.mark.parametrize("seed", range(3))
def test_sixty_edits_of_a_report_are_merged_or_listed(seed: int, tmp_path: Path) -> None:
    shutil.copytree(REPORT.parent, tmp_path / "report")
    assert loses_nothing(REPORT, seed, 12, tmp_path / "report" / "report.md")
