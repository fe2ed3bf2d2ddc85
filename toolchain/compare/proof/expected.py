"""The lines that a source must show, from the tables of resolve; every output is compared with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

from toolchain import model as m
from toolchain.compare.proof.lines import Line, Piece, Shown, fold, visible
from toolchain.compare.proof.making import LineMaker, Mark, Printed, Words
from toolchain.formats.table import Shows
from toolchain.model.diagnostics import FilePlace
from toolchain.model.expressions import expression
from toolchain.model.front_matter import FrontMatter, Organization
from toolchain.model.languages import is_right_to_left
from toolchain.model.walk import walk
from toolchain.model.wording import LONGEST_TIP, shorten
from toolchain.resolve.covers import NAMES
from toolchain.resolve.labels import particulars
from toolchain.resolve.tables import Authority, NumberedNote, Resolved, SourceGroup, shown_text

_OF_DETAILS = ("status", "contact", "address", "telephone", "email", "website")
_OF_AUTHORITIES = ("authorities", "source", "authorities_places", "notes", "authorities")
"""Once more, because an entry of a book's contents leads to them."""
_PAGE = expression(r"\{\w+\}")


def expected(resolved: Resolved, shows: Shows) -> Shown:
    """Return what a correct output of a Resolved shows; `shows` describes the format."""
    matter = resolved.document.front_matter
    rtl = is_right_to_left(matter.lang)
    lines = LineMaker(_Tables(resolved), fields=shows.fields, apart=shows.laid_out, rtl=rtl)
    asked, listed = matter.contents, tuple(_contents(resolved, lines, shows))
    contents = listed if asked else ()
    authorities = tuple(resolved.authorities.values()) if shows.authorities else ()
    facts = (*_facts(matter, lines, resolved.words.terms), *_title_note(resolved, lines))
    return Shown(
        title=fold(lines.words(matter.title)),
        lang=matter.lang,
        cover=tuple(fold(fact) for fact in (*facts, *(each.text for each in contents)) if fact.strip()),
        body=visible(_body(resolved, lines, shows)),
        notes=tuple(_notes(resolved, lines)),
        contents=contents,
        offered=listed if shows.contents and not asked else (),
        authorities=tuple(_authorities(authorities)),
        sources=tuple(fold(lines.words(each.children)) for each in authorities),
        looks=shows.emphasis,
        words=tuple(_words(resolved, lines, listed)),
        free=tuple(filter(None, map(fold, _free(resolved, listed, lines)))),
    )


def _words(resolved: Resolved, lines: LineMaker, listed: Sequence[Piece]) -> Iterator[str]:
    """Yield words that may occur around the text and in the metadata, any number of times, except page
    numbers.
    """
    matter, terms = resolved.document.front_matter, resolved.words.terms
    for inlines in (matter.title, matter.short_title, matter.subtitle):
        yield lines.words(inlines)
        yield from (shown_text(inlines, resolved.references, pictures=each) for each in (True, False))
    yield from (matter.instrument, "; ".join(matter.authors))
    of_table = resolved.words.citations["table"]  # which names a table for screen readers
    yield from (*matter.keywords, "Draft", matter.recipient, matter.country)  # for programs
    keywords = ", ".join(matter.keywords)
    yield from (keywords, *map(fold, keywords.split(",")))  # WeasyPrint parts them so
    yield from (_PAGE.sub(" ", each) for each in (terms["page_of"], of_table))
    yield from (lines.words(each.full) for each in resolved.authorities.values())  # for a script
    yield from (entry.text for entry in listed)
    annexes = (each for each in resolved.headings(resolved.document.blocks) if each.annex)
    yield from (shown_text(each.children, resolved.references) for each in annexes)  # parts of a book
    notes = (block for each in _every_note(resolved) for block in each.note.blocks)
    front = (
        *matter.title,
        *matter.subtitle,
        *(node for each in matter.submitted_by for node in each.description),
    )
    found = walk((*front, *resolved.document.blocks, *notes))
    for title in {each.title for each, _ in found if isinstance(each, m.Link)}:  # in an attribute
        yield from (title, shorten(fold(title), LONGEST_TIP))  # the second in Word
    yield from _free(resolved, listed, lines)


def _free(resolved: Resolved, listed: Sequence[Piece], lines: LineMaker) -> Iterator[str]:
    """Yield words that may occur before the text besides facts, each once for each place."""
    terms, authorities = resolved.words.terms, resolved.authorities.values()
    notes = terms["notes"]
    yield from (terms["draft"], terms["secret"], "·", terms["contents"], terms["skip"])
    yield from (notes, f"{notes} ({terms['annex']})", notes)
    for heading in resolved.headings(resolved.document.blocks):
        yield lines.printed.label(heading) if heading.annex else ""
    names = resolved.document.front_matter.authors
    yield from (terms["about_submitters"], NAMES.join(names), *names)  # some are on a cover twice
    for organization in resolved.document.front_matter.submitted_by:  # which another's writer may omit
        yield from (terms[term] for term in _OF_DETAILS)
        if organization.contact:
            yield organization.contact.phone
    yield from (terms[term] for term in _OF_AUTHORITIES if authorities)
    for authority in authorities:
        yield from (place.text for place in authority.places)
        yield from (note.label for note in authority.notes)


def _every_note(resolved: Resolved) -> list[NumberedNote]:
    """Return the printed notes, and that of the title."""
    return [*([resolved.title_note] if resolved.title_note else []), *resolved.notes]


def _notes(resolved: Resolved, lines: LineMaker) -> Iterator[Line]:
    """Yield the lines of the notes. References do not point to a note that is printed again under a later
    number.
    """
    every = _every_note(resolved)
    first = {each.note: each for each in sorted(every, key=attrgetter("value"), reverse=True)}
    for each in resolved.notes:
        again = first[each.note] is not each
        for line in lines.note(each.note, each.label, each):
            yield line.changed(key=None) if again and line.key is not each else line


def _body(resolved: Resolved, lines: LineMaker, shows: Shows) -> Iterator[Line]:
    """Yield the lines of the text, with the heading of the notes at its place."""
    blocks = resolved.document.blocks
    annex = next(
        (at for at, block in enumerate(blocks) if isinstance(block, m.Heading) and block.annex), None
    )
    endnotes = resolved.settings.notes is m.NoteKind.ENDNOTE
    parts = [note.part for note in resolved.notes] if endnotes else []
    if shows.fields and annex is not None and endnotes:
        parts = [m.Part.ANNEX if late else m.Part.BODY for late in _after(annex, resolved)]
    early = any(part is not m.Part.ANNEX for part in parts)
    before = annex if resolved.settings.notes_place == "before-annexes" and early else None
    words = Piece(resolved.words.terms["notes"])
    heading = Line("heading", (words,), FilePlace(resolved.document.path), level=1)
    for at, block in enumerate(blocks):
        if at == before:
            yield heading
        yield from lines.block(block)
    if endnotes and resolved.notes and (before is None or m.Part.ANNEX in parts):
        yield heading


def _after(annex: int, resolved: Resolved) -> list[bool]:
    """Return for each note whether Word prints it after the annexes: its mark is in or after the first
    annex.
    """
    first = {note.marks[0]: note for note in resolved.notes if not note.nested}
    cover = resolved.document.front_matter.subtitle
    found = [False for node, _ in walk(cover) if node in first]
    for at, block in enumerate(resolved.document.blocks):
        found += [at >= annex for node, _ in walk((block,)) if node in first]
    return found


def _facts(matter: FrontMatter, lines: LineMaker, terms: Mapping[str, str]) -> Iterator[str]:
    """Yield the cover texts of the front matter, and their terms."""
    yield lines.words(matter.subtitle)
    for term, fact in particulars(matter, terms):
        yield from (terms[term], fact)
    if matter.submitted_by:
        yield terms["submitted_by"]
    for organization in matter.submitted_by:
        yield from (organization.name, organization.status, _logo(organization, lines))
        yield from (line.text for block in organization.description for line in lines.block(block))
        for each in organization.contact.details() if organization.contact else ():
            yield from each.said.splitlines()


def _logo(organization: Organization, lines: LineMaker) -> str:
    """Return the alt text of a logo."""
    image = m.Image(FilePlace(""), organization.logo, organization.logo_alt)
    return lines.printed.missing(image) or organization.logo_alt if organization.logo else ""


def _title_note(resolved: Resolved, lines: LineMaker) -> Iterator[str]:
    if note := resolved.title_note:
        yield from (line.text for line in lines.note(note.note, note.label, note))


def _contents(resolved: Resolved, lines: LineMaker, shows: Shows) -> Iterator[Piece]:
    """Yield the entries of a table of contents, except headings that are too deep to have a number.

    The separator between an annex and its title is free. Word does not repeat a picture of a heading there;
    other formats have its placeholder.
    """
    deepest = len(resolved.words.headings)
    for heading in resolved.headings(resolved.document.blocks):
        if heading.level <= deepest:
            label = "" if heading.annex else lines.printed.label(heading)
            words = shown_text(heading.children, resolved.references, pictures=not shows.fields)
            if words.strip():
                yield Piece(f"{label} {words}", "reference", heading)


def _authorities(authorities: Iterable[Authority]) -> Iterator[Piece]:
    """Yield the links from each source to the places that cite it."""
    for authority in authorities:
        yield from (Piece(place.text, "reference", place.node) for place in authority.places)
        yield from (Piece(note.label, "reference", note) for note in authority.notes)


class _Tables(Printed):
    """Says what is printed, from the tables."""

    def __init__(self, resolved: Resolved) -> None:
        self.resolved = resolved

    def label(self, node: m.Node) -> str:
        number = self.resolved.numbers.get(node)  # type: ignore[arg-type]
        return number.label if number else ""

    def key(self, node: m.Node) -> object:
        return node

    def text(self, node: m.Text | m.Break) -> str:
        return self.resolved.printed.get(node, super().text(node))

    def linked(self, node: m.Text | m.Break) -> m.Inlines:
        return self.resolved.linked.get(node, ()) if isinstance(node, m.Text) else ()

    def reference(self, node: m.CrossReference) -> Words:
        found = self.resolved.references.get(node)
        return Words(found.children, found.note or found.target) if found else Words(node.children, None)

    def mark(self, node: m.NoteMark | m.InlineNote) -> Mark:
        mark = self.resolved.marks.get(node)
        if mark is None:
            label = node.label if isinstance(node, m.NoteMark) else ""
            return Mark(f"[{self.resolved.words.terms['note_missing'].format(label=label)}]", None)
        return Mark(mark.separator, mark.note.label)

    def citation(self, node: m.Citation) -> m.Inlines:
        return self.resolved.citations.get(node, node.children)

    def sources(self, node: m.SourceList) -> tuple[SourceGroup, ...]:
        return self.resolved.source_lists.get(node, ())

    def missing(self, node: m.Image) -> str:
        if node.source in self.resolved.document.images:
            return ""
        return f"[{self.resolved.words.terms['image_missing'].format(source=node.source)}]"
