"""The interface in French and Spanish: how its language is chosen, and its screens."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from scripts.make_messages import cases
from tests.broken.cases import Case
from tests.broken.docx import by_users
from tests.broken.docx import corpora as docx
from tests.broken.pdf import by_people
from tests.broken.pdf import corpora as pdf
from tests.support.command import WRONG, Run, project, run, write
from tests.support.pages import TYPST
from tests.support.plants import plant
from tests.support.shares import one_in
from tests.word.test_clean import FILES
from toolchain.cli import cli, languages
from toolchain.cli.actions import redline, sending
from toolchain.model import wording
from toolchain.model.facts import Facts, Plural, templates_of
from toolchain.reports import redline_page, sentences
from toolchain.word import cleaning
from toolchain.word.cleaning.report import Taken, counted
from toolchain.word.redlining import Redline, Shown
from toolchain.word.redlining.summary import Entry
from toolchain.word.redlining.summary import Run as Words

__all__ = ["project", "run"]  # fixtures

TRANSLATED = wording.LANGUAGES[1:]
NOTHING_FOUND = {"en": "nothing found", "fr": "aucun constat", "es": "ningún hallazgo"}
FOR_PEOPLE = {"message", "help"}


def spoken(run: Run, *arguments: str) -> str:
    """Return the language of a clean check."""
    out = run("check", *arguments).out
    return next(language for language, words in NOTHING_FOUND.items() if words in out)


def plain(monkeypatch: pytest.MonkeyPatch, **variables: str) -> None:
    """Set the variables that choose a language, and no other."""
    for name in (wording.VARIABLE, "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)


@pytest.mark.usefixtures("project")
def test_a_new_report_is_in_the_language_of_the_messages(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    plain(monkeypatch, LANG="es_PE.UTF-8")
    run("new", "y", "--yes")
    assert "lang: es\n" in Path("y/report.md").read_text(encoding="utf-8")


def test_a_person_comes_before_the_folder_and_the_folder_before_the_system(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain(monkeypatch)
    assert spoken(run) == "en"
    plain(monkeypatch, LANG="fr_CA.UTF-8")
    assert spoken(run) == "fr"
    plain(monkeypatch, LANG="fr_CA.UTF-8", LC_MESSAGES="es")
    assert spoken(run) == "es"
    plain(monkeypatch, LANG="fr_CA.UTF-8", LC_ALL="C.UTF-8")
    assert spoken(run) == "en"
    write(project / "submission.toml", 'ui-lang = "es"\n')
    monkeypatch.chdir(project / "content" / "x")
    plain(monkeypatch, LANG="fr_CA.UTF-8")
    assert spoken(run, "report.md") == "es"
    plain(monkeypatch, SUBMISSION_UI_LANG="fr")
    assert spoken(run, "report.md") == "fr"
    assert spoken(run, "report.md", "--ui-lang", "en") == "en"
    assert spoken(run, "report.md", "--ui-lang=es") == "es"
    plain(monkeypatch, SUBMISSION_UI_LANG="de")
    assert spoken(run, "report.md") == "en"


def test_a_wrong_language_is_an_error_and_one_after_two_dashes_is_a_file(project: Path, run: Run) -> None:
    done = run("check", "--ui-lang", "xx")
    assert done.status == 2
    assert "'xx' is not one of 'en', 'fr', 'es'" in done.err
    done = run("check", "--ui-lang")
    assert (done.status, "Option '--ui-lang' requires an argument" in done.err) == (2, True)
    assert "--ui-lang" in run("check", "--", "--ui-lang").out
    write(project / "submission.toml", 'ui-lang = "de"\n')
    assert "S027" in run("check").out


@pytest.mark.parametrize(("language", "usage"), [("fr", "Utilisation :"), ("es", "Uso:")])
def test_help_and_errors_of_the_command_line(language: str, usage: str) -> None:
    """In a process of its own: help is translated in place."""
    for arguments in (
        (), ("--help",), ("build", "-h"), ("sources", "extract", "--help"), ("sources",), ("chek",),
        ("clean", "-h"), ("build", "--templates", "nowhere"), ("build", "--jobs", "x"),
    ):  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-m", "toolchain", "--ui-lang", language, *arguments],
            capture_output=True, encoding="utf-8", check=False,
            env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        )  # fmt: skip
        said = done.stdout + done.stderr
        assert said.replace("\u00a0", " ").startswith(f"{usage} submission"), said
        assert not {"Options:", "Show this message", "Exit status", "Examples:", "Error:"} & {
            line.strip() for line in said.splitlines()
        } - ({"Options:"} if language == "fr" else set()), said
        english = ("Usage", "Directory", "integer", "required", "Work with", "Convert typed")
        assert [each for each in english if each in said] == []
        assert "Traceback" not in said


@pytest.mark.parametrize("language", one_in(2, TRANSLATED))
def test_the_screens_of_the_command(language: str, project: Path, run: Run) -> None:
    """Nothing of a screen is as in English, but names and what the source says."""
    write(project / "content/y/report.md", WRONG)
    screens = [
        ("check",), ("check", "--statistics"), ("build", "--to", "plain"), ("status",), ("words",),
        ("status", "--settings"), ("send-check", "content/x", "--brief"), ("profiles", "show", "upr"),
        ("profiles",), ("new", "fresh", "--yes"), ("freeze", "content/x/report.md"), ("moved", "content/x"),
        ("check", "--diff"), ("doctor",), ("undo", "--list"), ("status", "--format", "html"),
        ("check", "--format", "html"),
    ]  # fmt: skip
    for screen in screens:
        english = run(*screen)
        for record in project.rglob("*.sent.json"):
            record.unlink()
        if screen[0] == "new":
            for file in (project / "fresh").rglob("*.*"):
                file.unlink()
        if screen[0] == "moved":
            run("freeze", "content/x/report.md")
        other = run("--ui-lang", language, *screen)
        os.environ[wording.VARIABLE] = "en"
        assert other.status == english.status or screen[0] in ("new", "moved"), screen
        alike = {*english.out.splitlines(), *english.err.splitlines()}
        alike &= {*other.out.splitlines(), *other.err.splitlines()}
        assert [line for line in alike if " the " in line and "Penal Code" not in line] == [], screen


ALIKE = ("description", "insertion", "insertions", "type", "version")
"""Words that are the same in French."""


@pytest.mark.parametrize("language", TRANSLATED)
def test_what_is_removed_from_a_file_and_left_is_said_in_the_language(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(wording.VARIABLE, language)
    told = cleaning.clean(plant(FILES["report"]), "x.docx", cleaning.Asked("accept"))
    texts = [*(counted(each.count, each.kind) for each in told.taken), *(each.what for each in told.left)]
    monkeypatch.setenv(wording.VARIABLE, "en")
    english = cleaning.clean(plant(FILES["report"]), "x.docx", cleaning.Asked("accept"))
    assert [each.kind for each in english.taken] == [each.kind for each in told.taken]
    for before in (counted(each.count, each.kind) for each in english.taken):
        assert before not in texts or before.split()[-1] in ALIKE
    assert len(english.left) == len(told.left) > 1
    assert not {each.what for each in english.left} & set(texts)


def test_a_picture_and_a_redline_are_described_in_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    revealed = ("a time", "a smaller copy of itself from before it was edited")
    two = str(Taken("picture that revealed", 2, (), revealed))
    assert two == f"2 pictures that revealed {', '.join(revealed)}"
    monkeypatch.setenv(wording.VARIABLE, "es")
    said = str(Taken("picture that revealed", 1, (), revealed))
    assert said.startswith("1 imagen que revelaba una fecha y hora, una copia reducida")
    monkeypatch.setenv(wording.VARIABLE, "fr")
    assert redline._line(Entry("added", "", "para. 2", come="word")) == "ajouté : para. 2 : + word"


def test_the_page_of_a_redline_is_in_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Redline(b"", (), iter([Shown("text", "", "1.", ((Words("ins", "un mot"),),))]))
    monkeypatch.setenv(wording.VARIABLE, "fr")
    shown = redline_page.page(made, "old.md", "new.md")
    assert '<html lang="fr">' in shown
    assert "<h1>Comparatif</h1>" in shown
    assert '<ins><bdi class="said">[ajouté\u00a0: </bdi>un mot' in shown


def test_a_question_is_answered_in_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    for language, letters in (("en", "[Y/n]"), ("fr", "[O/n]"), ("es", "[S/n]")):
        monkeypatch.setenv(wording.VARIABLE, language)
        answers = {letters[1]: True, letters[1].lower(): True, "y": True, "n": False, "No": False, "": True}
        for answer, agreed in answers.items():
            with CliRunner().isolation(input=f"x\n{answer}\n") as (_, err, *_rest):
                assert sending._agreed("?") is agreed
                assert err.getvalue().decode().count(f"{letters}{wording.said(': ')}") == 2


def test_the_settings_say_what_chose_the_language_and_programs_get_english_values(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def settings(*asked: str) -> Any:
        done = run("status", "--settings", "--format", "json", *asked)
        return json.loads(done.out)["submissions"][0]["settings"]

    plain(monkeypatch)
    assert settings()["ui-lang"] == {"value": "en", "from": "default"}
    assert settings("--ui-lang", "en")["ui-lang"]["from"] == "command line"
    plain(monkeypatch, LANG="en_GB.UTF-8")
    assert settings()["ui-lang"]["from"] == "system"
    plain(monkeypatch, SUBMISSION_UI_LANG="en")
    assert settings()["ui-lang"]["from"] == "environment"
    french = settings("--ui-lang", "fr")
    assert french["ui-lang"] == {"value": "fr", "from": "ligne de commande"}
    assert [french[key]["value"] for key in ("templates", "css", "formats", "jobs")] == [
        "built-in", "none", "all available", "one for each core",
    ]  # fmt: skip
    assert "intégré" in run("status", "--settings", "--ui-lang", "fr").out
    write(project / "submission.toml", 'ui-lang = "en"\n')
    plain(monkeypatch)
    assert settings()["ui-lang"]["from"] == "submission.toml, line 1 (submission.toml)"


def test_programs_get_the_code_of_the_recipient(project: Path, run: Run) -> None:
    asked = ("send-check", "content/x", "--profile", "crc", "--format", "json", "--ui-lang", "fr")
    assert json.loads(run(*asked).out)["recipient"] == "crc"


def test_the_findings_page_is_in_the_language_of_its_user_and_excerpts_in_that_of_the_source(
    project: Path, run: Run
) -> None:
    write(project / "content/x/report.md", WRONG)
    page = run("check", "--format", "html", "--ui-lang", "fr").out
    assert '<html lang="fr">' in page
    assert '<p class="excerpt" lang="en" dir="auto">1. The Penal Code' in page
    assert "la note [^penol] n’a pas de texte" in page
    write(project / "content/x/report.md", f"{WRONG}\n[^a]: One.\n\n[^a]: Two.\n")
    page = run("check", "--format", "html", "--ui-lang", "fr").out
    assert re.search(r'class="related">[^<]*report.md\xa0: ligne \d+, colonne 1\xa0: le premier texte', page)


def test_words_to_write_have_the_quotation_marks_of_the_language(project: Path, run: Run) -> None:
    text = "---\ntitle: A\nlang: en\nprofile: crc\n---\nCountry: Atlantide\n\n1. The shadow report says it.\n"
    write(project / "content/x/report.md", text)
    for language, opened, closed in (("en", "“", "”"), ("fr", "«\xa0", "\xa0»"), ("es", "«", "»")):
        told = (
            run("check", "--ui-lang", language).out
            + run("profiles", "show", "crc", "--ui-lang", language).out
        )
        assert told.count(f"{opened}alternative report{closed}, {opened}complementary") == 2
        assert f"{opened}country: Atlantide{closed}" in told


@pytest.mark.usefixtures("project")
def test_questions_have_the_space_of_the_language_before_their_colon(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("\n" * 6))
    asked = run("new", "y", "--ui-lang", "fr").err
    assert "[plain]\xa0: Langue (ar, en, es, fr, ru, zh) [fr]\xa0: Titre" in asked
    assert "]:" not in asked


@pytest.mark.parametrize("form", ["json", "sarif", "github"])
def test_programs_find_the_same_keys_codes_and_places(form: str, project: Path, run: Run) -> None:
    write(project / "content/x/report.md", WRONG)
    english, french = (run("check", "--format", form, "--ui-lang", each).out for each in ("en", "fr"))
    assert english != french
    if form == "json":
        assert without_words(json.loads(english)) == without_words(json.loads(french))
    if form == "github":
        assert [line.partition("::")[0] for line in english.splitlines()] == [
            line.partition("::")[0] for line in french.splitlines()
        ]


def without_words(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_words(each) for key, each in value.items() if key not in FOR_PEOPLE}
    return [without_words(each) for each in value] if isinstance(value, list) else value


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_message_can_be_made_of_every_template(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(wording.VARIABLE, language)
    inner = next(case for case in cases() if not case._names)()
    for case in cases():
        for text in templates_of(case):
            for template in (text,) if isinstance(text, str | Plural) else text:
                for one in template[1:] if isinstance(template, Plural) else (template,):
                    facts = {name: fact(spec, inner) for name, spec in names_of(one)}
                    if isinstance(template, Plural):
                        facts |= {template.by: 2}
                    made = sentences._FORMATTERS[False].vformat(
                        sentences._translated(template, facts), (), facts
                    )
                    assert made or ":help" in one or not one, case


def names_of(template: str) -> list[tuple[str, str]]:
    parsed = sentences._FORMATTERS[False].parse(template)
    return [(name, spec or "") for _, name, spec, _ in parsed if name]


def fact(spec: str, inner: Facts) -> object:
    if spec in ("or", "and"):
        return ("a", "b")
    if spec == "help":
        return inner
    return 3 if spec in ("d", "04X", "02x") else 1.5 if spec == ".1f" else "x"


def test_processes_of_a_command_speak_its_language() -> None:
    program = (
        "from toolchain.pipeline.worker import Worker\n"
        "from toolchain.cli import cli, languages\n"
        "from toolchain.model.wording import said\n"
        "if __name__ == '__main__':\n"
        "    languages.choose(['--ui-lang', 'fr'], cli)\n"
        "    with Worker(60) as worker:\n"
        "        print(worker.call(said, 'nothing is written'))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert done.stdout == "rien n’est écrit\n"


def test_english_loads_no_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> Mapping[str, str]:
        raise AssertionError

    monkeypatch.setattr("gettext.translation", refused)
    assert languages.choose(["check"], cli) == ["check"]
    assert wording.said("{number} of {all}", number=2815, all="x") == "2,815 of x"


def test_thousands_are_set_apart_as_the_language_does(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = []
    for language in wording.LANGUAGES:
        monkeypatch.setenv(wording.VARIABLE, language)
        shown.append([wording.grouped(number) for number in (815, 2815, 12815)])
    assert shown == [
        ["815", "2,815", "12,815"],
        ["815", "2\u202f815", "12\u202f815"],
        ["815", "2815", "12\u202f815"],
    ]


def with_a_dead_link() -> bytes:
    words = '<h1>T</h1><p id="p3"><a href="#p3">3.</a> Words and <a href="#gone">a link</a>.</p>'
    return f'<!DOCTYPE html><html lang="en"><head><title>T</title></head><body>{words}</body></html>'.encode()


def spoiled(good: bytes, cases: list[Case], name: str) -> bytes:
    return next(case for case in cases if case.name == name).spoil(good)


FAULTS: Mapping[str, Callable[[], bytes]] = {
    "docx": lambda: spoiled(docx.ours(), by_users.CASES, "the_text_of_a_note_is_deleted"),
    "pdf": lambda: spoiled(pdf.built(options=TYPST), by_people.CASES, "a_comment_is_left"),
    "html": with_a_dead_link,
}
SHOWN = {
    ("en", "docx"): "x.docx: endnote 2, in paragraph 1: error N104",
    ("fr", "docx"): "x.docx: note de fin 2 (paragraphe 1): erreur N104",
    ("es", "docx"): "x.docx: nota al final 2 (párrafo 1): error N104",
    ("en", "pdf"): "x.pdf: page 3: error X803",
    ("fr", "pdf"): "x.pdf: page 3: erreur X803",
    ("es", "pdf"): "x.pdf: página 3: error X803",
    ("en", "html"): "x.html:1:119, paragraph 3: error D907",
    ("fr", "html"): "x.html:1:119, paragraphe 3: erreur D907",
    ("es", "html"): "x.html:1:119, párrafo 3: error D907",
}


@pytest.mark.parametrize("form", FAULTS)
def test_the_place_of_a_finding_is_in_the_language_of_its_message(
    form: str, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(f"x.{form}").write_bytes(FAULTS[form]())
    for language in wording.LANGUAGES:
        shown = SHOWN[language, form]  # in JSON too, where places have the language of messages
        assert run("check", f"x.{form}", "--ui-lang", language).out.startswith(shown)
        done = json.loads(run("check", f"x.{form}", "--format", "json", "--ui-lang", language).out)
        told = {each["code"]: each["place"] for each in done["diagnostics"]}
        assert told[shown.rpartition(" ")[2]] in shown
