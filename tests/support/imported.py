"""What a source is but for what no Word file can say of it: a flat form in which two documents are compared.

The closed list of what is left out, which docs/word.md tells users:

- claims: what is compared are the numbers that are printed, in paragraphs, references and marks
- comments, ignore comments, notes that nothing marks, and definitions that nothing uses
- line ends inside a text, which are spaces
- which of two signs a list has, and that two lists or two quotations that follow each other are two
- how emphasis is nested, and whether it reaches over spaces, marks, pictures and line ends
- bold type in a caption
- the words of a cross-reference beside its number: what it leads to counts, and all that is printed
- citations, and the list of sources: they are the words that they print
- labels of notes with other signs than letters, figures and hyphens, long ones, and those that are numbers;
  of a note that is printed again, where a number leads to that copy
- no-break spaces, which are worked out again; narrow ones, after words against the direction of the text
- that a note is written in place, where its number is referred to
- addresses as Word takes them, and those that it is not given at all
- the language of a block of code, and empty lines at its end
- what a paragraph is about, and links to documents of the United Nations, which are made of their symbols
- of the front matter: profile, template, look, colour, limits, links, answers, sources, citation-style;
  looks in a short one; that a role has no person; what shows nowhere (contents without headings)
- a page break before the first heading
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from toolchain import model as m
from toolchain.model.front_matter import Contact, FrontMatter
from toolchain.model.languages import primary_subtag
from toolchain.model.walk import walk
from toolchain.resolve.tables import NumberedNote, Resolved, shown_text
from toolchain.writers.docx.story import address

Lines = list[str]
Looks = frozenset[str]
Item = tuple[str, str, Looks]
_FRONT = (
    "lang", "recipient", "country", "session", "instrument", "reporting_cycle", "agenda_item", "date",
    "keywords", "public", "notes_place", "headings", "contents",
)  # fmt: skip


class Form:
    """Makes the flat form of one document."""

    def __init__(self, resolved: Resolved, unsaid: frozenset[str] = frozenset()) -> None:
        """`unsaid` are the printed numbers of notes whose labels are not compared."""
        self.resolved = resolved
        self.unsaid = unsaid
        blocks = (each for each in resolved.document.blocks if not isinstance(each, m.Comment))
        self.first = next(blocks, None)
        self.notes: dict[int, int] = {}
        for number, note in enumerate(resolved.notes):
            self.notes.setdefault(id(note), number)

    def lines(self) -> Lines:
        """All of it, one block or text a line."""
        matter = self.resolved.document.front_matter
        out = list(self.front(matter))
        out += self.blocks(self.resolved.document.blocks, 0)
        done: set[tuple[int, bool]] = set()
        for note in ((self.resolved.title_note,) if self.resolved.title_note else ()) + self.resolved.notes:
            key = (id(note.note), note.label in self.unsaid)
            if (note.note.label or note.label in self.unsaid) and key not in done:
                done.add(key)
                out.append(f"note {self.label(note)}")
                out += self.blocks(note.note.blocks, 1)
        return out

    def label(self, note: NumberedNote) -> str:
        return "?" if note.label in self.unsaid else note.note.label

    def unsayable(self) -> frozenset[str]:
        """The printed numbers of the notes whose labels no bookmark can say, or are numbers."""
        title = (self.resolved.title_note,) if self.resolved.title_note else ()
        referred = {each.note.label for each in self.resolved.references.values() if each.note}
        notes = (*title, *self.resolved.notes)
        return frozenset(
            note.label
            for at, note in enumerate(notes)
            if (
                not re.fullmatch("[A-Za-z][A-Za-z0-9-]{,25}", note.note.label)
                and (note.note.label or note.label in referred)
            )
            or (note.label in referred and any(each.note is note.note for each in notes[:at]))
        )

    def front(self, matter: FrontMatter) -> Iterator[str]:
        title, short = (self.shown(each) for each in (matter.title, matter.short_title))
        yield f"title {self.text(matter.title)}"
        yield f"subtitle {self.text(matter.subtitle)}"
        yield f"short-title {short if short != title else ''}"
        hidden = {
            "notes_place": None if self.parted_notes() else "end",
            "headings": None if self.has_numbered_headings() else "plain",
            "contents": None if any(self.resolved.headings(self.resolved.document.blocks)) else False,
        }
        for key in _FRONT:
            unseen = hidden.get(key)
            yield f"{key} {spaced(str(getattr(matter, key) if unseen is None else unseen))}"
        yield f"notes {self.resolved.settings.notes.value if self.resolved.notes else ''}"
        for each in matter.submitted_by:
            contact = each.contact or Contact()
            person = "\n".join(filter(None, (contact.person, contact.role)))
            picture = self.picture(each.logo)
            alt = " ".join(each.logo_alt.split()) if picture else ""
            rest = (contact.address, contact.phone, contact.email, contact.website)
            yield f"organization {each.name} | {each.status} | {picture} {alt} | {person} | {rest}"
            yield from self.blocks(each.description, 1)

    def shown(self, inlines: m.Inlines) -> str:
        """The words of a title, as running heads show them."""
        return " ".join(spaced(shown_text(inlines, self.resolved.references, pictures=False)).split())

    def has_numbered_headings(self) -> bool:
        return any(isinstance(each, m.Heading) and not each.annex for each in self.resolved.numbers)

    def parted_notes(self) -> bool:
        """Whether endnotes are called before an annex, so that they can stand before it."""
        blocks = self.resolved.document.blocks
        split = next(
            (at for at, each in enumerate(blocks) if isinstance(each, m.Heading) and each.annex), None
        )
        endnotes = self.resolved.settings.notes is m.NoteKind.ENDNOTE
        marks = (node for node, _ in walk(blocks[:split]) if isinstance(node, m.NoteMark | m.InlineNote))
        return split is not None and endnotes and any(node in self.resolved.marks for node in marks)

    def picture(self, source: str) -> str:
        image = self.resolved.document.images.get(source)
        return f"{image.width}x{image.height}:{len(image.data)}" if image else ""

    def blocks(self, blocks: Iterable[m.Block], depth: int) -> Lines:
        out: Lines = []
        last: type | None = None
        for block in blocks:
            if isinstance(block, m.Comment):
                continue
            lines = self.block(block, depth)
            again = isinstance(block, m.BulletList | m.OrderedList | m.SubParagraphs | m.Quotation)
            if again and last is type(block):
                lines = lines[1:]
            out += lines
            if lines:
                last = type(block)
        return out

    def block(self, block: m.Block, depth: int) -> Lines:  # noqa: C901, PLR0911 (one case for each kind)
        pad = "  " * depth
        match block:
            case m.Heading():
                says = (
                    f"#{named(block)} {block.series or ''}",
                    "annex" if block.annex else "",
                    "unnumbered" if block.unnumbered else "",
                    "page-break" if block.page_break and block is not self.first else "",
                    self.text(block.children),
                )
                return [f"{pad}heading {block.level} {' '.join(says)}"]
            case m.Paragraph():
                text = self.text(block.children)
                return [f"{pad}text {text}"] if text else []
            case m.NumberedParagraph():
                head = f"{pad}{self.resolved.numbers[block].label} #{named(block)}"
                return [head, *self.blocks(block.blocks, depth + 1)]
            case m.SubParagraphs() | m.OrderedList() | m.BulletList():
                return self.list(block, depth)
            case m.Quotation():
                inner = self.blocks(block.blocks, depth + 1)
                return [f"{pad}quotation", *inner] if inner else []
            case m.CodeBlock():
                return [f"{pad}code {block.text.rstrip()!r}"]
            case m.Table():
                return self.table(block, pad)
            case m.Figure():
                head = f"{pad}figure #{named(block)} {self.text((block.image,))}"
                return [head, *self.caption(block.caption, pad)]
            case m.SourceList():
                out: Lines = []
                for heading, sources in self.resolved.source_lists.get(block, ()):
                    out += self.block(heading, depth) if heading else []
                    out += [f"{pad}text {self.text(each.children)}" for each in sources]
                return out
        raise AssertionError(type(block))

    def list(self, block: m.SubParagraphs | m.OrderedList | m.BulletList, depth: int) -> Lines:
        pad = "  " * depth
        out = [f"{pad}{type(block).__name__}"]
        for item in block.items:
            if isinstance(item, m.SubParagraph):
                out.append(f"{pad} {self.resolved.numbers[item].label} #{named(item)}")
            else:
                out.append(f"{pad} - {item.marker}")
            out += self.blocks(item.blocks, depth + 1)
        return out

    def table(self, block: m.Table, pad: str) -> Lines:
        out = [f"{pad}table #{named(block)}", *self.caption(block.caption, pad)]
        for row in (block.header, *block.rows):
            cells = [f"{cell.align}:{self.text(cell.children)}" for cell in row]
            cells += [f"{cell.align}:" for cell in block.header[len(cells) :]]
            out.append(f"{pad} | {' | '.join(cells)}")
        return out

    def caption(self, caption: m.Caption | None, pad: str) -> Lines:
        return [f"{pad} caption {self.text(caption.children, bold=False)}"] if caption else []

    def text(self, inlines: Iterable[m.Inline], *, bold: bool = True) -> str:
        """A text as words with their looks; white space belongs to none."""
        merged: list[tuple[str, str, str]] = []
        for kind, words, looks in self.items(inlines, frozenset()):
            if kind != "text":
                merged.append((kind, words, ""))
                continue
            for part, blank in _parted(words):
                seen = looks if bold else looks - {"bold"}
                shown = "" if blank and "code" not in looks else "+".join(sorted(seen))
                last = merged[-1] if merged else None
                if (
                    last
                    and last[0] == "text"
                    and (last[2] == shown or not part.strip() or not last[1].strip())
                ):
                    merged[-1] = ("text", last[1] + part, last[2] if last[1].strip() else shown)
                else:
                    merged.append(("text", part, shown))
        out = [
            (f"{{{shown}}}{words}" if shown else words) if kind == "text" else f"<{kind} {words}>"
            for kind, words, shown in merged
        ]
        return " ".join("".join(out).split())

    def items(self, inlines: Iterable[m.Inline], looks: Looks) -> Iterator[Item]:  # noqa: C901, PLR0912
        for node in inlines:
            match node:
                case m.Text():
                    yield "text", spaced(node.text), looks
                case m.PrintedNumber():
                    yield "text", spaced(node.text), looks
                case m.Emphasis():
                    yield from self.items(node.children, looks | {"italic"})
                case m.Strong():
                    yield from self.items(node.children, looks | {"bold"})
                case m.Foreign():
                    yield from self.items(node.children, self.spoken(looks, node.lang))
                case m.Code():
                    yield "text", spaced(node.text), looks | {"code"}
                case m.Link():
                    live = address(node.url)
                    mark = {f"link:{live} {node.title}"} if live else set()
                    yield from self.items(node.children, looks | mark)
                case m.Image():
                    yield "image", f"{self.picture(node.source)} {spaced(node.alt)}", looks
                case m.Break():
                    yield ("break", "", looks) if node.hard else ("text", " ", looks)
                case m.NoteMark() | m.InlineNote():
                    yield from self.mark(node, looks)
                case m.CrossReference():
                    yield from self.reference(node, looks)
                case m.Citation():
                    yield from self.items(self.resolved.citations.get(node, ()), looks)
                case m.Comment():
                    pass
                case _:
                    raise AssertionError(type(node))

    def spoken(self, looks: Looks, lang: str) -> Looks:
        """Looks in another language; the document's own is none, nor is one that is not known."""
        others = frozenset(each for each in looks if not each.startswith("lang:"))
        own = primary_subtag(self.resolved.document.front_matter.lang)
        return others if primary_subtag(lang) in (own, "und") else others | {f"lang:{lang}"}

    def mark(self, node: m.NoteMark | m.InlineNote, looks: Looks) -> Iterator[Item]:
        mark = self.resolved.marks.get(node)
        if mark is None:
            yield "mark", "?", looks
            return
        listed = mark.note.note.label or mark.note.label in self.unsaid
        inner = "" if listed else " ".join(self.blocks(mark.note.note.blocks, 0))
        yield "mark", f"{mark.note.label} {inner}".strip(), looks

    def reference(self, node: m.CrossReference, looks: Looks) -> Iterator[Item]:
        reference = self.resolved.references.get(node)
        if reference is None:
            yield from self.items(node.children, looks)
            return
        to = f"to:note {reference.note.label}" if reference.note else f"to:#{node.target}"
        leaves = list(_leaves(reference.children, frozenset()))
        numbers = [at for at, (leaf, _) in enumerate(leaves) if isinstance(leaf, m.PrintedNumber)]
        for at, (leaf, around) in enumerate(leaves):
            leads = not numbers or numbers[0] <= at <= numbers[-1]
            within = looks | {each for each in around if not each.startswith("lang:")}
            for each in around:
                within = self.spoken(within, each[5:]) if each.startswith("lang:") else within
            yield from self.items((leaf,), within | ({to} if leads else set()))


def _leaves(inlines: Iterable[m.Inline], looks: Looks) -> Iterator[tuple[m.Inline, Looks]]:
    """What stands in emphasis, with how it looks."""
    for node in inlines:
        match node:
            case m.Emphasis():
                yield from _leaves(node.children, looks | {"italic"})
            case m.Strong():
                yield from _leaves(node.children, looks | {"bold"})
            case m.Foreign():
                others = {each for each in looks if not each.startswith("lang:")}
                yield from _leaves(node.children, frozenset(others | {f"lang:{node.lang}"}))
            case _:
                yield node, looks


def named(node: m.Heading | m.NumberedParagraph | m.SubParagraph | m.Table | m.Figure) -> str:
    return node.label.name if node.label else ""


def spaced(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("\t", " ")


def _parted(words: str) -> Iterator[tuple[str, bool]]:
    """Words without the white space at their ends, and that."""
    head = words[: len(words) - len(words.lstrip())]
    rest = words[len(head) :]
    tail = rest[len(rest.rstrip()) :]
    for part, blank in ((head, True), (rest[: len(rest) - len(tail)], False), (tail, True)):
        if part:
            yield part, blank


def form_of(resolved: Resolved, original: Resolved | None = None) -> Lines:
    """The flat form of a document; of one that came back, with its `original` beside it."""
    return Form(resolved, Form(original or resolved).unsayable()).lines()
