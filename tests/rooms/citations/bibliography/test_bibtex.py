"""BibTeX and BibLaTeX in detail: abbreviations, inheritance, names, dates, types, numbers, publishers."""

from typing import Any

import pytest

from tests.support.bibliographies import of, only, plain, short


def fields(source: str, kind: str = "book") -> dict[str, Any]:
    return plain(only(f"@{kind}{{k,\n{source}\n}}", ".bib"))


def names(source: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = fields(f"author = {{{source}}}")["author"]
    return found


def test_abbreviations_are_put_together() -> None:
    text = (
        '@STRING{un = "United Nations"}\n@string(who = {World Health} # " " # {Organization})\n'
        "@Report{k, institution = UN, title = {The } # who # { and the } # un, number = 12}"
    )
    entry = only(text, ".bib")
    assert dict(entry.fields) == {
        "publisher": "United Nations",
        "title": "The World Health Organization and the United Nations",
        "number": "12",
    }


def test_an_abbreviation_holds_from_where_it_stands() -> None:
    found = of("@book{a, publisher = x}\n@string{x = {Later}}\n@book{b, publisher = x}", ".bib")
    assert [entry.fields["publisher"] for entry in found.entries.values()] == ["x", "Later"]
    assert len(found.defects) == 1


def test_what_is_no_entry_is_left_alone() -> None:
    text = (
        "free text with an e-mail@example.org\n@comment{@book{no, title={x}}}\n"
        '@preamble{"\\newcommand{\\x}{}"}\n'
        "% @ in a comment\n@book(k, title = {In (brackets)})\n@comment more text\n"
    )
    assert only(text, ".bib").fields["title"] == "In (brackets)"


@pytest.mark.parametrize(
    ("beginning", "kind"),
    [
        ("@article-newspaper{", "article-newspaper"),
        ("@legal_case{", "legal_case"),
        ("@review-book {", "review-book"),
        ("@Treaty\n{", "treaty"),
        ("  @REPORT{", "report"),
    ],
)
def test_an_entry_may_begin_with_a_type_of_csl(beginning: str, kind: str) -> None:
    assert only(f"{beginning}k,\n title = {{x}}}}", ".bib").type == kind


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Turing, Alan and Curie, Marie", [("Turing", "Alan"), ("Curie", "Marie")]),
        ("Alan Turing", [("Turing", "Alan")]),
        ("Alan Mathison Turing", [("Turing", "Alan Mathison")]),
        (r"G{\"o}del, Kurt and \'{E}mile Zola", [("Gödel", "Kurt"), ("Zola", "Émile")]),
        ("الطبري, محمد بن جرير", [("الطبري", "محمد بن جرير")]),
        ("{de la} Cruz, Juana", [("de la Cruz", "Juana")]),
        ("Mill, J.~S.", [("Mill", "J. S.")]),
    ],
)
def test_names_have_two_parts(source: str, expected: list[tuple[str, str]]) -> None:
    assert names(source) == [{"family": family, "given": given} for family, given in expected]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Ludwig van Beethoven", {"family": "Beethoven", "given": "Ludwig", "dropping": "van"}),
        ("van der Waals, Johannes", {"family": "Waals", "given": "Johannes", "dropping": "van der"}),
        ("King, Jr., Martin Luther", {"family": "King", "given": "Martin Luther", "suffix": "Jr."}),
        ("{World Bank}", {"literal": "World Bank"}),
        ("{{Simon and Schuster}}", {"literal": "Simon and Schuster"}),
        ("UNICEF", {"literal": "UNICEF"}),
        (
            "family=Gaulle, given={Charles}, prefix=de, useprefix=false",
            {"family": "Gaulle", "given": "Charles", "dropping": "de"},
        ),
        (
            "given=Vincent, prefix=van, family=Gogh, useprefix=true, suffix=I",
            {"family": "Gogh", "given": "Vincent", "non_dropping": "van", "suffix": "I"},
        ),
    ],
)
def test_names_have_other_parts(source: str, expected: dict[str, str]) -> None:
    assert names(source) == [expected]


def test_two_braces_make_one_institution() -> None:
    assert fields("author = {{Ministry of Law and Justice}}")["author"] == [
        {"literal": "Ministry of Law and Justice"}
    ]


def test_others_are_named_so() -> None:
    assert names("Turing, Alan and others")[-1] == {"literal": "others"}


def test_the_option_useprefix_keeps_particles() -> None:
    found = fields("author = {van Gogh, Vincent}, options = {useprefix=true}")
    assert found["author"] == [{"family": "Gogh", "given": "Vincent", "non_dropping": "van"}]


@pytest.mark.parametrize(
    ("field", "variable"),
    [
        ("editor", "editor"),
        ("bookauthor", "container-author"),
        ("translator", "translator"),
        ("editortype = {director}, editor", "director"),
        ("editoratype = {redactor}, editora", "collection-editor"),
        ("editorbtype = {collaborator}, editorb", "contributor"),
        ("editorctype = {compiler}, editorc", "compiler"),
        ("collaborator", "contributor"),
        ("interviewer", "interviewer"),
        ("original-author", "original-author"),
        ("commentator", "commentator"),
        ("holder", "holder"),
    ],
)
def test_whoever_has_a_part_is_named(field: str, variable: str) -> None:
    assert fields(f"{field} = {{Woolf, Virginia}}") == {
        "type": "book",
        variable: [{"family": "Woolf", "given": "Virginia"}],
    }


def test_an_unknown_part_is_kept() -> None:
    found = fields("editora = {Woolf, Virginia}, editoratype = {muse}")
    assert found == {
        "type": "book",
        "editora": [{"family": "Woolf", "given": "Virginia"}],
        "editoratype": "muse",
    }


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("date = {2018}", {"parts": (2018,)}),
        ("date = {2018-03}", {"parts": (2018, 3)}),
        ("date = {2018-03-05}", {"parts": (2018, 3, 5)}),
        ("date = {2018-03-05T10:20:30Z}", {"parts": (2018, 3, 5)}),
        ("date = {2018-03/2018-05}", {"parts": (2018, 3), "end": (2018, 5)}),
        ("date = {2018-03--2018-05}", {"parts": (2018, 3), "end": (2018, 5)}),
        ("date = {2018~}", {"parts": (2018,), "circa": True}),
        ("date = {2018?}", {"parts": (2018,), "circa": True}),
        ("date = {2018-21}", {"parts": (2018,), "season": 1}),
        ("date = {2018-24}", {"parts": (2018,), "season": 4}),
        ("date = {-0043-03-15}", {"parts": (-44, 3, 15)}),
        ("date = {2018-XX-XX}", {"parts": (2018,)}),
        ("date = {2018/}", {"literal": "2018–"}),
        ("date = {/2018}", {"literal": "–2018"}),
        ("date = {5 March 2018}", {"parts": (2018, 3, 5)}),
        ("date = {in press}", {"literal": "in press"}),
        ("year = 2018", {"parts": (2018,)}),
        ("year = {2018}, month = mar", {"parts": (2018, 3)}),
        ("year = {2018}, month = {March}, day = 5", {"parts": (2018, 3, 5)}),
        ("year = {2018}, month = {03}", {"parts": (2018, 3)}),
        ('year = {2018}, month = "5~" # mar', {"parts": (2018, 3, 5)}),
        ('year = {2018}, month = mar # "~5"', {"parts": (2018, 3, 5)}),
        ("year = {2018}, month = {March/April}", {"parts": (2018, 3), "end": (2018, 4)}),
        ("year = {2018}, month = {mar # 3}", {"parts": (2018, 3, 3)}),
        ("year = {2018}, month = mar # { 5--7}", {"parts": (2018, 3, 5), "end": (2018, 3, 7)}),
        ("year = {2018}, month = {Spring}", {"parts": (2018,), "season": 1}),
        ("year = {2018--2019}", {"parts": (2018,), "end": (2019,)}),
        ("year = {-44}", {"parts": (-44,)}),
        ("year = {forthcoming}", {"literal": "forthcoming"}),
        ("year = {2018}, month = {Hilary Term}", {"literal": "Hilary Term 2018"}),
        ("date = {2018-03}, year = {1999}", {"parts": (2018, 3)}),
    ],
)
def test_dates(source: str, expected: dict[str, Any]) -> None:
    assert short(only(f"@book{{k, {source}}}", ".bib").dates["issued"]) == expected


def test_each_date_is_its_own() -> None:
    entry = only(
        "@misc{k, date={2001}, eventdate={2002}, origdate={2003}, urldate={2004-05-06}, submitted={2005}}",
        ".bib",
    )
    assert {name: date.parts for name, date in entry.dates.items()} == {
        "issued": (2001,),
        "event-date": (2002,),
        "original-date": (2003,),
        "accessed": (2004, 5, 6),
        "submitted": (2005,),
    }


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("article", {"issue": "7"}),
        ("periodical", {"issue": "7"}),
        ("book", {"collection-number": "7"}),
        ("incollection", {"collection-number": "7"}),
        ("report", {"number": "7"}),
        ("legislation", {"number": "7"}),
        ("misc", {"number": "7"}),
    ],
)
def test_a_number_is_of_what_has_it(kind: str, expected: dict[str, str]) -> None:
    found = fields("number = {7}", kind)
    assert {name: text for name, text in found.items() if name != "type"} == expected


@pytest.mark.parametrize(
    ("kind", "source", "expected"),
    [
        ("techreport", "institution = {United Nations}", {"publisher": "United Nations"}),
        ("phdthesis", "school = {Sorbonne}", {"publisher": "Sorbonne", "genre": "PhD thesis"}),
        ("mastersthesis", "school = {MIT}", {"publisher": "MIT", "genre": "Master’s thesis"}),
        ("jurisdiction", "institution = {House of Lords}", {"authority": "House of Lords"}),
        (
            "legislation",
            "organization = {Parliament}, publisher = {HMSO}, location = {London}, chapter = {4}",
            {"authority": "Parliament", "publisher": "HMSO", "publisher-place": "London", "section": "4"},
        ),
        ("report", "type = {resreport}, number = 3", {"genre": "Research report", "number": "3"}),
        ("report", "type = {Periodic report}", {"genre": "Periodic report"}),
        ("book", "location = {New York and Geneva}", {"publisher-place": "New York and Geneva"}),
        ("manual", "organization = {IMF}, publisher = {IMF Press}", {"publisher": "IMF; IMF Press"}),
    ],
)
def test_who_brought_it_out(kind: str, source: str, expected: dict[str, str]) -> None:
    found = fields(source, kind)
    assert {name: text for name, text in found.items() if name != "type"} == expected


def test_titles_have_layers() -> None:
    chapter = fields(
        "title={T}, subtitle={S}, titleaddon={A}, booktitle={B}, booksubtitle={C}, maintitle={M}",
        "inbook",
    )
    assert chapter == {
        "type": "chapter",
        "title": "T: S. A",
        "title-short": "T",
        "container-title": "M",
        "volume-title": "B: C",
    }
    volume = fields("maintitle={M}, mainsubtitle={N}, title={What?}, subtitle={S}, shorttitle={W}")
    assert volume == {"type": "book", "title": "M: N", "volume-title": "What? S", "title-short": "W"}


def test_an_eprint_is_an_address() -> None:
    found = fields("eprint = {12345}, archiveprefix = {JSTOR}", "article")
    assert found == {
        "type": "article-journal",
        "archive": "JSTOR",
        "archive_location": "12345",
        "URL": "https://www.jstor.org/stable/12345",
    }


def test_addresses_are_taken_as_they_are() -> None:
    address = "https://x.org/a_b%20c~d#e--f?g={h}&i=''j''"
    found = fields(f"url = {{{address}}}, doi = {{10.1/a--b_c}}")
    assert found == {"type": "book", "URL": address, "DOI": "10.1/a--b_c"}


@pytest.mark.parametrize("before", ["https://doi.org/", "http://dx.doi.org/", "doi:", "DOI: ", ""])
def test_a_doi_is_no_address(before: str) -> None:
    assert fields(f"doi = {{{before}10.1000/x}}")["DOI"] == "10.1000/x"


@pytest.mark.parametrize(
    ("source", "tag"),
    [
        ("langid = {english}", "en"),
        ("langid = {british}", "en-GB"),
        ("language = {French}", "fr"),
        ("language = {zh-Hant}", "zh-Hant"),
        ("hyphenation = {ngerman}", "de"),
        ("langid = {klingon}", "klingon"),
    ],
)
def test_languages_are_tags(source: str, tag: str) -> None:
    assert fields(source)["language"] == tag


def test_nothing_vanishes() -> None:
    found = fields("x-own = {kept}, library-id = 7, rating = {5}, eid = {e12}, pagination = {column}")
    assert found == {
        "type": "book",
        "x-own": "kept",
        "library-id": "7",
        "rating": "5",
        "number": "e12",
        "pagination": "column",
    }


def test_what_two_fields_say_is_kept_twice() -> None:
    found = fields("annote = {one}, annotation = {two}, language = {fr}, langid = {german}")
    assert found == {"type": "book", "annote": "two", "annotation": "two"} | {
        "annote": "one",
        "language": "fr",
        "langid": "de",
    }


def test_a_crossref_gives_what_a_chapter_lacks() -> None:
    found = of(
        "@inproceedings{a, title={A}, crossref={p}}\n@inproceedings{b, title={B}, year=1999, crossref={p}}\n"
        "@proceedings{p, title={P}, subtitle={Q}, shorttitle={no}, booktitle={Of its own}, year=1998, "
        "editor={Woolf, Leonard}, ids={other}}",
        ".bib",
    )
    assert plain(found.entries["a"]) == {
        "type": "paper-conference",
        "title": "A",
        "container-title": "Of its own: Q",
        "issued": {"parts": (1998,)},
        "editor": [{"family": "Woolf", "given": "Leonard"}],
    }
    assert plain(found.entries["b"])["issued"] == {"parts": (1999,)}
    assert found.defects == ()


def test_inheritance_goes_through_several() -> None:
    found = of(
        "@inbook{a, title={A}, crossref={b}}\n@book{b, title={B}, crossref={c}}\n"
        "@mvbook{c, title={C}, author={Mill, J.}, xdata={d, e}}\n"
        "@xdata{d, publisher={D}}\n@xdata{e, publisher={E}, location={F}}",
        ".bib",
    )
    assert list(found.entries) == ["a", "b", "c"]
    assert plain(found.entries["a"]) == {
        "type": "chapter",
        "title": "A",
        "container-title": "C",
        "volume-title": "B",
        "author": [{"family": "Mill", "given": "J."}],
        "container-author": [{"family": "Mill", "given": "J."}],
        "publisher": "D",
        "publisher-place": "F",
    }
    assert found.defects == ()


def test_an_article_has_its_periodicals_title() -> None:
    found = of("@article{a, title={A}, crossref={p}}\n@periodical{p, title={P}, volume=3}", ".bib")
    assert plain(found.entries["a"]) == {
        "type": "article-journal",
        "title": "A",
        "container-title": "P",
        "volume": "3",
    }
