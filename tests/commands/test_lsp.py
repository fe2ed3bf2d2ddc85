"""The language server, asked by a scripted client over standard input and output."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.language_client import Client, Refusal, Script
from toolchain.data import page_of_checks
from toolchain.formats.needs import PYGLS

HEAD = "---\ntitle: Report\nlang: en\nsources: sources.json\n---\n\n"
BODY = """# Law

1. The 😀 first, قانون. {#first}

   1. Sub one. {#sub}

2. See [para. 9](#first), [1 (a)](#sub) and [note 1](#^law).[^law][^other]

![A chart](chart.png "Cases") {#chart}

## Practice

3. Third, see [para. 1](#first).[^law] {#third}

[^law]: See [@act, p. 3].

[^other]: Words, and [note 1](#^law).
"""
SOURCES = json.dumps(
    [
        {"id": "act", "type": "legislation", "title": "Penal Code", "issued": {"date-parts": [[1860]]}},
        {"id": "book", "type": "book", "title": "A Book", "issued": {"date-parts": [[2001]]}},
    ],
    indent=1,
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    running = Client(tmp_path_factory.mktemp("workspace"))
    yield running
    assert running.end() == ""
    assert b"Traceback" not in running.said


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sources.json").write_text(SOURCES, encoding="utf-8")
    return tmp_path


@pytest.fixture
def script(client: Client, folder: Path) -> Script:
    return opened(client, folder)


def opened(client: Client, folder: Path, text: str = HEAD + BODY, name: str = "report.md") -> Script:
    """A text that is in no file."""
    return Script(client, folder / name, text)


def checked(path: Path, text: str) -> list[tuple[str, str]]:
    """The codes and severities of what `check` says of a text."""
    path.write_bytes(text.encode())
    command = [sys.executable, "-m", "toolchain", "check", "--format", "json", str(path)]
    said = subprocess.run(command, capture_output=True, check=False, cwd=path.parent)
    return sorted((each["code"], each["severity"]) for each in json.loads(said.stdout)["diagnostics"])


def codes(found: list[dict[str, Any]]) -> list[str]:
    return sorted(each["code"] for each in found)


def at_code(found: list[dict[str, Any]], code: str) -> dict[str, Any]:
    return next(each for each in found if each["code"] == code)


def test_findings_are_those_of_check(script: Script, folder: Path) -> None:
    found = script.findings()
    words = {1: "error", 2: "warning", 3: "information"}
    assert "R204" in codes(found)
    said = sorted((each["code"], words[each["severity"]]) for each in found)
    assert said == checked(folder / "report.md", script.text)


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


def test_all_fixes_at_once(script: Script) -> None:
    params = {"range": {}, "context": {"diagnostics": [], "only": ["source.fixAll"]}}
    (action,) = script.ask("codeAction", 0, **params)
    text = script.with_edits(action["edit"]["changes"][script.uri])
    assert "[para. 1](#first), " in text


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


def test_completion_in_the_front_matter(client: Client, folder: Path) -> None:
    head = "---\ntitle: Report\npro\nlang: \nlook: h\nsubmitted-by:\n  - name: A\n    contact:\n      em\n"
    script = opened(client, folder, f"{head}    st\n---\n\n1. One.\n")
    found = completions(script, script.after("\npro"))
    assert "profile: " in found
    assert "recipient" in str(found["recipient: "])
    assert list(completions(script, script.after("lang: "))) == ["ar", "en", "es", "fr", "ru", "zh"]
    assert list(completions(script, script.after("look: h"))) == ["un", "house"]
    assert "email: " in completions(script, script.after("      em"))
    assert "status: " in completions(script, script.after("    st"))
    assert "title: " not in completions(script, script.after("    st"))


@pytest.mark.parametrize(
    ("words", "new", "old", "number"),
    [("{#fi", "opening", "first", 3), ("[para. 9](#fi", "a-b", "first", 3), ("[^ot", "words", "other", 2)],
)
def test_rename_everywhere(script: Script, words: str, new: str, old: str, number: int) -> None:
    at = script.after(words)
    assert script.ask("prepareRename", at)["placeholder"] == old
    edits = script.ask("rename", at, newName=new)["changes"][script.uri]
    assert len(edits) == number
    before = codes(script.findings())
    text = script.with_edits(edits)
    script.change({"text": text})
    assert codes(script.findings()) == before
    assert text.count(new) == number


def test_rename_of_a_note_with_references(script: Script) -> None:
    edits = script.ask("rename", script.after("1](#^la"), newName="penal-code")["changes"][script.uri]
    assert script.with_edits(edits) == (
        script.text.replace("[^law]", "[^penal-code]").replace("(#^law)", "(#^penal-code)")
    )


def test_rename_of_a_source_in_all_files(client: Client, folder: Path) -> None:
    script = opened(client, folder)
    other, third = folder / "report.fr.md", folder / "alone.md"
    other.write_text(HEAD.replace("en", "fr") + BODY, encoding="utf-8")
    third.write_text("---\ntitle: T\nlang: en\n---\n\n1. A.[^a]\n\n[^a]: [@act].\n", encoding="utf-8")
    opened(client, folder, HEAD + "1. A.^[See [@act] and [@book].]\n", "open.md")
    (folder / "open.md").write_text(HEAD + "1. Old.\n", encoding="utf-8")
    changes = script.ask("rename", script.after("[@ac"), newName="code.1860")["changes"]
    files = (script.uri, (folder / "sources.json").as_uri(), other.as_uri(), (folder / "open.md").as_uri())
    assert sorted(changes) == sorted(files)
    assert script.with_edits(changes[script.uri]) == script.text.replace("@act", "@code.1860")
    (edit,) = changes[(folder / "sources.json").as_uri()]
    assert edit["range"]["start"]["line"] == 2


@pytest.mark.parametrize(("words", "new"), [("{#fi", "opening"), ("1](#^la", "code")])
@pytest.mark.parametrize("name", ["report.md", "report.es.md"])
def test_rename_in_all_translations(client: Client, folder: Path, words: str, new: str, name: str) -> None:
    files = {"report.md": HEAD + BODY, "report.fr.md": HEAD.replace("en", "fr") + BODY}
    files["report.es.md"] = HEAD.replace("en", "es") + BODY
    for path, text in {**files, "other.md": HEAD + BODY}.items():
        (folder / path).write_text(text, encoding="utf-8")
    script = opened(client, folder, files[name], name)
    changes = script.ask("rename", script.after(words), newName=new)["changes"]
    assert sorted(changes) == sorted((folder / path).as_uri() for path in files)


@pytest.mark.parametrize(
    ("name", "text", "changed"),
    [
        ("sources.bib", "@book{act, title={A}, year=2000}\n@book{b, title={B act}}\n", "@book{new, title"),
        ("sources.yaml", "references:\n- id: act\n  title: act\n  type: book\n", "- id: new\n  title: act"),
    ],
)
def test_rename_of_a_source_in_each_format(
    client: Client, tmp_path: Path, name: str, text: str, changed: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    script = opened(client, tmp_path, (HEAD + BODY).replace("sources.json", name))
    changes = script.ask("rename", script.after("[@ac"), newName="new")["changes"]
    edits = changes[(tmp_path / name).as_uri()]
    assert changed in Script(client, tmp_path / "other.txt", text).with_edits(edits)


@pytest.mark.parametrize(
    ("words", "new", "why"),
    [
        ("{#fi", "sub", "exists already"),
        ("{#fi", "Not Valid", "is not valid"),
        ("{#fi", "", "is not valid"),
        ("{#fi", "a]b", "is not valid"),
        ("[^ot", "law", "exists already"),
        ("[^ot", "two words", "is not valid"),
        ("[^ot", "a]b", "is not valid"),
        ("[@ac", "book", "exists already"),
        ("[@ac", "a b", "is not valid"),
    ],
)
def test_rename_that_would_make_the_text_wrong_is_refused(
    script: Script, words: str, new: str, why: str
) -> None:
    with pytest.raises(Refusal, match=why):
        script.ask("rename", script.after(words), newName=new)


def test_rename_of_what_is_given_twice_is_refused(client: Client, folder: Path) -> None:
    script = opened(client, folder, HEAD + BODY + "\n[^law]: Again.\n")
    with pytest.raises(Refusal, match="more than once"):
        script.ask("rename", script.after("1](#^la"), newName="new")


def test_broken_source_has_findings_and_completions(client: Client, folder: Path) -> None:
    script = opened(client, folder)
    script.findings()
    script.replace(script.after("# Law"), script.after("# Law"), "\x07")
    assert codes(script.findings()) == ["S012"]
    at = script.after("3. Third")
    script.replace(at, at, "[^")
    assert list(completions(script, at + 2)) == ["law", "other"]
    assert script.ask("documentSymbol", 0) == []
    assert script.ask("hover", script.after("[para. 9](#fi")) is None
    script.change({"text": "---\ntitle: [\n"})
    assert "S002" in codes(script.findings())
    script.change({"text": ""})
    assert script.findings()


def test_other_markdown_has_no_findings(client: Client, folder: Path) -> None:
    script = opened(client, folder, "# Read me\n\n<b>Raw</b>\n", "README.md")
    assert script.ask("documentSymbol", 0) is None
    script.change({"text": HEAD})
    assert script.findings()


def test_settings_of_a_folder_are_read_only_if_it_is_trusted(client: Client, folder: Path) -> None:
    (folder / ".git").mkdir()
    (folder / "submission.toml").write_text('nonsense = "yes"\n', encoding="utf-8")
    assert "S027" not in codes(opened(client, folder).findings())
    for given, expected in (({"trusted": True}, True), ({"trusted": "yes"}, False)):
        other = Client(folder, given)
        assert ("S027" in codes(opened(other, folder).findings())) is expected
        assert other.end() == ""


def test_file_that_is_not_open_is_not_read(client: Client, folder: Path) -> None:
    secret = folder / "secret.md"
    secret.write_text(HEAD + "1. Secret. {#secret}\n", encoding="utf-8")
    position = {"line": 6, "character": 14}
    params = {"textDocument": {"uri": secret.as_uri()}, "position": position, "newName": "new"}
    for what in ("documentSymbol", "hover", "definition", "completion", "rename"):
        assert client.ask(f"textDocument/{what}", params) is None
    assert b"Secret" not in client.said


def test_malformed_messages_are_answered_without_a_traceback(folder: Path) -> None:
    client = Client(folder)
    script = opened(client, folder, HEAD + "1. Zanzibar {#a}\n")
    script.findings()
    wrong: tuple[object, ...] = (None, [], {"textDocument": {}}, {"textDocument": {"uri": script.uri}})
    for params in wrong:
        with pytest.raises(Refusal):
            client.ask("textDocument/hover", params)
    with pytest.raises(Refusal):
        client.ask("textDocument/unknown", {})
    client.send_bytes(b"{Zanzibar")
    client.send_bytes(b"[]")
    client.tell("textDocument/didChange", {"textDocument": {"uri": "file:///none.md"}, "contentChanges": []})
    client.tell("textDocument/didOpen", {"textDocument": {"uri": "untitled:1", "text": HEAD}})
    script.change({"text": script.text})
    script.findings()
    assert client.end() == ""
    assert b"Traceback" not in client.said
    assert b"Zanzibar" not in client.said.replace(b"{#a}", b"")


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_process_that_is_killed_is_replaced(folder: Path) -> None:
    client = Client(folder)
    script = opened(client, folder)
    before = codes(script.findings())
    children = Path(f"/proc/{client.process.pid}/task/{client.process.pid}/children").read_text().split()
    for child in map(int, children):
        for inner in Path(f"/proc/{child}/task/{child}/children").read_text().split():
            os.kill(int(inner), signal.SIGKILL)
    script.change({"text": script.text})
    first = script.findings()
    script.change({"text": script.text})
    assert codes(script.findings()) == before
    assert len(first) == 1 or codes(first) == before
    client.end()


def test_ends_with_its_editor(folder: Path) -> None:
    client = Client(folder)
    opened(client, folder).findings()
    assert client.process.stdin
    client.process.stdin.close()
    assert client.process.wait(20) == 0
    assert client.errors() == ""


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


def test_without_pygls_the_command_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "pygls.py").write_text("raise ImportError('none', name='pygls')\n", encoding="utf-8")
    command = [sys.executable, "-m", "toolchain", "lsp"]
    env = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(
        command, capture_output=True, check=False, text=True, env=env, stdin=subprocess.DEVNULL
    )
    assert done.returncode == 2
    assert PYGLS.command() in done.stderr
