"""What a redline changes: the paragraphs that differ, and all of them to be read, with both numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Literal, NamedTuple, TypeAlias

from toolchain.formats.docx.opened import Opened
from toolchain.formats.docx.styles import look_of
from toolchain.formats.docx.xml import SIGNS, W
from toolchain.law.symbols import is_own_link
from toolchain.model.records import Record
from toolchain.model.wording import fold, said
from toolchain.text.phrases import phrases
from toolchain.word.cleaning.report import Places, keys
from toolchain.word.redlining.comparing import Both, Comparison
from toolchain.word.redlining.pairing import Step
from toolchain.word.redlining.sides import Box, Item, Row, Side, Table, paragraphs_in
from toolchain.word.redlining.tokens import LOOK, Paragraph, Token

END = "¶"
"""How the end of a paragraph is shown, where one comes or goes alone."""
_BLANKS = str.maketrans("\n\t", "  ")
_STATES = {"both": "", "ins": "ins", "to": "ins", "del": "del", "from": "del", "look": "look"}
What: TypeAlias = Literal["changed", "added", "removed", "moved", "follows"]


class Entry(NamedTuple):
    """A paragraph, note or row that differs: its places in both files, words that go and come, and those that
    only look otherwise, with what became of their look.

    One that "follows" from other changes leads to a place that moved, or has a short form such as "Ibid."
    where another source is now cited before it.
    """

    what: What
    old: str
    new: str
    gone: str = ""
    come: str = ""
    looks: str = ""


class Run(NamedTuple):
    """Words of one state: "" for those of both versions, "ins", "del", or "look" if only their look differs.

    looks  the elements of HTML for how they look: "em", "strong"
    now    what became of their look
    """

    state: str
    text: str
    looks: tuple[str, ...] = ()
    now: str = ""


class Shown(NamedTuple):
    """A paragraph, or a row of a table as its cells.

    kind   "heading", "text", "row" or "note", for one of a note
    old    its number in the old version; `new` in the new one
    """

    kind: str
    old: str
    new: str
    cells: tuple[tuple[Run, ...], ...]
    moved: bool = False

    @property
    def changes(self) -> bool:
        """Whether anything but white space in it is a change."""
        return any(run.state and run.text.strip() for cell in self.cells for run in cell)


class Numbered:
    """The place and the number of each paragraph of a side, counted before the redline is made of it."""

    def __init__(self, side: Side) -> None:
        names = side.files.main, *(part.name for part in side.parts.values())
        self._keys = dict(each for name in names for each in keys(name, side.files.tree(name)))
        self._places: Places | None = None

    def read(self, opened: Opened) -> Numbered:
        """Take the places and numbers from the file."""
        self._places = Places(opened)
        return self

    def place(self, item: Item | None) -> str:
        """Return the place of a paragraph, or of the first one of a table, "" for none."""
        found = next(paragraphs_in([item]), None) if item is not None else None
        return self._places.of(self._keys[found.element]) if found is not None and self._places else ""

    def label(self, item: Item | None) -> str:
        """Return the number of a paragraph, "" for none."""
        if not isinstance(item, Paragraph) or self._places is None:
            return ""
        return self._places.labels.get(self._keys[item.element], "")


class Summary(Record):
    """Reads what is compared of two sides."""

    compared: Comparison
    old: Numbered
    new: Numbered

    def entries(self) -> list[Entry]:
        """Return what differs: first in the text, then in the notes."""
        found = [each for steps in self.compared.text for step in steps for each in self._entries(step)]
        for _, _, steps in self.compared.all_notes():
            found += self._note(steps)
        return found

    def shown(self) -> Iterator[Shown]:
        """Yield the paragraphs of the redline: of the text, then of the notes."""
        for steps in self.compared.text:
            for step in steps:
                yield from self._shown(step, "text")
        for _, _, steps in self.compared.all_notes():
            for step in steps:
                yield from self._shown(step, "note")

    def _entries(self, step: Step) -> Iterator[Entry]:
        if step.what == "both":
            if isinstance(step.old, Paragraph) and isinstance(step.new, Paragraph):
                yield from self._pair(step.old, step.new, step.end)
            else:
                yield from self._rows(step)
        elif step.what == "del":
            yield Entry("removed", self.old.place(step.old), "", gone=_words(step.old))
        elif step.what == "ins":
            yield Entry("added", "", self.new.place(step.new), come=_words(step.new))
        elif step.what == "to":
            yield Entry("moved", self.old.place(step.old), self.new.place(step.new), come=_words(step.new))

    def _note(self, steps: Sequence[Step]) -> list[Entry]:
        """Return the changes in a note; one that comes or goes is one change."""
        found = [each for step in steps for each in self._entries(step)]
        if any(step.what == "both" for step in steps):
            return found
        gone = " ".join(each.gone for each in found)
        come = " ".join(each.come for each in found)
        return [found[0]._replace(gone=gone.strip(), come=come.strip())] if found else []

    def _rows(self, step: Step) -> Iterator[Entry]:
        for one, other in self.compared.rows(step):
            if one is not None and other is not None:
                for a, b in self.compared.cells(step, one, other):
                    if a and b:
                        yield from (
                            each for inner in self.compared.cell(a, b) for each in self._entries(inner)
                        )
                    elif cell := a or b:
                        yield from self._alone(a, b, cell)
            elif row := one or other:
                yield from self._alone(one, other, row.cells[0])

    def _alone(self, old: Row | Box | None, new: Row | Box | None, first: Box) -> Iterator[Entry]:
        """Yield a row or a cell of one side; `first` is its first cell."""
        if old:
            yield Entry("removed", self.old.place(first.items[0]), "", gone=fold(old.words))
        elif new:
            yield Entry("added", "", self.new.place(first.items[0]), come=fold(new.words))

    def _pair(self, old: Paragraph, new: Paragraph, end: str) -> Iterator[Entry]:
        found = self.compared.common(old)
        if found is None:
            return
        tokens = list(self._tokens(old, new, found))
        gone, come, looks = (
            [each for state, each, _ in tokens if state == one] for one in ("del", "ins", "look")
        )
        changed = any(each.kind != "space" for each in (*gone, *come, *looks))
        if not changed and not end and old.style == new.style:
            return
        led = gone and not end and not looks and list(map(_lead, gone)) == list(map(_lead, come))
        ibid = phrases("und").ibid  # a source that was cited just before, in all languages
        short = new.part.kind and any(_said(each).lower().startswith(ibid) for each in (gone, come))
        at = self.old.place(old), self.new.place(new)
        what: What = "follows" if led or short else "changed"
        went, came = (f" {END}" if end == each else "" for each in ("del", "ins"))
        went_words, came_words = (_apart(tokens, each) for each in ("del", "ins"))
        look = _looks_told(tokens) or _style_told(old, new)
        yield Entry(what, *at, fold(went_words + went), fold(came_words + came), look)

    def _tokens(
        self, old: Paragraph, new: Paragraph, found: Iterable[Both]
    ) -> Iterator[tuple[str, Token, str]]:
        """Yield the tokens of both, each with what became of it: "del", "ins", another "look", "same", or a
        "space" that stays; and with what became of the look. Links with other words are those words.
        """
        for at, to in found:
            was, now = None if at is None else old.tokens[at], None if to is None else new.tokens[to]
            if was and now and (inside := self.compared.inside(was, now)):
                yield from self._tokens(*inside)
                yield "same", Token("other", (), text=_address(now)), ""
            elif was and now and was.shown != now.shown and now.kind in ("word", "space"):
                yield "look", now, _told(was, now)
            elif was and now:
                yield "space" if was.kind == "space" else "same", now, ""
            elif token := was or now:
                yield "del" if was else "ins", token, ""

    def _shown(self, step: Step, kind: str) -> Iterator[Shown]:
        if isinstance(step.item, Table):
            for one, other in self.compared.rows(step):
                yield Shown("row", "", "", tuple(self._cells(step, one, other)))
            return
        if "eading" in step.item.style:
            kind = "heading"
        old, new = self.old.label(step.old), self.new.label(step.new)
        old, new = (old if step.what != "ins" else ""), (new if step.what != "del" else "")
        style = _style_told(step.old, step.new) if step.what == "both" else ""
        ends = (Run(step.end, END), Run("look" if style else "", END, (), style))
        runs = _joined((*self._runs(step), *(each for each in ends if each.state)))
        if runs or old or new:
            yield Shown(kind, old, new, (runs,), step.what in ("from", "to"))

    def _cells(self, step: Step, old: Row | None, new: Row | None) -> Iterator[tuple[Run, ...]]:
        for one, other in self.compared.cells(step, old, new):
            if one and other:
                yield _joined(run for inner in self.compared.cell(one, other) for run in self._runs(inner))
            elif cell := one or other:
                tokens = (token for each in paragraphs_in(cell.items) for token in each.tokens)
                yield _joined(_run(each, "del" if one else "ins") for each in tokens)

    def _runs(self, step: Step) -> Iterator[Run]:
        if isinstance(step.item, Table):
            return
        found = None
        if isinstance(step.old, Paragraph) and isinstance(step.new, Paragraph) and step.what == "both":
            found = self.compared.common(step.old)
            for state, token, told in self._tokens(step.old, step.new, found or ()):
                yield _run(token, _STATES.get(state, ""), told)
        if found is None:
            yield from (_run(each, _STATES[step.what]) for each in step.item.tokens)


def _told(was: Token, now: Token) -> str:
    """Return what became of the look of a word."""
    before, after = look_of(was.look), look_of(now.look)
    words = []
    if bool(before.italic) != bool(after.italic):
        words.append(said("now in italics") if after.italic else said("no longer in italics"))
    if bool(before.bold) != bool(after.bold):
        words.append(said("now in bold") if after.bold else said("no longer in bold"))
    return ", ".join(words) or said("another look")


def _style_told(old: Item | None, new: Item | None) -> str:
    if isinstance(old, Paragraph) and isinstance(new, Paragraph) and old.style != new.style:
        return said("another style")
    return ""


def _looks_told(tokens: Iterable[tuple[str, Token, str]]) -> str:
    """Return the words of another look, with what became of it."""
    groups = groupby(tokens, lambda each: each[2])
    found = ((told, _said([token for _, token, _ in group])) for told, group in groups)
    return "; ".join(said("{what}: {why}", what=told, why=words) for told, words in found if told and words)


def _words(item: Item | None) -> str:
    return "" if item is None else fold(item.words)


def _said(tokens: list[Token]) -> str:
    words = {"field": said("[reference]"), "note": said("[note]"), "picture": said("[picture]")}
    return fold("".join(words.get(each.kind) or _text(each) for each in tokens))


def _text(token: Token) -> str:
    """Return the words of a token, or of a link those in it, with its address if they do not say it."""
    return ((token.text or _inner(token)) + _address(token)).translate(_BLANKS)


def _inner(token: Token) -> str:
    texts = (each for element in token.elements for each in element.iter(W + "t", *SIGNS))
    return "".join(SIGNS.get(str(each.tag), each.text or "") for each in texts)


def _address(token: Token) -> str:
    """Return the address of a link in brackets, unless its words say it."""
    words = _inner(token)
    is_shown = token.kind == "link" and not is_own_link(token.what[0], words)
    address = token.what[0].removeprefix("mailto:") if is_shown else ""
    return f" ({address})" if address not in words else ""


def _apart(tokens: Iterable[tuple[str, Token, str]], picked: str) -> str:
    """Return the words of one state, with “…” where others are between them."""
    parts: list[list[Token]] = [[]]
    for state, token, _ in tokens:
        if state in (picked, "space"):
            parts[-1].append(token)
        elif state in ("same", "look"):
            parts.append([])
    return " … ".join(filter(None, map(_said, parts)))


def _lead(token: Token) -> tuple[str, tuple[str, ...], str]:
    return token.kind, (*token.what, token.shown), token.name if token.kind != "note" else token.text


def _run(token: Token, state: str, told: str = "") -> Run:
    if token.kind == "note":
        return Run(state, said("[note]"))
    if token.kind == "picture":
        return Run(state, said("[picture: {text}]", text=token.what[1] if len(token.what) > 1 else ""))
    inner = (each for element in token.elements for each in element.iter(LOOK))
    look = look_of(next(inner, token.look))
    looks = (("strong", look.bold), ("em", look.italic))
    return Run(state, _text(token), tuple(name for name, is_so in looks if is_so), told)


def _joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    grouped = groupby(runs, lambda each: each._replace(text=""))
    found = (run._replace(text="".join(each.text for each in group)) for run, group in grouped)
    return tuple(each for each in found if each.text)
