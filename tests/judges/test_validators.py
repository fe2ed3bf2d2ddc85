"""Each validator finds a bad file bad and a good one good, so that its silence means something."""

from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.judges.validators import (
    axe,
    libreoffice,
    missing,
    need,
    nu,
    page_validation,
    pandoc,
    poppler,
    schema,
    verapdf,
)

GOOD_PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>A page</title><meta name="viewport" content="width=device-width"></head>
<body><main>
<h1>A page</h1><p>With <a title="a link" href="#there">a link</a>.</p><p id="there">And its target.</p>
</main></body>
</html>
"""
PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="


@pytest.fixture
def good_docx(tmp_path: Path) -> Path:
    """Text, a list and a table, without the one part of python-docx's template that is against the schema."""
    document = docx.Document()
    for key, relation in list(document.part.rels.items()):
        if relation.reltype.endswith("/stylesWithEffects"):
            del document.part.rels[key]
    document.add_paragraph("Plain text.")
    document.add_paragraph("Buying a person.", style="List Number")
    document.add_paragraph("Selling a person.", style="List Number")
    document.add_table(1, 1).cell(0, 0).text = "In a cell."
    path = tmp_path / "good.docx"
    document.save(str(path))
    return path


@pytest.fixture
def bad_docx(tmp_path: Path, good_docx: Path) -> Path:
    """Run properties after the run's text, which the schema forbids."""
    document = docx.Document(str(good_docx))
    document.paragraphs[0].runs[0]._r.append(parse_xml(f"<w:rPr {nsdecls('w')}><w:b/></w:rPr>"))
    path = tmp_path / "bad.docx"
    document.save(str(path))
    return path


def make_pdf(path: Path, html: str = GOOD_PAGE, variant: str | None = "pdf/ua-1") -> Path:
    try:
        import weasyprint
    except OSError:
        missing("Pango")
    weasyprint.HTML(string=html).write_pdf(path, pdf_variant=variant)
    return path


def make_page(path: Path, body: str | None = None) -> Path:
    page = GOOD_PAGE if body is None else GOOD_PAGE.replace("</main>", f"{body}</main>")
    path.write_text(page, encoding="utf-8")
    return path


def test_openxml_audit(good_docx: Path, bad_docx: Path) -> None:
    assert schema.openxml_audit(good_docx) == []
    assert any("rPr" in finding for finding in schema.openxml_audit(bad_docx))


@pytest.mark.long
def test_open_xml_sdk(good_docx: Path, bad_docx: Path, tmp_path: Path) -> None:
    assert schema.open_xml_sdk(good_docx) == []
    assert any("rPr" in finding for finding in schema.open_xml_sdk(bad_docx))
    (tmp_path / "no.docx").write_bytes(b"PK, but not a package")
    assert schema.open_xml_sdk(tmp_path / "no.docx")


def test_libreoffice_pdf(good_docx: Path, tmp_path: Path) -> None:
    text = poppler.text(libreoffice.to_pdf(good_docx, tmp_path))
    assert "1. Buying a person." in text.replace("\n", " ")


def test_libreoffice_says_what_it_could_not_convert(tmp_path: Path) -> None:
    path = tmp_path / "no.docx"
    path.write_bytes(b"PK\x03\x04 not a package")
    with pytest.raises(RuntimeError, match=r"no\.pdf"):
        libreoffice.to_pdf(path, tmp_path / "out")


def test_libreoffice_numbers(good_docx: Path) -> None:
    shown = libreoffice.shown(good_docx)
    assert [(paragraph.number, paragraph.text) for paragraph in shown.paragraphs] == [
        ("", "Plain text."),
        ("1.", "Buying a person."),
        ("2.", "Selling a person."),
        ("", "In a cell."),
    ]
    assert shown.endnotes == ()


def test_libreoffice_notes(tmp_path: Path) -> None:
    need("soffice")
    source = tmp_path / "notes.md"
    source.write_text("One[^a] and two.[^b]\n\n[^a]: First.\n\n[^b]: Second.\n", encoding="utf-8")
    path = pandoc.convert(source, tmp_path / "notes.docx")
    assert [(note.number, note.text.strip()) for note in libreoffice.shown(path).footnotes] == [
        ("1", "First."),
        ("2", "Second."),
    ]


def test_verapdf(tmp_path: Path) -> None:
    good = make_pdf(tmp_path / "good.pdf")
    untagged = make_pdf(tmp_path / "untagged.pdf", variant=None)
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing\n")
    found = verapdf.findings([good, untagged, broken])
    assert found[good] == []
    assert any("StructTreeRoot" in finding for finding in found[untagged])
    assert found[broken]


def test_page_validation(tmp_path: Path) -> None:
    assert page_validation.findings(make_pdf(tmp_path / "good.pdf")) == []
    assert page_validation.findings(make_pdf(tmp_path / "untagged.pdf", variant=None))


def test_poppler(tmp_path: Path) -> None:
    good = make_pdf(tmp_path / "good.pdf")
    facts = poppler.facts(good)
    assert (facts["Title"], facts["Tagged"], facts["Pages"]) == ("A page", "yes", "1")
    assert poppler.fonts_not_embedded(good) == []
    assert [path.name for path in poppler.pictures(good, tmp_path)] == ["good-1.png"]


def test_poppler_sees_a_font_outside(tmp_path: Path) -> None:
    assert poppler.fonts_not_embedded(write_plain_pdf(tmp_path / "plain.pdf")) == ["Helvetica"]


def test_qpdf(tmp_path: Path) -> None:
    good = make_pdf(tmp_path / "good.pdf")
    assert poppler.structure(good) == []
    cut = tmp_path / "cut.pdf"
    cut.write_bytes(good.read_bytes()[:-400])
    assert poppler.structure(cut)


def test_nu(tmp_path: Path) -> None:
    good = make_page(tmp_path / "good.html")
    bad = make_page(tmp_path / "bad.html", f'<img src="{PIXEL}"><p id="there">Twice.</p>')
    found = nu.findings([good, bad])
    assert any("alt" in finding for finding in found)
    assert any("Duplicate ID" in finding for finding in found)
    assert not any("good.html" in finding for finding in found)


def test_axe(tmp_path: Path) -> None:
    good = make_page(tmp_path / "good.html")
    bad = make_page(
        tmp_path / "bad.html",
        f'<img src="{PIXEL}"><p style="color: #bbb">Pale.</p><p style="width: 600px">Wide.</p>'
        '<img alt="a map" src="http://127.0.0.1:9/x">',
    )
    seen = axe.look([good, bad], widths=[axe.PHONE], pictures=tmp_path)
    assert seen[good] == axe.Seen((), (), (), ())
    assert {finding.split(":")[0] for finding in seen[bad].violations} == {"image-alt", "color-contrast"}
    assert seen[bad].requests == ("http://127.0.0.1:9/x",)
    assert seen[bad].errors
    assert seen[bad].overflow
    assert (tmp_path / "bad-360-light.png").read_bytes().startswith(b"\x89PNG")


def test_pandoc(good_docx: Path) -> None:
    assert "1.  Buying a person." in pandoc.markdown(good_docx)
    assert "Plain text." in pandoc.plain(good_docx)
    assert pandoc.tree(good_docx)["blocks"][0]["t"] == "Para"


def test_missing_tool(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no-such-tool is not installed"):
        need("no-such-tool")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="no-such-tool is not installed"):
        need("no-such-tool")


def write_plain_pdf(path: Path) -> Path:
    """One empty page with a font that is only named."""
    pikepdf = pytest.importorskip("pikepdf")
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        page.Resources = pikepdf.Dictionary(
            Font=pikepdf.Dictionary(
                F1=pikepdf.Dictionary(
                    Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
                )
            )
        )
        page.Contents = pdf.make_stream(b"BT /F1 12 Tf 72 72 Td (Text) Tj ET")
        pdf.save(path)
    return path
