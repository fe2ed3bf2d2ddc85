"""Pictures of a Word file come as they were seen in it, and shapes are told."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from tests.support.docx_made import made, p, run, unzipped, zipped
from tests.support.word_drafts import losses
from toolchain.pipeline.import_word import Converted, convert
from toolchain.reports.sentences import message_of


def with_picture(drawing: str, form: str = "PNG") -> Converted:
    """What comes of a file with a picture of 360 by 240 pixels, whose relationship is `picture`.

    It is white at the left above, and its own tag asks to turn it, which Word does not do.
    """
    link = (
        '<Relationship Id="picture" Target="media/a.png" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/>'
    )
    files = unzipped(made(f"<w:p><w:r>{drawing}</w:r></w:p>", links=link))
    stored = io.BytesIO()
    image = Image.new("RGB", (360, 240))
    image.paste("white", (0, 0, 60, 60))
    exif = Image.Exif()
    exif[274] = 6
    image.save(stored, form, exif=exif)
    files["word/media/a.png"] = stored.getvalue()
    return convert(zipped(files), "draft.docx", Path("report.md"), lambda _: None)


DRAWN = (
    "<w:drawing><wp:inline><wp:docPr id='1' name='x' descr='{}'/><a:graphic><a:graphicData>"
    "<a:blip r:embed='picture'/>{}</a:graphicData></a:graphic></wp:inline></w:drawing>"
)


def test_a_path_is_no_description_of_a_picture() -> None:
    """Word has put the name of the file there, which tells whose computer it was on."""
    imported = with_picture(DRAWN.format("C:\\Users\\somebody\\a.png", ""))
    assert "![](report-1.png)" in imported.text
    assert any("the alt text of a picture was a path" in message_of(told.facts) for told in imported.losses)


@pytest.mark.parametrize(
    ("drawing", "size"),
    [
        (DRAWN.format("", '<a:srcRect l="25000" t="50000"/>'), (270, 120)),
        (DRAWN.format("", '<a:srcRect r="12.5%" b="100%"/>'), (315, 1)),
        (DRAWN.format("", '<a:srcRect l="-5000" t="90"/>'), (240, 360)),
        ('<w:pict><v:shape><v:imagedata r:id="picture" cropleft="16384f"/></v:shape></w:pict>', (270, 240)),
    ],
)
def test_what_was_cut_off_a_picture_is_not_imported(drawing: str, size: tuple[int, int]) -> None:
    """A face may be there: nobody saw it in the draft."""
    imported = with_picture(drawing)
    with Image.open(io.BytesIO(imported.files["report-1.png"])) as image:
        assert image.size == size
    told = [message_of(each.facts) for each in imported.losses]
    assert any("what was cut off a picture is left out" in each for each in told) == (size != (240, 360))


@pytest.mark.parametrize(
    ("look", "size", "corner"),
    [
        ('rot="5400000"', (240, 360), (239, 0)),
        ('rot="-5400000"', (240, 360), (0, 359)),
        ('rot="10800000"', (360, 240), (359, 239)),
        ('flipH="1"', (360, 240), (359, 0)),
        ('flipV="1"', (360, 240), (0, 239)),
        ('flipV="1" rot="5400000"', (240, 360), (0, 0)),
        ('flipH="1" rot="5400000"', (240, 360), (239, 359)),
        ('flipH="1" flipV="1"', (360, 240), (359, 239)),
        ('rot="90000"', (240, 360), (239, 0)),  # tilted: upright
    ],
)
@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_a_picture_is_imported_as_it_was_turned_in_word(
    look: str, size: tuple[int, int], corner: tuple[int, int], form: str
) -> None:
    frame = (
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill>'
        f'<a:blip r:embed="picture"/></pic:blipFill><pic:spPr><a:xfrm {look}/></pic:spPr></pic:pic>'
    )
    drawing = DRAWN.replace("<a:blip r:embed='picture'/>", frame).format("", "")
    [(_, data)] = with_picture(drawing, form).files.items()
    with Image.open(io.BytesIO(data)) as image:
        assert image.size == size
        left, top = corner
        assert image.convert("L").crop((left, top, left + 1, top + 1)).tobytes()[0] > 200


RULE = '<v:rect xmlns:o="urn:schemas-microsoft-com:office:office" o:hr="t"/>'
SHAPE = (
    '<w:drawing><wp:inline><wp:docPr id="1" name="Arrow"/><a:graphic><a:graphicData uri="'
    'http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp/></a:graphicData></a:graphic>'
    "</wp:inline></w:drawing>"
)
TEXT_BOX = f"<v:textbox><w:txbxContent>{p(run('Words'))}</w:txbxContent></v:textbox>"
BOX = f"<w:pict><v:shape>{TEXT_BOX}</v:shape></w:pict>"


@pytest.mark.parametrize(
    ("drawn", "told"),
    [
        ("<w:pict><v:shape/></w:pict>", 1),
        (SHAPE, 1),
        (SHAPE.replace("wordprocessingShape", "lockedCanvas"), 1),
        (f"<w:pict>{RULE}</w:pict>", 0),
        (BOX, 0),
    ],
    ids=["older", "shape", "copied", "rule", "box"],
)
def test_shapes_without_words_are_told(drawn: str, told: int) -> None:
    said = losses(p(run("Before") + f"<w:r>{drawn}</w:r>"))
    assert [each for each in said if "a drawn shape" in each] == [
        "a drawn shape cannot be read for certain"
    ] * told


GROUP = (
    '<w:drawing><wp:inline><wp:docPr id="1" name="Group" descr="A girl"/><a:graphic><a:graphicData uri="'
    'http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"><wpg:wgp xmlns:wpg="x">{}</wpg:wgp>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing>"
)
PIC = (
    '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:cNvPr descr="A boy"/>'
    '<a:blip r:embed="picture"/></pic:pic>'
)
OLDER = '<v:shape alt="A girl"><v:imagedata r:id="picture"/></v:shape>'


@pytest.mark.parametrize(
    ("drawing", "told"),
    [
        (GROUP.format(PIC + "<wps:wsp/>"), True),
        (GROUP.format(f"{PIC}<wps:wsp><a:blip/></wps:wsp><wps:wsp>{TEXT_BOX}</wps:wsp>"), False),
        (GROUP.format(PIC), False),
        (f"<w:pict><v:group>{OLDER}<v:rect/></v:group></w:pict>", True),
        (f"<w:pict><v:group>{OLDER}</v:group></w:pict>", False),
    ],
)
def test_a_shape_drawn_on_a_picture_is_told(drawing: str, told: bool) -> None:
    """It may cover the eyes of a child, and the picture comes without it."""
    imported = with_picture(drawing)
    assert imported.text.count("![A girl]") == 1
    said = [message_of(each.facts) for each in imported.losses]
    assert ("a shape drawn on a picture cannot be read for certain" in said) == told


def test_all_pictures_of_a_group_are_imported() -> None:
    assert "![A girl](report-1.png)![A boy](report-1.png)" in with_picture(GROUP.format(PIC + PIC)).text
