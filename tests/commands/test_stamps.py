"""Only what changed is built, and what lies there is always what a build from nothing makes."""

import json
import os
import random
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from tests.support.command import Run, run
from tests.support.strangers import A_WRITER, Strangers
from toolchain.data import packaged_templates
from toolchain.pipeline import stamps

__all__ = ["run"]  # a fixture

SOURCE, OUTPUT = Path("content/x/report.md"), Path("build/x")
MATTER = (
    "---\ntitle: A title\nlang: en\nprofile: own.toml\nsources: sources.json\ncitation-style: un\n---\n\n"
)
WORDS = "1. One [@a].\n\n![A picture](a.png)\n"
PROFILE = 'title = "Somebody"\n'
BOOK = '[{{"id": "a", "type": "book", "title": "{0}", "issued": {{"date-parts": [[2020]]}}}}]'


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    SOURCE.parent.mkdir(parents=True)
    SOURCE.write_text(MATTER + WORDS, encoding="utf-8")
    SOURCE.with_name("own.toml").write_text(PROFILE, encoding="utf-8")
    SOURCE.with_name("sources.json").write_text(BOOK.format("A book"), encoding="utf-8")
    Path("own").mkdir()
    picture(0)
    return tmp_path


def picture(number: int) -> None:
    Image.new("RGB", (20, 20), (number % 256, 0, 0)).save(SOURCE.with_name("a.png"))


def source(number: int) -> None:
    SOURCE.write_text(f"{MATTER}{WORDS}\n2. Number {number}.\n", encoding="utf-8")


def bibliography(number: int) -> None:
    SOURCE.with_name("sources.json").write_text(BOOK.format(f"Book {number}"), encoding="utf-8")


def template(number: int) -> None:
    text = (packaged_templates() / "screen.css").read_text(encoding="utf-8")
    Path("own/screen.css").write_text(f"{text}\np {{ margin: {number % 50}px }}", encoding="utf-8")


def no_template(number: int) -> None:
    Path("own/screen.css").unlink(missing_ok=True)


def profile(number: int) -> None:
    limit = f'[limits.words]\nvalue = {1000 + number}\nstatus = "unconfirmed"\n'
    SOURCE.with_name("own.toml").write_text(PROFILE + limit * (number % 2), encoding="utf-8")


def settings(number: int) -> None:
    folder = (Path(), Path("content"), SOURCE.parent)[number % 3]
    (folder / "submission.toml").write_text(f'look = "{("un", "house")[number % 2]}"\n', encoding="utf-8")


def no_settings(number: int) -> None:
    folder = (Path(), Path("content"), SOURCE.parent)[number % 3]
    (folder / "submission.toml").unlink(missing_ok=True)


def removed(number: int) -> None:
    (OUTPUT / ("report.html", "report.docx")[number % 2]).unlink(missing_ok=True)


def cut_off(number: int) -> None:
    path = OUTPUT / "report.html"
    if path.exists():
        path.write_bytes(path.read_bytes()[: number % 5000])


def spoilt(number: int) -> None:
    path = OUTPUT / ".submission/stamps.json"
    if path.exists():
        path.write_bytes((b"", b"{", b"[]", b'{"salt": "00", "stamps": {"report": 1}}')[number % 4])


def without_key(number: int) -> None:
    path = SOURCE.parent / ".submission/stamps-key.json"
    if path.exists():
        path.write_bytes((b"", b"{}", b'{"key": "x"}', b'{"key": ""}')[number % 4])


def nothing(number: int) -> None:
    pass


EDITS: list[Callable[[int], None]] = [
    *(
        source,
        picture,
        bibliography,
        template,
        no_template,
        profile,
        settings,
        no_settings,
        removed,
        cut_off,
        spoilt,
        without_key,
        nothing,
    )
]


@pytest.mark.parametrize(
    ("seed", "steps"),
    [(193, 12), *(pytest.param(n, 60, marks=pytest.mark.long) for n in range(1, 23))],
)
def test_it_is_always_as_from_nothing(run: Run, project: Path, seed: int, steps: int) -> None:
    """The first seed has each edit."""
    chance = random.Random(seed)
    for _ in range(steps):
        edits = chance.sample(EDITS, chance.randint(0, 2))
        for edit in edits:
            edit(chance.randrange(10_000))
        options = chance.choice([(), ("--templates", "own"), ("--look", "house")])
        done = run("build", "--to", "html,docx", *options)
        if cut_off in edits and "S025" in done.err:  # with another change, nobody knows that it was cut off
            done = run("build", "--to", "html,docx", "--force", *options)
            for path in OUTPUT.glob("report.edited*"):
                path.unlink()
        assert done.status == 0, done.err
        there = files()
        shutil.rmtree("build")
        assert run("build", "--to", "html,docx", *options).status == 0
        assert files() == there
        again = run("build", "--to", "html,docx", *options)
        assert (again.status, again.out, again.err) == (0, f"{SOURCE}: up to date\n", "")
        assert files() == there


def files() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in OUTPUT.glob("report*")}


@pytest.mark.parametrize("folder", [".", "content", "content/x"])
def test_settings_that_appear_change_and_go(run: Run, project: Path, folder: str) -> None:
    Path(".git").mkdir()
    file = Path(folder, "submission.toml")
    Path("submission.toml").write_text("", encoding="utf-8")
    looks = [built(run)]
    for look in ("house", "un", "house"):
        file.write_text(f'look = "{look}"\n', encoding="utf-8")
        looks.append(built(run))
    file.unlink()
    looks.append(built(run))
    assert looks[0] == looks[2] == looks[4] != looks[1] == looks[3]


def built(run: Run) -> bytes:
    """The page, which was made now, and is then up to date."""
    assert "wrote" in run("build", "--to", "html").out
    assert "up to date" in run("build", "--to", "html").out
    return (OUTPUT / "report.html").read_bytes()


def test_a_template_in_a_folder_that_was_empty(run: Run, project: Path) -> None:
    run("build", "--to", "html", "--templates", "own")
    before = (OUTPUT / "report.html").read_bytes()
    template(1)
    assert "wrote" in run("build", "--to", "html", "--templates", "own").out
    assert (OUTPUT / "report.html").read_bytes() != before


def picture_in_folder(number: int) -> None:
    picture(number)
    Path("content/x/pictures").mkdir(exist_ok=True)
    shutil.copy(SOURCE.with_name("a.png"), "content/x/pictures/b.png")
    SOURCE.write_text(f"{MATTER}{WORDS}\n![B](pictures/b.png)\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("link", "edit"),
    [
        ("content/x/a.png", picture),
        ("content/x/pictures", picture_in_folder),
        ("content/x/sources.json", bibliography),
        ("content/x/own.toml", profile),
        ("own", template),
    ],
)
def test_a_link_that_leads_elsewhere_builds_again(
    run: Run, project: Path, link: str, edit: Callable[[int], None]
) -> None:
    """No name in a folder changes, and no file."""
    Path(".git").mkdir()
    Path("submission.toml").write_text('templates = "own"\n', encoding="utf-8")
    at, places = Path(link), [Path(link).with_stem(each) for each in ("first", "second")]
    for number, place in enumerate(places):
        edit(number)
        (shutil.copytree if at.is_dir() else shutil.copy)(at, place)
    at.rename(project / "before")
    for place in places:
        at.unlink(missing_ok=True)
        at.symlink_to(place.name)
        built(run)


def test_outputs_in_the_folder_of_the_source_are_not_new_files(run: Run, project: Path) -> None:
    Path("content/x/submission.toml").write_text('output = "out"\n', encoding="utf-8")
    assert "wrote" in run("build", "--to", "html").out
    assert "up to date" in run("build", "--to", "html").out
    assert Path("content/x/out/x/report.html").is_file()


def test_force_builds(run: Run, project: Path) -> None:
    assert "wrote" in run("build", "--to", "html").out
    assert "up to date" in run("build", "--to", "html").out
    assert "wrote" in run("build", "--to", "html", "--force").out
    assert "wrote" in run("build", "--to", "html,docx").out


def test_an_edited_output_is_not_up_to_date(run: Run, project: Path) -> None:
    run("build", "--to", "html")
    path = OUTPUT / "report.html"
    path.write_bytes(path.read_bytes() + b"more")
    done = run("build", "--to", "html")
    assert "S025" in done.err
    assert done.status == 1
    assert "--draft" not in done.err  # a draft would not replace it either
    other = Path("content/y/report.md")
    other.parent.mkdir()
    other.write_text("---\ntitle: Another\nlang: en\n---\n\n1. Words.\n", encoding="utf-8")
    done = run("build", "--to", "html")
    assert (done.status, "1 of 2 sources refused:\n  content/x/report.md: S025 " in done.err) == (1, True)
    assert Path("build/y/report.html").is_file()


def test_a_stamp_that_names_a_device_is_none(run: Run, project: Path) -> None:
    built(run)
    file = OUTPUT / ".submission/stamps.json"
    record = json.loads(file.read_text(encoding="utf-8"))
    record["stamps"]["report"]["read"] |= {"/dev/zero": ""}  # which would be read for ever
    file.write_text(json.dumps(record), encoding="utf-8")
    built(run)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such a name")
def test_a_file_next_to_a_source_may_have_any_name(run: Run, project: Path) -> None:
    Path(os.fsdecode(b"content/x/caf\xe9.txt")).touch()
    built(run)


def test_a_plugin_that_changes_builds_again(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As one does that somebody is writing: its version stays."""
    Strangers(project / "packages", monkeypatch).install("my-tools", writers="plain = my_tools:Plain")
    for code in (A_WRITER, f"{A_WRITER}# changed\n"):
        Path("packages/my_tools.py").write_text(code, encoding="utf-8")
        stamps._program.cache_clear()  # as another process has it
        for state in ("wrote", "up to date"):
            assert state in run("build", "--to", "plain").out


def test_a_draft_has_no_stamp(run: Run, project: Path) -> None:
    for _ in range(2):
        assert "wrote" in run("build", "--to", "html", "--draft").out


def test_the_same_words_elsewhere_are_another_source(run: Run, project: Path) -> None:
    shutil.copytree("content/x", "other/x")
    run("build", "content/x", "--to", "html", "--output", "out")
    assert "up to date" not in run("build", "other/x", "--to", "html", "--output", "out").out


def test_no_digest_is_that_of_a_guess(run: Run, project: Path) -> None:
    """Two folders have other digests of the same file; all of the keys is in no folder of outputs."""
    texts = []
    for folder in ("one", "two"):
        run("build", "--to", "html", "--output", folder)
        texts.append(Path(folder, ".submission/stamps.json").read_text(encoding="utf-8"))
    digests = [{word for word in text.split('"') if len(word) == 32} for text in texts]
    assert digests[0].isdisjoint(digests[1])
    key = json.loads((SOURCE.parent / ".submission/stamps-key.json").read_bytes())["key"]
    assert len(key) == 32
    assert not any(key in text for text in texts)


@pytest.mark.parametrize("weak", ["", "00", " " * 32, "00" * 15])
def test_a_key_that_can_be_guessed_is_replaced(run: Run, project: Path, weak: str) -> None:
    path = SOURCE.parent / ".submission/stamps-key.json"
    run("build", "--to", "html")
    path.write_text(json.dumps({"version": 1, "key": weak}), encoding="utf-8")
    assert "wrote" in run("build", "--to", "html").out
    assert len(bytes.fromhex(json.loads(path.read_bytes())["key"])) == 16
    assert "up to date" in run("build", "--to", "html").out


def test_without_a_place_for_the_key_it_is_built_each_time(run: Run, project: Path) -> None:
    (project / "elsewhere").mkdir()
    (SOURCE.parent / ".submission").symlink_to(project / "elsewhere")
    for _ in range(2):
        assert "wrote" in run("build", "--to", "html").out
    assert not [*(project / "elsewhere").iterdir()]


@pytest.mark.usefixtures("project")
def test_outputs_on_another_drive_are_built_each_time(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """On Windows there is no relative path from one drive to another."""
    path = os.path.relpath

    def relative(name: str, start: str = ".") -> str:
        if ("elsewhere" in os.fspath(name)) != ("elsewhere" in os.fspath(start)):
            raise ValueError("path is on mount 'C:', start on mount 'D:'")
        return path(name, start)

    output = tmp_path_factory.mktemp("elsewhere")
    assert run("build", "--to", "html", "--output", output, SOURCE).status == 0
    monkeypatch.setattr(os.path, "relpath", relative)
    for _ in range(2):
        ran = run("build", "--to", "html", "--output", output, SOURCE)
        assert (ran.status, "wrote" in ran.out) == (0, True), ran
