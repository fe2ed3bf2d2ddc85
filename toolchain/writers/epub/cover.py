"""The cover picture, which libraries show for the book: its title and its authors, as SVG.

It is not part of the text: the title page has the same words. A reading system uses its own fonts, so any
script can be shown; lines are broken by an estimate of their width.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from toolchain.formats.colours import text_on
from toolchain.project.settings import Project
from toolchain.resolve.tables import Resolved, shown_text
from toolchain.writers.html.context import attributes, escape, lines

_WIDTH, _HEIGHT, _MARGIN = 1200, 1600, 110
_TITLE, _AUTHOR = 92, 50
"""Sizes of letters, in the picture's own units."""
_MOST_LINES, _MOST_AUTHORS = 8, 6
_PLAIN = "#26323d"
"""The colour of a cover that has no house's."""
_WIDE, _LATIN, _OTHER = 1.0, 0.5, 0.56
"""Average widths of letters in ems: Chinese, Latin, other scripts."""


def cover_image(resolved: Resolved, project: Project) -> str:
    """Return the SVG text of the picture, with all text escaped."""
    from toolchain.writers.html.style import house_colour

    matter = resolved.document.front_matter
    colour = house_colour(project) if project.look == "house" else _PLAIN
    title = _broken(shown_text(matter.title, resolved.references), _TITLE)[:_MOST_LINES]
    names = [each.name for each in matter.submitted_by if each.name][:_MOST_AUTHORS]
    authors = [line for name in names for line in _broken(name, _AUTHOR)]
    draft = [resolved.words.terms["draft"]] if project.draft else []
    text = (
        *_lines(draft, _AUTHOR, _MARGIN + _AUTHOR),
        *_lines(title, _TITLE, 2.6 * _MARGIN + _TITLE),
        *_lines(authors, _AUTHOR, _HEIGHT - _MARGIN - 1.4 * _AUTHOR * (len(authors) - 1)),
    )
    return _picture(text, colour, resolved)


def _picture(text: Iterable[str], colour: str, resolved: Resolved) -> str:
    right_to_left = resolved.words.rtl
    box = attributes(xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {_WIDTH} {_HEIGHT}")
    set_in = attributes(
        font_family="serif",
        fill=text_on(colour),
        direction="rtl" if right_to_left else "ltr",
        transform=f"translate({_WIDTH - _MARGIN if right_to_left else _MARGIN} 0)",
    )
    return lines(
        (
            f"<svg{box}{attributes(width=str(_WIDTH), height=str(_HEIGHT))}>",
            f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="{colour}"/>',
            f"<g{set_in}>",
            *text,
            "</g>",
            "</svg>\n",
        )
    )


def _lines(words: Iterable[str], size: float, first: float) -> Iterator[str]:
    """Yield lines below each other, the first one at this height."""
    for number, line in enumerate(words):
        yield f'<text y="{first + 1.4 * size * number:g}" font-size="{size:g}">{escape(line)}</text>'


def _broken(text: str, size: float) -> list[str]:
    """Return the text in lines that fit; a word that is longer than a line has its own."""
    room = (_WIDTH - 2 * _MARGIN) / size
    found: list[str] = []
    width = 0.0
    for word in _words(text):
        wide = sum(map(_width, word))
        if found and width + wide <= room:
            found[-1] += word
            width += wide
        else:
            found.append(word.lstrip())
            width = wide
    return [line.strip() for line in found]


def _width(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in "WF":
        return _WIDE
    return _LATIN if letter < "\u0250" and not letter.isupper() else _OTHER


def _words(text: str) -> Iterator[str]:
    """Yield unbreakable units: words with the space before them, and each Chinese character."""
    word = ""
    for letter in " ".join(text.split(" ")):
        if letter == " " or (
            unicodedata.east_asian_width(letter) == "W" and unicodedata.category(letter)[0] == "L"
        ):
            if word:
                yield word
            word = ""
        word += letter
    if word:
        yield word
