"""The language server, asked by a scripted client: findings, fixes, places, hover, outline, completion."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.language_client import Client, Refusal, Script
from tests.support.language_report import HEAD, at_code, client, codes, folder, opened, script
from toolchain.data import page_of_checks

__all__ = ["client", "folder", "script"]  # fixtures


def checked(path: Path, text: str) -> list[tuple[str, str]]:
    """The codes and severities of what `check` says of a text."""
    path.write_bytes(text.encode())
    command = [sys.executable, "-m", "toolchain", "check", "--format", "json", str(path)]
    said = subprocess.run(command, capture_output=True, check=False, cwd=path.parent)
    return sorted((each["code"], each["severity"]) for each in json.loads(said.stdout)["diagnostics"])


def test_positions_are_counted_in_utf_16_whatever_the_editor_prefers(client: Client) -> None:
    """The test client would rather have UTF-8, as Neovim and Helix would."""
    assert client.capabilities["positionEncoding"] == "utf-16"


def test_findings_are_those_of_check(script: Script, folder: Path) -> None:
    words = {1: "error", 2: "warning", 3: "information"}
    withheld = "\n4. See [it](https://a.org/jauja).\n\n5. Near [Jauja]{.confidential}, [para. 9](#first).\n"
    for code, text in (("R204", script.text), ("X823", script.text + withheld)):  # one of the public version
        script.change({"text": text})
        found = script.findings()
        assert code in codes(found)
        said = sorted((each["code"], words[each["severity"]]) for each in found)
        assert said == checked(folder / "report.md", text)
    script.text = text
    place = [each["range"] for each in found if each["code"] == "R204"][-1]
    params = {"range": place, "context": {"diagnostics": []}}
    assert len(script.ask("codeAction", 0, **params)) == 1  # and not one of each version


def test_finding_has_place_page_and_related_places(script: Script) -> None:
    found = at_code(script.findings(), "R204")
    assert script.at(found["range"]) == "9"
    assert (page_of_checks() or Path()).as_uri() in found["codeDescription"]["href"]
    place = script.text.index("[^other]: Words")
    script.replace(place, place, "[^law]: Again.\n\n")
    twice = at_code(script.findings(), "N103")
    related = twice["relatedInformation"][0]["location"]
    assert related["uri"] == script.uri
    assert "law" in script.at(related["range"])


def test_findings_follow_what_is_typed(script: Script) -> None:
    assert "R204" in codes(script.findings())
    at = script.after("[para. ")
    script.replace(at, at + 1, "1")
    assert "R204" not in codes(script.findings())
    script.replace(script.after("😀 fi"), script.after("😀 first"), "\u2028فقرة 👩‍👩‍👧")
    at = script.after("[para. ")
    script.replace(at, at + 1, "5")
    assert script.at(at_code(script.findings(), "R204")["range"]) == "5"


def test_findings_in_other_files_lead_to_them(script: Script, folder: Path) -> None:
    (folder / "sources.json").write_text('[{"id": "act", "type": "book", "title": [3]}]', encoding="utf-8")
    script.client.tell("textDocument/didSave", {"textDocument": {"uri": script.uri}})
    script.change({"text": script.text})
    found = at_code(script.findings(), "C406")
    assert found["message"].startswith("sources.json: ")
    assert found["range"]["start"] == {"line": 0, "character": 0}
    assert found["relatedInformation"][0]["location"]["uri"].endswith("/sources.json")


def test_fix_is_the_edit_of_the_finding(script: Script) -> None:
    found = at_code(script.findings(), "R204")
    params = {"range": found["range"], "context": {"diagnostics": [found]}}
    (action,) = script.ask("codeAction", 0, **params)
    text = script.with_edits(action["edit"]["changes"][script.uri])
    assert text == script.text.replace("[para. 9]", "[para. 1]")
    assert action["diagnostics"][0]["code"] == "R204"


@pytest.mark.parametrize("text", ["1. A.\n\f\n2. B.\n", "1. A.\n\n\f2. B.\n", "1. A.\f\n\n2. B.\n"])
def test_fix_of_a_line_end(client: Client, folder: Path, text: str) -> None:
    script = opened(client, folder, f"{HEAD}{text}")
    found = at_code(script.findings(), "T509")
    (action,) = script.ask("codeAction", 0, range=found["range"], context={"diagnostics": [found]})
    fixed = script.with_edits(action["edit"]["changes"][script.uri])
    assert fixed == f"{HEAD}1. A.\n\n2. B.\n"


@pytest.mark.parametrize(
    ("words", "inside", "expected"),
    [
        ("[para. 9](#", 1, "{#first"),
        ("[para. 9](#first), [1", 1, "{#sub"),
        ("## Practice\n\n3. Third, see [pa", 0, "{#first"),
        ("[1 (a)](#sub) and [note 1](#^", 0, "\n[^law"),
        ("1](#^law).[^la", 0, "\n[^law"),
    ],
)
def test_definition(script: Script, words: str, inside: int, expected: str) -> None:
    (place,) = script.ask("definition", script.after(words, inside))
    end = script.offset(place["range"]["end"])
    assert script.text[:end].endswith(expected)


def test_definition_of_a_source_is_its_entry(script: Script, folder: Path) -> None:
    (place,) = script.ask("definition", script.after("[@ac"))
    assert place["uri"] == (folder / "sources.json").as_uri()
    assert place["range"]["start"] == {"line": 1, "character": 1}


def test_references(script: Script) -> None:
    for words, number in (("{#fir", 2), ("[^law]: See", 4), ("[@ac", 1)):
        at = script.after(words) if words[1] != "^" else script.text.index(words) + 3
        places = script.ask("references", at, context={"includeDeclaration": False})
        assert len(places) == number, words
        assert len(script.ask("references", at, context={"includeDeclaration": True})) == number + 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("[para. 9](#fi", "printed: para. 1\n\n1.  The 😀 first, قانون."),
        ("[para. 9](#first), [1", "printed: 1 (a)"),
        ("1](#^law).[^la", "1  See Penal Code, 1860, p. 3."),
        ("[@ac", "Penal Code, 1860"),
    ],
)
def test_hover_shows_what_is_printed(script: Script, words: str, said: str) -> None:
    assert said in script.ask("hover", script.after(words))["contents"]["value"].replace("\u00a0", " ")


def test_nothing_where_no_name_is(script: Script) -> None:
    at = script.after("# La")
    assert script.ask("hover", at) is None
    assert script.ask("definition", at) == []
    assert script.ask("prepareRename", at) is None
    with pytest.raises(Refusal, match="there is no label"):
        script.ask("rename", at, newName="new")


def test_outline_has_numbers(script: Script) -> None:
    (law,) = script.ask("documentSymbol", 0)
    names = [each["name"] for each in law["children"]]
    assert law["name"] == "Law"
    first = [name.partition(",")[0] for name in names]
    assert first == ["1. The 😀 first", "2. See para. 1", "Figure 1 Cases", "Practice"]
    assert [each["name"] for each in law["children"][-1]["children"]] == ["3. Third, see para. 1."]


def completions(script: Script, at: int) -> dict[str, dict[str, Any]]:
    return {each["label"]: each for each in script.ask("completion", at)}


def test_completion_of_labels_notes_and_sources(script: Script) -> None:
    script.findings()
    at = script.after("3. Third")
    script.replace(at, at, " [para.](#f")
    found = completions(script, at + 11)
    assert list(found) == ["first", "sub", "chart", "third"]
    assert found["first"]["detail"] == "paragraph 1"
    assert script.with_edits([found["third"]["textEdit"]]).count("[para.](#third") == 1
    script.replace(at, at + 11, "[^")
    found = completions(script, at + 2)
    assert list(found) == ["law", "other"]
    assert "@act" in found["law"]["documentation"]
    script.replace(at, at + 2, "^[@b")
    found = completions(script, at + 4)
    assert list(found) == ["act", "book"]
    assert "A Book" in found["book"]["documentation"]
    script.replace(at, at + 4, " a@b")
    assert completions(script, at + 4) == {}


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_completion_in_the_front_matter(client: Client, folder: Path, mark: str) -> None:
    head = "---\ntitle: Report\npro\nlang: \nlook: h\nsubmitted-by:\n  - name: A\n    contact:\n      em\n"
    script = opened(client, folder, f"{mark}{head}    st\n---\n\n1. One.\n")
    found = completions(script, script.after("\npro"))
    assert "profile: " in found
    assert "recipient" in str(found["recipient: "])
    assert list(completions(script, script.after("lang: "))) == ["ar", "en", "es", "fr", "ru", "zh"]
    assert list(completions(script, script.after("look: h"))) == ["un", "house"]
    assert "email: " in completions(script, script.after("      em"))
    assert "status: " in completions(script, script.after("    st"))
    assert "title: " not in completions(script, script.after("    st"))


def test_long_source(client: Client, folder: Path) -> None:
    paragraphs = (
        f"{at}. Paragraph with a reference to [para. {at}](#p{at}). {{#p{at}}}" for at in range(1, 3101)
    )
    script = opened(client, folder, HEAD + "\n\n".join(paragraphs))
    assert "R204" not in codes(script.findings())
    at = script.after("[para. 3000")
    script.replace(at - 4, at, "7")
    assert script.at(at_code(script.findings(), "R204")["range"]) == "7"
    assert len(script.ask("documentSymbol", 0)) == 3100
    edits = script.ask("rename", script.after("(#p1500"), newName="middle")["changes"][script.uri]
    assert len(edits) == 2
