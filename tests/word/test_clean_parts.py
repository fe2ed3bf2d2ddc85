"""Parts of a Word file that go, what stands in their place, and what is left and said."""

from __future__ import annotations

import io
import random
import re

import pytest
from PIL import Image

from tests.broken.docx.corpora import found, ours
from tests.broken.docx.editing import WordFile
from tests.support import planted
from tests.support.docx_made import changed, field, made, unzipped, zipped
from tests.support.planting import NAMES, OFFICE, PACKAGE, Ground
from tests.support.said import saying
from tests.word.test_clean import cleaned, seen
from tests.word.test_clean_changes import p, r
from toolchain.formats.docx.opened import open_bytes
from toolchain.formats.docx.package import STRICT
from toolchain.model.diagnostics import Failure
from toolchain.readers.docx import read_bytes
from toolchain.word.cleaning import Cleaned
from toolchain.word.importing import adopt

MAIN = "word/document.xml"
ANY = "application/octet-stream"
LAYER = (
    '<a14:imgProps xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main">'
    '<a14:imgLayer r:embed="ID"/></a14:imgProps>'
)
SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
MICROSOFT = "http://schemas.microsoft.com/office"
DRAWN = "http://schemas.openxmlformats.org/drawingml/2006"


def ground(body: str, **parts: str) -> Ground:
    return Ground(made(body, **parts), random.Random(0))


def text(done: Cleaned) -> str:
    return unzipped(done.data)[MAIN].decode()


def kinds(done: Cleaned) -> set[str]:
    return {each.kind for each in done.taken}


def related(content: bytes, body: str, kind: str, name: str, data: bytes, media: str = ANY) -> Cleaned:
    """A document with one part more, whose id stands in the body for ID, cleaned."""
    made_of = ground("<w:p/>")
    identity = made_of.add(MAIN, kind, name, data, media)
    made_of.files[MAIN] = unzipped(made(body.replace("ID", identity)))[MAIN]
    made_of.trees.pop(MAIN, None)
    assert content in data or not content
    done = cleaned(made_of.packed())
    assert name not in unzipped(done.data)
    return done


def test_a_list_of_properties_without_any_is_not_told() -> None:
    made_of = ground("<w:p/>")
    data = b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>'
    media = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    made_of.add("", "custom-properties", "docProps/custom.xml", data, media)
    done = cleaned(made_of.packed())
    assert "docProps/custom.xml" not in unzipped(done.data)
    assert "custom property" not in kinds(done)


OLE_OBJECT = '<o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" r:id="ID"/>'
PICTURE = '<v:shape><v:imagedata r:id="pic"/></v:shape>'
OLE = f"<w:object>{PICTURE}{OLE_OBJECT}</w:object>"


def test_an_embedded_object_goes_and_its_picture_stays() -> None:
    done = related(b"planted", p(f"<w:r>{OLE}</w:r>"), "oleObject", "word/embeddings/a.bin", b"planted")
    assert "OLEObject" not in text(done)
    assert "imagedata" in text(done)
    assert "embedded file" in kinds(done)


def test_a_control_goes_and_its_picture_stays() -> None:
    body = p(f'<w:r><w:object>{PICTURE}<w:control r:id="ID"/></w:object></w:r>')
    done = related(b"", body, "control", "word/activeX/activeX1.xml", b"<ax/>", "application/xml")
    assert "<w:control" not in text(done)
    assert "imagedata" in text(done)


def test_the_workbook_of_a_chart_goes() -> None:
    chart = (
        f'<c:chartSpace xmlns:c="{DRAWN}/chart" xmlns:a="{DRAWN}/main" xmlns:r="{OFFICE}">'
        "<c:f>'C:\\Users\\Odell\\[book.xlsx]May'!$A$1:$B$2</c:f><c:f>(May!$A$1,May!B2)</c:f>"
        "<c:f>('C:\\Users\\O''Dell!\\[book.xlsx]May'!$A$1,'May!'!B2)</c:f>"
        '<c:t><a:t>Cases</a:t></c:t><c:externalData r:id="BOOK"/></c:chartSpace>'
    )
    of = ground("<w:p/>")
    media = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
    identity = of.add(MAIN, "chart", "word/charts/chart1.xml", b"<x/>", media)
    book = of.add("word/charts/chart1.xml", "package", "word/embeddings/book.xlsx", b"planted", ANY)
    of.files["word/charts/chart1.xml"] = chart.replace("BOOK", book).encode()
    drawing = (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x"/>'
        f'<a:graphic><a:graphicData uri="{DRAWN}/chart">'
        f'<c:chart xmlns:c="{DRAWN}/chart" r:id="{identity}"/></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r>"
    )
    of.files[MAIN] = unzipped(made(p(drawing)))[MAIN]
    done = cleaned(of.packed())
    files = unzipped(done.data)
    assert "word/embeddings/book.xlsx" not in files
    assert b"externalData" not in files["word/charts/chart1.xml"]
    assert re.findall(b"<c:f>(.*?)</c:f>", files["word/charts/chart1.xml"]) == [
        *(b"Sheet1!$A$1:$B$2", b"(Sheet1!$A$1,Sheet1!B2)", b"(Sheet1!$A$1,Sheet1!B2)")
    ]
    assert "Odell" in "".join(str(each) for each in read_bytes(of.packed(), "x.docx").defects)
    assert ("drawing", "Cases") in seen(done.data)


BLIP = (
    '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="A chart"/><a:graphic><a:graphicData uri="u">'
    "<a:blip><a:extLst>{}</a:extLst></a:blip></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)


@pytest.mark.parametrize(
    ("extension", "kind", "media"),
    [
        (
            f'<asvg:svgBlip xmlns:asvg="{SVG}" r:embed="ID"/>',
            "image",
            "image/svg+xml",
        ),
        (
            LAYER,
            f"{MICROSOFT}/2007/relationships/hdphoto",
            "image/vnd.ms-photo",
        ),
    ],
)
def test_other_forms_of_a_picture_go(extension: str, kind: str, media: str) -> None:
    body = p(BLIP.format(f'<a:ext uri="{{1}}">{extension}</a:ext>'))
    done = related(b"", body, kind, "word/media/other.bin", b"planted", media)
    assert "<a:ext" not in text(done)
    assert ("paragraph", "\t{A chart}") in seen(done.data)


def test_ink_becomes_its_picture() -> None:
    body = p(
        '<w:r><mc:AlternateContent><mc:Choice Requires="unknown"><w:contentPart r:id="ID"/></mc:Choice>'
        f"<mc:Fallback><w:pict>{PICTURE}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    done = related(
        b"", body, f"{OFFICE}/ink", "word/ink/ink1.xml", b"<ink>planted</ink>", "application/inkml+xml"
    )
    assert "AlternateContent" not in text(done)
    assert "<w:pict>" in text(done)


def test_a_part_that_is_not_known_stays_where_the_text_asks_for_it() -> None:
    of = ground("<w:p/>")
    identity = of.add(MAIN, "https://example.org/relationships/odd", "word/odd.bin", b"odd", ANY)
    lonely = of.add(MAIN, "https://example.org/relationships/odder", "word/odder.bin", b"odd", ANY)
    of.files[MAIN] = unzipped(
        made(p(r("One.") + f'<w:r><new:x xmlns:new="{MICROSOFT}/later" r:id="{identity}"/></w:r>'))
    )[MAIN]
    done = cleaned(of.packed())
    assert "word/odd.bin" in unzipped(done.data)
    assert "word/odder.bin" not in unzipped(done.data)
    assert lonely not in text(done)
    assert [each.what for each in done.left] == ["the part word/odd.bin, of an unknown kind"]
    assert [dict(each.facts) for each in done.left] == [{"part": "word/odd.bin"}]


def test_pictures_and_heads_that_nothing_shows_go() -> None:
    of = ground(p(r("One.")))
    of.add(MAIN, "image", "word/media/image9.jpeg", planted.jpeg(), "image/jpeg")
    head = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
    root = unzipped(made(p(r("planted"))))[MAIN].replace(b"w:document", b"w:hdr")
    of.add(MAIN, "header", "word/header9.xml", root, head)
    done = cleaned(of.packed())
    assert set(unzipped(done.data)) == {
        "[Content_Types].xml",
        "_rels/.rels",
        MAIN,
    }
    assert kinds(done) == {"unused picture", "unused running head"}


def test_a_linked_picture_goes_and_an_import_lists_it() -> None:
    file = WordFile(ours())
    link = 'Target="https://a.example/1.png" TargetMode="External"'
    file.replace("word/_rels/document.xml.rels", 'Target="media/image1.png"', link)
    done = cleaned(file.data())
    assert b"a.example" not in b"".join(unzipped(done.data).values())
    assert "link to a file" in kinds(done)
    assert "X804" not in {each.code for each in found(done.data)}
    losses = map(repr, adopt(open_bytes(file.data(), "report.docx")).losses)
    assert any("a picture that is outside the file" in each for each in losses)


PARTS = {
    "comments with ids": (f"{MICROSOFT}/2016/09/relationships/commentsIds", "word/commentsIds.xml"),
    "times of comments": (
        f"{MICROSOFT}/2018/08/relationships/commentsExtensible",
        "word/commentsExtensible.xml",
    ),
    "a label": (f"{MICROSOFT}/2020/02/relationships/classificationlabels", "docMetadata/LabelInfo.xml"),
    "an add-in": (f"{MICROSOFT}/2011/relationships/webextensiontaskpanes", "word/webextensions/panes.xml"),
    "recipients of a mailing": (f"{OFFICE}/recipientData", "word/recipientData.xml"),
}


@pytest.mark.parametrize("name", PARTS)
def test_a_part_of_no_use_to_a_reader_goes(name: str) -> None:
    related(b"planted", p(r("One.")), *PARTS[name], b"<x>planted</x>", "application/xml")


SETTINGS = {
    "protection": '<w:documentProtection w:edit="readOnly" w:hash="planted"/>',
    "protection from saving": '<w:writeProtection w:recommended="1" w:hash="planted"/>',
    "a mailing": '<w:mailMerge><w:query w:val="SELECT planted"/></w:mailMerge>',
    "tracking": '<w:trackRevisions w:val="planted"/>',
}


@pytest.mark.parametrize("name", SETTINGS)
def test_a_setting_of_no_use_to_a_reader_goes(name: str) -> None:
    done = cleaned(made(p(r("One.")), settings=SETTINGS[name]))
    assert b"planted" not in unzipped(done.data)["word/settings.xml"]
    assert done.taken


CITED = {
    "a control of a reference manager": (
        f'<w:sdt><w:sdtPr><w:tag w:val="MENDELEY_planted"/></w:sdtPr><w:sdtContent>{r("One.")}'
        "</w:sdtContent></w:sdt>"
    ),
    "a citation": field("CITATION planted", r("One.")),
    "a list of sources": field("BIBLIOGRAPHY planted", r("One.")),
    "an index of entries elsewhere": field('RD "planted.docx"', "") + r("One."),
}


@pytest.mark.parametrize("name", CITED)
def test_what_used_data_that_goes_stays_as_text(name: str) -> None:
    done = cleaned(made(p(CITED[name])))
    assert "planted" not in text(done)
    assert seen(done.data) == [("paragraph", "\tOne.")]


def test_names_of_bookmarks_and_formats_of_numbers_stay() -> None:
    level = '<w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="Part %1"/></w:lvl>'
    numbering = (
        f'<w:abstractNum w:abstractNumId="1">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    mark = '<w:bookmarkStart w:id="1" w:name="Named"/><w:bookmarkEnd w:id="1"/>'
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    done = cleaned(made(p(mark + r("One."), listed), numbering=numbering))
    assert 'w:name="Named"' in text(done)
    assert b'"Part %1"' in unzipped(done.data)["word/numbering.xml"]


def test_a_signed_file_is_refused() -> None:
    """A signature holds for the file as it is."""
    of = ground(p(r("One.")))
    media = "application/vnd.openxmlformats-package.digital-signature-origin"
    of.add("", f"{PACKAGE}/digital-signature/origin", "_xmlsignatures/origin.sigs", b"", media)
    with pytest.raises(Failure, check=saying("a signature")):
        cleaned(of.packed())


def test_pictures_that_cannot_be_taken_apart_are_named() -> None:
    of = ground("<w:p/>")
    identity = of.add(MAIN, "image", "word/media/image1.emf", b"\1\0\0\0", "image/x-emf")
    body = p(f'<w:r><w:pict><v:shape><v:imagedata r:id="{identity}"/></v:shape></w:pict></w:r>')
    cut = BLIP.replace("</a:graphicData>", '<a:srcRect l="20000"/></a:graphicData>').format("")
    of.files[MAIN] = unzipped(made(body + p(cut)))[MAIN]
    of.add(MAIN, "hyperlink", "https://ngo-my.sharepoint.com/personal/anna_ngo_example/x.docx")
    said = " | ".join(map(str, cleaned(of.packed()).left))
    assert "image1.emf cannot be analysed, so it may reveal how it was made" in said
    assert "what was cut off a picture is still in it" in said
    assert "a link leads to the folder of a person: https://ngo-my.sharepoint.com/personal/" in said


def test_pixels_stay() -> None:
    of = ground("<w:p/>")
    identity = of.add(MAIN, "image", "word/media/image1.jpeg", planted.jpeg(), "image/jpeg")
    body = BLIP.replace("<a:blip>", f'<a:blip r:embed="{identity}">').format("")
    of.files[MAIN] = unzipped(made(p(body)))[MAIN]
    done = cleaned(of.packed())
    after = unzipped(done.data)["word/media/image1.jpeg"]
    assert b"lanted" not in after
    one, other = (Image.open(io.BytesIO(data)).convert("RGB") for data in (planted.jpeg(), after))
    assert one.tobytes() == other.tobytes()


def test_names_of_pictures_and_paths_in_their_descriptions_go() -> None:
    body = p(
        '<w:r><w:drawing><wp:inline><wp:docPr id="4" name="planted.jpg" descr="C:\\Users\\planted\\a.jpg"/>'
        "<a:graphic><a:graphicData><a:blip/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    for description in (path := "C:\\Users\\planted\\a.jpg", "IMG_2034-planted.jpg", "/media/planted/a.jpg"):
        found = text(cleaned(made(body.replace(path, description))))
        assert 'name="Picture 4" descr=""' in found, description


def test_strict_files_stay_strict() -> None:
    files = unzipped(made(p(r("One.") + '<w:r><w:commentReference w:id="1"/></w:r>')))
    for strict, transitional in STRICT:
        files = {name: data.replace(transitional, strict) for name, data in files.items()}
    done = cleaned(zipped(files))
    after = unzipped(done.data)[MAIN]
    assert b"purl.oclc.org/ooxml/wordprocessingml/main" in after
    assert b"schemas.openxmlformats.org/wordprocessingml" not in after
    assert seen(done.data) == [("paragraph", "\tOne.")]


OWN_STYLE = (
    '<w:style w:type="paragraph" w:customStyle="1" w:styleId="{0}"><w:name w:val="{1}"/>'
    '<w:basedOn w:val="{2}"/></w:style>'
)


def test_styles_that_are_used_stay_and_are_reported() -> None:
    styles = (
        OWN_STYLE.format("Used", "Used style", "Base")
        + OWN_STYLE.format("Base", "Base style", "None")
        + OWN_STYLE.format("Named", "Named style", "None")
        + OWN_STYLE.format("Other", "Planted style", "Base") * 2  # as some programs write them
    )
    contents = "<w:fldSimple w:instr='TOC \\t \"Named style,1\"'/>"
    done = cleaned(made(p(r("One."), '<w:pStyle w:val="Used"/>') + p(contents), styles=styles))
    assert b"Planted" not in unzipped(done.data)["word/styles.xml"]
    assert "style that nothing uses" in kinds(done)
    said = [each.what for each in done.left]
    assert said == ["styles have names of their own: Used style, Base style, Named style"]


WEB = (
    '<w:webSettings {}><w:frameset><w:frame><w:name w:val="secret"/><w:title w:val="secret"/>'
    '<w:sourceFileName r:id="{}"/></w:frame></w:frameset>'
    '<w:divs><w:div w:id="1804694137"/></w:divs></w:webSettings>'
)


def test_the_path_of_a_saved_page_goes() -> None:
    of = ground(p(r("One.")))
    media = "application/vnd.openxmlformats-officedocument.wordprocessingml.webSettings+xml"
    of.add(MAIN, "webSettings", "word/webSettings.xml", b"", media)
    identity = of.add("word/webSettings.xml", "frame", "file:///C:\\Users\\planted\\page.htm")
    of.files["word/webSettings.xml"] = WEB.format(NAMES, identity).encode()
    done = cleaned(of.packed())
    everything = b"".join(unzipped(done.data).values())
    assert not any(each in everything for each in (b"page.htm", b"secret", b"1804694137"))
    assert kinds(done) >= {"link to a file", "name of a frame"}


def test_a_part_whose_name_is_written_with_capitals_elsewhere_stays() -> None:
    data = made(
        p(r("One.")), styles='<w:style w:type="paragraph" w:styleId="A"><w:name w:val="A"/></w:style>'
    )
    data = changed(data, "word/_rels/document.xml.rels", 'Target="styles.xml"', 'Target="Styles.xml"')
    assert "word/styles.xml" in unzipped(cleaned(data).data)


@pytest.mark.parametrize("simple", [False, True])
def test_a_path_in_what_a_link_shows_beside_the_pointer_goes(simple: bool) -> None:
    kept, folder = "/".join(("https://example.org/?f=", "home", "kept")), "Users"  # whole, they would be ours
    words = rf'HYPERLINK "{kept}" \o "C:\{folder}\secret\a.docx" \t "f"'
    body = field(words.replace("secret", "se</w:instrText><w:instrText>cret"), r("One."))
    if simple:
        body = f'<w:fldSimple w:instr="{words.replace(chr(34), "&quot;")}">{r("One.")}</w:fldSimple>'
    done = cleaned(made(p(body)))
    text = unzipped(done.data)["word/document.xml"].replace(b"</w:instrText><w:instrText>", b"")
    assert rf'"{kept}" \o "" \t "f"'.encode() in text.replace(b"&quot;", b'"')
    assert {each.kind for each in done.taken} == {"name of a file"}
