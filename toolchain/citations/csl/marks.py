"""Marks in the text that citeproc-py makes, and the parts that they become: no text is ever read as HTML.

A mark is a noncharacter of Unicode, which no text may contain. So the change of case, the cutting of full
stops and the joining of texts in a style leave it as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from toolchain.citations.style.cite import TAG, Look, Part, joined
from toolchain.citations.style.fields import read_field
from toolchain.model.expressions import expression
from toolchain.model.records import Record

ITALIC, UPRIGHT, TURNED, BOLD, LIGHT, FOREIGN, NOCASE, END, QUOTE, UNQUOTE = map(chr, range(0xFDD2, 0xFDDC))
"""`TURNED` is italic in upright text and upright in italic text: a name in a title. `END` ends all others."""

_OTHERS, _ANY = expression("[\ufdd0-\ufdef]"), "[\ufdd2-\ufddb]"
_SPAN = expression(r'<span class="nocase">(.*?)</span>')
_TWICE = expression(rf"([.,;:])({_ANY}+)\1|([.!?…])({_ANY}*)\.(?!\.)")
_BEHIND = expression(rf"({UNQUOTE}[{END}{UNQUOTE}]*)([.,])")
_ADDRESS = r"https?://[^\s<>]*[^\s<>.,;:()\[\]“”‘’«»]"
_FREE = expression(f"({NOCASE}[^{END}]*{END})")
_STOP_WORDS = expression(
    "a|an|and|as|at|but|by|down|for|from|in|into|nor|of|on|onto|or|over|so|the|till|to|up|via|with|yet"
)
_TAGS = {"<i>": TURNED, "<b>": BOLD, "</i>": END, "</b>": END}


class Quotes(Record):
    """The marks of quotations, outer and inner; whether a full stop or comma is inside them."""

    marks: tuple[tuple[str, str], ...]
    takes_stops: bool


def clean(text: str) -> str:
    """Return a text without noncharacters."""
    return _OTHERS.sub("", text)


def marked(field: str) -> str:
    """Return a field of an entry with marks in place of `<i>`, `<b>` and `<span class="nocase">`.

    The other tags of rich text in CSL JSON are removed (`<sup>`, `<sub>`, small capitals). All else is text.
    """
    spared = _SPAN.sub(rf"{NOCASE}\1{END}", clean(field))
    return unescape(TAG.sub(lambda tag: _TAGS.get(tag[0], ""), str(read_field(spared))))


def cased(text: str, how: str, *, english: bool) -> str:
    """Return a text in a case of CSL; "title" is for English alone, and "sentence" changes capitals only in a
    text of capitals.
    """
    if how == "sentence":
        text, how = (
            (cased(text, "lowercase", english=english) if text.isupper() else text),
            "capitalize-first",
        )
    if how == "capitalize-first":
        return re.sub(rf"^((?:(?!{NOCASE})[\W_])*)(\w)", lambda found: found[1] + found[2].upper(), text)
    pieces = _FREE.split(text)
    if how in ("lowercase", "uppercase"):
        pieces[::2] = [piece.lower() if how == "lowercase" else piece.upper() for piece in pieces[::2]]
    elif how == "capitalize-all" or (how == "title" and english):
        pieces[::2] = [_titled(piece, how, at == 0) for at, piece in enumerate(pieces[::2])]
    return "".join(pieces)


def _titled(text: str, how: str, opens: bool) -> str:
    """Return a text whose words begin with capitals: in a title not the small ones, unless they open it."""

    def capital(found: re.Match[str]) -> str:
        word, before = found[0], clean(text[: found.start()]).rstrip()
        first = (not before and opens) or before.endswith((":", ".", "?", "!"))
        small = how == "title" and not first and bool(_STOP_WORDS.fullmatch(word))
        return word if small or not word.islower() else word[0].upper() + word[1:]

    return re.sub(r"[^\W\d_][\w’']*", capital, text)


def read_marked(text: str, foreign: str, address: str, quotes: Quotes) -> tuple[Part, ...]:
    """Return the parts of a text with marks. `foreign` is the language of what `FOREIGN` begins; `address`,
    "" for none, becomes a link, as all that looks like one.
    """
    is_link = re.compile(f"({re.escape(address)}|{_ADDRESS})" if address else f"({_ADDRESS})")
    if quotes.takes_stops:
        text = _BEHIND.sub(r"\2\1", text)
    text = _TWICE.sub(lambda found: (found[1] or found[3]) + (found[2] or found[4] or ""), text)
    parts: list[Part] = []
    open_marks: list[str] = []
    depth = 0
    for piece in re.split(f"({_ANY})", re.sub(r"\s+", " ", text)):
        if piece == END:
            open_marks[-1:] = []
        elif piece in (QUOTE, UNQUOTE) and piece:
            depth -= piece == UNQUOTE
            parts.append(Part(quotes.marks[depth % 2][piece == UNQUOTE], _looks(open_marks)))
            depth += piece == QUOTE
        elif re.fullmatch(_ANY, piece):
            open_marks.append(piece)
        else:
            lang = foreign if FOREIGN in open_marks else ""
            for word in is_link.split(piece):
                url = word if is_link.fullmatch(word) else ""
                parts.append(Part(word, _looks(open_marks), url, lang=lang))
    return joined([part for part in parts if part.text])


def _looks(marks: Sequence[str]) -> tuple[Look, ...]:
    italic = bold = False
    for mark in marks:
        italic = not italic if mark == TURNED else mark == ITALIC or (italic and mark != UPRIGHT)
        bold = mark == BOLD or (bold and mark != LIGHT)
    looks: tuple[Look, ...] = ("italic",) if italic else ()
    return (*looks, "bold") if bold else looks
