"""Numbers of paragraphs in another form, "§ 1" for "1.": every reader must know them as numbers.

A reader that does not takes a number for words. Outputs still agree with their source then, so only the names
of places and differences show it.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support.docx_made import changed
from tests.support.other_form import Ran, run_in_form

USUAL, OTHER = "%.", "§ %"
FORMATS = ("docx", "html", "pdf", "epub")
SOURCE = """---
title: A report
lang: en
headings: numbered
---

# Facts

1. The first paragraph, with a note.[^a]

2. The text of paragraph [](#third) is in two parts:

     1. the first one;

     2. the second one, for [](#rec).

# Law

3. The third paragraph. {#third}

4. A list of two cases, beside that of para. [NUMBER](#third):

     1) one case;

     2) another case.

5. The fifth paragraph.

6. The sixth paragraph.

# Requests {.restart series=recommendation}

1. Amend the law. {#rec}

# Data {.annex}

1. A paragraph of the annex.

2. Another one.

[^a]: A note.
"""
QUOTED = "“[^”]*”"
SIXTH = r"(<w:p>(?:(?!</w:p>).)*?)The sixth(.*?</w:p>)"


class Told(NamedTuple):
    """What the command said, with numbers of paragraphs alone: "paragraph 1" for "paragraph § 1"."""

    clean: list[Ran]
    typed: list[str]
    against: list[str]
    wrong: list[str]
    merged: list[str]


def bare(form: str, text: str) -> str:
    """A text without what the form puts around figures."""
    before, after = map(re.escape, form.rstrip(".").split("%"))
    return re.sub(rf"{before}(\d+){after}", r"\1", text)


def findings(form: str, out: str) -> list[str]:
    """What is found and where, without the words that are quoted.

    Places in a page are in the page's own words, which are those of a citation: "paragraph § 1".
    """
    found = []
    for each in json.loads(out)["diagnostics"]:
        path, code, place, message = (str(each[key]) for key in ("path", "code", "place", "message"))
        place = bare(form, place) if path.endswith(".html") else place
        found.append(f"{Path(path).suffix} {code} {re.sub(QUOTED, '“”', f'{place} {bare(form, message)}')}")
    return found


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Told:
    return told(USUAL, tmp_path_factory.mktemp("usual"))


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Told:
    return told(OTHER, tmp_path_factory.mktemp("other"))


def told(form: str, folder: Path) -> Told:
    """Build a source, check the files, also against a source with one paragraph less, and spoilt copies."""
    source, shorter = folder / "report.md", folder / "shorter.md"
    text = SOURCE.replace("NUMBER", form.replace("%", "3").rstrip("."))
    source.write_text(text, encoding="utf-8")
    shorter.write_text(re.sub(r"(?m)^1\. The first.*\n\n", "", text).replace("[^a]: A note.\n", ""), "utf-8")
    plain = folder / "plain.md"
    plain.write_text(SOURCE.replace("NUMBER", "3"), encoding="utf-8")
    files = [str(folder / f"report.{each}") for each in FORMATS]
    order = ["build", str(source), "--output", str(folder), "--to", ",".join(FORMATS)]
    built = run_in_form(form, [*order, "--pdf-engine", "weasyprint"])
    data = Path(files[0]).read_bytes()
    spoilt, edited = folder / "spoilt.docx", folder / "edited.docx"
    spoilt.write_bytes(changed(data, "word/numbering.xml", '<w:start w:val="1"/>', '<w:start w:val="17"/>'))
    edited.write_bytes(changed(data, "word/document.xml", SIXTH, r"\1The sixth\2\1The seventh\2"))
    proved, typed, shifted, alone, proof, merged = run_in_form(
        form,
        ["check", *files],
        ["check", "--format", "json", str(plain)],
        ["check", "--format", "json", *files, "--against", str(shorter)],
        ["check", "--format", "json", str(spoilt)],
        ["check", "--format", "json", str(spoilt), "--against", str(source)],
        ["merge", str(edited), str(source), "--diff"],
    )
    changes = [bare(form, line) for line in merged.out.splitlines()[2:]]
    wrong = [*findings(form, alone.out), *findings(form, proof.out)]
    return Told([*built, proved], findings(form, typed.out), findings(form, shifted.out), wrong, changes)


def test_outputs_are_proved_and_checked(other: Told) -> None:
    assert [(each.status, each.err) for each in other.clean] == [(0, "")] * 2


def test_a_number_typed_in_the_usual_form_is_a_wrong_number(other: Told, usual: Told) -> None:
    assert usual.typed == []
    assert [each.split()[1] for each in other.typed] == ["R204"]


TYPED = {"%.": "3", "%)": "3)", "(%)": "(3)", "§ %": "§ 3"}


@pytest.mark.parametrize("form", TYPED)
def test_the_checks_know_the_form_of_the_number(form: str, tmp_path: Path) -> None:
    """R210 too: a letter is not the number of a paragraph. A § in it is no word for one."""
    right, wrong = tmp_path / "right.md", tmp_path / "wrong.md"
    text = SOURCE.replace("NUMBER", TYPED[form])
    text = text.replace("[](#rec)", f"[recommendation {TYPED[form].replace('3', '1')}](#rec)")
    right.write_text(text, encoding="utf-8")
    wrong.write_text(text.replace(f"[{TYPED[form]}](#third)", "[(b)](#third)"), encoding="utf-8")
    told = run_in_form(form, *(["check", "--format", "json", str(each)] for each in (right, wrong)))
    silent, (finding,) = (json.loads(each.out)["diagnostics"] for each in told)
    assert silent == []
    assert finding["code"] == "R210"
    assert finding["message"] == f"“(b)” is not a valid number for paragraph {TYPED[form]}"


def test_wrong_numbers_are_found_as_in_the_usual_form(other: Told, usual: Told) -> None:
    assert other.against == usual.against
    assert sum("is shown with the number" in each for each in other.against) >= len(FORMATS)


def test_a_wrong_number_in_a_word_file_is_found(other: Told, usual: Told) -> None:
    assert other.wrong == usual.wrong
    assert any("paragraph 1 is shown with the number 17" in each for each in other.wrong)


def test_an_edited_word_file_is_merged(other: Told, usual: Told) -> None:
    assert other.merged == usual.merged
    assert "+7. The seventh paragraph." in other.merged
