"""A citation of a source at its place in a document, and the pieces of its printed text.

These are read from a template's output by a small strict parser. Its markup is `<i>`, `<b>`, `<sup>`,
`<sub>`, `<a href="…">` and `<span lang="…">`. Everything else is text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import unescape
from typing import Literal, NamedTuple, TypeAlias

from toolchain.model.document import Entry
from toolchain.model.expressions import expression
from toolchain.model.records import Record

Position: TypeAlias = Literal["first", "subsequent", "ibid", "ibid-with-locator"]
Look: TypeAlias = Literal["italic", "bold", "sup", "sub"]


class Cite(Record):
    """One source in a citation, and its position.

    prefix      as typed: "see"
    label       the CSL label of the locator ("page", "article"), "" without a locator
    locator     its number: "4–6"
    suffix      as typed, with its own punctuation: ", on shelters"
    author      False if the text already names the author: [-@key]
    first_note  the printed number of the note that cites the source first, "" if not known
    distance    how many notes ago the source was cited last
    alike       whether the short form of another cited source would look the same
    """

    entry: Entry
    position: Position
    prefix: str = ""
    label: str = ""
    locator: str = ""
    suffix: str = ""
    author: bool = True
    first_note: str = ""
    distance: int = 0
    alike: bool = False


class Part(NamedTuple):
    """A piece of a printed citation.

    looks  the formatting of the text, outermost first; empty for plain text
    url    the target of a link, "" without a link
    note   whether the text is the number of the note that cites the source first
    lang   the language of the text (BCP 47), if it differs from the document's
    """

    text: str
    looks: tuple[Look, ...] = ()
    url: str = ""
    note: bool = False
    lang: str = ""


LOCATOR, NOTE = "\ufdd0", "\ufdd1"
"""Placeholders for the locator and the note's number: noncharacters, which no text may contain."""

LOOKS: dict[str, Look] = {"i": "italic", "b": "bold", "sup": "sup", "sub": "sub"}
TAG = expression(
    r"</?(?:i|b|sup|sub)>|<a href=\"(?P<url>[^\"<>]*)\">|</a>|<span lang=\"(?P<lang>[\w-]*)\">|</span>"
)
_SPACES = expression(r"[ \t\r\n]+")
_SLOT = expression(f"([{LOCATOR}{NOTE}])")


def read_parts(markup: str) -> tuple[Part, ...]:
    """Return the parts of a template's output, without spaces at the ends and with single spaces between
    words.
    """
    parts: list[Part] = []
    open_tags: list[str] = []
    url = lang = ""
    position = 0
    for found in TAG.finditer(markup):
        parts.extend(_text(markup[position : found.start()], open_tags, url, lang))
        position = found.end()
        tag = found[0]
        if tag.startswith(("<a", "</a")):
            url = unescape(found["url"] or "")
        elif "span" in tag:
            lang = found["lang"] or ""
        elif tag[1] != "/":
            open_tags.append(tag[1:-1])
        elif tag[2:-1] in open_tags:
            open_tags.reverse()
            open_tags.remove(tag[2:-1])
            open_tags.reverse()
    parts.extend(_text(markup[position:], open_tags, url, lang))
    return joined(parts)


def fill(parts: Sequence[Part], locator: str, note: str) -> Iterator[Part]:
    """Yield the parts with a locator and a note's number inserted."""
    for part in parts:
        if LOCATOR not in part.text and NOTE not in part.text:
            yield part
            continue
        for piece in _SLOT.split(part.text):
            if piece == NOTE and note:
                yield part._replace(text=note, note=True)
            elif piece == LOCATOR and locator:
                yield part._replace(text=locator)
            elif piece and piece not in (NOTE, LOCATOR):
                yield part._replace(text=piece)


def merge(parts: Iterator[Part]) -> tuple[Part, ...]:
    """Return the same text with adjacent parts of equal formatting joined."""
    out: list[Part] = []
    for part in parts:
        if out and not part.note and not part.url and out[-1][1:] == part[1:]:
            out[-1] = part._replace(text=out[-1].text + part.text)
        elif part.text:
            out.append(part)
    return tuple(out)


def _text(markup: str, tags: Sequence[str], url: str, lang: str) -> Iterator[Part]:
    if markup:
        yield Part(unescape(_SPACES.sub(" ", markup)), _looks(tags), url, lang=lang)


def _looks(tags: Sequence[str]) -> tuple[Look, ...]:
    """Return the formatting for nested tags. Italics within italics are upright; other repeated tags have no
    effect.
    """
    looks = [LOOKS[tag] for tag in dict.fromkeys(tags)]
    if tags.count("i") % 2 == 0 and "italic" in looks:
        looks.remove("italic")
    return tuple(looks)


def joined(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Return the parts without spaces at the ends and without double spaces."""
    out: list[Part] = []
    spaced = True
    for part in parts:
        text = part.text[1:] if spaced and part.text.startswith(" ") else part.text
        if text:
            out.append(part._replace(text=text))
            spaced = text.endswith(" ")
    while out and not (last := out[-1].text.rstrip(" ")):
        out.pop()
    if out:
        out[-1] = out[-1]._replace(text=last)
    return merge(iter(out))
