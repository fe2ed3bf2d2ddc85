"""Ways in which a word can stay that one search of a file alone finds: no other search makes up for it."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, PngImagePlugin

from tests.support import withheld
from toolchain.compare.leaks import layers as searched
from toolchain.pipeline.stages import Submission
from toolchain.rules.withheld import NotSearched, PictureInFile
from toolchain.text.plain import plain

CYRILLIC, SHORT = "Яна Нилова", "Ulla"
"""Names whose bytes in UTF-16 have no zeros, and one too short to be looked for in packed bytes."""
_MORE = "".join(f"- name: {name}\n  pseudonym: {name[0]}.\n" for name in (CYRILLIC, SHORT))


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Submission:
    return withheld.public_of(
        withheld.write_source(tmp_path_factory.mktemp("x"), withheld.SOURCE, withheld.REGISTER + _MORE)
    )


@pytest.fixture(scope="module")
def files(public: Submission) -> dict[str, bytes]:
    return {form: withheld.built(public, form) for form in ("docx", "pdf", "html")}


def _word(text: str) -> withheld.Change:
    return withheld.changed_zip({r"word/document\.xml": withheld.put("<w:body>", text)})


def _entry(*, comment: bytes = b"", extra: bytes = b"") -> withheld.Change:
    def apply(data: bytes) -> bytes:
        made = io.BytesIO(data)
        with zipfile.ZipFile(made, "a") as archive:
            entry = zipfile.ZipInfo("word/x.bin")
            entry.comment, entry.extra = comment, extra
            archive.writestr(entry, b"")
        return made.getvalue()

    return apply


def _picture(form: str = "PNG", **options: object) -> bytes:
    return withheld.saved(Image.new("RGB", (8, 8), "white"), form, **options)


def _artist(name: str) -> Image.Exif:
    exif = Image.Exif()
    exif[0x013B] = name
    return exif


def _said(text: str) -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", text, zip=True)
    return info


def _wide(at: int, order: str) -> bytes:
    return b"\xff" * (2 + at) + CYRILLIC.encode(order) + b"\xff\xff"


WORD: dict[str, withheld.Change] = {
    "what follows a packed drawing": withheld.part(
        "word/media/1.emz", gzip.compress(b"x") + gzip.compress(b"Quispe")
    ),
    "a run in the comment of the archive": withheld.changed_zip({}, comment=withheld.RUN.encode()),
    "a word in the name of a part": withheld.part("word/pomacocha.bin", b"x"),
    "a run in the comment of a part": _entry(comment=withheld.RUN.encode()),
    "a run in an extra field": _entry(
        extra=b"\x99\x99" + len(withheld.RUN).to_bytes(2, "little") + withheld.RUN.encode()
    ),
    "a word in UTF-16": withheld.part("customXml/item1.xml", "<a>near Pomacocha</a>".encode("utf-16")),
    "a word in the other UTF-16": withheld.part(
        "customXml/item1.xml", b"\xfe\xff" + "<a>near Pomacocha</a>".encode("utf-16-be")
    ),
    "an accent in Latin-1": withheld.part("word/x.bin", b"\x80\xff by " + "Quispé".encode("latin-1")),
    "UTF-16 that could be UTF-8": withheld.part("word/x.bin", b"\x01" + "Rosa Quispe".encode("utf-16-le")),
    **{
        f"Cyrillic in {order} from byte {at}": withheld.part("word/x.bin", _wide(at, order))
        for order in ("utf-16-le", "utf-16-be")
        for at in (0, 1)
    },
    "a word in a text": withheld.part("word/x.txt", "near Pomacocha"),
    "a value without quotation marks": _word("<x title=Quispe>"),
    "a word divided by a line break": _word(
        "<w:p><w:r><w:t>near Poma</w:t><w:br/><w:t>cocha. </w:t></w:r></w:p>"
    ),
    "a word joined to another": _word("<w:p><w:r><w:t>near</w:t></w:r><w:r><w:t>Pomacocha</w:t></w:r></w:p>"),
    "a word in a comment of XML": _word("<!-- near Pomacocha -->"),
    "a word at the end of a line": _word("<w:p><w:r><w:t>near Poma-\ncocha. </w:t></w:r></w:p>"),
    "the saved values of a chart": withheld.part(
        "word/charts/chart1.xml", "<c><c:v>near Pomacocha</c:v></c>"
    ),
    "the text of an SVG": withheld.part(
        "word/media/1.svg", "<svg><text>near <tspan>Poma</tspan>cocha</text></svg>"
    ),
    "a running head": withheld.part(
        "word/header9.xml", "<w:hdr><w:p><w:t>near Pomacocha</w:t></w:p></w:hdr>"
    ),
    "the cells of a table": _word(
        "<w:tbl><w:tc><w:t>Rosa</w:t></w:tc><w:tc><w:t>Quispe</w:t></w:tc></w:tbl>"
    ),
    "a note": withheld.part("word/footnotes.xml", "<w:footnote><w:t>near Pomacocha</w:t></w:footnote>"),
    "an entry of the contents": _word(
        '<w:p><w:hyperlink w:anchor="a"><w:r><w:t>Pomacocha</w:t></w:r><w:tab/>3</w:hyperlink></w:p>'
    ),
    "a variable of the document": withheld.part(
        "word/settings9.xml", '<w:docVar w:name="a" w:val="Pomacocha"/>'
    ),
    "a form field": _word('<w:ddList><w:listEntry w:val="Pomacocha"/></w:ddList>'),
    "bytes behind a picture": withheld.part("word/media/1.png", _picture() + b"for Rosa Quispe"),
    "a short name in EXIF": withheld.part("word/media/1.jpg", _picture("JPEG", exif=_artist(SHORT))),
    "a short name in packed text": withheld.part("word/media/1.png", _picture(pnginfo=_said(SHORT))),
    "the colour profile of a picture": withheld.part(
        "word/media/1.png", _picture(icc_profile=b"\0" * 200 + b"Rosa Quispe" + b"\0" * 200)
    ),
}
PAGE: dict[str, withheld.Change] = {
    "a word in a style sheet": withheld.put("<style[^>]*>", "/* near Pomacocha */"),
    "a word in a comment": withheld.put("<main[^>]*>", "<!-- near Pomacocha -->"),
    "spans side by side": withheld.put("<main[^>]*>", "<span>near</span><span>Pomacocha</span>"),
}


def _keys(pdf: pikepdf.Pdf) -> None:
    pdf.Root["/Dests"] = pikepdf.Dictionary({"/Rosa_Quispe": pikepdf.Array([pikepdf.Name.Fit])})


def _name(pdf: pikepdf.Pdf) -> None:
    pdf.Root["/PieceInfo"] = pdf.make_indirect(pikepdf.Dictionary({"/A": pikepdf.Name("/Rosa_Quispe")}))


def _xmp(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as metadata:
        metadata["dc:description"] = "near Pomacocha"


def _in_utf_8(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Author"] = pikepdf.Object.parse(b"<" + CYRILLIC.encode().hex().encode() + b">")


def _form(pdf: pikepdf.Pdf) -> None:
    drawn = pikepdf.Stream(pdf, b"BT /F9 9 Tf (near Pomacocha) Tj ET", {"/Subtype": pikepdf.Name.Form})
    pdf.pages[0].resources["/XObject"] = pikepdf.Dictionary({"/Fm9": pdf.make_indirect(drawn)})
    withheld.content(b"/Fm9 Do")(pdf)


def _font(pdf: pikepdf.Pdf) -> None:
    file = pdf.make_indirect(pikepdf.Stream(pdf, b"\0\1\0\0" + b"by Rosa Quispe"))
    pdf.Root["/PieceInfo"] = pdf.make_indirect(pikepdf.Dictionary({"/FontFile2": file}))


PACKED = pikepdf.ObjectStreamMode.generate
PDF: dict[str, withheld.Change] = {
    "a destination, packed": withheld.changed_pdf(_keys, object_stream_mode=PACKED),
    "a name, packed": withheld.changed_pdf(_name, object_stream_mode=PACKED),
    "a word of XMP": withheld.changed_pdf(_xmp),
    "the author in UTF-8, packed": withheld.changed_pdf(_in_utf_8, object_stream_mode=PACKED),
    "words with a move between": withheld.changed_pdf(
        withheld.content(b"BT /F9 9 Tf [(near) -300 (Pomacocha)] TJ ET")
    ),
    "a word in a form": withheld.changed_pdf(_form),
    "a font": withheld.changed_pdf(_font),
    "a short name in the EXIF of a picture": withheld.changed_pdf(
        withheld.image_object(_picture("JPEG", exif=_artist(SHORT)), **{"/Filter": pikepdf.Name.DCTDecode})
    ),
}


def _told(public: Submission, data: bytes, form: str) -> set[type]:
    """Return what kinds of things are found in a file, of which there must be some."""
    found = {type(each.facts) for each in withheld.left_in(public, data, form)}
    assert found
    return found


@pytest.mark.parametrize("way", WORD)
def test_what_stays_in_a_word_file_is_found(way: str, public: Submission, files: dict[str, bytes]) -> None:
    assert NotSearched not in _told(public, WORD[way](files["docx"]), "docx")


@pytest.mark.parametrize("way", PAGE)
def test_what_stays_in_a_page_is_found(way: str, public: Submission, files: dict[str, bytes]) -> None:
    assert NotSearched not in _told(public, PAGE[way](files["html"]), "html")


@pytest.mark.parametrize("way", PDF)
def test_what_stays_in_a_pdf_is_found(way: str, public: Submission, files: dict[str, bytes]) -> None:
    assert NotSearched not in _told(public, PDF[way](files["pdf"]), "pdf")


def _deep(content: bytes) -> bytes:
    for _ in range(8):
        content = withheld.nested(content)
    return content


def _unread_stream(pdf: pikepdf.Pdf) -> None:
    stream = pikepdf.Stream(pdf, b"x")
    stream.write(b"x", filter=pikepdf.Name.DCTDecode)
    pdf.Root["/PieceInfo"] = pdf.make_indirect(stream)


@pytest.mark.parametrize(
    ("form", "change"),
    [
        pytest.param("docx", withheld.part("word/x.bin", _deep(b"x")), id="too deep"),
        pytest.param(
            "docx", withheld.part("word/x.emz", gzip.compress(b"x" * 999)[:-20]), id="a broken drawing"
        ),
        pytest.param("docx", withheld.part("word/x.pdf", b"%PDF-1.7\nx"), id="a broken PDF"),
        pytest.param("pdf", withheld.changed_pdf(_unread_stream), id="a stream"),
    ],
)
def test_what_cannot_be_searched_is_reported(
    form: str, change: withheld.Change, public: Submission, files: dict[str, bytes]
) -> None:
    assert _told(public, change(files[form]), form) == {NotSearched}


def test_what_is_too_large_is_reported(
    public: Submission, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searched, "_MOST", 1000)
    assert _told(public, files["docx"], "docx") == {NotSearched}


def test_a_picture_without_any_form_is_known_by_its_bytes(tmp_path: Path) -> None:
    """All blank pictures look alike; the same bytes are the same picture."""
    source = withheld.write_source(tmp_path, register="")
    (tmp_path / "face.png").write_bytes(blank := _picture())
    public = withheld.public_of(source)
    data = withheld.part("word/media/9.png", blank)(withheld.built(public, "docx"))
    assert _told(public, data, "docx") == {PictureInFile}


@pytest.mark.parametrize("engine", ["typst", "weasyprint"])
def test_arabic_glyphs_of_a_page_are_read(engine: str, tmp_path: Path) -> None:
    """In the order of reading, with figures."""
    text = f"---\ntitle: X\nlang: ar\npdf-engine: {engine}\n---\n\n1. قابلت الكندرموش في عام 2047 هنا.\n"
    pdf = withheld.built(withheld.public_of(withheld.write_source(tmp_path, text, "")), "pdf")
    shown = [re.sub(r"\s+", " ", plain(each.text)) for each in searched.layers(pdf) if each.kind == "shown"]
    assert any(re.search(r"الكندرموش ?في ?عام ?2047", each) for each in shown)


def test_glyphs_that_nothing_is_said_of_are_searched_once(files: dict[str, bytes]) -> None:
    """Each more search of a long report takes time."""
    texts = [each.text for each in searched.layers(files["pdf"]) if each.where == "PDF, page 1"]
    assert len([text for text in texts if "A public note" in text]) == len(("together", "apart"))
