"""A user's own style sheet: it fetches nothing, its mistakes are told where they stand, and it comes last."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from tests.judges.validators import need
from tests.judges.validators import run as run_program
from tests.support.command import CLEAN, Run, project, run
from tests.support.pages import ROOT, html, read, written
from tests.support.places import CM, words
from tests.support.said import saying
from toolchain.data import packaged_templates
from toolchain.formats.user_style import DEEPEST, LARGEST, fetches, read_style
from toolchain.model.diagnostics import Failure
from toolchain.project.settings import Options, Templates
from toolchain.reports.sentences import help_line, message
from toolchain.writers.html.template import read_sheet
from toolchain.writers.pdf import PdfWriter
from toolchain.writers.pdf.weasyprint.mistakes import mistakes

__all__ = ["project", "run"]  # fixtures

FILL = r"([\d.]+) ([\d.]+) ([\d.]+) rg"

# What would fetch, with "¦" before the place that is told and the words that name it.
FETCHING = [
    ("¦@import 'other.css';", "@import"),
    ("¦@import url(https://example.org/a.css) print;", "@import"),
    ("¦@IMPORT 'other.css';", "@import"),
    ("p { background: ¦url(a.png) }", "a.png"),
    ("p { background: url( ¦'a.png' ) }", "a.png"),
    ("p { background: ¦url(/etc/passwd) }", "/etc/passwd"),
    ("p { background: ¦url(file:///etc/passwd) }", "file:///etc/passwd"),
    ("p { background: ¦url(../../secret.svg) }", "../../secret.svg"),
    ("p { background: ¦url(//example.org/a) }", "//example.org/a"),
    ("p {\n  background:\n    ¦URL(HTTP://EXAMPLE.ORG/A)\n}", "HTTP://EXAMPLE.ORG/A"),
    (r"p { background: ¦u\72l(a.png) }", "a.png"),
    (r"p { background: \75 rl(¦'a.png') }", "a.png"),
    (r"p { background: ¦url(h\74tp://example.org/a) }", "http://example.org/a"),
    ("p { background: red, linear-gradient(red, blue), ¦url(a.png) }", "a.png"),
    ("p { background: image-set(¦'a.png' 1x, 'data:,b' 2x) }", "a.png"),
    ("p { background: -webkit-image-set(¦url(a.png) 1x) }", "a.png"),
    ("p { background: cross-fade(¦'a.png', red) }", "a.png"),
    ("p { background: image(¦'a.png') }", "a.png"),
    ("p { --picture: ¦url(a.png) }", "a.png"),
    ("p { content: src(¦'a.png') }", "a.png"),
    ("li { list-style: ¦url(a.png) }", "a.png"),
    ("p { cursor: ¦url(a.cur), auto }", "a.cur"),
    ("p { filter: ¦url(a.svg#blur) }", "a.svg#blur"),
    ("p { nothing-known: ¦url(a.png) }", "a.png"),
    ("@page { @top-left { content: ¦url(a.png) } }", "a.png"),
    ("@media print { @media print { p { background: ¦url(a.png) } } }", "a.png"),
    ("@supports (background: ¦url(a.png)) { p { color: red } }", "a.png"),
    ("@font-face { font-family: A; src: ¦url(a.woff2) format('woff2') }", "a.woff2"),
    ("@font-face { font-family: A; src: ¦local('Arial'), url('data:font/woff2;base64,AA') }", "local"),
    ("p { background: ¦url(a.png", "a.png"),
    ("/* url(b.png) */ p { background: ¦url(a.png) }", "a.png"),
    ("@namespace x ¦url(http://example.org/x);", "http://example.org/x"),
    ("¦@import " + "{" * 5_000, "@import"),
    ("p { font: ¦local" + "(" * 5_000, "local"),
]
QUIET = [
    "",
    "p { color: red }",
    "/* @import 'a.css'; url(a.png) */",
    "p { content: 'url(a.png)' }",
    "p { content: '@import' }",
    "p { background: url() }",
    "p { background: url('data:image/png;base64,AA') }",
    "p { background: URL(DATA:image/png;base64,AA) }",
    "p { background: image-set('data:image/png;base64,AA' 1x) }",
    "p { filter: url(#blur) }",
    "a[href^='https://example.org/'] { color: red }",
    "@page :first { margin: 3cm }",
    "p::before { content: attr(data-url) counter(page) }",
    ".import, #url, .local { color: red }",
    "h1, h2 { p, li { &:hover { & > a:not([href]):not(.x)::after { color: red } } } }",
    "body > main section ul > li p a:is(h1, h2, h3 b, :nth-child(2n + 1)) {} h2 ~ p {}",
    "p { background: url(javascript:alert(1)) }",  # no address: one has no bracket
]


@pytest.mark.parametrize(("sheet", "named"), FETCHING, ids=[sheet[:60] for sheet, _ in FETCHING])
def test_what_would_be_fetched_is_told_where_it_stands(sheet: str, named: str) -> None:
    before, after = sheet.split("¦")
    finding, *more = fetches(before + after, "x.css")
    assert more == []
    assert named in message(finding)
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    assert (finding.span.path, *finding.span.order) == ("x.css", line, column)
    assert help_line(finding)


@pytest.mark.parametrize("sheet", QUIET)
def test_what_fetches_nothing_is_let_through(sheet: str) -> None:
    assert list(fetches(sheet, "x.css")) == []


UNREADABLE = {
    "no UTF-8": (b"p { content: '\xff' }", "S012", "not UTF-8"),
    "too large": (b"/*" + b" " * LARGEST + b"*/", "S021", "larger than 2 MB"),
    "too deep": (b"a{" * (DEEPEST + 2), "S021", "more than 32 blocks"),
    "many descendants": (b"b " * 300 + b"{ color: red }", "S021", "too many parts"),
    "many in :not()": (
        b"@media print { p { color: red }\na:not(" + b"b " * 90 + b") {} }",
        "S021",
        "too many parts",
    ),
    "many siblings": (b".x ~ * ~ * ~ * ~ * { color: red }", "S021", "too many parts"),
    "selectors that double": (b":nth-child(1 of " * 8 + b"b" + b")" * 8 + b"{}", "S021", "too many parts"),
    "nested rules that double": (b"b{" + b"&, & {" * 5 + b"}" * 6, "S021", "too many parts"),
    "an attribute in any namespace": (b"[*|href] {}", "S021", "cannot be used"),
    "no language": (b":lang() {}", "S021", "cannot be used"),
    "very deep": (b"a{" + b"(" * 100_000, "S021", "more than 32 blocks"),
}


@pytest.mark.parametrize(("data", "code", "said"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_sheet_that_cannot_be_read_is_refused(tmp_path: Path, data: bytes, code: str, said: str) -> None:
    path = tmp_path / "x.css"
    path.write_bytes(data)
    with pytest.raises(Failure, check=saying(said)) as failure:
        read_style(path)
    assert [defect.rule.code for defect in failure.value.findings] == [code]


def test_a_selector_that_cannot_be_used_has_its_place() -> None:
    (finding,) = fetches(f"p {{}}\n @media print {{ {'b ' * 99} {{}} }}", "x.css")
    assert (finding.span.path, *finding.span.order) == ("x.css", 2, 17)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    said = {tmp_path: "a folder", tmp_path / "none.css": "no such file", Path("/dev/zero"): "a device"}
    for path, reason in said.items():
        with pytest.raises(Failure, check=saying(reason)):
            read_style(path)


MISTAKEN = [
    ("p { ¦colr: red }", "unknown property"),
    ("p {\n  color: red;\n  ¦color: rood;\n}", "invalid value"),
    ("p { color: red } ¦}", "EOF"),
    ("@page { ¦@top-middle { content: 'x' } }", "Unknown @page rule"),
    ("¦@unheard of;", "@unheard"),
    ("p { color¦ }", "EOF"),
    ("p { color: red }\n¦a:frob(x),\n  b { color: red }", "unsupported selector, 'a:frob(x), b '"),
    ("p { color: red } ¦::selection { color: red }", "unknown pseudo-element: selection"),
]


@pytest.mark.parametrize(("sheet", "said"), MISTAKEN)
def test_what_the_pdf_leaves_out_is_told(sheet: str, said: str) -> None:
    before, after = sheet.split("¦")
    found = mistakes(before + after, "x.css")
    (finding,) = found
    assert finding.rule.code == "S018"
    assert said in message(finding)
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    assert finding.span.order == (line, column)


def test_our_own_sheets_have_no_mistake() -> None:
    for name in ("print.css", "print-house.css"):
        text = read_sheet(name, Templates((packaged_templates(),)))
        assert [message(defect) for defect in mistakes(text, name)] == []
        assert list(fetches(text, name)) == []


def test_a_sheet_comes_after_ours_in_both_outputs(tmp_path: Path) -> None:
    sheet = tmp_path / "own.css"
    sheet.write_text("@page { margin-top: 8cm } h2 { color: #123456 } /* </style> */", encoding="utf-8")
    submission = written(tmp_path, "# Head\n\n1. begins", Options(css=sheet))
    page = html(submission)
    assert page.index("scroll-margin") < page.index("h2 { color: #123456 }")
    assert page.count("</style>") == 1
    pdf = tmp_path / "x.pdf"
    pdf.write_bytes(PdfWriter().write(*submission))
    assert min(word.top for word in words(pdf)) > 8 * CM


GUIDE = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")


def test_the_style_sheet_of_the_guide_does_what_it_says(tmp_path: Path) -> None:
    example, standing = re.findall(r"^```css\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
    sheet = tmp_path / "own.css"
    sheet.write_text(example, encoding="utf-8")
    assert mistakes(example, "own.css") == mistakes(standing, "own.css") == ()
    body = "# Head\n\n1. Of *it*.\n\n2. More."
    pdf = tmp_path / "x.pdf"
    pdf.write_bytes(PdfWriter().write(*written(tmp_path, body, Options(css=sheet))))
    with pikepdf.open(pdf) as opened:
        (page,) = opened.pages
        assert [float(edge) for edge in page.mediabox] == [0, 0, 8.5 * 72, 11 * 72]
        drawn = page.Contents.read_bytes().decode("latin-1")
    fonts = {line.split()[0] for line in run_program([need("pdffonts"), pdf]).splitlines()[2:]}
    assert any("Bold" in name and "Italic" not in name for name in fonts)
    red, green, blue = (round(int("5b2a6e"[at : at + 2], 16) / 255, 2) for at in (0, 2, 4))
    fills = [tuple(round(float(part), 2) for part in each) for each in re.findall(FILL, drawn)]
    assert (red, green, blue) in fills
    sizes = {float(size) for size in re.findall(r"/\S+ ([\d.]+) Tf", drawn)}
    assert any(size == pytest.approx(14 / 0.75, abs=0.01) for size in sizes)  # in pixels of CSS


def test_the_front_matter_of_the_guide_chooses_the_look(tmp_path: Path) -> None:
    (front,) = re.findall(r"^```yaml\n(look: .*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
    Image.new("RGB", (30, 20), "teal").save(tmp_path / "logo.png")
    source = tmp_path / "report.md"
    source.write_text(f"---\ntitle: A\nlang: en\n{front}---\n\n1. B.\n", encoding="utf-8")
    submission = read(source)
    assert submission.resolved.document.defects == ()
    assert (submission.project.look, submission.project.front_matter.colour) == ("house", "#0b5a7a")


@pytest.mark.parametrize("to", ["html", "pdf", "html,pdf"])
def test_a_build_with_a_sheet_that_fetches_writes_nothing(project: Path, run: Run, to: str) -> None:
    Path("report.md").write_text(CLEAN, encoding="utf-8")
    Path("own.css").write_text("p { color: red }\np { background: url(a.png) }\n", encoding="utf-8")
    ran = run("build", "report.md", "--css", "own.css", "--to", to, "--output", "out")
    assert ran.status == 2
    assert "own.css:2:17: error S023 a.png is loaded from outside" in ran.err
    assert "2 | p { background: url(a.png) }" in ran.err
    assert not Path("out").exists()


STOPS = "li { list-style: disc }\nli::marker { content: 'x' }\n"


@pytest.mark.parametrize("name", ["own.css", "looks/print.css"])
def test_a_sheet_with_which_the_engine_stops_is_told(project: Path, run: Run, name: str) -> None:
    Path("report.md").write_text(f"{CLEAN}\n- One\n- Two\n", encoding="utf-8")
    sheet = Path(name)
    sheet.parent.mkdir(exist_ok=True)
    built_in = (packaged_templates() / "print.css").read_text(encoding="utf-8")
    sheet.write_text(STOPS if name == "own.css" else built_in + STOPS, encoding="utf-8")
    how = ("--css", name) if name == "own.css" else ("--templates", "looks", "--pdf-engine", "weasyprint")
    ran = run("build", "report.md", *how, "--to", "html,pdf", "--output", "out")
    assert (ran.status, Path("out").exists()) == (2, False)
    told = (
        f"{name}: error D908 with this style sheet, the program that lays out the pages (WeasyPrint) stops: "
    )
    assert told in ran.err
    assert "defect" not in ran.err


def test_a_defect_of_our_own_is_not_put_down_to_a_sheet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> bytes:
        raise TypeError("of our own")

    (tmp_path / "own.css").write_text("p { color: red }\n", encoding="utf-8")
    submission = written(tmp_path, "1. One.\n", Options(css=tmp_path / "own.css"))
    monkeypatch.setattr("toolchain.writers.pdf.weasyprint.write", fails)
    with pytest.raises(TypeError, match="of our own"):
        PdfWriter().write(*submission)


def test_a_mistake_warns_and_the_build_goes_on(project: Path, run: Run) -> None:
    Path("report.md").write_text(CLEAN, encoding="utf-8")
    Path("own.css").write_text("p { colr: red }\n", encoding="utf-8")
    ran = run("build", "report.md", "--css", "own.css", "--to", "pdf", "--output", "out")
    assert ran.status == 0
    assert "own.css:1:5: warning S018 the PDF ignores this" in ran.err
    assert Path("out/report.pdf").exists()
