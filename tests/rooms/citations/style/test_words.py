"""The words of citations in six languages: names, dates, locators, and that no language lacks any."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.support.citing import entry, name_of, plain, shipped
from toolchain.citations.style import dates, locator_labels, names
from toolchain.citations.style.cite import Cite
from toolchain.citations.style.documents import decided, is_symbol, is_treaty_series
from toolchain.citations.style.documents import name_of as title_of
from toolchain.citations.style.typed import find_locator
from toolchain.citations.style.words import is_plural, with_dashes, words_for
from toolchain.model import Date, Name

LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh")
TABLES = tomllib.loads((Path(names.__file__).with_name("words.toml")).read_text(encoding="utf-8"))
CSL_LOCATORS = frozenset((
    "act", "appendix", "article", "book", "canon", "chapter", "column", "elocation", "equation", "figure",
    "folio", "issue", "line", "note", "opus", "page", "paragraph", "part", "rule", "scene", "section",
    "sub-verbo", "supplement", "table", "timestamp", "title", "verse", "version", "volume",
))  # fmt: skip
"""Of CSL 1.0.2, whose article-locator and title-locator are "article" and "title" here."""


def shape(table: Any) -> Any:
    """Which keys a table has, all the way down."""
    if isinstance(table, dict):
        return {key: shape(value) for key, value in table.items() if key != "months_of"}
    return len(table) if isinstance(table, list) and len(table) in (3, 12) else type(table).__name__


def test_every_language_has_every_word() -> None:
    assert tuple(TABLES) == LANGUAGES
    for lang in LANGUAGES:
        for table in ("terms", "organs", "dates"):
            assert shape(TABLES[lang][table]) == shape(TABLES["en"][table]), lang
        assert set(TABLES[lang]["locators"]) >= CSL_LOCATORS
        assert list(TABLES[lang]["locators"]) == list(TABLES["en"]["locators"])
        assert all(len(words) >= 4 for words in TABLES[lang]["locators"].values())
        for key, word in TABLES["en"]["terms"].items():
            assert TABLES[lang]["terms"][key].count("{") == word.count("{"), (lang, key)


@pytest.mark.parametrize(
    ("lang", "typed", "label"),
    [
        ("en", "art.", "article"),
        ("en", "article", "article"),
        ("en", "paras.", "paragraph"),
        ("en", "p.", "page"),
        ("en", "§", "section"),
        ("en", "article-locator", "article"),
        ("en", "sub verbo", "sub-verbo"),
        ("fr", "par.", "paragraph"),
        ("fr", "paragraphes", "paragraph"),
        ("fr", "art.", "article"),
        ("es", "pár.", "paragraph"),
        ("es", "párrs.", "paragraph"),
        ("es", "págs.", "page"),
        ("ru", "пункт", "paragraph"),
        ("ru", "ст.", "article"),
        ("ru", "стр.", "page"),
        ("ar", "المادة", "article"),
        ("ar", "الفقرات", "paragraph"),
        ("zh", "页", "page"),
        ("zh", "条", "article"),
        ("zh", "附件", "annex"),
        ("zh", "para.", "paragraph"),
        ("ar", "art.", "article"),
        ("fr-CA", "page", "page"),
        ("pt", "para.", "paragraph"),
    ],
)
def test_a_spelling_of_a_locator_is_known(lang: str, typed: str, label: str) -> None:
    assert locator_labels(lang)[typed] == label


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_label_is_known_by_what_is_printed_for_it(lang: str) -> None:
    labels = locator_labels(lang)
    for label, words in TABLES[lang]["locators"].items():
        for word in filter(None, words):
            before, _, after = word.lower().partition("{}")
            assert labels[before.removesuffix("第") or after] == label or lang in ("ar", "zh", "ru")
    assert all(spelling == spelling.lower() and spelling.strip() == spelling for spelling in labels)


def test_a_language_that_we_do_not_have_is_english() -> None:
    assert words_for("pt-BR").terms == words_for("en").terms


@pytest.mark.parametrize(
    "locator",
    ["4–6", "4-6", "4--6", "3, 7", "3 and 7", "3 et 7", "3 y 7", "3 и 7", "3 و 7", "3和7", "xii–xiv",
     "II, III", "371A and 371B", "5 (a), 7", "371A and 371B, explanations", "90, 128 and 160",
     "15 (1), 16 (2)", "12 & 13", "٣–٥", "9 to 11", "9 à 11", "9 a 11", "9 по 11", "9 إلى 11", "9至11"],
)  # fmt: skip
def test_several_places(locator: str) -> None:
    assert is_plural(locator)


@pytest.mark.parametrize(
    ("lang", "typed", "value"),
    [("en", ", articles 9 to 11, on it", "9 to 11"), ("en", ", arts. 9--11, on it", "9--11"),
     ("fr", ", articles 292A à 292C. La loi", "292A à 292C"),
     ("es", ", artículos 9 a 11", "9 a 11"), ("es", ", artículo 9 a propósito de", "9"),
     ("en", ", article 9 to the contrary", "9")],
)  # fmt: skip
def test_a_range_in_words_is_one_locator(lang: str, typed: str, value: str) -> None:
    found = find_locator(typed, locator_labels(lang))
    assert found
    assert (found.label, found.value) == ("article", value)


@pytest.mark.parametrize(
    "locator",
    ["4", "375", "371A", "371-B", "A-3", "5 (a)", "5 (a) and (b)", "5 (a)–(c)", "B, para. 25", "xiv", "II",
     "", "n.d.", "2.3.1", "4 ff.", "12 bis"],
)  # fmt: skip
def test_one_place(locator: str) -> None:
    assert not is_plural(locator)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("4-6", "4–6"),
        ("4--6", "4–6"),
        ("12-14, 20-22", "12–14, 20–22"),
        ("292A-292C", "292A–292C"),
        ("xii-xiv", "xii–xiv"),
        ("371-B", "371-B"),
        ("A-3", "A-3"),
        ("12-4-101", "12-4-101"),
        ("3.12-3.17", "3.12-3.17"),
        ("4–6", "4–6"),
    ],
)
def test_a_hyphen_between_numbers_is_printed_as_the_dash_it_stands_for(typed: str, printed: str) -> None:
    assert with_dashes(typed) == printed


DATES = [
    (Date((2021, 3, 3)), "full", "3 March 2021", "3 mars 2021", "3 de marzo de 2021", "3 марта 2021 года",
     "3 آذار/مارس 2021", "2021年3月3日"),
    (Date((2020, 5, 1)), "full", "1 May 2020", "1er mai 2020", "1 de mayo de 2020", "1 мая 2020 года",
     "1 أيار/مايو 2020", "2020年5月1日"),
    (Date((2020, 10)), "full", "October 2020", "octobre 2020", "octubre de 2020", "октябрь 2020 года",
     "تشرين الأول/أكتوبر 2020", "2020年10月"),
    (Date((2020, 10, 4)), "month", "October 2020", "octobre 2020", "octubre de 2020", "октябрь 2020 года",
     "تشرين الأول/أكتوبر 2020", "2020年10月"),
    (Date((2020, 10, 4)), "year", "2020", "2020", "2020", "2020", "2020", "2020"),
]  # fmt: skip


@pytest.mark.parametrize("case", DATES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_date_in_the_words_of_a_language(case: tuple[Any, ...], lang: str) -> None:
    date, form, *printed = case
    assert dates.printed(date, words_for(lang), form) == printed[LANGUAGES.index(lang)]


@pytest.mark.parametrize(
    ("date", "printed"),
    [
        (Date((2020, 5, 3), (2020, 5, 5)), "3–5 May 2020"),
        (Date((2020, 1), (2020, 3)), "January–March 2020"),
        (Date((2019,), (2020,)), "2019–2020"),
        (Date((2019, 12, 30), (2020, 1, 2)), "30 December 2019 – 2 January 2020"),
        (Date((2020, 5), (2020, 5)), "May 2020"),
        (Date((2020,), season=1), "spring 2020"),
        (Date((1860,), circa=True), "c. 1860"),
        (Date((-44, 3, 15)), "15 March 44 BC"),
        (Date(literal="in the days of the Caliphs"), "in the days of the Caliphs"),
        (Date((2020, 13)), "2020"),
        (Date(), ""),
    ],
)
def test_a_date_that_is_more_or_less_than_a_day(date: Date, printed: str) -> None:
    assert dates.printed(date, words_for("en"), "full") == printed


HUMBOLDT = Name(family="Humboldt", given="Alexander", dropping="von")
GOGH = Name(family="Gogh", given="Vincent", non_dropping="van")
KING = Name(family="King", given="Martin Luther", suffix="Jr.")


@pytest.mark.parametrize(
    ("name", "full", "inverted", "initials", "bare", "surname"),
    [
        (HUMBOLDT, "Alexander von Humboldt",
         "Humboldt, Alexander von", "Humboldt, A. von", "Humboldt A von", "Humboldt"),
        (GOGH, "Vincent van Gogh", "van Gogh, Vincent", "van Gogh, V.", "van Gogh V", "van Gogh"),
        (KING, "Martin Luther King Jr.",
         "King, Martin Luther, Jr.", "King, M.L., Jr.", "King ML Jr.", "King"),
        (Name(family="Sartre", given="Jean-Paul"), "Jean-Paul Sartre",
         "Sartre, Jean-Paul", "Sartre, J.-P.", "Sartre J-P", "Sartre"),
        (Name(family="Arc", given="Jeanne", non_dropping="d’"), "Jeanne d’Arc",
         "d’Arc, Jeanne", "d’Arc, J.", "d’Arc J", "d’Arc"),
        (Name(literal="World Bank, Office of Reports"), *["World Bank, Office of Reports"] * 5),
        (Name(family="毛", given="泽东"), *["毛泽东"] * 5),
        (Name(family="محفوظ", given="نجيب"), "نجيب محفوظ",
         "محفوظ، نجيب", "محفوظ، نجيب", "محفوظ نجيب", "محفوظ"),
        (Name(family="Иванов", given="Пётр Ильич"), "Пётр Ильич Иванов",
         "Иванов, Пётр Ильич", "Иванов, П.И.", "Иванов ПИ", "Иванов"),
        (Name(family="Bhutta", given="R. N."), "R. N. Bhutta",
         "Bhutta, R. N.", "Bhutta, R.N.", "Bhutta RN", "Bhutta"),
        (Name(given="Plato"), "Plato", "Plato", "P.", "P", "Plato"),
    ],
)  # fmt: skip
def test_a_name_in_the_order_of_its_own(
    name: Name, full: str, inverted: str, initials: str, bare: str, surname: str
) -> None:
    printed = [names.FORMS[form](name) for form in ("full", "inverted", "initials", "bare", "surname")]
    assert printed == [full, inverted, initials, bare, surname]


@pytest.mark.parametrize(
    ("lang", "two", "three", "many"),
    [
        ("en", "Ali Khan and Bo Li", "Ali Khan, Bo Li and Eva Sy", "Ali Khan and others"),
        ("fr", "Ali Khan et Bo Li", "Ali Khan, Bo Li et Eva Sy", "Ali Khan et autres"),
        ("es", "Ali Khan y Bo Li", "Ali Khan, Bo Li y Eva Sy", "Ali Khan y otros"),
        ("ru", "Ali Khan и Bo Li", "Ali Khan, Bo Li и Eva Sy", "Ali Khan и др."),
        ("ar", "Ali Khan و Bo Li", "Ali Khan، Bo Li و Eva Sy", "Ali Khan وآخرون"),
        ("zh", "Ali Khan和Bo Li", "Ali Khan、Bo Li和Eva Sy", "Ali Khan等"),
    ],
)
def test_several_authors(lang: str, two: str, three: str, many: str) -> None:
    people = ["Khan, Ali", "Li, Bo", "Sy, Eva", "Xu, Ya"]
    for count, expected in ((2, two), (3, three), (4, many)):
        source = entry({"type": "book", "author": people[:count], "title": "T"})
        assert plain(shipped("un", lang).citation([Cite(source, "first")], True)).startswith(expected)


def test_an_arabic_and_is_written_together_with_an_arabic_name() -> None:
    people = [name_of("محفوظ, نجيب"), name_of("حسين, طه")]
    listed = names.listed([names.full(name) for name in people], words_for("ar"), 0, 1, "")
    assert listed == "نجيب محفوظ وطه حسين"


def test_a_spanish_and_before_an_i() -> None:
    for last, expected in (("Inés", "Juan e Inés"), ("Hilda", "Juan e Hilda"), ("Hiela", "Juan y Hiela")):
        assert names.listed(["Juan", last], words_for("es"), 0, 1, "") == expected


@pytest.mark.parametrize(
    "symbol",
    ["A/HRC/55/30", "CRC/C/PAK/CO/5", "CRC/C/OPSC/PAK/1", "E/C.12/GC/25", "A/RES/61/295", "S/RES/1325 (2000)",
     "S/PV.4213", "CCPR/C/21/Rev.1/Add.13", "ST/SGB/2003/13", "E/CN.4/1999/61"],
)  # fmt: skip
def test_a_symbol_of_the_united_nations_is_known(symbol: str) -> None:
    assert is_symbol(symbol)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12",
        "ISO/IEC 27001",
        "COM(2008) 895",
        "App no 14038/88",
        "A",
        "A/",
        "10/12",
        "SI 2004/3166",
        "a/hrc/55/30",
    ],
)
def test_what_is_no_symbol(text: str) -> None:
    assert not is_symbol(text)


@pytest.mark.parametrize(
    ("symbol", "printed"),
    [
        ("A/RES/61/295", "General Assembly resolution 61/295"),
        ("A/RES/217(III)", "General Assembly resolution 217 (III)"),
        ("S/RES/1325(2000)", "Security Council resolution 1325 (2000)"),
        ("E/RES/2015/21", "Economic and Social Council resolution 2015/21"),
        ("A/HRC/RES/34/16", "Human Rights Council resolution 34/16"),
        ("A/HRC/DEC/43/115", "Human Rights Council decision 43/115"),
    ],
)
def test_a_resolution_is_cited_by_its_organ_and_number(symbol: str, printed: str) -> None:
    document = decided(symbol)
    assert document
    assert title_of(document, words_for("en")) == printed


def test_the_treaty_series_is_known_however_it_is_written() -> None:
    for title in (
        "Treaty Series",
        "United Nations Treaty Series",
        "United Nations, Treaty Series",
        "UNTS",
        "UN Treaty Series",
    ):
        assert is_treaty_series(title)
    for title in ("League of Nations Treaty Series", "Treaties", ""):
        assert not is_treaty_series(title)


@pytest.mark.parametrize(
    ("lang", "printed"),
    [
        ("en", "Ibid., paras. 4–6"),
        ("fr", "Ibid., par. 4–6"),
        ("es", "Ibid., párrs. 4–6"),
        ("ru", "Там же, пп. 4–6"),
        ("ar", "المرجع نفسه، الفقرات 4–6"),
        ("zh", "同上，第4–6段"),
    ],
)
def test_ibid_in_every_language(lang: str, printed: str) -> None:
    cite = Cite(entry({"type": "book", "title": "T"}), "ibid-with-locator", label="paragraph", locator="4-6")
    assert plain(shipped("un", lang).citation([cite], True)) == printed


@pytest.mark.parametrize(
    ("lang", "first", "second"),
    [("en", "21st ed.", "2nd ed."), ("fr", "21e éd.", "2e éd."), ("es", "21.ª ed.", "2.ª ed."),
     ("ru", "21-е изд.", "2-е изд."),
     ("ar", "الطبعة 21", "الطبعة 2"), ("zh", "第21版", "第2版")],
)  # fmt: skip
def test_an_edition_is_counted_in_every_language(lang: str, first: str, second: str) -> None:
    for number, printed in (
        ("21", first),
        ("2", second),
        ("rev. ed.", "rev. ed."),
        ("7th, with supplement", "7th, with supplement"),
    ):
        source = entry({"type": "book", "title": "T", "edition": number})
        text = plain(shipped("un", lang).citation([Cite(source, "first")], True))
        assert text.split("T", 1)[1].lstrip("،，, ") == printed


def test_english_ordinals() -> None:
    printed = [words_for("en").ordinal(str(number)) for number in (1, 2, 3, 4, 11, 12, 13, 21, 22, 111, 112)]
    assert printed == ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "111th", "112th"]
