"""Make a PDF for a print shop: bleed, crop marks, and black as black ink.

Black and grey are painted in DeviceCMYK with K alone: converted from RGB they would be a mixture of four
inks, which blurs small letters if one plate is slightly shifted. Colours and images stay in sRGB, which the
file declares (DefaultRGB; ISO 32000-1, 8.6.5.6): the conversion to ink depends on press and paper, which only
the print shop knows. Boxes are those of ISO 32000-1, 14.11.2; crop marks are in all inks ("All", 8.6.6.4), so
that each plate has them, and are outside the bleed.
"""

from __future__ import annotations

from typing import Any

from toolchain.model.expressions import expression

BLEED_STYLE = "@page { bleed: 3mm } a { color: inherit !important }"
"""The bleed, which the style sheets do not set: how far content extends beyond the page's edge. Links, which
paper does not have, need no coloured ink.
"""

_MM = 72 / 25.4
_MARK = 5 * _MM
_AROUND = 7 * _MM
"""Points: how long a crop mark is, and how much paper there is around the bleed."""
_WIDTH = 0.25
_GREY = expression(rb"([\d.]+) \1 \1 (rg|RG)")
_ALL = "PrintersMarks"
"""The name under which pages find the colour of crop marks."""


def put_print_marks(pdf: Any, profile: Any, spaces: Any) -> None:
    """Add boxes and crop marks to pages, paint black and grey with black ink alone, and declare the RGB
    profile, a stream of the file, in the colour spaces that its pages share.
    """
    import pydyf

    pdf.info["Trapped"] = "/False"
    _put_colours(spaces, profile)
    by_reference = {each.reference: each for each in pdf.objects}
    for each in pdf.objects:
        if isinstance(each, pydyf.Stream):
            each.stream = [in_black_ink(operation) for operation in each.stream]
            _blend_as_page(each.extra.get("Group"))
    for page in pdf.objects:
        if isinstance(page, dict) and page.get("Type") == "/Page":
            bleed = page["BleedBox"] = page["MediaBox"]
            page["MediaBox"] = type(bleed)(_wider(bleed))
            content = by_reference[page["Contents"]].stream
            content.insert(0, _clip(bleed))
            content.append(b"Q " + _crop_marks(page["TrimBox"], bleed))


def _blend_as_page(group: Any) -> None:
    """Let a group blend in the inks of its page: in RGB, black ink in it would become a mixture."""
    if group and group.get("CS") == "/DeviceRGB":
        del group["CS"]


def in_black_ink(operation: Any) -> Any:
    """Return an operation of a content stream: one that sets a grey, in black ink."""
    found = isinstance(operation, bytes) and _GREY.fullmatch(operation)
    if not found:
        return operation
    ink = f"{1 - min(1.0, float(found[1])):.4f}".rstrip("0").rstrip(".")
    return f"0 0 0 {ink} {'K' if found[2] == b'RG' else 'k'}".encode()


def _put_colours(spaces: Any, profile: Any) -> None:
    import pydyf

    tint = pydyf.Dictionary({
        "FunctionType": 2,
        "Domain": pydyf.Array([0, 1]),
        "C0": pydyf.Array([0, 0, 0, 0]),
        "C1": pydyf.Array([1, 1, 1, 1]),
        "N": 1,
    })  # fmt: skip
    spaces["DefaultRGB"] = pydyf.Array(("/ICCBased", profile.reference))
    spaces[_ALL] = pydyf.Array(("/Separation", "/All", "/DeviceCMYK", tint))


def _wider(box: Any) -> list[float]:
    left, top, right, bottom = box
    return [left - _AROUND, top - _AROUND, right + _AROUND, bottom + _AROUND]


def _clip(bleed: Any) -> bytes:
    """Return operators that paint nothing outside the bleed, where the crop marks are."""
    left, top, right, bottom = bleed
    return f"q {left:.3f} {top:.3f} {right - left:.3f} {bottom - top:.3f} re W n".encode()


def _crop_marks(trim: Any, bleed: Any) -> bytes:
    """Return two lines at each corner, aligned with the page's edges, from the bleed outwards."""
    lines = []
    for x in trim[::2]:
        lines += [(x, bleed[1], x, bleed[1] - _MARK), (x, bleed[3], x, bleed[3] + _MARK)]
    for y in trim[1::2]:
        lines += [(bleed[0], y, bleed[0] - _MARK, y), (bleed[2], y, bleed[2] + _MARK, y)]
    drawn = " ".join(f"{a:.3f} {b:.3f} m {c:.3f} {d:.3f} l" for a, b, c, d in lines)
    return f"/Artifact BMC q /{_ALL} CS 1 SCN {_WIDTH} w {drawn} S Q EMC".encode()
