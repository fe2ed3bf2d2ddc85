"""The cover picture, which libraries show for the book: a title on a band of colour, and authors, as SVG.

It is not part of the text: the title page has the same words. A reading system uses its own fonts, so any
script can be shown; lines are broken by an estimate of their width.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from toolchain.formats.colours import WHITE, readable, text_on
from toolchain.model.breaking import broken
from toolchain.model.records import Record
from toolchain.project.settings import Project
from toolchain.resolve.tables import Resolved, shown_text
from toolchain.writers.epub.filling import filled

_WIDTH, _HEIGHT, _MARGIN = 1200, 1600, 110
_TITLE, _AUTHOR, _SHARES = 92, 50, (1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2)
"""Sizes of letters, in the picture's own units, and the shares of them that are tried until all fits."""
_TOP, _LEADING, _RUN_ON = 2.2 * _MARGIN, 1.35, 0.6
"""Where the title begins, the distance of lines in letters, the share below which names are one list."""
_PLAIN = "#26323d"
"""The colour of a cover that has no house's."""
_ROOM = (_WIDTH - 2 * _MARGIN) / 1.08
"""Of a line in bold letters, which are wider than those of the estimate."""
_LEAST = 0.45 * _HEIGHT
"""The height of the band, at least, if names leave it room."""


def cover_image(resolved: Resolved, project: Project) -> str:
    """Return the SVG text of the picture, with all text escaped."""
    matter = resolved.document.front_matter
    colour = project.house_colour if project.look == "house" else _PLAIN
    title = shown_text(matter.title, resolved.references)
    names = matter.authors
    marks = [each] if (each := project.marks(resolved.words.terms)) else []
    fits = (fit for share in _SHARES if (fit := _fit(title, names, share)).height <= _HEIGHT - _MARGIN - _TOP)
    fit = next(fits, _fit(title, names, _SHARES[-1]))
    band = _TOP + _LEADING * fit.title * len(fit.above) + _MARGIN / 2
    ink, accent = text_on(colour), readable(colour, WHITE)
    below = _HEIGHT - _MARGIN - _LEADING * fit.author * (len(fit.below) - 1)
    return filled(
        "cover.svg.j2",
        width=_WIDTH,
        height=_HEIGHT,
        margin=_MARGIN,
        colour=colour,
        accent=accent,
        band=f"{max(band, min(_LEAST, below - 3 * fit.author)):g}",
        dir="rtl" if resolved.words.rtl else "ltr",
        rule=f"{below - 2 * fit.author:g}" if names else "",
        lines=(
            *_lines(marks, _AUTHOR, _MARGIN + _AUTHOR, ink),
            *_lines(fit.above, fit.title, _TOP + fit.title, ink),
            *_lines(fit.below, fit.author, below, accent),
        ),
    )


class _Fit(Record):
    """The lines of the title above and of the names below, and their sizes."""

    above: Sequence[str]
    below: Sequence[str]
    title: float
    author: float

    @property
    def height(self) -> float:
        """The height of all lines, with the rest of the band and the rule between title and names."""
        title, names = (
            size * len(lines) for size, lines in ((self.title, self.above), (self.author, self.below))
        )
        return _LEADING * (title + names) + 1.5 * _MARGIN


def _fit(title: str, names: Sequence[str], share: float) -> _Fit:
    listed = names if share >= _RUN_ON else [" · ".join(names)]
    size, author = _TITLE * share, _AUTHOR * min(1.3 * share, 1)
    return _Fit(
        broken(title, _ROOM / size),
        [line for name in listed for line in broken(name, _ROOM / author)],
        size,
        author,
    )


def _lines(words: Iterable[str], size: float, first: float, ink: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield lines below each other with their heights, sizes and colour, the first one at this height."""
    for number, line in enumerate(words):
        yield line, f"{first + _LEADING * size * number:g}", f"{size:g}", ink
