"""The words of a paragraph for a source: emphasis, links, cross-references, note marks, pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby

from toolchain import model as m
from toolchain.formats.docx.drawings import part_of
from toolchain.formats.docx.fields import POINTING, Field, is_address
from toolchain.formats.docx.package import Relationship
from toolchain.formats.docx.story import BOLD, CODE, ITALIC, LANGUAGE, RAISED, Paragraph, Token
from toolchain.formats.docx.xml import Element, R, W
from toolchain.law.symbols import is_own_link
from toolchain.model.diagnostics import Place
from toolchain.model.expressions import expression
from toolchain.model.facts import Word
from toolchain.model.own_paths import PATH
from toolchain.model.records import Changing, Record, field
from toolchain.model.walk import plain_text, trimmed
from toolchain.model.wording import fold
from toolchain.word.importing.aims import Aims
from toolchain.word.importing.cited import Cited
from toolchain.word.importing.drafts import Draft
from toolchain.word.importing.images import Images
from toolchain.word.importing.joining import NOWHERE, Lead, Piece, merged, with_hamza
from toolchain.word.importing.looks import Run, nested, single_spaced, spaces_between, whole_words
from toolchain.word.importing.losses import Losses
from toolchain.word.importing.notes import Notes
from toolchain.word.importing.spoken import Languages

_KEPT = BOLD | CODE | ITALIC
_DEEPEST = 16
_NEUTRAL = (m.NoteMark, m.InlineNote, m.Image, m.Break, m.Comment)
_COLUMNS = expression(r"\S[^\S\n]*\t[^\S\n]*\S")
_BETWEEN_MARKS = expression(r"[\s\u00a0,،、;؛–-]*")
HIGH = str.maketrans("0123456789+-−=()nihjlrswxyabcdefgkmoptuvz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱʰʲˡʳˢʷˣʸᵃᵇᶜᵈᵉᶠᵍᵏᵐᵒᵖᵗᵘᵛᶻ")


class Places(Record):
    """The targets of the words of a file.

    annex    the word before the number of an annex
    cited    the sources of citations in fields; None if these stay text
    lost     whether to keep a field with a missing bookmark, as a reference without a target
    """

    annex: str
    aims: Aims
    notes: Notes
    images: Images
    losses: Losses
    cited: Cited | None
    lost: bool


class _Open(Changing):
    """An open link or field, and its content so far."""

    key: object
    close: Callable[[list[Piece]], list[Piece]]
    pieces: list[Piece] = field(default_factory=list)
    marks: bool = False  # this is the number of a note's mark


class Inliner(Record):
    """Converts the paragraphs of one part to inlines."""

    places: Places
    relationships: Mapping[str, Relationship]
    languages: Languages
    ours: bool
    in_note: bool

    def inlines(
        self, paragraph: Paragraph, pieces: Iterable[Token], span: Place, *, line: bool = False
    ) -> m.Inlines:
        """Return the inlines of a paragraph's pieces; `line`: in one line."""
        levels, words = [_Open(None, list)], []
        for piece in pieces:
            self._take(piece, levels, paragraph, span, line)
            words.append("\n" if piece.kind == "break" else piece.text)
        while len(levels) > 1:
            _close(levels, levels[-1].key)
        runs = self._finished(levels[0].pieces, span)
        if self.ours:
            return trimmed(nested(_neutral(runs), span), " \t\r\n")
        if _COLUMNS.search(said := "".join(words)):
            columns = Word("the tabs in a line become spaces: if these are columns, make a table")
            self.places.losses.add(paragraph, columns, said)
        runs = spaces_between(whole_words(single_spaced(runs)))
        return trimmed(nested(_neutral(runs), span), " \t\r\n\u00a0")

    def _take(self, piece: Token, levels: list[_Open], paragraph: Paragraph, span: Place, line: bool) -> None:
        top = levels[-1]
        match piece.kind:
            case "text":
                self._text(piece, top, paragraph, span)
            case "break":
                top.pieces.append(Run(m.Text(span, " ") if line else m.Break(span, hard=True)))
            case "call":
                if (mark := self.places.notes.mark(piece.value, span)) is not None:
                    top.pieces.append(Run(mark))
            case "image":
                self._picture(piece, top, paragraph, span)
            case "field" | "link" if len(levels) <= _DEEPEST:
                open_ = self._field if piece.kind == "field" else self._link
                levels.append(open_(piece.value, paragraph, span))
            case "endfield" | "unlink":
                _close(levels, piece.value)

    def _text(self, piece: Token, top: _Open, paragraph: Paragraph, span: Place) -> None:
        text = piece.text.replace("\t", " ")
        if piece.look & RAISED and not top.marks:
            if _BETWEEN_MARKS.fullmatch(text):
                return  # the separator of adjacent marks
            text = self._raised(text, paragraph)
        lang = self.languages.of(piece.look >> LANGUAGE, text)
        top.pieces.append(Run(m.Text(span, text), piece.look & _KEPT, lang))

    def _raised(self, text: str, paragraph: Paragraph) -> str:
        """Return superscript letters and figures as Unicode superscript characters, if they exist."""
        raised = text.translate(HIGH)
        if not any(each.isalnum() and each in text for each in raised):
            return raised
        self.places.losses.add(paragraph, Word("superscript words become plain"), text)
        return text

    def _picture(self, piece: Token, top: _Open, paragraph: Paragraph, span: Place) -> None:
        element: Element | None = piece.value
        identity = part_of(element)
        alt = fold(piece.text)
        if PATH.search(alt):
            self.places.losses.add(paragraph, Word("the alt text of a picture was a path"), alt)
            alt = ""
        name = self.places.images.name(self.relationships.get(identity), alt, paragraph, element)
        if name:
            top.pieces.append(Run(m.Image(span, name, alt)))

    def _link(self, element: Element | Draft, paragraph: Paragraph, span: Place) -> _Open:
        if isinstance(element, Draft):
            return _Open(element, lambda pieces: [Lead(element, pieces, numbered=False)])
        related = self.relationships.get(element.get(R + "id", ""))
        url = related.target if related and related.external else ""
        tip = element.get(W + "tooltip", "")
        return self._leading(element, url, element.get(W + "anchor", ""), tip, span)

    def _leading(self, key: object, url: str, anchor: str, tip: str, span: Place) -> _Open:
        if url:
            address = f"{url}#{anchor}" if anchor else url
            title = "" if is_address(tip, address) else tip
            return _Open(
                key,
                lambda pieces: (
                    pieces if self._made(address, pieces) else [self._linked(address, title, pieces, span)]
                ),
            )
        return self._crossing(key, anchor, numbered=False)

    def _made(self, url: str, pieces: list[Piece]) -> bool:
        """Return whether a link was made for a symbol: building makes it again."""
        words = plain_text(each.node for each in pieces if isinstance(each, Run))
        return self.ours and is_own_link(url, words)

    def _linked(self, url: str, title: str, pieces: list[Piece], span: Place) -> Run:
        inner, look, lang = _common(self._finished(pieces, span))
        return Run(m.Link(span, url, nested(_neutral(inner), span), title), look, lang)

    def _field(self, found: Field, paragraph: Paragraph, span: Place) -> _Open:
        instruction = found.instruction
        if instruction.kind == "HYPERLINK":
            anchor = next(iter(instruction.values("l")), "")
            tip = next(iter(instruction.values("o")), "")
            return self._leading(found, instruction.target, anchor, tip, span)
        if instruction.kind == "ADDIN":
            sources = self.places.cited
            cited = sources.citation(found, paragraph, span, in_note=self.in_note) if sources else None
            return _Open(found, list if cited is None else lambda _: [Run(cited)])
        if instruction.kind not in POINTING or instruction.kind == "PAGEREF":
            if instruction.kind == "PAGEREF":
                self.places.losses.add(paragraph, Word("a reference to a page keeps its number"))
            return _Open(found, list)
        if self.places.lost and not self.places.aims.has(instruction.target):
            return _Open(found, lambda pieces: [Lead(f"{NOWHERE}{instruction.target}", pieces, False)])
        if instruction.kind == "NOTEREF":
            label = self.places.notes.label_at(instruction.target)
            mark = self.places.notes.mark_at(instruction.target, span) if instruction.has("f") else None
            if mark is not None:
                return _Open(found, lambda _: [Run(mark)], marks=True)
            return _Open(found, lambda pieces: [Lead(f"^{label}", pieces, True)] if label else pieces)
        shows = self.places.aims.shows(found)
        if shows == "text":
            return _Open(found, list)
        return self._crossing(found, instruction.target, numbered=shows == "number")

    def _crossing(self, key: object, name: str, *, numbered: bool) -> _Open:
        if label := self.places.notes.label_at(name):
            return _Open(key, lambda pieces: [Lead(f"^{label}", pieces, numbered)])
        draft = self.places.aims.draft(name)
        if draft is None:
            return _Open(key, list)
        return _Open(key, lambda pieces: [Lead(draft, pieces, numbered)])

    def _finished(self, pieces: Sequence[Piece], span: Place) -> list[Run]:
        """Return the runs of pieces, with numbers that belong together as one cross-reference."""
        out: list[Run] = []
        for piece in merged(pieces, self.places.annex):
            if isinstance(piece, Run):
                out.append(piece)
                continue
            inner, look, lang = _common(self._finished(piece.children, span))
            inner = with_hamza(inner) if piece.numbered else inner
            label = piece.to if isinstance(piece.to, str) else self.places.aims.label(piece.to)
            words = nested(_neutral(inner), span)
            if not label or not words:
                out += [run._replace(look=run.look | look, lang=run.lang or lang) for run in inner]
            else:
                out.append(Run(m.CrossReference(span, label, words), look, lang))
        return out


def _common(runs: list[Run]) -> tuple[list[Run], int, str]:
    """Return runs without the emphasis and language common to all their words, and these."""
    texts = [run for run in runs if isinstance(run.node, m.Text)]
    common = texts[0].look & (BOLD | ITALIC) if texts else 0
    for run in texts:
        common &= run.look
    spoken = {run.lang for run in texts if run.lang or any(map(str.isalpha, run.node.text))}  # type: ignore[union-attr]
    lang = spoken.pop() if len(spoken) == 1 else ""
    bare = [run._replace(look=run.look & ~common, lang="" if run.lang == lang else run.lang) for run in runs]
    return bare, common, lang


def _neutral(runs: list[Run]) -> list[Run]:
    """Return runs with marks, pictures and line ends formatted like the text around them."""
    out: list[Run] = []
    for neutral, group in groupby(runs, lambda run: isinstance(run.node, _NEUTRAL)):
        some = list(group)
        if neutral:
            before, after = runs[len(out) - 1 : len(out)], runs[len(out) + len(some) :]
            look = before[0].look & after[0].look & ~CODE if before and after else 0
            some = [run._replace(look=look) for run in some]
        out += some
    return out


def _close(levels: list[_Open], key: object) -> None:
    """Close what `key` opened, and everything opened in it; do nothing if it is not open."""
    opened = max((at for at, level in enumerate(levels) if level.key is key), default=0)
    while 0 < opened < len(levels):
        top = levels.pop()
        levels[-1].pieces += top.close(top.pieces)
