"""Every source in every combination of settings, as LibreOffice saves it again and as it prints it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.judges.validators import libreoffice, poppler
from tests.support import printed
from tests.support.combinations import ALL, EXTENTS, SOON, Combination, submission
from tests.support.docx_file import save
from tests.support.printed import Line
from tests.support.proving import prove
from toolchain import model as m
from toolchain.model.records import replace
from toolchain.model.walk import walk
from toolchain.reports.sentences import message
from toolchain.resolve.tables import NumberedNote, Resolved

AT_ONCE = 60
"""Documents for one run of the office, which has five minutes."""


class Made(NamedTuple):
    """A combination, what is shown of it, and the file that LibreOffice makes of its Word file."""

    name: str
    resolved: Resolved
    file: Path


def made(group: Sequence[Combination], folder: Path, form: str) -> Iterator[Made]:
    """What LibreOffice makes of the group's Word files in that format."""
    theirs = folder / form
    for start in range(0, len(group), AT_ONCE):
        some = group[start : start + AT_ONCE]
        read = [submission(each, folder) for each in some]
        ours = [save(each, folder / f"{each.project.source.parent.name}.docx") for each in read]
        files = libreoffice.convert(ours, theirs, form)
        for combination, each, file in zip(some, read, files, strict=True):
            yield Made(str(combination), each.resolved, file)


UNDEFINED = "the style “Style3” is used here, but the file does not define it"
"""Of a link, as LibreOffice saves it."""


@pytest.mark.parametrize("group", EXTENTS)
def test_what_is_saved_again_shows_what_the_source_says(group: Sequence[Combination], tmp_path: Path) -> None:
    for name, resolved, file in made(group, tmp_path, "docx"):
        for finding in prove(resolved, file.read_bytes(), "report.docx", "docx"):
            assert finding.rule.code in ("D904", "D910"), (name, finding.rule.code, finding)
            if finding.rule.code == "D910":
                assert message(finding) == UNDEFINED, name
            else:  # where Word counts in abjad أ, LibreOffice puts ا into fields
                shown, right = message(finding).split("shows “")[1].split("”, but Word will show “")
                assert resolved.words.lang == "ar", (name, finding)
                assert shown == right.removesuffix("”").replace("أ", "ا"), name


def squeezed(text: str) -> str:
    """Without spaces and signs of direction, and with the letter that LibreOffice counts with in Arabic."""
    plain = unicodedata.normalize("NFKC", text).replace("أ", "ا")
    return "".join(each for each in plain if not each.isspace() and unicodedata.category(each) != "Cf")


def beginning(line: Line) -> str:
    """The number and the first words of a line."""
    return squeezed(line.number + line.text)[:12]


class Stretch(NamedTuple):
    """A part of the text, and the endnotes that stand behind it."""

    lines: list[Line]
    notes: list[NumberedNote]


def stretches(resolved: Resolved) -> list[Stretch]:
    """What follows what, down to the last note: the text once, or up to the annexes and from them on."""
    blocks, notes = resolved.document.blocks, list(resolved.notes)
    settings = resolved.settings
    annexes = [at for at, block in enumerate(blocks) if isinstance(block, m.Heading) and block.annex]
    if settings.notes is m.NoteKind.FOOTNOTE:
        return [Stretch(lines(resolved, blocks), [])]
    if settings.notes_place == "end" or not annexes:
        return [Stretch(lines(resolved, blocks), notes)]
    late = [note for note in notes if note.part is m.Part.ANNEX]
    early = [note for note in notes if note not in late]
    return [
        Stretch(lines(resolved, blocks[: annexes[0]]), early),
        Stretch(lines(resolved, blocks[annexes[0] :]), late),
    ]


def lines(resolved: Resolved, blocks: m.Blocks) -> list[Line]:
    """The lines that have numbers, and those that number annexes, tables and figures."""
    part = replace(resolved, document=replace(resolved.document, blocks=blocks))
    return [line for line in printed.body(part) if line.number or "\n" in line.text]


def in_order(resolved: Resolved) -> list[list[Line]]:
    """All such lines, and the last endnotes under their heading, in the order of the pages; other endnotes.

    LibreOffice shows endnotes before annexes elsewhere if their text has two marks in a paragraph.
    """
    *before, last = stretches(resolved)
    notes = [[next(printed.note(note, resolved)) for note in each.notes] for each in (*before, last)]
    found = []
    for stretch in (*before, last):
        found += [*stretch.lines, *([Line("", resolved.words.terms["notes"])] if stretch.notes else [])]
    return [found + notes[-1], *notes[:-1]]


def missing_left_to_right(pages: str, lines: Sequence[Line]) -> list[Line]:
    """The lines that do not begin with their numbers, behind those before them."""
    page, at, missing = squeezed(pages), 0, []
    for line in lines:
        found = page.find(beginning(line), at)
        if found < 0:
            missing.append(line)
        at = max(at, found)
    return missing


def missing_right_to_left(pages: str, lines: Sequence[Line]) -> list[Line]:
    """The lines whose numbers do not stand at an end of a row, behind those before them.

    The text of such a row cannot be told: ".1" is "1.", and so only the signs of a number are compared.
    """
    left = map(squeezed, rows(pages))

    def is_at_an_end(number: str) -> bool:
        signs = sorted(number)
        return any(signs in (sorted(row[: len(signs)]), sorted(row[-len(signs) :])) for row in left)

    return [line for line in lines if not is_at_an_end(squeezed(line.number or line.text.splitlines()[0]))]


def rows(pages: str) -> list[str]:
    return [row for row in pages.replace("\f", "\n").splitlines() if row.strip()]


def astray(pages: Sequence[str], resolved: Resolved) -> Iterator[str]:
    """The labels of footnotes that are not at the foot of a page that their paragraph is on."""
    numbered = [line for line in lines(resolved, resolved.document.blocks) if line.number]
    starts, page = [], 0
    for line in numbered:
        page = next(at for at in range(page, len(pages)) if beginning(line) in pages[at])
        starts.append(page)
    ends = [*starts[1:], len(pages) - 1]
    for note in resolved.notes:
        within = resolved.marks[note.marks[0]].within
        if isinstance(within, m.NumberedParagraph | m.SubParagraph):
            text = within.blocks[0]
            assert isinstance(text, m.Paragraph)
            words = printed.words(text.children, resolved)
            at = numbered.index(Line(resolved.numbers[within].label, words))
            last = at + sum(isinstance(each, m.SubParagraph) for each, _ in walk(within.blocks))
            begins = beginning(next(printed.note(note, resolved)))
            if not any(begins in pages[page] for page in range(starts[at], ends[last] + 1)):
                yield note.label


FEW = tuple(each for each in SOON if each.source in ("report", "ar", "zh"))
REST = tuple(each for each in ALL if each not in FEW)


@pytest.mark.parametrize(
    "group", [pytest.param(FEW, id="few"), pytest.param(REST, id="rest", marks=pytest.mark.long)]
)
def test_its_pages_show_the_numbers_and_the_notes_in_their_place(
    group: Sequence[Combination], tmp_path: Path
) -> None:
    for name, resolved, file in made(group, tmp_path, "pdf"):
        pages, rtl = poppler.text(file, layout=True), resolved.words.rtl
        among = missing_right_to_left if rtl else missing_left_to_right
        missing = [line for each in in_order(resolved) for line in among(pages, each)]
        assert (name, missing) == (name, [])
        headings = sum(bool(each.notes) for each in stretches(resolved))
        shown = 2 if resolved.document.front_matter.contents else 1
        heading = squeezed(resolved.words.terms["notes"])
        assert (name, list(map(squeezed, rows(pages))).count(heading)) == (name, shown * headings)
        if resolved.settings.notes is m.NoteKind.FOOTNOTE and not rtl:
            assert (name, list(astray([squeezed(page) for page in pages.split("\f")], resolved))) == (
                name,
                [],
            )
