"""The fonts that come with the tool: what they have, that pages are set in them and in no others."""

from __future__ import annotations

import base64
import hashlib
import io
import os
import subprocess
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal
from xml.sax.saxutils import escape

import pikepdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from scripts.fonts import __main__ as maker
from scripts.fonts.chinese import GENERAL_STANDARD
from scripts.fonts.table import table
from tests.support.pages import ROOT, TYPST, WEASYPRINT, read, written
from tests.support.proving import prove
from tests.support.shares import Share, shares
from toolchain.checks.source.text.characters import USUAL, without_font
from toolchain.formats.needs import Need
from toolchain.model.diagnostics import Failure
from toolchain.project.settings import Options
from toolchain.reports.sentences import help_line, message
from toolchain.writers.pdf import PdfWriter, fonts
from toolchain.writers.pdf.fonts import FAMILIES, FOLDER, font_files
from toolchain.writers.pdf.weasyprint.mistakes import mistakes

LANGUAGES = sorted((ROOT / "tests/cases/languages").glob("*.md"))
ALPHABETS = [
    ("Liberation*", "A Z a z À ÿ Ā ſ ẞ ế ỹ ɓ Α ω ΐ Ё Я ѐ Ґ қ“”‘’–—…•€№²⅓°±×÷≤≥≠√∑"),
    ("Amiri-*", "ا ب ت ة ي ى ء ئ َ ّ 0 9 ٠ ٩ ، ؛ ؟ ٹ ڈ ڑ ں ے ہ ھ گ چ پ ژ ی ۔ ټ ښ ې ٻ ڀ ڄ ڕ ڵ ۆ ێ"),
    ("NotoSerifSC-*", "一 龙 镕 喆 龍 體 臺 灣 權 监 （ ）《 》 、 。 〔 〕"),
    ("NotoSerifSCMarks-*", "“”—…·"),
    ("DejaVuSans*", "א ת Ա և ა ჰ ⴰ ⵣ → ✓ ☐ ♀ ₹"),
]


def signs(file: Path) -> set[str]:
    with TTFont(file, lazy=True) as font:
        return set(map(chr, font.getBestCmap()))


def names(data: bytes) -> set[str]:
    """The fonts of a PDF by their names; all must be inside it, and cut down to what is used."""
    found = set()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            for font in page.Resources.Font.values():
                descriptor = font.DescendantFonts[0].FontDescriptor
                tag, _, name = str(font.BaseFont).removeprefix("/").partition("+")
                assert len(tag) == 6, font.BaseFont
                assert "/FontFile2" in descriptor, font.BaseFont
                found.add(name)
    return found


@pytest.mark.parametrize(("files", "text"), ALPHABETS)
def test_fonts_have_what_they_are_for(files: str, text: str) -> None:
    found = [file for file in font_files() if file.match(files)]
    assert found
    for file in found:
        assert set(text) - {" "} - signs(file) == set(), file.name


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_chinese_fonts_have_the_signs_of_the_standards(weight: str) -> None:
    two_bytes = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    simplified = "".join(code.decode("gb2312", "ignore") for code in two_bytes)
    general = "".join(GENERAL_STANDARD.read_text(encoding="utf-8").split())
    assert (len(set(simplified)), len(set(general))) == (7445, 8105)
    assert set(simplified + general) - signs(maker.CHINESE_FOLDER / f"NotoSerifSC-{weight}.ttf") == set()


def test_fonts_may_be_passed_on_and_are_described() -> None:
    readmes = FOLDER / "README.md", ROOT / "fonts-chinese/README.md"
    text = "".join(each.read_text(encoding="utf-8") for each in readmes)
    licences = {path.stem for path in (FOLDER / "licences").glob("*.txt")} | {"NotoSerifSC"}
    assert "SIL Open Font License" in (ROOT / "fonts-chinese/LICENSE.txt").read_text(encoding="utf-8")
    for file in font_files():
        with TTFont(file, lazy=True) as font:
            assert font["OS/2"].fsType == 0, file.name  # may be embedded without restriction
            family = font["name"].getBestFamilyName()
        assert family in text or family.rpartition(" ")[2] in text, family
        assert any(file.stem.startswith(name) for name in licences), file.name


def test_the_table_of_characters_is_that_of_the_fonts() -> None:
    """What T509 goes by; `python -m scripts.fonts` makes it anew."""
    assert maker.TABLE.read_text(encoding="ascii") == table(*fonts.folders())


def test_usual_characters_are_in_the_table() -> None:
    numbers = [int(number, 16) for number in maker.TABLE.read_text(encoding="ascii").split()]
    ranges = zip(numbers[::2], numbers[1::2], strict=True)
    known = {chr(n) for first, last in ranges for n in range(first, last + 1)}
    usual = {chr(n) for first, last in USUAL for n in range(ord(first), ord(last) + 1)}
    assert {sign for sign in usual - known if unicodedata.category(sign) != "Cf"} == set()


@pytest.mark.long
def test_chinese_fonts_are_made_of_the_package_byte_for_byte(tmp_path: Path) -> None:
    if not all(maker.is_known(weight) for weight in maker.CHINESE):
        pytest.skip("there is no fonts-noto-cjk here, or not in the version that the fonts were made of")
    maker.make_chinese(tmp_path)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert made == {
        path.name: path.read_bytes() for path in maker.CHINESE_FOLDER.iterdir() if path.suffix == ".ttf"
    }


SCRIPT = """
import hashlib, sys
from pathlib import Path
from tests.support.pages import TYPST, WEASYPRINT, read
from toolchain.writers.pdf import PdfWriter

for path in map(Path, sys.argv[1:]):
    for engine in (TYPST, WEASYPRINT):
        print(path.name, hashlib.sha256(PdfWriter().write(*read(path, engine))).hexdigest())
"""
CONFIGURATION = '<?xml version="1.0"?><fontconfig>{}</fontconfig>'


def impostor(family: str, folder: Path) -> None:
    """Another font under the name of one of ours, as an older one is on many machines."""
    with TTFont(FOLDER / "LiberationMono-Bold.ttf") as font:
        for name in font["name"].names:
            if name.nameID in {1, 4, 16}:
                name.string = family
        font.save(folder / f"{family}.ttf")


def machines(folder: Path) -> Iterator[dict[str, str]]:
    """Machines as fontconfig sees them: one without fonts, one with others of our names."""
    bare = folder / "bare.conf"
    bare.write_text(CONFIGURATION.format(""), encoding="utf-8")
    yield {"FONTCONFIG_FILE": str(bare), "LC_ALL": "zh_TW.UTF-8"}
    others = folder / "fonts"
    others.mkdir()
    for family in (*FAMILIES, "Liberation Mono", "serif"):
        impostor(family, others)
    full = folder / "full.conf"
    places = f"<dir>{escape(str(others))}</dir><cachedir>{escape(str(folder / 'cache'))}</cachedir>"
    swapped = "<alias binding='strong'><family>Amiri</family><prefer><family>serif</family></prefer></alias>"
    full.write_text(CONFIGURATION.format(places + swapped), encoding="utf-8")
    yield {"FONTCONFIG_FILE": str(full), "LC_ALL": "ar_EG.UTF-8"}


@pytest.mark.parametrize("share", shares(len(LANGUAGES)))
def test_pages_do_not_depend_on_the_fonts_of_the_machine(tmp_path: Path, share: Share) -> None:
    sources = share.of(LANGUAGES)
    here = [
        f"{path.name} {hashlib.sha256(PdfWriter().write(*read(path, engine))).hexdigest()}"
        for path in sources
        for engine in (TYPST, WEASYPRINT)
    ]
    for machine in machines(tmp_path):
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, *sources],
            cwd=ROOT,
            env={**os.environ, **machine},
            capture_output=True,
            check=False,
            encoding="utf-8",
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.splitlines() == here


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        (
            "ar",
            {"Amiri-Regular", "Amiri-Bold", "LiberationSerif-Italic", "LiberationMono"},
        ),
        ("ru", {"LiberationSerif", "LiberationSerif-Bold", "LiberationSerif-Italic", "LiberationMono"}),
    ],
)
def test_each_language_has_its_fonts(lang: str, expected: set[str]) -> None:
    assert names(PdfWriter().write(*read(LANGUAGES[0].with_stem(lang)))) == expected


def test_chinese_has_marks_of_its_own_and_its_foreign_words_have_not(tmp_path: Path) -> None:
    body = "1. “儿童”——见……[“*children’s* rights”]{lang=en}。"
    found = names(PdfWriter().write(*written(tmp_path, body, lang="zh", title="报告")))
    assert "NotoSerifCJKscMarks-Regular" in found
    assert "LiberationSerif-Italic" in found
    body = "1. 儿童。[“*children’s* rights”]{lang=en}。"
    found = names(PdfWriter().write(*written(tmp_path, body, lang="zh", title="报告")))
    assert "NotoSerifCJKscMarks-Regular" not in found


def test_words_in_other_letters_are_set_and_read_back(tmp_path: Path) -> None:
    body = """1. [جرگہ، ٹڈڑ۔]{lang=ur} [«کودکان» می‌شود]{lang=fa} [ټډړښ]{lang=ps} [ڕڵۆێ]{lang=ckb}

2. [trẻ em được bảo vệ]{lang=vi} [źdźbło]{lang=pl} [ẹ̀kọ́]{lang=yo} [Қазақ]{lang=kk} [παιδιά ἀρχή]{lang=el}

3. [ქართული]{lang=ka} [Հայերեն]{lang=hy} [עברית]{lang=he} [ⵜⴰⵎⴰⵣⵉⵖⵜ]{lang=ber} [子どもの権利]{lang=ja}

4. [ກົດໝາຍ]{lang=lo} [བྱིས་པ]{lang=bo} [የኢትዮጵያ ሕገ መንግሥት]{lang=am} [ކުޑަކުދިން]{lang=dv} [아동복지법]{lang=ko}

5. ✓ → ☐ ₹
"""
    submission = written(tmp_path, body)
    data = PdfWriter().write(*submission)
    assert prove(submission.resolved, data, "x.pdf", "pdf") == ()
    assert {"LiberationSerif", "Amiri-Regular", "NotoSerifCJKsc-Regular", "DejaVuSans"} <= names(data)


def test_families_that_are_often_asked_for_have_one_of_ours_in_their_place(tmp_path: Path) -> None:
    style = tmp_path / "own.css"
    style.write_text(
        "body { font-family: Arial } em { font-family: 'Nobody Has It' } strong { font-family: Courier New }",
        encoding="utf-8",
    )
    submission = written(tmp_path, "1. One *two* **three**.", Options(css=style))
    found = names(PdfWriter().write(*submission))
    assert {"Liberation-Sans", "Liberation-Serif-Italic", "Liberation-Mono-Bold"} <= found


def own_font(sign: str) -> bytes:
    """A font with a square for one sign."""
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for point in ((100, 700), (800, 700), (800, 0)):
        pen.lineTo(point)
    pen.closePath()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "square"])
    builder.setupCharacterMap({ord(sign): "square"})
    builder.setupGlyf({".notdef": pen.glyph(), "square": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (900, 100), "square": (900, 100)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Own", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


def test_a_style_sheet_brings_a_font_for_what_ours_have_no_sign_for(tmp_path: Path) -> None:
    sign = "\u13a0"
    assert without_font(sign)
    style = tmp_path / "own.css"
    address = base64.b64encode(own_font(sign)).decode()
    style.write_text(
        f'@font-face {{ font-family: Brought; src: url("data:font/ttf;base64,{address}") }}'
        'body { font-family: "Liberation Serif", Brought }',
        encoding="utf-8",
    )
    body = f"1. One {sign}."
    submission = written(tmp_path, body, Options(css=style))
    data = PdfWriter().write(*submission)
    assert prove(submission.resolved, data, "x.pdf", "pdf") == ()
    assert any("Brought" in name or "Own" in name for name in names(data))
    submission = written(tmp_path, body)
    found = prove(submission.resolved, PdfWriter().write(*submission), "x.pdf", "pdf")
    assert "D908" in {each.rule.code for each in found}


def some(first: int, last: int, step: int) -> Sequence[str]:
    """Letters and signs of Unicode, every so many."""
    every = map(chr, range(first, last, step))
    return [
        sign for sign in every if unicodedata.category(sign)[:2] in {"Lu", "Ll", "Lo", "Lm", "So", "Sm", "Sc"}
    ]


@pytest.mark.parametrize("every", [28, pytest.param(7, marks=pytest.mark.long)])
def test_what_t509_tells_is_what_the_pages_do_not_show(tmp_path: Path, every: int) -> None:
    """D908 is asked, of the finished pages: each sign stands on a page of its own kind, seen or unseen."""
    chosen = [*some(0x100, 0x3000, 37), *some(0x3041, 0xAC00, 499), *some(0xF900, 0x1F700, 211)]
    absent = without_font(chosen)
    assert 50 < len(absent) < len(chosen) - 50
    shown = [sign for sign in chosen if sign not in absent]
    submission = written(tmp_path, "1. " + " ".join(shown))
    found = prove(submission.resolved, PdfWriter().write(*submission), "x.pdf", "pdf")
    assert [message(finding) for finding in found if finding.rule.code == "D908"] == []
    for sign in sorted(absent)[::every]:
        submission = written(tmp_path, f"1. One {sign}.")
        found = prove(submission.resolved, PdfWriter().write(*submission), "x.pdf", "pdf")
        assert "D908" in {each.rule.code for each in found}, f"U+{ord(sign):04X}"


@pytest.mark.parametrize(
    ("sheet", "missing"),
    [
        ("body { font-family: ¦Garamond, serif }", "Garamond"),
        ("h1 { font: bold 12pt/14pt ¦'My Font', serif }", "My Font"),
        ("@page { @top-left { font: 9pt ¦Foo Bar } }", "Foo Bar"),
        ("@media print {\n  p { font-family: ¦Nobody }\n}", "Nobody"),
    ],
)
def test_a_style_sheet_that_names_a_font_which_is_not_there(sheet: str, missing: str) -> None:
    before, after = sheet.split("¦")
    (finding,) = mistakes(before + after, "own.css")
    assert finding.rule.code == "S018"
    assert f"“{missing}”" in message(finding)
    assert "@font-face" in help_line(finding)
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    assert finding.span.order == (line, column)


@pytest.mark.parametrize(
    "sheet",
    [
        "body { font-family: 'Helvetica Neue', Arial, sans-serif; font: inherit }",
        "body { font: 10pt Times New Roman; font-family: var(--own) } p { font-family: noto serif lao }",
        "code { font-family: monospace } pre { font: 8pt 'Liberation Mono' }",
    ],
)
def test_a_style_sheet_that_names_fonts_which_are_there(sheet: str) -> None:
    assert mistakes(sheet, "own.css") == ()


def test_a_font_that_is_none_is_told() -> None:
    sheet = '@font-face { font-family: X; src: url("data:font/ttf;base64,AAAA") } p { font-family: X }'
    (finding,) = mistakes(sheet, "own.css")
    assert finding.rule.code == "S018"
    assert "'X' cannot be loaded" in message(finding)


def test_characters_of_the_chinese_fonts_alone_are_those_that_are_refused_without_them() -> None:
    ours = {sign for file in FOLDER.glob("*.ttf") for sign in signs(file)}
    chinese = {sign for file in maker.CHINESE_FOLDER.glob("*.ttf") for sign in signs(file)}
    assert {sign for sign in chinese - ours if not fonts.NEEDS_CHINESE.match(sign)} == set()
    assert {sign for sign in ours if fonts.NEEDS_CHINESE.match(sign)} == set()


@pytest.mark.parametrize("engine", ["typst", "weasyprint"])
def test_chinese_text_without_its_fonts_is_one_finding_with_the_command(
    engine: Literal["typst", "weasyprint"], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    submission = written(tmp_path, "1. One.\n\n2. Two 儿童.", Options(pdf_engine=engine))
    assert PdfWriter().write(*submission)
    monkeypatch.setattr(Need, "folder", lambda _: None)
    with pytest.raises(Failure) as raised:
        PdfWriter().write(*submission)
    (finding,) = raised.value.findings
    lines = submission.resolved.document.text.splitlines()
    assert finding.rule.code == "S016"
    assert lines[finding.span.order[0] - 1][finding.span.order[1] - 1] == "儿"
    assert "pip install ./fonts-chinese` in the folder of the toolchain, or build" in help_line(finding)


def test_a_chinese_source_that_is_cited_needs_the_fonts_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = '{"id": "law", "type": "book", "title": "儿童权利公约"}'
    (tmp_path / "sources.json").write_text(f"[{entry}]", encoding="utf-8")
    monkeypatch.setattr(Need, "folder", lambda _: None)
    submission = written(tmp_path, "1. One.[^a]\n\n[^a]: [@law].\n", sources="sources.json")
    with pytest.raises(Failure) as raised:
        PdfWriter().write(*submission)
    (finding,) = raised.value.findings
    assert (finding.rule.code, finding.span.path) == ("S016", (tmp_path / "sources.json").as_posix())


def test_an_installation_without_fonts_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "FOLDER", tmp_path / "none")
    monkeypatch.setattr(Need, "folder", lambda _: None)
    fonts.font_files.cache_clear()
    with pytest.raises(Failure) as raised:
        PdfWriter().write(*written(tmp_path, "1. One."))
    fonts.font_files.cache_clear()
    (finding,) = raised.value.findings
    assert finding.rule.code == "S016"
    assert "fonts" in message(finding)
    assert help_line(finding)


@pytest.mark.usefixtures("weasyprint")
def test_a_font_of_ours_that_is_broken_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "LiberationSerif-Regular.ttf"
    broken.write_bytes((FOLDER / broken.name).read_bytes()[:1000])
    monkeypatch.setattr("toolchain.writers.pdf.weasyprint.patches.own_fonts.font_files", lambda: (broken,))
    with pytest.raises(Failure) as raised:
        PdfWriter().write(*written(tmp_path, "1. One."))
    (finding,) = raised.value.findings
    assert (finding.rule.code, finding.span.path) == ("S016", broken.as_posix())


@pytest.mark.parametrize("lang", ["ja", "zh-TW"])
def test_headings_in_chinese_characters_are_bold(lang: str, engine: str, tmp_path: Path) -> None:
    """The bold font lacks some of the characters that fontconfig asks of these languages."""
    submission = written(tmp_path, "# 見出\n\n1. 子。", lang=lang, title="報告")
    found = {name.replace("-", "").lower() for name in names(PdfWriter().write(*submission))}
    assert "notoserifcjkscbold" in found
