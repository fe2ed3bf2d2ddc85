"""Pictures, text boxes and charts in a run."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, takewhile

from toolchain.formats.docx.package import Package
from toolchain.formats.docx.story import Token
from toolchain.formats.docx.xml import VML, WP, A, Element, R, W, integer, is_passed_over
from toolchain.model.expressions import expression
from toolchain.model.facts import Word
from toolchain.rules.files_docx import NotForCertain

_BOX = W + "txbxContent"
_WITH_WORDS = ("chart", "chartEx", "diagramData", "diagramDrawing")
_UNREAD = {"chart": Word("a chart"), "chartex": Word("a chart"), "diagram": Word("a diagram")}

_SHAPES = ("wordprocessingShape", "wordprocessingGroup", "wordprocessingCanvas", "lockedCanvas")
OLDER_SHAPES = tuple(
    VML + name for name in ("shape", "rect", "oval", "line", "polyline", "curve", "arc", "roundrect")
)
NAMED = (WP + "docPr", "{http://schemas.openxmlformats.org/drawingml/2006/picture}cNvPr", VML + "*")
"""Elements that name or describe a drawing."""

_NAMING = ("alt", "id", "name", "title", "descr")
"""Their attributes that do so."""

CHART_CELLS = (
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}f",
    *("{http://schemas.microsoft.com/office/drawing/2012/chart}" + name for name in ("f", "sqref")),
    "{http://schemas.microsoft.com/office/drawing/2014/chartex}f",
)
"""The cells of a workbook that a row of a chart was drawn from."""

_LENGTH = expression(r"(\d+(?:\.\d+)?)(%|f|)")
_THOUSANDTH = 0.001
_QUARTER = 5_400_000
"""Of a turn, in sixty-thousandths of a degree."""
_WAYS = {False: (1, 6, 3, 8), True: (2, 7, 4, 5)}
"""The numbers of quarters to the right, of a picture and of its mirror image."""
_RULE = "{urn:schemas-microsoft-com:office:office}hr"


def is_name(element: Element, key: str) -> bool:
    """Return whether an attribute names or describes a drawing; in the form before 2010, several more do."""
    return key in _NAMING or (str(element.tag).startswith(VML) and key != "string")  # words of WordArt


def drawing(element: Element, look: int) -> Iterator[Token]:
    """Return the tokens of a `w:drawing`. The text of a chart is not read."""
    properties = next(element.iter(WP + "docPr"), None)
    if properties is not None and properties.get("hidden") in ("1", "true"):
        return
    alt = "" if properties is None else properties.get("descr", "")
    yield from _shown(element, alt, look)
    for data in element.iter(A + "graphicData"):
        if what := _UNREAD.get(_kind(data)):
            yield Token("unsure", value=NotForCertain(what))


def older_drawing(element: Element, look: int) -> Iterator[Token]:
    """Return the tokens of a `w:pict` or `w:object`, as Word wrote them before 2010, and watermarks."""
    for path in element.iter(VML + "textpath"):  # the words of WordArt
        yield Token("text", path.get("string", ""), look)
    alt = next((str(each.get("alt")) for each in element.iter() if each.get("alt")), "")
    yield from _shown(element, alt, look)
    if element.tag == W + "object":
        yield Token("unsure", value=NotForCertain(Word("an embedded object")))


def drawn_words(element: Element, part: str, package: Package) -> Iterator[str]:
    """Yield the words of charts, diagrams and locked drawings in an element of a part."""
    for data in element.iter(A + "graphicData"):
        trees = package.trees(part, *_WITH_WORDS) if _kind(data) in _UNREAD else ()
        texts = chain(data.iter(A + "t"), *(root.iter("{*}t", "{*}v", "{*}pt") for _, root in trees))
        yield from (each.text for each in texts if each.text)


def part_of(picture: Element | None) -> str:
    """Return the id of the relationship to the bytes of a picture, in the file or elsewhere; "" for none."""
    names = () if picture is None else ("embed", "id", "link", "href")
    return next((identity for name in names if (identity := picture.get(R + name))), "")  # type: ignore[union-attr]


def pictures_in(root: Element) -> Iterator[Element]:
    """Yield the elements that name the bytes of pictures, in today's form and in that before 2010."""
    return root.iter(A + "blip", VML + "imagedata")


def cut_off(picture: Element) -> tuple[float, ...]:
    """Return the shares of a picture, 0 to 1, that are cut off at its left, top, right and bottom.

    It is () if none of them is a thousandth.
    """
    around = picture.getparent()
    if picture.tag != A + "blip":  # a tenth is "6554f" here, "10000" or "10%" below
        shares = [_share(picture.get(f"crop{side}", ""), 1) for side in ("left", "top", "right", "bottom")]
    elif (
        around is not None and (rect := around.find(A + "srcRect")) is not None
    ):  # "10000" or "10%" is a tenth
        shares = [_share(rect.get(side, ""), 100_000) for side in "ltrb"]
    else:
        return ()
    return tuple(shares) if max(shares) > _THOUSANDTH else ()


def way_of(picture: Element) -> int:
    """Return how a picture is turned and mirrored, as TIFF's tag 274 says it.

    1 is upright, also for what is not turned by quarters; 6 is a quarter to the right.
    """
    frame = next((each for each in picture.iterancestors() if each.tag.endswith("}pic")), picture)
    look = next(frame.iter(A + "xfrm"), frame)
    turns, rest = divmod(integer(look.get("rot")), _QUARTER)
    across, upside = (look.get(name) in ("1", "true") for name in ("flipH", "flipV"))
    return 1 if rest else _WAYS[across != upside][(turns + 2 * upside) % 4]


def _share(typed: str, whole: int) -> float:
    found = _LENGTH.fullmatch(typed)
    return min(float(found[1]) / {"%": 100, "f": 65_536}.get(found[2], whole), 1) if found else 0


def _shown(element: Element, alt: str, look: int) -> Iterator[Token]:
    """Yield the pictures and text boxes of a drawing. The text of the whole describes its first picture."""
    boxes = [each for each in element.iter(_BOX) if not _is_inside_another(each, element)]
    images = [each for each in pictures_in(element) if not _is_inside_another(each, element)]
    for at, image in enumerate(images):
        yield Token("image", _described(image) if at else alt, look, image)
    if alt and not images and not boxes:
        yield Token("image", alt, look)
    elif images and _has_bare_shape(element):
        yield Token("unsure", value=NotForCertain(Word("a shape drawn on a picture")))
    elif not images and not boxes and _is_drawn(element):
        yield Token("unsure", value=NotForCertain(Word("a drawn shape")))
    yield from (Token("box", value=box) for box in boxes)


def _described(image: Element) -> str:
    frame = next((each for each in image.iterancestors() if each.tag.endswith(("}pic", "}shape"))), image)
    named = next((each for each in frame.iter(*NAMED) if each.get("descr") or each.get("alt")), frame)
    return str(named.get("descr") or named.get("alt") or "")


def _has_bare_shape(element: Element) -> bool:
    """Return whether a shape is drawn next to pictures, such as a bar that covers the eyes of a person."""
    shapes = element.iter("{*}wsp", *OLDER_SHAPES)
    return any(
        each.get(_RULE) is None and next(each.iter(_BOX, VML + "imagedata", A + "blip"), None) is None
        for each in shapes
    )


def _is_drawn(element: Element) -> bool:
    """Return whether shapes are drawn, such as the arrows of a flow chart; a horizontal rule is not."""
    if element.tag == W + "drawing":
        return any(_kind(data) in _SHAPES for data in element.iter(A + "graphicData"))
    return any(shape.get(_RULE) is None for shape in element.iter(*OLDER_SHAPES))


def _kind(data: Element) -> str:
    return data.get("uri", "").rpartition("/")[2]


def _is_inside_another(box: Element, drawing: Element) -> bool:
    """Return whether a box is inside another box, which is read with it, or in a form that is not shown."""
    around = takewhile(lambda each: each is not drawing, box.iterancestors())
    return any(each.tag == _BOX or is_passed_over(each) for each in around)
