"""Read the bookmarks of our own Word files: labels, containers of lists, starts of series."""

from __future__ import annotations

import re

from toolchain.formats.docx.found import Bookmark, Found
from toolchain.formats.docx.story import Paragraph
from toolchain.model.expressions import expression
from toolchain.model.records import Changing, field

_LABEL = expression("_ref_([a-z][a-z0-9_]{0,31})", re.ASCII)
_SAID = expression(r"_(in|series)_(\w+)_\d+x*", re.ASCII)
_PATH = expression("t([nsiq]*)")
_PLACE = expression(r"_at_note_(?:\d+|title)")
_NOTE = "_note_"
_OTHER_LETTERS = "xn-"
_DIGEST = expression("_[0-9a-f]{10}x*$", re.ASCII)  # ends the name of a label that is not a valid name


class Marks(Changing):
    """Data about paragraphs, and about note marks by their number among `Found.calls`.

    paths       the containers of a list, picture, table or code, a letter each:
                n(umbered paragraph), s(ub-paragraph), i(tem), q(uotation)
    series      the series that a heading opens
    unnumbered  the headings that have no number of their own
    logos       the names of organizations that have a logo
    labels      the label at a paragraph
    notes       the label of the note of a mark, "" for one written in place
    again       the marks whose note prints the text of an earlier note again
    inner       the first mark that only holds a note whose own mark is in another note
    """

    paths: dict[Paragraph, str] = field(default_factory=dict)
    series: dict[Paragraph, str] = field(default_factory=dict)
    unnumbered: set[Paragraph] = field(default_factory=set)
    logos: set[Paragraph] = field(default_factory=set)
    labels: dict[Paragraph, str] = field(default_factory=dict)
    notes: dict[int, str] = field(default_factory=dict)
    again: set[int] = field(default_factory=set)
    inner: int | None = None


def read_marks(found: Found) -> Marks:
    """Read the names of all bookmarks, which LibreOffice keeps, and Word too when paragraphs are moved."""
    marks = Marks()
    for bookmark in found.bookmarks.all():
        name = bookmark.name.lower()
        if not name.startswith("_"):
            continue
        if label := _LABEL.fullmatch(name):
            marks.labels.setdefault(bookmark.paragraph, label[1].replace("_", "-"))
        elif said := _SAID.fullmatch(name):
            _read_said(marks, said[1], said[2], bookmark.paragraph)
        elif name.startswith("_unnumbered_"):
            marks.unnumbered.add(bookmark.paragraph)
        elif name.startswith("_logo_"):
            marks.logos.add(bookmark.paragraph)
        else:
            _read_call(marks, bookmark, name)
    return marks


def _read_said(marks: Marks, what: str, said: str, at: Paragraph) -> None:
    if what == "series":
        marks.series.setdefault(at, _decoded(said.replace("_", "-")))
    elif path := _PATH.fullmatch(said):
        marks.paths.setdefault(at, path[1])


def _read_call(marks: Marks, bookmark: Bookmark, name: str) -> None:
    start, end = bookmark.calls
    if name.startswith("_inner_"):
        marks.inner = start if marks.inner is None else min(start, marks.inner)
    elif end is None or end <= start:
        return
    elif name.startswith("_again_"):
        marks.again.add(start)
    elif _PLACE.fullmatch(name):
        marks.notes.setdefault(start, "")
    elif name.startswith(_NOTE) and not _DIGEST.search(name):
        marks.notes.setdefault(start, bookmark.name[len(_NOTE) :].replace("_", "-"))


def _decoded(name: str) -> str:
    """Return the name of a series; letters other than Latin ones are in Punycode (RFC 3492)."""
    if not name.startswith(_OTHER_LETTERS):
        return name
    try:
        return name.removeprefix(_OTHER_LETTERS).encode().decode("punycode")
    except UnicodeError:
        return "series"
