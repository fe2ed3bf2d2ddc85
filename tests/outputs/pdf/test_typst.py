"""The engine that sets PDFs with typst: words are never code, files and the network are out of reach."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pikepdf
import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.judges.validators import page_validation, poppler
from tests.support.pages import SOURCES, read, written
from tests.support.said import saying
from tests.support.shares import covering, one_in
from tests.support.trees import differences, tree
from toolchain.compare.proof.prove import prove
from toolchain.data import packaged_templates
from toolchain.formats.pdf.content import marked_content
from toolchain.formats.table import PDF
from toolchain.model import NoteKind, Part
from toolchain.model.diagnostics import Failure, SourceSpan
from toolchain.model.front_matter import PdfEngine
from toolchain.model.records import replace
from toolchain.pipeline.stages import template_texts
from toolchain.project.settings import Options
from toolchain.rules.outputs_pdf import NoGlyph
from toolchain.writers.pdf import PdfWriter
from toolchain.writers.pdf.typst.code import breakable, literal, words
from toolchain.writers.pdf.typst.document import write_document
from toolchain.writers.pdf.typst.file import File, packed, taken_apart

TYPST = Options(pdf_engine="typst")
ATTACKS = (
    *('"+eval("1")+"', "\\u{41}", "\\", '\\"', "*/ #panic() /*", "]", "$x$", "`", "@a <b>", "//"),
    '#import "@preview/x:1.0.0"',
)
_SAME = re.compile(r": '(?:@\d+' is not '@\d+|(.*)' is not '\1)'$", re.DOTALL)
"""Differences of the numbers of blocks, which count the lines of the contents, and of the ends of lines."""
_NOT_PRINTED = {*range(0x20), *range(0x7F, 0xA0), *range(0xFDD0, 0xFDF0), 0xFEFF, 0xFFFE, 0xFFFF}


def said_back(texts: list[str], folder: Path) -> list[str]:
    """What typst takes string literals to be."""
    file = folder / "main.typ"
    file.write_text(f"#metadata(({','.join(map(literal, texts))},)) <said>", encoding="utf-8")
    (found,) = json.loads(typst.query(file, "<said>", field="value"))
    return list(found)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("typst")


def test_attacks_are_words(folder: Path) -> None:
    assert said_back([*ATTACKS], folder) == [*ATTACKS]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=20))
def test_no_text_is_code(folder: Path, texts: list[str]) -> None:
    expected = [
        "".join(
            " " if sign == "\t" else sign if sign == "\n" or ord(sign) not in _NOT_PRINTED else "\ufffd"
            for sign in text.replace("\ufeff", "")
        )
        for text in texts
    ]
    assert said_back(texts, folder) == expected


@pytest.mark.long
def test_every_character_is_a_word(folder: Path) -> None:
    """All 1,112,064 scalar values, a thousand at a time, each between letters."""
    values = [number for number in range(0x110000) if not 0xD800 <= number < 0xE000]
    for at in range(0, len(values), 50_000):
        some = [f"a{chr(each)}b" for each in values[at : at + 50_000] if each not in _NOT_PRINTED]
        assert said_back(some, folder) == some


@pytest.mark.parametrize("name", ["main", "standing", "&#1;main"])
def test_no_picture_is_taken_for_a_mark(name: str, tmp_path: Path) -> None:
    Image.new("RGB", (30, 20), "red").save(tmp_path / "a.png")
    submission = written(tmp_path, f'1. One.\n\n     ![{name}](a.png "Caption")\n', TYPST)
    document = PDF.read_back(PdfWriter().write(*submission), "report.pdf")
    assert prove(submission.resolved, document, PDF.shows, None) == ()


def test_a_range_of_numbers_does_not_break() -> None:
    assert words("pp. 1–2, 3a–4") == '{"pp. ";box("1–2");", 3a–4"}'
    assert words("–") == '{"–";joint}'
    assert words("word –") == '{"word –"}'


def test_words_of_a_footnote_in_a_narrow_cell_stay_whole(tmp_path: Path) -> None:
    table = f"| A[^a] |{' B |' * 11}\n|{' --- |' * 12}\n| c |{' d |' * 11}"
    written_out = written(tmp_path, f"1. One:\n\n{table}\n\n[^a]: Documented.", TYPST, notes="footnotes")
    assert '"Documented."' in write_document(*written_out).main


def test_a_long_word_can_break() -> None:
    word = "x" * 90
    for text in (words(word), literal(breakable(word))):
        assert text.replace("\u200b", "") == literal(word)
        assert "\u200b" in text
    assert words(word[:30]) == literal(word[:30])
    assert "\u200b" in words(word[:30], 10.0)
    assert "\u200b\u0301" not in breakable("e\u0301" * 90, 14.0)
    assert "\u200b" not in words("https://example.org/" + "a-" * 40)


def attacks() -> Iterator[str]:
    for number, attack in enumerate(ATTACKS, 1):
        escaped = re.sub(r"[^\w\s]", lambda sign: f"\\{sign[0]}", attack)
        code = attack.replace("`", " ")
        yield f"{number}. Words {escaped} and `x {code} x`.[^n{number}]"
        yield f"[^n{number}]: {escaped}"


def test_attacks_in_a_source_are_printed(tmp_path: Path) -> None:
    submission = written(tmp_path, "\n\n".join(attacks()), TYPST)
    data = PdfWriter().write(*submission)
    document = PDF.read_back(data, "report.pdf")
    assert len(document.notes) == len(ATTACKS)
    assert prove(submission[0], document, PDF.shows, None) == ()


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_words_of_the_other_direction_are_set(tmp_path: Path, lang: str) -> None:
    body = "1. One [\u062d\u0642]{lang=ar}.\n" if lang == "en" else "1. \u062d\u0642 [one]{lang=en}.\n"
    submission = written(tmp_path, body, TYPST, lang=lang)
    document = PDF.read_back(PdfWriter().write(*submission), "report.pdf")
    assert prove(submission[0], document, PDF.shows, None) == ()


@pytest.mark.parametrize("notes", one_in(2, [*NoteKind]))
def test_both_engines_have_the_same_text(notes: NoteKind) -> None:
    """The contents, whose leaders are other signs, are on the cover's side of the tree."""
    for source in SOURCES[:2]:
        trees = []
        for engine in get_args(PdfEngine):
            submission = read(source, Options(pdf_engine=engine), notes=notes)
            document = PDF.read_back(PdfWriter().write(*submission), "report.pdf")
            text = tuple(block for block in document.blocks if block.part is not Part.COVER)
            trees.append(tree((text, document.notes)))
        assert [each for each in differences(*trees) if not _SAME.search(each.replace(r"\u200b", ""))] == []


IMPORT = '#import "options.typ": *'
MISTAKES = [
    ("#let bold(body) =", "#let bold(body = "),
    (IMPORT, f'{IMPORT}\n#let x = read("/etc/passwd")'),
    (IMPORT, f'{IMPORT}\n#let x = panic("a\\nb")'),
]


@pytest.mark.parametrize("change", MISTAKES)
def test_a_mistake_in_a_template_is_at_its_place(change: tuple[str, str], tmp_path: Path) -> None:
    own = tmp_path / "templates"
    own.mkdir()
    text = (packaged_templates() / "print.typ").read_text(encoding="utf-8")
    assert text.count(change[0]) == 1
    (own / "print.typ").write_text(text.replace(*change), encoding="utf-8")
    submission = written(tmp_path, "1. One.", replace(TYPST, templates=own))
    with pytest.raises(Failure, check=saying("the template cannot be used")) as failure:
        PdfWriter().write(*submission)
    (finding,) = failure.value.findings
    assert isinstance(finding.span, SourceSpan)
    assert finding.span.path.endswith("print.typ")


LINK = "#let external(url, body) = link(url, text(fill: design.colour.link, body))"
MARK = 'super(link("to:", label)) }'
LOST = [
    (LINK, "#let external(url, body) = body", "from “the law” on", 8),
    (MARK, "super(label) }", "to paragraph 2” on", 8),
    (MARK, 'super(link("https://example.org", label)) }', "from “Note 1” on", 8),
    (
        "#let code(words) = ",
        '#let code(words) = external("https://example.org", words) + ',
        "from “Note 1” on",
        8,
    ),
    (
        "#let bullet-list(..rows) = ",
        "#let bullet-list(..rows) = rows.pos().join()\n#let x(..rows) = ",
        "the text",
        0,
    ),
]


@pytest.mark.parametrize(("old", "new", "said", "line"), LOST)
def test_a_template_that_loses_a_link_is_found(
    old: str, new: str, said: str, line: int, tmp_path: Path
) -> None:
    text = (packaged_templates() / "print.typ").read_text(encoding="utf-8")
    assert text.count(old) == 1
    (tmp_path / "print.typ").write_text(text.replace(old, new), encoding="utf-8")
    body = "1. One `two`.\n\n2. See [the law](https://example.org).[^a]\n\n    - Three.\n\n[^a]: Four."
    with pytest.raises(Failure, check=saying(said)) as failure:
        PdfWriter().write(*written(tmp_path, body, replace(TYPST, templates=tmp_path)))
    (finding,) = failure.value.findings
    assert getattr(finding.span, "line", 0) == line


def test_the_child_has_no_way_to_the_network(tmp_path: Path) -> None:
    """A template can put the name of a package together, so that nobody sees it in its text."""
    own = tmp_path / "templates"
    own.mkdir()
    text = (packaged_templates() / "print.typ").read_text(encoding="utf-8")
    (own / "print.typ").write_text('#import ("@" + "preview/x:1.0.0"): *\n' + text, encoding="utf-8")
    submission = written(tmp_path, "1. One.", replace(TYPST, templates=own))
    with pytest.raises(Failure, check=saying("onnect")):
        PdfWriter().write(*submission)


def test_a_package_is_refused_before_anything_runs(tmp_path: Path) -> None:
    top = b'// as in #import "@preview/a:1.0.0"\n#import "@preview/b:1.0.0": *\n'
    (tmp_path / "print.typ").write_bytes(top + (packaged_templates() / "print.typ").read_bytes())
    with pytest.raises(Failure, check=saying("imports @preview/b:1.0.0")) as caught:
        PdfWriter().write(*written(tmp_path, "1. One.", replace(TYPST, templates=tmp_path)))
    (found,) = caught.value.findings
    assert isinstance(found.span, SourceSpan)
    assert (found.span.line, found.span.column) == (2, 10)
    assert template_texts(caught.value)


@pytest.mark.usefixtures("engine")
def test_a_character_without_a_glyph_is_named_once(tmp_path: Path) -> None:
    submission = written(tmp_path, "1. A flag: \U0001f1fa\U0001f1f3, \u13a3, and \U00020b9f.\n\n2. Two.")
    document = PDF.read_back(PdfWriter().write(*submission), "report.pdf")
    (found,) = prove(submission.resolved, document, PDF.shows, None)
    assert isinstance(found.facts, NoGlyph)
    named = [each.text for each in found.facts.characters]
    assert named == ["\u13a3", "\U0001f1f3", "\U0001f1fa", "\U00020b9f"]


def test_an_address_has_its_lines_and_no_more(tmp_path: Path) -> None:
    source = tmp_path / "report.md"
    contact = '      address: "1 Long Street\\nLahore"\n'
    head = "---\ntitle: T\nlang: en\nsubmitted-by:\n  - name: A Centre\n    contact:\n"
    source.write_text(f"{head}{contact}---\n\n1. One.\n", encoding="utf-8")
    assert '(false,"Address","1 Long Street","Lahore")' in write_document(*read(source, TYPST)).main


def test_the_last_byte_of_a_stream_is_not_an_end_of_line() -> None:
    """Else page-validation reads `\\r\\n` as one, and finds the stream too short."""
    stream = b"<</Length 3>>stream\nab\r\nendstream"
    assert b"ab\r\r\nendstream" in packed(File({1: stream}, 2, 3, 4))


def test_a_file_can_be_taken_apart_and_packed_again(tmp_path: Path) -> None:
    code = tmp_path / "a.typ"
    code.write_text("#set document(title: [A])\nOne.", encoding="utf-8")
    file = taken_apart(typst.compile(code))
    again = packed(file)
    assert again.startswith(b"%PDF-1.7")
    assert packed(file) == again
    with pytest.raises(ValueError, match=r".*"):
        taken_apart(again)


LONG = "\n\n".join(f"{number}. {'The law of the child. ' * 14}" for number in range(1, 13))
CASES = {
    "a note that begins with a picture": "1. One.[^a]\n\n[^a]: ![Dots](dot.png) and words.",
    "a note that begins with a quotation": "1. One.[^a]\n\n[^a]: > Two.\n\n    Three.",
    "a note that is a table": "1. One.[^a][^b]\n\n[^a]: Two.\n\n[^b]:\n    | A |\n    | --- |\n    | C |",
    "a note in a note at the end of a page": (
        f"{LONG}\n\n13. One.[^a]\n\n[^a]: Two.[^b] Four.[^c]\n\n[^b]: {'Three. ' * 40}\n\n"
        "[^c]: Five.[^d]\n\n[^d]: Six."
    ),
    "a mark at the end of an item, before a table": (
        "- One[^a]\n\n  | A | B |\n  | --- | --- |\n  | C[^a] | D[^b] |\n\n[^a]: Two.\n\n[^b]: Three."
    ),
    "a reference to a note": "1. One.[^a] See [note 1](#^a).\n\n[^a]: Two.",
    "a comment between two spaces": "1. One <!-- ask --> *two* and `three  four` <!-- ask -->, five.",
    "brackets and names of a PDF": (
        "# A (b (c)) \\ d {#a}\n\n1. See [section I](#a), [b](https://example.org/Destination/é), "
        "[c](https://example.org/Contents(2)(at:)(to:)).\n\n![/K\\[1 0 R\\] and /Pg 1 0 R](dot.png)\n\n"
        "# See /Dest 5 0 R, /Next 3 0 R, /First 4 0 R\n\n2. Two."
    ),
    "a joiner and a soft hyphen": "# D\ufeff\u2060e\n\n1. A\u2060b and ex\u00adploi\u00adta\u00adtion.",
    "Chinese signs after words from right to left": (
        "1. A ילדים 7 (א)。（2016）, حق，b 或 حق»；c, «[حق]{lang=und}»，2016年, [حق a]{lang=ar}）（5."
    ),
    "marks after words from right to left": (
        "1. A حق[^a][^b] b ילדים 5[^a] 7[^b] (حق[^a])[^b].\n\n[^a]: A حق 5.\n\n[^b]: B."
    ),
    "words from right to left over the end of a page": (
        f"{LONG}\n\n13. {'See «مجلة القانون», دار, and then. ' * 90}[^a]\n\n"
        f"[^a]: {'See «مجلة القانون», دار, and then. ' * 90}"
    ),
    "words from right to left": (
        "1. A نص المادة 12 من النص b, ילדים 7 (א): مجلة القانون! (خطة وطنية), مقدَّم."
    ),
}
ARABIC = (
    "1. كما قيل «[¿por qué? la ley]{lang=es}»، المادة 5 (ب)، See 😀 خطة `# head <!-- c -->` مقدَّم، "
    "Việt a\u0323\u0302.[^a]\n\n```text\n# head\n```\n\n[^a]: UN Doc A/HRC/55/30، الفقرة 4 ff."
)


@pytest.mark.parametrize(("case", "notes"), covering([*CASES, "Arabic"], ["endnotes", "footnotes"]))
def test_nothing_is_lost(case: str, notes: str, tmp_path: Path) -> None:
    Image.new("RGB", (12, 8)).save(tmp_path / "dot.png")
    lang = "ar" if case == "Arabic" else "en"
    submission = written(tmp_path, CASES.get(case, ARABIC), TYPST, lang=lang, notes=notes)
    document = PDF.read_back(PdfWriter().write(*submission), "report.pdf")
    assert prove(submission.resolved, document, PDF.shows, None) == ()


@pytest.mark.parametrize(("lang", "notes"), covering(["es", "pt", "en"], ["endnotes", "footnotes"]))
def test_a_hyphen_at_the_end_of_a_line_is_not_repeated(lang: str, notes: str, tmp_path: Path) -> None:
    """typst does that in Spanish and others; what is copied from a page has no signs but the words."""
    word = "socio-económica"
    text = f"{word} franco-alemana " * 9
    body = (
        f"# La {text}[^a]\n\n1. {text} `{word}` [{text}](https://example.org/a-b-c-d) "
        f"[{word} {text}]{{lang=es}} <https://example.org/{'a-b-c-d/' * 20}>, [1](#b). {{#b}}"
        f"\n\nTable: {text}\n\n| {text} | {text} |\n"
        f"| --- | --- |\n| {text}[^a] | {text} |\n\n> {text}\n\n[^a]: {text}"
    )
    each = f"{word} https://example.org/a--b-c---d and <https://example.org/{'a--b-c---d/' * 8}> {text}"
    ends = (f"{at + 1}. Paragraph.[^a{at}]\n\n[^a{at}]: {'a' * at} {each}\n" for at in range(1, 9))
    body += "\n\n" + "\n".join(ends)  # a line ends at each place in turn
    submission = written(tmp_path, body, TYPST, lang=lang, notes=notes, contents="true", title=text)
    path = tmp_path / "report.pdf"
    path.write_bytes(PdfWriter().write(*submission))
    document = PDF.read_back(path.read_bytes(), "report.pdf")
    assert prove(submission.resolved, document, PDF.shows, None) == ()
    assert page_validation.findings(path) == []
    assert word in poppler.text(path)


HEADS = ("خطة وطنية | خطة وطنية", "عام 2019 | UNICEF في 2020", "National plan | National plan")


@pytest.mark.parametrize(("head", "engine"), covering(HEADS, get_args(PdfEngine)))
def test_a_header_that_is_repeated_is_no_other_text(head: str, engine: PdfEngine, tmp_path: Path) -> None:
    """Words from right to left are in artifacts in the order of the page."""
    rows = "\n".join(f"     | تونس {number} | {number} |" for number in range(60))
    body = f"1. يكمل:\n\n     | {head} |\n     | :-: | --: |\n{rows}\n"
    submission = written(tmp_path, body, Options(pdf_engine=engine), lang="ar")
    document = PDF.read_back(PdfWriter().write(*submission), "report.pdf")
    assert prove(submission.resolved, document, PDF.shows, None) == ()


@pytest.mark.parametrize("title", ["تقرير بديل", "Report 2024"])
@pytest.mark.parametrize("engine", get_args(PdfEngine))
def test_the_marks_of_pages_stand_beside_running_heads(title: str, engine: PdfEngine, tmp_path: Path) -> None:
    """Words from right to left at both ends of a line are two lines, whose numbers are of one of them."""
    body = "# مقدمة\n\n1. حق.\n\n# الأول {.annex}\n\n1. نص.\n\n# قوانين {.annex}\n\n1. نص.\n"
    options = Options(pdf_engine=engine, draft=True)
    resolved, project = written(tmp_path, body, options, lang="ar", title=title)
    project = replace(project, version="confidential")
    document = PDF.read_back(PdfWriter().write(resolved, project), "report.pdf")
    assert prove(resolved, document, PDF.shows, None) == ()


CODE = (
    "العربية",
    "`العربية",
    "x العربية حق",
    "(العربية)",
    "العربية = 5",
    "5 العربية",
    "“العربية”",
    "a.b(العربية, 2)",
)
AROUND = {
    "en": ("One C two.", "حق C حق, one.", "One (C).", "C", "12 C 13."),
    "ar": ("حق C كل.", "one C two كل.", "كل (C).", "C", "12 C 13 كل.", "كل «C» one."),
}


@pytest.mark.parametrize("lang", AROUND)
def test_code_from_right_to_left_is_in_order(lang: str, tmp_path: Path) -> None:
    items = [f"1. {each.replace('C', f'`` {code} ``')}" for each in AROUND[lang] for code in CODE]
    blocks = [f"```text\n{code}\nx {code}\n```" for code in CODE if lang == "en" or code[0] not in "(“"]
    submission = written(tmp_path, "\n\n".join((*items, *blocks)), TYPST, lang=lang)
    document = PDF.read_back(PdfWriter().write(*submission), "report.pdf")
    assert prove(submission.resolved, document, PDF.shows, None) == ()


def test_arabic_is_in_order_in_the_file(tmp_path: Path) -> None:
    """For a reader that knows nothing of directions: each word, and each vowel mark, once."""
    data = PdfWriter().write(*written(tmp_path, ARABIC, TYPST, lang="ar"))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        runs = marked_content(pdf.pages, right_to_left=True).runs
    said = "".join(run.text for number in sorted(runs) for run in runs[number])
    assert "كما قيل «" in said
    assert said.count("َّ") == 1
