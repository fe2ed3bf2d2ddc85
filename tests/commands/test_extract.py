"""`submission sources extract`: what it prints and writes, what it respects, and what it refuses."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.command import CLEAN, Run, project, run, write
from tests.support.extracting import notes, submission

__all__ = ["project", "run"]  # fixtures

PATH = Path("content/x/report.md")
SOURCES = PATH.with_name("sources.json")
TYPED = submission(
    [
        "Government of Pakistan. (1860). Penal Code. Article 375.",
        "Ibid., Article 377.",
        "In Punjab (2019). Most were girls.",
    ],
    more="profile: plain\n",
)
CITED = ("[@penal-code-1860, Article 375].", "[@penal-code-1860, Article 377].")
EXISTING = """[
 {"id": "code", "type": "legislation", "author": [{"literal": "Government of Pakistan"}],
  "issued": {"date-parts": [[1860]]}, "title": "Penal Code"},
 {"id": "unused", "type": "book", "title": "Other"}
]
"""


@pytest.fixture
def source(project: Path) -> Path:
    """The project's source, with three typed notes."""
    write(project / PATH, TYPED)
    return project / PATH


def test_it_shows_a_patch_and_writes_nothing(run: Run, source: Path) -> None:
    ran = run("sources", "extract", PATH)
    assert ran.status == 1  # a note that looks as if it named a source is left
    assert source.read_text(encoding="utf-8") == TYPED
    assert not SOURCES.exists()
    assert f"--- {PATH}\n+++ {PATH}\n" in ran.out
    assert f"--- /dev/null\n+++ {SOURCES}\n" in ran.out
    changed = {line for line in ran.out.splitlines() if line.startswith(("+", "-")) and "[^n" in line}
    assert len(changed) == 4
    left, summary = ran.err.splitlines()
    assert left.startswith(f"{PATH}:18:1: note 3 stays as typed: whose work it is cannot be determined from ")
    assert summary == f"{PATH}: 2 notes can be cited, 1 left as typed; 1 new source"
    assert run("sources", "extract", PATH, "--diff") == ran


@pytest.mark.parametrize("tool", [["patch", "-p0"], ["git", "apply", "-p0"]])
def test_the_patch_applies(run: Run, source: Path, tool: list[str]) -> None:
    if not shutil.which(tool[0]):
        pytest.skip(f"there is no {tool[0]}")
    patch = run("sources", "extract", PATH).out
    subprocess.run(tool, input=patch, encoding="utf-8", check=True, capture_output=True, timeout=600)
    patched, sources = source.read_text(encoding="utf-8"), SOURCES.read_text(encoding="utf-8")
    write(source, TYPED)
    SOURCES.unlink()
    run("sources", "extract", PATH, "--fix")
    assert source.read_text(encoding="utf-8") == patched
    assert SOURCES.read_text(encoding="utf-8") == sources


def test_fix_makes_the_changes_once(run: Run, source: Path) -> None:
    ran = run("sources", "extract", PATH, "--fix")
    assert (ran.status, ran.out) == (1, "")
    text = source.read_text(encoding="utf-8")
    assert notes(text) == (*CITED, "In Punjab (2019). Most were girls.")
    assert "citation-style: author-date-note\nprofile: plain\nsources: sources.json\n---\n" in text
    (item,) = json.loads(SOURCES.read_text(encoding="utf-8"))
    assert item["id"] == "penal-code-1860"
    again = run("sources", "extract", PATH, "--fix")
    assert again.err.endswith(f"{PATH}: 0 notes cited now, 1 left as typed; 0 new sources\n")
    assert source.read_text(encoding="utf-8") == text
    assert "note" not in run("check", PATH).out.replace("In Punjab", "").split("source checked")[0]


def test_the_bibliography_alone(run: Run, source: Path) -> None:
    printed = run("sources", "extract", PATH, "-o", "-").out
    assert [item["id"] for item in json.loads(printed)] == ["penal-code-1860"]
    assert not SOURCES.exists()
    other = PATH.with_name("refs.json")
    ran = run("sources", "extract", PATH, "--output", other)
    assert other.read_text(encoding="utf-8") == printed
    assert "+sources: refs.json\n" in ran.out
    assert "/dev/null" not in ran.out
    assert source.read_text(encoding="utf-8") == TYPED


def test_a_style_is_named_in_the_source(run: Run, source: Path) -> None:
    write(source, TYPED.replace("citation-style: author-date-note\n", ""))
    assert "0 notes can be cited" in run("sources", "extract", PATH).err  # un prints none of them as typed
    run("sources", "extract", PATH, "--fix", "--style", "author-date-note")
    text = source.read_text(encoding="utf-8")
    assert notes(text)[:2] == CITED
    assert text.count("citation-style: author-date-note\n") == 1


def test_a_bibliography_that_is_named_keeps_its_keys_and_its_bytes(run: Run, source: Path) -> None:
    more = TYPED.replace("In Punjab (2019). Most were girls.", "Sahil. (2019). Cruel Numbers.")
    write(source, more.replace("profile: plain\n", "sources: refs.json\n").replace("\n", "\r\n"))
    source.write_bytes(b"\xef\xbb\xbf" + source.read_bytes())
    refs = PATH.with_name("refs.json")
    write(refs, EXISTING)
    ran = run("sources", "extract", PATH, "--fix")
    assert ran.status == 0
    text = source.read_bytes().decode()
    assert text.startswith("\ufeff---\r\n")
    assert text.count("\n") == text.count("\r\n") == more.count("\n")
    assert "[^n1]: [@code, Article 375].\r\n" in text
    assert "[^n3]: [@sahil-2019].\r\n" in text
    written = refs.read_text(encoding="utf-8")
    assert written.startswith(EXISTING.rstrip("\n]"))
    assert [item["id"] for item in json.loads(written)] == ["code", "unused", "sahil-2019"]
    assert not SOURCES.exists()


def test_citations_that_are_made_are_respected(run: Run, source: Path) -> None:
    typed = submission(
        [
            "[@code, art. 375].",
            "Ibid., art. 377.",
            "Ibid.",
            "Sahil. (2019). Cruel Numbers.",
            "[see @sahil-2019]",
        ],
        more="sources: refs.json\n",
    )
    write(source, typed)
    write(PATH.with_name("refs.json"), EXISTING)
    run("sources", "extract", PATH, "--fix")
    assert notes(source.read_text(encoding="utf-8")) == (
        "[@code, art. 375].",
        "Ibid., art. 377.",  # "Ibid., Article 377" would be printed
        "Ibid.",
        "[@sahil-cruel-numbers-2019].",  # the other key is in use, for whatever it will be
        "[see @sahil-2019]",
    )


def test_nothing_can_be_added_to_bibtex(run: Run, source: Path) -> None:
    write(source, TYPED.replace("profile: plain\n", "sources: refs.bib\n"))
    write(
        PATH.with_name("refs.bib"),
        "@legislation{code, author = {{Government of Pakistan}}, date = {1860}, title = {Penal Code}}\n",
    )
    ran = run("sources", "extract", PATH)
    assert "+[^n1]: [@code, Article 375]." in ran.out
    write(
        source, TYPED.replace("profile: plain\n", "sources: refs.bib\n").replace("Penal Code", "Civil Code")
    )
    ran = run("sources", "extract", PATH)
    assert ran.out == ""
    assert "its source is not in content/x/refs.bib, to which nothing can be added" in ran.err


@pytest.mark.parametrize(
    "text",
    [
        CLEAN.replace("Penal Code, sect. 375.", "The law on consent."),
        submission(["In 2014, the Assembly passed an Act.", "See para. 1 above.", "Emphasis added."]),
        submission([]),
        "---\ntitle: A\nlang: en\n---\n",
    ],
    ids=["a remark", "remarks", "no notes", "nothing"],
)
def test_text_without_sources_is_not_changed(run: Run, source: Path, text: str) -> None:
    write(source, text)
    ran = run("sources", "extract", PATH)
    assert ran.out == ""
    assert "0 notes can be cited" in ran.err
    run("sources", "extract", PATH, "--fix")
    assert source.read_text(encoding="utf-8") == text
    assert not SOURCES.exists()


def test_what_cannot_be_done_is_said(run: Run, source: Path, tmp_path: Path) -> None:
    def refused(*arguments: str | Path) -> str:
        ran = run("sources", "extract", *arguments)
        assert (ran.status, ran.out) == (2, "")
        assert source.read_text(encoding="utf-8") == text
        return ran.err

    text = TYPED
    assert "--diff shows what --fix does" in refused(PATH, "--fix", "--diff")
    assert "with --fix the bibliography is a file" in refused(PATH, "--fix", "-o", "-")
    assert "its name ends in .json" in refused(PATH, "-o", PATH.with_name("refs.bib"))
    assert "in the folder of its source" in refused(PATH, "-o", tmp_path / "refs.json")
    assert "citation-style cannot be “nothing”" in refused(PATH, "--style", "nothing")
    write(SOURCES, '[{"id": "a", "type": "book", "type": 3}]')
    assert f"{SOURCES}:1:" in refused(PATH)
    SOURCES.unlink()
    text = TYPED.replace("lang: en\n", "")
    write(source, text)
    assert "the front matter has no lang" in refused(PATH)


def test_what_the_bibliography_has_is_known_by_what_is_printed_for_it(run: Run, source: Path) -> None:
    """In full and short, however it is written in the style; nothing else need be understood of it."""
    entries = [
        {"id": "doe", "type": "article-journal", "title": "Little known", "container-title": "Journal of Law",
         "author": [{"family": "Doe", "given": "Jane"}], "volume": "3", "issued": {"date-parts": [[2011]]}},
        {"id": "gc", "type": "report", "number": "CRC/C/GC/13", "title": "General comment No. 13"},
    ]  # fmt: skip
    typed = submission(
        [
            "See Jane Doe, “Little known”, *Journal of Law*, vol. 3 (2011), p. 5.",
            "CRC/C/GC/13, para. 5.",
            'Doe, "Little known", p. 6; CRC/C/GC/13, para. 7.',
            "Ibid.",
        ],
        style="un",
        more="sources: refs.json\n",
    )
    write(source, typed)
    write(PATH.with_name("refs.json"), json.dumps(entries))
    ran = run("sources", "extract", PATH, "--fix")
    assert notes(source.read_text(encoding="utf-8")) == (
        "See [@doe, p. 5].",
        "[@gc, para. 5].",
        "[@doe, p. 6; @gc, para. 7].",
        "Ibid.",
    )
    assert "note 4 stays as typed: which source of note 3 its Ibid. means is not certain" in ran.err
    assert json.loads(PATH.with_name("refs.json").read_text(encoding="utf-8")) == entries


def test_another_style_is_offered_where_most_notes_would_read_otherwise(run: Run, source: Path) -> None:
    help = "help: these notes may be typed in another style; try --style un, author-date-note or oscola"
    assert run("sources", "extract", PATH, "--style", "oscola").err.splitlines()[-1] == help
    assert help not in run("sources", "extract", PATH).err


def test_notes_of_withheld_words_count(run: Run, source: Path) -> None:
    """Ibid. means the note before it, also one in withheld words; those of a note keep their mark."""
    text = """---
title: A
lang: en
citation-style: author-date-note
---

1. One.[^law] And [secret.[^owner]]{.confidential} Then.[^ibid]

2. Two.[^part] Three.^[Government of Pakistan. (1860). [Penal Code]{.confidential}. Article 4.]

[^law]: Government of Pakistan. (1860). Penal Code. Article 375.
[^owner]: Sahil Centre. (2021). The owner. Article 4.
[^ibid]: Ibid., Article 15.
[^part]: [Sahil Centre]{.confidential}. (2021). The owner. Article 5.
"""
    write(source, text)
    assert "4 stays as typed" in run("sources", "extract", PATH, "--fix").err
    cited = {
        "Government of Pakistan. (1860). Penal Code. Article 375.": "[@penal-code-1860, Article 375].",
        "Sahil Centre. (2021). The owner. Article 4.": "[@sahil-centre-2021, Article 4].",
        "Ibid., Article 15.": "[@sahil-centre-2021, Article 15].",
        "author-date-note\n": "author-date-note\nsources: sources.json\n",
    }
    for typed, now in cited.items():
        text = text.replace(typed, now)
    assert source.read_text(encoding="utf-8") == text
