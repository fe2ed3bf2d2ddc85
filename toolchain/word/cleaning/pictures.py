"""Pictures in a file: without what they tell; those that cannot be taken apart are named."""

from __future__ import annotations

from toolchain.formats.docx.xml import A, Element
from toolchain.formats.pictures import Unreadable, strip_picture, told_by
from toolchain.word.cleaning.files import Files
from toolchain.word.cleaning.report import Report

_ONE_IN_A_THOUSAND = 100  # of what a picture is cut by, in thousandths of a per cent


def clean_pictures(files: Files, report: Report) -> None:
    """Strip every picture that is a PNG, JPEG or GIF."""
    for name in sorted(files.parts()):
        kind = files.type_of(name)
        if not kind.startswith("image/"):
            if kind.endswith(("obfuscatedFont", "x-fontdata")):
                report.leave(f"the font {name}")
            continue
        data = files.content(name)
        try:
            clean = strip_picture(data)
        except Unreadable:
            report.leave(f"the picture {name} cannot be taken apart, so it may tell of its making")
            continue
        if told := dict.fromkeys(trace.what for trace in told_by(data)):
            report.take(f"picture that told {', '.join(told)}", count=1)
        if clean != data:
            files.replace(name, clean)


def tell_cut(root: Element, report: Report) -> None:
    """Name pictures of which a part is cut away: it is still in the file."""
    for cut in root.iter(A + "srcRect"):
        if any(_number(cut.get(side)) > _ONE_IN_A_THOUSAND for side in "ltrb"):
            report.leave("what was cut off a picture is still in it", cut)


def _number(text: str | None) -> float:
    try:
        return float((text or "0").rstrip("%"))
    except ValueError:
        return 0
