"""The language server renames labels, notes and keys of sources everywhere, or says why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.language_client import Client, Refusal, Script
from tests.support.language_report import BODY, HEAD, client, codes, folder, opened, script

__all__ = ["client", "folder", "script"]  # fixtures


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


def test_rename_of_a_source_waits_until_its_file_is_saved(client: Client, folder: Path) -> None:
    script = opened(client, folder)
    saved = (folder / "sources.json").read_text(encoding="utf-8")
    sources = opened(client, folder, f"\n{saved}", "sources.json")
    with pytest.raises(Refusal, match=r"save sources\.json first"):
        script.ask("rename", script.after("[@ac"), newName="code")
    sources.change({"text": saved})
    assert len(script.ask("rename", script.after("[@ac"), newName="code")["changes"]) > 1


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


def test_rename_leaves_a_translation_that_is_empty_in_the_editor(client: Client, folder: Path) -> None:
    for name in ("report.md", "report.fr.md"):
        (folder / name).write_text(HEAD + BODY, encoding="utf-8")
    script = opened(client, folder)
    opened(client, folder, "---\n", "report.fr.md").change({"text": ""})
    assert list(script.ask("rename", script.after("{#fi"), newName="opening")["changes"]) == [script.uri]


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
