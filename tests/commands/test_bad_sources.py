"""Bibliographies, citations and styles that are wrong: one diagnostic each at its line, and nothing lost."""

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.test_bad_input import built
from tests.support.command import CLEAN, Run, project, run, write

__all__ = ["built", "project", "run"]  # fixtures

SOURCE, SOURCES = Path("content/x/report.md"), Path("content/x/sources.json")
CITED = CLEAN.replace("lang: en\n", "lang: en\nsources: sources.json\n").replace(
    "Penal Code, sect. 375.", "[@penal, s. 375]; @other."
)
PENAL = '{"id": "penal", "type": "legislation", "title": "Penal Code", "issued": {"date-parts": [[1860]]}}'
AT = "content/x/report.md:13:"
"""The line of the note."""


def entries(*others: str) -> str:
    return "[\n" + ",\n".join((PENAL, *others)) + "\n]\n"


def codes(said: str) -> list[tuple[str, str]]:
    """The places and codes of errors and warnings."""
    assert "Traceback" not in said
    assert "defect of the program" not in said
    return re.findall(r"^(\S+): (?:error|warning|information) ([A-Z]\d+) ", said, re.MULTILINE)


UNREADABLE = {
    "no JSON": ('[\n{"id": "penal",\n  "type" }]', "sources.json:3:10"),
    "cut off": (entries()[:-20], "sources.json:2:"),
    "not UTF-8": (b'[{"id": "p\xe9nal"}]', "sources.json:1:11"),
    "a table of something else": ('{"a": 1}', "sources.json:1:1"),
    "empty": ("", "sources.json"),
}


@pytest.mark.parametrize(("data", "place"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_bibliography_that_cannot_be_read(
    run: Run, built: Callable[[], bool], data: str | bytes, place: str
) -> None:
    write(SOURCE, CITED)
    SOURCES.write_bytes(data.encode() if isinstance(data, str) else data)
    ran = run("check", SOURCE)
    (found,) = codes(ran.out)
    assert found[0].startswith(f"content/x/{place}")
    assert found[1] == "C406"
    assert (" | " in ran.out) == (":" in place)  # the line, if there is one
    assert ran.status == 1
    assert run("build", SOURCE, "--to", "plain").status == 1
    assert built()


@pytest.mark.parametrize("mark", ["", " {.confidential}"])
def test_a_line_of_a_bibliography_is_shown_unless_something_is_withheld(
    run: Run, project: Path, mark: str
) -> None:
    write(SOURCE, f"{CITED}\n2. A secret.{mark}\n")
    write(SOURCES, '[{"type": "book", "title": "The secret"}]')
    out = run("check", SOURCE).out
    assert ("this source has no key" in out, '"The secret"' in out) == (True, not mark)


WRONG = {
    "a key twice": ('{"id": "penal", "type": "book", "title": "Another"}', "C406", 3),
    "an unknown type": ('{"id": "other", "type": "tapestry", "title": "T"}', "C406", 3),
    "a date that is none": (
        '{"id": "other", "type": "book", "title": "T", "issued": {"date-parts": [[2019, 45]]}}',
        "C406",
        3,
    ),
    "no key": ('{"type": "book", "title": "T"}', "C406", 3),
    "no object": ('"other"', "C406", 3),
}


@pytest.mark.parametrize(("entry", "code", "line"), WRONG.values(), ids=WRONG)
def test_an_entry_that_is_wrong(run: Run, project: Path, entry: str, code: str, line: int) -> None:
    """It is told at its line; the rest of the file counts."""
    write(SOURCE, CITED.replace("; @other", ""))
    write(SOURCES, entries(entry))
    found = codes(run("check", SOURCE).out)
    assert [(place.rsplit(":", 1)[0], which) for place, which in found if which == code] == [
        (f"content/x/sources.json:{line}", code)
    ]
    assert "C401" not in {which for _, which in found}


def test_two_thousand_wrong_entries_are_not_two_thousand_findings(run: Run, project: Path) -> None:
    write(SOURCE, CITED.replace("; @other", ""))
    write(SOURCES, entries(*(json.dumps({"id": f"k{n}", "type": "tapestry"}) for n in range(20_000))))
    assert len(codes(run("check", SOURCE).out)) <= 1_100


PATHS = {
    "missing": ("nothing.json", "S009"),
    "outside": ("../secret.json", "S009"),
    "absolute": ("/etc/hostname", "S009"),
    "a folder": ("folder", "S009"),
    "of no known kind": ("sources.txt", "C406"),
}


@pytest.mark.parametrize(("name", "code"), PATHS.values(), ids=PATHS)
def test_a_path_that_leads_to_no_bibliography(
    run: Run, built: Callable[[], bool], name: str, code: str
) -> None:
    write(SOURCE, CITED.replace("sources.json", name))
    write(Path("content/secret.json"), entries())
    write(SOURCE.parent / "sources.txt", entries())
    (SOURCE.parent / "folder").mkdir()
    ran = run("build", SOURCE, "--to", "plain")
    assert [which for _, which in codes(ran.err)] == [code]
    assert ran.status == 1
    assert built()


def test_a_list_of_a_bibliography_that_is_not_there_is_one_finding(run: Run, project: Path) -> None:
    text = CLEAN.replace("lang: en\n", "lang: en\nsources: absent.json\n")
    write(SOURCE, f"{text}\n# Sources {{.sources}}\n")
    assert [code for _, code in codes(run("check", SOURCE).out)] == ["S009"]


def test_a_link_out_of_the_folder_is_no_bibliography(run: Run, project: Path) -> None:
    write(SOURCE, CITED)
    write(Path("content/secret.json"), entries())
    SOURCES.symlink_to("../secret.json")
    assert [which for _, which in codes(run("check", SOURCE).out)] == ["S009"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_is_no_bibliography(run: Run, project: Path) -> None:
    write(SOURCE, CITED)
    os.mkfifo(SOURCES)
    assert [which for _, which in codes(run("check", SOURCE).out)] == ["S009"]


def test_what_a_field_holds_is_text(run: Run, project: Path) -> None:
    """Neither code of templates nor HTML in it means anything."""
    write(SOURCE, CITED.replace("; @other", ""))
    entry = {
        "id": "penal",
        "type": "book",
        "title": "{{ 7 * 7 }} {% for x in y %} <script>alert(1)</script> <i>Ja</i> & [x](y) *z*",
        "author": [{"family": "علي", "given": "محمد"}],
        "issued": {"date-parts": [[2019]]},
    }
    write(SOURCES, json.dumps([entry]))
    assert run("build", SOURCE, "--to", "docx,html").status == 0
    page = Path("build/x/report.html").read_text(encoding="utf-8")
    assert "{{ 7 * 7 }} {% for x in y %}" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "[x](y) *z*" in page
    assert "<script>alert" not in page
    assert "علي" in page


CITATIONS = {
    "no closing bracket": ("[@penal, s. 375.", "S017"),
    "an unknown key": ("[@penel, s. 375].", "C401"),
    "two keys without a semicolon": ("[@penal and @penal].", "C401"),
    "a key in emphasis": ("[see *the code @penal*].", "C401"),
}


@pytest.mark.parametrize(("note", "code"), CITATIONS.values(), ids=CITATIONS)
def test_a_citation_that_is_wrong(run: Run, project: Path, note: str, code: str) -> None:
    write(SOURCE, CITED.replace("[@penal, s. 375]; @other.", note))
    write(SOURCES, entries())
    found = codes(run("check", SOURCE).out)
    ((place, which),) = (each for each in found if each[1] != "C402")
    assert (which, place.startswith(AT)) == (code, True)


def test_an_address_of_mail_is_no_citation(run: Run, project: Path) -> None:
    write(
        SOURCE, CITED.replace("; @other", ", ask office@penal.example.org or [office@penal](mailto:a@penal)")
    )
    write(SOURCES, entries())
    assert run("check", SOURCE, "--fail-on", "warning").status == 0


STYLES = {
    "an error of its syntax": ("{% macro document(s, c) %}\n{{ s.title }\n{% endmacro %}", 2),
    "an unknown name": ("{% macro document(s, c) %}\n\n{{ nothing.there }}\n{% endmacro %}", 3),
    "an endless loop": (
        (
            "{% macro document(s, c) %}\n{% for a in range(99999) %}{% for b in range(99999) %}"
            "{{ a }}{% endfor %}{% endfor %}{% endmacro %}"
        ),
        2,
    ),
    "a call without end": ("{% macro document(s, c) %}\n{{ document(s, c) }}\n{% endmacro %}", 2),
    "a look into Python": ("{% macro document(s, c) %}\n{{ s.__class__.__mro__ }}\n{% endmacro %}", 2),
    "another file": ("{% include '../../secret.json' %}", 1),
    "no macro": ("nothing", 1),
}


@pytest.mark.parametrize(("style", "line"), STYLES.values(), ids=STYLES)
def test_a_style_that_cannot_be_used(run: Run, built: Callable[[], bool], style: str, line: int) -> None:
    write(
        SOURCE, CITED.replace("; @other", "").replace("lang: en\n", "lang: en\ncitation-style: mine.j2\n", 1)
    )
    write(SOURCES, entries())
    write(SOURCE.parent / "mine.j2", style)
    ran = run("build", SOURCE, "--to", "docx")
    ((place, code),) = codes(ran.err)
    assert place.startswith(f"content/x/mine.j2:{line}")
    assert code == "S012"
    assert ran.status == 2
    assert built()


@pytest.mark.parametrize("name", ["nothing", "nothing.j2", "../mine.j2", "a/../../mine"])
def test_a_style_that_is_not_there(run: Run, built: Callable[[], bool], name: str) -> None:
    write(SOURCE, CITED.replace("; @other", "").replace("lang: en\n", f"lang: en\ncitation-style: {name}\n"))
    write(SOURCES, entries())
    write(Path("content/mine.j2"), "")
    ran = run("build", SOURCE, "--to", "docx")
    assert [code for _, code in codes(ran.err)] == ["S009" if name.endswith(".j2") else "S002"]
    assert ran.status in (1, 2)
    assert built()


def test_twenty_thousand_sources(run: Run, project: Path) -> None:
    others = (json.dumps({"id": f"k{n}", "type": "book", "title": f"Book {n}"}) for n in range(20_000))
    write(SOURCE, CITED.replace("; @other", ""))
    write(SOURCES, entries(*others))
    ran = run("check", SOURCE, "--fail-on", "warning")
    assert ran.status == 0
    assert "20,000 of 20,001 sources are not cited" in ran.out


def test_all_sources_that_are_not_cited_are_named(run: Run, project: Path) -> None:
    others = (json.dumps({"id": f"k{n}", "type": "book", "title": f"Book {n}"}) for n in range(7))
    write(SOURCE, CITED.replace("; @other", ""))
    write(SOURCES, entries(*others))
    told = run("check", SOURCE, "--all").out
    assert [f"@k{n}\n" in told for n in range(7)] == [True] * 7
    assert "and 2 more (--all)" in run("check", SOURCE).out


def test_an_unknown_style_hides_nothing_and_capitals_do_not_matter(run: Run, project: Path) -> None:
    wrong = CITED.replace("; @other", "").replace("lang: en\n", "lang: en\ncitation-style: Chicago\n")
    write(SOURCE, wrong.replace("\n1. ", "\n4. ", 1))
    write(SOURCES, entries())
    found = codes(run("check", SOURCE).out)
    assert (f"{SOURCE}:4:17", "S002") in found
    assert "P101" in [code for _, code in found]
    write(SOURCE, wrong.replace("Chicago", "OSCOLA"))
    assert run("check", SOURCE).status == 0


def test_a_profile_beside_a_source_is_shown_and_capitals_do_not_matter(run: Run, project: Path) -> None:
    write(Path("content/x/profiles/mine.toml"), 'title = "Ours"\n')
    for name in ("mine", "Mine", "content/x/profiles/mine.toml"):
        assert run("profiles", "show", name).out.startswith("mine: Ours")
    assert run("profiles", "show", "CRC").out.startswith("crc: ")
    ran = run("profiles", "show", "crcc")
    assert ran.status == 2
    assert "did you mean crc? The profiles are plain, crc, " in ran.err
    assert "mine" in ran.err


def test_a_style_of_zotero(run: Run, built: Callable[[], bool]) -> None:
    cited = CITED.replace("; @other", "").replace("lang: en\n", "lang: en\ncitation-style: mine.csl\n", 1)
    note = (Path(__file__).parents[1] / "cases/csl/note.csl").read_text(encoding="utf-8")
    style = SOURCE.parent / "mine.csl"
    write(SOURCE, cited)
    write(SOURCES, entries())

    write(style, note.replace("<macro", "<makro", 1))
    ran = run("build", SOURCE, "--to", "docx")
    assert [code for _, code in codes(ran.err)] == ["S012"]
    assert ran.status == 2
    assert built()

    write(style, note.replace('quotes="true"', 'quotes="true" text-decoration="underline"'))
    ran = run("check", SOURCE)
    assert ("content/x/mine.csl:24:1", "S031") in codes(ran.out)
    assert 'text-decoration="underline"' in ran.out

    write(style, note)
    assert run("build", SOURCE, "--to", "docx,html,epub").status == 0  # and each output was proved
    page = next(Path("build").rglob("report.html")).read_text(encoding="utf-8").replace("\u00a0", " ")
    assert "‘Penal Code’, (1860), sect. 375." in page


def test_a_withheld_source_is_not_in_the_public_list_of_a_style_of_zotero(run: Run, project: Path) -> None:
    style = (Path(__file__).parents[1] / "cases/csl/author-date.csl").read_text(encoding="utf-8")
    write(SOURCE.parent / "mine.csl", style)
    secret = (
        '{"id": "secret", "type": "interview", "title": "What Rosa said", "issued": {"date-parts": [[2020]]}}'
    )
    write(SOURCES, entries(secret))
    write(
        SOURCE,
        "---\ntitle: A title\nlang: en\nsources: sources.json\ncitation-style: mine.csl\n---\n\n# One\n\n"
        "1. Open.[@penal, art. 3]\n\n2. She told us.[@secret] {.confidential}\n\n# Sources {.sources}\n",
    )
    assert run("build", SOURCE, "--to", "html").status == 0
    public, full = (
        next(Path("build").rglob(f"report-{name}.html")).read_text(encoding="utf-8").replace("\u00a0", " ")
        for name in ("public", "confidential")
    )
    assert "(Penal Code 1860, art. 3)." in public
    assert "(What Rosa said 2020)." in full
    assert full.count("What Rosa said") > 1  # in the list too
    assert "Rosa" not in public
