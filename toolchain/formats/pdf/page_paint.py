"""The colours in which a PDF paints (ISO 32000-1, 8.6), as far as they are known without a colour profile."""

from __future__ import annotations

from typing import Any, NamedTuple

from toolchain.formats.pdf.operations import first_name, numbers

_BY_VALUES = frozenset(("/DeviceGray", "/DeviceRGB", "/DeviceCMYK", "/CalGray", "/CalRGB", "/ICCBased"))
_BLACK_INK = "/Black"


class Paint(NamedTuple):
    """The colour that areas and signs get: "#rrggbb", "" where it is not known; and how values are meant."""

    colour: str = "#000000"
    space: str = "/DeviceGray"


BLACK = Paint()


def painted_by(operator: bytes, operands: bytes, before: Paint, resources: Any) -> Paint:
    """The paint that an operator for areas sets."""
    if operator == b"cs":
        return _of_space(first_name(operands), resources)
    values = numbers(operands)
    if operator in _DEVICES:
        return Paint(_colour(values), _DEVICES[operator])
    if before.space == _BLACK_INK:
        return Paint(_colour([1 - each for each in values[:1]]), before.space)
    known = before.space in _BY_VALUES and b"/" not in operands
    return Paint(_colour(values) if known else "", before.space)


_DEVICES = {b"g": "/DeviceGray", b"rg": "/DeviceRGB", b"k": "/DeviceCMYK"}
OPERATORS = frozenset((*_DEVICES, b"cs", b"sc", b"scn"))
"""The operators that set the paint of areas and signs (8.6.8)."""


def _of_space(name: str, resources: Any) -> Paint:
    """A colour space, in which the first colour is black."""
    if name in _BY_VALUES:
        return Paint(BLACK.colour, name)
    import pikepdf

    found = resources.get("/ColorSpace")
    space: Any = found.get(name) if found is not None else None
    is_array = isinstance(space, pikepdf.Array) and len(space)
    kind = str(space[0]) if is_array else str(space or "")
    if kind in _BY_VALUES:
        return Paint(BLACK.colour, kind)
    if kind == "/Separation" and str(space[1]) == _BLACK_INK:
        return Paint(BLACK.colour, _BLACK_INK)
    return Paint("", kind)


def _colour(values: list[float]) -> str:
    """The colour of one, three or four values, "" for another number of them."""
    shares = [min(max(each, 0.0), 1.0) for each in values]
    if len(shares) == 1:
        shares *= 3
    elif len(shares) == 4:
        *inks, black = shares
        shares = [(1 - ink) * (1 - black) for ink in inks]
    if len(shares) != 3:
        return ""
    return "#" + "".join(f"{round(share * 255):02x}" for share in shares)
