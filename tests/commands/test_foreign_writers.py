"""Writers of other packages that fail or return no bytes: one finding, and old outputs stay."""

import textwrap
from pathlib import Path

import pytest

from tests.support.command import CLEAN, Ran, Run, outputs, project, run, write
from tests.support.strangers import Strangers, assert_one_diagnostic

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
    head = """
from toolchain.api import Failure, FilePlace, Finding, InputMissing
class NoTemplate(InputMissing, says="there is no such template", help="make one"): pass
class Bad:
"""
    return head + textwrap.indent(inside, "    ")


BODIES = [
    ("return None", "it returns NoneType, not bytes"),
    ("return 'text'", "it returns str, not bytes"),
    ("return bytearray(b'x')", "it returns bytearray, not bytes"),
    ("yield b'x'", "it returns generator, not bytes"),
    ("raise ValueError('no such thing')", "ValueError: no such thing"),
    ("raise SystemExit(0)", "SystemExit: 0"),
    ("raise BaseException", "BaseException"),
    ("raise MemoryError", "MemoryError"),
    ("raise OSError(28, 'No space left on device')", "OSError: [Errno 28] No space left on device"),
    ("self.write(resolved, project)", "RecursionError: maximum recursion depth exceeded"),
    ("resolved.document.text = 'mine'", "AttributeError: immutable type: 'Document'"),
    ("raise Failure(Finding(FilePlace('x'), 'x'))", "TypeError: the facts of a finding are a case of a rule"),
    ("raise Failure('x')", "TypeError: a Failure is made of findings"),
]


@pytest.mark.filterwarnings("ignore:unclosed file")
@pytest.mark.parametrize(("body", "said"), BODIES)
def test_a_writer_that_fails(run: Run, project: Path, strangers: Strangers, body: str, said: str) -> None:
    """Neither its output nor another one's is touched, whichever is asked for first."""
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
    body = "raise Failure(Finding(FilePlace('page.txt'), NoTemplate()))"
    strangers.install("bad-tools", writer(body), writers="bad = bad_tools:Bad")
    ran = run("build", "--to", "bad")
    assert ran == Ran(2, "", "page.txt: error S019 there is no such template\nhelp: make one\n")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (writer("pass", "del suffix"), "AttributeError: 'Bad' object has no attribute 'suffix'"),
        (writer("pass", 'name = "html"'), "it is registered as 'bad' but calls itself 'html'"),
        (writer("pass", "def __init__(self, more): pass"), "TypeError: Bad.__init__() missing 1 required"),
        (writer("pass", "def __init__(self): 1 / 0"), "ZeroDivisionError: division by zero"),
        (writer("pass") + "\nBad = Bad()", "TypeError: 'Bad' object is not callable"),
        ("class Bad: api = 1", "AttributeError: 'Bad' object has no attribute 'name'"),
        ("class Bad: api = '1'", "it is made for api '1'; this is api 1"),
        ("class Bad: api = 2", "it is made for api 2; this is api 1"),
        ("Bad = None", "it does not say which api it is made for; this is api 1"),
        ("raise BaseException('x')", "BaseException: x"),
    ],
)
def test_a_writer_that_cannot_be_loaded(
    run: Run, project: Path, strangers: Strangers, code: str, said: str
) -> None:
    strangers.install("bad-tools", code, writers="bad = bad_tools:Bad")
    ran = run("build", "--to", "plain,bad")
    assert ran.status == 2
    assert_one_diagnostic(ran.out + ran.err, f"be loaded: {said}", "toolchain.writers, bad")
    assert outputs() == []


def test_a_broken_writer_is_no_matter_of_a_check(run: Run, project: Path, strangers: Strangers) -> None:
    strangers.install("bad-tools", "1 / 0", writers="bad = bad_tools:Bad")
    assert run("check") == Ran(0, "1 source checked: nothing found\n", "")
    assert run("build", "--to", "plain").status == 0
    for name, formats in (("x", "plain"), ("y", "bad")):
        write(Path("content", name, "report.md"), CLEAN)
        write(Path("content", name, "submission.toml"), f'formats = ["{formats}"]\n')
    ran = run("build", "--force")
    assert (ran.status, "1 of 2 sources refused:\n  content/y/report.md: S015 " in ran.err) == (2, True), ran


def test_an_entry_point_file_that_is_no_text(run: Run, project: Path, strangers: Strangers) -> None:
    """Of a package that has nothing to do with us, as any may be."""
    info = strangers.folder / "odd-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "entry_points.txt").write_bytes(b"[other]\n\xff = \xfe\n")
    assert run("check").status == 0


def test_what_a_writer_leaves_in_a_public_file_is_found(
    run: Run, project: Path, strangers: Strangers
) -> None:
    """Its files are not read back, but searched: a writer knows the whole source."""
    strangers.install(
        "bad-tools", writer("return resolved.document.text.encode()"), writers="bad = bad_tools:Bad"
    )
    write(
        project / "content/x/report.md",
        f"{CLEAN}\n\n9. The foreman Varro beat them there. {{.confidential}}\n",
    )
    ran = run("build", "--to", "bad", "--public", "--draft")
    assert ran.status == 1
    assert "build/x/report-public.bad: error X823 words that are withheld on line" in ran.err
    assert not list(Path("build/x").glob("*.bad"))
