"""Sources, Word files and PDFs that something has gone wrong with: none brings down what reads, writes,
compares, imports or cleans it, none takes much memory, and not a word of a source is lost.
"""

from __future__ import annotations

import io
import random
import signal
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import NamedTuple

import pikepdf
import pytest
from lxml import etree

from tests.support.docx_file import WHOLE, Docx, docx, fields, find, text, values
from tests.support.mutated_packages import mutated
from tests.support.mutated_texts import mutate
from tests.support.own_process import run_measured
from tests.support.pages import RICH, ROOT, read
from tests.support.words import words_of_document, words_of_source
from toolchain.compare.proof.found import found
from toolchain.formats.docx.beside import attachments, comments, margins
from toolchain.formats.docx.opened import open_bytes
from toolchain.model import NoteKind
from toolchain.model.diagnostics import Failure
from toolchain.pipeline.import_word import convert
from toolchain.readers.docx.reader import document_of, read_bytes
from toolchain.readers.markdown.front_matter import read_front_matter
from toolchain.readers.markdown.parser import make_parser
from toolchain.readers.markdown.reader import read_source
from toolchain.readers.markdown.source import decode_source
from toolchain.readers.pdf import read_bytes as read_pdf
from toolchain.word.cleaning import Asked, clean
from toolchain.word.importing import adopt
from toolchain.writers.docx.xml import get
from toolchain.writers.pdf import PdfWriter

REPORT = ROOT / "content/pakistan-opsc/report.md"
MEGABYTES = 500
"""What the work may need, whichever the file."""

SECONDS = 120
"""After so much processor time a file is taken for one without end; each needs a hundredth of a second."""

PDF_PIECES = (
    b"/K", b"/S", b"/Pg", b"/P", b"0 R", b"null", b"<<", b">>", b"[", b"]", b"(", b")", b"999999999", b"-1",
    b"/Type", b"BDC", b"EMC", b"Tj", b"<00>", b"/MCID", b"/Dest", b"1e9", b"...", b"true",
)  # fmt: skip


def read_words(seed: int) -> None:
    """Read the report as a source; every word of its body must be in the tree or in a finding."""
    mutation = mutate(REPORT.read_text(encoding="utf-8"), random.Random(seed))
    source = decode_source(mutation.encode(), "report.md")
    document = read_source(source, REPORT.parent)
    body = read_front_matter(source, make_parser()).body
    missing = words_of_source("\n".join(source.lines[body:])) - words_of_document(document)
    assert not missing, f"lost {dict(missing)}"


def write_docx(source: Path, seed: int) -> None:
    """Write the DOCX of a source, which must hold together."""
    draw = random.Random(seed)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "report.md"
        mutation = mutate(source.read_text(encoding="utf-8"), draw)
        path.write_text(mutation, encoding="utf-8", errors="surrogatepass")
        submission = read(path, notes=draw.choice(list(NoteKind)))
        assert faults(docx(submission), submission.project.settings.notes.value) == []


def read_all(seed: int) -> None:
    """Read all that can be read of a Word file."""
    opened = open_bytes(mutated(seed), "report.docx")
    document_of(opened)
    comments(opened)
    margins(opened)
    attachments(opened.package)
    adopt(opened)


def compare(seed: int) -> None:
    """Read what the proof finds in a Word file."""
    found(read_bytes(mutated(seed), "report.docx"))


def import_it(seed: int) -> None:
    """Make a source of a Word file, which is read again."""
    convert(mutated(seed), "draft.docx", Path("report.md"), lambda _: None)


def clean_it(seed: int) -> None:
    """Take out of a Word file what nobody sees; it must show the same."""
    data = mutated(seed)
    clean(data, "report.docx", Asked("accept" if len(data) % 2 else "reject"))


def read_a_pdf(seed: int) -> None:
    """Read a PDF of which a few bytes are others."""
    draw, data = random.Random(seed), bytearray(unpacked_pdf())
    for _ in range(draw.randint(1, 6)):
        at = draw.randrange(len(data))
        piece = draw.choice((bytes((draw.randrange(256),)), draw.choice(PDF_PIECES)))
        data[at : at + len(piece)] = piece
    read_pdf(bytes(data), "x.pdf")


@cache
def unpacked_pdf() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(PdfWriter().write(*read(RICH)))) as pdf:
        pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized)
    return out.getvalue()


def faults(file: Docx, kind: str) -> list[str]:
    """What is wrong in a document that no validator of schemas would see."""
    trees = [file.part("document"), file.part(f"{kind}s")]
    found = []
    calls = values(trees[0], f"//w:{kind}Reference", "id")
    if calls != values(trees[1], f"w:{kind}[not(@w:type)]", "id"):
        found.append("notes are not called once each, in their order")
    names = [get(each, "name") for tree in trees for each in find(tree, "//w:bookmarkStart")]
    ids = [get(each, "id") for tree in trees for each in find(tree, "//w:bookmarkStart")]
    ends = [get(each, "id") for tree in trees for each in find(tree, "//w:bookmarkEnd")]
    if len({name.lower() for name in names if name}) != len(names) or sorted(ids) != sorted(ends):  # type: ignore[type-var]
        found.append("bookmarks are not one pair each")
    targets = [each.bookmark for tree in trees for each in fields(tree) if each.kind in {"REF", "NOTEREF"}]
    targets += [
        get(each, "anchor") or "" for tree in trees for each in find(tree, "//w:hyperlink[@w:anchor]")
    ]
    found += [f"{target} does not exist" for target in targets if target not in names]
    lists = {get(each, "numId") for each in file.all("numbering", "w:num")} | {"0"}
    used = {value for tree in (*trees, file.part("styles")) for value in values(tree, "//w:numId")}
    found += [f"list {each} does not exist" for each in used - lists]
    styles = {get(each, "styleId") for each in file.all("styles", "w:style")}
    worn = {value for tree in trees for value in values(tree, "//w:pStyle | //w:rStyle | //w:tblStyle")}
    found += [f"style {each} does not exist" for each in worn - styles]
    for tree in trees:
        for cell in find(tree, f"//w:tc | //w:{kind} | //w:body"):
            last = [each for each in cell if etree.QName(each).localname != "sectPr"][-1:]
            if [etree.QName(each).localname for each in last] != ["p"]:
                found.append("a text does not end in a paragraph")
    return found


class Tried(NamedTuple):
    """What is done with the files of some seeds."""

    work: Callable[[int], None]
    seeds: range


@contextmanager
def guarded(seed: int) -> Iterator[None]:
    """End what takes too long, naming the file."""

    def end(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"the file of seed {seed} takes more than {SECONDS} s")

    before = signal.signal(signal.SIGVTALRM, end)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def outcome(work: Callable[[int], None], seed: int) -> str:
    """What comes of a file: "done", or the codes of the reasons why not."""
    with guarded(seed):
        try:
            work(seed)
        except Failure as refused:
            return " ".join(sorted({defect.rule.code for defect in refused.findings}))
        except Exception as error:
            error.add_note(f"the file of seed {seed}")
            raise
    return "done"


def count_outcomes(tried: Tried) -> Counter[str]:
    return Counter(outcome(tried.work, seed) for seed in tried.seeds)


def some(
    work: Callable[[int], None], share: range, step: int = 1, longer: Iterable[int] = ()
) -> Iterator[object]:
    """Half of the share for each run; for the long one all of it, and by their firsts, so many from each."""
    yield pytest.param(work, share[::2])
    yield pytest.param(work, share, marks=pytest.mark.long)
    for start in longer:
        yield pytest.param(work, range(start, start + step), marks=pytest.mark.long)


@pytest.mark.parametrize(
    ("work", "seeds"),
    [
        *some(read_words, range(20), 1_000, range(1_000_000, 1_100_000, 1_000)),
        *some(partial(write_docx, WHOLE), range(10), 500, range(10_000, 14_000, 500)),
        *some(partial(write_docx, REPORT), range(60, 61), 500, range(20_000, 24_000, 500)),
        *some(read_all, range(13, 23), 1_000, range(1_000, 21_000, 1_000)),
        *some(compare, range(200, 210), 1_000, range(30_000, 38_000, 1_000)),
        *some(import_it, range(308, 313), 300, range(40_000, 41_800, 300)),
        *some(clean_it, range(400, 405), 200, range(50_000, 51_200, 200)),
        *some(read_a_pdf, range(15), 1_000, range(10_000, 30_000, 1_000)),
    ],
)
def test_no_mutated_file_brings_it_down(work: Callable[[int], None], seeds: range) -> None:
    outcomes, memory = run_measured(count_outcomes, Tried(work, seeds))
    refused = {"S012", "S020", "S021", "S023"} | ({"D906"} if work is clean_it else set())
    assert set(outcomes) - {"done"} <= refused
    if work in {read_all, compare, import_it, clean_it}:
        assert min(outcomes["done"], outcomes["S012"]) * 10 > len(seeds), "they are all too good, or too bad"
    if work is read_a_pdf:
        assert outcomes["S012"]
    assert memory < MEGABYTES * 1_000_000


def test_an_empty_source_is_a_document_too(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text("---\ntitle: Nothing\nlang: en\n---\n", encoding="utf-8")
    file = docx(read(path))
    assert file.texts() == ["Nothing"]
    assert faults(file, "endnote") == []
    assert text(file.part("header1")) == "Nothing"
