"""Ways in which glyphs and pictures that no page shows at first sight stay in a PDF; heads of books.

The glyphs are those of a font whose codes only its own table explains, so no search of bytes finds them.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable

import pikepdf
import pytest
from PIL import Image

from tests.support.withheld import (
    REGISTER,
    Change,
    built,
    changed_pdf,
    changed_zip,
    left_in,
    part,
    picture,
    public_of,
    put,
    write_source,
)
from toolchain.pipeline.stages import Submission
from toolchain.rules.withheld import NotSearched, PictureInFile

SAID = "near Pomacocha"
CODES = "".join(f"{at:02x}" for at in range(1, len(SAID) + 1))
CYRILLIC = "Нилова"
DRAWN = f"BT /F99 9 Tf <{CODES}> Tj ET"


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Submission:
    register = f"{REGISTER}- name: {CYRILLIC}\n  pseudonym: N.\n"
    return public_of(write_source(tmp_path_factory.mktemp("x"), register=register))


@pytest.fixture(scope="module")
def files(public: Submission) -> dict[str, bytes]:
    return {form: built(public, form) for form in ("docx", "pdf", "epub")}


def _resources(pdf: pikepdf.Pdf) -> pikepdf.Dictionary:
    lines = "\n".join(f"<{at:02x}> <{ord(letter):04x}>" for at, letter in enumerate(SAID, 1))
    table = f"1 begincodespacerange <00> <ff> endcodespacerange {len(SAID)} beginbfchar\n{lines}\nendbfchar"
    font = {
        "/Type": pikepdf.Name.Font,
        "/Subtype": pikepdf.Name.Type1,
        "/BaseFont": pikepdf.Name.Helvetica,
        "/ToUnicode": pdf.make_indirect(pikepdf.Stream(pdf, table.encode())),
    }
    return pikepdf.Dictionary({"/Font": {"/F99": pdf.make_indirect(pikepdf.Dictionary(font))}})


def _on_page(drawn: str) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        page.resources["/Font"]["/F99"] = _resources(pdf)["/Font"]["/F99"]
        page.resources["/ExtGState"] = pikepdf.Dictionary({"/G99": {"/ca": 0, "/CA": 0}})
        layer = pdf.make_indirect(pikepdf.Dictionary({"/Type": pikepdf.Name.OCG, "/Name": "x"}))
        page.resources["/Properties"] = pikepdf.Dictionary({"/L99": layer})
        layer["/Usage"] = pikepdf.Dictionary({"/View": {"/ViewState": pikepdf.Name.OFF}})
        pdf.Root["/OCProperties"] = pikepdf.Dictionary({"/OCGs": [layer], "/D": {"/OFF": [layer]}})
        page.contents_add(pikepdf.Stream(pdf, drawn.encode()))

    return change


def _form(pdf: pikepdf.Pdf, drawn: str = DRAWN, **keys: object) -> pikepdf.Object:
    shape = {"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Form, "/BBox": [0, 0, 9, 9]}
    return pdf.make_indirect(
        pikepdf.Stream(pdf, drawn.encode(), {**shape, "/Resources": _resources(pdf), **keys})
    )


def _link(pdf: pikepdf.Pdf) -> None:
    link = {"/Subtype": pikepdf.Name.Link, "/Rect": [0, 0, 9, 9], "/AP": {"/N": _form(pdf)}}
    pdf.pages[0].obj["/Annots"] = pikepdf.Array([pdf.make_indirect(pikepdf.Dictionary(link))])


def _mask(pdf: pikepdf.Pdf) -> None:
    state = {"/SMask": {"/S": pikepdf.Name.Alpha, "/G": _form(pdf)}}
    pdf.pages[0].resources["/ExtGState"] = pikepdf.Dictionary({"/G99": state})


def _pattern(pdf: pikepdf.Pdf) -> None:
    tile = pikepdf.Stream(
        pdf,
        DRAWN.encode(),
        {"/PatternType": 1, "/PaintType": 1, "/BBox": [0, 0, 9, 9], "/Resources": _resources(pdf)},
    )
    pdf.pages[0].resources["/Pattern"] = pikepdf.Dictionary({"/P99": pdf.make_indirect(tile)})


def _thumbnail(pdf: pikepdf.Pdf) -> None:
    """The small picture of a page, which needs not say that it is one."""
    face = Image.open(io.BytesIO(picture("face"))).convert("RGB")
    size = {"/Width": face.width, "/Height": face.height, "/BitsPerComponent": 8}
    stream = pikepdf.Stream(pdf, face.tobytes(), {**size, "/ColorSpace": pikepdf.Name.DeviceRGB})
    pdf.pages[0].obj["/Thumb"] = pdf.make_indirect(stream)


def _file_with_a_width(pdf: pikepdf.Pdf) -> None:
    """A packed file with a key that only pictures have, which programs ignore."""
    keys = {"/Type": pikepdf.Name.EmbeddedFile, "/Width": 9, "/Filter": pikepdf.Name.FlateDecode}
    file = pikepdf.Stream(pdf, zlib.compress(b"Rosa Quispe and others"), keys)
    pdf.Root["/X99"] = pdf.make_indirect(file)


OTHER = f"/Span <</ActualText (something else)>> BDC {DRAWN} EMC"
PDF: dict[str, Callable[[pikepdf.Pdf], None]] = {
    "text that is clipped": _on_page(f"q 0 0 0 0 re W n {DRAWN} Q"),
    "tiny text": _on_page(DRAWN.replace("9 Tf", "0.01 Tf")),
    "text off the page": _on_page(DRAWN.replace("BT", "BT 9999 9999 Td")),
    "text without a colour": _on_page(f"q /G99 gs {DRAWN} Q"),
    "text that is not painted": _on_page(DRAWN.replace("BT", "BT 3 Tr")),
    "text of a layer that is off": _on_page(f"/OC /L99 BDC {DRAWN} EMC"),
    "glyphs of which something else is said": _on_page(OTHER),
    "the appearance of a link": _link,
    "a mask": _mask,
    "a pattern": _pattern,
    "the thumbnail of a page": _thumbnail,
    "a file with a key of pictures": _file_with_a_width,
}


@pytest.mark.parametrize("way", PDF)
def test_what_stays_in_a_pdf_is_found(way: str, public: Submission, files: dict[str, bytes]) -> None:
    found = {type(each.facts) for each in left_in(public, changed_pdf(PDF[way])(files["pdf"]), "pdf")}
    assert found
    assert NotSearched not in found
    assert (PictureInFile in found) == (PDF[way] is _thumbnail)


def test_a_form_with_damaged_resources_is_not_searched(public: Submission, files: dict[str, bytes]) -> None:
    def damage(pdf: pikepdf.Pdf) -> None:
        form = pdf.Root["/X99"] = _form(pdf)
        form["/Resources"] = 1

    change = changed_pdf(damage)
    assert NotSearched in {type(each.facts) for each in left_in(public, change(files["pdf"]), "pdf")}


def _word(text: str) -> Change:
    return changed_zip({r"word/document\.xml": put("<w:body>", text)})


CAPS = (
    "<w:p><w:r><w:rPr><w:{}/></w:rPr><w:t>Rosa Q</w:t></w:r>"
    "<w:r><w:rPr><w:{}/></w:rPr><w:t>uispe</w:t></w:r></w:p>"
)
HEAD = '<p class="{}" style="font-variant: small-caps">Rosa <span>Q</span><span>UISPE</span></p>'
PACKED: dict[str, tuple[str, Change]] = {
    "small capitals": ("docx", _word(CAPS.replace("{}", "smallCaps"))),
    "capitals": ("docx", _word(CAPS.replace("{}", "caps"))),
    "small capitals of a book": ("epub", changed_zip({r"\.xhtml$": put("<body[^>]*>", HEAD)})),
    "the head of a book's pages": (
        "epub",
        changed_zip({r"\.css$": put("^", "@page { @top-center { content: 'Rosa Quispe' } } ")}),
    ),
    "the head of a book, as a name": (
        "epub",
        changed_zip({r"\.xhtml$": put("<body", ' data-head="Rosa Quispe"')}),
    ),
    "the title of a part of a book": ("epub", changed_zip({r"\.xhtml$": put("<title>", "Rosa Quispe")})),
    "the old contents of a book": ("epub", part("EPUB/toc.ncx", "<ncx><text>Rosa Quispe</text></ncx>")),
    # Its bytes have no zero, so the part is not searched as UTF-16 for another reason.
    "UTF-16 in a part that is not UTF-8": (
        "docx",
        part("word/x.bin", b"\xff" + CYRILLIC.encode("utf-16-le")),
    ),
}


@pytest.mark.parametrize("way", PACKED)
def test_what_stays_in_another_file_is_found(way: str, public: Submission, files: dict[str, bytes]) -> None:
    form, change = PACKED[way]
    found = {type(each.facts) for each in left_in(public, change(files[form]), form)}
    assert found
    assert NotSearched not in found
