"""Give vowel marks and their letters texts of their own, so that programs that read the page have them right.

typst draws a mark as a glyph that is moved to its place by numbers in the text, or that is in a piece of text
of its own, and says in ActualText what a letter and its marks are. PDFium and poppler then repeat letters,
change their order, or find spaces in words. Here, the marks of a letter become one glyph of the embedded
font, at their place and without an advance. Its text in the font (ToUnicode: ISO 32000-1, 9.10.3) is the
marks, that of the letter's glyph is the letter, and no ActualText is needed. The page looks the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from typing import NamedTuple

from toolchain.formats.pdf.operations import shown
from toolchain.model.expressions import expression
from toolchain.model.languages import has_right_to_left
from toolchain.model.records import Record
from toolchain.writers.pdf.typst.file import File
from toolchain.writers.pdf.typst.fonts import Font, Part
from toolchain.writers.pdf.typst.from_right import HIGH, NEAR, REVERSED, WORD, WORDS

_TEXT = expression(
    rb"q 1 0 0 -1 (?P<x>\S+) (?P<y>\S+) cm[^\n]*\nBT(?P<words>(?:\s*" + WORDS + rb")+)\s*ET", re.DOTALL
)
_PLACE = expression(rb"0 Tr(?P<font>/\w+) (?P<size>\S+) Tf 1 0 0 -1 (?P<x>\S+) 0 Tm")
_NAMES = expression(rb"(/f\d+) (\d+) 0 R")
_TYPE_0 = b"<</Type/Font/Subtype/Type0"
_NOTHING = b" %s 1 0 0 -1 0 0 Tm()Tj"
_SAID = b"/Span"
_APART = 0.05
"""Thousandths of the size: numbers in a text that are smaller move nothing."""
_RIGHT_TO_LEFT_MARK = "\u200f"
_WEAK = frozenset(("AN", "BN", "CS", "EN", "ES", "ET"))
"""Kinds of characters (UAX #9). PDFium leaves one of these and a vowel mark next to it in the order of the
page, and so reads a full stop before the mark at the end of a word."""


class _Said(NamedTuple):
    """The characters of a text. It `can_be_apart` if its marks are after all letters, as not in ligatures.

    A mark on a space, such as a pause mark of the Koran, is from right to left among such letters.
    """

    letters: str
    marks: str
    is_from_right: bool
    can_be_apart: bool


@cache
def _said(text: str) -> _Said:
    marks = "".join(char for char in text if unicodedata.category(char) == "Mn")
    letters = "".join(char for char in text if char not in marks)
    is_from_right = has_right_to_left(text) or any("\u0590" < mark < "\u0900" for mark in marks)
    return _Said(letters, marks, is_from_right, is_from_right and text == letters + marks)


class _Cluster(Record):
    """Glyphs that are one text, from left to right, with their places on the page in points.

    start  where the text was before its glyphs were moved
    word   what draws them, if they have ActualText
    """

    glyphs: list[Part]
    start: float
    text: str
    word: bytes

    @property
    def is_marked(self) -> bool:
        return self.said.is_from_right and bool(self.said.marks)

    @property
    def is_said_from_right(self) -> bool:
        return self.said.is_from_right and bool(self.word)

    @property
    def said(self) -> _Said:
        return _said(self.text)


class _Text(Record):
    """A text in one font, whose size is in points; `span` is where its words are in the page's content."""

    span: tuple[int, int]
    x: float
    y: float
    font: Font
    style: bytes
    size: float
    clusters: list[_Cluster]

    @property
    def end(self) -> float:
        """The right end in points."""
        last = self.clusters[-1].glyphs[-1]
        return last.x + self.font.width(last.code) * self.size / 1000

    @property
    def is_from_right(self) -> bool:
        return any(has_right_to_left(each.text) for each in self.clusters)

    def is_over(self, cluster: _Cluster) -> bool:
        """Return whether a cluster is only marks, whose letter is elsewhere."""
        return cluster.is_marked and not any(self.font.width(part.code) for part in cluster.glyphs)


def separate_marks(file: File) -> None:
    """Separate vowel marks from their letters in a file as typst wrote it. Others are not changed."""
    fonts = {n: Font(file, n) for n, body in list(file.objects.items()) if body.startswith(_TYPE_0)}
    if not any(
        _said(text).marks and _said(text).is_from_right for font in fonts.values() for text in font.texts
    ):
        return
    for number, body in list(file.objects.items()):
        if body.startswith(b"<</Type/Page/") and (contents := file.number(b"Contents", number)):
            held = file.objects[file.number(b"Resources", number) or number]
            by_name = {name: fonts[int(each)] for name, each in _NAMES.findall(held) if int(each) in fonts}
            data = file.unpacked(contents)
            out, end = [], 0
            for (start, stop), words in _changed(list(_texts(data, by_name))):
                out += [data[end:start], words]
                end = stop
            file.put(contents, b"".join((*out, data[end:])))
    for font in fonts.values():
        font.save()


def _texts(data: bytes, fonts: Mapping[bytes, Font]) -> Iterator[_Text]:
    """Yield the texts of a page in TrueType fonts, from the beginning of its content."""
    for found in _TEXT.finditer(data):
        words = list(WORD.finditer(found["words"]))
        places = [place for word in words if (place := _PLACE.match(word["show"]))]
        name, size = places[0].group("font", "size")
        font = fonts.get(name)
        if font and font.program and all(place.group("font", "size") == (name, size) for place in places):
            x, y = float(found["x"]), float(found["y"])
            made = _Text(found.span("words"), x, y, font, b"0 Tr%s %s Tf" % (name, size), float(size), [])
            for place, word in zip(places, words, strict=True):
                made.clusters.extend(_clusters(made, x + float(place["x"]), word, place.end()))
            if made.clusters:
                yield made


def _clusters(text: _Text, x: float, word: re.Match[bytes], end: int) -> Iterator[_Cluster]:
    """Yield the clusters of a word that begins at `x`; `end` is that of its place."""
    data, moves = shown(word["show"][end:])
    moved: dict[int, float] = defaultdict(float)
    for at, by in moves:
        moved[at // 2] += by * text.size / 1000
    glyphs, starts, pen = list[Part](), list[float](), x
    for at in range(len(data) // 2):
        code = int.from_bytes(data[2 * at : 2 * at + 2], "big")
        starts.append(pen)
        glyphs.append(Part(code, pen - moved[at], text.y))
        pen += text.font.width(code) * text.size / 1000 - moved[at]
    marks = word["marks"].strip()
    if glyphs and marks.startswith(_SAID):
        said = bytes.fromhex((word["said"] or b"").decode()).decode("utf-16", "replace")
        ends = b"\nEMC" * (marks.count(b"BDC") + marks.count(b"BMC"))
        yield _Cluster(glyphs, x, said, marks + b" " + word["show"] + ends)
    else:
        for glyph, start in zip(glyphs, starts, strict=True):
            yield _Cluster([glyph], start, text.font.text(glyph.code), b"")


def _changed(texts: Sequence[_Text]) -> Iterator[tuple[tuple[int, int], bytes]]:
    """Yield what is in the place of the words of texts that have marks, or letters with ActualText."""
    every = [(text, cluster) for text in texts for cluster in text.clusters]
    over: dict[int, list[Part]] = defaultdict(list)
    gone: set[int] = set()
    for at, (text, cluster) in enumerate(every):
        if text.is_over(cluster) and (letter := _letter_of(every, at)):
            over[id(letter)] += cluster.glyphs
            gone.add(id(cluster))
    ends: dict[int, list[_Text]] = defaultdict(list)
    for text in texts:
        if not text.is_over(text.clusters[-1]):
            ends[round(text.end)].append(text)
    for text in texts:
        is_changed = text.is_from_right and any(
            each.is_marked or each.is_said_from_right for each in text.clusters
        )
        if is_changed or any(id(each) in gone for each in text.clusters):
            kept = [each for each in text.clusters if id(each) not in gone]
            items = [(_codes(text.font, each, over[id(each)], text.size), each.word) for each in kept]
            yield text.span, _joined(text, items, _before(text, ends))


def _letter_of(every: Sequence[tuple[_Text, _Cluster]], at: int) -> _Cluster | None:
    """Return the letter of a mark, which follows its marks, if the two can be apart."""
    text, mark = every[at]
    for follows in range(at + 1, len(every)):
        other, cluster = every[follows]
        if other.style != text.style or abs(other.y - text.y) > HIGH or not cluster.is_marked:
            return None
        if not other.is_over(cluster):
            is_under = min(abs(x - mark.start) for x in (cluster.start, cluster.glyphs[0].x)) < NEAR
            is_letter = is_under and cluster.text == mark.text
            return cluster if is_letter and cluster.said.can_be_apart and other.is_from_right else None
    return None


def _codes(font: Font, cluster: _Cluster, raised: Iterable[Part], size: float) -> list[Part]:
    """Return the glyphs for a cluster, from left to right; none if it is drawn as it was."""
    if not (cluster.said.can_be_apart and (cluster.word or cluster.is_marked)):
        return [] if cluster.word else cluster.glyphs
    under = [part for part in cluster.glyphs if font.width(part.code)]  # none of a hamza between letters
    over = [part for part in (*cluster.glyphs, *raised) if not font.width(part.code)]
    marks, start = cluster.said.marks, (under or over)[0]
    if not marks:
        return [font.made_of(start, (*under, *over), cluster.said.letters, size)]
    return [font.made_of(start, over, marks, size), font.made_of(start, under, cluster.said.letters, size)]


def _before(text: _Text, ends: Mapping[int, Sequence[_Text]]) -> str:
    """Return what is on the left of a text."""
    start = text.clusters[0].start
    for where in range(round(start) - 1, round(start) + 2):
        for other in ends.get(where, ()):
            if other is not text and abs(other.y - text.y) < HIGH and abs(other.end - start) < NEAR:
                return other.clusters[-1].text
    return ""


def _joined(text: _Text, items: Sequence[tuple[list[Part], bytes]], before: str) -> bytes:
    """Return the words of a text, as one from right to left if none has ActualText."""
    out = []
    for word, some in groupby(items, key=lambda item: b"" if item[0] else item[1]):
        out.append(word or _shown(text, [part for parts, _ in some for part in parts], before))
        before = ""
    return b"%s\n" % b"\n".join(out or [_NOTHING % text.style])


def _shown(text: _Text, parts: Sequence[Part], before: str) -> bytes:
    """Return what draws glyphs from left to right, which is opposite to the order of reading."""
    font, pen, out = text.font, parts[0].x, list[bytes]()
    for part in parts:
        now = font.text(part.code)
        if _said(now).marks and before and unicodedata.bidirectional(before[-1]) in _WEAK:
            mark = font.made_of(part, (), _RIGHT_TO_LEFT_MARK, text.size)
            out.append(b"<%04X>" % mark.code)
        back = (pen - part.x) * 1000 / text.size
        if abs(back) > _APART:
            out.append(_number(back))
            pen = part.x
        out.append(b"<%04X>" % part.code)
        pen += font.width(part.code) * text.size / 1000
        before = now
    place = b"%s 1 0 0 -1 %s 0 Tm" % (text.style, _number(parts[0].x - text.x))
    return b"%s %s[%s]TJ\nEMC" % (REVERSED, place, b"".join(out).replace(b"><", b""))


def _number(value: float) -> bytes:
    return (b"%.4f" % value).rstrip(b"0").rstrip(b".")
