"""Bad input: one clear diagnostic with its place, the documented status, no traceback, old files kept."""

import io
import os
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.judges.validators import need_module
from tests.support.command import CLEAN, Ran, Run, outputs, project, run, write
from toolchain.data import packaged_templates

__all__ = ["project", "run"]  # fixtures

SOURCE = Path("content/x/report.md")
OLD = b"what was built before"
PNG = (packaged_templates().parent / "content/pakistan-opsc/reported-cases.png").read_bytes()


@pytest.fixture
def built(project: Path) -> Callable[[], bool]:
    """Old outputs, and whether they still are all there is."""
    paths = [Path("build/x") / f"report{suffix}" for suffix in (".docx", ".html", ".pdf", ".txt")]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(OLD)

    def untouched() -> bool:
        there = [path for path in Path("build").rglob("*") if path.is_file()]
        return sorted(there) == sorted(paths) and {path.read_bytes() for path in paths} == {OLD}

    return untouched


def only(said: str, place: str, code: str) -> None:
    """There is one diagnostic and no traceback."""
    found = re.findall(r"^(\S+): error ([A-Z]\d+) (.+)$", said, re.MULTILINE)
    assert [(where, which) for where, which, _ in found] == [(place, code)], said
    assert "Traceback" not in said
    assert "defect of the program" not in said


def front(text: str) -> bytes:
    return f"---\n{text}\n---\n\n1. A paragraph.\n\n2. Another.\n".encode()


def word_file() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as parts:
        parts.writestr("[Content_Types].xml", "<Types/>")
        parts.writestr("word/document.xml", "<w:document/>")
    return file.getvalue()


AFTER = len(CLEAN.splitlines()) + 2
"""The line of what stands after CLEAN and a blank line."""

SOURCES = {
    "empty": (b"", "1:1", "S002"),
    "only blank lines": (b"\n\n", "1:1", "S002"),
    "no front matter": (b"# A heading\n\n1. A paragraph.\n", "1:1", "S002"),
    "front matter without end": (b"---\ntitle: A\nlang: en\n", "1:1", "S002"),
    "broken YAML": (front("title: [A\nlang: en"), "2:8", "S002"),
    "a tab in YAML": (front("title: A\n\tlang: en"), "3:1", "S002"),
    "an anchor in YAML": (front("title: &a A\nlang: en"), "2:8", "S002"),
    "a tag of Python in YAML": (front("title: !!python/object/apply:os.getcwd []\nlang: en"), "2:8", "S002"),
    "an unknown key": (front("title: A\nlang: en\ntitel: B"), "4:1", "S002"),
    "a key twice": (front("title: A\nlang: en\ntitle: B"), "4:1", "S002"),
    "a wrong type": (front("title: A\nlang: en\ncontents: often"), "4:11", "S002"),
    "a list instead of keys": (front("- A\n- B"), "2:1", "S002"),
    "no title": (front("lang: en"), "1:1", "S002"),
    "not UTF-8": (b"\xef\xbb\xbf" + CLEAN.replace("Penal", "P\xe9nal", 1).encode("latin-1"), "8:9", "S012"),
    "UTF-16": (CLEAN.encode("utf-16"), "1:1", "S012"),
    "UTF-16 without a mark": (CLEAN.encode("utf-16-be"), "1:1", "S012"),
    "a Word file": (word_file(), "1:1", "S020"),
    "a picture": (PNG, "1:1", "S020"),
    "a control character": (CLEAN.replace("Penal", "Pe\x0cnal", 1).encode(), "8:10", "S012"),
    "an escape that is a control character": (front('title: "A\\e[31mB"\nlang: en'), "2:8", "S012"),
    "a NUL byte": (CLEAN.replace("Penal", "Pe\0nal", 1).encode(), "8:10", "S012"),
    "50 MB": (CLEAN.encode() + b"x " * 25_000_000, "", "S021"),
    "10,000 nested quotations": (CLEAN.encode() + b"\n" + b">" * 10_000 + b" x\n", f"{AFTER}:1", "S021"),
    "raw HTML": (CLEAN.encode() + b"\n3. A <b>word</b\n", f"{AFTER}:6", "S001"),
    "an image that is missing": (CLEAN.encode() + b"\n3. See: ![a map](map.png)\n", f"{AFTER}:9", "S009"),
    "an image outside": (CLEAN.encode() + b"\n3. See: ![a map](../map.png)\n", f"{AFTER}:9", "S009"),
    "an absolute path": (CLEAN.encode() + b"\n3. See: ![a map](/etc/hostname)\n", f"{AFTER}:9", "S009"),
    "an image on a network": (
        CLEAN.encode() + b"\n3. See: ![a map](https://example.org/a.png)\n",
        f"{AFTER}:9",
        "S009",
    ),
    "an image that is a folder": (CLEAN.encode() + b"\n3. See: ![a map](folder)\n", f"{AFTER}:9", "S009"),
    "an image that is none": (CLEAN.encode() + b"\n3. See: ![a map](text.png)\n", f"{AFTER}:9", "S009"),
    "an image that is cut off": (CLEAN.encode() + b"\n3. See: ![a map](cut.png)\n", f"{AFTER}:9", "S009"),
    "a link out of the folder": (CLEAN.encode() + b"\n3. See: ![a map](link.png)\n", f"{AFTER}:9", "S009"),
}


@pytest.mark.parametrize(("data", "place", "code"), SOURCES.values(), ids=SOURCES)
def test_a_bad_source(run: Run, built: Callable[[], bool], data: bytes, place: str, code: str) -> None:
    SOURCE.write_bytes(data)
    Path("content/map.png").write_bytes(PNG)
    (SOURCE.parent / "folder").mkdir()
    (SOURCE.parent / "text.png").write_text("no image at all", encoding="utf-8")
    (SOURCE.parent / "cut.png").write_bytes(PNG[:20])
    (SOURCE.parent / "link.png").symlink_to("../map.png")
    expected = f"{SOURCE.as_posix()}:{place}".removesuffix(":")
    status = 2 if code in ("S012", "S020", "S021") else 1
    ran = run("check", SOURCE)
    only(ran.out, expected, code)
    assert (ran.status, ran.err) == (status, "")
    ran = run("build", SOURCE, "--to", "docx,html,plain")
    only(ran.err, expected, code)
    assert (ran.status, ran.out) == (status, "")
    assert built()


HARMLESS = {
    "CRLF": CLEAN.replace("\n", "\r\n").encode(),
    "CR": CLEAN.replace("\n", "\r").encode(),
    "BOM": b"\xef\xbb\xbf" + CLEAN.encode(),
}


@pytest.mark.parametrize("data", HARMLESS.values(), ids=HARMLESS)
def test_harmless_differences(run: Run, project: Path, data: bytes) -> None:
    """The same outputs, byte for byte."""
    run("build", "--to", "docx,html")
    before = {path: path.read_bytes() for path in map(Path, outputs())}
    SOURCE.write_bytes(data)
    assert run("check", "--fail-on", "warning") == Ran(0, "1 source checked: nothing found\n", "")
    run("build", "--to", "docx,html")
    assert {path: path.read_bytes() for path in map(Path, outputs())} == before


def test_a_folder_where_a_source_should_be(run: Run, built: Callable[[], bool]) -> None:
    Path("content/y/report.md").mkdir(parents=True)
    ran = run("build", "content/y/report.md")
    only(ran.err, "content/y/report.md", "S019")
    assert ran.status == 2
    assert built()


def test_a_source_that_may_not_be_read(
    run: Run, built: Callable[[], bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Path.open

    def refused(self: Path, *arguments: str, **options: str) -> object:
        if self.name == "report.md":
            raise PermissionError(13, "Permission denied", str(self))
        return opened(self, *arguments, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refused)
    ran = run("build")
    only(ran.err, SOURCE.as_posix(), "S012")
    assert ran.status == 2
    assert built()


def test_a_source_that_is_a_pipe(run: Run, project: Path) -> None:
    """Reading it would wait for ever."""
    os.mkfifo("content/x/pipe.md")
    for ran in (run("check", "content/x/pipe.md"), run("build", "content/x/pipe.md")):
        only(ran.out or ran.err, "content/x/pipe.md", "S020")
        assert ran.status == 2


def test_an_output_folder_that_is_a_file(run: Run, project: Path) -> None:
    write(Path("build"), "a file")
    ran = run("build", "--to", "plain")
    only(ran.err, "build", "S013")
    assert ran.status == 2
    assert Path("build").read_text() == "a file"


# Templates -----------------------------------------------------------------------------------------

TEMPLATES = {
    "a syntax error": ("{% if title %}\n<p>\n{% endfor %}\n", 3),
    "an unclosed tag": ("<p>\n{{ title \n", 2),
    "an unknown filter": ("<p>\n\n{{ title | no_such_filter }}\n", 3),
    "an error while it runs": ("<p>\n{{ 1 // 0 }}\n", 2),
}


@pytest.mark.parametrize(("template", "line"), TEMPLATES.values(), ids=TEMPLATES)
def test_a_template_with_an_error(run: Run, built: Callable[[], bool], template: str, line: int) -> None:
    write(Path("mine/page.html.j2"), template)
    ran = run("build", "--to", "plain,html", "--templates", "mine")
    assert ran.status == 2
    assert re.match(rf"mine/page\.html\.j2:{line}(:\d+)?: error [A-Z]\d+ ", ran.err), ran.err
    assert len(re.findall(": error ", ran.err)) == 1
    assert "Traceback" not in ran.err
    assert built()


def test_a_folder_in_the_place_of_a_template(run: Run, built: Callable[[], bool]) -> None:
    Path("mine/page.html.j2").mkdir(parents=True)
    ran = run("build", "--to", "html", "--templates", "mine")
    only(ran.err, "mine/page.html.j2", "S020")
    assert ran.status == 2
    assert built()


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("print.css", "p { color: black }\nbody { background: url(https://example.org/a.png) }", 2),
        ("print.css", "@import url(https://example.org/a.css);", 1),
        ("page.html.j2", "<html lang='en'>\n<link rel='stylesheet' href='https://example.org/a.css'>", 2),
        (
            "page.html.j2",
            "<html lang='en'>\n<title>T</title>\n<img src='https://example.org/a'>",
            3,
        ),
    ],
)
def test_a_template_that_wants_something_from_outside(
    run: Run, built: Callable[[], bool], name: str, text: str, line: int
) -> None:
    need_module("weasyprint", "weasyprint")
    write(Path("mine") / name, text)
    ran = run("build", "--to", "pdf", "--templates", "mine")
    assert re.match(rf"mine/{name}:{line}:\d+: error S023 this .* loads something from outside", ran.err), (
        ran.err
    )
    assert ran.status == 2
    assert built()


def test_a_mistake_in_a_template_is_shown(run: Run, built: Callable[[], bool]) -> None:
    text = (packaged_templates() / "print.typ").read_text(encoding="utf-8")
    write(Path("mine/print.typ"), text.replace("bold(body) = strong(", "bold(body) = strong(("))
    ran = run("build", "--to", "pdf", "--pdf-engine", "typst", "--templates", "mine")
    place, line, caret, *_ = ran.err.splitlines()
    assert re.match(r"mine/print\.typ:\d+:25: error S012 the template cannot be used: unclosed", place)
    assert line.endswith("| #let bold(body) = strong((delta: 300, body)")
    assert caret.index("^") == line.index("((")
    assert ran.status == 2
    assert built()


def test_a_template_document_that_the_front_matter_names(run: Run, built: Callable[[], bool]) -> None:
    write(SOURCE, CLEAN.replace("lang: en\n", "lang: en\ntemplate: mine.docx\n"))
    write(SOURCE.parent / "mine.docx", "no Word document")
    ran = run("build", "--to", "docx")
    only(ran.err, "content/x/report.md:4:11", "S012")
    assert "error S012 the template mine.docx is not a Word document, or is damaged" in ran.err
    assert str(Path.cwd()) not in ran.err
    assert built()


def test_an_include_that_is_missing(run: Run, built: Callable[[], bool]) -> None:
    write(Path("mine/page.html.j2"), "{% include 'absent.j2' %}")
    ran = run("build", "--to", "html", "--templates", "mine")
    only(ran.err, "absent.j2", "S019")
    assert ran.status == 2
    assert built()


def test_a_template_cannot_read_other_files(run: Run, built: Callable[[], bool]) -> None:
    write(Path("secret.txt"), "secret")
    write(Path("mine/page.html.j2"), "{% include '../secret.txt' %}")
    ran = run("build", "--to", "html", "--templates", "mine")
    assert ran.status == 2
    assert built()


def without_a_style(source: Path, target: Path, style: str) -> None:
    """A copy of a DOCX file in which one style has another name."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for item in old.infolist():
            data = old.read(item)
            if item.filename == "word/styles.xml":
                changed = re.sub(
                    rb'w:name w:val="%s"' % style.encode(), b'w:name w:val="Gone"', data, flags=re.IGNORECASE
                )
                assert changed != data
                data = changed
            new.writestr(item, data)


@pytest.mark.parametrize("where", ["template", "templates"])
def test_a_template_document_without_a_needed_style(run: Run, built: Callable[[], bool], where: str) -> None:
    ours = packaged_templates() / "reference.docx"
    if where == "template":
        path = SOURCE.parent / "mine.docx"
        write(SOURCE, CLEAN.replace("lang: en\n", "lang: en\ntemplate: mine.docx\n"))
    else:
        path = Path("mine/reference.docx")
        path.parent.mkdir()
    without_a_style(ours, path, "heading 1")
    ran = run("build", "--to", "plain,docx", *(["--templates", "mine"] if where == "templates" else []))
    assert ran.status == 2
    place, name = ("content/x/report.md:4:11", " mine.docx") if where == "template" else (path.as_posix(), "")
    assert ran.err.startswith(f"{place}: error D905 the template{name} lacks required styles: heading 1"), (
        ran.err
    )
    assert len(re.findall(": error ", ran.err)) == 1
    assert built()


@pytest.mark.parametrize(
    "data", [b"", b"no zip", b"PK\x03\x04 broken", "cut"], ids=["empty", "text", "broken", "cut"]
)
def test_a_template_document_that_is_none(run: Run, built: Callable[[], bool], data: bytes | str) -> None:
    ours = (packaged_templates() / "reference.docx").read_bytes()
    Path("mine").mkdir()
    Path("mine/reference.docx").write_bytes(ours[: len(ours) // 2] if isinstance(data, str) else data)
    ran = run("build", "--to", "plain,docx", "--templates", "mine")
    assert ran.status == 2
    only(ran.err, "mine/reference.docx", "S012")
    assert built()


def test_a_template_outside_the_source_s_folder(run: Run, built: Callable[[], bool]) -> None:
    shutil.copy(packaged_templates() / "reference.docx", "content/other.docx")
    write(SOURCE, CLEAN.replace("lang: en\n", "lang: en\ntemplate: ../other.docx\n"))
    ran = run("build", "--to", "docx")
    only(ran.err, f"{SOURCE.as_posix()}:4:11", "S009")
    assert ran.status == 1
    assert built()


def test_the_deepest_nesting_that_is_read_can_be_written(tmp_path: Path, run: Run) -> None:
    deep = "> " * 36 + "*b **c " * 18 + "d" + "** e*" * 18
    source = tmp_path / "deep.md"
    source.write_text(f"---\ntitle: Deep\nlang: en\n---\n\n1. Text.\n\n     {deep}\n", encoding="utf-8")
    done = run("build", source, "--to", "docx,html", "--output", tmp_path)
    assert done.status == 0, done.err


def test_what_is_too_long_is_laid_out(run: Run, project: Path) -> None:
    """A title of 500 characters, words of 300, in headings too, a table of 30 columns: no finding but where
    words are divided.
    """
    need_module("weasyprint", "weasyprint")
    row = f"     | {' | '.join(['children deprived'] * 30)} |\n"
    table = f"     Table: Years\n\n{row}     |{'---|' * 30}\n{row}"
    front = f"---\ntitle: {'The age of consent. ' * 25}\nlang: en\ncontents: true\n"
    us = f"submitted-by:\n  - name: {'n' * 300}\n    contact: {{phone: '+00 0 000'}}\n---\n\n"
    write(SOURCE, f"{front}{us}# {'x' * 300}\n\n1. A word {'y' * 300} of 300 letters.\n\n{table}")
    ran = run("build", "--to", "docx,html,pdf")
    assert ran.status == 0, ran.err
    assert set(re.findall(r": (\w+ [A-Z]\d+) ", ran.err)) <= {"information D900"}
    assert [path.suffix for path in sorted(Path("build/x").glob("report.*"))] == [".docx", ".html", ".pdf"]


def test_a_script_that_no_font_has(run: Run, built: Callable[[], bool]) -> None:
    write(
        SOURCE, CLEAN.replace("covers girls", "covers \U0010fffd girls")
    )  # of private use, the last there is
    ran = run("build", "--to", "docx,html,pdf")
    assert ran.status == 1
    assert "build/x/report.pdf: page 1: error D908 no font has “\U0010fffd” (U+10FFFD)" in ran.err
    assert "T509 the fonts of a PDF do not have U+10FFFD" in ran.err
    assert "help: write another character, or add a font that has the character to your own style" in ran.err
    assert 'leave the PDF out with "--to docx,html"' in ran.err
    assert built()
    assert run("build", "--to", "docx,html").status == 0


@pytest.mark.usefixtures("weasyprint")
def test_a_script_of_which_a_pdf_does_not_say_what_it_is(run: Run, built: Callable[[], bool]) -> None:
    """No font would help: what helps is told with the outputs that were asked for, and is right."""
    write(SOURCE, CLEAN.replace("covers girls", "covers ច្បាប់ girls"))
    ran = run("build", "--to", "pdf,docx")
    assert ran.status == 1
    assert "warning T509 the fonts of a PDF have no letters for “ច្បាប់” (Khmer)" in ran.err
    assert "help: write in Latin letters, or build without a PDF (--to docx,html,epub)" in ran.err
    assert "build/x/report.pdf: page 1: error D908 no font has “ច” (U+1785)" in ran.err
    assert "help: write in Latin letters, or build without a PDF: no font helps" in ran.err
    assert 'leave the PDF out with "--to docx"' in ran.err
    assert "leave the PDF out with" not in run("build", "--to", "pdf").err
    assert built()
    assert run("build", "--to", "docx,html,epub").status == 0


def test_a_source_that_was_not_read_whole(run: Run, built: Callable[[], bool]) -> None:
    """Not even a draft is written of it."""
    SOURCE.write_bytes(CLEAN.encode() + b"\n" + b">" * 10_000 + b" x\n")
    ran = run("build", SOURCE, "--to", "plain", "--draft")
    only(ran.err, f"{SOURCE.as_posix()}:{AFTER}:1", "S021")
    assert ran.status == 2
    assert "warning" not in ran.err.replace("1 error", "")
    assert built()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_named_pipe(run: Run, built: Callable[[], bool]) -> None:
    os.mkfifo(SOURCE.parent / "pipe.png")
    os.mkfifo(SOURCE.parent / "pipe.md")
    SOURCE.write_bytes(CLEAN.encode() + b"\n3. See: ![a map](pipe.png)\n")
    assert "S009 the image pipe.png is not a file" in run("check", SOURCE).out
    assert "S020 this is not a file, but a device or a pipe" in run("check", "content/x/pipe.md").out
    assert "left out: content/x/pipe.md is not a regular file" in run("check", "content/x").err
