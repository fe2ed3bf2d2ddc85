"""What citations print, and what stands around them: prefixes, places, suffixes, stops, all kinds of note."""

from pathlib import Path

import pytest

from tests.support.citing import entry, shipped
from toolchain import model as m
from toolchain.citations.style import locator_labels
from toolchain.citations.style.cite import Cite, Part
from toolchain.model.diagnostics import FilePlace, SourceSpan
from toolchain.model.walk import plain_text
from toolchain.readers.markdown.reader import read_source
from toolchain.readers.markdown.source import decode_source
from toolchain.resolve import resolve
from toolchain.resolve.citations import Citing, styled
from toolchain.resolve.tables import Resolved, Settings, printed_text


class Style:
    """Prints a key in capitals, short as typed, or "Ibid."; the place with its label; the first note."""

    separator = "; "
    around = ("", "")

    def citation(self, cites: list[Cite], opens: bool) -> tuple[Part, ...]:
        (cite,) = cites
        place = f", {cite.label} {cite.locator}" if cite.locator and cite.position != "ibid" else ""
        if cite.position.startswith("ibid"):
            return (Part(("Ibid." if opens else "ibid.") + place),)
        name = cite.entry.key.upper() if cite.position == "first" else cite.entry.key
        number = (Part(" (n "), Part(cite.first_note, note=True), Part(")")) if cite.first_note else ()
        behind = number if cite.position == "subsequent" else ()
        author = Part("An Author, ") if cite.author and cite.position == "first" else Part("")
        return (author, Part(name, looks=("italic",)), *behind, Part(place))

    def entry(self, entry: m.Entry) -> tuple[Part, ...]:
        return (Part(entry.key.upper()),)


def resolved(body: str, *, lang: str = "en", settings: Settings | None = None, title: str = "T") -> Resolved:
    text = f"---\ntitle: {title}\nlang: {lang}\n---\n\n{body}"
    document = read_source(decode_source(text.encode(), "x.md"), Path())
    entries = {key: m.Entry(key, "book", SourceSpan("s.json", 1, 1, 1, 1)) for key in ("a", "b", "c")}
    citing = Citing(m.Bibliography("s.json", entries), Style, locator_labels(lang))  # type: ignore[arg-type]
    return resolve(document, settings or Settings(lang=lang), citing)


def notes(found: Resolved) -> list[str]:
    """The printed notes; a document holds only paragraphs in them."""
    return [
        printed_text(block.children, found).replace("\u00a0", " ")
        for numbered in found.notes
        for block in numbered.note.blocks
        if isinstance(block, m.Paragraph)
    ]


def printed(*texts: str, lang: str = "en") -> list[str]:
    """What notes with these texts print, each marked in a paragraph of its own."""
    marks = "\n\n".join(f"{number}. One.[^n{number}]" for number in range(1, len(texts) + 1))
    bodies = "\n\n".join(f"[^n{number}]: {text}" for number, text in enumerate(texts, 1))
    return notes(resolved(f"{marks}\n\n{bodies}\n", lang=lang))


ONE = {
    "alone": ("[@a]", "An Author, A."),
    "with a place": ("[@a, art. 375]", "An Author, A, article 375."),
    "with a stop that is typed": ("[@a, art. 375].", "An Author, A, article 375."),
    "a number alone is a page": ("[@a, 12]", "An Author, A, page 12."),
    "a place of several levels": (
        "[@a, arts. 3 (b) (ii), 4–6 and 9]",
        "An Author, A, article 3 (b) (ii), 4–6 and 9.",
    ),
    "words that are no place": ("[@a, Second Part]", "An Author, A, Second Part."),
    "a suffix": ("[@a, p. 3, emphasis added]", "An Author, A, page 3, emphasis added."),
    "a suffix in brackets": ("[@a, p. 3 (emphasis added)]", "An Author, A, page 3 (emphasis added)."),
    "a prefix, which begins the note": ("[see @a, p. 3]", "See An Author, A, page 3."),
    "a prefix in italics": ("[see *e.g.* @a]", "See e.g. An Author, A."),
    "a prefix that is all in italics": ("[*Cf.* @a]", "Cf. An Author, A."),
    "a prefix behind words": ("Cf. also [see @a]", "Cf. also see An Author, A."),
    "without the author": ("[-@a, p. 3]", "A, page 3."),
    "two": ("[@a, p. 3; see @b]", "An Author, A, page 3; see An Author, B."),
    "two by themselves": ("[@a]; [@b].", "An Author, A; An Author, B."),
    "what no source follows": ("[@a, p. 3; but not p. 4]", "An Author, A, page 3; but not p. 4."),
    "the same again": ("[@a, p. 3; @a, p. 4; @a, p. 4]", "An Author, A, page 3; ibid., page 4; ibid."),
    "in prose": ("The law says so [@a, p. 3], and more.", "The law says so An Author, A, page 3, and more."),
    "with a question mark behind": ("Who says so: [@a]?", "Who says so: An Author, A?"),
    "a space at the end": ("[@a, p. 3 ] ", "An Author, A, page 3."),
    "an unknown key": ("[@a; @x, p. 3]", "[@a; @x, p. 3]"),
    "a key in emphasis": ("[see *the @a*]", "[see the @a]"),
    "a cross-reference in it": (
        "[@a, p. 3; see also para. [1](#p)]",
        "An Author, A, page 3; see also para. [1](#p).",
    ),
    "a comment in it": ("[@a, p. 3 <!-- which? -->]<!-- so -->", "An Author, A, page 3."),
    "an address with a key": ("[@a](https://example.org)", "@a"),
}


@pytest.mark.parametrize(("text", "expected"), ONE.values(), ids=ONE)
def test_a_note(text: str, expected: str) -> None:
    assert printed(text) == [expected.replace("[1](#p)", "1")]


SEVERAL = {
    "ibid": (
        ["[@a, p. 3]", "[@a, p. 3]", "[@a, p. 4].", "[see @a, p. 4]"],
        ["Ibid.", "Ibid., page 4.", "See ibid."],
    ),
    "ibid before a stop that is typed": (["[@a]", "[@a]."], ["Ibid."]),
    "ibid in italics before a stop": (["[@a]", "So *[@a]*."], ["So ibid."]),
    "ibid in italics and bold before a stop": (["[@a]", "So *now **[@a]***."], ["So now ibid."]),
    "ibid in italics before more words": (["[@a]", "So *[@a]* and more."], ["So ibid. and more."]),
    "ibid before more words": (["[@a]", "[@a], and more."], ["Ibid., and more."]),
    "ibid after words": (["[@a]", "So [@a]."], ["So ibid."]),
    "ibid in italics within a sentence": (["[@a]", "So *[@a]* again."], ["So ibid. again."]),
    "at the end behind a mark": (["Words.", "Of it[^n1][@a]"], ["Of itAn Author, A."]),
    "ibid in a second sentence": (["[@a]", "See there. [@a]"], ["See there. Ibid."]),
    "the whole after a place in it": (["[@a, p. 3]", "[@a]"], ["a (n 1)."]),
    "after a plain note": (["[@a]", "Words.", "[@a]"], ["Words.", "a (n 1)."]),
    "after another source": (["[@a]", "[@b]", "[@a]"], ["An Author, B.", "a (n 1)."]),
    "after two sources": (["[@a; @b]", "[@b]"], ["b (n 1)."]),
    "after a source and other words": (["[@a], and the Committee.", "[@a]"], ["a (n 1)."]),
    "after a signal": (["See also [@a].", "[@a, p. 3]"], ["Ibid., page 3."]),
    "after a number in a signal": (["In 2019 [@a].", "[@a]"], ["a (n 1)."]),
    "after words in the brackets, which are of this source": (
        ["[@a, p. 3. It says so, on shelters]", "[@a. It says so]", "[@a]."],
        ["a (n 1). It says so.", "Ibid."],
    ),
    "words behind Ibid.": (["[@a]", "[@a. It says so]"], ["Ibid. It says so."]),
    "after a suffix with a year": (["[@a, p. 3, quoting Smith (2019)]", "[@a, p. 3]"], ["a (n 1), page 3."]),
    "after a suffix with a link": (["[@a, see [it](https://example.org)]", "[@a]"], ["a (n 1)."]),
    "twice in one note": (["[@a]. Words. [@a]", "[@a]"], ["a (n 1)."]),
    "first in its own note": (["[@a]. Words. [@a]"], []),
}


@pytest.mark.parametrize(("texts", "expected"), SEVERAL.values(), ids=SEVERAL)
def test_notes_one_after_the_other(texts: list[str], expected: list[str]) -> None:
    assert printed(*texts)[1:] == expected


def test_a_second_time_in_one_note_no_number_of_a_note_is_said() -> None:
    assert printed("[@a]. Words. [@a].") == ["An Author, A. Words. a."]


LANGUAGES = {
    "fr": ("[@a, par. 3 et 4]", "An Author, A, paragraph 3 et 4."),
    "es": ("[@a, párrs. 3 y 4]", "An Author, A, paragraph 3 y 4."),
    "ru": ("[@a, пункт 3]", "An Author, A, paragraph 3."),
    "ar": ("[@a, المادة 5]", "An Author, A, article 5."),
    "zh": ("[@a, 第3页]", "An Author, A, page 3。"),
    "de": ("[@a, art. 3]", "An Author, A, article 3."),
}


@pytest.mark.parametrize(("lang", "text", "expected"), [(lang, *case) for lang, case in LANGUAGES.items()])
def test_places_in_the_language_of_the_document(lang: str, text: str, expected: str) -> None:
    assert printed(text, lang=lang) == [expected]


def test_a_citation_in_the_text_makes_a_note() -> None:
    found = resolved("1. One [@a, p. 3]. Two.[^n] *Three [@a]*.\n\n[^n]: [@a, p. 3]\n")
    assert notes(found) == ["An Author, A, page 3.", "Ibid.", "a (n 1)."]
    assert [mark.place for mark in found.marks.values()] == ["paragraph 1"] * 3


def test_in_a_table_a_caption_a_heading_an_annex_and_a_note() -> None:
    body = (
        "# On it[@a]\n\n1. One.\n\n     Table: So.[@a, p. 1]\n\n"
        "     | x[@b] | y |\n     | --- | --- |\n     | 1 | 2.^[See.[^in]] |\n\n"
        "# Sources {.annex}\n\n1. Two.[@b]\n\n[^in]: [@b]\n"
    )
    assert notes(resolved(body)) == [
        "An Author, A.",
        "Ibid., page 1.",
        "An Author, B.",
        "See.",
        "b (n 3).",
        "Ibid.",
    ]


def test_notes_of_annexes_that_stand_apart_begin_anew() -> None:
    body = "1. One.[@a]\n\n# Sources {.annex}\n\n1. Two.[@a]\n"
    apart = Settings(notes_place="before-annexes")
    assert notes(resolved(body)) == ["An Author, A.", "Ibid."]
    assert notes(resolved(body, settings=apart)) == ["An Author, A.", "a (n 1)."]


def test_the_places_that_cite_each_source() -> None:
    """Of paragraphs in the body only the number, in the order of the marks; of a note that is marked in
    another, the other's place.
    """
    body = (
        "1. One.[@a]\n\n2. Two:\n\n     1. sub.[@b]\n\n     And on.[@b]\n\n"
        "# To do {.restart series=recommendation}\n\n1. Do.[@a]\n\n# Terms {.annex}\n\n1. Annexed.[@a]\n\n"
        "2. More.[^n]\n\n[^n]: As all say.[^m]\n\n[^m]: [@b]\n"
    )
    found = resolved(body).authorities
    assert {entry.key: [place.text for place in each.places] for entry, each in found.items()} == {
        "a": ["1", "recommendation 1", "annex, paragraph 1"],
        "b": ["2 (a)", "2", "annex, paragraph 2"],
    }


@pytest.mark.parametrize(("asked", "listed"), [("sources", ["A."]), ("all-sources", ["A.", "B.", "C."])])
def test_sources_of_one_kind_are_listed_without_a_heading(asked: str, listed: list[str]) -> None:
    (groups,) = resolved(f"1. One.[@a]\n\n# Sources {{.{asked}}}\n").source_lists.values()
    assert [(each.heading, [plain_text(source.children) for source in each.sources]) for each in groups] == [
        (None, listed)
    ]


def test_all_sources_are_listed_where_none_is_cited() -> None:
    (groups,) = resolved("1. One.\n\n# Sources {.all-sources}\n").source_lists.values()
    assert [len(each.sources) for each in groups] == [3]


def test_a_note_marked_twice_stands_once() -> None:
    body = "1. One.[^n] Two.[@b] Three.[^n] Four.[@b]\n\n[^n]: [@a]\n"
    assert notes(resolved(body)) == ["An Author, A.", "An Author, B.", "Ibid."]


def test_a_note_printed_again_prints_its_source_in_full() -> None:
    body = "1. One.[^n] Two.[@b] Three.[^n] Four.[@a]\n\n[^n]: [@a]\n"
    again = Settings(repeated_notes="again")
    assert notes(resolved(body, settings=again)) == [
        "An Author, A.",
        "An Author, B.",
        "An Author, A.",
        "Ibid.",
    ]


def test_the_note_of_the_title_stands_apart() -> None:
    found = resolved("1. One.[@a]\n", title="T[@a]")
    assert notes(found) == ["An Author, A."]
    assert found.title_note
    (paragraph,) = found.title_note.note.blocks
    assert isinstance(paragraph, m.Paragraph)
    assert printed_text(paragraph.children, found) == "An Author, A."


def test_the_number_of_a_note_can_be_followed() -> None:
    found = resolved("1. One.[^n] Two.[@b] Three.[@a]\n\n[^n]: [@a]\n")
    (number,) = [each for each in found.references.values() if each.note]
    assert number.note is found.notes[0]
    assert number.target is found.notes[0].note
    assert notes(found)[-1] == "a (n 1)."


def test_looks_and_links_become_mark_up() -> None:
    found = resolved("1. One.[@a]\n")
    (inlines,) = found.citations.values()
    assert [type(node) for node in inlines] == [m.Text, m.Emphasis, m.Text, m.Text]


def test_without_a_bibliography_citations_stand_as_they_are_typed() -> None:
    document = read_source(
        decode_source(b"---\ntitle: T\nlang: en\n---\n\n1. One.[see @a, p. 3; -@b]\n", "x.md"), Path()
    )
    assert notes(resolve(document, Settings())) == ["[see @a, p. 3; -@b]"]


def test_a_place_stays_on_the_line_of_its_number() -> None:
    found = resolved("1. One.[^n]\n\n[^n]: See [@a, art. 5], of 10 000 words.\n")
    (note,) = found.notes
    (text,) = note.note.blocks
    assert isinstance(text, m.Paragraph)
    said = printed_text(text.children, found)
    assert said == "See An Author, A, article\u00a05, of 10\u00a0000 words."


def test_words_of_one_language_are_one_node() -> None:
    """Or among words of the other direction each would stand by itself: “Le *Monde*” as “*Monde* Le”."""
    parts = (
        Part("Le ", lang="fr"),
        Part("Monde", ("italic",), lang="fr"),
        Part(". "),
        Part("Foo", lang="en"),
    )
    first, stop, last = styled(parts, FilePlace("x.md"))
    assert isinstance(first, m.Foreign)
    assert [type(node) for node in first.children] == [m.Text, m.Emphasis]
    assert plain_text(first.children) == "Le Monde"
    assert isinstance(stop, m.Text)
    assert isinstance(last, m.Foreign)


OLD_ACT = {"type": "legislation", "title": "Children Act", "number": "No. 8 of 2001", "issued": [2001]}
NEW_ACT = OLD_ACT | {"number": "No. 29 of 2022", "issued": [2022]}
PETER = {"type": "book", "author": ["Mwangi, Peter"], "title": "Juvenile Justice", "issued": [2018]}
PAUL = PETER | {"author": ["Mwangi, Paul"], "issued": [2021]}
CASE = {"type": "legal_case", "title": "Republic v. Minor", "number": "No. 4", "issued": [2019]}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (OLD_ACT, NEW_ACT, ["Children Act, No. 8 of 2001.", "Children Act, No. 29 of 2022."]),
        (PETER, PAUL, ["Mwangi, Juvenile Justice (2018).", "Mwangi, Juvenile Justice (2021)."]),
        (CASE, CASE | {"issued": [2020]}, ["Republic v. Minor (2019).", "Republic v. Minor (2020)."]),
        (
            PETER,
            PAUL | {"issued": [2018]},
            ["Peter Mwangi, Juvenile Justice (2018).", "Paul Mwangi, Juvenile Justice (2018)."],
        ),
        (PETER, PAUL | {"title": "Bail"}, ["Mwangi, Juvenile Justice.", "Mwangi, Bail."]),
    ],
)
def test_short_forms_of_two_sources_never_look_alike(
    one: dict[str, object], other: dict[str, object], expected: list[str]
) -> None:
    """The year or the number tells them apart; where it cannot, they are cited in full."""
    entries = {key: entry(fields, key) for key, fields in {"a": one, "b": other}.items()}
    body = "1. A.[@a] B.[@b] C.[@a] D.[@b]\n"
    found = resolve(
        read_source(decode_source(f"---\ntitle: T\nlang: en\n---\n\n{body}".encode(), "x.md"), Path()),
        Settings(lang="en"),
        Citing(m.Bibliography("s.json", entries), lambda: shipped("un"), locator_labels("en")),
    )
    assert notes(found)[2:] == expected
