"""Pictures, in a line of text."""

from __future__ import annotations

from docx.opc.constants import RELATIONSHIP_TYPE as TYPE

from toolchain import model as m
from toolchain.writers.docx.context import Frame
from toolchain.writers.docx.runs import Look, add_text, new_run
from toolchain.writers.docx.xml import NAMESPACES, Element, add, legal

EMU_PER_INCH = 914_400
EMU_PER_TWIP = 635


def add_picture(node: m.Image, parent: Element, frame: Frame, look: Look, *, highest: int = 0) -> None:
    """Add a picture, no larger than the column (or `highest`) allows; say so where it is missing."""
    job = frame.job
    image = job.resolved.document.images.get(node.source)
    if image is None:
        missing = job.resolved.words.terms["image_missing"].replace("{source}", node.source)
        add_text(parent, f"[{missing}]", look)
        return
    width, height = fitted(image, frame.width, highest or job.text_height)
    relationship = frame.story.relate(job.media.part(image), TYPE.IMAGE)
    job.pictures += 1
    _add_drawing(
        new_run(parent, look, look.rtl), relationship, job.pictures, legal(node.alt), (width, height)
    )


def fitted(image: m.ImageFile, widest: int, highest: int) -> tuple[int, int]:
    """The image's own width and height, or less, in English metric units.

    `widest` and `highest` are in twentieths of a point.
    """
    dpi = image.dpi if image.dpi > 0 else 96
    width, height = (max(pixels, 1) * EMU_PER_INCH / dpi for pixels in (image.width, image.height))
    scale = min(1, widest * EMU_PER_TWIP / width, highest * EMU_PER_TWIP / height)
    return max(round(width * scale), 1), max(round(height * scale), 1)


def _add_drawing(run: Element, relationship: str, number: int, alt: str, size: tuple[int, int]) -> None:
    """A picture inline with text (ECMA-376-1, 20.4.2.8)."""
    width, height = size
    drawing = add(run, "drawing")
    inline = add(drawing, "wp:inline", distT=0, distB=0, distL=0, distR=0)
    add(inline, "wp:extent", cx=width, cy=height)
    add(inline, "wp:docPr", id=number, name=f"Picture {number}", descr=alt)
    add(add(inline, "wp:cNvGraphicFramePr"), "a:graphicFrameLocks", noChangeAspect=1)
    data = add(add(inline, "a:graphic"), "a:graphicData", uri=NAMESPACES["pic"])
    picture = add(data, "pic:pic")
    names = add(picture, "pic:nvPicPr")
    add(names, "pic:cNvPr", id=number, name=f"Picture {number}")
    add(names, "pic:cNvPicPr")
    fill = add(picture, "pic:blipFill")
    add(fill, "a:blip", r__embed=relationship)
    add(add(fill, "a:stretch"), "a:fillRect")
    shape = add(picture, "pic:spPr")
    transform = add(shape, "a:xfrm")
    add(transform, "a:off", x=0, y=0)
    add(transform, "a:ext", cx=width, cy=height)
    add(add(shape, "a:prstGeom", prst="rect"), "a:avLst")
