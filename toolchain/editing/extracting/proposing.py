"""Decide which typed notes can be cited, and prove each by printing it again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from toolchain import model as m
from toolchain.citations import bibliography
from toolchain.editing.extracting import files, same
from toolchain.editing.extracting.assigning import Assigning
from toolchain.editing.extracting.forms import Forms
from toolchain.editing.extracting.notes import NoteReader
from toolchain.editing.extracting.references import Known, Reader, Reference, Unsure
from toolchain.editing.extracting.typed import TypedNote, typed_cites
from toolchain.editing.extracting.words import Reading, reading
from toolchain.model.diagnostics import Edit, SourceSpan, source_span
from toolchain.model.records import Record
from toolchain.model.source_text import Plan, Source
from toolchain.model.walk import walk, without_comments
from toolchain.model.wording import said
from toolchain.resolve.tables import NumberedNote, Resolved, printed_text
from toolchain.text.running import Manner, Running

if TYPE_CHECKING:
    from toolchain.citations.csl import AnyStyle

_ROUNDS = 40
_SHOWN = 60  # characters
_MANNER = Manner(" ", " ", every_link=False)


class Tools(Record):
    """What is needed to cite: the style, a function that resolves a text with a bibliography, existing
    sources.

    `resolve` raises `Failure`. `text` is the content of the `sources` file; if `may_add` is False, nothing
    can be added to it.
    """

    style: AnyStyle
    resolve: Callable[[str, m.Bibliography], Resolved]
    sources: m.Bibliography
    text: str = ""
    may_add: bool = True


class Left(NamedTuple):
    """A note that stays as typed, and the reason.

    `looks_cited` is False if it seems to name no source, `differs` True if it would print something else.
    """

    note: NumberedNote
    span: SourceSpan
    why: str
    looks_cited: bool = True
    differs: bool = False


class Extraction(Record):
    """The proposal.

    edits    to be made in the source, one for each citation
    cited    the notes that get citations
    sources  the new text of the bibliography
    new      the new keys in it
    left     the notes that stay as typed
    """

    edits: tuple[Edit, ...]
    cited: tuple[NumberedNote, ...]
    sources: str
    new: tuple[str, ...]
    left: tuple[Left, ...]


def extract(resolved: Resolved, tools: Tools) -> Extraction:
    """Return the proposal for a document. Raise `Failure` if the style fails."""
    return _Work(resolved, tools).extraction()


def edited(text: str, edits: Sequence[Edit]) -> str:
    """Return a text with edits that do not overlap."""
    plan = Plan(text)
    plan.add(edits)
    return plan.result()


class _Work:
    """A document whose notes are read, and cited until all print what is typed."""

    def __init__(self, resolved: Resolved, tools: Tools) -> None:
        self._resolved, self._tools = resolved, tools
        self._reading: Reading = reading(resolved.settings.lang)
        self._source = Source(resolved.document.text)
        self._typed = [self._said(each, resolved) for each in resolved.notes]
        self._forms = Forms(tools.style, self._reading)
        self._notes = self._read()
        self._assigning = Assigning(
            self._forms, tools.sources, self._reading, _cited_keys(resolved), tools.may_add
        )

    def extraction(self) -> Extraction:
        for number in range(_ROUNDS):
            items = self._assigning.assign(self._notes)
            edits = [edit for note in self._notes for edit in note.edits()]
            sources = files.added(self._tools.text, self._tools.sources, items) if edits else self._tools.text
            wrong = self._wrong(edits, sources) if edits else []
            if not wrong:
                break
            if number == _ROUNDS - 2:  # nothing is left to cite in the last round
                wrong = [(note, "") for note in self._notes if note.may_be_cited]
            for note, other in wrong:
                if not note.why:
                    note.differs = bool(other)
                    says = said("cited, it would say “{text}”", text=other)
                    note.why = says if other else said("citing it would change what other notes say")
        return Extraction(
            edits=tuple(edits),
            cited=tuple(note.numbered for note in self._notes if note.may_be_cited),
            sources=sources,
            new=tuple(str(item["id"]) for item in items),
            left=tuple(
                Left(
                    note.numbered,
                    source_span(note.numbered.note.span),
                    note.why,
                    note.looks_cited,
                    note.differs,
                )
                for note in self._notes
                if note.why
            ),
        )

    def _read(self) -> list[TypedNote]:
        """Return all printed notes, each text once, with their references.

        They are read twice: the words of a source that is cited alone help to recognize it elsewhere, next to
        remarks or cited again.
        """
        notes = self._read_with(Known())
        found = [each for note in notes for each in note.found if isinstance(each, Reference)]
        items = {each.work: each.item for each in found}
        names = {
            name["literal"] for each in found for name in each.item.get("author", ()) if "literal" in name
        }
        forms = self._forms.known(self._tools.sources.entries.values(), items.values())
        return self._read_with(Known(frozenset(items), frozenset(names), forms))

    def _read_with(self, known: Known) -> list[TypedNote]:
        reader = NoteReader(Reader(self._reading, known))
        once = {numbered.note: numbered for numbered in reversed(self._resolved.notes)}
        return [
            self._note(numbered, reader)
            for numbered in self._resolved.notes
            if once[numbered.note] is numbered
        ]

    def _note(self, numbered: NumberedNote, reader: NoteReader) -> TypedNote:
        note = TypedNote(numbered)
        if cites := typed_cites(numbered.note):
            note.cites = cites if len(cites) == 1 else ()
            return note
        note.text = note_text(numbered.note, self._source)
        if note.text is None:
            note.why = said("the note is not one paragraph of text")
            note.looks_cited = bool(numbered.note.blocks)
            return note
        found = reader.read(note.text.text, italics(note.text))
        if isinstance(found, Unsure):
            note.why = found.why
        elif not found:
            note.why, note.looks_cited = said("the note seems to name no source"), False
        else:
            note.read(found)
        return note

    def _wrong(self, edits: Sequence[Edit], sources: str) -> list[tuple[TypedNote, str]]:
        """Return the notes that would print something other than what is typed, with what they would print.

        It is "" for notes that change what others print.
        """
        read = self._tools.sources
        if self._tools.may_add and sources != self._tools.text:
            read = bibliography.read(sources.encode(), read.path, ".json")
        now = self._tools.resolve(edited(self._resolved.document.text, edits), read)
        cited = [note for note in self._notes if note.may_be_cited]
        if len(now.notes) != len(self._typed):
            return [(note, "") for note in cited]
        notes = {note.numbered.note: note for note in self._notes}
        wrong = [
            (notes[was.note], _other(_printed(was, self._resolved), _printed(numbered, now)))
            for was, typed, numbered in zip(self._resolved.notes, self._typed, now.notes, strict=True)
            if self._said(numbered, now) != typed
        ]
        if wrong and not any(note.may_be_cited for note, _ in wrong):
            return [(note, "") for note in cited]
        return wrong

    def _said(self, numbered: NumberedNote, resolved: Resolved) -> same.Words:
        return same.words(_printed(numbered, resolved), self._reading)


def _printed(numbered: NumberedNote, resolved: Resolved) -> str:
    """Return the text of a note in outputs."""
    texts = (
        printed_text(node.children, resolved)
        for node, _ in walk(numbered.note.blocks)
        if isinstance(node, m.Paragraph | m.Heading | m.Caption | m.Cell)
    )
    return "\n".join(texts)


def _other(typed: str, said: str) -> str:
    """Return the words from the first difference between two texts."""
    pairs = enumerate(zip(typed, said, strict=False))
    differs = next((at for at, (one, other) in pairs if one != other), min(len(typed), len(said)))
    start = said.rfind(" ", 0, differs) + 1
    words = said[start : start + _SHOWN].rstrip()
    return f"{'…' if start else ''}{words}{'…' if start + _SHOWN < len(said) else ''}"


def _cited_keys(resolved: Resolved) -> set[str]:
    """Return the keys that citations of the document already use, with or without entries."""
    document = resolved.document
    nodes = walk((*document.blocks, *document.notes))
    return {node.key for node, _ in nodes if isinstance(node, m.CitedSource)}


def note_text(note: m.Note, source: Source) -> Running | None:
    """Return the text of a note that is one paragraph; None of any other."""
    blocks = without_comments(note.blocks)
    if len(blocks) != 1 or not isinstance(blocks[0], m.Paragraph):
        return None
    return Running(blocks[0].children, source, _MANNER)


def italics(text: Running) -> list[tuple[int, int]]:
    """Return the ranges of a text that are in italics or bold."""
    found: dict[int, tuple[int, int]] = {}
    for leaf in text.leaves:
        for outer in leaf.around:
            if isinstance(outer, m.Emphasis | m.Strong):
                found[id(outer)] = (found.get(id(outer), (leaf.start, 0))[0], leaf.end)
    return list(found.values())
