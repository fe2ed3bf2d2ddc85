"""Text, blocks, tables and pictures: what a reader of the document sees of each."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image as ImageLibrary

from tests.support.docx_file import CASES, WHOLE, Docx, built, docx, find, style, text, value, values
from tests.support.pages import Submission, written
from toolchain.model import ImageFile
from toolchain.model.own_paths import LONGEST
from toolchain.model.records import replace
from toolchain.writers.docx.markup import directed
from toolchain.writers.docx.pictures import fitted
from toolchain.writers.docx.story import address
from toolchain.writers.docx.tables import column_widths
from toolchain.writers.docx.xml import Element, get, legal, qualified


@pytest.fixture(scope="module")
def whole() -> Docx:
    return built(WHOLE)


def paragraph(file: Docx, beginning: str) -> Element:
    """The only paragraph of the body that begins so, the contents apart."""
    paragraphs = file.all("document", "//w:p[not(starts-with(w:pPr/w:pStyle/@w:val, 'TOC'))]")
    (found,) = [each for each in paragraphs if text(each).startswith(beginning)]
    return found


@pytest.mark.parametrize(
    ("words", "rtl", "stretches"),
    [
        ("plain words", False, [("plain words", False)]),
        ("see المادة 12 من الاتفاقية, p. 3", False,
         [("see ", False), ("المادة 12 من الاتفاقية", True), (", p. 3", False)]),
        ("نص عادي", True, [("نص عادي", True)]),
        ("انظر ECPAT International (2016)، ص 3", True,
         [("انظر ", True), ("ECPAT International (2016)", False), ("، ص 3", True)]),
        ("(نص ECPAT)", True, [("(نص ", True), ("ECPAT", False), (")", True)]),
        ("1–2", True, [("1–2", True)]),
        ("\u200e+92 51", True, [("\u200e+92 51", False)]),
        ("儿童权利", True, [("儿童权利", False)]),
        ("", True, []),
    ],
)  # fmt: skip
def test_text_is_cut_where_its_direction_changes(
    words: str, rtl: bool, stretches: list[tuple[str, bool]]
) -> None:
    assert list(directed(words, rtl)) == stretches


def test_what_xml_cannot_hold_is_seen_to_be_missing() -> None:
    assert legal("a\x00b\x0bc\ud800d\ufffee") == "a�b�c�d�e"
    assert legal("tab\tline\nend é 😀 \ue000") == "tab\tline\nend é 😀 \ue000"


def test_hyphens_and_breaks_are_those_of_word(whole: Docx) -> None:
    found = paragraph(whole, "Some ")
    assert len(find(found, "w:r/w:softHyphen")) == 1
    assert len(find(found, "w:r/w:br")) == 1
    assert text(found).startswith(
        "Some bold, italic, both and a hard\nbreak; a soft\u00adhyphen; four notes."
    )


def test_emphasis_is_said_for_all_scripts(whole: Docx) -> None:
    (run,) = find(paragraph(whole, "Some "), "w:r[w:t='both']")
    assert [each.tag for each in find(run, "w:rPr/*")] == [
        qualified(name) for name in ("b", "bCs", "i", "iCs")
    ]


def test_words_of_another_direction_are_runs_of_their_own(whole: Docx) -> None:
    (run,) = find(paragraph(whole, "Arabic words"), "w:r[w:rPr/w:rtl]")
    assert text(run) == "المادة 12 من الاتفاقية"


@pytest.mark.parametrize(
    ("typed", "written_"),
    [
        ("https://example.org/a?b=c&d=é", "https://example.org/a?b=c&d=%C3%A9"),
        ("https://bücher.example/x y", "https://xn--bcher-kva.example/x%20y"),
        ("https://example.org/100%/50%25", "https://example.org/100%25/50%25"),
        ("https://example.org/[a]", "https://example.org/%5Ba%5D"),
        ("mailto:office@example.org", "mailto:office@example.org"),
        ("HTTPS://EXAMPLE.ORG", "HTTPS://EXAMPLE.ORG"),
        ("tel:+4122", "tel:+4122"),
        (" ftp://example.org/a ", "ftp://example.org/a"),
        ("mailto:example.org", ""),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("annex.pdf", ""),
        ("//example.org", ""),
        ("https://", ""),
        ("https://example.org/" + "a" * LONGEST, ""),
    ],
)
def test_only_addresses_outside_are_followed(typed: str, written_: str) -> None:
    assert address(typed) == written_


def test_links_lead_outside_and_words_of_others_stay(whole: Docx) -> None:
    found = paragraph(whole, "An opening paragraph")
    (link,) = find(found, "w:hyperlink")
    assert (text(link), value(link, "w:r/w:rPr/w:rStyle")) == ("link", "Hyperlink")
    assert whole.links()[str(link.get(qualified("r:id")))] == "https://example.org/a?b=c&d=%C3%A9"
    assert "a path and code." in text(found)


def test_one_address_is_one_relationship(tmp_path: Path) -> None:
    file = docx(written(tmp_path, "1. [a](https://example.org/) and [b](https://example.org/).\n"))
    assert list(file.links().values()).count("https://example.org/") == 1


def test_blocks_of_a_paragraph_stand_under_it(whole: Docx) -> None:
    assert style(paragraph(whole, "A second block of it")) == "ListContinue"
    assert style(paragraph(whole, "A second block of (b)")) == "ListContinue2"
    assert style(paragraph(whole, "Between the lists")) == "ListContinue"
    assert style(paragraph(whole, "a nested bullet")) == "ListBullet2"
    assert style(paragraph(whole, "Everyone has the right")) == "Quote"
    inner = paragraph(whole, "A quotation in it")
    assert (style(inner), value(inner, "w:pPr/w:ind", "left")) == ("Quote", "2268")


def test_a_short_lead_in_stays_with_its_list_and_a_long_one_need_not(tmp_path: Path) -> None:
    """Nor one before a figure as high as half a page, which would leave the rest of its page empty."""
    body = "1. Short:\n\n     1. a;\n     2. b.\n\n2. " + "Long " * 100 + "\n\n     1. a;\n     2. b.\n"
    for name, height in (("Low", 200), ("High", 700)):
        ImageLibrary.new("L", (100, height)).save(tmp_path / f"{name}.png", dpi=(96, 96))
        body += f"\n3. {name}:\n\n     ![x]({name}.png)\n"
    file = docx(written(tmp_path, body))
    assert find(paragraph(file, "Low:"), "w:pPr/w:keepNext")
    assert not find(paragraph(file, "High:"), "w:pPr/w:keepNext")
    assert find(paragraph(file, "Short"), "w:pPr/w:keepNext")
    assert not find(paragraph(file, "Long"), "w:pPr/w:keepNext")


def test_an_item_that_begins_with_no_text_still_has_its_number(tmp_path: Path) -> None:
    file = docx(written(tmp_path, "1. - one\n   - two\n\n2. Three.\n"))
    found = [(style(each), text(each)) for each in find(file.body, "w:p")]
    assert found[-4:-1] == [("NumberedParagraph", ""), ("ListBullet", "one"), ("ListBullet", "two")]


def test_a_table_has_a_header_row_a_grid_and_rows_that_stay_whole(whole: Docx) -> None:
    table = whole.tables[0]
    header, *rows = find(table, "w:tr")
    assert len(find(header, "w:trPr/w:tblHeader | w:trPr/w:cantSplit")) == 2
    assert not any(find(row, "w:trPr/w:tblHeader") for row in rows)
    widths = [int(each or 0) for each in values(table, "w:tblGrid/w:gridCol", "w")]
    assert sum(widths) == 7370
    assert values(header, "w:tc/w:tcPr/w:tcW", "w") == [str(width) for width in widths]
    assert value(table, "w:tblPr/w:tblCaption") == "Laws and units"
    assert [value(each, "w:p/w:pPr/w:jc") for each in find(rows[0], "w:tc")] == ["left", "center", "right"]


def test_two_tables_do_not_become_one(whole: Docx) -> None:
    first, second = whole.tables
    between = first.getnext()
    assert between is not None
    assert (between.tag, between.getnext()) == (qualified("p"), second)


def test_a_table_is_never_last(tmp_path: Path) -> None:
    file = docx(written(tmp_path, "1. One:\n\n     | A |\n     |---|\n     | 1 |\n"))
    assert [each.tag.rpartition("}")[2] for each in file.body][-3:] == ["tbl", "p", "sectPr"]


@pytest.mark.parametrize(
    ("rows", "words", "kept"),
    [
        (1, "a", [False]),
        (2, "a", [True, False]),
        (15, "a", [True] * 14 + [False]),
        (30, "a", [True, *[False] * 27, True, False]),
        (4, "a long cell " * 10, [True] * 3 + [False]),
        (8, "a long cell " * 10, [True, *[False] * 5, True, False]),  # more than a third of a page
    ],
)
def test_a_short_table_stays_whole_and_a_long_one_keeps_two_rows_at_its_ends(
    tmp_path: Path, rows: int, words: str, kept: list[bool]
) -> None:
    table = "     | A | B |\n     |---|---|\n" + f"     | {words} | {words} |\n" * rows
    file = docx(written(tmp_path, f"1. One.\n\n{table}\n2. Two.\n"))
    found = file.all("document", "//w:tbl/w:tr[not(w:trPr/w:tblHeader)]")
    assert [len(find(row, "w:tc/w:p/w:pPr/w:keepNext")) == 2 for row in found] == kept


def test_the_lines_below_a_table_or_figure_stay_with_it(tmp_path: Path) -> None:
    """By the last row of the table; only lines that directly follow, and begin with such a word."""
    rows = "     | A | B |\n     |---|---|\n" + "     | a | b |\n" * 30
    lines = "     **Sources:** The Ministry.\n\n     Note: Of 2024.\n\n     Notes follow.\n"
    image = (
        "     ![It](a.png)\n\n     Source : A drawing.\n\n     Sources: Another.\n\n     Source: A line.\n"
    )
    ImageLibrary.new("RGB", (40, 40)).save(tmp_path / "a.png")
    file = docx(written(tmp_path, f"1. One.\n\n{rows}\n{lines}\n2. Two.\n\n{image}\n     Words. Note: no.\n"))
    last = file.all("document", "//w:tbl/w:tr[last()]")[0]
    assert len(find(last, "w:tc/w:p/w:pPr/w:keepNext")) == 2
    kept = file.all("document", "//w:body/w:p[w:pPr/w:keepNext]")
    shown = [text(each) for each in kept]
    assert shown == ["One.", "Sources: The Ministry.", "Two.", "", "Source : A drawing.", "Sources: Another."]


def test_a_line_before_a_long_address_is_not_stretched(tmp_path: Path) -> None:
    """The address itself is as it was written: somebody may copy it."""
    address = "https://example.org/" + "documents/" * 8
    short_one = f"A short address https://example.org/ is here. {'More ' * 40}"
    body = f"1. A long address {address} is here.\n\n2. {short_one}\n"
    file = docx(written(tmp_path, body))
    long, short = paragraph(file, "A long address"), paragraph(file, "A short address")
    assert address in text(long)
    assert value(long, "w:pPr/w:jc") == "left"
    assert not find(short, "w:pPr/w:jc")


def test_letters_are_as_large_as_in_the_language(tmp_path: Path) -> None:
    """Arabic has 12 points: fewer letters are in a line, and the one before the address is nearly empty."""
    said = (
        "يبين الجدول والشكل أن عدد الحالات ارتفع بنسبة 63.7 في المائة (انظر الفقرة 1 أعلاه). والعنوان هو "
        "https://www.ohchr.org/ar/treaty-bodies/crc."
    )
    for lang, aligned in (("ar", ["left"]), ("fa", [])):
        file = docx(written(tmp_path, f"1. {said}\n", lang=lang))
        assert values(paragraph(file, "يبين"), "w:pPr/w:jc") == aligned


def test_a_table_without_header_has_no_empty_row(tmp_path: Path) -> None:
    file = docx(written(tmp_path, "1. One:\n\n     | | |\n     |---|---|\n     | 1 | 2 |\n"))
    (table,) = find(file.body, "w:tbl")
    assert len(find(table, "w:tr")) == 1
    assert value(table, "w:tblPr/w:tblLook", "firstRow") == "0"


def test_a_row_too_tall_for_a_page_may_break(tmp_path: Path) -> None:
    body = f"1. One:\n\n     | A | B |\n     |---|---|\n     | {'word ' * 2000} | 2 |\n     | 3 | 4 |\n"
    file = docx(written(tmp_path, body))
    assert [len(find(row, "w:trPr/w:cantSplit")) for row in find(file.body, "w:tbl/w:tr")] == [1, 0, 1]
    assert not find(file.body, "w:tbl//w:keepNext")


def test_a_wide_table_goes_from_margin_to_margin(tmp_path: Path) -> None:
    cells = " | ".join(["Responsibilities"] * 7)
    file = docx(written(tmp_path, f"1. One:\n\n     | {cells} |\n     |{'---|' * 7}\n     | {cells} |\n"))
    assert (
        value(file.body, "w:tbl/w:tblPr/w:tblW", "w"),
        value(file.body, "w:tbl/w:tblPr/w:tblInd", "w"),
    ) == ("9638", "0")


@pytest.mark.parametrize(("columns", "sizes"), [(4, set()), (12, {"15"}), (40, {"10"})])
def test_a_table_of_many_columns_is_set_smaller(tmp_path: Path, columns: int, sizes: set[str]) -> None:
    cells = " | ".join(["1,234,567"] * columns)
    file = docx(
        written(tmp_path, f"1. One:\n\n     | {cells} |\n     |{'---|' * columns}\n     | {cells} |\n")
    )
    assert {each.get(qualified("val")) for each in file.all("document", "//w:tbl//w:sz")} == sizes
    lines = {
        int(each.get(qualified("line"), "0")) for each in file.all("document", "//w:tbl//w:pPr/w:spacing")
    }
    assert lines == {220 * int(size) // 18 for size in sizes}


@pytest.mark.parametrize(
    ("wants", "needs", "width"),
    [
        ([100, 100], [50, 50], 1000),
        ([5000, 100], [400, 100], 1000),
        ([9, 9, 9], [900, 900, 900], 1000),
        ([1], [1], 7),
    ],
)
def test_columns_fill_the_width_and_have_what_they_need(
    wants: list[int], needs: list[int], width: int
) -> None:
    widths = column_widths(wants, needs, width)
    assert sum(widths) == width
    if sum(needs) <= width:
        assert all(has >= need - 1 for has, need in zip(widths, needs, strict=True))


def test_pictures_have_words_in_their_place(whole: Docx) -> None:
    found = [(each.get("descr"), each.get("id")) for each in whole.all("document", "//wp:docPr")]
    assert found == [("A circle", "1"), ("A navy circle on white", "2"), ("dot", "3")]
    assert [name for name in whole.files if "media" in name] == ["word/media/image1.png"]


@pytest.mark.parametrize(
    ("size", "dpi", "fits"),
    [
        ((96, 96), 96.0, (914_400, 914_400)),
        ((300, 150), 300.0, (914_400, 457_200)),
        ((96, 96), 0.0, (914_400, 914_400)),
        ((9600, 96), 96.0, (4_679_950, 46_800)),
        ((96, 9600), 96.0, (91_440, 9_144_000)),
        ((10_000, 0), 96.0, (4_679_950, 468)),
    ],
)
def test_pictures_fit_into_the_column(size: tuple[int, int], dpi: float, fits: tuple[int, int]) -> None:
    image = ImageFile(b"", "image/png", *size, dpi)
    assert fitted(image, 7370, 14_400) == fits


def test_a_draft_says_which_picture_is_missing(tmp_path: Path) -> None:
    submission = written(tmp_path, "1. One:\n\n     ![Alt](none.png)\n")
    drafted = Submission(submission.resolved, replace(submission.project, draft=True))
    assert "[Image missing: none.png]" in docx(drafted).texts()


def test_a_draft_loses_nothing_that_has_no_place_in_a_submission(tmp_path: Path) -> None:
    file = docx(
        written(
            tmp_path,
            "1. One <b>two</b> [@key, p. 3] [three](#none).\n\n---\n\n<div>four</div>\n\n<!-- five -->\n",
        )
    )
    words = "\n".join((*file.texts(), *map(text, file.all("endnotes", "//w:p"))))
    for piece in ("One <b>two</b>", "[@key, p.\u00a03]", "three", "<div>four</div>"):
        assert piece in words
    assert "five" not in words


def test_arabic_runs_from_right_to_left() -> None:
    file = built(CASES / "ar.md")
    plain = [each for each in file.all("document", "//w:p") if not find(each, "w:pPr/w:bidi")]
    assert plain == []
    assert all(find(table, "w:tblPr/w:bidiVisual") for table in find(file.body, "w:tbl"))
    assert find(file.body, "w:sectPr/w:bidi")
    assert all(
        find(each, "w:pPr/w:bidi")
        for name in ("header1", "header2", "footer1")
        for each in file.all(name, "//w:p")
    )
    assert value(file.part("styles"), "w:docDefaults//w:lang", "bidi") == "ar-SA"
    runs = {text(run): bool(find(run, "w:rPr/w:rtl")) for run in file.all("document", "//w:r[w:t]")}
    assert runs["info@example.org"] is False
    assert runs["\u200e+92 51 000"] is False
    assert runs["ECPAT International (see article 12 of the Convention)"] is False
    assert runs["مركز استشاري خاص"] is True


def test_chinese_takes_its_own_quotation_marks() -> None:
    file = built(CASES / "zh.md")
    (run,) = [each for each in file.all("document", "//w:r") if "引文" in text(each)]
    assert value(run, "w:rPr/w:rFonts", "hint") == "eastAsia"
    assert value(file.part("styles"), "w:docDefaults//w:lang", "eastAsia") == "zh-CN"


def test_headings_are_words_own_and_named_in_words() -> None:
    file = built(WHOLE)
    names = {get(each, "styleId"): value(each, "w:name") for each in file.all("styles", "w:style")}
    assert {names[f"Heading{level}"] for level in range(1, 7)} == {f"heading {n}" for n in range(1, 7)}
    assert not file.all("styles", "w:style/w:aliases")  # Word would show "Heading 1,_ H _Ch_G"
    assert style(paragraph(file, "Fourth level, without")) == "Heading4NoNumber"
    assert find(paragraph(file, "Facts"), "w:pPr/w:pageBreakBefore")


def test_an_annex_says_what_it_is_above_its_title(whole: Docx, tmp_path: Path) -> None:
    assert style(paragraph(whole, "Annex I\nMaps")) == "AnnexHeadingAnnex1"
    only = docx(written(tmp_path, "1. One.\n\n# Maps {.annex}\n\n1. Two.\n"))
    assert style(paragraph(only, "Annex\nMaps")) == "AnnexHeadingAnnex1"
