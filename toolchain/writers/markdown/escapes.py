"""Escape a text with backslashes and character references, only as much as necessary.

Escaped is what the format would read as markup (CommonMark 0.31.2, with the format's own brackets and
braces), and what a check would report as leftover markup (S017) or a number (P105).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from html.entities import html5

from toolchain.model.expressions import expression
from toolchain.model.tree import HEADING_CLASSES
from toolchain.model.values import ABOUT

BLANKS = " \t"
_UNSEEN = "\n\r\u00ad\u200b"
"""What is written by reference, so that it is seen, or is no line end."""
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_AFTER_BACKSLASH = _PUNCTUATION | {*_UNSEEN}
_UNHELD = expression("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = expression("[\\\\`*_\\[\\]<&{^!~=@:(\n\r\u00ad\u200b]")
_REFERENCE = expression(r"&(?:#(?:[xX][0-9a-fA-F]{1,6}|[0-9]{1,7})|([a-zA-Z][a-zA-Z0-9]{1,31}));")
_LONGEST_REFERENCE = 34
_NO_KEY_BEHIND = expression(r"[^\W\u3001-\u303f\u3400-\u9fff\uff00-\uff1f]|[.@/]")
"""A character after which an @ does not begin a key: a letter, except Chinese ones."""
_STAR_APART = expression(r"\S \* (?=\S)")
_STAR_FIRST = expression(r"\* (?=\S)")
_LOWERED = expression(r"~[\w+-]{1,6}~")
_RAISED = expression(r"\^[\w+-]{1,6}\^")
_MARKED = expression(r"==[^\s=][^=\n]{0,200}==")
_BEFORE_ADDRESS = expression(r" \(\s*<?(?:#[a-z^]|www\.|[A-Za-z][A-Za-z0-9+.-]*:)")
_TRIMMED = expression("[\t\n\x0b\x0c\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
"""White space that Markdown removes at the start and end of the text of a block."""
_WHITE = expression("[\t\n\x0c\r \xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
"""White space next to a delimiter of emphasis (CommonMark 2.1)."""


def is_white(sign: str) -> bool:
    """Return whether a character, "" at an end, is white space next to a delimiter of emphasis."""
    return not sign or bool(_WHITE.fullmatch(sign))


def is_punctuation(sign: str) -> bool:
    """Return whether a character is punctuation next to a delimiter of emphasis."""
    return sign in _PUNCTUATION or unicodedata.category(sign)[0] in "PS"


def is_word(sign: str) -> bool:
    """Return whether a character is neither white space nor punctuation."""
    return not is_white(sign) and not is_punctuation(sign)


def is_trimmed(sign: str) -> bool:
    """Return whether Markdown removes a character at the start or end of the text of a block."""
    return bool(_TRIMMED.fullmatch(sign))


def without_unheld(text: str) -> str:
    """Return a text without characters that no source can contain: controls, surrogates."""
    return _UNHELD.sub("", text)


def reference(sign: str) -> str:
    """Return a character's reference: `&nbsp;`, `&#32;`."""
    return "&nbsp;" if sign == "\xa0" else f"&#{ord(sign)};" if ord(sign) < 128 else f"&#x{ord(sign):X};"


def has_reference(sign: str) -> bool:
    """Return whether a character can be written by reference: noncharacters cannot."""
    code = ord(sign)
    return not (0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE)


def escaped(
    text: str, before: str = "", after: str = "", *, brackets: bool = False, citing: bool = False
) -> str:
    r"""Return a text as typed between two others.

    `before` and `after` are the characters next to it, "" at an end of the content and "\n" at an end of a
    line. `brackets` means that it is in brackets, `citing` that these are a citation's.
    """
    if not _SPECIAL.search(text):
        return text
    plain = frozenset[int]() if citing else _plain_brackets(text, before, after)
    out: list[str] = []
    done = 0
    for found in _SPECIAL.finditer(text):
        at, sign = found.start(), found[0]
        out.append(text[done:at])
        done = at + 1
        if sign in _UNSEEN:
            out.append(reference(sign))
        elif sign == ":" and at and not brackets:
            out.append(sign)
        elif sign in "[]":
            bare = at in plain or (sign == "]" and not brackets and not citing)
            out.append(sign if bare else f"\\{sign}")
        else:
            means = _MEANS[sign](text, at, before, after) or (sign == "@" and citing)
            out.append(f"\\{sign}" if means else sign)
    return "".join((*out, text[done:]))


def _beside(text: str, at: int, before: str, after: str) -> tuple[str, str]:
    return text[at - 1] if at else before, text[at + 1] if at + 1 < len(text) else after


def _plain_brackets(text: str, before: str, after: str) -> frozenset[int]:
    """Return the positions of brackets that are not markup: "[t]he", "[sic]"."""
    plain: set[int] = set()
    opening = -1
    nested = False
    for found in re.finditer(r"[\[\]]", text):
        at = found.start()
        if found[0] == "[":
            nested, opening = opening >= 0, at
            continue
        if opening >= 0 and not nested and _is_plain(text, opening, at, before, after):
            plain |= {opening, at}
        opening, nested = -1, False
    return frozenset(plain)


def _is_plain(text: str, start: int, end: int, before: str, after: str) -> bool:
    left = text[start - 1] if start else before
    right = text[end + 1] if end + 1 < len(text) else "" if after == "[" else after
    inside = text[start + 1 : end]
    return (
        left not in ("!", "^", "]", "[", "\\")
        and right not in ("[", "{", ":", "(")
        and not inside.startswith("^")
        and not re.search(r"[@\n\r]", inside)
        and not _BEFORE_ADDRESS.match(text, end + 1)
    )


def _star(text: str, at: int, before: str, after: str) -> bool:
    if at == 0:
        return before not in ("", "\n") or not _STAR_FIRST.match(text)
    return at < 2 or not _STAR_APART.match(text, at - 2)


def _underline(text: str, at: int, before: str, after: str) -> bool:
    inside = 1 < at < len(text) - 2
    return not (inside and is_word(text[at - 1]) and is_word(text[at + 1]))


def _less(text: str, at: int, before: str, after: str) -> bool:
    following = text[at + 1 : at + 2]
    return not following or following in "/!?" or (following.isascii() and following.isalpha())


def _ampersand(text: str, at: int, before: str, after: str) -> bool:
    found = _REFERENCE.match(text[at : at + _LONGEST_REFERENCE] + after)
    return bool(found) and (found[1] is None or f"{found[1]};" in html5)  # type: ignore[index]


_IN_BRACES = (
    "{#",
    "{.",
    "{lang=",
    "{series=",
    *(f"{{{name}" for name in HEADING_CLASSES),
    *(f"{{{key}=" for key in ABOUT),
)


def _caret(text: str, at: int, before: str, after: str) -> bool:
    left, right = _beside(text, at, before, after)
    return (at == 0 and left == "[") or right == "[" or bool(_RAISED.match(text, at))


def _tilde(text: str, at: int, before: str, after: str) -> bool:
    left, right = _beside(text, at, before, after)
    return left == "~" or right == "~" or ((left.isalpha() or left == ")") and bool(_LOWERED.match(text, at)))


def _at(text: str, at: int, before: str, after: str) -> bool:
    left, right = _beside(text, at, before, after)
    return not _NO_KEY_BEHIND.fullmatch(left) and bool(re.fullmatch(r"[\w{]", right))


_MEANS: dict[str, Callable[[str, int, str, str], bool]] = {
    "\\": lambda text, at, before, after: at + 2 >= len(text) or text[at + 1] in _AFTER_BACKSLASH,
    "`": lambda text, at, before, after: True,
    "*": _star,
    "_": _underline,
    "<": _less,
    "&": _ampersand,
    "{": lambda text, at, before, after: text.startswith(_IN_BRACES, at),
    "^": _caret,
    "!": lambda text, at, before, after: at + 1 == len(text) and after == "[",
    "~": _tilde,
    "=": lambda text, at, before, after: bool(_MARKED.match(text, at)),
    "@": _at,
    ":": lambda text, at, before, after: _beside(text, at, before, after)[0] == "]",
    "(": lambda text, at, before, after: at == 0 and before == "]",
}
"""For each character, whether it is markup at a position of a text."""

_STARTS = expression(
    r"(?P<number>[0-9]{1,9})[.)](?=[ \t]|$)|#{1,6}(?=[ \t]|$|[^\W\d_a-z][^.!?:;{]*$)|[-+*](?=[ \t]|$)"
    r"|>|~{3}|\|"
    r"|([-_*])[ \t]*(?:\2[ \t]*){2,}$"
)
"""The start of a block: a list, heading, quotation, code, table row or thematic break; or what looks like a
heading without its space, such as #MeToo.
"""
_FURTHER = expression(r"(?P<number>\d{1,9}(?=\.)|Table(?=:))[.:](?=[ \t]|$)|(?:=+|-+)[ \t]*$|[:-][|: \t-]*$")
"""Text that would be read as markup, or reported, on a further line of a paragraph."""
_TIGHT = expression(r"(?P<number>\d{1,4})\.(?=[^\W\d_]{2}|[*_“«\"(\[])")


VERBATIM = "\0"
"""Marks, until it is written, a line that is indented like its container's text."""


def line_of_text(line: str, *, first: bool, margin: bool = False) -> str:
    """Return a line of a paragraph, escaped so that it begins nothing else. `margin`: its first line, in
    column 1.
    """
    start = line[:1]
    if start.isalpha() and start != "T":  # as most do
        return line
    found = _STARTS.match(line)
    if not found and not first:
        found = _FURTHER.match(line)
    if not found and (margin or not first):
        found = _TIGHT.match(line)
    if not found:
        return line
    at = found.end("number") if found["number"] else 0
    return f"{line[:at]}\\{line[at:]}"


def lines_of_text(text: str, *, margin: bool) -> list[str]:
    """Return the lines of a paragraph; `margin` means that it begins in column 1."""
    return [
        line_of_text(line, first=not number, margin=margin) for number, line in enumerate(text.split("\n"))
    ]


def defines(line: str) -> bool:
    """Return whether a line would be read as the definition of a note or a link."""
    return line.startswith("[") and bool(_DEFINITION.match(line))


_DEFINITION = expression(r"\[\^[^ \]]+\]:|\[(?:[^\[\]\\]|\\.)+\]:", re.DOTALL)
_BAD_SCHEME = expression(r"(?:vbscript|javascript|file|data):")
_GOOD_DATA = expression(r"data:image/(?:gif|png|jpeg|webp);")


def can_be_linked(url: str) -> bool:
    """Return whether Markdown allows an address in a link: it refuses some schemes."""
    url = url.strip().lower()
    return not _BAD_SCHEME.match(url) or bool(_GOOD_DATA.match(url))


def destination(url: str) -> str:
    """Return an address for a link's parentheses."""
    typed = unescapable(url)
    depth = 0
    for sign in url:
        depth += (sign == "(") - (sign == ")")
        if depth < 0 or depth > 32:
            break
    if url and not depth and url[0] != "<" and not re.search(r"[\x00-\x20]", typed):
        return typed
    return f"<{re.sub('[<>]', lambda found: chr(92) + found[0], typed)}>"


def title(text: str) -> str:
    """Return the title of a link or an image, in its quotation marks."""
    return '"' + unescapable(text).replace('"', '\\"') + '"'


def unescapable(text: str) -> str:
    """Return a text in which only backslashes and character references have a meaning."""
    text = re.sub(r"\\(?=[!-/:-@\[-`{-~\n\r]|$)", r"\\\\", text)
    text = _REFERENCE.sub(lambda found: "\\" + found[0] if _is_reference(found) else found[0], text)
    return re.sub(r"[\n\r]", lambda found: reference(found[0]), text)


def _is_reference(found: re.Match[str]) -> bool:
    return found[1] is None or f"{found[1]};" in html5
