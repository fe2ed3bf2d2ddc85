"""Files that are well-formed and yet not read: with macros, in circles, with parts missing; signed ones."""

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
"""Kinds of parts that must be in the file where its text names them."""

_LOST = "null"
"""What Word names as an image that it has lost."""

_MOST_REPEATED = 20_000
"""Paragraphs and tables of notes that are called before; Word makes no such calls."""


def refuse_package(package: Package) -> None:
    """Raise `Failure` for a file with macros or without a part that it needs. Pictures can be elsewhere."""
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
    """Raise `Failure` (S012) where notes that are called again and again would grow beyond all measure."""
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
            raise package.unreadable(
                TooMany(_MOST_REPEATED, Word("paragraphs of notes that are marked again"))
            )


def _weight(story: Story) -> int:
    """How many paragraphs and cells a note has, and one."""
    return 1 + sum(
        sum(1 + len(cell.paragraphs) for row in block.rows for cell in row.cells)
        if isinstance(block, Table)
        else 1
        for block in story.blocks
    )


def refuse_text(package: Package, styles: Styles, wrong: Sequence[Facts]) -> None:
    """Raise `Failure` (S012) for styles in a circle, or the first of what is wrong with ids and lists."""
    if circle := styles.circle():
        raise package.unreadable(StyleOfItself(circle))
    if wrong:
        raise package.unreadable(wrong[0])
