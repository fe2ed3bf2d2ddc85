"""Code for typst, as text. Words are in it only as string literals, so that no text can be code."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SPECIAL = re.compile('[\\\\"\x00-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]')
_UNBROKEN = re.compile(
    r"[^\s\u200b/:.?&=_\-\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ua4cf\uac00-\ud7ff"
    r"\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]{55,}"
)
"""A word that can be longer than a line. typst itself breaks only addresses and scripts without spaces."""

_RANGE = re.compile(r"(?<![^\W_])(\d{1,6}–\d{1,6})(?![^\W_])")
_OPEN_RANGE = re.compile(r"(?:^|\d)–$")

NOTHING = "[]"


def literal(text: str) -> str:
    """Return a text as a string literal. Forbidden characters become U+FFFD, as on a page."""
    return f'"{_SPECIAL.sub(_escaped, text)}"' if _SPECIAL.search(text) else f'"{text}"'


def _escaped(found: re.Match[str]) -> str:
    sign = found[0]
    return f"\\{sign}" if sign in '\\"' else "\\n" if sign == "\n" else " " if sign == "\t" else "\ufffd"


def words(text: str) -> str:
    """Return words of a line as string literals; a word longer than a line can break anywhere (U+200B).

    A range of numbers does not break after its dash, also if the next number is a link.
    """
    text = text.replace("\n", " ")
    text = _UNBROKEN.sub(lambda found: "\u200b".join(re.findall(".{1,12}", found[0])), text)
    if "–" not in text:
        return literal(text)
    pieces = map(literal, filter(None, _RANGE.split(text)))
    boxed = [call("box", each) if _RANGE.fullmatch(each[1:-1]) else each for each in pieces]
    return joined([*boxed, "joint"] if _OPEN_RANGE.search(text) else boxed)


def joined(pieces: Iterable[str]) -> str:
    """Return pieces of content one after another, as one piece."""
    shown = [piece for piece in pieces if piece and piece != NOTHING]
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


def dictionary(items: Iterable[tuple[str, str]]) -> str:
    """Return a dictionary of expressions by name."""
    written = ",".join(f"{literal(key)}:{value}" for key, value in items)
    return f"({written})" if written else "(:)"
