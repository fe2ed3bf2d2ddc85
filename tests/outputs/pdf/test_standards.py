"""PDF/A-3a and PDF/UA-1 in one file: metadata, identifier, files that go along, and the reference's word."""

from __future__ import annotations

import re
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any, get_args

import pikepdf
import pytest
from PIL import Image

from tests.judges.validators import need, poppler, verapdf
from tests.support.command import CLEAN, Run, run
from tests.support.pages import RICH, ROOT, Submission, read, written
from tests.support.planted import jpeg
from tests.support.proving import prove
from tests.support.said import saying
from toolchain import model as m
from toolchain.model.diagnostics import Failure
from toolchain.model.front_matter import Look, PdfEngine
from toolchain.project.attached_source import unseen
from toolchain.project.settings import Options
from toolchain.reports.sentences import message
from toolchain.writers.pdf import PdfWriter
from toolchain.writers.pdf.weasyprint.standards import identified

pytestmark = pytest.mark.usefixtures("weasyprint")

__all__ = ["run"]

REPORT = ROOT / "content" / "pakistan-opsc" / "report.md"
LANGUAGES = sorted((ROOT / "tests" / "cases" / "languages").glob("*.md"))
NAMES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
}
TOLD = {
    "title": "Ages & <consent>",
    "lang": "fr",
    "date": "2026-11-25",
    "keywords": "[children, 'age of consent', 年龄]",
    "submitted_by": "[{name: 'Rights, Inc.'}, {name: Réseau}]",
}


def made(submission: Submission, path: Path) -> Path:
    path.write_bytes(PdfWriter().write(*submission))
    return path


def xmp(path: Path) -> ET.Element:
    """The packet, as it stands in the file: not compressed, so that it is found without a reader of PDF."""
    data = path.read_bytes()
    start = data.index(b"<?xpacket begin")
    packet = data[start : data.index(b"<?xpacket end", start)]
    return ET.fromstring(packet.partition(b"?>")[2])


def said(root: ET.Element, name: str) -> list[str]:
    """The values of a property, for several languages only the one for all."""
    found = root.find(f".//{name}", NAMES)
    if found is None:
        return []
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    items = [
        item for item in found.iterfind(".//rdf:li", NAMES) if item.get(language, "x-default") == "x-default"
    ]
    return [each.text or "" for each in items or [found]]


LOOKS: tuple[Look, ...] = ("un", "house")
COMBINED = [
    (source, look, notes) for source in (REPORT, RICH, *LANGUAGES) for look in LOOKS for notes in m.NoteKind
]
SOON = [(RICH, "house", m.NoteKind.FOOTNOTE)]
"""The UN look is that of `test_pdf_structure`."""


@pytest.mark.parametrize(
    ("combined", "standards"),
    [
        pytest.param(SOON, ["ua1"], id="soon"),
        pytest.param(COMBINED, ["ua1", "3a"], id="all", marks=pytest.mark.long),
    ],
)
def test_verapdf_passes_both_looks_and_both_places_of_notes(
    tmp_path: Path, combined: list[tuple[Path, Look, m.NoteKind]], standards: list[str]
) -> None:
    paths = [
        made(
            read(source, Options(look=look), notes=notes),
            tmp_path / f"{source.stem}-{look}-{notes.value}.pdf",
        )
        for source, look, notes in combined
    ]
    for standard in standards:
        found = verapdf.findings(paths, standard)
        assert {path.stem: findings for path, findings in found.items() if findings} == {}
    for path in paths:
        assert (path.stem, poppler.structure(path)) == (path.stem, [])
        assert (path.stem, poppler.fonts_not_embedded(path)) == (path.stem, [])


def test_a_keyword_with_a_comma_is_proved(tmp_path: Path) -> None:
    """WeasyPrint makes two of it."""
    submission = written(tmp_path, "1. A.", Options(look="house"), keywords="['sale, traffic']")
    assert prove(submission.resolved, PdfWriter().write(*submission), "x", "pdf") == ()


@pytest.mark.usefixtures("engine")
def test_info_and_xmp_say_the_same_and_only_what_the_source_says(tmp_path: Path) -> None:
    path = made(written(tmp_path, "1. A.", Options(), **TOLD), tmp_path / "a.pdf")
    packet = xmp(path)
    with pikepdf.open(path) as pdf:
        info = {str(key): str(value) for key, value in pdf.docinfo.items()}
        assert str(pdf.Root.Lang) == "fr"
    assert info == {
        "/Title": "Ages & <consent>",
        "/Author": "Rights, Inc.; Réseau",
        "/Subject": "Rights, Inc., Réseau",
        "/Keywords": "children, age of consent, 年龄",
        "/Creator": "Submission Toolchain",
        "/Producer": info["/Producer"],
        "/CreationDate": "D:20261125",
    }
    assert re.fullmatch(r"(WeasyPrint|Typst) [\d.]+", info["/Producer"])
    assert said(packet, "dc:title") == [info["/Title"]]
    assert said(packet, "dc:creator") == ["Rights, Inc.", "Réseau"]
    assert said(packet, "dc:description") == [info["/Subject"]]
    assert said(packet, "dc:subject") == ["children", "age of consent", "年龄"]
    assert said(packet, "dc:language") == ["fr"]
    assert said(packet, "pdf:Keywords") == [info["/Keywords"]]
    assert said(packet, "pdf:Producer") == [info["/Producer"]]
    assert said(packet, "xmp:CreatorTool") == [info["/Creator"]]
    assert said(packet, "xmp:CreateDate") == ["2026-11-25"]
    assert said(packet, "xmp:ModifyDate") == []
    assert said(packet, "pdfaid:part") == ["3"]
    assert said(packet, "pdfaid:conformance") == ["A"]
    assert said(packet, "pdfuaid:part") == ["1"]


@pytest.mark.usefixtures("engine")
def test_without_a_day_none_is_told(tmp_path: Path) -> None:
    undated = made(written(tmp_path, "1. A."), tmp_path / "a.pdf")
    assert said(xmp(undated), "xmp:CreateDate") == []
    dated = made(written(tmp_path, "1. A.", Options(epoch=86400)), tmp_path / "b.pdf")
    assert said(xmp(dated), "xmp:CreateDate") == ["1970-01-02T00:00:00Z"]


@pytest.mark.usefixtures("engine")
def test_a_packet_says_nothing_of_what_is_not_there(tmp_path: Path) -> None:
    packet = xmp(made(written(tmp_path, "1. A."), tmp_path / "a.pdf"))
    for name in ("dc:creator", "dc:description", "dc:subject", "pdf:Keywords"):
        assert packet.find(f".//{name}", NAMES) is None


@pytest.mark.usefixtures("engine")
def test_the_identifier_is_that_of_the_bytes(tmp_path: Path) -> None:
    identifiers = []
    for body in ("1. A.", "1. A.", "1. B."):
        with pikepdf.open(made(written(tmp_path, body), tmp_path / "a.pdf")) as pdf:
            first, second = map(bytes, pdf.trailer.ID)
        assert first == second
        assert len(first) == 16
        identifiers.append(first)
    assert identifiers[0] == identifiers[1]
    assert identifiers[0] != identifiers[2]


def test_an_identifier_moves_nothing() -> None:
    import io

    import pydyf

    document, output = pydyf.PDF(), io.BytesIO()
    box = pydyf.Array([0, 0, 9, 9])
    page = {"Type": "/Page", "Parent": document.pages.reference, "MediaBox": box}
    document.add_page(pydyf.Dictionary(page))
    document.write(output, compress=True)
    with pikepdf.open(io.BytesIO(identified(output.getvalue())), attempt_recovery=False) as pdf:
        assert len(pdf.pages) == 1
        assert len(pdf.trailer.ID) == 2


MUTATIONS = {
    "the PDF/UA part": (b"<pdfuaid:part>1<", b"<pdfuaid:part>7<", "ua1"),
    "the PDF/A part": (b"<pdfaid:part>3<", b"<pdfaid:part>9<", "3a"),
    "the level": (b"conformance>A<", b"conformance>Z<", "3a"),
    "the title": (b"<dc:title>", b"<dc:titel>", "ua1"),
    "what pdfuaid is": (b"pdfua/ns/id/</pdfaSchema", b"pdfux/ns/id/</pdfaSchema", "3a"),
    "the end of the packet": (b'<?xpacket end="r"?>', b'<?xpacket end="x">>', "3a"),
}


def test_the_reference_sees_each_change_of_the_metadata(tmp_path: Path) -> None:
    data = made(written(tmp_path, "1. A."), tmp_path / "good.pdf").read_bytes()
    for standard in ("ua1", "3a"):
        paths = {}
        for name, (old, new, judge) in MUTATIONS.items():
            assert len(old) == len(new)
            assert old in data
            if judge == standard:
                paths[name] = tmp_path / f"{name.replace('/', '')}.pdf"
                paths[name].write_bytes(data.replace(old, new))
        found = verapdf.findings(list(paths.values()), standard)
        assert [name for name, path in paths.items() if not found[path]] == []


# Files that go along

BIBLIOGRAPHY = "@book{act, title={Penal Code}, author={Parliament}, year={1860}, publisher={Gazette}}\n"
CITING = "1. The age is 16.[^a]\r\n\r\n[^a]: [@act].\r\n"


@pytest.fixture(scope="module", params=get_args(PdfEngine))
def attached(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A PDF with its source, with line ends of Windows and a byte order mark, and its bibliography."""
    folder = tmp_path_factory.mktemp("attached")
    (folder / "lib").mkdir()
    (folder / "lib" / "sources.bib").write_text(BIBLIOGRAPHY, encoding="utf-8")
    matter = ("---", "title: Récit", "lang: fr", "date: 2026-11-25", "sources: lib/sources.bib", "---")
    text = "\r\n".join((*matter, "", CITING))
    source = folder / "récit.md"
    source.write_bytes(b"\xef\xbb\xbf" + text.encode())
    return made(read(source, Options(with_source=True, pdf_engine=request.param)), folder / "récit.pdf")


def test_the_source_comes_out_byte_for_byte(attached: Path, tmp_path: Path) -> None:
    subprocess.run([need("pdfdetach"), "-saveall", "-o", tmp_path, attached], check=True)
    folder = attached.parent
    assert (tmp_path / "récit.md").read_bytes() == (folder / "récit.md").read_bytes()
    assert (tmp_path / "sources.bib").read_text(encoding="utf-8") == BIBLIOGRAPHY
    assert sorted(path.name for path in tmp_path.iterdir()) == ["récit.md", "sources.bib"]


def test_what_goes_along_is_associated_with_the_document(attached: Path) -> None:
    with pikepdf.open(attached) as pdf:
        source, bibliography = list[Any](pdf.Root.AF)
        assert [str(source.UF), str(source.AFRelationship)] == ["récit.md", "/Source"]
        assert str(source.EF.F.Subtype) == "/text/markdown"
        assert str(source.Desc) == "Source of this document"
        assert [str(bibliography.UF), str(bibliography.AFRelationship)] == ["sources.bib", "/Data"]
        assert str(bibliography.EF.F.Subtype) == "/application/x-bibtex"
        for each in (source, bibliography):
            assert int(each.EF.F.Params.Size) == len(each.EF.F.read_bytes())
            assert str(each.EF.F.Params.ModDate) == "D:20261125"
        assert set(pdf.attachments) == {"récit.md", "sources.bib"}


@pytest.mark.parametrize("standard", ["3a", pytest.param("ua1", marks=pytest.mark.long)])
def test_a_file_with_its_source_keeps_both_standards(attached: Path, standard: str) -> None:
    assert verapdf.findings([attached], standard) == {attached: []}
    assert poppler.structure(attached) == []


@pytest.mark.usefixtures("engine")
def test_no_source_goes_along_unasked(tmp_path: Path) -> None:
    data = made(written(tmp_path, "1. A."), tmp_path / "a.pdf").read_bytes()
    assert b"EmbeddedFile" not in data
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        assert "/AF" not in pdf.Root


def test_a_source_that_was_changed_meanwhile_does_not_go_along(tmp_path: Path) -> None:
    submission = written(tmp_path, "1. A.", Options(with_source=True))
    submission.project.source.write_text(CLEAN, encoding="utf-8")
    with pytest.raises(Failure, check=saying("changed")) as failure:
        PdfWriter().write(*submission)
    assert [defect.rule.code for defect in failure.value.findings] == ["S022"]


def told(folder: Path, body: str, **matter: str) -> list[tuple[int, int, str, str]]:
    """Of each thing that goes along unseen its line, column, severity and message."""
    resolved = written(folder, body, Options(), **matter).resolved
    return [
        (*each.span.order, each.severity.word if each.severity else "", message(each))
        for each in unseen(resolved.document, resolved.bibliography)
    ]


def test_comments_that_go_along_are_told(tmp_path: Path) -> None:
    body = "<!-- ask B. -->\n\n1. A.<!-- sic -->^[Here.<!-- in a note -->]\n\n[^b]: C.<!-- there -->\n"
    (found,) = told(tmp_path, body)
    assert found[:3] == (6, 1, "")
    assert found[3].startswith("the PDF includes 4 comments of the source, the first is “ask B.”")
    (found,) = told(tmp_path, "1. A.", country="Pakistan # or “the State”?")
    assert found[:2] == (4, 19)
    (found,) = told(tmp_path, "<!-- in /home/anna/report -->\n\n1. A.")[1:]
    assert found[2] == "error"


def test_what_is_no_comment_is_not_told(tmp_path: Path) -> None:
    assert told(tmp_path, "1. `<!-- code -->` # 1\n", country="'# 1'", recipient="Committee#1") == []


def test_what_a_bibliography_keeps_beside_is_told(tmp_path: Path) -> None:
    path = tmp_path / "sources.bib"
    path.write_text(BIBLIOGRAPHY, encoding="utf-8")
    assert told(tmp_path, "1. A.[^a]\n\n[^a]: [@act].\n", sources="sources.bib") == []
    more = "@book{b, title={B}, abstract={Secret}, file={/home/anna/Zotero/b.pdf}}\n"
    path.write_text(BIBLIOGRAPHY + more, encoding="utf-8")
    found = told(tmp_path, "1. A.[^a]\n\n[^a]: [@act].\n", sources="sources.bib")
    assert [each[2] for each in found] == ["error", ""]
    assert "abstract (1), file (1)" in found[1][3]


def test_the_command_attaches_and_tells(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    source = CLEAN.replace("2. It", "<!-- ask A. -->\n\n2. It")
    Path("report.md").write_text(source, encoding="utf-8")
    ran = run("build", "report.md", "--to", "pdf", "--output", "out", "--with-source")
    assert ran.status == 0, ran.err
    assert "report.md:10:1: warning X806" in ran.err
    with pikepdf.open("out/report.pdf") as pdf:
        assert pdf.attachments["report.md"].get_file().read_bytes().decode() == source
    assert "X806" not in run("build", "report.md", "--to", "pdf", "--output", "out").err


@pytest.mark.long
def test_an_image_is_never_smoothed(tmp_path: Path) -> None:
    """Not even where a style sheet asks for it."""
    (tmp_path / "a.jpg").write_bytes(jpeg())
    style = tmp_path / "own.css"
    style.write_text("img { image-rendering: auto }", encoding="utf-8")
    path = made(written(tmp_path, '![A court](a.jpg "A")', Options(css=style)), tmp_path / "a.pdf")
    assert verapdf.findings([path], "3a") == {path: []}


def test_inks_have_a_meaning(tmp_path: Path) -> None:
    """A photograph in four inks, and a colour of a style sheet: red is red, as Ghostscript shows it too."""
    Image.new("CMYK", (300, 300), (0, 255, 255, 0)).save(tmp_path / "a.jpg", quality=100)
    style = tmp_path / "own.css"
    style.write_text("p { background: device-cmyk(100% 0 100% 50%) }", encoding="utf-8")
    body = "1. A.\n\n![A square](a.jpg)\n"
    path = made(written(tmp_path, body, Options(css=style)), tmp_path / "a.pdf")
    assert verapdf.findings([path], "3a") == {path: []}
    picture = tmp_path / "gs.png"
    options = ("-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=png16m", "-r40", "-o", picture)
    subprocess.run([need("gs"), *options, path], check=True)
    for page in (*poppler.pictures(path, tmp_path, dpi=40), picture):
        with Image.open(page) as shown:
            counted = shown.convert("RGB").getcolors(1 << 20) or []
        colours = [colour for number, colour in sorted(counted, reverse=True)[:9] if number > 300]
        for expected in ((254, 0, 0), (0, 128, 0)):
            assert any(
                max(abs(one - other) for one, other in zip(expected, colour, strict=True)) < 4
                for colour in colours
                if isinstance(colour, tuple)
            ), (page.name, colours)
