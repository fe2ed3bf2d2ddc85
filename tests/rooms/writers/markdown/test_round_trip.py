"""What is written is read as the same tree and written again as the same text; no check finds more in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rooms.checks.test_examples import ALL as EXAMPLES
from tests.rooms.readers.markdown.test_cases import CASES, FRONT_MATTER, FRONT_MATTER_CASES, cases
from tests.rooms.readers.markdown.test_commonmark import examples
from tests.support.examined import examine
from tests.support.hostile_trees import HERE, Making
from tests.support.pages import ROOT
from tests.support.shares import Share, shares, tried
from tests.support.trees import differences, document_tree, read
from toolchain import model as m
from toolchain.model.diagnostics import Failure
from toolchain.model.front_matter import FrontMatter
from toolchain.reports.sentences import message_of
from toolchain.rules.markdown import NamesNothing
from toolchain.writers.markdown import Loss, written_source

FALLEN_OUT = {"S010", "P105", "S017"}
"""While something has fallen out of its paragraph, numbers are not held against each other; once the source
is written as it was read, they are. So it is with what looks like a heading and is written as the text that
it is.
"""
HOSTILE = range(20)
LONG_HOSTILE = range(5_000)

Source = tuple[str, str]


def wrong(text: str, folder: Path) -> list[str]:
    """How the source that is written of a source differs from it."""
    document = read(text, folder)
    written = written_source(document)
    again = read(written.text, folder)
    found = list(differences(document_tree(document), document_tree(again)))
    found += [message_of(loss.facts) for loss in written.losses]
    return [
        *found,
        *([] if written_source(again).text == written.text else ["it is written otherwise a second time"]),
    ]


def files() -> Iterator[Source]:
    for folder in ("tests/cases", "content", "examples"):
        for path in sorted((ROOT / folder).rglob("*.md")):
            yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")


def parts() -> Iterator[Source]:
    """The sources in files of cases and in the documentation of checks."""
    for case in cases(CASES):
        yield case.name, FRONT_MATTER + case.source
    for case in cases(FRONT_MATTER_CASES):
        yield case.name, case.source
    for code, example in EXAMPLES:
        yield code, example.source


def specification() -> Iterator[Source]:
    """Every example of CommonMark's specification, bare and inside a numbered paragraph."""
    for number, (markdown, _) in enumerate(examples(), 1):
        yield f"example {number}", FRONT_MATTER + markdown
        lines = markdown.rstrip("\n").split("\n")
        yield f"example {number} inside", FRONT_MATTER + "\n     ".join(["1. Words:\n", *lines]) + "\n"


def readable(sources: Iterable[Source], folder: Path) -> Iterator[Source]:
    """Those that are read whole: attributes of nothing, which are reported, are not written again."""
    for name, text in sources:
        try:
            document = read(text, folder)
        except Failure:
            continue
        if not any(isinstance(each.facts, NamesNothing) for each in document.defects):
            yield name, text


@pytest.mark.parametrize(("sources", "least"), [(files, 110), (parts, 250), (specification, 1_200)])
@pytest.mark.parametrize("share", shares(28))
def test_a_source_is_written_as_it_was_read(
    sources: object, least: int, share: Share, tmp_path: Path
) -> None:
    assert callable(sources)
    found = [(name, wrong(text, tmp_path)) for name, text in readable(share.of(sources()), tmp_path)]
    assert [(name, what) for name, what in found if what] == []
    assert len(found) >= least // 28


@pytest.mark.parametrize("sources", [files, parts])
@pytest.mark.parametrize("share", shares(28))
def test_no_check_finds_more_in_what_is_written(sources: object, share: Share, tmp_path: Path) -> None:
    assert callable(sources)
    more = {}
    for name, text in readable(share.of(sources()), tmp_path):
        before = Counter(each.code for each in examine(tmp_path, text))
        after = Counter(each.code for each in examine(tmp_path, written_source(read(text, tmp_path)).text))
        if after - before and not FALLEN_OUT & set(before):
            more[name] = after - before
    assert more == {}


def check_hostile(seed: int) -> tuple[Loss, ...]:
    """Write a tree whose texts look like mark-up, and hold that it is read again."""
    document = Making(Random(seed)).document()
    written = written_source(document)
    again = read(written.text)
    if not written.losses:
        assert list(differences(document_tree(document), document_tree(again))) == []
    second = written_source(again)
    assert (second.text, second.losses) == (written.text, ())
    return written.losses


def test_hostile_trees() -> None:
    lossy = [seed for seed in HOSTILE if check_hostile(seed)]
    assert len(lossy) <= len(HOSTILE) / 10  # emphasis in emphasis of its own kind, blanks of code in titles


@pytest.mark.long
@pytest.mark.parametrize("start", range(LONG_HOSTILE.start, LONG_HOSTILE.stop, 500))
def test_more_hostile_trees(start: int) -> None:
    for seed in range(start, start + 500):
        check_hostile(seed)


_REFUSED = "".join(map(chr, (*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF)))
TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_characters=_REFUSED), min_size=1, max_size=12),
    st.text("*_`[]()<>{}#&@|~^!\\:;.-+=1a \t\n\xa0\u3000中。", min_size=1, max_size=12),
)


def positions(text: str) -> m.Blocks:
    """A text in every place where one can stand, alone and beside others."""
    words = m.Text(HERE, text)
    other = m.Text(HERE, "x")
    nodes: list[m.Inline] = [
        m.Emphasis(HERE, (words,)),
        m.Strong(HERE, (words, m.Emphasis(HERE, (words,)))),
        m.Link(HERE, text.lstrip("#"), (words,), text),
        m.CrossReference(HERE, text, (words,)),
        m.Foreign(HERE, "fr", (words,)),
        m.Image(HERE, text, text, text),
        m.InlineNote(HERE, m.Note(HERE, "", (m.Paragraph(HERE, (words,)),))),
        m.InlineNote(HERE, m.Note(HERE, "", (m.Paragraph(HERE, (m.Citation(HERE, cited(text)),)),))),
    ]
    if code := text.replace("\n", " ").replace("\r", " "):
        nodes.append(m.Code(HERE, code))
    lines: list[m.Inlines] = [(words,), *((node,) for node in nodes if not isinstance(node, m.Image))]
    lines += [(words, node, words) for node in nodes if not isinstance(node, m.Image)]
    lines += [(other, node, words) for node in nodes]
    lines += [(other, m.Break(HERE, hard), words, m.Break(HERE, not hard), other) for hard in (True, False)]
    cells = tuple(m.Cell(HERE, line) for line in ((words,), *((node,) for node in nodes)))
    image = m.Image(HERE, "a.png", text)
    return (
        *(m.Paragraph(HERE, line) for line in lines),
        *(m.NumberedParagraph(HERE, m.Claim("1", HERE), (m.Paragraph(HERE, line),)) for line in lines),
        *(m.Heading(HERE, level, (words,)) for level in (1, 3)),
        m.Heading(HERE, 2, (other, m.Break(HERE, hard=False), words, m.Break(HERE, hard=False), other)),
        m.Table(HERE, cells, (cells,)),
        m.Figure(HERE, image, m.Caption(HERE, (words,))),
        m.Quotation(HERE, tuple(m.Paragraph(HERE, line) for line in lines[:4])),
        m.BulletList(HERE, tuple(m.ListItem(HERE, "", (m.Paragraph(HERE, line),)) for line in lines[:4])),
        m.CodeBlock(HERE, text.replace("\r", "") + "\n"),
        m.Comment(HERE, text.replace("-->", "").replace("\r", "").strip()),
    )


def cited(text: str) -> m.Inlines:
    """What stands in a citation, with a text in it that parts no sources."""
    words = "".join(sign for sign in text if sign not in m.SEMICOLONS)
    source = m.CitedSource(HERE, "key")
    return (source, m.Text(HERE, words)) if words else (source,)


@tried(30)
@given(TEXTS)
def test_any_text_survives_anywhere(text: str) -> None:
    note = m.Note(HERE, "a", (m.Paragraph(HERE, (m.Text(HERE, text),)),))
    title = (m.Text(HERE, text),)
    document = m.Document("x.md", FrontMatter(title=title, country=text.strip()), positions(text), (note,))
    written = written_source(document)
    assert list(differences(document_tree(document), document_tree(read(written.text)))) == []
    assert written.losses == ()
