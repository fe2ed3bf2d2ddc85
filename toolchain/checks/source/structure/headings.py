"""Headings and emptiness: S003, S004 and S005."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from toolchain import model as m
from toolchain.checks import check, reported
from toolchain.checks.source.hashes import meant_headings
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Finding, Place, SourceSpan
from toolchain.model.facts import Word
from toolchain.model.walk import Ancestors, walk, without_comments
from toolchain.resolve.tables import Resolved
from toolchain.rules import structure as cases
from toolchain.rules.paragraphs import ParagraphGlued

_Text = m.Paragraph | m.Heading | m.Caption
_Container = m.NumberedParagraph | m.SubParagraph | m.ListItem | m.Quotation
_TEXTS: tuple[tuple[type[_Text], Word], ...] = (
    (m.Paragraph, Word("paragraph")),
    (m.Heading, Word("heading")),
    (m.Caption, Word("caption")),
)
_Heading = tuple[int, Place, bool]
"""A level, its place, and whether it is read as that of a heading."""
_BLOCKS: Mapping[type[m.Block], Word] = {
    m.Table: Word("table"),
    m.Figure: Word("picture"),
    m.Quotation: Word("quotation"),
    m.CodeBlock: Word("code"),
}
_CONTAINERS: tuple[tuple[type[_Container], Word], ...] = (
    (m.NumberedParagraph, Word("numbered paragraph")),
    (m.SubParagraph, Word("sub-paragraph")),
    (m.ListItem, Word("list item")),
    (m.Quotation, Word("quotation")),
)


@check(cases.HeadingStep)
def heading_step(resolved: Resolved) -> Iterator[Finding]:
    """The level of a heading shows what it belongs to. If a level is skipped, a screen reader announces a
    part that does not exist, and the table of contents has a gap. The first heading has level 1. A heading
    may be any number of levels higher than the one before it, but only one level lower.

    Bad:

        # Prohibition

        ### Sale of children
        ^^^^^^^^^^^^^^^^^^^^

        1. The law prohibits the sale of children.

        ### Trafficking

        2. The law prohibits trafficking.

    Bad: the first heading is of the second level

        ## Prohibition
        ^^^^^^^^^^^^^^

        1. The law prohibits the sale of children.

    Good:

        # Prohibition

        ## Sale of children

        1. The law prohibits the sale of children.

        ## Trafficking

        2. The law prohibits trafficking.

        # Prevention

        3. There is no plan.
    """
    level = 0
    for next_level, place, is_read in _headings(resolved):
        if next_level > level + 1 and is_read:
            yield Finding(place, cases.LevelSkipped(next_level, level or None, "#" * (level + 1)))
        level = next_level


@check(cases.HeadingAlone)
def heading_alone(resolved: Resolved) -> Iterator[Finding]:
    """A divided part has at least two sections: no A without a B (Editorial Manual of the United Nations,
    headings). A document may have a single heading of the first level.

    Bad:

        # Prohibition

        ## Sale of children
        ^^^^^^^^^^^^^^^^^^^

        1. The law prohibits the sale of children.

        # Prevention

        2. There is no plan.

    Good:

        # Prohibition

        ## Sale of children

        1. The law prohibits the sale of children.

        ## Trafficking

        2. The law prohibits trafficking.
    """
    inside: dict[_Heading, list[_Heading]] = {}
    around: list[_Heading] = []
    for heading in _headings(resolved):
        while around and around[-1][0] >= heading[0]:
            around.pop()
        if around:
            inside.setdefault(around[-1], []).append(heading)
        around.append(heading)
    for (_, place, is_read), *others in inside.values():
        if is_read and not others:
            yield Finding(place, cases.HeadingAlone())


@check(cases.EmptyBlock)
def empty_block(resolved: Resolved) -> Iterator[Finding]:
    """An empty block is left over, or waits for a text. A numbered paragraph begins with a text, because its
    number is printed before it: not with a list, a table, a picture or a quotation. If two headings of one
    level have no text between them, the first part is empty. A table row with too few cells gets empty ones
    at its end; the fix types them. A line without a bar right under a table becomes a row of it.

    Bad: an empty paragraph, and one that begins with a list

        # Prohibition

        1.
        ^

        2. - The sale of children
        ^
           - Trafficking

    Bad: a section without a text

        # Prohibition
        ^^^^^^^^^^^^^

        # Prevention

        1. There is no plan.

    Bad: a submission without a text

        ---
        ^^^
        title: Sale of children
        lang: en
        ---

    Bad: a source right under its table

        1. The cases were few:

             | Place | Cases |
             | ----- | ----- |
             | Sindh | 12    |
             Source: interviews of 2019.
             ^^^^^^^^^^^^^^^^^^^^^^^^^^^

    Bad: a list with an empty item

        1. The law prohibits the following:

             1. The sale of children;

             2.
             ^

    Good:

        # Prohibition

        ## Sale of children

        1. The law prohibits the sale of children, in particular:

             - By their parents
             - By the State

        ## Trafficking

        2. The law prohibits trafficking.
    """
    yield from reported(resolved, cases.EmptyBlock.rule)
    yield from _no_text(resolved)
    yield from _empty_sections(resolved)
    found = survey(resolved)
    for text_kind, name in _TEXTS:
        for text, around in found.each(text_kind):
            if _is_blank(text.children) and not _is_whole_note(around):
                yield Finding(text.span, cases.NoText(name))
    doubted = {finding.span.order for finding in reported(resolved, ParagraphGlued.rule)}
    for kind, name in _CONTAINERS:
        for block in (each for each, _ in found.each(kind) if each.span.order not in doubted):
            yield from _beginning(block, name)
    for table, _ in found.each(m.Table):
        if not table.rows and len(table.header) > 1:  # one cell is a box, or a withheld table
            yield Finding(survey(resolved).source.first_line(table.span), cases.NoRows())


def _headings(resolved: Resolved) -> Sequence[_Heading]:
    """Return the headings of the text, and lines that were meant as such, which S017 reports."""
    read = [(each.level, each.span, True) for each in resolved.document.blocks if isinstance(each, m.Heading)]
    meant = [(len(each.hashes), each.span, False) for each in meant_headings(resolved).values()]
    return sorted([*read, *meant], key=lambda each: each[1].order) if meant else read


def _no_text(resolved: Resolved) -> Iterator[Finding]:
    """Yield a source without text after its front matter; if the front matter has mistakes, these are
    reported instead.
    """
    document = resolved.document
    texts = without_comments(document.blocks)
    if not texts and not document.notes and not document.defects:
        place = SourceSpan.at(document.path, 1, length=max(len(survey(resolved).source.line(1)), 1))
        yield Finding(place, cases.NoTextAtAll())


def _empty_sections(resolved: Resolved) -> Iterator[Finding]:
    blocks = without_comments(resolved.document.blocks)
    for block, after in pairwise([*blocks, None]):
        if not isinstance(block, m.Heading):
            continue
        if after is None or (isinstance(after, m.Heading) and after.level <= block.level):
            yield Finding(block.span, cases.EmptySection())


def _beginning(block: _Container, name: Word) -> Iterator[Finding]:
    """Yield a container without content, or a numbered one that does not begin with a text."""
    first = next(iter(without_comments(block.blocks)), None)
    place = block.typed.span if isinstance(block, m.NumberedParagraph | m.SubParagraph) else block.span
    if first is None:
        yield Finding(place, cases.NoText(name))
    elif isinstance(block, m.NumberedParagraph | m.SubParagraph) and not isinstance(
        first, m.Paragraph | m.Heading | m.ThematicBreak | m.RawHtml
    ):
        yield Finding(place, cases.BeginsWithout(name, _BLOCKS.get(type(first), Word("list"))))


def _is_whole_note(around: Ancestors) -> bool:
    """Return whether a text is the whole of a note, which is then empty (N104)."""
    return bool(around) and isinstance(around[-1], m.Note) and len(around[-1].blocks) == 1


def _is_blank(inlines: Iterable[m.Inline]) -> bool:
    """Return whether a text has nothing to print."""
    first = next(iter(inlines), None)
    if isinstance(first, m.Text) and first.text.strip():  # as in most
        return False
    for node, _ in walk(inlines):
        match node:
            case m.Text():
                if node.text.strip():
                    return False
            case m.Emphasis() | m.Strong() | m.Foreign() | m.Link() | m.Break() | m.Comment():
                pass
            case _:
                return False
    return True
