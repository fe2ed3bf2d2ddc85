"""A task in another folder has the outcome that it has here, and says the names that were typed."""

import os
import stat
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from PIL import Image

from toolchain.data import packaged_templates
from toolchain.pipeline.cluster import workers
from toolchain.pipeline.cluster.parcels import Packed, laid_out, opened, packed, with_more
from toolchain.pipeline.cluster.workers import run_apart
from toolchain.pipeline.run_task import check, run
from toolchain.pipeline.tasks import Order, Outcome, plan
from toolchain.project.folder_settings import FolderSettings, read_settings
from toolchain.project.settings import Options
from toolchain.rules.commands import TaskStopped

NONE = Options()
SOURCE = Path("content/x/report.md")
MATTER = "---\ntitle: A title\nlang: en\nsources: sources.json\ncitation-style: un\n{0}---\n\n"
WORDS = "1. One [@a].\n\n![A picture](a.png)\n"
BOOK = '[{"id": "a", "type": "book", "title": "A book", "issued": {"date-parts": [[2020]]}}]'


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    SOURCE.parent.mkdir(parents=True)
    source()
    SOURCE.with_name("sources.json").write_text(BOOK, encoding="utf-8")
    Image.new("RGB", (20, 20), (200, 0, 0)).save(SOURCE.with_name("a.png"))
    return tmp_path


def source(matter: str = "", words: str = WORDS) -> None:
    SOURCE.write_text(MATTER.format(matter) + words, encoding="utf-8")


def there(made: Packed, *, just_checked: bool = False) -> Outcome:
    data = run_apart(made.parcel, 60, check=just_checked)
    assert isinstance(data, bytes)
    return opened(data, made.common)


def compare(named: Path = SOURCE, options: Options = NONE, formats: str = "html") -> Packed:
    """Build a source here and in a folder of a worker, and compare what is found and made."""
    (task,) = plan([named], Order(tuple(formats.split(","))), options)
    made = packed(task)
    assert made
    outcome, here = there(made), run(task, lambda step: None)
    while again := with_more(task, made, outcome):
        made, outcome = again, there(again)
    assert outcome.diagnostics == here.diagnostics
    assert outcome.outputs == here.outputs
    assert outcome.texts == here.texts
    assert (outcome.status, outcome.refused, outcome.budget) == (here.status, here.refused, here.budget)
    read = {os.path.realpath(name): digest for name, digest in outcome.read.items()}
    assert read.items() >= {os.path.realpath(name): digest for name, digest in here.read.items()}.items()
    return made


def names(made: Packed) -> dict[str, bool]:
    """The files in a parcel, and whether they have their bytes."""
    return {name: bool(data) for name, data in made.parcel.files.items()}


def test_only_what_is_read_is_sent() -> None:
    SOURCE.with_name("interview.md").write_text("Private.", encoding="utf-8")
    Path("content/y").mkdir()
    Path("content/y/report.md").write_text("Private.", encoding="utf-8")
    made = compare(formats="html,docx,epub,pdf")
    assert names(made) == {
        "content/x/a.png": True,
        "content/x/interview.md": False,
        "content/x/report.md": True,
        "content/x/sources.json": True,
    }


def test_an_absolute_name_is_said_as_typed(folder: Path) -> None:
    source(words=WORDS + "\n3. Two[^x].\n")
    made = compare(folder / SOURCE)
    assert str(folder) not in repr(made.parcel)
    (task,) = plan([folder / SOURCE], Order(("html",)), Options())
    assert there(made).diagnostics[0].finding.span.path == (folder / SOURCE).as_posix()
    assert str(folder / SOURCE) in run(task, lambda step: None).read


def test_a_name_with_dots_is_said_as_typed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source(words=WORDS + "\n3. Two[^x].\n")
    (folder / "elsewhere/deep").mkdir(parents=True)
    monkeypatch.chdir(folder / "elsewhere/deep")
    made = compare("../.." / SOURCE)
    assert made.parcel.at == "elsewhere/deep"
    assert there(made).source.as_posix() == "../../content/x/report.md"


@pytest.mark.parametrize("absolute", [False, True])
def test_settings_of_the_folder_go_along(folder: Path, absolute: bool) -> None:
    Path(".git").mkdir()
    for name in ("own", "empty", "profiles"):
        Path(name).mkdir()
    text = (packaged_templates() / "screen.css").read_text(encoding="utf-8")
    Path("own/screen.css").write_text(f"{text}\np {{ margin: 7px }}", encoding="utf-8")
    Path("more.css").write_text("p { color: #123; colour: red }", encoding="utf-8")
    Path("profiles/mine.toml").write_text('inherits = "base"\n[limits.wrods]\n', encoding="utf-8")
    Path("profiles/base.toml").write_text('title = "Us"\n', encoding="utf-8")
    Path("private.md").write_text("Private.", encoding="utf-8")
    named = folder / SOURCE if absolute else SOURCE
    for text in (
        'templates = "own"\ncss = "more.css"\n',
        'templates = "empty"\nprofile = "mine"\n',
        "lok = 1\n",
    ):
        Path("submission.toml").write_text(text, encoding="utf-8")
        made = compare(named, formats="html,epub")
        assert names(made)["submission.toml"]
        assert "private.md" not in names(made)
        assert str(folder) not in repr(made.parcel.task.settings)
    assert "profiles/base.toml" not in names(made)


def test_a_template_that_is_a_link_out_is_not_sent(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("elsewhere") / "page.html.j2"
    secret.write_text("private words", encoding="utf-8")
    Path(".git").mkdir()
    Path("own").mkdir()
    Path("own/page.html.j2").symlink_to(secret)
    Path("submission.toml").write_text('templates = "own"\n', encoding="utf-8")
    (task,) = plan([SOURCE], Order(("html",)), NONE)
    assert packed(task) is None
    assert [each.code for each in run(task, lambda step: None).diagnostics][-1] == "S009"


def test_no_settings_of_a_worker_are_for_a_task(folder: Path) -> None:
    (task,) = plan([SOURCE], Order(("html",)), NONE)
    made = packed(task)
    assert made
    (folder / "worker").mkdir()
    (folder / "worker/submission.toml").write_text("jobs = 1\n", encoding="utf-8")
    laid = laid_out(made.parcel, folder / "worker/task")
    assert laid.source.is_file()
    assert read_settings(laid.source)[0] == FolderSettings()


@pytest.mark.parametrize("absolute", [False, True])
def test_templates_styles_and_profiles_of_one_s_own(folder: Path, absolute: bool) -> None:
    own = Path("own/templates")
    own.mkdir(parents=True)
    text = (packaged_templates() / "screen.css").read_text(encoding="utf-8")
    (own / "screen.css").write_text(f"{text}\np {{ margin: 7px }}", encoding="utf-8")
    Path("own/more.css").write_text("p { color: #123; colour: red }", encoding="utf-8")
    SOURCE.with_name("own.toml").write_text('title = "Us"\n[words]\nlimit = 3', encoding="utf-8")
    source("profile: own.toml\ntemplate: own.docx\n")
    SOURCE.with_name("own.docx").write_bytes((packaged_templates() / "reference.docx").read_bytes())
    at = folder if absolute else Path()
    compare(options=Options(templates=at / "own/templates", css=at / "own/more.css", draft=True),
            formats="html,docx")  # fmt: skip


def test_a_profile_that_does_not_exist_has_the_same_suggestions() -> None:
    SOURCE.with_name("profiles").mkdir()
    SOURCE.with_name("profiles").joinpath("ours-too.toml").write_text('title = "Us"', encoding="utf-8")
    SOURCE.with_name("profiles").joinpath("upr.toml").write_text('title = "Us"', encoding="utf-8")
    source("profile: ours-to\n")
    compare()
    source("profile: upr\n")
    compare()


def test_a_translation_is_compared_with_its_original() -> None:
    french = SOURCE.with_name("report.fr.md")
    text = SOURCE.read_text(encoding="utf-8").replace("lang: en", "lang: fr")
    french.write_text(text + "\n2. Deux.\n", encoding="utf-8")
    made = compare(french)
    assert names(made)["content/x/report.md"]
    SOURCE.unlink()
    SOURCE.symlink_to("missing.md")
    compare(french)


def linked_folder(folder: Path) -> None:
    (folder / "content/x").rename(folder / "shared")
    (folder / "content/x").symlink_to(folder / "shared")


def linked_picture(folder: Path) -> None:
    SOURCE.with_name("a.png").rename(SOURCE.with_name("b.png"))
    SOURCE.with_name("a.png").symlink_to("b.png")


def absolute_link(folder: Path) -> None:
    SOURCE.with_name("a.png").rename(SOURCE.with_name("b.png"))
    SOURCE.with_name("a.png").symlink_to(folder / "content/x/b.png")


def linked_outside(folder: Path) -> None:
    SOURCE.with_name("a.png").rename(folder / "secret.png")
    SOURCE.with_name("a.png").symlink_to(folder / "secret.png")


def linked_source(folder: Path) -> None:
    SOURCE.rename(folder / "real.md")
    SOURCE.symlink_to(folder / "real.md")


def folder_for_picture(folder: Path) -> None:
    SOURCE.with_name("a.png").unlink()
    SOURCE.with_name("a.png").mkdir()


def no_picture(folder: Path) -> None:
    SOURCE.with_name("a.png").unlink()


def odd_picture(folder: Path) -> None:
    SOURCE.with_name("a.png").write_bytes(b"odd")


def odd_bytes(folder: Path) -> None:
    SOURCE.write_bytes(b"---\ntitle: \xff\n---\n")


@pytest.mark.skipif(sys.platform == "win32", reason="needs symbolic links")
@pytest.mark.parametrize(
    "change",
    [
        linked_folder, linked_picture, absolute_link, linked_outside, linked_source, folder_for_picture,
        no_picture, odd_picture, odd_bytes,
    ],
)  # fmt: skip
def test_files_that_are_not_plain(folder: Path, change: Callable[[Path], None]) -> None:
    change(folder)
    made = compare()
    assert "secret.png" not in repr(made.parcel.files.keys())


def test_a_source_that_does_not_exist_is_not_sent() -> None:
    (task,) = plan([Path("content/x/no.md")], Order(("html",)), Options())
    assert packed(task) is None


def test_a_check_says_what_it_says_here() -> None:
    source(words="1. One  two.\n\n3. Three[^x].\n")
    (task,) = plan([SOURCE], Order(("html",)), Options())
    made = packed(task)
    assert made
    outcome, here = there(made, just_checked=True), check(task, lambda step: None)
    assert outcome.diagnostics == here.diagnostics
    assert outcome.fixed == here.fixed > 0
    assert not outcome.outputs


@pytest.mark.parametrize("seconds", [60, 0.05])
def test_only_the_owner_can_read_the_folder_which_is_removed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, seconds: float
) -> None:
    memory = folder / "memory"
    memory.mkdir()
    monkeypatch.setattr(workers, "_IN_MEMORY", memory)
    (task,) = plan([SOURCE], Order(("pdf",)), NONE)
    made = packed(task)
    assert made
    modes: set[int] = set()
    texts: set[str] = set()
    with ThreadPoolExecutor() as threads:
        running = threads.submit(run_apart, made.parcel, seconds, check=False)
        while not running.done():
            with suppress(OSError):
                modes |= {stat.S_IMODE(path.stat().st_mode) for path in memory.iterdir()}
                texts |= {path.name for path in memory.rglob("main.typ")}
    assert modes <= {0o700}
    assert seconds < 60 or (modes and texts)
    assert isinstance(running.result(), bytes if seconds == 60 else TaskStopped)
    assert [*memory.iterdir()] == []
