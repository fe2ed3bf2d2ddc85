"""LaTeX, dates, names and notes, each by itself."""

from typing import Any

import pytest

from tests.support.bibliographies import of, only, plain, short
from toolchain.citations.bibliography.dates import from_csl, written
from toolchain.citations.bibliography.latex import to_text
from toolchain.reports.sentences import message

SMALL = '<span style="font-variant:small-caps;">{}</span>'.format
NOCASE = '<span class="nocase">{}</span>'.format


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("plain text", "plain text"),
        (r"{\'e}dition \`a l'\'etat", "édition à l'état"),
        (
            r"\^{\i}le, {\'{\i}}, \u{g}, \H{o}, \c c, \v{S}, \r{A}, \k{a}, \d{h}",
            "île, í, ğ, ő, ç, Š, Å, ą, ḥ",
        ),
        (r"Stra{\ss}e, {\O}rsted, \L{}\'od\'z, \AE{}on, \aa", "Straße, Ørsted, Łódź, Æon, å"),
        (r"``quoted'' and `single', it's", "“quoted” and ‘single’, it’s"),
        ("it's 1--2 --- or - so", "it's 1–2 — or - so"),
        (r"5\% of \$3 \& \#4 a\_b \{x\}", "5% of $3 & #4 a_b {x}"),
        (r"Art.~5\,a \ldots\ end", "Art.\xa05\u202fa … end"),
        (
            r"\emph{Roe} \textbf{\textit{x}} {\em y {\bf z}} w",
            "<i>Roe</i> <b><i>x</i></b> <i>y <b>z</b></i> w",
        ),
        (r"H$_2$O 10$^{\textrm{th}}$ $\alpha\leq\beta$", "H<sub>2</sub>O 10<sup>th</sup> α≤β"),
        (r"\textsuperscript{2}\textsubscript{3} \textrm{Who}", "<sup>2</sup><sub>3</sub> Who"),
        (r"\textsc{Who} {\sc x}", f"{SMALL('Who')} {SMALL('x')}"),
        (r"\enquote{A \enquote{b}}", "“A “b””"),
        (r"\url{https://x.org/a_b%20~c} \href{https://y.org/{z}}{here}", "https://x.org/a_b%20~c here"),
        (r"\noopsort{1973a}1973\vphantom{\}} \textquotesingle{}s", "1973 's"),
        (r"{\textless}i{\textgreater} {\textbackslash} \textasciitilde", "<i> \\ ~"),
        (r"\texteuro\ 5 \S\ 3 \textregistered", "€ 5 § 3 ®"),
        ("a {b {c} d} e", "a b c d e"),
        ("open {brace and } close }", "open brace and  close "),
        (r"end \'", "end \u0301".replace(" \u0301", "  \u0301")),
        (r"\textbf", ""),
        ("عربي {中文} עברית", "عربي 中文 עברית"),
    ],
)
def test_latex_is_text(source: str, text: str) -> None:
    unknown: set[str] = set()
    assert to_text(source, unknown) == text
    assert unknown == set()


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("The {Penal} {C}ode", f"The {NOCASE('Penal')} {NOCASE('C')}ode"),
        (r"{\'E}tat {\emph{x}}", "État <i>x</i>"),
        (r"\emph{The {UN}}", "<i>The UN</i>"),
        ("{lower} {42} {{UN}}", f"lower 42 {NOCASE('UN')}"),
        (r"{The \emph{UN}}: {G{\"o}del}", f"{NOCASE('The <i>UN</i>')}: {NOCASE('Gödel')}"),
    ],
)
def test_braces_protect_case(source: str, text: str) -> None:
    assert to_text(source, set(), protect=True) == text


def test_no_command_is_carried_out() -> None:
    unknown: set[str] = set()
    assert to_text(r"\input{/etc/hosts} \today \write18{x}", unknown) == "/etc/hosts 18x"
    assert unknown == {"input", "today", "write"}


def test_unknown_commands_are_told() -> None:
    found = of("@book{k,\n title = {\\foo{x} and \\bar},\n note = {\\foo}\n}", ".bib")
    assert [message(defect) for defect in found.defects] == [
        r"the command \bar is unknown and is left out",
        r"the command \foo is unknown and is left out",
    ]
    assert found.entries["k"].fields["title"] == "x and"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2018-03-05", {"parts": (2018, 3, 5)}),
        ("2018-3-5", {"parts": (2018, 3, 5)}),
        ("2018/2019", {"parts": (2018,), "end": (2019,)}),
        ("2018-03-05T10:00:00Z", {"parts": (2018, 3, 5)}),
        ("2018-03-05 10:00:00", {"parts": (2018, 3, 5)}),
        ("5 March 2018", {"parts": (2018, 3, 5)}),
        ("March 5th, 2018", {"parts": (2018, 3, 5)}),
        ("Mar. 2018", {"parts": (2018, 3)}),
        ("2018 March 5", {"parts": (2018, 3, 5)}),
        ("Autumn 2018", {"parts": (2018,), "season": 3}),
        ("circa 1860", {"parts": (1860,), "circa": True}),
        ("c. 1860", {"parts": (1860,), "circa": True}),
        ("1860", {"parts": (1860,)}),
        ("0000", {"parts": (-1,)}),
        ("-0099", {"parts": (-100,)}),
        ("Y12018", {"parts": (12018,)}),
        ("../2018", {"literal": "–2018"}),
        ("199X", {"literal": "199X"}),
        ("n.d.", {"literal": "n.d."}),
        ("31 February 2018", {"literal": "31 February 2018"}),
        ("2018-13", {"parts": (2018,), "season": 1}),
        ("2018-17", {"literal": "2018-17"}),
        ("2018-21/2018-22", {"literal": "2018-21/2018-22"}),
        ("٢٠١٨", {"parts": (2018,)}),
    ],
)
def test_dates_in_texts(text: str, expected: dict[str, Any]) -> None:
    assert short(written(text)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"date-parts": [["2018", "03", "05"]]}, {"parts": (2018, 3, 5)}),
        ({"date-parts": [["2018"], ["2019", "1"]]}, {"parts": (2018,), "end": (2019, 1)}),
        ({"date-parts": ["2018", "3"]}, {"parts": (2018, 3)}),
        ({"date-parts": "2018"}, {"parts": (2018,)}),
        ({"date-parts": [["2018", "0", "0"]]}, {"parts": (2018,)}),
        ({"date-parts": [["2018", ""]]}, {"parts": (2018,)}),
        ({"date-parts": [["2018", "14"]]}, {"parts": (2018,), "season": 2}),
        ({"date-parts": [["-44", "3", "15"]]}, {"parts": (-44, 3, 15)}),
        ({"date-parts": [["2018"], ["0", "0", "0"]]}, {"literal": "2018–"}),
        ({"date-parts": [["2018"]], "season": "22"}, {"parts": (2018,), "season": 2}),
        ({"date-parts": [["2018"]], "season": "Winter"}, {"parts": (2018,), "season": 4}),
        ({"date-parts": [["2018"]], "circa": True}, {"parts": (2018,), "circa": True}),
        ({"date-parts": [["2018"]], "circa": "0"}, {"parts": (2018,)}),
        ({"raw": "5 March 2018"}, {"parts": (2018, 3, 5)}),
        ({"literal": "2018"}, {"literal": "2018"}),
        ({"year": "2018", "month": "3"}, {"parts": (2018, 3)}),
        ([{"year": "2018"}, {"year": "2019"}], {"parts": (2018,), "end": (2019,)}),
        ("2018-03~", {"parts": (2018, 3), "circa": True}),
    ],
)
def test_dates_of_csl(value: Any, expected: dict[str, Any]) -> None:
    read = from_csl(value)
    assert read.date is not None
    assert (short(read.date), read.wrong) == (expected, None)


@pytest.mark.parametrize(
    "parts",
    [
        [["2018", "2", "30"]], [["2018", "4", "31"]], [["2018", "19"]], [["x"]], [["2018", "3", "5", "6"]],
        [["2018"], ["2019"], ["2020"]], [["99999999999"]],
    ],
)  # fmt: skip
def test_what_is_no_date_is_kept_as_text(parts: list[list[str]]) -> None:
    read = from_csl({"date-parts": parts})
    assert read.date is not None
    assert read.date.parts == ()
    assert read.date.literal == "/".join("-".join(side) for side in parts)
    assert read.wrong == read.date.literal


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Type: Treaty", {"type": "treaty"}),
        ("type: legal_case", {"type": "legal_case"}),
        ("type: legal case", {"type": "legal_case"}),
        ("Original Date: 1950\nEvent Place: X", {"original-date": {"parts": (1950,)}, "event-place": "X"}),
        ("issued: 1950", {"issued": {"parts": (1950,)}}),
        ("title: Another", {"note": "title: Another"}),
        ("author: A || B\nauthor: C", {"author": [{"family": "A", "given": "B"}, {"literal": "C"}]}),
        ("editor: X", {"note": "editor: X"}),
        ("DOI: 10.1/x\nURL: https://x.org", {"DOI": "10.1/x", "URL": "https://x.org"}),
        ("{:type: treaty} {:volume: 3}", {"type": "treaty", "volume": "3"}),
        ("free text {:volume: 3} more", {"volume": "3", "note": "free text\nmore"}),
        ("some text\nvolume: 3", {"volume": "3", "note": "some text"}),
        ("some text\nmore text\nvolume: 3", {"note": "some text\nmore text\nvolume: 3"}),
        ("volume: 3\nfoo: bar\nissue: 4", {"volume": "3", "issue": "4", "note": "foo: bar"}),
        ("See https://x.org: it is so", {"note": "See https://x.org: it is so"}),
        ("{{ 7*7 }} {:}", {"note": "{{ 7*7 }} {:}"}),
    ],
)  # fmt: skip
def test_notes_hold_variables(note: str, expected: dict[str, Any]) -> None:
    import json

    item = {"id": "k", "type": "book", "title": "T", "editor": [{"literal": "E"}], "note": note}
    found = plain(only(json.dumps([item])))
    assert found == {"type": "book", "title": "T", "editor": [{"literal": "E"}]} | expected
