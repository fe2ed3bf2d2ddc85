"""The targets of `make fuzz`: readers of untrusted input, with their first files and how these change."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch
from xml.sax.saxutils import escape

from tests.broken.cases import Case
from tests.broken.docx.corpora import CORPORA as DOCX
from tests.broken.docx.strangers import stranger
from tests.broken.pdf.corpora import CORPORA as PDF
from tests.support import examined
from tests.support.docx_file import docx
from tests.support.docx_made import unzipped
from tests.support.mutated_packages import rich, spoil
from tests.support.mutated_pdfs import mutate_pdf
from tests.support.mutated_texts import PIECES, mutate
from tests.support.pages import ROOT, read
from tests.support.pdf_content import page_of
from toolchain.checks.examples import examples
from toolchain.formats import apart
from toolchain.formats.table import HTML, loaded
from toolchain.pipeline import stages
from toolchain.pipeline.finished_files.checking import examine_all
from toolchain.pipeline.import_word import convert
from toolchain.plugins.registry import writer
from toolchain.project.settings import Options
from toolchain.reports import Sources, as_json, as_text, listed

Slip = Callable[[bytes], bytes]
"""Changes a few bytes."""

SMALL = ROOT / "tests/cases/docx/small.md"
STYLED = b"---\ntitle: A\nlang: en\n---\n\n# B\n\n1. C.[^n]\n\n[^n]: D.\n"
YAML = (
    "---", "-", ":", "[", "]", "{", "}", "|", ">", "'", '"', "&a ", "*a", "!!str ", "<<: ", "#", "\n  ",
    "\n- ", "?", ", ", "0x1", "1e9", ".inf", "~", "2020-01-01", "name: ", "description: ", "sources: ",
)  # fmt: skip
CSS = (
    "{", "}", ";", ":", ",", "(", ")", "--a: ", "var(--a", "url(", "'", "@media ", "@page :first ", "/*",
    "*/", "@import ", "@font-face ", "calc(", "image-set(", "\\", ">", "*", "[a=b]", ":not(", ":is(",
    "::before", "!important", "content: ", "display: none", "font-family: ", "margin: ", "#f00", "attr(",
)  # fmt: skip
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_VALUES = re.compile(rb'(?<==")[^"]*(?=")|(?<=>)[^<]+(?=<)')


class Target(NamedTuple):
    """The name of the file, its first contents, how they change, the work, the most bytes."""

    name: str
    seeds: Callable[[], Iterator[bytes]]
    change: Callable[[bytes, random.Random, Slip], bytes]
    work: Callable[[Path], object]
    largest: int


def change_text(data: bytes, draw: random.Random, slip: Slip, pieces: tuple[str, ...] = PIECES) -> bytes:
    """Change bytes, or move, double and remove words. Return UTF-8: else it is refused at once."""
    text = _decoded(slip(data) if draw.random() < 0.5 else data)
    return (text if draw.random() < 0.3 else mutate(text, draw, pieces)).encode()


def change_front(data: bytes, draw: random.Random, slip: Slip) -> bytes:
    """Change the front matter of a source."""
    front, end, body = data.removeprefix(b"---\n").partition(b"\n---\n")
    return b"---\n" + change_text(front, draw, slip, YAML) + end + body


def change_package(data: bytes, draw: random.Random, slip: Slip) -> bytes:
    """Change the parts of a Word file: their trees, or a value in one."""
    files = unzipped(data)
    if draw.random() < 0.5:
        spoil(files, draw)
    else:
        name = draw.choice(sorted(files))
        value = draw.choice([*_VALUES.finditer(files[name])])
        new = escape(_decoded(slip(value[0])), {'"': "&quot;"}).encode()
        files[name] = files[name][: value.start()] + new + files[name][value.end() :]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:  # not compressed, so that its size is that of what is read
        for name, part in files.items():
            archive.writestr(name, part)
    return out.getvalue()


def _decoded(data: bytes) -> str:
    return _CONTROL.sub("", data.decode("utf-8", "ignore"))


def sources() -> Iterator[bytes]:
    """Yield the sources of other tests, and the examples of the checks."""
    for path in sorted(ROOT.glob("tests/cases/*/*.md")):
        yield path.read_bytes()
    for check in examined.CHECKS:
        yield from (example.source.encode() for example in examples(check))


def fronts() -> Iterator[bytes]:
    """Yield the front matter of sources, with one paragraph."""
    cases = (ROOT / "tests/cases/front_matter/front_matter.txt").read_bytes().split(b"\n=== ")
    for text in (*cases, *sources()):
        if found := re.search(rb"^---\n.*?\n---\n", text, re.DOTALL | re.MULTILINE):
            yield found[0] + b"\n1. A paragraph.\n"


def rules() -> Iterator[bytes]:
    """Yield the rules of our style sheets."""
    for path in sorted(ROOT.glob("templates/*.css")):
        yield from path.read_bytes().split(b"\n\n")


def spoilt(good: bytes, *lists: Sequence[Case]) -> Iterator[bytes]:
    """Yield a good file, and what the tests make of others, where that is possible with it."""
    yield good
    for case in (case for cases in lists for case in cases):
        with suppress(Exception):  # most faults need something that a small file does not have
            yield case.spoil(good)


def word_files() -> Iterator[bytes]:
    """Yield Word files: with everything, by others, ours."""
    yield rich()
    for good in (stranger(), docx(read(SMALL)).data):
        yield from spoilt(good, *(corpus.cases for corpus in DOCX.values()))


def pdfs() -> Iterator[bytes]:
    """Yield PDFs of one page: by hand, in other languages, ours."""
    yield page_of(b"BT /F1 12 Tf 72 700 Td (1. A word) Tj ET q 1 0 0 1 0 0 cm /P <</MCID 0>> BDC EMC Q")
    for language in ("fr", "ar"):
        yield writer("pdf").write(*read(SMALL.with_name(f"{language}.md")))
    yield from spoilt(writer("pdf").write(*read(SMALL)), *(corpus.cases for corpus in PDF.values()))


def check_source(path: Path, css: Path | None = None) -> stages.Examination:
    """Check a source."""
    return _print(stages.examine([path], Options(css=css), _nothing))


def check_style(path: Path) -> None:
    """Check a style sheet; make a page with it, and prove the page."""
    source = path.with_name("styled.md")
    source.write_bytes(STYLED)
    for each in check_source(source, path).submissions:
        stages.prove(each, writer("html").write(each.resolved, each.project), "styled.html", HTML)


def check_file(path: Path) -> None:
    """Check a finished file, in this process, whose branches are watched."""
    with patch.object(apart, "call", lambda function, *arguments, seconds=0.0: loaded(function)(*arguments)):
        _print(examine_all([path.as_posix()], Options(), _nothing, _nothing))


def check_word_file(path: Path) -> None:
    """Check a Word file, and make a source of it."""
    check_file(path)
    convert(path.read_bytes(), path.as_posix(), path.with_name("imported.md"), _nothing)


def write_beside(folder: Path) -> None:
    """Write the pictures and bibliographies that examples name."""
    examined.read(folder, STYLED.decode())


def _print(found: stages.Examination) -> stages.Examination:
    for each, more in listed(found.diagnostics, everything=False):
        as_text(each, Sources(found.texts), more=more)
    as_json(found.diagnostics)
    return found


def _nothing(_: str) -> None:
    pass


TARGETS = {
    "markdown": Target("a.md", sources, change_text, check_source, 6_000),
    "yaml": Target("a.md", fronts, change_front, check_source, 3_000),
    "css": Target("a.css", rules, partial(change_text, pieces=CSS), check_style, 3_000),
    "docx": Target("a.docx", word_files, change_package, check_word_file, 100_000),
    "pdf": Target("a.pdf", pdfs, mutate_pdf, check_file, 60_000),
}
