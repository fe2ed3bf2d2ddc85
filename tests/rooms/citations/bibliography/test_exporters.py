"""What Zotero, Better BibTeX and Mendeley write, in the terms of CSL: samples in these programs' forms."""

from typing import Any

import pytest

from tests.support.bibliographies import case, only, plain

UN = {"literal": "United Nations"}

EXPECTED: dict[str, dict[str, dict[str, Any]]] = {
    "zotero.json": {
        "ppc1860": {  # the key is the citation key, since Zotero's id is an address
            "type": "legislation",
            "id": "http://zotero.org/users/1/items/PPC1860A",
            "title": "Penal Code",
            "container-title": "Pakistan Code",
            "language": "en",
            "number": "XLV",
            "issued": {"parts": (1860, 10, 6)},
            "accessed": {"parts": (2024, 5, 6)},
            # from Extra, in Zotero's spelling and in CSL's, up to the first line that is neither
            "author": [{"literal": "Government of Pakistan"}],
            "original-date": {"parts": (1860, 10, 6)},
            "archive_location": "Vol. 1",
            "call-number": "XLV",
            "note": "Official translation\nSeen in the library, not online.\n"
            "Status: this line is after the text",
            # what CSL has no variable for
            "custom": '{"reviewed": "yes", "copies": "2"}',
            "categories": "law; criminal law",
        },
        "crc1989": {  # key and type are from Extra
            "type": "treaty",
            "id": "http://zotero.org/users/1/items/CRC1989B",
            "title": "Convention on the Rights of the Child",
            "author": [UN],
            "issued": {"parts": (1989, 11, 20)},
            "volume": "1577",
            "page": "3",
            "container-title": "United Nations Treaty Series",
        },
        "wilde1895": {
            "type": "book",
            "title": "The Importance of Being <i>Earnest</i>: <b>not</b> H<sub>2</sub>O "
            '<span class="nocase">or</span> <a href="x">else</a>',
            "title-short": "Earnest",
            "container-title-short": "Ern.",
            "event-title": "Première",
            "author": [{"family": "Wilde", "given": "Oscar"}],
            "editor": [{"family": "Beauvoir", "given": "Simone", "non_dropping": "de"}],
            "collection-editor": [{"family": "King", "given": "Martin Luther", "suffix": "Jr."}],
            "issued": {"parts": (1899,), "circa": True},
            "original-date": {"parts": (1895, 2, 14)},
            "publisher-place": "London",
            "note": 'printed "privately"',
        },
        "tabari": {
            "type": "book",
            "title": "تاريخ الرسل والملوك",
            "author": [{"family": "الطبري", "given": "محمد بن جرير"}],
            "issued": {"parts": (915,), "circa": True},
            "language": "ar",
        },
        "un-yearbook": {
            "type": "report",
            "title": "Yearbook of the United Nations",
            "author": [UN],
            "issued": {"parts": (1946,), "end": (1947,)},
            "submitted": {"parts": (1948, 3)},
            "original-date": {"literal": "no date"},
            "event-date": {"parts": (1947,), "season": 2},
        },
    },
    "zotero-bibtex.bib": {
        "mill_liberty_1859": {
            "type": "book",
            "title": 'On <span class="nocase">Liberty</span>',
            "publisher-place": "London",
            "license": "Public domain",
            "ISBN": "978-0-14-043207-1",
            "URL": "https://www.gutenberg.org/ebooks/34901",
            "language": "en",
            "accessed": {"parts": (2024, 5, 6)},
            "publisher": "John W. Parker and Son",
            "author": [{"family": "Mill", "given": "John Stuart"}],
            "issued": {"parts": (1859,)},
            "original-date": {"parts": (1858,)},
            "call-number": "JC585",
            "keyword": "Freedom, Ethics & law",
            "file": "Full text:files/12/mill.pdf:application/pdf",
        },
        "committee_on_the_rights_of_the_child_report_2018": {
            "type": "report",
            "genre": "Annual report",
            "title": 'Report of the <span class="nocase">Committee</span> on the '
            '<span class="nocase">Rights</span> of the <span class="nocase">Child</span>',
            "number": "A/73/41",
            "publisher": "United Nations",
            "publisher-place": "New York",
            "author": [{"literal": "Committee on the Rights of the Child"}],
            "issued": {"parts": (2018, 8)},
            "page": "1-26",
        },
        "noauthor_penal_1860": {
            "type": "legislation",
            "title": 'Penal <span class="nocase">Code</span>',
            "language": "en",
            "issued": {"parts": (1860, 10)},
            "number": "Act XLV of 1860",
        },
        "curie_recherches_1903": {
            "type": "thesis",
            "genre": "PhD thesis",
            "title": "Recherches sur les substances radioactives",
            "publisher": "Faculté des sciences de Paris",
            "publisher-place": "Paris",
            "author": [{"family": "Curie", "given": "Marie"}],
            "issued": {"parts": (1903, 6)},
        },
        "turing_computing_1950": {
            "type": "article-journal",
            "title": 'Computing <span class="nocase">Machinery</span> and '
            '<span class="nocase">Intelligence</span>',
            "container-title": "Mind",
            "volume": "LIX",
            "issue": "236",
            "page": "433-460",
            "ISSN": "0026-4423",
            "DOI": "10.1093/mind/LIX.236.433",
            "author": [{"family": "Turing", "given": "A. M."}],
            "issued": {"parts": (1950, 10)},
        },
    },
    "zotero-biblatex.bib": {
        "noauthor_penal_1860": {
            "type": "legislation",
            "title": "Penal Code",
            "license": "Public domain",
            "URL": "https://pakistancode.gov.pk/",
            "number": "Act XLV of 1860",
            "issued": {"parts": (1860, 10, 6)},
            "accessed": {"parts": (2024, 5, 6)},
            "language": "en",
            "author": [{"literal": "Government of Pakistan"}],
        },
        "office_committee_nodate": {
            "type": "webpage",
            "title": "Committee on the Rights of the Child",
            "URL": "https://www.ohchr.org/en/treaty-bodies/crc?a=1&b=2_3#top",
            "container-title": "OHCHR",
            "author": [{"literal": "Office of the United Nations High Commissioner for Human Rights"}],
            "accessed": {"parts": (2024, 5, 6)},
        },
        "laplace_oeuvres_1878": {
            "type": "book",
            "title": "<i>Œuvres</i> 10<sup>e</sup> & C<sub>2</sub>, <span> 50% {x}",
            "publisher-place": "Paris",
            "number-of-volumes": "3",
            "author": [{"family": "Laplace", "given": "Pierre-Simon de"}],
            "collection-editor": [{"literal": "Bureau des longitudes"}],
            "contributor": [{"literal": "Académie des sciences"}],
            "issued": {"parts": (1878,)},
        },
        "higgs_broken_1964": {
            "type": "article-journal",
            "title": "Broken Symmetries",
            "container-title": "Physical Review Letters",
            "container-title-short": "Phys. Rev. Lett.",
            "volume": "13",
            "issue": "16 Suppl.",
            "archive": "arXiv",
            "archive_location": "hep-th/0001",
            "eprintclass": "hep-th",
            "URL": "https://arxiv.org/abs/hep-th/0001",
            "author": [{"family": "Higgs", "given": "Peter W."}],
            "issued": {"parts": (1964,)},
        },
        "bell_improvement_1876": {
            "type": "patent",
            "title": "Improvement in Telegraphy",
            "genre": "U.S. patent",
            "number": "174465",
            "author": [{"family": "Bell", "given": "Alexander Graham"}],
            "holder": [{"family": "Bell", "given": "Alexander Graham"}],
            "issued": {"parts": (1876, 3, 7)},
        },
    },
    "better-bibtex.bib": {
        "degaulle1954": {
            "type": "book",
            "title": "Mémoires de Guerre",
            "author": [
                {"family": "Gaulle", "given": "Charles", "non_dropping": "de"},
                {"literal": "others"},
            ],
            "issued": {"parts": (1954,), "end": (1959,)},
            "original-date": {"parts": (1954,), "circa": True},
            "publisher": "Plon",
            "publisher-place": "Paris",
            "language": "fr",
            "abstract": "First paragraph.\n\nSecond paragraph.",
            "keyword": "war,France",
        },
        "shannon1940": {
            "type": "thesis",
            "genre": "Master’s thesis",
            "title": "A Symbolic Analysis of Relay and Switching Circuits",
            "author": [{"family": "Shannon", "given": "Claude Elwood"}],
            "issued": {"parts": (1940,)},
            "publisher": "Massachusetts Institute of Technology",
        },
        "icj2004": {
            "type": "legal_case",
            "title": "Legal Consequences of the Construction of a Wall",
            "title-short": "Wall",
            "authority": "International Court of Justice",
            "issued": {"parts": (2004, 7, 9)},
            "container-title": "I.C.J. Reports",
            "page": "136",
            "options": "useprefix=false",
            "ids": "wall2004,icj-wall",
        },
        "united2018": {
            "type": "webpage",
            "title": '<span class="nocase">UN</span> Chronicle: <span class="nocase">The</span> '
            "Right to Be Heard",
            "author": [UN],
            "issued": {"parts": (2018, 3), "end": (2018, 5)},
            "URL": "https://www.un.org/en/chronicle",
            "publisher": "UN",
            "status": "pre-published",
        },
        "who-open": {
            "type": "report",
            "title": "World Health Statistics",
            "author": [{"literal": "World Health Organization"}],
            "issued": {"literal": "2005–"},
            "publisher": "World Health Organization",
        },
    },
    "mendeley.bib": {
        "Fleming1929": {
            "type": "article-journal",
            "title": "On the antibacterial action of cultures of a penicillium",
            "abstract": "While working with staphylococcus variants a number of culture-plates "
            "were set aside.",
            "annote": "classic",
            "author": [{"family": "Fleming", "given": "Alexander"}],
            "DOI": "10.1128/AEM.00001-29",
            "ISSN": "0007-1021",
            "container-title": "British Journal of Experimental Pathology",
            "keyword": "penicillium,staphylococcus",
            "mendeley-groups": "Classics",
            "file": r":C$\backslash$:/Users/Papers/fleming.pdf:pdf",
            "issue": "3",
            "page": "226-236",
            "URL": "http://example.org/a_b%20c",
            "volume": "10",
            "issued": {"parts": (1929, 6)},
        },
        "WHO1948": {
            "type": "webpage",
            "title": "Constitution of the World Health Organization",
            "author": [{"literal": "World Health Organization"}],
            "URL": "https://www.who.int/about/governance/constitution",
            "accessed": {"parts": (2024, 5, 6)},
            "issued": {"parts": (1948,)},
        },
        "Kant1784": {
            "type": "chapter",
            "title": "Beantwortung der Frage: Was ist Aufklärung?",
            "author": [{"family": "Kant", "given": "Immanuel"}],
            "editor": [{"family": "Gedike", "given": "F."}, {"family": "Biester", "given": "J. E."}],
            "container-title": "Berlinische Monatsschrift",
            "chapter-number": "12",
            "publisher": "Haude & Spener",
            "publisher-place": "Berlin",
            "page": "481-494",
            "issued": {"parts": (1784,)},
        },
    },
}


@pytest.mark.parametrize("name", EXPECTED)
def test_an_export_is_read_without_loss(name: str) -> None:
    assert {key: plain(entry) for key, entry in case(name).entries.items()} == EXPECTED[name]


def test_an_id_counts_beside_a_citation_key() -> None:
    entry = only('[{"id": "a", "citation-key": "b", "type": "book"}]')
    assert (entry.key, dict(entry.fields)) == ("a", {"citation-key": "b"})
    assert only('[{"citation-key": "b", "type": "book"}]').key == "b"


def test_an_address_is_a_key_where_there_is_no_other() -> None:
    assert only('[{"id": "http://zotero.org/x/1", "type": "book"}]').key == "http://zotero.org/x/1"


def test_items_may_stand_in_an_object() -> None:
    for name in ("items", "references"):
        text = f'{{"version": [1], "{name}": [{{"id": "a", "type": "book"}}], "more": {{}}}}'
        assert only(text).key == "a"


@pytest.mark.parametrize(
    "text",
    [
        "- id: a\n  type: book\n",
        "references:\n- id: a\n  type: book\n",
        "---\ntitle: [x, {y: z}]\nreferences:\n- id: a\n  type: book\n---\n\n",
        "---\n- {id: a, type: book}\n...\n",
    ],
)
def test_yaml_lists_are_found(text: str) -> None:
    assert only(text, ".yaml").key == "a"


def test_yaml_texts_are_what_was_typed() -> None:
    text = "- id: 012\n  type: book\n  number: 012\n  edition: yes\n  volume: ~\n  title: Null and 1:20\n"
    entry = only(text, ".yaml")
    assert (entry.key, dict(entry.fields)) == (
        "012",
        {"number": "012", "edition": "yes", "title": "Null and 1:20"},
    )


@pytest.mark.parametrize(
    ("text", "csl"),
    [
        ("The *Penal* Code", "The <i>Penal</i> Code"),
        ("**b** _i_ x^2^ H~2~O", "<b>b</b> <i>i</i> x<sup>2</sup> H<sub>2</sub>O"),
        ("[UNICEF]{.nocase} says", '<span class="nocase">UNICEF</span> says'),
        (r"5 \* 3 \[sic\] \@x", "5 * 3 [sic] @x"),
        ("2 * 3 * 4 and snake_case_name and a ~ b", "2 * 3 * 4 and snake_case_name and a ~ b"),
        ("<i>kept</i> {{ 7*7 }}", "<i>kept</i> {{ 7*7 }}"),
    ],
)
def test_yaml_titles_hold_markdown(text: str, csl: str) -> None:
    quoted = "'" + text.replace("'", "''") + "'"
    assert only(f"- id: a\n  type: book\n  title: {quoted}\n", ".yaml").fields["title"] == csl


def test_yaml_addresses_hold_none() -> None:
    text = "- id: a\n  type: book\n  URL: https://x.org/*a*_b_c~d~\n  number: E/CN.4/1984/L.5*\n"
    fields = only(text, ".yaml").fields
    assert fields["URL"] == "https://x.org/*a*_b_c~d~"
    assert fields["number"] == "E/CN.4/1984/L.5*"
