"""The template: made by its script, complete, and a user's own in its place."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from scripts.make_reference_docx import FILE, made
from scripts.reference_styles import STYLES
from tests.judges.validators import schema
from tests.support.docx_file import Docx, docx, find, style, text, value
from tests.support.pages import Submission, written
from tests.support.proving import prove
from tests.support.said import saying
from toolchain.model.diagnostics import Failure, SourceSpan, source_span
from toolchain.model.records import replace
from toolchain.project.settings import Named, Options
from toolchain.reports.sentences import message
from toolchain.writers.docx import DocxWriter
from toolchain.writers.docx.style_names import StyleName
from toolchain.writers.docx.xml import Element, qualified

DESCRIBED = (
    '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:docPr id="9" name="" descr="A logo"/></wp:inline></w:drawing></w:r>'
)


def changed(changes: Mapping[str, Callable[[str], str]], drop: frozenset[str] = frozenset()) -> bytes:
    """Our template with some of its parts rewritten, or left out."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(FILE) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            content = source.read(name).decode()
            if name not in drop:
                target.writestr(name, changes[name](content) if name in changes else content)
    return buffer.getvalue()


def with_template(folder: Path, data: bytes, body: str = "1. One.\n", **matter: str) -> Submission:
    """A submission whose template holds these bytes."""
    submission = written(folder, body, Options(), **matter)
    template = folder / "own.docx"
    template.write_bytes(data)
    named = Named(template, template.name, SourceSpan("report.md", 3, 11, 3, 19))
    templates = replace(submission.project.templates, document=named)
    return submission._replace(project=replace(submission.project, templates=templates))


def test_the_script_makes_the_template_again() -> None:
    assert FILE.read_bytes() == made()


def test_the_template_is_valid_and_has_every_style() -> None:
    assert schema.openxml_audit(FILE) == []
    names = {value(each, "w:name") for each in Docx(FILE.read_bytes()).all("styles", "w:style")}
    assert set(StyleName) <= names
    assert len({style.name for style in STYLES}) == len(STYLES)


def test_bold_and_size_are_said_for_all_scripts() -> None:
    styles = Docx(FILE.read_bytes())
    for plain, complex_ in (("b", "bCs"), ("sz", "szCs")):
        for properties in styles.all("styles", f"//w:rPr[w:{plain}]"):
            assert find(properties, f"w:{complex_}"), plain


def test_programs_are_told_what_stands_in_for_a_font() -> None:
    fonts = Docx(FILE.read_bytes()).all("fontTable", "w:font")
    said = {each.get(qualified("name")): value(each, "w:altName") for each in fonts}
    assert said["Times New Roman"] == "Liberation Serif,Tinos"  # metric-compatible, all three
    assert all(said.values())


def test_no_emblem_and_nobody_is_in_the_template() -> None:
    names = set(Docx(FILE.read_bytes()).files)
    assert not [name for name in names if "media" in name or "docProps" in name]


def test_a_template_without_styles_names_them_all(tmp_path: Path) -> None:
    def rename(content: str) -> str:
        for name in (StyleName.NUMBERED, StyleName.QUOTE):
            content = content.replace(f'w:name w:val="{name}"', 'w:name w:val="Other"')
        return content

    with pytest.raises(Failure) as caught:
        DocxWriter().write(*with_template(tmp_path, changed({"word/styles.xml": rename})))
    (defect,) = caught.value.findings
    assert defect.rule.code == "D905"
    assert message(defect) == "the template own.docx lacks required styles: Numbered Paragraph, Quote"
    assert source_span(defect.span).line == 3


EMPTY_ZIP = b"PK\x05\x06" + bytes(18)
MAIN = "word/document.xml"
RELATIONSHIPS = "word/_rels/document.xml.rels"
UNREADABLE = {
    "no file at all": b"",
    "no archive": b"Once upon a time",
    "an empty archive": EMPTY_ZIP,
    "without a main part": changed({}, frozenset({MAIN})),
    "without styles": changed({RELATIONSHIPS: lambda content: content.replace("/styles", "/other")}),
    "a broken part": changed({"word/styles.xml": lambda content: content[:500]}),
    "another kind of document": changed(
        {"[Content_Types].xml": lambda content: content.replace("wordprocessingml.document.main", "x")}
    ),
}


@pytest.mark.parametrize("data", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_a_template_that_cannot_be_read_is_one_finding(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(Failure) as caught:
        DocxWriter().write(*with_template(tmp_path, data))
    (defect,) = caught.value.findings
    assert defect.rule.code in ("S012", "S020")  # damaged, or another kind of document


def test_a_template_in_the_way_of_a_folder_is_one_finding(tmp_path: Path) -> None:
    submission = with_template(tmp_path, b"")
    (tmp_path / "own.docx").unlink()
    (tmp_path / "own.docx").mkdir()
    with pytest.raises(Failure, check=saying("directory")):
        DocxWriter().write(*submission)


def test_a_template_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    bomb = changed({"word/theme/theme1.xml": lambda content: content + " " * 60_000_000})
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(bomb)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(name, source.read(name))
    with pytest.raises(Failure, check=saying("larger than 50 MB")):
        DocxWriter().write(*with_template(tmp_path, buffer.getvalue()))


def test_entities_of_a_template_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("SECRET", encoding="utf-8")

    def bait(content: str) -> str:
        declared = f'<!DOCTYPE x [<!ENTITY y SYSTEM "{secret.as_uri()}">]>'
        return content.replace("?>\n", f"?>\n{declared}", 1).replace("Quote", "&y;", 1)

    try:
        data = DocxWriter().write(*with_template(tmp_path, changed({"word/styles.xml": bait})))
    except Failure:
        return
    assert b"SECRET" not in b"".join(Docx(data).files.values())


def test_styles_are_found_by_name_whatever_their_ids(tmp_path: Path) -> None:
    """Word in another language writes Heading 1 as style "Titre1", named "heading 1"."""

    def translate(content: str) -> str:
        return content.replace('"Heading1"', '"Titre1"').replace('"NumberedParagraph"', '"Numrot"')

    parts = dict.fromkeys((MAIN, "word/styles.xml", "word/numbering.xml"), translate)
    file = docx(with_template(tmp_path, changed(parts), "# One\n\n1. Two.\n", headings="numbered"))
    assert [style(each) for each in find(file.body, "w:p")][-2:] == ["Titre1", "Numrot"]
    path = tmp_path / "out.docx"
    path.write_bytes(file.data)
    assert schema.openxml_audit(path) == []


def test_the_users_page_and_running_head_are_kept(tmp_path: Path) -> None:
    def landscape(content: str) -> str:
        return content.replace('w:w="11906" w:h="16838"', 'w:w="16838" w:h="11906" w:orient="landscape"')

    def head(content: str) -> str:
        return content.replace("<w:sdt>", "<w:r><w:t>Our network: </w:t></w:r><w:sdt>")

    data = changed({MAIN: landscape, "word/header1.xml": head})
    file = docx(with_template(tmp_path, data, short_title="Short"))
    assert value(file.body, "w:sectPr/w:pgSz", "orient") == "landscape"
    assert text(file.part("header1")) == "Our network: Short"
    assert text(file.part("header2")) == "Short"


def test_a_logo_in_a_page_header_is_of_the_template(tmp_path: Path) -> None:
    logo = changed({"word/header1.xml": lambda part: part.replace("</w:p>", f"{DESCRIBED}</w:p>")})
    submission = with_template(tmp_path, logo)
    assert prove(submission.resolved, docx(submission).data, "report.docx", "docx") == ()


def test_what_a_template_says_of_pages_in_its_own_words_is_kept(tmp_path: Path) -> None:
    own = changed(
        {
            "word/footer1.xml": lambda part: part.replace(">Page <", ">p. <").replace("> of <", ">/<"),
            "word/footer2.xml": lambda part: part.replace("<w:r>", "<w:r><w:rPr><w:caps/></w:rPr>"),
            "word/footer3.xml": lambda part: part.replace("<w:r>", "<w:r><w:tab/></w:r><w:r>", 1),
        }
    )
    file = docx(with_template(tmp_path, own, lang="ru"))
    feet = [text(file.part(f"footer{number}")) for number in (1, 2, 3)]
    assert feet == ["p. 1/1", "Страница 1 из 1", "\tPage 1 of 1"]
    assert len(find(file.part("footer2"), "//w:r")) == len(find(file.part("footer2"), "//w:r/w:rPr/w:caps"))


PAGE = (
    '<w:pgSz w:w="12240" w:h="15840"/>'
    '<w:pgMar w:top="1000" w:right="1001" w:bottom="1002" w:left="1003" w:header="500" w:footer="501"'
    ' w:gutter="100"/><w:paperSrc w:first="7"/>'
    '<w:pgBorders><w:top w:val="single" w:sz="4" w:space="1" w:color="0B5394"/></w:pgBorders>'
    '<w:lnNumType w:countBy="5"/><w:pgNumType w:start="3"/><w:cols w:num="2" w:space="400"/>'
    '<w:vAlign w:val="center"/><w:titlePg/><w:docGrid w:linePitch="360"/>'
)


def test_all_that_a_users_page_says_is_kept(tmp_path: Path) -> None:
    """Paper, margins, borders, line numbers, columns …; what only the first section can say, there alone."""

    def paged(content: str) -> str:
        return re.sub(r"<w:pgSz.*(?=</w:sectPr>)", PAGE, content)

    body = "1. One.[^a]\n\n# Annexed {.annex}\n\n1. Two.\n\n[^a]: Note.\n"
    data = changed({MAIN: paged})
    file = docx(with_template(tmp_path, data, body, notes_place="before-annexes"))
    first, second = file.all("document", "//w:sectPr")
    names = [name for name in re.findall(r"<w:(\w+)", PAGE) if name != "top"]

    def said(section: Element) -> list[tuple[str, dict[str, str]]]:
        found = [(each.tag.rpartition("}")[2], dict(each.attrib)) for each in section]
        return [(name, said) for name, said in found if name in names]

    template = Docx(data).all("document", "//w:sectPr")[-1]
    assert [name for name, _ in said(template)] == names
    assert said(first) == said(template)
    assert said(second) == [each for each in said(template) if each[0] not in ("pgNumType", "titlePg")]
    assert value(first, "w:pgBorders/w:top", "color") == "0B5394"
    path = tmp_path / "out.docx"
    path.write_bytes(file.data)
    assert schema.openxml_audit(path) == []


def test_a_template_without_lists_and_running_heads_will_do(tmp_path: Path) -> None:
    def bare(content: str) -> str:
        return content[: content.index("<w:sectPr>")] + "</w:body></w:document>"

    def unlisted(content: str) -> str:
        return content.replace("/relationships/numbering", "/relationships/other")

    data = changed({MAIN: bare, RELATIONSHIPS: unlisted})
    file = docx(with_template(tmp_path, data))
    assert "One." in file.texts()
    marked = with_template(tmp_path, data)
    drafted = docx(marked._replace(project=replace(marked.project, draft=True)))
    assert text(drafted.part("header-default")) == "Draft"


def test_a_document_can_be_the_template_of_the_next(tmp_path: Path) -> None:
    body = "1. One.\n\n# Recommendations {.restart series=recommendation}\n\n1. Do.\n\n     1. This.\n"
    first = docx(written(tmp_path, body))
    second = docx(with_template(tmp_path, first.data, body))
    ids = [each.get(qualified("styleId")) for each in second.all("styles", "w:style")]
    assert len(ids) == len(set(ids))
    assert len(second.all("numbering", "w:abstractNum")) == len(first.all("numbering", "w:abstractNum"))
    path = tmp_path / "out.docx"
    path.write_bytes(second.data)
    assert schema.openxml_audit(path) == []


def test_arabic_has_no_italics() -> None:
    assert Docx(FILE.read_bytes()).all("styles", "//w:iCs") == []
