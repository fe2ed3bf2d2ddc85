"""Files that are well-formed and yet not read: signed, with macros, in circles, with parts missing."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence

from toolchain.formats.docx.notes import Call
from toolchain.formats.docx.package import Package
from toolchain.formats.docx.story import Story, Table
from toolchain.formats.docx.styles import Styles

_NEEDED = frozenset((
    "styles", "numbering", "settings", "endnotes", "footnotes", "comments", "header", "footer", "image",
))  # fmt: skip
"""Kinds of parts that must be in the file where its text names them."""

_LOST = "null"
"""What Word names as an image that it has lost."""

_MOST_REPEATED = 20_000
"""Paragraphs and tables of notes that are called before; Word makes no such calls."""

_SHOWN = 80
_SAVE_AGAIN = "open it in Word or LibreOffice, save it as .docx and look through it"


def refuse_package(package: Package) -> None:
    """Raise `Failure` (S012) for a file that is signed, has macros, or leads to parts that it has not."""
    if any(each.kind == "origin" for each in package.relationships("").values()):
        help_ = "a signature holds for the file as it is; save a copy of it under another name, without one"
        raise package.unreadable("it is signed", help_)
    for each in package.relationships(package.main).values():
        name = each.target[:_SHOWN]
        if each.kind == "vbaProject":
            help_ = "save it in Word as .docx, which keeps no macros"
            raise package.unreadable("it is a document with macros, which are not read", help_)
        if each.kind not in _NEEDED:
            continue
        if each.external and each.kind == "image":
            help_ = "put the image into the file: in Word, File, Info, Edit Links to Files, Break Link"
            raise package.unreadable(f"an image lies outside the file, which is not followed: {name}", help_)
        if each.external:
            raise package.unreadable(f"its {each.kind} lie outside the file, which is not followed")
        if not package.has(each.target) and posixpath.basename(each.target).lower() != _LOST:
            plural = each.kind if each.kind.endswith("s") else f"{each.kind} {name}"
            verb = "are" if plural is each.kind else "is"
            raise package.unreadable(f"its {plural} {verb} missing from the file", _SAVE_AGAIN)


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
            raise package.unreadable("one and the same note is called again and again", _SAVE_AGAIN)


def _weight(story: Story) -> int:
    """How many paragraphs and cells a note has, and one."""
    return 1 + sum(
        sum(1 + len(cell.paragraphs) for row in block.rows for cell in row.cells)
        if isinstance(block, Table)
        else 1
        for block in story.blocks
    )


def refuse_text(package: Package, styles: Styles, wrong: Sequence[str]) -> None:
    """Raise `Failure` (S012) for styles in a circle, or the first of what is wrong with ids and lists."""
    if circle := styles.circle():
        raise package.unreadable(
            f"the style “{circle[:_SHOWN]}” is based on styles that are based on it", _SAVE_AGAIN
        )
    if wrong:
        raise package.unreadable(wrong[0], _SAVE_AGAIN)
