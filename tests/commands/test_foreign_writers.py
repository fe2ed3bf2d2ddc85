"""Writers of others that fail, return rubbish or come to no end: one diagnostic, old outputs intact."""

import textwrap
from pathlib import Path

import pytest

from tests.support.command import Ran, Run, outputs, project, run, write
from tests.support.strangers import A_WRITER, ENDLESS, Strangers, assert_one_diagnostic

__all__ = ["project", "run"]  # fixtures


@pytest.fixture
def strangers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Strangers:
    """More packages, beside the one that `project` installs."""
    return Strangers(tmp_path / "more-packages", monkeypatch)


def writer(body: str, attributes: str = "") -> str:
    """A writer called "bad" with this body of `write` and these further attributes."""
    head = 'api, name, suffix, media_type, requires = 1, "bad", ".bad", "text/plain", ()'
    method = "def write(self, resolved, project):\n" + textwrap.indent(textwrap.dedent(body).strip(), "    ")
    inside = "\n".join([head, attributes, method])
    imports = "from toolchain.model.diagnostics import *\nfrom toolchain.model.places import *\n"
    return f"{imports}class Bad:\n" + textwrap.indent(inside, "    ")


BODIES = [
    ("return None", "what it returns is None, not bytes"),
    ("pass", "what it returns is None, not bytes"),
    ("return 'text'", "what it returns is of type str, not bytes"),
    ("return b''", "what it returns is empty"),
    ("return bytearray(b'x')", "what it returns is of type bytearray, not bytes"),
    ("return (b'x' for _ in range(2))", "what it returns is of type generator, not bytes"),
    ("yield b'x'", "what it returns is of type generator, not bytes"),
    ("return open(resolved.document.path)", "what it returns is of type TextIOWrapper, not bytes"),
    ("raise ValueError('no such thing')", "ValueError: no such thing"),
    ("raise SystemExit(0)", "SystemExit: 0"),
    ("raise BaseException", "BaseException"),
    ("raise MemoryError", "MemoryError"),
    ("raise OSError(28, 'No space left on device')", "OSError: [Errno 28] No space left on device"),
    ("self.write(resolved, project)", "RecursionError: maximum recursion depth exceeded"),
    ("resolved.document.text = 'mine'", "FrozenInstanceError: cannot assign to field 'text'"),
    ("raise Failure('x')", "AttributeError: 'str' object has no attribute 'finding'"),
    ("raise Failure()", "it raises a Failure that says nothing"),
    (
        "raise Failure(Defect('S012', Finding(None, 'x')))",
        "[0].finding.span of what its Failure says is None, not SourceSpan or FilePlace",
    ),
    ("while True: pass", ENDLESS),
    ("import time\ntime.sleep(600)", ENDLESS),
    ("import re\nre.match('(a*)*b', 'a' * 60)", ENDLESS),
]


@pytest.mark.filterwarnings("ignore:unclosed file")
@pytest.mark.parametrize(("body", "said"), BODIES)
def test_a_writer_that_fails(run: Run, project: Path, strangers: Strangers, body: str, said: str) -> None:
    """Neither its output nor another one's is touched, whichever is asked for first."""
    strangers.hurry(said)
    strangers.install("bad-tools", writer(body), writers="bad = bad_tools:Bad")
    write(project / "build/x/report.txt", "old")
    write(project / "build/x/report.bad", "old")
    for formats in ("plain,bad", "bad,plain"):
        ran = run("build", "--to", formats)
        assert ran.status == 2
        assert_one_diagnostic(
            ran.out + ran.err, f"write content/x/report.md: {said}", "toolchain.writers, bad"
        )
        assert outputs() == ["build/x/report.bad", "build/x/report.txt"]
        assert {Path(path).read_text() for path in outputs()} == {"old"}


def test_a_failure_that_a_writer_raises_as_it_may(run: Run, project: Path, strangers: Strangers) -> None:
    body = "raise failure('S012', FilePlace('page.txt'), 'there is no such template', 'make one')"
    strangers.install("bad-tools", writer(body), writers="bad = bad_tools:Bad")
    ran = run("build", "--to", "bad")
    assert ran == Ran(2, "", "page.txt: error S012 there is no such template\nhelp: make one\n")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (
            writer("pass", 'suffix = "bad"'),
            "its suffix 'bad' is not a full stop with small letters and digits",
        ),
        (
            writer("pass", 'suffix = "/../../x"'),
            "its suffix '/../../x' is not a full stop with small letters",
        ),
        (writer("pass", "suffix = None"), "its suffix is None, not str"),
        (writer("pass", "del suffix"), "its suffix is None, not str"),
        (writer("pass", "media_type = b''"), "its media_type is b'', not str"),
        (writer("pass", 'requires = "json"'), "its requires is of type str, not Sequence"),
        (writer("pass", "requires = (5,)"), "[0] of its requires is 5, not str"),
        (writer("pass", 'name = "html"'), "it is registered as 'bad' but calls itself 'html'"),
        (writer("pass", "name = 5"), "its name is 5, not str"),
        (writer("pass") + "\n    write = None", "it has no method write"),
        (writer("pass", "def __init__(self, more): pass"), "TypeError: Bad.__init__() missing 1 required"),
        (writer("pass", "def __init__(self): 1 / 0"), "ZeroDivisionError: division by zero"),
        (writer("pass") + "\nBad = Bad()", "TypeError: 'Bad' object is not callable"),
        ("import sys\nclass Bad: pass\nBad.api = 1", "its name is None, not str"),
        ("class Bad: api = '1'", "it is made for api '1'; this is api 1"),
        ("class Bad: api = 2", "it is made for api 2; this is api 1"),
        ("Bad = None", "it does not say which api it is made for; this is api 1"),
        ("while True: pass", ENDLESS),
        ("raise BaseException('x')", "BaseException: x"),
    ],
)
def test_a_writer_that_cannot_be_loaded(
    run: Run, project: Path, strangers: Strangers, code: str, said: str
) -> None:
    strangers.hurry(said)
    strangers.install("bad-tools", code, writers="bad = bad_tools:Bad")
    ran = run("build", "--to", "plain,bad")
    assert ran.status == 2
    assert_one_diagnostic(ran.out + ran.err, f"be loaded: {said}", "toolchain.writers, bad")
    assert outputs() == []


def test_a_writer_s_name_that_nobody_could_type(run: Run, project: Path, strangers: Strangers) -> None:
    strangers.install("bad-tools", A_WRITER, writers="Big One = bad_tools:Plain")
    ran = run("build")
    assert ran.status == 0
    assert ran.err.startswith(
        "skipped Big One: this plug-in cannot be loaded: its name 'Big One' is not made"
    )


def test_a_broken_writer_is_no_matter_of_a_check(run: Run, project: Path, strangers: Strangers) -> None:
    strangers.install("bad-tools", "1 / 0", writers="bad = bad_tools:Bad")
    assert run("check") == Ran(0, "1 source checked: nothing found\n", "")
    assert run("build", "--to", "plain").status == 0


# The environment -----------------------------------------------------------------------------------


def test_a_limit_that_is_none(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUBMISSION_PLUGIN_SECONDS", "soon")
    ran = run("build", "--to", "plain")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == (
        "SUBMISSION_PLUGIN_SECONDS: error S015 this must be a number of seconds, not 'soon'\n"
        "help: unset it for 60 seconds\n"
    )


def test_an_entry_point_file_that_is_no_text(run: Run, project: Path, strangers: Strangers) -> None:
    """Of a package that has nothing to do with us, as any may be."""
    info = strangers.folder / "odd-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "entry_points.txt").write_bytes(b"[other]\n\xff = \xfe\n")
    assert run("check").status == 0
