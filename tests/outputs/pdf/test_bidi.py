"""Texts from right to left in a PDF: how they look, how they are read back, and what is not the same."""

from __future__ import annotations

import json
import random
import re
import unicodedata
from pathlib import Path

import pytest

from tests.broken.pdf.corpora import found
from tests.support.pages import Submission, written
from tests.support.proving import prove
from tests.support.shares import one_in
from toolchain import model as m
from toolchain.compare.proof.turned import looks_the_same
from toolchain.formats.bidi.levels import visual
from toolchain.formats.pdf.bidi import in_reading_order
from toolchain.model.walk import plain_text
from toolchain.project.settings import Options
from toolchain.readers.pdf import read_bytes
from toolchain.reports.sentences import message
from toolchain.writers.pdf import PdfWriter
from toolchain.writers.pdf.weasyprint.patches.characters import known_characters, shared_out


@pytest.mark.parametrize(
    ("text", "right_to_left", "shown"),
    [
        ("مادة", True, "ةدام"),
        ("مادة 12-13", True, "13-12 ةدام"),
        ("مادة 1,234", True, "1,234 ةدام"),
        ("אבג 12-13", True, "12-13 גבא"),
        ("50% من", True, "نم 50%"),
        ("من 50%", True, "%50 نم"),
        ("UNICEF (2019) مادة", True, "ةدام UNICEF (2019)"),
        ("مادة (UNICEF)", True, "(UNICEF) ةدام"),
        ("(مادة) UNICEF (", True, ") UNICEF (ةدام)"),
        ("a مادة 5 b", False, "a 5 ةدام b"),
        ("a (مادة) b", False, "a (ةدام) b"),
        ("مادة. ", True, " .ةدام"),
        ("مادة. ", False, "ةدام. "),
        ("a\u200f 5", False, "a5 "),
        ("عامًا", True, "اًماع"),
        ("مادة ٣٤", True, "٣٤ ةدام"),
        ("", True, ""),
        ("\u2066\u2069", True, ""),
        ("a \u2067ب 1\u2069 2", False, "a 1 ب 2"),
        ("a \u2068ب 1\u2069 2", False, "a 1 ب 2"),
        ("a \u2068b ب\u2069 2", True, "a b ب 2"),
        ("ا \u2066b ب c\u2069 2", True, "2 b ب c ا"),
        ("ا \u2068- 1\u2069 2", True, "2 - 1 ا"),
        ("a \u202bب 1\u202c 2", False, "a 2 1 ب"),
        ("a \u202eb 1\u202c 2", False, "a 2 1 b"),
        ("ا \u202d1 ب\u202c 2", True, "1 ب 2 ا"),
        ("a \u2067b", False, "a b"),
        ("ב\u2069 a", True, "a ב"),
        ("a\tב 1\t2", False, "a\t1 ב\t2"),
        ("a \u2067" * 200 + "ב", False, "a ב" + " a" * 199),
    ],
)
def test_how_a_line_looks(text: str, right_to_left: bool, shown: str) -> None:
    """By hand after UAX #9; W4 and W2 are why 12-13 goes one way after an Arabic word
    and the other way after a Hebrew one."""
    assert visual(text, right_to_left) == shown


@pytest.mark.parametrize(
    ("shown", "read", "right_to_left"),
    [
        (".ةدام", "مادة.", True),
        (".1", "1.", True),
        ("13-12 ةدام", "مادة 12-13", True),
        ("Human Rights ةدام", "مادة Human Rights", True),
        ("see ةدام 12 نم now", "see من 12 مادة now", False),
        ("ةدام UNICEF )2019( يفو", "وفي UNICEF (2019) مادة", True),
        (")ةداملا( نمو", "ومن (المادة)", True),
        ("(ةداملا) نمو", "ومن )المادة(", True),
        ("see (ةداملا) now", "see (المادة) now", False),
        ("plain words, 12", "plain words, 12", False),
    ],
)
def test_the_order_of_reading(shown: str, read: str, right_to_left: bool) -> None:
    """Of an Arabic file, in which the glyph of “)” says that it is “(”."""
    text, _, certain = in_reading_order(list(shown), right_to_left)
    assert (text, certain) == (read, True)


def test_several_signs_of_one_glyph_stay_in_order() -> None:
    assert in_reading_order(["ا", "لا", "ب"], right_to_left=True).text == "بلاا"


def test_an_order_that_no_text_has_stays_as_it_is() -> None:
    read = in_reading_order(list("1. ب 12 a 13 ا"), right_to_left=False)
    assert read == ("1. \u202dب 12 a 13 ا\u202c", True, False)
    assert visual(read.text, right_to_left=False) == "1. ب 12 a 13 ا"


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        ("مادة 12 قانون", "مادة قانون 12", False),
        ("مادة 12 UNICEF", "مادة UNICEF 12", True),
        ("2019 UNICEF مادة", "UNICEF 2019 مادة", True),
        ("من المادة 5", "من \u2060المادة 5", True),
        ("من المادة 5", "من\u2060المادة 5", False),
        ("منالمادة 5", "من \u2060المادة 5", False),
        ("من المادة 5", "من\u200b\u2060المادة 5", True),
        ("من المادة 5", "من المادة", False),
        ("من المادة", "من المادة 5", False),
        ("حقوقلَا", "حقوقلاَ", True),
        ("مادة well-known", "مادة well\u2010\u200b-known", True),
        ("مادة wellknown", "مادة well\u2010\u200bknown", True),
        ("مادة well\u2010known", "مادة well\u2010\u200bknown", True),
        ("مادة (12)", "مادة )12(", False),
    ],
)
def test_what_looks_the_same(ours: str, theirs: str, same: bool) -> None:
    assert looks_the_same(ours, theirs, right_to_left=True) is same


ARABIC = [
    "الحق",
    "في",
    "التعليم",
    "الأطفال",
    "القانون",
    "رقم",
    "المادة",
    "لسنة",
    "يَحْمِي",
    "القَانُونُ",
    "وِفْقًا",
    "الشَّرِكَة",
    "لَا",
    "مسؤولية",
    "الطِّفْل",
    "مُؤَسَّسَة",
]
LATIN = ["UNICEF", "para.", "CRC/C/PAK/CO/5", "No.", "<https://www.example.org/a?x=1>", "naïve", "children"]
FIGURES = [
    "12",
    "2019",
    "1,234",
    "12-13",
    "50%",
    "3.5",
    "12/2020",
    "1999–2005",
    "٣٤",
    "16",
    "US$ 5",
    "5°",
    "+3",
]


def _mixed(chance: random.Random, words: int, shares: list[int]) -> str:
    return " ".join(_word(chance, shares) for _ in range(words))


def _word(chance: random.Random, shares: list[int]) -> str:
    """A word of one of three kinds, maybe in brackets, in bold, linked, with a mark or a sign behind it."""
    word = chance.choice(chance.choices([ARABIC, LATIN, FIGURES], shares)[0])
    word = word.replace("x=1", f"x={chance.randrange(10**9)}")
    forms = ["({})", "«{}»", "**{}**", "*{}*"] if "<" not in word else ["({})", "«{}»"]
    if chance.random() < 0.2:
        word = chance.choice(forms).format(word)
    if chance.random() < 0.15:
        word += chance.choice([".", ",", "،", ":", "؛", "؟", "[^a]", "[^b]"])
    return word


def _text(lang: str, seed: int) -> str:
    chance, shares = random.Random(seed), [10, 2, 2] if lang == "ar" else [2, 10, 2]
    paragraphs = [f"{number}. كل {_mixed(chance, 5 + number * 2, shares)}" for number in range(1, 25)]
    plain = [re.sub(r"\[\^[ab]\]", "", _mixed(chance, 20, shares)) for _ in "ab"]
    notes = [f"[^{label}]: {text}" for label, text in zip("ab", plain, strict=True)]
    return "\n\n".join((*paragraphs, "25. كل[^a] حق[^b]", *notes))


@pytest.mark.usefixtures("weasyprint")
@pytest.mark.parametrize("seed", one_in(3, range(3)))
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_mixed_words_are_proved_as_pango_shows_them(tmp_path: Path, lang: str, seed: int) -> None:
    """Nothing true is refused; in few places, if any, the order cannot be told, and these are named."""
    submission = written(tmp_path, _text(lang, seed), lang=lang, title="تقرير عن حقوق الطفل")
    found = prove(submission.resolved, PdfWriter().write(*submission), "x.pdf", "pdf")
    assert {each.rule.code for each in found} <= {"D900"}
    assert len(found) <= 3
    assert all("paragraph" in finding.span.words or "note" in finding.span.words for finding in found)


REPORT = """# الحماية من العنف

1. ينص قانون العقوبات (المادة 375) على أن سن الرضا هو 16 عامًا، وفقًا للقانون رقم 12/2020.[^a] {#consent}

2. وفي UNICEF (2019) تقرير، انظر الفقرة [1](#consent) من التقرير، <https://example.org/ar/report?x=1>:

     1. حق **الطفل** في *الصحة* (CRC/C/PAK/5)؛
     2. من 12-13 سنة، 50% من الأَطْفَالِ.

[^a]: القانون رقم 5 لسنة 1999، المادة 3 (أ).
"""


@pytest.fixture
def report(tmp_path: Path) -> Submission:
    return written(tmp_path, REPORT, lang="ar", title="تقرير")


def test_a_true_arabic_file_has_no_finding(report: Submission) -> None:
    assert prove(report.resolved, PdfWriter().write(*report), "x.pdf", "pdf") == ()


@pytest.mark.parametrize(
    ("before", "after", "place"),
    [
        ("(المادة 375)", "(المادة 357)", "paragraph 1"),
        ("12/2020", "12/2021", "paragraph 1"),
        ("قانون العقوبات", "العقوبات قانون", "paragraph 1"),
        ("UNICEF (2019)", "(2019) UNESCO", "paragraph 2"),
        ("حق **الطفل**", "حق**الطفل**", "item (أ)"),
        ("(CRC/C/PAK/5)؛", "CRC/C/PAK/5؛", "item (أ)"),
        ("من 12-13 سنة", "من 13-12 سنة", "item (ب)"),
        ("50%", "50", "item (ب)"),
        ("لسنة 1999، المادة 3", "لسنة 3، المادة 1999", "note 1"),
        ("الأَطْفَالِ", "الأَطْفِالِ", "item (ب)"),
    ],
)
def test_a_false_one_is_refused_with_its_place(
    report: Submission, tmp_path: Path, before: str, after: str, place: str
) -> None:
    """Also where only the order of what stands between Arabic words differs."""
    assert before in REPORT
    other = written(tmp_path, REPORT.replace(before, after), lang="ar", title="تقرير")
    (finding,) = prove(report.resolved, PdfWriter().write(*other), "x.pdf", "pdf")
    assert finding.rule.code == "D906"
    assert place in finding.span.words


def test_an_address_runs_from_left_to_right(report: Submission) -> None:
    """Its question mark stands behind it, where a line ends too."""
    shown = [
        plain_text(text.children)
        for block in read_bytes(PdfWriter().write(*report), "x").blocks
        if isinstance(block, m.NumberedParagraph)
        for text in block.blocks
        if isinstance(text, m.Paragraph)
    ]
    assert "https://example.org/ar/\u200b\u2060report?x=1" in shown[1]


@pytest.mark.parametrize(
    ("text", "glyphs", "said"),
    [
        ("أَ", 2, ["أ", "َ"]),
        ("شَّ", 2, ["ش", "\u064e\u0651"]),
        ("شَّ", 3, ["ش", "\u0651", "\u064e"]),
        ("ḿ", 2, ["m", "\u0301"]),
        ("لاَ", 2, ["لا", "\u064e"]),
        ("\u0650\u0651", 2, ["\u0651", "\u0650"]),
        ("\u200d\u2696\ufe0f", 1, ["\u200d\u2696\ufe0f"]),
        ("لك", 2, ["ل", "ك"]),
        ("ffi", 2, []),
        ("é", 3, ["é", "", ""]),
        ("ل", 2, ["ل", ""]),
        ("ệ", 3, ["e", "\u0323", "\u0302"]),
    ],
)
def test_letters_and_marks_are_told_apart(text: str, glyphs: int, said: list[str]) -> None:
    assert [unicodedata.normalize("NFC", each) for each in shared_out(text, glyphs)] == [
        unicodedata.normalize("NFC", each) for each in said
    ]


@pytest.mark.parametrize(
    ("first", "glyphs", "said"),
    [
        ("ê", 2, ["ê", "\u0323"]),
        ("ẹ", 2, ["ẹ", "\u0302"]),
        ("e", 2, ["e", "\u0323\u0302"]),
        ("", 2, ["ệ", ""]),
        ("x", 2, ["ệ", ""]),
    ],
)
def test_a_letter_with_two_marks_of_which_it_has_one_in_its_own_glyph(
    first: str, glyphs: int, said: list[str]
) -> None:
    assert shared_out("ệ", glyphs, lambda: first) == said


def test_the_library_is_left_as_it_was() -> None:
    from weasyprint.draw import text

    before = text.draw_first_line
    with known_characters():
        assert text.draw_first_line is not before
    assert text.draw_first_line is before


def test_brackets_beside_words_of_the_other_direction(tmp_path: Path) -> None:
    """The first of all is mirrored; all others are not, and are said to be what they are."""
    submission = written(tmp_path, "1. ילדים (א) «ב» [ג].\n\n2. One (two) «three» [four].", lang="en")
    data = PdfWriter().write(*submission)
    assert prove(submission.resolved, data, "x.pdf", "pdf") == ()
    _, second = read_bytes(data, "x").blocks
    assert isinstance(second, m.NumberedParagraph)
    (text,) = second.blocks
    assert isinstance(text, m.Paragraph)
    assert plain_text(text.children) == "One (two) «three» [four]."


@pytest.mark.parametrize(
    ("lang", "title", "body"),
    [
        ("en", "'The law *of* all ילדים 7 (א).[^title]'", "1. Text.\n\n[^title]: Note.\n"),
        ("ar", "تقرير", "1. كل:\n\n     ```\n       indented\n     [^note]\n     end\n     ```\n"),
        ("ar", "تقرير", "1. كل [حق](#^a)[^a] من.\n\n[^a]: حق.\n"),
        ("ar", "تقرير", "1. القانون كل حقوق الطفل الطفلكما قيل.\n"),
        ("ar", "تقرير", "1. كل `` `x `` [حق](annex.pdf).\n"),
        ("ar", "تقرير", "1. كل `a[0]?` و`f(x)` و«`x.`».\n"),
    ],
    ids=[
        "a mark behind the title",
        "code",
        "two ways to one note",
        "letters of one cluster",
        "no link",
        "code in a line",
    ],
)
def test_where_other_directions_meet(tmp_path: Path, lang: str, title: str, body: str) -> None:
    submission = written(tmp_path, body, lang=lang, title=title)
    assert prove(submission.resolved, PdfWriter().write(*submission), "x.pdf", "pdf") == ()


def test_contents_in_two_scripts(tmp_path: Path) -> None:
    """What stands in them is found in whatever order; what does not is missed."""
    body = (
        "# تقرير UNICEF (2019)\n\n1. كل.\n\n# `print`. {.annex}\n\n1. كل.\n\n# القانون. {.annex}\n\n1. حق.\n"
    )
    submission = written(tmp_path, body, lang="ar", title="تقرير", contents="true")
    assert prove(submission.resolved, PdfWriter().write(*submission), "x.pdf", "pdf") == ()
    other = written(tmp_path, body.replace("UNICEF", "UNESCO"), lang="ar", title="تقرير", contents="true")
    said = [message(each) for each in prove(submission.resolved, PdfWriter().write(*other), "x.pdf", "pdf")]
    assert any("the table of contents lacks “تقرير UNICEF (2019)”" in message for message in said)


def test_a_mark_on_two_joined_letters_is_the_same_in_the_order_of_the_page() -> None:
    """Fonts that join lam and alef say their mark between the two or behind both, also where it is seen."""
    ours = "para. (CRC) لَا ٣٤: «1,234»، x"
    seen = "para. (CRC) 1,234» :\u202d٣٤ اَل»،\u202c x"
    assert looks_the_same(ours, seen, right_to_left=False)
    assert not looks_the_same(ours, seen.replace("\u064e", "\u064f"), right_to_left=False)
    assert not looks_the_same(ours, seen.replace("اَل", "لَا"), right_to_left=False)


def test_a_vowel_mark_over_a_last_letter_is_within_the_page(tmp_path: Path) -> None:
    """It has no width, and is painted to the left of where it begins; so are those of Tibetan."""
    text = "1. إلى لجنة حقوق الطفل استناداً إلى المادة 45، وعمره 14 عاماً، وفقاً لقانونٍ نافذٍ جدّاً، كتابٌ."
    text += "\n\n2. བོད་ཀྱི་གནས་ཚུལ། ཏཱ་ལའི་བླ་མ།"
    data = PdfWriter().write(*written(tmp_path, text, Options(pdf_engine="typst"), lang="ar"))
    assert [each for each in found(data) if each.code == "X803"] == []


def test_a_line_from_right_to_left_that_ends_after_a_latin_word(tmp_path: Path) -> None:
    """The space at its end, which the page has on the left, is not between the mark and the words."""
    lines = (f"{number}. {'كما قيل ' * 7}{'م' * number}[^b]Save the law.\n\n" for number in range(1, 25))
    submission = written(tmp_path, "".join(lines) + "[^b]: حق.\n", Options(pdf_engine="typst"), lang="ar")
    assert prove(submission.resolved, PdfWriter().write(*submission), "x.pdf", "pdf") == ()


def test_chinese_lines_in_a_text_from_right_to_left(tmp_path: Path) -> None:
    """A single sign at the left end of a line, whose font has no space, is none."""
    law = "国家计划 法律规定 法院裁定， 各省 据说 儿童权利 据说 法律规定 法院裁定， " * 3
    lines = (f"{number}. كما قيل. {'م' * number} «{law}», as amended.\n\n" for number in range(1, 25))
    submission = written(tmp_path, "".join(lines), Options(pdf_engine="typst"), lang="ar")
    assert prove(submission.resolved, PdfWriter().write(*submission), "x.pdf", "pdf") == ()


def test_an_arabic_name_that_is_divided_at_the_end_of_a_line(tmp_path: Path) -> None:
    """The space there is at the right of its first word, and comes after it."""
    words = "between 3 March and 9 June, interpreted by"
    rows = (f"| {words} | {words} {'i' * number} ([علي حسن]{{lang=ar}}). |\n" for number in range(10, 40))
    text = "| A | B |\n| --- | --- |\n" + "".join(rows)
    submission = written(tmp_path, text, Options(pdf_engine="typst"))
    assert prove(submission.resolved, PdfWriter().write(*submission), "x.pdf", "pdf") == ()


def test_names_of_authors_in_several_scripts(tmp_path: Path) -> None:
    """Where they run from right to left, an initial has its full stop, and Chinese commas are between."""
    names = [{"family": "الشافعي", "given": "محمد"}, {"family": "van Gogh", "given": "Vincent"}]
    book = {"id": "a", "type": "book", "title": "一本书", "author": [*names, *names]}
    (tmp_path / "sources.json").write_text(json.dumps([book]), encoding="utf-8")
    given = {"sources": "sources.json", "citation_style": "author-date-note", "lang": "zh"}
    submission = written(tmp_path, "1. 据说 [@a].\n", Options(pdf_engine="typst"), **given)
    assert prove(submission.resolved, PdfWriter().write(*submission), "x.pdf", "pdf") == ()
