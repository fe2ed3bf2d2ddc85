"""What is on the cover, so that it is one page: the size of the title, the logos, names or all details.

Word breaks pages itself and typst only after its code is written, so the height is an estimate, rather too
much than too little.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count
from math import ceil, sqrt
from typing import NamedTuple

from toolchain import model as m
from toolchain.model.breaking import broken, width_of
from toolchain.model.design import design
from toolchain.model.front_matter import FrontMatter, Look, Organization
from toolchain.model.languages import is_east_asian, letters, primary_subtag
from toolchain.model.records import Record
from toolchain.model.walk import walk
from toolchain.resolve.labels import particulars
from toolchain.resolve.tables import Resolved, shown_text

NAMES = "\u00a0| "
"""Between names that are one paragraph: no line begins with the bar."""

LOGOS_APART = 24.0
"""Between two logos, in points."""

_POINTS = design().points
_COLUMN = _POINTS("page.width") - 2 * (_POINTS("page.side") + _POINTS("page.inset"))
_TOO_HIGH = 36
"""By how much, at least, estimates are too high in all covers that tests/outputs/test_cover.py measures."""
_ROOM = _POINTS("page.height") - _POINTS("page.top") - _POINTS("page.bottom") + _TOO_HIGH
_TERM, _ABOVE = _POINTS("cover.term"), _POINTS("cover.above") + _POINTS("cover.padding")
_TALLEST, _WIDEST = _POINTS("cover.logo"), _COLUMN / 2
_BETWEEN_ROWS = _POINTS("cover.rows")
_AREA = 8 * (72 / 2.54) ** 2
"""The area of a single logo, in square points; each of several has that over the root of their number."""
_SHARES_OF_LOGOS = (1, 1 / 2, 1 / 3, 1 / 12)
"""Smaller areas of logos, before names are smaller than those of the design."""
_LOWEST = 0.6
"""The height of the tallest logo that is smaller, as a share of the design's, at least."""
_LARGE = (1, 0.9, 0.8)
_SHARES = (*_LARGE, 0.7, 0.6, 0.5, 0.45, 0.4)
"""Sizes of the title, from that of the design on; the first three are those beside all details."""
_READABLE = 15
"""The least size of the title in points; before it is smaller, names and logos yield."""
_SUBTITLE = 0.85
"""The greatest size of the subtitle, against the title's."""
_NAMES = (0.85, 0.75, 0.65)
"""Smaller sizes of names alone, before the title is smaller than what is readable."""
_SAVES = 0.75
"""What names may take as one paragraph, against names below each other, which are easier to read."""
_HEADING = 8
"""Below "Submitted by"."""
_DOUBT, _DOUBT_OF_SQUARES = 1.03, 1.12
"""What a height is multiplied by: lines get more room than the design gives them. Estimates for Chinese,
Japanese and Korean, whose characters fill their squares, are hardly too high.
"""
_SHORT = 1.5
"""What a last line of the title is wider than, against its size, if it can be."""
_FEW = 12
"""Entries of contents that fill less than half a page."""
_LESS = 0.6
"""How much smaller logos may be to fit in one row."""
_IN_A_ROW = 8
"""More logos than two rows of so many have further rows: they would be too small to be seen."""


class _Look(NamedTuple):
    """The size and line of the title at its largest, the room around it and the line of a name, in points."""

    size: float
    line: float
    around: float
    name: float


def _look(look: Look, lang: str) -> _Look:
    """Return the measures of the design, or those of print-house.css.

    A draft's box is in the room above the title.
    """
    if look == "house":
        return _Look(30, 46 if primary_subtag(lang) == "ar" else 35, 112, 16)
    size, above, name = map(_POINTS, ("title.cover.size", "title.cover.above", "name.line"))
    return _Look(size, _POINTS("title.cover.line", letters(lang)), above, name)


class Logos(Record):
    """The sizes of the logos on a cover, in points. Organizations are numbered from 0.

    widths  the width of each organization's logo
    rows    the height of the row with each organization's logo, with the room below it
    height  the height of all rows
    second  the organization whose logo begins the second row, -1 if there is one row
    """

    widths: Mapping[int, float]
    rows: Mapping[int, float]
    height: float = 0
    second: int = -1


class Cover(NamedTuple):
    """What is on the cover.

    title     the size of the title, as a share of the design's
    details   whether each organization's status, description and contact are below its name; otherwise
              they are on a page about the organizations, with the names once more
    run_on    whether the names on the cover are one paragraph
    names     the size of names alone, as a share of the design's
    logos     the sizes of the organizations' logos
    about     the height of the names with their details, in points
    """

    title: float = 1
    details: bool = True
    run_on: bool = False
    names: float = 1
    logos: Logos = Logos({}, {})
    about: float = 0

    def size(self, look: Look, lang: str) -> tuple[float, float]:
        """Return the size of the title in points, and its distance from line to line."""
        size, line, *_ = _look(look, lang)
        return size * self.title, line * self.title

    def subtitle(self, look: Look, lang: str) -> float:
        """Return the size of the subtitle, as a share of the design's: it is smaller than the title."""
        return _share_of_subtitle(self.size(look, lang)[0])


def text_follows(entries: int, *, below: bool) -> bool:
    """Return whether the text begins on the page of contents of so many entries, which would else be nearly
    empty, if they are not `below` what is about the organizations.
    """
    return 0 < entries <= _FEW and not below


def cover(resolved: Resolved, look: Look = "un") -> Cover:
    """Return what is on the cover of a paged output."""
    matter = resolved.document.front_matter
    logos = [_logos(matter, resolved, share) for share in _SHARES_OF_LOGOS]
    large, small = logos[0], logos[-1]
    measures = _look(look, resolved.words.lang)
    estimate = _Estimate(resolved, measures)
    if not matter.fills_page or resolved.settings.profile.plain_cover:
        return Cover(logos=large, about=estimate.about)
    readable = [share for share in _SHARES if measures.size * share >= _READABLE]
    more = any(each.status or each.description or each.contact for each in matter.submitted_by)
    listed, run_on = (estimate.names(Cover(details=False, run_on=each)) for each in (False, True))
    runs, saves = run_on <= _SAVES * listed, run_on < listed
    choices = [
        *((Cover(share), large) for share in (_LARGE if more else readable)),
        *((Cover(share, False), large) for share in readable),
        *((Cover(share, False, runs), each) for each in logos for share in readable),
        *((Cover(share, False, saves, names), small) for names in _NAMES for share in readable),
        *((Cover(share, False, saves, _NAMES[-1]), small) for share in _SHARES),
    ]
    fitting = (each for each in choices if estimate.height(*each) <= _ROOM)
    chosen, drawn = next(fitting, choices[-1])
    smaller = next((share for share in readable if share < chosen.title), chosen.title)
    if estimate.ends_short(chosen.title) and not estimate.ends_short(smaller):
        chosen = chosen._replace(title=smaller)
    return chosen._replace(logos=drawn, about=estimate.about)


def _logos(matter: FrontMatter, resolved: Resolved, share: float) -> Logos:
    """Return logos of equal area, few in at most two rows; one alone has this share of the greatest area."""
    images = {
        at: image
        for at, each in enumerate(matter.submitted_by)
        if (image := resolved.document.images.get(each.logo)) and image.width and image.height
    }
    area, tallest = share * _AREA / sqrt(max(len(images), 1)), _TALLEST * max(sqrt(share), _LOWEST)
    in_one = (_rows(images, area * less, tallest) for less in (1, 0.9, 0.8, 0.7, _LESS))
    smaller = (_rows(images, area * 0.9**times, tallest) for times in count())
    one = next((found for found in in_one if len(found[1]) <= 1), None)
    most = max(2, ceil(len(images) / _IN_A_ROW))
    widths, rows, row_of = one or next(found for found in smaller if len(found[1]) <= most)
    second = next((at for at, row in row_of.items() if row), -1)
    return Logos(widths, {at: rows[row] for at, row in row_of.items()}, sum(rows), second)


def _rows(
    images: Mapping[int, m.ImageFile], area: float, tallest: float
) -> tuple[dict[int, float], list[float], dict[int, int]]:
    """Return the widths of logos of this area, the heights of the rows that they fill, and their rows."""
    left, rows, widths, row_of = 0.0, list[float](), dict[int, float](), dict[int, int]()
    for at, image in images.items():
        ratio = image.width / image.height
        width = min(sqrt(area * ratio), tallest * ratio, _WIDEST, image.width * 72 / max(image.dpi, 1))
        if width > left:
            left = _COLUMN
            rows.append(0.0)
        left -= width + LOGOS_APART
        rows[-1] = max(rows[-1], width / ratio + _BETWEEN_ROWS)
        widths[at], row_of[at] = width, len(rows) - 1
    return widths, rows, row_of


class _Estimate:
    """The height of a cover, in points."""

    def __init__(self, resolved: Resolved, look: _Look) -> None:
        self._matter, self._look = resolved.document.front_matter, look
        self._title = shown_text(self._matter.title, resolved.references)
        squares = is_east_asian(resolved.words.lang)
        lang = "zh" if squares else resolved.words.language
        self._doubt = _DOUBT_OF_SQUARES if squares else _DOUBT
        self._size, self._line = (_POINTS(f"text.{key}", lang) for key in ("size", "line"))
        facts = sum(
            max(self._lines(said, _COLUMN - _TERM), self._lines(resolved.words.terms[key], _TERM)) + 4
            for key, said in particulars(self._matter, resolved.words.terms)
        )
        self._subtitle = shown_text(self._matter.subtitle, resolved.references)
        self._rest = look.around + _POINTS("title.below") + (facts + _ABOVE if facts else 0)
        self._rest += _POINTS("cover.submitter")
        self._rest += _ABOVE + self._line + _HEADING  # "Submitted by"
        self._details, details = (
            sum(sum(self._of_details(each, below)) for each in self._matter.submitted_by) for below in (3, 0)
        )
        self.about = self._doubt * (self.names(Cover()) + details)

    def height(self, chosen: Cover, logos: Logos) -> float:
        """Return the height of the cover if this is chosen."""
        size, line = self._look.size * chosen.title, self._look.line * chosen.title
        title = len(_lines(self._title, size)) * line
        share = _share_of_subtitle(size)
        lines = _lines(self._subtitle, share * _POINTS("subtitle.size"))
        below = share * _POINTS("subtitle.line") * len(lines)
        details = self._details if chosen.details else 0
        return self._doubt * (title + below + self._rest + logos.height + self.names(chosen) + details)

    def ends_short(self, share: float) -> bool:
        """Return whether the last line of the title has only a character or two, if it is of this size."""
        lines = _lines(self._title, self._look.size * share)
        return len(lines) > 1 and width_of(lines[-1]) < _SHORT

    def names(self, chosen: Cover) -> float:
        """Return the height of the names if this is chosen."""
        names = self._matter.authors
        size, line = chosen.names * _POINTS("name.size"), chosen.names * self._look.name + 3
        if chosen.run_on:
            return len(_lines(NAMES.join(names), size)) * line
        apart = _POINTS("cover.submitter") if chosen.details else 0
        return sum(len(_lines(name, size)) * line + apart for name in names)

    def _of_details(self, organization: Organization, below: float) -> Iterator[float]:
        """Yield the heights of what is below a name, with the space below a description; the terms are in a
        column of their own.
        """
        contact = organization.contact.details() if organization.contact else ()
        for said in (organization.status, *(each.said for each in contact)):
            yield sum(self._lines(line, _COLUMN - _TERM) for line in said.splitlines())
        for node, _ in walk(organization.description):
            if isinstance(node, m.Text):
                yield self._lines(node.text, _COLUMN) + below

    def _lines(self, text: str, width: float) -> float:
        return len(broken(text, width / self._size)) * self._line


def _share_of_subtitle(title: float) -> float:
    return min(1, _SUBTITLE * title / _POINTS("subtitle.size"))


def _lines(text: str, size: float) -> list[str]:
    return broken(text, _COLUMN / size)
