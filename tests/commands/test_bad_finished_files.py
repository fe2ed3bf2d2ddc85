"""Finished files that are cut off, encrypted, empty, not what they are called, or of another source.

One diagnostic each, whatever the format, as the command tells it.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from tests.support.command import Run, project, run, write
from tests.support.pages import ROOT, read
from toolchain.plugins.registry import writer

__all__ = ["project", "run"]  # fixtures

SOURCE = "content/x/report.md"
MINIMAL = ROOT / "content/minimal/report.md"
FORMS = ("docx", "epub", "html", "pdf")
Files = dict[str, bytes]


@pytest.fixture(scope="module")
def good() -> Files:
    """A true file of each format."""
    submission = read(MINIMAL)
    return {form: writer(form).write(submission.resolved, submission.project) for form in FORMS}


def _with_password(data: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    return out.getvalue()


def _without_tags(data: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        del pdf.Root.StructTreeRoot
        pdf.save(out)
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000)
"""How an encrypted Word file begins, and one of the years before 2007."""
PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)

SPOILED: dict[str, Callable[[Files, str], bytes]] = {
    "empty": lambda good, form: b"",
    "spaces": lambda good, form: b" \n" * 50,
    "a quarter": lambda good, form: good[form][: len(good[form]) // 4],
    "a half": lambda good, form: good[form][: len(good[form]) // 2],
    "all but the end": lambda good, form: good[form][:-12],
    "a picture": lambda good, form: PNG,
    "a text": lambda good, form: b"Dear colleagues,\n\nplease find our report below.\n",
    "the source": lambda good, form: MINIMAL.read_bytes(),
    "zeros": lambda good, form: bytes(5000),
    "an old or encrypted Word file": lambda good, form: OLE,
    **{f"a {other}": lambda good, form, other=other: good[other] for other in FORMS},  # type: ignore[misc]
}
CASES = [(name, form) for name in SPOILED for form in FORMS if name != f"a {form}"]


@pytest.mark.parametrize(("name", "form"), CASES)
def test_what_is_no_such_file(run: Run, project: Path, good: Files, name: str, form: str) -> None:
    path = Path(f"build/x/report.{form}")
    path.parent.mkdir(parents=True)
    path.write_bytes(SPOILED[name](good, form))
    write(Path(SOURCE), MINIMAL.read_text(encoding="utf-8"))
    _one_diagnostic(run, path)


@pytest.mark.parametrize("spoil", [_with_password, _without_tags])
def test_a_pdf_that_cannot_be_read(
    run: Run, project: Path, good: Files, spoil: Callable[[bytes], bytes]
) -> None:
    path = Path("report.pdf")
    path.write_bytes(spoil(good["pdf"]))
    _one_diagnostic(run, path)


def _one_diagnostic(run: Run, path: Path) -> None:
    ran = run("check", path, "--against", SOURCE)
    assert (ran.status, ran.err) == (2, "")
    first, *rest = ran.out.splitlines()
    assert re.match(rf"{re.escape(path.as_posix())}: error S0(12|20) .{{10}}", first)
    assert [line.partition(":")[0] for line in rest[:-3]] in ([], ["help"])
    assert rest[-3::2] == ["", "1 finding: 1 error"]


@pytest.mark.parametrize("form", FORMS)
def test_the_source_of_another_document(run: Run, project: Path, good: Files, form: str) -> None:
    """What differs is not told line by line."""
    path = Path(f"report.{form}")
    path.write_bytes(good[form])
    ran = run("check", path, "--against", ROOT / "content/pakistan-opsc/report.md")
    assert ran.status == 1
    assert ran.out.count("error D906") == 1
    assert "error D906 the file is not made from " in ran.out
    assert "help: name the source that the file was made from" in ran.out
    assert ran.out.splitlines()[-1] == "1 finding: 1 error"


@pytest.mark.parametrize("form", FORMS)
def test_the_good_file_is_good(run: Run, project: Path, good: Files, form: str) -> None:
    """What the tests above take for granted."""
    path = Path(f"report.{form}")
    path.write_bytes(good[form])
    assert run("check", path, "--against", MINIMAL).status == 0


@pytest.mark.parametrize("form", FORMS)
def test_a_pipe_is_not_waited_for(run: Run, project: Path, form: str) -> None:
    os.mkfifo(project / f"x.{form}")
    for more in ((), ("--against", SOURCE)):
        ran = run("check", f"x.{form}", *more)
        assert ran.status == 2
        assert f"x.{form}: error S020 this is not a file, but a device or a pipe" in ran.out
