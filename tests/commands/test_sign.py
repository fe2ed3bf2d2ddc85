"""`sign` notes who has agreed to which text; `status`, `send-check` and `redline` use the note."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.command import Run, edit, report_in, run
from toolchain.compare.versions.agreed import digest_of
from toolchain.pipeline import stages as pipeline
from toolchain.project.settings import Options

__all__ = ["run"]  # fixtures

SOURCE = """\
---
title: The age of consent
lang: en
submitted-by:
  - name: Children First
  - name: Courts Watch
  - name: The Network
---

# Legislation

1. The Penal Code sets the age of consent
at *16*.[^penal] {#consent}

2. It covers girls only (see para. [1](#consent)), as [a study](https://example.org/a) found.[^study]

     1. in the north;
     2. in the south.

| Year | Cases |
| ---- | ----- |
| 2024 | 31    |

[^penal]: Penal Code, sect. 375.
[^study]: A study of 2024.
"""
SAME = {
    "line breaks": ("age of consent\nat", "age\nof consent at"),
    "a line break within a note": ("Penal Code, sect.", "Penal Code,\n    sect."),
    "a silencer": ("2. It covers", "<!-- check: ignore R205 known -->\n\n2. It covers"),
    "a comment in a text": ("covers girls", "covers <!-- really? --> girls"),
    "a comment in a text without marks": ("in the north", "in the <!-- really? --> north"),
    "a comment beside a word": ("in the north", "in the<!-- really? --> north"),
    "a comment at the end of a text": ("the south.", "the south. <!-- Ana: why? -->"),
    "a label": ("#consent", "#age"),
    "the label of a note": ("^study", "^report"),
    "a typed number": ("2. It covers", "7. It covers"),
    "a typed number of a reference": ("[1](#", "[9](#"),
    "one more organization": ("  - name: The Network", "  - name: The Network\n  - name: Another"),
    "the width of a table": ("| Year | Cases |", "| Year   | Cases |"),
    "a setting": ("lang: en", "lang: en\ndeadline: 2027-01-01"),
}
OTHER = {
    "a word": ("covers girls", "covers boys"),
    "a letter of a note": ("Penal Code, sect", "Penal Code, Sect"),
    "a number in a text": ("31    |", "32    |"),
    "a number in a note": ("375", "376"),
    "punctuation": ("in the north;", "in the north,"),
    "emphasis": ("*16*", "16"),
    "emphasis of the same letters elsewhere": ("*16*.[^penal] {#consent}", "16.[^penal] *16* {#consent}"),
    "a link": ("example.org/a", "example.org/b"),
    "a note that is gone": ("found.[^study]", "found."),
    "a note at another place": ("(see para.", "[^penal](see para."),
    "where a reference leads": ("](#consent)", "](#other)"),
    "two sub-paragraphs": ("north;\n     2. in the south.", "south;\n     2. in the north."),
    "a heading": ("# Legislation", "## Legislation"),
    "a paragraph more": ("2. It covers", "2. One more.\n\n3. It covers"),
    "the title": ("title: The age", "title: An age"),
    "the date": ("lang: en", "lang: en\ndate: 2026-03-15"),
    "the country": ("lang: en", "lang: en\ncountry: Atlantis"),
}  # fmt: skip


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return report_in(tmp_path, SOURCE, monkeypatch)


def digest(source: Path) -> str:
    return digest_of(pipeline.read(source, Options()).resolved)


@pytest.mark.parametrize("change", SAME)
def test_what_is_not_printed_does_not_change_the_digest(source: Path, change: str) -> None:
    before = digest(source)
    edit(source, *SAME[change])
    assert digest(source) == before


@pytest.mark.parametrize("change", OTHER)
def test_every_word_number_and_note_changes_the_digest(source: Path, change: str) -> None:
    before = digest(source)
    edit(source, *OTHER[change])
    assert digest(source) != before


def test_a_word_more_anywhere_changes_the_digest(source: Path) -> None:
    seen = {digest(source)}
    head, text = SOURCE.split("---\n\n", 1)
    words = [at for at, letter in enumerate(text) if letter.isalpha() and not text[at - 1].isalnum()]
    for at in words:
        if text[at - 1] in " \n*" and text[at - 2 : at] not in ("](", "^"):
            source.write_text(f"{head}---\n\n{text[:at]}Word {text[at:]}", encoding="utf-8")
            seen.add(digest(source))
    assert len(seen) > 25


def test_the_lines_of_who_has_agreed(source: Path, run: Run) -> None:
    for name in ("Children First", "courts watch"):
        assert run("sign", source, "--for", name).status == 0
    edit(source, "covers girls", "covers boys")
    assert digest(source)
    ran = run("sign", source, "--for", "The Network")
    assert ran.status == 0
    first, this, earlier = ran.out.splitlines()
    assert first == "The Network has agreed to the text of report.md"
    assert (
        this == "1 of 3 organizations has agreed to this text (report.signed.json is a note, not a signature)"
    )
    words, _, command = earlier.partition(": ")
    assert words == "2 have agreed to an earlier text; to see what has changed, type"
    assert this in run("status", source).out
    assert f"report.md: {earlier}" in run("status", source).out
    signed = json.loads(run("status", source, "--format", "json").out)["submissions"][0]["signed"]
    assert (signed["total"], signed["agreed"], sum(signed["earlier"].values())) == (3, 1, 2)
    assert command in run("status", source, "--format", "html").out
    page = json.loads(run("send-check", source, "--format", "json").out)
    (item,) = (each for each in page["items"] if each["text"] == this)
    assert (item["state"], item["details"]) == ("review", [earlier])
    made = run(*command.split()[1:])
    assert made.status == 0, made.err
    assert "1 changed, 0 added, 0 removed, 0 moved" in made.out


def test_all_agree_again(source: Path, run: Run) -> None:
    names = ("Children First", "Courts Watch", "The Network")
    for name in names:
        run("sign", source, "--for", name)
    edit(source, "31", "32")
    for name in names:
        ran = run("sign", source, "--for", name)
    assert ran.out.splitlines()[1:] == [
        "3 of 3 organizations have agreed to this text (report.signed.json is a note, not a signature)"
    ]
    page = json.loads(run("send-check", source, "--format", "json").out)
    assert [each["state"] for each in page["items"] if "agreed" in each["text"]] == ["person"]
    note = json.loads(Path("report.signed.json").read_text(encoding="utf-8"))
    assert set(note["agreed"].values()) == set(note["texts"])  # the earlier text is not kept any more
    assert note["texts"].popitem()[1] == source.read_text(encoding="utf-8")


def test_an_agreement_is_withdrawn(source: Path, run: Run) -> None:
    run("sign", source, "--for", "Children First")
    run("sign", source, "--for", "Courts Watch")
    assert run("sign", source, "--for", "Courts Watch", "--withdraw").out.splitlines() == [
        "Courts Watch no longer agrees to a text of report.md",
        "1 of 3 organizations has agreed to this text (report.signed.json is a note, not a signature)",
    ]
    assert run("sign", source, "--for", "Children First", "--withdraw").status == 0
    assert not Path("report.signed.json").exists()
    assert "agreed" not in run("status", source).out + run("send-check", source).out
    ran = run("sign", source, "--for", "Children First", "--withdraw")
    assert (ran.status, ran.err.splitlines()[0]) == (
        2,
        "--for: error S019 “Children First” has not agreed to a text of report.md",
    )


def test_an_organization_that_has_left_is_named(source: Path, run: Run) -> None:
    run("sign", source, "--for", "Children First")
    edit(source, "  - name: Children First\n", "")
    ran = run("status", source)
    assert "0 of 2 organizations have agreed" in ran.out
    assert "Children First agreed, but the source does not name them any more" in ran.out
    assert run("sign", source, "--for", "Children First", "--withdraw").status == 0


def test_another_name_is_refused_with_the_nearest(source: Path, run: Run) -> None:
    ran = run("sign", source, "--for", "Childrn First")
    assert (ran.status, ran.err.splitlines()) == (
        2,
        [
            "--for: error S019 “Childrn First” is not an organization of report.md",
            "help: did you mean “Children First”? report.md names Children First, Courts Watch, The Network",
        ],
    )
    edit(source, SOURCE[SOURCE.index("submitted-by") : SOURCE.index("---\n\n")], "")
    ran = run("sign", source, "--for", "Children First")
    assert (ran.status, ran.err.splitlines()[0]) == (
        2,
        "--for: error S019 no organization is named in report.md",
    )
    assert not Path("report.signed.json").exists()


UNREADABLE = [
    *(b"", b"{", b"[]", b"[" * 100_000, b"\xff\xfe"),
    *(b'{"version": 2}', b'{"version": 1, "agreed": [1]}', b'{"version": 1, "agreed": {"A": 1}}'),
]


@pytest.mark.parametrize("data", UNREADABLE, ids=range(len(UNREADABLE)))
def test_a_note_that_cannot_be_read_is_reported(source: Path, run: Run, data: bytes) -> None:
    Path("report.signed.json").write_bytes(data)
    ran = run("sign", source, "--for", "Children First")
    assert ran.status == 2
    assert ran.err.startswith("report.signed.json: error S020 this is not a note of who has agreed")
    assert "report.signed.json: error S020" in run("status", source).err
    assert "The note of who has agreed cannot be read" in run("send-check", source).out
    assert Path("report.signed.json").read_bytes() == data


def test_the_note_is_in_no_output_and_not_packed(source: Path, run: Run) -> None:
    """Neither its name nor anything of it, also where the source is attached."""
    before: dict[str, bytes] = {}
    for signed in (False, True):
        if signed:
            assert run("sign", source, "--for", "Children First").status == 0
        assert run("build", source, "--to", "docx,pdf", "--with-source", "--output", "out").status == 0
        now = {path.name: path.read_bytes() for path in Path("out").iterdir() if path.is_file()}
        before = before or now
        assert now == before
    assert run("build", source, "--to", "docx").status == 0
    run("pack", source, "-o", "to-send", "--no-freeze")
    assert [path.name for path in Path("to-send").iterdir()] == ["report.docx"]


def test_an_unknown_text_is_refused_by_redline(source: Path, run: Run) -> None:
    ran = run("redline", "report.md@signed-12345678", source, "-o", "redline.docx")
    assert ran.status == 2
    assert "there is no signed-12345678 of this source: nobody has agreed to it" in ran.err
