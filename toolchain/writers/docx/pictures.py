"""Add inline pictures."""

from __future__ import annotations

import re

from docx.opc.constants import RELATIONSHIP_TYPE as TYPE

from toolchain import model as m
from toolchain.writers.docx.context import Frame
from toolchain.writers.docx.markup import Look, Paragraph, Pieces, add_text, element, run
from toolchain.writers.docx.styles import twips
from toolchain.writers.docx.xml import NAMESPACES

EMU_PER_INCH = 914_400
EMU_PER_TWIP = 635
_BEHIND_SPACE = ("<w:ind", "<w:jc")
"""What follows `w:spacing` in a paragraph's properties (ECMA-376-1, 17.3.1.26)."""


def add_picture_in_text(node: m.Image, pieces: Pieces, frame: Frame, look: Look) -> None:
    """Add a picture between words; lines of a fixed height would cut it off, so those around it may grow."""
    add_picture(node, pieces, frame, look)
    paragraph = frame.blocks[-1] if frame.blocks else None
    if not (frame.job.fixed_lines and isinstance(paragraph, Paragraph)):
        return
    given = [each for each in paragraph.properties if each.startswith("<w:spacing")]
    others = [each for each in paragraph.properties if each not in given]
    before = re.search(r'w:before="(\d+)"', "".join(given))
    space = element(
        "spacing", **({"before": before[1]} if before else {}), line=twips("text.line"), lineRule="atLeast"
    )
    at = next((at for at, each in enumerate(others) if each.startswith(_BEHIND_SPACE)), len(others))
    paragraph.properties[:] = [*others[:at], space, *others[at:]]


def add_picture(
    node: m.Image,
    pieces: Pieces,
    frame: Frame,
    look: Look,
    *,
    most: tuple[int, int] = (0, 0),
    row: int = 0,
) -> None:
    """Add a picture, no larger than the column and `most`, a width and a height, allow.

    It is in the middle of a `row` that is higher. Show a warning if it is missing.
    """
    job = frame.job
    image = job.resolved.document.images.get(node.source)
    if image is None:
        missing = job.resolved.words.terms["image_missing"].replace("{source}", node.source)
        add_text(pieces, f"[{missing}]", look)
        return
    width, height = fitted(image, most[0] or frame.width, most[1] or job.text_height)
    relationship = frame.story.relate(job.media.part(image), TYPE.IMAGE)
    job.pictures += 1
    drawing = _drawing(relationship, job.pictures, node.alt, (width, height), row * EMU_PER_TWIP)
    pieces.append(run(drawing, look, rtl=look.rtl))


def fitted(image: m.ImageFile, widest: int, highest: int) -> tuple[int, int]:
    """Return the image's own width and height, or less, in English metric units.

    `widest` and `highest` are in twentieths of a point.
    """
    dpi = image.dpi if image.dpi > 0 else 96
    width, height = (max(pixels, 1) * EMU_PER_INCH / dpi for pixels in (image.width, image.height))
    scale = min(1, widest * EMU_PER_TWIP / width, highest * EMU_PER_TWIP / height)
    return max(round(width * scale), 1), max(round(height * scale), 1)


def _drawing(relationship: str, number: int, alt: str, size: tuple[int, int], row: int) -> str:
    """Return a picture inline with text (ECMA-376-1, 20.4.2.8).

    Negative shares of it are cut off above and below, which is empty room (20.1.8.55): LibreOffice puts all
    pictures on the line, whatever `w:textAlignment` and `w:position` say.
    """
    width, drawn = size
    height = max(drawn, row)
    room = round((drawn - height) / drawn * 50_000)
    name = f"Picture {number}"
    picture = element(
        "pic:pic",
        element(
            "pic:nvPicPr",
            element("pic:cNvPr", id=number, name=name),
            element("pic:cNvPicPr"),
        ),
        element(
            "pic:blipFill",
            element("a:blip", r__embed=relationship),
            element("a:srcRect", t=room, b=room) if room else "",
            element("a:stretch", element("a:fillRect")),
        ),
        element(
            "pic:spPr",
            element("a:xfrm", element("a:off", x=0, y=0), element("a:ext", cx=width, cy=height)),
            element("a:prstGeom", element("a:avLst"), prst="rect"),
        ),
    )
    inline = element(
        "wp:inline",
        element("wp:extent", cx=width, cy=height),
        element("wp:docPr", id=number, name=name, descr=alt),
        element("wp:cNvGraphicFramePr", element("a:graphicFrameLocks", noChangeAspect=1)),
        element("a:graphic", element("a:graphicData", picture, uri=NAMESPACES["pic"])),
        **dict.fromkeys(("distT", "distB", "distL", "distR"), 0),
    )
    return element("drawing", inline)
