"""Split a content stream into operators and operands (ISO 32000-1, 7.8.2), and read operands.

One regular expression matches a whole operation. No alternative is tried twice at the same position, and each
match consumes bytes, so the time is linear for any input.
"""

from __future__ import annotations

import codecs
import re
from binascii import unhexlify
from collections.abc import Iterator

from toolchain.model.expressions import expression

_NAME = rb"/[^\x00\t\n\f\r ()<>\[\]{}/%]*+"
STRING = rb"\((?:[^()\\]++|\\.)*+\)"
for _ in range(15):  # brackets in pairs are written as they are
    STRING = rb"\((?:[^()\\]++|\\.|" + STRING + rb")*+\)"
_STRING = STRING + rb"?+"
_OPERAND = rb"[\x00\t\n\f\r +\-.0-9\[\]{}>]++|<[0-9A-Fa-f\s]*+>?+|%[^\r\n]*+|(?:true|false|null)\b|" + (
    _NAME + b"|" + _STRING
)
_OPERATION = expression(
    rb"((?:" + _OPERAND + rb")*+)(?:(ID)\s.*?(?:\sEI(?=\s)|\Z)|([A-Za-z'\"][A-Za-z0-9*'\"]*+)|.|\Z)",
    re.DOTALL,
)
_SHOWN = expression(rb"<([0-9A-Fa-f\s]*+)>|(" + _STRING + rb")", re.DOTALL)
_PART = expression(
    _SHOWN.pattern + rb"|(?<![^\s\[\]>)])([+-]?(?:\d{1,30}\.?\d{0,30}|\.\d{1,30}))(?![^\s\[\]<(])", re.DOTALL
)
_MCID = expression(rb"/MCID\s*+(\d{1,9})")
_REPLACEMENT = expression(rb"/ActualText\s*+(?:" + _SHOWN.pattern + rb")", re.DOTALL)
_LANG = expression(rb"/Lang\s*+(?:" + _SHOWN.pattern + rb")", re.DOTALL)
_FIRST_NAME = expression(rb"\s*+/([^\x00\t\n\f\r ()<>\[\]{}/%]*+)")
_SECOND_NAME = expression(_FIRST_NAME.pattern.replace(b"(", b"(?:", 1) + _FIRST_NAME.pattern)
_NUMBER = expression(rb"(?<![^\s\[\]])[+-]?(?:\d{1,30}\.?\d{0,30}|\.\d{1,30})(?![^\s\[\]])")
_ESCAPE = expression(rb"\\(?:([0-7]{1,3})|\r\n|(.))", re.DOTALL)
_UNUSUAL = expression(rb"\\(?![0-3][0-7]{2}|[()nrtbf])")
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b""}


def operations(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield each operator with the bytes of its operands. Unknown bytes are skipped."""
    for found in _OPERATION.finditer(data):
        operator, operands = found.group(3, 1)
        if operator:
            yield operator, operands


def strings(operands: bytes) -> bytes:
    """Return the strings among the operands, joined."""
    found = _SHOWN.findall(operands)
    return b"".join([_unescaped(string) if string else _bytes(digits) for digits, string in found])


def shown(operands: bytes) -> tuple[bytes, list[tuple[int, float]]]:
    """Return the strings among the operands, joined, and the numbers between them (9.4.3).

    Each number has the count of bytes before it.
    """
    data = bytearray()
    moves: list[tuple[int, float]] = []
    for digits, string, number in _PART.findall(operands):
        if not number:
            data += _unescaped(string) if string else _bytes(digits)
        elif number != b"0":
            moves.append((len(data), float(number)))
    return bytes(data), moves


def numbers(operands: bytes) -> list[float]:
    """Return the numbers among operands without strings."""
    return [float(each) for each in _NUMBER.findall(operands)]


def first_name(operands: bytes) -> str:
    """Return the name that is the first operand, with its slash; "" for none."""
    found = _FIRST_NAME.match(operands)
    return f"/{found[1].decode('latin-1')}" if found else ""


def second_name(operands: bytes) -> str:
    """Return the name directly after the first one, "" for none."""
    found = _SECOND_NAME.match(operands)
    return f"/{found[1].decode('latin-1')}" if found else ""


def mark_number(operands: bytes) -> int | None:
    """Return the number (MCID) in a property list of marked content, None for none."""
    found = _MCID.search(operands)
    return int(found[1]) if found else None


def language(operands: bytes) -> str:
    """Return the language in a property list of marked content (14.9.2), "" for none."""
    found = _LANG.search(operands) if b"/Lang" in operands else None
    return strings(found[0]).decode("latin-1") if found else ""


def replacement(operands: bytes) -> str | None:
    """Return the replacement text in a property list of marked content (14.9.4), None for none."""
    import pikepdf

    found = _REPLACEMENT.search(operands) if b"/ActualText" in operands else None
    return str(pikepdf.String(strings(found[0]))) if found else None


def _bytes(digits: bytes) -> bytes:
    try:
        return unhexlify(digits)
    except ValueError:  # white space counts as none, and an odd digit as if a zero followed (7.3.4.3)
        digits = b"".join(digits.split())
        return unhexlify(digits + b"0" * (len(digits) % 2))


def _unescaped(string: bytes) -> bytes:
    """Return the bytes of a literal string (7.3.4.2)."""
    inner = string[1:].removesuffix(b")")
    if b"\\" not in inner:
        return inner
    if _UNUSUAL.search(inner):
        return _ESCAPE.sub(_unescape, inner)
    return codecs.escape_decode(inner.replace(b"\\(", b"(").replace(b"\\)", b")"))[0]  # four times as fast


def _unescape(found: re.Match[bytes]) -> bytes:
    if found[1]:
        return bytes((int(found[1], 8) & 0xFF,))
    return _ESCAPED.get(found[2], found[2]) if found[2] else b""
