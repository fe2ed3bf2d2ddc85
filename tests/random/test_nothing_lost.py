"""No word of a source is lost: seen in the outputs by programs that are not ours.

A word that is exchanged for another is exchanged in each output, and one that is deleted goes from each, and
nothing else changes there. All notes are in each. A note's mark works after whatever one can type before it.
"""

from __future__ import annotations

import random
import re
import tempfile
import zipfile
from collections import Counter
from io import BytesIO
from pathlib import Path

import lxml.etree
import lxml.html
import pytest

from tests.judges.validators.poppler import text as pdf_text
from tests.random.generator.proving import submission_of
from tests.random.generator.running import each_source
from tests.rooms.readers.markdown.test_commonmark import (
    FRONT_MATTER,
    NO_INDENTED_CODE,
    examples,
    indented,
    words_shown,
)
from toolchain import model as m
from toolchain.model.diagnostics import SourceSpan, source_span
from toolchain.model.records import replace
from toolchain.model.walk import walk
from toolchain.pipeline.stages import Submission
from toolchain.plugins import registry as plugins
from toolchain.readers.markdown.reader import read_source
from toolchain.readers.markdown.source import decode_source
from toolchain.resolve.tables import Resolved

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT, _BREAK, _PARAGRAPH = f"{_W}t", f"{_W}br", f"{_W}p"
_WORD = re.compile(r"[^\W\d_]+")
_MOST = 40  # words that pdftotext joins or divides otherwise when lines change
NEW = "Zqxvkwj"
"""A word that no source has."""


def _words_of_docx(data: bytes) -> Counter[str]:
    found: Counter[str] = Counter()
    with zipfile.ZipFile(BytesIO(data)) as file:
        for name in ("document", "endnotes", "footnotes"):
            if f"word/{name}.xml" in file.namelist():
                root = lxml.etree.fromstring(file.read(f"word/{name}.xml"))
                for paragraph in root.iter(_PARAGRAPH):
                    runs = (
                        each.text or "" if each.tag == _TEXT else " "
                        for each in paragraph.iter(_TEXT, _BREAK)
                    )
                    found.update(_WORD.findall("".join(runs)))
    return found


def _words_of_page(data: bytes) -> Counter[str]:
    body = lxml.html.fromstring(data).find("body")
    assert body is not None
    for each in [*body.iter("script", "style")]:
        each.text = None
    return Counter(_WORD.findall(" ".join(map(str, body.itertext()))))


def _words_of_book(data: bytes) -> Counter[str]:
    found: Counter[str] = Counter()
    with zipfile.ZipFile(BytesIO(data)) as file:
        for name in file.namelist():
            if name.endswith(".xhtml"):
                found += _words_of_page(file.read(name))
    return found


def _words_of_pdf(data: bytes) -> Counter[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "report.pdf")
        path.write_bytes(data)
        return Counter(_WORD.findall(pdf_text(path)))


def _notes_of_docx(data: bytes) -> int:
    with zipfile.ZipFile(BytesIO(data)) as file:
        names = {"word/endnotes.xml", "word/footnotes.xml"} & set(file.namelist())
        notes = [note for name in names for note in lxml.etree.fromstring(file.read(name))]
    return sum(note.get(f"{_W}type") is None for note in notes)  # others are lines above the notes


def _notes_of_page(data: bytes) -> int:
    found = (each.get("id", "") for each in lxml.html.fromstring(data).iter())
    return sum(re.fullmatch(r"note-(\d+|title)", each) is not None for each in found)


def _notes_of_book(data: bytes) -> int:
    with zipfile.ZipFile(BytesIO(data)) as file:
        pages = [file.read(name) for name in file.namelist() if name.endswith(".xhtml")]
    return sum(map(_notes_of_page, pages))


NOTES = {"docx": _notes_of_docx, "html": _notes_of_page, "epub": _notes_of_book}
WORDS = {"docx": _words_of_docx, "html": _words_of_page, "epub": _words_of_book, "pdf": _words_of_pdf}


def _counts(submission: Submission, formats: tuple[str, ...]) -> dict[str, Counter[str]]:
    """Return the words of each output, when all notes have been counted there."""
    resolved = submission.resolved
    made = {form: plugins.writer(form).write(resolved, submission.project) for form in formats}
    number = len(resolved.notes) + (resolved.title_note is not None)
    counted = {form: NOTES[form](made[form]) for form in formats if form in NOTES}
    assert counted == dict.fromkeys(counted, number)
    return {form: WORDS[form](data) for form, data in made.items()}


def _places(resolved: Resolved) -> list[SourceSpan]:
    """Where each word is that is printed just as it is typed."""
    document, found = resolved.document, []
    unused = [note for note in document.notes if all(note is not each.note for each in resolved.notes)]
    for node, around in walk((*document.blocks, *document.notes)):
        inside = (m.CrossReference, m.Citation, m.Heading, m.Caption, m.Link)
        not_printed = any(isinstance(each, inside) or each in unused for each in around)
        if isinstance(node, m.Text) and not not_printed:
            span = source_span(node.span)
            line = document.text.split("\n")[span.line - 1]
            if line[span.column - 1 : span.end_column - 1] == node.text:
                found += [
                    replace(span, column=span.column + each.start(), end_column=span.column + each.end())
                    for each in re.finditer(r"(?<!\S)[a-z]{4,}(?!\S)", node.text)
                ]
    return found


def _exchange(source: str, formats: tuple[str, ...]) -> int:
    """Exchange one word and delete it, and hold what changed in the outputs; return how many were tried."""
    with submission_of(source) as (submission, errors):
        places = [] if errors else _places(submission.resolved)
        before = {} if errors else _counts(submission, formats)
    if not places:
        return 0
    place = random.Random(len(source)).choice(places)
    lines = source.split("\n")
    line = lines[place.line - 1]
    start, word = line[: place.column - 1], line[place.column - 1 : place.end_column - 1]
    end = line[place.end_column - 1 :]
    is_between = re.search(r"[a-z] $", start) and re.match(" [a-z]", end)  # else another word begins the line
    for new in (NEW, "") if is_between else (NEW,):
        lines[place.line - 1] = f"{start}{new}{end if new else end[1:]}"
        with submission_of("\n".join(lines)) as (submission, _):
            after = _counts(submission, formats)
        for form in formats:
            _hold(form, word, new, before[form] - after[form], after[form] - before[form])
    return 1


def _hold(form: str, word: str, new: str, gone: Counter[str], come: Counter[str]) -> None:
    if form == "pdf":  # pdftotext joins words at the ends of lines, and the lines are others
        assert not new or any(new in each for each in come), (word, come)
        assert sum(gone.values()) < _MOST, (word, gone)
    elif new:
        assert come
        assert all(new in each for each in come), (form, word, come)  # a mark can be between two words
        assert gone == Counter({each.replace(new, word): come[each] for each in come}), (form, gone, come)
    else:
        assert (set(gone), set(come)) == ({word}, set()), (form, gone, come)


def _exchange_all(seed: int, number: int, *formats: str) -> None:
    tried: list[int] = []
    each_source(seed, number, lambda source: tried.append(_exchange(source, formats)), shrunk=False)
    assert sum(tried) * 3 > len(tried)


def test_an_exchanged_word_is_exchanged_in_the_outputs_of_some() -> None:
    _exchange_all(9_000, 12, "docx", "html")


@pytest.mark.long
@pytest.mark.parametrize("seed", range(9_001, 9_041))
def test_an_exchanged_word_is_exchanged_in_the_outputs(seed: int) -> None:
    _exchange_all(seed, 25, "docx", "html", "epub")


@pytest.mark.long
@pytest.mark.parametrize("seed", range(9_050, 9_056))
def test_an_exchanged_word_is_exchanged_in_pdfs(seed: int) -> None:
    _exchange_all(seed, 10, "pdf")


@pytest.mark.parametrize("inside", [False, True])
def test_definitions_of_links_lose_no_words(inside: bool) -> None:
    """Such as one right below a text, of which it is a part then, or with a title over several lines.

    The specification prints what each example must show. If our program finds no error in an example, all of
    these words are in each output.
    """
    formats, tried = ("docx", "html", "epub"), 0
    for number, (markdown, html) in enumerate(examples(), 1):
        if "]:" not in markdown or number in NO_INDENTED_CODE:
            continue
        body = indented(markdown) if inside else markdown
        with submission_of(f"{FRONT_MATTER}\n1. Before.\n\n{body}\n\n1. After.\n") as (submission, errors):
            if not errors:
                tried += 1
                shown = Counter(_WORD.findall(" ".join(words_shown(html).elements())))
                lost = {form: shown - found for form, found in _counts(submission, formats).items()}
                assert not any(lost.values()), (number, markdown, lost)
    assert tried > 30


BEFORE_A_MARK = (
    "word", "*italic*", "**bold**", "***both***", "_italic_", "`code`", "``a`b``", "[mot]{lang=fr}",
    "[link](https://example.org)", "[link][site]", "<https://example.org>", "<a@example.org>",
    "10 km^2^", "H~2~O", "x^", "^", "~", "^[A note.]", "[^other]", "![Dots](circle.png)", "\\*",
    "\\\\", "\\[", "&amp;", "&#233;", "@", "@key", "[3](#three)", "[](#three)", "100%", "$5",
    "<!-- comment -->", "{x}", "{", "[x]", "[", "]", "(x)", "(", "a_b", "a*b", "*", "**", "_", "'",
    "\"", "“q”", "«q»", "…", "<b>", "<", ">", "|", "\\|", "!", "#", "+", "-", "=", "a:", ":", "1.",
    "(para. 3)", "第三段", "السن", "é", "\u00a0", "https://example.org/x", "[x](", "](x)", "``", "`",
    "[@", "^^", "!^", "[^",
)  # fmt: skip
"""What can be typed right before the mark of a note."""


@pytest.mark.parametrize("before", BEFORE_A_MARK)
def test_a_mark_works_after_anything(before: str) -> None:
    text = (
        "---\ntitle: Example\nlang: en\n---\n\n"
        f"1. One {before}[^mark] two.\n\n2. Two[^other].\n\n3. Three. {{#three}}\n\n"
        "[^mark]: Marked.\n\n[^other]: Other.\n\n[site]: https://example.org\n"
    )
    document = read_source(decode_source(text.encode(), "report.md"), Path())
    marks = [node.label for node, _ in walk(document.blocks) if isinstance(node, m.NoteMark)]
    inside = [
        node.label
        for outer, _ in walk(document.blocks)
        if isinstance(outer, m.InlineNote)
        for node, _ in walk(outer.note.blocks)
        if isinstance(node, m.NoteMark)
    ]
    lost = [each for each in document.defects if each.rule.code == "S014"]
    assert "mark" in marks or (lost and "mark" not in inside), (marks, inside)
