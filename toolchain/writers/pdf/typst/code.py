"""Code for typst, as text. Words are in it only as string literals, so that no text can be code."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from toolchain.law.symbols import PATTERN
from toolchain.model.breaking import width_of
from toolchain.model.design import design
from toolchain.model.expressions import expression
from toolchain.writers.html.columns import LINE

_SPECIAL = expression('[\\\\"\x00-\x1f\x7f-\x9f\ufdd0-\ufdef\ufeff\ufffe\uffff]')
_JOINER = expression("\u200d(?=[\u2190-\u2bff\U0001f000-\U0001faff])")
"""What joins a symbol to the sign before it. No font has one glyph for both, and typst says both for each."""
_WIDEST = 0.76
_NEAR = 0.2
_BOLD = 1.08
_BREAKS = (
    r"\s\xad\u200b/\-\u0e00-\u109f\u1780-\u17ff\u2e80-\ua4cf\uac00-\ud7ff"
    r"\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
)
"""Where typst itself breaks: in scripts without spaces, too."""
_MARKS = r"[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u200d\ufe00-\ufe0f]"
"""Accents and vowels that are characters of their own, which no break parts from their letters."""
_UNBROKEN = expression(f"[^{_BREAKS}]{{2,}}")
_IN_ADDRESS = expression(f"[^{_BREAKS}:.?&=_]{{2,}}")
"""What typst does not break in a word, and in an address."""
_WORD = expression(r"\S+")
_MONO = 0.6 * design().points("code.size") / design().points("text.size")
_SCRIPTS = {
    "Arab": (
        "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc",
        r" -@\[-`{-~\xa0-\xbf\u2010-\u2026",
    ),
    "Hebr": ("\u0590-\u05ff\ufb1d-\ufb4f", r" \xa0-"),
    "Thaa": ("\u0780-\u07bf", r" !(),.:;\xa0"),
}
_LETTERS = "".join(own for own, _ in _SCRIPTS.values())
_WORDS = {name: f"(?P<{name}>[{own}](?:[{own}{more}]*[{own}])?)" for name, (own, more) in _SCRIPTS.items()}
_FROM_RIGHT = expression("|".join(_WORDS.values()))
"""Words of one script from right to left, and what is between them and in its font."""
_ARABIC = "".join(_SCRIPTS["Arab"])
_IN_ARABIC = expression(
    rf"{_WORDS['Hebr']}|{_WORDS['Thaa']}|(?P<Zsym>[^\w\s\u0300-\u036f\u200b-\u200f{_ARABIC}]+)"
)
"""The same among Arabic words, and characters that are not in the font of these."""
RIGHT_TO_LEFT = expression(f"[{_LETTERS}]")
_BEFORE_CHINESE = expression(rf"(?<=[{_LETTERS}])([^\w\s]*?)(?=[\u3001-\u303f\uff01-\uff65])")
"""Signs after words from right to left; the Chinese signs after them are not of these words."""
_BEFORE_COMMA = expression(r"(?:(?<=[A-Za-z])(\.))?\u200e?(?=[\u3001-\u303f\uff01-\uff65])")
"""Before a Chinese comma: the full stop of an initial, and what keeps the comma from left to right."""
_FONTS = {
    "Arab": ("Amiri",),
    "Hebr": ("Noto Serif Hebrew",),
    "Thaa": ("Noto Sans Thaana",),
    "Zsym": ("Liberation Serif", "DejaVu Sans"),
}
_LENGTH = expression(r"\d+(\.\d+)?(pt|mm|cm|in|em)")
_HOST = r"(?<=://)[\w-]{1,40}(?:\.[\w-]{1,40}){1,5}(?=/|(?!\S))"
"""The host of an address, which typst would divide at a dot or any letter."""
_WHOLE = expression(rf"((?<![^\W_])\d{{1,6}}–\d{{1,6}}(?![^\W_])|{PATTERN.pattern}|{_HOST})")
"""Ranges of numbers, symbols of documents and names in addresses, which no line divides."""
_PARTS = expression(r"[\s\u200b]|[/-](?=[^\W\d])")
"""Where lines end in an address whose host is whole (UAX #14): not before a figure."""
_OPEN_RANGE = expression(r"(?:^|\d)–$")

NOTHING = "[]"


def literal(text: str) -> str:
    """Return a text as a string literal. Forbidden characters become U+FFFD, as on a page; PDF/UA has no
    U+FEFF, which nobody sees.
    """
    return f'"{_SPECIAL.sub(_escaped, text)}"' if _SPECIAL.search(text) else f'"{text}"'


def _escaped(found: re.Match[str]) -> str:
    sign = found[0]
    return f"\\{sign}" if sign in '\\"' else {"\n": "\\n", "\t": " ", "\ufeff": ""}.get(sign, "\ufffd")


def breakable(text: str, width: float = LINE, measure: Callable[[str], float] = width_of) -> str:
    """Return a text whose words can break anywhere (U+200B) if they are wider than a line, in ems."""
    text = _JOINER.sub("", text)
    fewest = max(2, int(width / _WIDEST))
    if all(len(each) < fewest for each in text.split()):
        return text

    def broken(found: re.Match[str]) -> str:
        word = found[0]
        return word if len(word) < fewest or measure(word) <= width + _NEAR else _everywhere(word, width)

    def with_breaks(found: re.Match[str]) -> str:
        is_address = "://" in found[0] or "www." in found[0]
        return (_IN_ADDRESS if is_address else _UNBROKEN).sub(broken, found[0])

    return _WORD.sub(with_breaks, text)


def _everywhere(word: str, width: float) -> str:
    return "\u200b".join(re.findall(f"(?:.{_MARKS}*){{1,{max(2, int(width / 4))}}}", word))


def words(text: str, width: float = LINE, *, is_arabic: bool = False) -> str:
    """Return words of a line as content; a word wider than the line, in ems, can break anywhere.

    Words of a script from right to left are in one font, with the spaces between them: typst puts words and
    spaces of different fonts into the file from left to right. `is_arabic` means that the text around them
    has the font of Arabic. A range of numbers does not break after its dash, also before a link, and a
    symbol of a document that fits a line does not break at all.
    """
    text = breakable(text.replace("\n", " "), width)
    if "–" not in text and not ("/" in text and _WHOLE.search(text)):
        return literal(text) if text.isascii() else _in_fonts(text, is_arabic=is_arabic)
    found = _WHOLE.split(text)
    pieces = [
        _whole(each, is_arabic=is_arabic)
        if at % 2 and _fits(found[at - 1 : at + 2], width)
        else _in_fonts(each, is_arabic=is_arabic)
        for at, each in enumerate(found)
        if each
    ]
    return joined([*pieces, "joint"] if _OPEN_RANGE.search(text) else pieces)


def _fits(around: Sequence[str], width: float) -> bool:
    """Return whether a text fits a line, in ems. Of an address, no part is wider than half a line, so that
    no long gap is at the end of one.
    """
    before, each, after = around
    if before.endswith("://"):
        first, *parts = _PARTS.split(after)
        return all(width_of(part) <= width / 2 for part in (each + first, *parts))
    return width_of(each) <= width + _NEAR


def _whole(text: str, *, is_arabic: bool) -> str:
    """Return a range or a symbol on one line. A box would hide the words before it, which say in what
    direction it runs from right to left: "UNICEF 2019–2024" does not. A symbol there can break: it may be
    in a link, where PDF/UA has no joints.
    """
    if not is_arabic:
        return call("box", literal(text))
    first, dash, last = text.partition("–")
    return (
        joined((literal(first + dash), "joint", literal(last))) if dash else _in_fonts(text, is_arabic=True)
    )


def _in_fonts(text: str, *, is_arabic: bool) -> str:
    """Return words, those from right to left each in the font of their script."""
    found, end = [], 0
    text = text if is_arabic else _BEFORE_CHINESE.sub("\\1\u200e", text)
    for stretch in (_IN_ARABIC if is_arabic else _FROM_RIGHT).finditer(text):
        script = stretch.lastgroup or ""
        found.append(literal(text[end : stretch.start()]) if stretch.start() > end else "")
        found.append(call("text", f"font:{array(map(literal, _FONTS[script]))}", literal(stretch[0])))
        end = stretch.end()
    return joined((*found, literal(text[end:]) if end < len(text) else "")) if found else literal(text)


def within_right_to_left(code: str) -> str:
    """Return words as they are in a text from right to left: there Chinese commas have its direction, and the
    full stop of an initial before them that of its letter.
    """
    return _BEFORE_COMMA.sub(lambda found: f"{found[1]}\u200e" if found[1] else "", code)


def headline(name: str) -> float:
    """Return the width of a line in bold type of the design, in ems of this type."""
    return LINE * design().points("text.size") / design().points(f"{name}.size") / _BOLD


def code_literal(text: str, width: float = LINE) -> str:
    """Return the words of code as a string literal of typst that breaks within `width` (in ems).

    U+200E around words written from right to left keeps the characters next to them in place.
    """
    text = _FROM_RIGHT.sub(lambda found: f"\u200e{found[0]}\u200e", text)
    return literal(breakable(text, width, lambda word: _MONO * len(word)))


def joined(pieces: Iterable[str]) -> str:
    """Return pieces of content one after another, as one piece; where two spaces meet, one is kept."""
    shown: list[str] = []
    for piece in pieces:
        is_second = shown and shown[-1].endswith((' "', ' "}')) and piece.startswith(('" ', '{" '))
        kept = re.sub('" +', '"', piece, count=1) if is_second else piece
        if kept and kept not in {NOTHING, '""'}:
            shown.append(kept)
    if len(shown) == 1 and not shown[0].startswith('"'):
        return shown[0]
    return f"{{{';'.join(shown)}}}" if shown else NOTHING


def array(items: Iterable[str]) -> str:
    """Return an array of expressions."""
    return f"({''.join(f'{item},' for item in items)})"


def call(function: str, *values: str) -> str:
    """Return a call of a function of the template."""
    return f"{function}({','.join(values)})"


def boolean(value: object) -> str:
    """Return "true" or "false"."""
    return "true" if value else "false"


def values(found: Mapping[str, Any]) -> str:
    """Return tables of the design as dictionaries: lengths and colours are typst's, all else is a string."""
    return dictionary((name, _value(each)) for name, each in found.items() if not isinstance(each, list))


def _value(found: Any) -> str:
    if isinstance(found, dict):
        return values(found)
    text = str(found)
    return text if _LENGTH.fullmatch(text) else f"rgb({literal(text)})" if text[:1] == "#" else literal(text)


def dictionary(items: Iterable[tuple[str, str]]) -> str:
    """Return a dictionary of expressions by name."""
    written = ",".join(f"{literal(key)}:{value}" for key, value in items)
    return f"({written})" if written else "(:)"
