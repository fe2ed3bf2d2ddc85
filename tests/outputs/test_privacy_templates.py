"""What a template and a reader of others would bring into an output: nothing that tells of anybody."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from docx import Document
from PIL import Image

from scripts.make_reference_docx import FILE
from tests.judges.validators import schema
from tests.outputs.docx.test_template import changed, with_template
from tests.support import planted
from tests.support.command import Run, project, run, write
from tests.support.docx_file import Docx, docx, text
from tests.support.pages import written
from tests.support.said import saying
from tests.support.shares import covering
from tests.support.strangers import Strangers
from tests.support.two_versions import SOURCE, TEXT, source
from toolchain.data import packaged_templates
from toolchain.model.diagnostics import Failure
from toolchain.writers.docx import DocxWriter, confidential

__all__ = ["project", "run", "source"]  # fixtures

OURS = packaged_templates()
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
FILE_OF_HERS = "file:///C:/Users/planted/logo.jpg"
LINKED = f"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="{OFFICE}/image" Target="media/logo.FORM"/>
<Relationship Id="rId2" Type="{OFFICE}/image" Target="{FILE_OF_HERS}" TargetMode="External"/>
<Relationship Id="rId3" Type="{OFFICE}/hyperlink" Target="https://example.org/" TargetMode="External"/>
<Relationship Id="rId4" Type="{OFFICE}/hyperlink" Target="\\\\planted\\share\\a.docx" TargetMode="External"/>
</Relationships>"""
LOGO = (
    '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:extent cx="914400" cy="685800"/><wp:docPr id="1" name="Logo" descr="C:\\Users\\planted\\logo.jpg"/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr>'
    '<pic:cNvPr id="1" name="logo.jpg"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
    f'<a:blip xmlns:r="{OFFICE}" r:embed="rId1" r:link="rId2"/>'
    "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="914400" cy="685800"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
    "</wp:inline></w:drawing></w:r>"
)
CHANGED = (
    '<w:p w:rsidR="00AB12CD" w:rsidRDefault="00AB12CD"><w:pPr><w:rPr><w:ins w:id="1"'
    ' w:author="Planted Author" w:date="2019-03-04T05:06:07Z"/></w:rPr>'
    '<w:pPrChange w:id="2" w:author="Planted Author"><w:pPr/></w:pPrChange></w:pPr>'
    '<w:ins w:id="3" w:author="Planted Author"><w:r w:rsidR="00AB12CD"><w:t>Kept.</w:t></w:r></w:ins>'
    '<w:del w:id="4" w:author="Planted Author"><w:r><w:delText>Planted</w:delText></w:r></w:del>'
    f'<w:hyperlink xmlns:r="{OFFICE}" r:id="rId3"><w:r><w:t>web</w:t></w:r></w:hyperlink>'
    f'<w:hyperlink xmlns:r="{OFFICE}" r:id="rId4"><w:r><w:t>share</w:t></w:r></w:hyperlink>'
    "<w:r><w:t>C:\\Users\\planted\\report.docx</w:t></w:r></w:p>"
)
FORMS = {
    "jpeg": "image/jpeg",
    "png": "image/png",
    "emf": "image/x-emf",
    "wmf": "image/x-wmf",
    "svg": "image/svg+xml",
}


def telling(form: str, logo: bytes, relationships: str = LINKED) -> bytes:
    """Our template as somebody edited it, with a logo in its head."""
    made = io.BytesIO()
    with zipfile.ZipFile(FILE) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            content = source.read(name).decode()
            if name == "[Content_Types].xml":
                kind = f'<Default Extension="{form}" ContentType="{FORMS[form]}"/>'
                content = content.replace("<Default", f"{kind}<Default", 1)
            elif name == "word/header1.xml":
                content = content.replace("</w:hdr>", f"{CHANGED}<w:p>{LOGO}</w:p></w:hdr>")
            elif name == "word/styles.xml":
                content = content.replace("<w:pPr>", '<w:rsid w:val="00AB12CD"/><w:pPr>', 1)
            target.writestr(name, content)
        target.writestr("word/_rels/header1.xml.rels", relationships.replace("FORM", form))
        target.writestr(f"word/media/logo.{form}", logo)
        target.writestr("docProps/app.xml", "<Properties><Company>Planted</Company></Properties>")
    return made.getvalue()


@pytest.mark.parametrize(("form", "logo"), [("jpeg", planted.jpeg(6)), ("png", planted.png())])
def test_a_template_brings_its_looks_and_nothing_of_its_editor(
    tmp_path: Path, form: str, logo: bytes
) -> None:
    file = docx(with_template(tmp_path, telling(form, logo)))
    for name, data in file.files.items():
        for secret in (*planted.SECRETS, "AB12CD", "rsid", "w:author", "pPrChange", "share\\a", "Users"):
            assert secret.encode() not in data, (name, secret)
    head = text(file.part("header1"))
    assert "Kept." in head
    assert "web" in head
    assert file.files["word/_rels/header1.xml.rels"].count(b"<Relationship ") == 2  # the logo, the web
    pixels = Image.open(io.BytesIO(file.files[f"word/media/logo.{form}"]))
    assert pixels.size == (64, 48)  # Word turns a picture by what the template says beside it
    path = tmp_path / "out.docx"
    path.write_bytes(file.data)
    assert schema.openxml_audit(path) == []


SHOWN_BY_FIELDS = [
    (r"FILENAME \\p", r"D:\planted\looks.docx", ""),
    (r"TEMPLATE", "planted.dotx", ""),
    (r'DATE \@ "d MMMM yyyy"', "3 planted 2019", ""),
    ("SAVEDATE", "3 planted 2019", ""),
    ("LASTSAVEDBY", "Planted Author", ""),
    ("DOCPROPERTY LastSavedBy", "Planted Author", ""),
    ('DOCPROPERTY "TotalEditingTime"', "17 planted minutes", ""),
    ('INCLUDEPICTURE "D:\\\\planted\\\\logo.png"', "Logo", "Logo"),
    ('HYPERLINK "D:\\\\planted\\\\rules.docx"', "Rules", "Rules"),
    ('HYPERLINK "https://example.org/"', "Web", "Web"),
    ("REF _Planted", "Chapter", "Chapter"),
    ("DOCPROPERTY Project", "Project", "Project"),
    ("TITLE", "planted", "A title"),
    ("TITLE", "", "A title"),
    ('DOCPROPERTY "Title"', "", "A title"),
    ("PAGE", "1", "1"),
]


@pytest.mark.parametrize(("field", "form"), covering(SHOWN_BY_FIELDS, ["parted", "bare", "simple"]))
def test_fields_in_a_running_head_tell_of_the_document_alone(
    tmp_path: Path, field: tuple[str, str, str], form: str
) -> None:
    """Not of files, persons and days of the machine that the template was made on; and what they are to show
    they show, also where the template had nothing to show.
    """
    instruction, stored, shown = field
    result = f"<w:r><w:t>{stored}</w:t></w:r>" if stored else ""
    begin, parted, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    if form == "simple":
        written = f"<w:fldSimple w:instr='{instruction}'>{result}</w:fldSimple>"
    else:
        parted = parted if form == "parted" or stored else ""
        written = f"{begin}<w:r><w:instrText>{instruction}</w:instrText></w:r>{parted}{result}{end}"

    def head(content: str) -> str:
        return re.sub(r"<w:sdt>.*</w:sdt>", lambda _: written, content)

    file = docx(with_template(tmp_path, changed({"word/header1.xml": head})))
    assert text(file.part("header1")) == shown
    assert b"planted" not in file.files["word/header1.xml"].lower()
    path = tmp_path / "out.docx"
    path.write_bytes(file.data)
    assert schema.openxml_audit(path) == []


@pytest.mark.parametrize(
    ("form", "logo"),
    [("emf", b"\1\0\0\0Planted"), ("wmf", b"\xd7\xcd\xc6\x9aPlanted"), ("svg", b"<svg>Planted</svg>")],
)
def test_a_picture_that_cannot_be_taken_apart_is_named(tmp_path: Path, form: str, logo: bytes) -> None:
    submission = with_template(tmp_path, telling(form, logo))
    with pytest.raises(Failure, check=saying(rf"a picture that cannot be used: logo\.{form} is ")) as error:
        DocxWriter().write(*submission)
    assert [defect.rule.code for defect in error.value.findings] == ["S012"]


def test_an_embedded_file_is_named(tmp_path: Path) -> None:
    embedded = LINKED.replace(f"{OFFICE}/image", f"{OFFICE}/package", 1)
    with pytest.raises(Failure, check=saying("has an embedded file in its headers, footers or theme")):
        DocxWriter().write(*with_template(tmp_path, telling("jpeg", planted.jpeg(), embedded)))


READER = """
from pathlib import Path
from toolchain.model.diagnostics import *
from toolchain.model.front_matter import FrontMatter
from toolchain.model import *

S = SourceSpan("x.odd", 1, 1, 1, 2)
MATTER = FrontMatter(title=(Text(S, "A title"),))

class Odd:
    api, name, suffixes = 1, "odd", (".odd",)

    def read(self, path, display):
        data = Path(path).read_bytes()
        figure = Figure(S, Image(S, "a.jpg", "A court"))
        image = ImageFile(data, "image/jpeg", 64, 48, 96.0)
        return Document(display, MATTER, (figure,), images={"a.jpg": image})
"""


@pytest.mark.parametrize(("data", "status"), [(planted.jpeg(), 0), (b"no picture", 2)])
def test_images_of_other_readers_are_stripped(
    run: Run, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, status: int
) -> None:
    Strangers(tmp_path / "more", monkeypatch).install("odd-tools", READER, readers="odd = odd_tools:Odd")
    write(project / "work/x.odd", "")
    (project / "work/x.odd").write_bytes(data)
    ran = run("build", "work/x.odd", "--to", "docx")
    assert ran.status == status, ran.err
    if status:
        assert "images['a.jpg'] in its result is not a picture, but outputs can contain only" in ran.err
        return
    assert "warning X802" in ran.err
    for content in Docx(Path("build/work/x.docx").read_bytes()).files.values():
        assert not any(secret.encode() in content for secret in planted.SECRETS)


def test_nothing_is_looked_for_in_our_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A tenth of the time of a short Word file went into it: `insideH` and `instrText` are no `ins`."""
    monkeypatch.delattr(confidential, "strip_tree")
    assert docx(written(tmp_path, "1. One.")).texts()


@pytest.mark.parametrize("name", ["page.html.j2", "screen.css", "page.js", "reference.docx"])
@pytest.mark.usefixtures("source")
def test_an_own_template_says_nothing_that_is_withheld(run: Run, name: str) -> None:
    """A letterhead with all members of a coalition, one of them withheld; notes to oneself in a template."""
    withheld = "  - name: Quorvath Collective\n    confidential: true\n"
    write(SOURCE, TEXT.replace("  - name: Example\n", f"  - name: Example\n{withheld}"))
    own, form = Path("looks") / name, "docx" if name.endswith("docx") else "html"
    for said, status in (("Example", 0), ("Quorvath", 1)):
        own.parent.mkdir(exist_ok=True)
        if form == "docx":
            opened = Document(str(OURS / name))
            first = opened.sections[0].header.paragraphs[0]
            first.insert_paragraph_before(f"Members: {said}", style="Standing Text")
            opened.save(str(own))
        else:
            text = (OURS / name).read_text(encoding="utf-8")
            remark = f"<!-- {said} --></body>" if "j2" in name else f"/* {said} */"
            write(own, text.replace("</body>", remark) if "j2" in name else f"{text}\n{remark}\n")
        assert run("build", SOURCE, "--public", "--to", form, "--templates", "looks").status == status, said
