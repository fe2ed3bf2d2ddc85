"""`submission status`: what is due, wrong, old and sent, of many submissions at once."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.judges.validators import ROOT, axe, nu
from tests.support.command import CLEAN, WARNED, WRONG, Run, project, run, write
from toolchain.model.days import today
from toolchain.reports import wrapped
from toolchain.reports.shelf.entries import _FOR_LONG_WORDS, _WIDTHS

__all__ = ["project", "run"]  # fixtures

DAY = 1_772_668_800  # 2026-03-05
SOURCE, BUILT = Path("content/x/report.md"), Path("build/x/report.html")
DUE = "lang: en\nprofile: crc-thematic\ndeadline: 2026-03-{}\ncountry: Example\nsubmitted-by: Example"
FRENCH = (
    CLEAN.replace("lang: en", "lang: fr")
    .replace("at 16", "at 1600")
    .replace("The age", "L’âge")
    .replace("girls", "filles")
)
HOSTILE = "---\ntitle: '<script>alert(1)</script> \u202e'\nlang: ar\n---\n\n1. <b>x</b>\n"


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch, project: Path) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(DAY))


def entries(run: Run, *arguments: str | Path) -> list[dict[str, Any]]:
    said = json.loads(run("status", *arguments, "--format", "json").out)
    assert (said["version"], said["today"]) == (1, "2026-03-05")
    return list(said["submissions"])


def build(*options: str) -> Callable[[Run], object]:
    return lambda run: run("build", "--to", "html", *options)


def edit(path: Path, more: str = "\nMore.\n") -> Callable[[Run], object]:
    return lambda _: path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")


def other_version(_: Run) -> None:
    stamps = BUILT.parent / ".submission/stamps.json"
    record = json.loads(stamps.read_text(encoding="utf-8"))
    record["stamps"]["report"]["others"] = ""
    stamps.write_text(json.dumps(record), encoding="utf-8")


@pytest.mark.parametrize(
    ("done", "state"),
    [
        ([], "not built"),
        ([build()], "up to date"),
        ([build("--to", "html,plain")], "up to date"),
        ([build(), edit(SOURCE)], "older than the source"),
        ([build(), edit(SOURCE), build()], "up to date"),
        ([build(), edit(BUILT)], "changed by hand"),
        ([build(), edit(BUILT), edit(SOURCE)], "changed by hand"),
        ([build(), lambda _: BUILT.unlink()], "not built"),
        ([build(), lambda run: run("freeze", SOURCE)], "up to date"),
        ([build("--draft")], "not known"),
        ([build(), build("--draft")], "built differently"),
        ([build("--look", "house")], "built differently"),
        ([build(), other_version], "built differently"),
        ([build(), edit(BUILT.parent / ".submission/stamps.json", "}")], "not known"),
        ([build(), edit(BUILT.parent / ".submission/outputs.json", "}")], "up to date"),
        ([lambda _: write(BUILT, "somebody's")], "not known"),
    ],
)  # fmt: skip
def test_each_output_has_a_state(run: Run, done: list[Callable[[Run], object]], state: str) -> None:
    for each in done:
        each(run)
    (entry,) = entries(run)
    assert set(entry["outputs"].values()) == {state}
    assert BUILT.as_posix() in entry["outputs"]


def test_states_that_differ_are_named(run: Run) -> None:
    run("build", "--to", "html,plain")
    edit(BUILT)(run)
    (entry,) = entries(run)
    states = {Path(path).suffix: state for path, state in entry["outputs"].items()}
    assert states == {".html": "changed by hand", ".txt": "up to date"}


def test_of_an_output_that_the_last_build_did_not_make_it_is_not_known_how_it_was_built(run: Run) -> None:
    run("build", "--to", "html,epub")
    run("build", "--to", "html")
    (entry,) = entries(run)
    states = {Path(path).suffix: state for path, state in entry["outputs"].items()}
    assert states == {".html": "up to date", ".epub": "not known"}


@pytest.mark.parametrize("several", [True, False])
def test_outputs_are_in_the_folder_that_is_named(run: Run, several: bool) -> None:
    if several:
        write(Path("content/y/report.md"), CLEAN)
    run("build", "--to", "html", "--output", "out")
    assert [*entries(run, "--output", "out")[-1]["outputs"].values()] == ["up to date"]


@pytest.mark.parametrize(
    ("old", "new"), [("content/x", "content/y"), ("content/x/report.md", "content/x/other.md")]
)
def test_outputs_of_a_renamed_source_are_named(run: Run, old: str, new: str) -> None:
    run("build", "--to", "html,plain")
    assert run("status").err == ""
    Path(old).rename(new)
    outputs = "build/x/report.html, build/x/report.txt"
    told = f"content/x/report.md is gone, and these files were built from it: {outputs}\n"
    assert run("status").err == told
    run("build", "--to", "html,plain")
    assert run("status").err == told
    BUILT.unlink()
    BUILT.with_suffix(".txt").unlink()
    assert run("status").err == ""


@pytest.mark.parametrize(
    ("day", "left"), [("2026-03-05", 0), ("2026-03-06", 1), ("2026-02-28", -5), ("2028-02-29", 726)]
)
def test_days_are_counted(run: Run, day: str, left: int) -> None:
    write(SOURCE, CLEAN.replace("lang: en", f"lang: en\ndeadline: {day}"))
    (entry,) = entries(run)
    assert (entry["deadline"], entry["days_left"]) == (day, left)


def test_the_clock_says_which_day_it_is() -> None:
    before = datetime.date.today()  # noqa: DTZ011 -- as the clock on the wall
    assert before <= today(None) <= before + datetime.timedelta(days=1)
    assert today(DAY) == datetime.date(2026, 3, 5)


@pytest.mark.parametrize(
    ("old", "new", "moved", "changed"),
    [
        ("", "", 0, 0),
        ("girls only", "girls alone", 0, 1),
        ("2. It covers", "2. A new one.\n\n3. It covers", 1, 1),
        ("\n[^penal]: ", "\n3. A new one.\n\n[^penal]: ", 0, 1),
        ("2. It covers girls only (see para. [1](#consent)).", "", 1, 0),
    ],
)
def test_what_changed_since_it_was_sent(run: Run, old: str, new: str, moved: int, changed: int) -> None:
    assert entries(run)[0]["sent"] is None
    run("freeze", SOURCE, "--sent", "2026-03-01")
    write(SOURCE, CLEAN.replace(old, new, 1))
    assert entries(run)[0]["sent"] == {"day": "2026-03-01", "moved": moved, "changed": changed}


def test_a_record_that_cannot_be_read_is_an_error_and_still_a_record(run: Run) -> None:
    write(SOURCE.with_name("report.sent.json"), "{")
    (entry,) = entries(run)
    assert entry["sent"] == {"day": "", "moved": None, "changed": None}
    assert entry["overview"]["findings"] == {"error": 1}
    ran = run("status")
    assert (ran.status, "cannot be" in ran.out) == (0, True)


def test_translations_and_their_originals_know_each_other(run: Run) -> None:
    write(SOURCE.with_name("report.fr.md"), FRENCH)
    write(SOURCE.with_name("report.old.md"), CLEAN)
    found = {Path(each["path"]).name: each for each in entries(run)}
    said = {name: (each["original"], each["differences"]) for name, each in found.items()}
    assert said == {
        "report.md": (None, None),
        "report.old.md": (None, None),
        "report.fr.md": (SOURCE.as_posix(), 1),
    }
    assert found["report.md"]["translations"] == [SOURCE.with_name("report.fr.md").as_posix()]
    told = json.loads(run("check", "--format", "json").out)["diagnostics"]
    assert sum(each["code"] == "V951" for each in told) == 1


def test_findings_and_words_are_those_of_their_own_commands(run: Run) -> None:
    for name, text in (("a", WRONG), ("b", WARNED), ("c", CLEAN.replace("lang: en", DUE.format("09")))):
        write(Path(f"content/{name}/report.md"), text)
    told = json.loads(run("check", "--format", "json").out)["diagnostics"]
    budgets = json.loads(run("words", "--format", "json").out)["submissions"]
    for entry in entries(run):
        own = Counter(each["severity"] for each in told if each["path"] == entry["path"])
        (budget,) = (each for each in budgets if each["path"] == entry["path"])
        limit = budget["limit"] and budget["limit"]["words"]
        assert entry["overview"]["findings"] == own
        assert (entry["overview"]["recipient"], entry["overview"]["limit"]) == (budget["profile"], limit)
        assert entry["overview"]["least"] == budget["least"]
        assert limit is None or entry["overview"]["words"] == budget["most"]


def test_words_are_not_counted_again_if_nothing_has_changed(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = entries(run)[0]["overview"]
    run("build", "--to", "html")
    monkeypatch.setattr("toolchain.pipeline.shelf.count", None)
    assert entries(run)[0]["overview"] == before


TABLE = """\
deadline    submission              recipient     words     findings   outputs     sent

2026-03-02  content/b/report.md     crc-thematic  up to 27  2 errors   not built   not sent
3 days ago  The age of consent                    of 3,000

2026-03-12  content/a/report.md     crc-thematic  up to 32  nothing    older than  2026-03-01
in 7 days   The age of consent                    of 3,000             the source  1 paragraph
            translated: fr                                                         changed

            content/a/report.fr.md  plain         23        3 errors   not built   not sent
            L’âge of consent                                1 warning
            translation of
            report.md: 3
            differences

            content/bad/report.md                           cannot be
                                                            read

            content/x/report.md     plain         22        nothing    not built   not sent
            The age of consent

5 sources: 1 cannot be read, 2 with errors, 1 sent
"""


@pytest.fixture
def shelf(run: Run, project: Path) -> Path:
    """One sent and changed, with a translation; one too late, with an error; one that cannot be read."""
    write(Path("content/a/report.md"), CLEAN.replace("lang: en", DUE.format("12")))
    run("build", "content/a", "--to", "html")
    run("freeze", "content/a/report.md", "--sent", "2026-03-01")
    edit(Path("content/a/report.md"), "\n3. More.\n")(run)
    write(Path("content/a/report.fr.md"), FRENCH + "\n3. Encore.\n")
    write(Path("content/b/report.md"), WRONG.replace("lang: en", DUE.format("02")))
    Path("content/bad").mkdir()
    Path("content/bad/report.md").write_bytes(b"---\ntitle: \xff\n---\n")
    return project


def test_a_shelf_as_people_see_it(run: Run, shelf: Path) -> None:
    """One that cannot be read harms no other, and alone decides about the exit status."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUBMISSION_UI_LANG", "fr")
        total = run("status").out.splitlines()[-1]
    assert total == "5 fichiers sources\xa0: 1 illisible, 2 avec des erreurs, 1 envoyé"
    ran = run("status")
    assert ran.out == TABLE
    assert max(map(len, ran.out.splitlines())) <= 100
    assert ran.err.startswith("content/bad/report.md:2:8: error S012")
    assert "title" not in ran.err
    assert ran.status == 2
    Path("content/bad/report.md").unlink()
    assert run("status").status == 0


def test_the_object_is_the_one_that_is_documented(run: Run, shelf: Path) -> None:
    guide = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    section = guide.partition("## submission status\n")[2]
    shown = json.loads(section.partition("```json\n")[2].partition("```")[0])["submissions"][0]
    sent = entries(run)[1]
    for found in (sent, *entries(run)):
        assert list(found) == list(shown)
    for name in ("overview", "sent"):
        assert list(sent[name]) == list(shown[name])
    assert all(f"    {line}" in section for line in TABLE.splitlines()[:8])


def test_nothing_is_written(run: Run, shelf: Path) -> None:
    def seen() -> dict[str, tuple[int, int, int]]:
        found = ((path, path.lstat()) for path in Path().rglob("*"))
        return {str(path): (each.st_mtime_ns, each.st_size, each.st_mode) for path, each in found}

    before = seen()
    for form in ("text", "json", "html"):
        run("status", "--format", form)
    assert seen() == before


def test_nothing_of_the_text_is_printed(run: Run, shelf: Path) -> None:
    for form in ("text", "json", "html"):
        assert "Penal Code" not in run("status", "--format", form).out


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("one two", ["one two"]),
        ("a longer-word/than it", ["a longer-", "word/than", "it"]),
        ("abcdefghijklmn", ["abcdefghij", "klmn"]),
        ("儿童权利委员会 a", ["儿童权利委", "员会 a"]),
        ("\u202ex", ["<U+202E>x"]),
    ],
)
def test_cells_are_wrapped_by_the_columns_of_a_terminal(text: str, lines: list[str]) -> None:
    assert wrapped(text, 10) == lines


@axe.EACH_WAY
def test_the_page_is_valid_and_accessible(run: Run, shelf: Path, look_at: axe.Look) -> None:
    write(Path("content/z/report.md"), HOSTILE)
    page = Path("status.html")
    page.write_text(run("status", "--format", "html").out, encoding="utf-8")
    text = page.read_text(encoding="utf-8")
    assert "<script" not in text
    assert "\u202e" not in text
    assert "default-src 'none'" in text
    assert nu.findings([page]) == []
    for seen in look_at([page], widths=(360, 1280), schemes=("light", "dark")).values():
        assert (seen.violations, seen.requests, seen.errors, seen.overflow) == ((), (), (), ())


def test_a_protected_name_is_in_no_overview_and_all_findings_of_check_are_counted(
    project: Path, run: Run
) -> None:
    source = Path("content/y/report.md")
    write(
        source,
        "---\ntitle: Communication of Amina Noor\nlang: en\nprofile: individual-communication\n"
        "country: Kenya\nsubmitted-by: Haki\npublic: true\n---\n\n1. Amina Noor, aged 9, was held.\n\n"
        "2. She was at home. {.confidential}\n\n3. Mr. Jama (aged 40) said so.\n",
    )
    write(source.with_name("protected-names.yaml"), "- name: Amina Noor\n  pseudonym: A.\n")
    for form in ("text", "json", "html"):
        told = run("status", source, "--format", form).out
        assert "Noor" not in told
        assert "Communication of A." in " ".join(told.split())
    checked = Counter(
        each["severity"] for each in json.loads(run("check", source, "--format", "json").out)["diagnostics"]
    )
    (found,) = entries(run, source)
    assert found["overview"]["findings"] == checked
    assert checked["warning"] > 0


def test_what_is_withheld_in_a_title_is_in_no_overview(project: Path, run: Run) -> None:
    source = Path("content/y/report.md")
    title = 'The case of [Amina Noor]{.confidential instead="a girl of 9"}'
    write(source, f"---\ntitle: '{title}'\nlang: en\n---\n\n1. She was held.\n")
    for form in ("text", "json", "html"):
        told = run("status", source, "--format", form).out
        assert "Noor" not in told
        assert "The case of a girl of 9" in " ".join(told.split())


@pytest.mark.parametrize(("lang", "told"), [("fr", "dans 17 jours"), ("es", "dentro de 17 días")])
def test_a_cell_uses_the_room_that_other_columns_leave(run: Run, lang: str, told: str) -> None:
    """Its words are longer than the columns that are kept for it; a head of two words takes two lines."""
    write(SOURCE, CLEAN.replace("lang: en", "lang: en\ndeadline: 2026-03-22"))
    lines = run("--ui-lang", lang, "status").out.splitlines()
    assert any(line.startswith(f"{told}  ") for line in lines)
    assert max(map(len, lines)) <= 100


@pytest.mark.parametrize(
    "name", [path.stem for path in Path(ROOT, "toolchain/data/profiles").glob("[a-z]*.toml")]
)
def test_no_part_of_a_profile_name_is_divided(name: str) -> None:
    """A column has room for each part between hyphens."""
    for width in (_WIDTHS[2], _FOR_LONG_WORDS[2]):
        assert "".join(wrapped(name, width)) == name
        assert all(part.endswith("-") for part in wrapped(name, width)[:-1])
