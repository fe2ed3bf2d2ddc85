"""`pack`: exactly the files that the recipient takes, after send-check, in a folder with nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.command import CLEAN, Run, once, project, run, write
from toolchain.pipeline import pack
from toolchain.recipients.loading import load_ours

__all__ = ["project", "run"]  # fixtures

SOURCE = Path("content/x/report.md")
TO = Path("to-send")
MATTER = "lang: en\nprofile: cedaw\ncountry: Example\nsubmitted-by:\n  - name: Example\npublic: true"
PROFILE = """\
title = "A call"
recipient = "A mandate"

[formats]
value = ["docx", "html"]
status = "unconfirmed"

[file-name]
value = "{}"
source = "https://example.org"
checked = 2026-11-25
status = "confirmed"
"""


@pytest.fixture(autouse=True)
def built(project: Path, run: Run) -> None:
    """A source for a committee that takes Word files, with its Word file and its page in build/."""
    write(SOURCE, CLEAN.replace("lang: en", MATTER))
    once(run, "build", SOURCE, "--to", "docx,html")


def packed() -> list[str]:
    return sorted(each.name for each in TO.iterdir()) if TO.is_dir() else []


def test_only_what_the_recipient_takes_is_packed(run: Run) -> None:
    ran = run("pack", SOURCE, "-o", TO)
    assert ran.status == 0, ran.err
    assert ran.out.splitlines() == [
        "packed to-send/report.docx",
        f"to-send has these files and no others, for {load_ours('cedaw').profile.title} (cedaw)",
        "once it is sent, record its numbers: submission freeze content/x/report.md",
    ]
    assert packed() == ["report.docx"]
    assert (TO / "report.docx").read_bytes() == Path("build/x/report.docx").read_bytes()


def test_nothing_is_packed_while_there_is_something_to_fix(run: Run) -> None:
    source = SOURCE.read_text(encoding="utf-8")
    for change in (source.replace("girls", "boys"), source.replace("Example", "Sample Organization")):
        write(SOURCE, change)
        ran = run("pack", SOURCE, "-o", TO)
        assert (ran.status, ran.err.splitlines()[-1]) == (1, "nothing is packed: fix what is listed first")
        assert "To fix" in ran.out
        assert packed() == []
    write(SOURCE, source)
    Path("build/x/report.docx").unlink()
    assert "There is no file to send yet" in run("pack", SOURCE, "-o", TO).out
    assert packed() == []


def test_without_a_word_file_nothing_is_sent_to_a_recipient_whose_formats_are_not_known(run: Run) -> None:
    source = SOURCE.read_text(encoding="utf-8")
    for profile in ("crc", "plain"):
        write(SOURCE, source.replace("profile: cedaw", f"profile: {profile}"))
        assert run("build", SOURCE, "--to", "html").status == 0
        Path("build/x/report.docx").unlink(missing_ok=True)
        ran = run("pack", SOURCE, "-o", TO, "--freeze", "--sent", "2026-03-15")
        assert (ran.status, TO.exists(), SOURCE.with_name("report.sent.json").exists()) == (1, False, False)
        assert ran.err.splitlines()[-1] == "nothing is packed: there is no file to send yet"
        assert "submission build content/x/report.md --to docx" in ran.out


def test_a_folder_with_anything_else_is_refused(run: Run) -> None:
    write(TO / "other.txt", "a")
    ran = run("pack", SOURCE, "-o", TO)
    assert ran.status == 2
    assert "to-send: error S013 there are files in this folder that “submission pack” did not put" in ran.err
    assert packed() == ["other.txt"]
    assert run("pack", SOURCE, "-o", "build/x").status == 2
    assert run("pack", SOURCE, "-o", SOURCE).status == 2


def test_what_was_packed_is_replaced_unless_it_has_changed(run: Run) -> None:
    run("pack", SOURCE, "-o", TO)
    first = (TO / "report.docx").read_bytes()
    write(SOURCE, SOURCE.read_text(encoding="utf-8").replace("girls", "boys"))
    run("build", SOURCE, "--to", "docx,html")
    assert run("pack", SOURCE, "-o", TO).status == 0
    second = (TO / "report.docx").read_bytes()
    assert first != second
    for name, data in (("report.docx", second + b"\n"), ("note.txt", b"a")):
        (TO / name).write_bytes(data)
        assert run("pack", SOURCE, "-o", TO).status == 2
        assert (TO / name).read_bytes() == data
        (TO / "report.docx").write_bytes(second)
    (TO / "note.txt").unlink()
    (TO / "folder").mkdir()
    assert run("pack", SOURCE, "-o", TO).status == 2


def test_what_was_packed_of_another_source_stays(run: Run) -> None:
    """Each is packed into a folder of its own, and both can be packed again."""
    other = SOURCE.with_name("statement.md")
    write(other, SOURCE.read_text(encoding="utf-8"))
    assert run("build", other, "--to", "docx").status == 0
    assert run("pack", other, "-o", TO).status == 0
    ran = run("pack", SOURCE, "-o", TO)
    assert (ran.status, "error S013" in ran.err, packed()) == (2, True, ["statement.docx"])
    for _ in range(2):
        assert run("pack", SOURCE, "-o", "own").status == 0
        assert run("pack", other, "-o", TO).status == 0


def test_what_a_system_puts_into_the_folder_is_removed(run: Run) -> None:
    """Finder and Explorer do so as soon as the folder is opened, and show nobody."""
    for _ in range(2):
        assert run("pack", SOURCE, "-o", TO).status == 0
        assert packed() == ["report.docx"]
        write(TO / ".DS_Store", "Bud1")
        write(TO / "desktop.ini", "[.ShellClassInfo]")


def test_the_name_is_the_one_that_is_asked_for(run: Run) -> None:
    """A build and send-check see to that; so does pack."""
    write(SOURCE.parent / "profiles/call.toml", PROFILE.format("*_input.*"))
    source = SOURCE.with_name("example_input.md")
    write(source, CLEAN.replace("lang: en", "lang: en\nprofile: call"))
    run("build", source, "--to", "docx,html")
    assert run("pack", source, "-o", TO).status == 0
    assert packed() == ["example_input.docx", "example_input.html"]
    write(SOURCE.parent / "profiles/call.toml", PROFILE.format("other.*"))
    assert run("pack", source, "-o", TO).status == 1


def test_a_file_that_changes_while_it_is_checked_is_not_packed(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def changing(*given: object) -> dict[Path, bytes]:
        made = whole(*given)  # type: ignore[arg-type]
        return {path: data[:-1] for path, data in made.items()}

    whole = pack.contents
    monkeypatch.setattr(pack, "contents", changing)
    assert "error S022" in run("pack", SOURCE, "-o", TO).err
    assert packed() == []


def test_numbers_are_recorded_if_that_is_asked_for(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    record = SOURCE.with_name("report.sent.json")
    assert run("pack", SOURCE, "-o", TO, "--freeze", "--sent", "2026-13-01").status == 2
    assert packed() == []
    monkeypatch.setattr("sys.stdin", Asked(["n\n"]))
    assert run("pack", SOURCE, "-o", TO).status == 0
    assert not record.exists()
    monkeypatch.setattr("sys.stdin", Asked(["\n"]))
    assert run("pack", SOURCE, "-o", TO, "--sent", "2026-03-15").status == 0
    assert '"sent": "2026-03-15"' in record.read_text(encoding="utf-8")
    ran = run("pack", SOURCE, "-o", TO, "--freeze")
    assert ran.status == 0
    assert "its numbers are recorded already: content/x/report.sent.json" in ran.out
    write(SOURCE, SOURCE.read_text(encoding="utf-8").replace("1. ", "1. Now: ", 1))
    assert run("build", SOURCE, "--to", "docx,html").status == 0
    ran = run("pack", SOURCE, "-o", TO, "--freeze")
    assert "there is a record of an earlier version; to replace it: submission freeze" in ran.out


class Asked:
    """A terminal at which somebody types these lines."""

    def __init__(self, lines: list[str]) -> None:
        self.lines: Iterator[str] = iter(lines)

    def isatty(self) -> bool:
        return True

    def readline(self) -> str:
        return next(self.lines)
