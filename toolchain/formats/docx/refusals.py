"""Refuse well-formed files that cannot be read: with macros, circular, with missing parts."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence

from toolchain.formats.docx.notes import Call
from toolchain.formats.docx.package import Package
from toolchain.formats.docx.story import Story, Table
from toolchain.formats.docx.styles import Styles
from toolchain.model.facts import Facts, Word
from toolchain.rules.files_docx import NotReadWith, PartOutside, StyleOfItself
from toolchain.rules.files_zip import PartFault
from toolchain.rules.inputs import TooMany

_NEEDED = frozenset((
    "styles", "numbering", "settings", "endnotes", "footnotes", "comments", "header", "footer", "image",
))  # fmt: skip
"""Kinds of parts that must exist if the document refers to them."""

_LOST = "null"
"""The target that Word writes for a lost image."""

_MOST_REPEATED = 20_000
"""Maximum number of paragraphs and cells of notes with repeated calls. Word makes no such calls."""


def refuse_package(package: Package) -> None:
    """Raise `Failure` for a file that has macros (S020), or misses parts (S012). Pictures can be external."""
    for each in package.relationships(package.main).values():
        if each.kind == "vbaProject":
            raise package.unreadable(NotReadWith(Word("macros")))
        if each.kind not in _NEEDED or (each.external and each.kind == "image"):
            continue
        if each.external:
            raise package.unreadable(PartOutside(each.kind, each.target))
        if not package.has(each.target) and posixpath.basename(each.target).lower() != _LOST:
            raise package.unreadable(PartFault(each.target, Word("is missing")))


def refuse_signed(package: Package) -> None:
    """Raise `Failure` (S020) for a file that is signed: a signature holds for the file as it is."""
    if any(each.kind == "origin" for each in package.relationships("").values()):
        raise package.unreadable(NotReadWith(Word("a signature")))


def refuse_repeats(package: Package, calls: Sequence[Call]) -> None:
    """Raise `Failure` (S021) if notes with repeated calls would make the text too long."""
    if len({call.identity for call in calls}) == len(calls):
        return
    weights: dict[tuple[str, str], int] = {}
    left = _MOST_REPEATED
    for call in calls:
        key = (call.kind.value, call.identity)
        if call.story is None:
            continue
        if key not in weights:
            weights[key] = _weight(call.story)
            continue
        left -= weights[key]
        if left < 0:
            raise package.unreadable(TooMany(_MOST_REPEATED, Word("paragraphs in notes with several marks")))


def _weight(story: Story) -> int:
    """Return the number of paragraphs and table cells in the note, plus one."""
    return 1 + sum(
        sum(1 + len(cell.paragraphs) for row in block.rows for cell in row.cells)
        if isinstance(block, Table)
        else 1
        for block in story.blocks
    )


def refuse_text(package: Package, styles: Styles, wrong: Sequence[Facts]) -> None:
    """Raise `Failure` (S012) for circular styles, or for the first wrong id or list."""
    if circle := styles.circle():
        raise package.unreadable(StyleOfItself(circle))
    if wrong:
        raise package.unreadable(wrong[0])
