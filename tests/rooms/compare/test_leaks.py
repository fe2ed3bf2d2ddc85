"""Ways in which a word can stay in a public file: each is planted in a built file, and found."""

from __future__ import annotations

import base64
import gzip
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, PngImagePlugin

from tests.support.withheld import (
    RUN,
    built,
    changed_pdf,
    changed_zip,
    content,
    image_object,
    left_in,
    nested,
    part,
    picture,
    public_of,
    put,
    saved,
    write_source,
)
from toolchain.compare.leaks.marks import unread_marks
from toolchain.pipeline.stages import Submission, read
from toolchain.project.settings import Options
from toolchain.resolve.held import held
from toolchain.rules.withheld import NameInFile, NotSearched, PictureInFile, WordsInFile

FACE = picture("face")


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Submission:
    return public_of(write_source(tmp_path_factory.mktemp("x")))


@pytest.fixture(scope="module")
def files(public: Submission) -> dict[str, bytes]:
    return {form: built(public, form) for form in ("docx", "pdf", "html", "epub")}


@pytest.fixture(scope="module")
def word_file(files: dict[str, bytes]) -> bytes:
    """The parts of the Word file in which something is planted: to search all, each time, takes long."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(files["docx"])) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            if name.endswith(("document.xml", "core.xml", ".rels", "[Content_Types].xml")):
                new.writestr(name, old.read(name))
    return made.getvalue()


def _word(text: str | bytes) -> Callable[[bytes], bytes]:
    return changed_zip({r"word/document\.xml": put("<w:body>", text)})


def _run(text: str) -> Callable[[bytes], bytes]:
    return _word(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")


def _face() -> Image.Image:
    return Image.open(io.BytesIO(FACE)).convert("RGB")


def _png(kind: str) -> bytes:
    said = PngImagePlugin.PngInfo()
    if kind == "tEXt":
        said.add_text("Author", "Rosa Quispe")
    elif kind == "zTXt":
        said.add_text("Comment", "Rosa Quispe and more words", zip=True)
    else:
        said.add_itxt("Title", "Rosa Quispé", zip=True)
    return saved(Image.new("RGB", (8, 8), "white"), "PNG", pnginfo=said)


def _exif() -> bytes:
    exif = Image.Exif()
    exif[0x013B] = "Rosa Quispe"
    return saved(Image.new("RGB", (8, 8), "white"), "JPEG", exif=exif)


def _xp_author() -> bytes:
    exif = Image.Exif()
    exif[0x9C9D] = "Rosa Quispe".encode("utf-16-le")
    return saved(Image.new("RGB", (8, 8), "white"), "JPEG", exif=exif)


def _extra(data: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for entry in old.infolist():
            new.writestr(entry.filename, old.read(entry))
        entry = zipfile.ZipInfo("word/x.bin")
        entry.extra = b"\x99\x99\x0b\x00Rosa Quispe"
        new.writestr(entry, b"")
    return made.getvalue()


WORD = {
    "a paragraph": _run("Rosa Quispe"),
    "a form alone": _run("Ms Quispé"),
    "two runs": _word("<w:p><w:r><w:t>Ro</w:t></w:r><w:r><w:b/><w:t>sa Quispe</w:t></w:r></w:p>"),
    "two paragraphs": _word("<w:p><w:r><w:t>Rosa</w:t></w:r></w:p><w:p><w:r><w:t>Quispe</w:t></w:r></w:p>"),
    "an entity": _run("&#82;osa &#x51;uisp&#233;"),
    "deleted text": _word("<w:p><w:del><w:r><w:delText>Rosa Quispe</w:delText></w:r></w:del></w:p>"),
    "a comment": part("word/comments.xml", "<w:comments><w:t>Rosa Quispe</w:t></w:comments>"),
    "the author of a change": _word('<w:p><w:ins w:author="Rosa Quispe"/></w:p>'),
    "the people part": part("word/people.xml", '<w15:person w15:author="Rosa Quispe"/>'),
    "the creator": changed_zip(
        {r"docProps/core\.xml": put("coreProperties[^>]*>", "<dc:creator>R. Quispe</dc:creator>")}
    ),
    "custom properties": part(
        "docProps/custom.xml", "<Properties><vt:lpwstr>Rosa Quispe</vt:lpwstr></Properties>"
    ),
    "custom XML": part("customXml/item1.xml", "<a b='rosa-quispe'/>"),
    "a bookmark": _word('<w:bookmarkStart w:id="99" w:name="_Ref_rosa_quispe"/>'),
    "a form as a bookmark": _word('<w:bookmarkStart w:id="99" w:name="quispe"/>'),
    "alternative text": _word('<wp:docPr id="9" name="x" descr="Photo of Rosa Quispe"/>'),
    "an address": changed_zip(
        {
            r"document\.xml\.rels": put(
                "Relationships[^>]*>", '<Relationship Target="https://x.org/%52osa%20Quisp%C3%A9"/>'
            )
        }
    ),
    "a field": _word("<w:p><w:r><w:instrText>REF Rosa_Quispe</w:instrText></w:r></w:p>"),
    "a header": part("word/header9.xml", "<w:hdr><w:t>Rosa</w:t><w:tab/><w:t>Quispe</w:t></w:hdr>"),
    "the name of a part": part("word/media/RosaQuispe.bin", b"x"),
    "the comment of the archive": changed_zip({}, comment=b"for Rosa Quispe"),
    "an extra field of the archive": _extra,
    "bytes after the end": lambda data: data + b"Rosa Quispe",
    "a workbook": part("word/embeddings/1.xlsx", nested("<si><t>Rosa Quispé</t></si>".encode())),
    "a packed drawing": part("word/media/1.emz", gzip.compress("Quispé".encode("utf-16-le"))),
    "a damaged one": part("word/embeddings/1.xlsx", nested(b"x").replace(b".xml\xab", b".xml\xff", 1)),
    "soft hyphens": _run("Ro\u00adsa Quis\u00adpe"),
    "a space of no width": _run("Ro\u200bsa Quispe"),
    "a line end": _run("Rosa Quis-\npe"),
    "letters apart": _run("Q u i s p e"),
    "capitals": _run("ROSA QUISPÉ"),
    "accents as marks": _run("Rosa Quispe\u0301"),
    "wide letters": _run("Ｒｏｓａ　Ｑｕｉｓｐｅ"),
    "turned round": _run("Quispe, Rosa"),
    "a comment of XML": _word("<!-- Rosa Quispe -->"),
    "a CDATA section": _word("<w:t><![CDATA[Rosa Quispe]]></w:t>"),
    "an instruction of XML": _word("<?mso Rosa Quispe?>"),
    "UTF-16": part("customXml/item2.xml", "<a>Rosa Quispe</a>".encode("utf-16")),
    "UTF-16 in a binary part": part(
        "word/printer.bin", b"\xff\x00\x01\x9d" + "Rosa Quispe".encode("utf-16-le") + b"\xfe"
    ),
    "Latin-1 in a binary part": part("word/x.bin", b"\x80\xff" + "Rosa Quispé".encode("latin-1")),
    "text of a picture": part("word/media/1.png", _png("tEXt")),
    "packed text of a picture": part("word/media/1.png", _png("zTXt")),
    "international text of a picture": part("word/media/1.png", _png("iTXt")),
    "EXIF": part("word/media/1.jpg", _exif()),
    "EXIF in UTF-16": part("word/media/1.jpg", _xp_author()),
    "a run of words": _run("She walked <w:b/>barefoot through seventeen villages."),
    "a run of words in alternative text": _word(f'<wp:docPr id="9" name="x" descr="{RUN}"/>'),
    "a run of words over two runs": _word(
        "<w:p><w:r><w:t>walked bare</w:t></w:r><w:r><w:t>foot through seventeen</w:t></w:r></w:p>"
    ),
    "a capitalised word": _run("near Pomacocha"),
    "a capitalised word as a label": _word('<w:bookmarkStart w:id="99" w:name="_Ref_pomacocha"/>'),
    "a number": _run("in 1987"),
    "the picture": part("word/media/9.png", FACE),
    "the picture as JPEG": part("word/media/9.jpg", saved(_face(), "JPEG", quality=80)),
    "the picture, larger": part("word/media/9.png", saved(_face().resize((96, 96)), "PNG")),
    "the picture as a thumbnail": part("docProps/thumbnail.jpeg", saved(_face().resize((24, 24)), "JPEG")),
}


@pytest.mark.parametrize("way", WORD)
def test_what_stays_in_a_word_file_is_found(way: str, public: Submission, word_file: bytes) -> None:
    found = left_in(public, WORD[way](word_file), "docx")
    told = NotSearched if "damaged" in way else NameInFile | WordsInFile | PictureInFile
    assert any(isinstance(each.facts, told) for each in found)


def _page(after: str, text: str) -> Callable[[bytes], bytes]:
    return put(after, text)


_SVG = base64.b64encode(b"<svg><desc>Rosa Quispe</desc></svg>").decode()
PAGE = {
    "an author": _page("<head[^>]*>", '<meta name="author" content="Rosa Quispe">'),
    "a tooltip": _page("<main[^>]*>", '<b title="Rosa Quispe">x</b>'),
    "COinS": _page("<main[^>]*>", '<span class="Z3988" title="rft.au=Quispe%2C+Rosa&amp;rft.date=1">'),
    "escapes of JSON": _page(
        "<head[^>]*>", r'<script type="application/ld+json">{"a":"Quisp\u00e9"}</script>'
    ),
    "a comment": _page("<main[^>]*>", "<!-- Rosa Quispe -->"),
    "a picture in an address": _page("<main[^>]*>", f'<img src="data:image/svg+xml;base64,{_SVG}">'),
    "an address in an address": _page("<main[^>]*>", '<a href="https://x.example/?a=Quisp%25C3%25A9">x</a>'),
    "an anchor": _page("<main[^>]*>", '<a id="rosa-quispe"></a>'),
    "a style sheet": _page("<style[^>]*>", ".x::before{content:'Rosa Quispe'}"),
    "a class": _page("<main[^>]*>", '<b class="quispe">x</b>'),
    "tags in a name": _page("<main[^>]*>", "<b>Q</b>uis<i>pe</i>"),
    "named entities": _page("<main[^>]*>", "Rosa Quisp&eacute;"),
}


@pytest.mark.parametrize("way", PAGE)
def test_what_stays_in_a_page_is_found(way: str, public: Submission, files: dict[str, bytes]) -> None:
    assert left_in(public, PAGE[way](files["html"]), "html")


BOOK = {
    "metadata": changed_zip({r"\.opf$": put("<metadata[^>]*>", "<dc:creator>Rosa Quispe</dc:creator>")}),
    "the contents": changed_zip({r"nav": put("<nav[^>]*>", "<a>Rosa Quispe</a>")}),
    "the name of a file": part("EPUB/quispe.xhtml", b"x"),
}


@pytest.mark.parametrize("way", BOOK)
def test_what_stays_in_a_book_is_found(way: str, public: Submission, files: dict[str, bytes]) -> None:
    assert left_in(public, BOOK[way](files["epub"]), "epub")


def _info(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Author"] = pikepdf.String("Rosa Quispé")


def _xmp(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as metadata:
        metadata["dc:description"] = "For Rosa Quispé"


def _outline(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Rosa Quispé", 0))


def _alt(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot["/Alt"] = pikepdf.String("Rosa Quispe")


def _attached(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["x.txt"] = pikepdf.AttachedFileSpec(pdf, b"Rosa Quispe", filename="x.txt")


def _note(pdf: pikepdf.Pdf) -> None:
    note = {"/Subtype": pikepdf.Name.Text, "/Contents": "Rosa Quispe", "/Rect": [0, 0, 9, 9]}
    pdf.pages[0].obj["/Annots"] = pikepdf.Array([pdf.make_indirect(pikepdf.Dictionary(note))])


def _destination(pdf: pikepdf.Pdf) -> None:
    pdf.Root["/Dests"] = pikepdf.Dictionary(
        {"/Rosa_Quispe": pikepdf.Array([pdf.pages[0].obj, pikepdf.Name.Fit])}
    )


def _labels(pdf: pikepdf.Pdf) -> None:
    label = pikepdf.Dictionary({"/P": pikepdf.String("Quispé ")})
    pdf.Root["/PageLabels"] = pikepdf.Dictionary({"/Nums": pikepdf.Array([0, label])})


def _earlier(data: bytes) -> bytes:
    """An earlier state with the name, which the last one no longer shows."""
    first = changed_pdf(_info, object_stream_mode=pikepdf.ObjectStreamMode.generate)(data)
    return first + b"\n" + changed_pdf(lambda pdf: None)(data)


PDF: dict[str, Callable[[bytes], bytes]] = {
    "the author": changed_pdf(_info),
    "the author, packed": changed_pdf(_info, object_stream_mode=pikepdf.ObjectStreamMode.generate),
    "the author, where lengths are objects, as in LibreOffice": changed_pdf(_info, qdf=True),
    "XMP": changed_pdf(_xmp),
    "the outline": changed_pdf(_outline),
    "alternative text": changed_pdf(_alt),
    "replacement text": changed_pdf(
        content(b"/Span <</ActualText <FEFF0052006F007300610020005100750069007300700065>>> BDC EMC")
    ),
    "an attached file": changed_pdf(_attached),
    "an annotation": changed_pdf(_note),
    "a destination": changed_pdf(_destination),
    "the label of a page": changed_pdf(_labels),
    "the label of a page, packed": changed_pdf(_labels, object_stream_mode=pikepdf.ObjectStreamMode.generate),
    "a comment of a stream": changed_pdf(content(b"% Rosa Quispe\n")),
    "hexadecimal text": changed_pdf(content(b"BT /F9 9 Tf <526F736120517569737065> Tj ET")),
    "the picture": changed_pdf(image_object(FACE)),
    "the picture as JPEG": changed_pdf(
        image_object(saved(_face(), "JPEG"), **{"/Filter": pikepdf.Name.DCTDecode})
    ),
    "an earlier state": _earlier,
    "bytes after the end": lambda data: data + b"\nRosa Quispe",
}


@pytest.mark.parametrize("way", PDF)
def test_what_stays_in_a_pdf_is_found(way: str, public: Submission, files: dict[str, bytes]) -> None:
    found = left_in(public, PDF[way](files["pdf"]), "pdf")
    assert any(not isinstance(each.facts, NotSearched) for each in found)


@pytest.mark.parametrize("form", ["docx", "pdf", "html", "epub"])
def test_nothing_is_found_in_what_is_built(form: str, public: Submission, files: dict[str, bytes]) -> None:
    assert not left_in(public, files[form], form)
    assert b"Rosa" not in files[form]


@pytest.mark.parametrize(
    ("lang", "form", "text", "told", "note"),
    [
        ("en", "docx", "X.[^a][^b]", "A raid, and left.", "[^b]: And left at once.\n\n[^a]: A raid."),
        ("en", "html", "X.[^a]", "She gave the child a coat.", "[^a]: He gave the child."),
        ("en", "pdf", "X.", "[1 0]{.confidential} and [0 1]", ""),
        ("ar", "pdf", "نص 1202 هنا.", "سنة 2021.", ""),
    ],
)
def test_what_only_a_file_has_together_is_not_from_a_passage(
    lang: str, form: str, text: str, told: str, note: str, tmp_path: Path
) -> None:
    """Two notes in their order, a name of a tag, operators of a page, a number from right to left."""
    body = f"---\ntitle: X\nlang: {lang}\n---\n\n1. {text}\n\n2. {told}{{.confidential}}\n\n{note}\n"
    public = public_of(write_source(tmp_path, body.replace(".{.", ". {."), ""))
    assert not left_in(public, built(public, form), form)


@pytest.mark.parametrize("engine", ["typst", "weasyprint"])
def test_glyphs_of_a_page_are_read(engine: str, tmp_path: Path) -> None:
    """The full version has the words; those of the glyphs alone are enough to find them."""
    from toolchain.compare.leaks.layers import layers

    words = f"Near Poma*cocha*, she {RUN} and again {RUN} and again {RUN} slowly."
    text = f"---\ntitle: X\nlang: en\npdf-engine: {engine}\n---\n\n1. {words}\n"
    public = public_of(write_source(tmp_path, text, ""))
    shown = [each.text for each in layers(built(public, "pdf")) if each.kind == "shown"]
    assert any("Pomacocha" in each for each in shown)
    assert any(RUN in " ".join(each.replace("-\n", "").split()) for each in shown)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_lines_of_what_is_withheld_are_known_whatever_ends_them(tmp_path: Path, end: str) -> None:
    contact = "submitted-by:\n  - name: Open\n    contact:\n      confidential: true\n      person: Rosa"
    text = (
        f"---\ntitle: A\nlang: en\n{contact}\n---\n\n1. One. {{.confidential}}\n\n2. Two. {{.confidental}}\n"
    )
    source = tmp_path / "report.md"
    source.write_bytes(text.replace("\n", end).encode())
    document = read(source, Options()).resolved.document
    assert [each.lines for each in held(document).spans] == [range(11, 12), range(7, 9)]
    assert [each.span.order for each in unread_marks(document)] == [(13, 9)]


def test_a_telephone_number_is_found_where_nobody_reads_it(tmp_path: Path) -> None:
    body = "---\ntitle: X\nlang: en\n---\n\n1. X.\n\n2. Call 41 22 917 92 20. {.confidential}\n"
    public = public_of(write_source(tmp_path, body, ""))
    page = built(public, "html")
    assert left_in(public, page.replace(b"</body>", b"<!-- 41 22 917 92 20 --></body>"), "html")
