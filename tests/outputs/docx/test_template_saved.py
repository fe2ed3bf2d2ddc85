"""Templates that users have edited in Word or LibreOffice: their look is kept, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from tests.judges.validators import libreoffice, need, schema
from tests.judges.validators import run as run_program
from tests.support.command import CLEAN, Run, run
from tests.support.docx_file import WHOLE, Docx, find, text, value, values
from tests.support.docx_made import changed, unzipped, zipped
from tests.support.docx_word import as_word_saves
from tests.support.pages import ROOT, Submission, read
from tests.support.proving import prove
from tests.support.shares import one_in
from toolchain.model.diagnostics import Failure, SourceSpan
from toolchain.model.records import replace
from toolchain.project.settings import Named
from toolchain.reports.sentences import message
from toolchain.writers.docx import DocxWriter
from toolchain.writers.docx.confidential import parsed_part
from toolchain.writers.docx.styles import Styles
from toolchain.writers.docx.xml import NAMESPACES, serialized

__all__ = ["run"]  # fixtures

OURS = (ROOT / "templates" / "reference.docx").read_bytes()
LOGO = ROOT / "tests" / "cases" / "docx" / "circle.png"
SOURCES = [WHOLE, *(ROOT / "tests" / "cases" / "languages" / f"{name}.md" for name in ("ar", "zh"))]

RED, GREEN = 0x8B0000, 0x006400
EDITS = (
    ("style", "ParagraphStyles", "Heading 1", {"CharFontName": "Liberation Sans", "CharHeight": 16}),
    ("style", "ParagraphStyles", "Heading 1", {"CharColor": RED}),
    ("style", "ParagraphStyles", "Title", {"CharColor": GREEN}),
    ("style", "ParagraphStyles", "Numbered Paragraph", {"CharFontName": "Liberation Sans", "CharHeight": 12}),
    ("style", "PageStyles", "Standard", {"LeftMargin": 4000, "RightMargin": 1500}),  # in 1/100 mm
    ("header", "Standard", str(LOGO), "The title of long ago"),
)
"""Fonts, sizes, colours, margins; and in the header a logo and the document's title as a field."""


def with_template(source: Path, template: Path) -> Submission:
    """The source, to be written with this template."""
    submission = read(source)
    named = Named(template, template.name, SourceSpan("report.md", 3, 11, 3, 19))
    templates = replace(submission.project.templates, document=named)
    return submission._replace(project=replace(submission.project, templates=templates))


def built(source: Path, template: bytes, folder: Path, *, by_microsoft: bool = False) -> Docx:
    """The document that comes of it, valid and proved."""
    path = folder / "own.docx"
    path.write_bytes(template)
    submission = with_template(source, path)
    data = DocxWriter().write(*submission)
    path = folder / "report.docx"
    path.write_bytes(data)
    assert schema.openxml_audit(path) == []
    if by_microsoft:  # whose engine takes a second
        assert schema.open_xml_sdk(path) == []
    assert prove(submission.resolved, data, "report.docx", "docx") == ()
    return Docx(data)


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Our template, edited and saved in LibreOffice."""
    target = tmp_path_factory.mktemp("template") / "edited.docx"
    job = libreoffice.Job(ROOT / "templates" / "reference.docx", EDITS, {libreoffice.DOCX: target})
    libreoffice.edited([job])
    return target.read_bytes()


@pytest.mark.parametrize("source", one_in(len(SOURCES), SOURCES), ids=lambda path: path.stem)
def test_what_was_edited_in_libreoffice_is_kept(edited: bytes, tmp_path: Path, source: Path) -> None:
    file = built(source, edited, tmp_path, by_microsoft=True)

    def said(style: str, name: str, attribute: str = "val") -> str | None:
        (found,) = file.all("styles", f"w:style[w:name/@w:val='{style}']")
        return value(found, f"w:rPr/w:{name}", attribute)

    assert said("heading 1", "rFonts", "ascii") == "Liberation Sans"
    assert (said("heading 1", "sz"), said("heading 1", "color")) == ("32", f"{RED:06X}")
    assert said("Title", "color") == f"{GREEN:06X}"
    assert (said("Numbered Paragraph", "rFonts", "ascii"), said("Numbered Paragraph", "sz")) == (
        "Liberation Sans",
        "24",
    )
    sections = file.all("document", "//w:sectPr")
    assert sections
    for section in sections:
        assert value(section, "w:pgMar", "left") == "2268"
        assert value(section, "w:pgMar", "right") == "850"
    (header,) = (
        name.removesuffix(".xml").removeprefix("word/")
        for name in file.files
        if name.startswith("word/header") and b"<w:drawing>" in file.files[name]
    )
    title = re.search(r"<dc:title>(.*)</dc:title>", file.files["docProps/core.xml"].decode())
    assert title
    assert text(file.part(header)).endswith(title[1].replace("&amp;", "&"))
    assert b"long ago" not in b"".join(file.files.values())
    (logo,) = (target for target in file.links(header).values() if "media" in target)
    assert file.files[f"word/{logo}"].startswith(b"\x89PNG")


@pytest.mark.long
def test_what_was_edited_is_what_is_printed(edited: bytes, tmp_path: Path) -> None:
    built(WHOLE, edited, tmp_path)
    pdf = libreoffice.to_pdf(tmp_path / "report.docx", tmp_path)
    assert "LiberationSans-Bold" in run_program([need("pdffonts"), pdf])


@pytest.mark.parametrize("source", one_in(len(SOURCES), SOURCES), ids=lambda path: path.stem)
def test_a_template_saved_by_word_will_do(tmp_path: Path, source: Path) -> None:
    file = built(source, as_word_saves(OURS), tmp_path, by_microsoft=True)
    (heading,) = file.all("styles", "w:style[w:name/@w:val='heading 1']")
    assert value(heading, "w:rPr/w:rFonts", "ascii") == "Georgia"
    everything = b"".join(file.files.values())
    for trace in (b"A Person", b"rsid", b"Why?", b"long ago", b"Somebody", b"deleted"):
        assert trace not in everything, trace
    names = "; ".join(each.name for each in read(source).resolved.document.front_matter.submitted_by)
    assert text(file.part("header1")).endswith(f"\t{names}Our network, added")
    assert not find(file.part("header1"), "//w:ins | //w:fldSimple")


@pytest.mark.parametrize("prefix", ["w:", ""])
def test_changes_go_from_a_part_however_its_names_are_written(prefix: str) -> None:
    """A program may declare Word's namespace as the default one: then the names have no prefix."""
    name = prefix.strip(":")
    said = f'xmlns{":" if name else ""}{name}="{NAMESPACES["w"]}"'
    inside = "".join(
        f'<{prefix}{tag} author="A Person"><{prefix}t>{tag}</{prefix}t></{prefix}{tag}>'
        for tag in ("ins", "del", "moveFrom", "moveTo")
    )
    blob = f"<{prefix}hdr {said}><{prefix}p>{inside}</{prefix}p></{prefix}hdr>".encode()
    made = serialized(parsed_part(Part(PackURI("/word/header1.xml"), "application/xml", blob)))
    assert b"A Person" not in made
    assert re.findall(rb"t>(\w+)<", made) == [b"ins", b"moveTo"]


PROMPT = (
    '<w:sdt><w:sdtPr><w:alias w:val="{0}"/><w:placeholder><w:docPart w:val="A1B2"/></w:placeholder>'
    "<w:showingPlcHdr/><w:dataBinding w:prefixMappings=\"xmlns:ns0='http://purl.org/dc/elements/1.1/' "
    "xmlns:ns1='http://schemas.openxmlformats.org/package/2006/metadata/core-properties' \" "
    'w:xpath="/ns1:coreProperties[1]/ns0:{0}[1]" w:storeItemID="{{6C3C8BC8-F283-45AE-878A-BAB7291924A1}}"/>'
    "<w:text/></w:sdtPr><w:sdtContent>{1}</w:sdtContent></w:sdt>"
)
"""A control of a property as Word puts it in, with its prompt."""


@pytest.mark.parametrize("inside", ["[Prompt]", ""])
@pytest.mark.parametrize(
    ("source", "name", "shown"),
    [
        (WHOLE, "title", "All that a document holds"),
        (WHOLE.with_name("fr.md"), "keywords", ""),
        (WHOLE, "description", ""),
    ],
)
def test_controls_that_wait_for_words_are_filled_or_gone(
    tmp_path: Path, source: Path, name: str, shown: str, inside: str
) -> None:
    """Word would show the prompt to whoever gets the document."""
    style = '<w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr>'
    run = f"<w:r>{style}<w:t>{inside}</w:t></w:r>" if inside else ""
    head = re.sub("<w:sdt>.*</w:sdt>", PROMPT.format(name, run), unzipped(OURS)["word/header1.xml"].decode())
    template = zipped({**unzipped(OURS), "word/header1.xml": head.encode()})
    made = built(source, template, tmp_path).part("header1")
    assert text(made) == shown
    assert not find(made, "//w:showingPlcHdr | //w:placeholder | //w:rStyle")
    assert len(find(made, "//w:dataBinding")) == bool(shown)


STEPS = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")


def test_the_four_steps_of_the_guide(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Named in the front matter, or lying in a folder of one's own: as the page says, by the command."""
    monkeypatch.chdir(tmp_path)
    edited = as_word_saves(OURS)
    named, folder = re.findall(r"as `(content/my-report/reference\.docx|looks/reference\.docx)`", STEPS)
    line = re.search(r"^```yaml\n(template: .*\n)```$", STEPS, re.MULTILINE)
    assert line
    for path in (named, folder):
        Path(path).parent.mkdir(parents=True)
        Path(path).write_bytes(edited)
    source = Path(named).with_name("report.md")
    source.write_text(CLEAN.replace("lang: en\n", f"lang: en\n{line[1]}"), encoding="utf-8")
    assert run("build", source, "--to", "docx", "--output", "first").status == 0
    source.write_text(CLEAN, encoding="utf-8")
    assert "build with `--templates looks`" in STEPS
    assert run("build", source, "--to", "docx", "--output", "second", "--templates", "looks").status == 0
    assert run("build", source, "--to", "docx", "--output", "plain").status == 0
    first, second, plain = (
        Docx(Path(name, "report.docx").read_bytes()) for name in ("first", "second", "plain")
    )
    assert first.data == second.data
    font = "w:style[w:name/@w:val='heading 1']/w:rPr/w:rFonts[@w:ascii='Georgia']"
    assert first.all("styles", font)
    assert not plain.all("styles", font)


def test_a_document_template_of_word_will_do(tmp_path: Path) -> None:
    dotx = changed(OURS, "[Content_Types].xml", r"document\.main\+xml", "template.main+xml")
    assert "Contents" in built(WHOLE, dotx, tmp_path).texts()


def test_running_heads_of_an_earlier_section_go_on(tmp_path: Path) -> None:
    """Word writes none into a section whose head is "linked to previous"."""
    document = unzipped(OURS)["word/document.xml"].decode()
    references = "".join(re.findall(r"<w:(?:header|footer)Reference[^>]*>", document))
    first = f"<w:p><w:pPr><w:sectPr>{references}</w:sectPr></w:pPr></w:p>"
    template = changed(OURS, "word/document.xml", re.escape(references), "")
    template = changed(template, "word/document.xml", "<w:sectPr>", f"{first}<w:sectPr>")
    file = built(WHOLE, template, tmp_path)
    assert len([name for name in file.files if re.match(r"word/(header|footer)\d", name)]) == 6


def test_what_macros_are_in_stays_behind(tmp_path: Path) -> None:
    files = unzipped(OURS)
    links = files["word/_rels/document.xml.rels"].decode()
    link = (
        '<Relationship Id="vba" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" '
        'Target="vbaProject.bin"/></Relationships>'
    )
    files["word/_rels/document.xml.rels"] = links.replace("</Relationships>", link).encode()
    types = files["[Content_Types].xml"].decode()
    kind = '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    files["[Content_Types].xml"] = types.replace("</Types>", kind).encode()
    files["word/vbaProject.bin"] = b"\xd0\xcf\x11\xe0 Sub AutoOpen()"
    file = built(WHOLE, zipped(files), tmp_path)
    assert not [name for name in file.files if "vba" in name.lower()]
    assert b"vba" not in b"".join(file.files.values())


def refused(template: bytes, folder: Path) -> tuple[str, str]:
    """Code and message of the one finding that a template is refused with."""
    path = folder / "own.docx"
    path.write_bytes(template)
    with pytest.raises(Failure) as caught:
        DocxWriter().write(*with_template(WHOLE, path))
    (defect,) = caught.value.findings
    return defect.rule.code, message(defect)


def test_a_file_with_a_password_is_refused(tmp_path: Path) -> None:
    code, message = refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000), tmp_path)
    assert code == "S020"
    assert "has a password" in message


def test_a_file_with_macros_is_refused(tmp_path: Path) -> None:
    docm = changed(
        OURS,
        "[Content_Types].xml",
        r"application/vnd\.openxmlformats-officedocument\.wordprocessingml\.document\.main\+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    code, message = refused(docm, tmp_path)
    assert code == "S020"
    assert message == "the template own.docx has macros"


def test_a_style_of_another_kind_is_named(tmp_path: Path) -> None:
    template = changed(
        OURS, "word/styles.xml", r'w:type="character"([^>]*w:styleId="Hyperlink")', r'w:type="paragraph"\1'
    )
    assert refused(template, tmp_path) == ("D905", "the template own.docx lacks required styles: Hyperlink")


LIST = (
    '<w:abstractNum w:abstractNumId="77"><w:multiLevelType w:val="multilevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="5"/><w:numFmt w:val="upperRoman"/><w:pStyle w:val="{style}"/>'
    '<w:lvlText w:val="Article %1"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
)


@pytest.mark.parametrize(
    ("style", "linked"),
    [
        ("Normal", True),
        ("BodyText", False),
        pytest.param("Heading1", True, marks=pytest.mark.long),
        pytest.param("NumberedParagraph", False, marks=pytest.mark.long),
        ("ListNumber", True),
        pytest.param("EndnoteText", True, marks=pytest.mark.long),
    ],
)
def test_lists_of_its_own_under_our_names_do_not_count(tmp_path: Path, style: str, linked: bool) -> None:
    files = unzipped(OURS)
    sheet = etree.fromstring(files["word/styles.xml"])
    Styles(sheet).set_list(style, 77, 0)
    files["word/styles.xml"] = serialized(sheet)
    own = LIST.format(style=style) if linked else re.sub("<w:pStyle[^>]*>", "", LIST)
    numbering = re.sub(r"(<w:abstractNum )", rf"{own}\1", files["word/numbering.xml"].decode(), count=1)
    number = '<w:num w:numId="77"><w:abstractNumId w:val="77"/></w:num></w:numbering>'
    files["word/numbering.xml"] = numbering.replace("</w:numbering>", number).encode()
    file = built(WHOLE, zipped(files), tmp_path)
    assert not file.all("styles", "//w:numId[@w:val='77']")
    linked_to = values(file.part("numbering"), "//w:lvl/w:pStyle")
    assert len(linked_to) == len(set(linked_to))  # else Word takes either list
