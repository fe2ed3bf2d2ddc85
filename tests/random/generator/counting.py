"""Counts what a source holds, on the tree that the reader gives: the cells of the matrix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from tests.random.generator.counting_citations import count_citations
from tests.random.generator.matrix import Cell, Counts
from tests.random.generator.words import PRINTED
from toolchain import model as m
from toolchain.model.walk import Ancestors, walk
from toolchain.resolve.tables import Resolved

_LEVELS = ("(a)", "(i)", "a.", "of level 4")

Met = tuple[m.Node, Ancestors]


def count(resolved: Resolved) -> Counts:
    """How often each cell is met in a document."""
    matter = resolved.document.front_matter
    notes = [*resolved.document.notes, *_notes_in_place(resolved.document)]
    tops = list(_tops(resolved.document.blocks))
    blocks = [*_everything(notes), *_everything(block for block, _ in tops)]
    cover = list(_everything(block for each in matter.submitted_by for block in each.description))
    heads = {"title": matter.title, "subtitle": matter.subtitle, "short title": matter.short_title}
    inlines = [
        *((node, _place_of_text(around)) for node, around in blocks),
        *(
            (node, "text on the cover" if (place := _place_of_text(around)) == "paragraph" else place)
            for node, around in cover
        ),
        *(
            (node, _place_of_text(around) or name)
            for name, texts in heads.items()
            for node, around in walk(texts)
        ),
    ]
    return {
        "Blocks in containers": Counter(
            [
                *((_block(node), place) for node, place in tops),
                *_inner(blocks, ""),
                *_inner(cover, "cover"),
            ]
        ),
        "Inlines in texts": Counter(_inlines(inlines, resolved)),
        "Cross-references": Counter(_references(resolved)),
        "Front matter in languages": Counter((name, matter.lang) for name in _front(resolved)),
        "Citations in styles": Counter(count_citations(resolved)),
        "Awkward characters": Counter(_characters([node for node, _ in inlines])),
    }


def _everything(nodes: Iterable[m.Node]) -> Iterator[Met]:
    yield from walk(nodes)


def _notes_in_place(document: m.Document) -> Iterator[m.Note]:
    """The notes that are written in place, also within each other."""
    matter = document.front_matter
    waiting: list[Iterable[m.Node]] = [matter.title, matter.subtitle, matter.short_title]
    waiting += [document.blocks, document.notes]
    while waiting:
        for node, _ in walk(waiting.pop()):
            if isinstance(node, m.InlineNote):
                yield node.note
                waiting.append(node.note.blocks)


def _tops(blocks: m.Blocks) -> Iterator[tuple[m.Block, str]]:
    """The blocks of the top level, each with the kind of section that it stands in."""
    open_sections: list[tuple[int, str]] = []
    place = "opening"
    for block in blocks:
        if isinstance(block, m.Heading):
            while open_sections and open_sections[-1][0] >= block.level:
                open_sections.pop()
            around = open_sections[-1][1] if open_sections else "section"
            yield block, place if place == "opening" else around
            own = "annex" if block.annex else "series" if block.series else ""
            place = own or ("unnumbered section" if block.unnumbered else around)
            open_sections.append((block.level, place))
        else:
            yield block, place


def _block(node: m.Node) -> str:
    """The row of a block; "" where it is none."""
    match node:
        case m.Heading():
            if node.annex or node.series:
                return "heading of an annex" if node.annex else "heading of a series"
            if node.unnumbered:
                return "unnumbered heading"
            return "heading on a new page" if node.page_break else "heading"
        case m.SourceList():
            return "list of sources"
        case m.Table():
            return "captioned table" if node.caption else "table"
        case m.Figure():
            return "captioned figure" if node.caption else "figure"
        case _:
            return _BLOCKS.get(type(node), "")


_BLOCKS: dict[type[m.Node], str] = {
    m.NumberedParagraph: "numbered paragraph",
    m.Paragraph: "paragraph",
    m.SubParagraphs: "sub-paragraphs",
    m.OrderedList: "ordinary list",
    m.BulletList: "bullets",
    m.Quotation: "quotation",
    m.CodeBlock: "code",
    m.Comment: "comment",
}


def _inner(found: Iterable[Met], top: str) -> Iterator[Cell]:
    """The blocks that stand in others; `top` is what the outermost stand in ("": those do not count)."""
    for node, around in found:
        row = _block(node)
        if row and (around or top) and not (around and _is_text(around[-1])):
            column = _container(around) or top
            if column:
                yield row, column


def _is_text(node: m.Node) -> bool:
    """Whether only inlines stand in a node."""
    return not isinstance(node, _HOLDERS)


_HOLDERS = (m.NumberedParagraph, m.SubParagraph, m.ListItem, m.Quotation, m.Note)


def _container(around: Ancestors) -> str:
    """The column of the innermost container."""
    for at in range(len(around) - 1, -1, -1):
        match around[at]:
            case m.NumberedParagraph():
                return "numbered paragraph"
            case m.SubParagraph():
                level = sum(isinstance(node, m.SubParagraph) for node in around[: at + 1])
                return f"sub-paragraph {_LEVELS[min(level, 4) - 1]}"
            case m.ListItem() as item:
                return "item" if item.marker else "bullet"
            case m.Quotation():
                return "quotation"
            case m.Note() as note:
                return "note" if note.label else ""
    return ""


_INLINES: dict[type[m.Node], str] = {
    m.Text: "text",
    m.Emphasis: "emphasis",
    m.Strong: "strong",
    m.Code: "code",
    m.Link: "link",
    m.CrossReference: "cross-reference",
    m.NoteMark: "mark",
    m.InlineNote: "note in place",
    m.Citation: "citation",
    m.Image: "image",
    m.Comment: "comment",
}


def _inlines(found: Sequence[tuple[m.Node, str]], resolved: Resolved) -> Iterator[Cell]:
    cited = {node.span for node, _ in found if isinstance(node, m.Citation)}
    made = cited & {node.note.span for node, _ in found if isinstance(node, m.InlineNote)}
    for node, place in found:
        if not place:
            continue
        if isinstance(node, m.InlineNote | m.Citation) and node.span in made:
            if isinstance(node, m.InlineNote):  # a citation in running text, of which it makes a note
                yield "citation", place
            continue
        if isinstance(node, m.Break):
            yield "hard break" if node.hard else "soft break", place
        elif row := _INLINES.get(type(node)):
            yield row, place
        if isinstance(node, m.NoteMark) and node in resolved.marks:
            mark = resolved.marks[node]
            if mark.separator:
                yield "marks side by side", place
            if mark.ordinal > 1:
                yield "repeated mark", place


def _place_of_text(around: Ancestors) -> str:
    """The column of what an inline stands in; "" where it stands in no block."""
    match around[-1] if around else None:
        case m.Caption():
            return "table's caption" if isinstance(around[-2], m.Table) else "figure's caption"
        case m.Cell() as cell:
            table = around[-2]
            assert isinstance(table, m.Table)
            return "header cell" if cell in table.header else "cell"
        case m.Paragraph() as paragraph:
            return _place_of_paragraph(paragraph, around[:-1])
        case None:
            return ""
        case node:
            return _TEXTS.get(type(node), "")


_TEXTS: dict[type[m.Node], str] = {
    m.Emphasis: "emphasis",
    m.Strong: "strong",
    m.Link: "link",
    m.CrossReference: "cross-reference",
    m.Heading: "heading",
    m.Citation: "citation",
}


def _place_of_paragraph(paragraph: m.Paragraph, around: Ancestors) -> str:
    match around[-1] if around else None:
        case m.NumberedParagraph() as numbered:
            return "numbered paragraph" if numbered.blocks[0] is paragraph else "further paragraph"
        case m.SubParagraph():
            return "sub-paragraph"
        case m.ListItem() as item:
            return "item" if item.marker else "bullet"
        case m.Quotation():
            return "quotation"
        case m.Note() as note:
            return "note" if note.label else "note in place"
    return "paragraph"


def _references(resolved: Resolved) -> Iterator[Cell]:
    document = resolved.document
    matter = document.front_matter
    cover = [block for each in matter.submitted_by for block in each.description]
    texts = (*matter.title, *matter.subtitle, *matter.short_title, *cover, *document.blocks)
    for node, _ in walk((*texts, *document.notes, *_notes_in_place(document))):
        if isinstance(node, m.CrossReference) and (found := resolved.references.get(node)):
            form = "number" if found.claim else "words" if node.children else "empty"
            yield _target(found.target, resolved), form


def _target(target: m.Target, resolved: Resolved) -> str:
    match target:
        case m.NumberedParagraph():
            series = resolved.series[target]
            part = "an annex" if series.part is m.Part.ANNEX else ""
            kind = "a series" if series.name else part
            return f"paragraph of {kind}" if kind else "numbered paragraph"
        case m.SubParagraph():
            return f"sub-paragraph {_LEVELS[min(_depths(resolved)[target], 4) - 1]}"
        case m.Heading():
            return _heading(target, resolved)
        case m.Note():
            return _note(target, resolved)
        case _:
            return "table" if isinstance(target, m.Table) else "figure"


def _heading(target: m.Heading, resolved: Resolved) -> str:
    number = resolved.numbers.get(target)
    if number is None:
        return "heading without number"
    if target.annex:
        return "annex" if number.own else "only annex"
    return "numbered heading"


def _note(target: m.Note, resolved: Resolved) -> str:
    if resolved.title_note and resolved.title_note.note is target:
        return "title's note"
    printed = next(note for note in resolved.notes if note.note is target)
    return "nested note" if printed.nested else "note"


def _depths(resolved: Resolved) -> dict[m.Node, int]:
    """How many sub-paragraphs each one stands in, itself counted."""
    return {
        node: 1 + sum(isinstance(each, m.SubParagraph) for each in around)
        for node, around in walk(resolved.document.blocks)
        if isinstance(node, m.SubParagraph)
    }


def _front(resolved: Resolved) -> Iterator[str]:
    matter, settings = resolved.document.front_matter, resolved.settings
    headings = [block for block in resolved.document.blocks if isinstance(block, m.Heading)]
    facts = {
        "endnotes": settings.notes is m.NoteKind.ENDNOTE and bool(resolved.notes),
        "footnotes": settings.notes is m.NoteKind.FOOTNOTE and bool(resolved.notes),
        "notes before annexes": settings.notes_place == "before-annexes",
        "repeated notes again": settings.repeated_notes == "again",
        "numbered headings": settings.numbered_headings,
        "contents": matter.contents,
        "annexes": any(heading.annex for heading in headings),
        "a series": any(heading.series for heading in headings),
        "a title's note": resolved.title_note is not None,
        "public": matter.public is True,
        "not public": matter.public is False,
        "a logo": any(each.logo for each in matter.submitted_by),
        "keywords": bool(matter.keywords),
        "a date": bool(matter.date),
        "citations": bool(resolved.uses),
        "a list of sources": any(map(bool, resolved.source_lists.values())),
    }
    return (name for name, holds in facts.items() if holds)


def _characters(nodes: Iterable[m.Node]) -> Iterator[Cell]:
    shown = "\n".join(node.text for node in nodes if isinstance(node, m.Text))
    return ((name, "met") for name, words in PRINTED.items() if words in shown)
