"""Make inlines of runs, and find the targets of a page's links."""

from __future__ import annotations

from collections.abc import Mapping

from toolchain import model as m
from toolchain.formats.html.elements import fragment
from toolchain.formats.html.parts import Run, Token
from toolchain.model.places import Place
from toolchain.model.records import Record, field


class InlineBuilder(Record):
    """Makes inlines, by the columns of addresses and the labels of notes.

    `called` collects the place of the first mark of each note, by the note's address.
    """

    columns: Mapping[str, int]
    labels: Mapping[str, str]
    called: dict[str, str] = field(default_factory=dict)

    def inlines(self, run: Run, span: Place) -> m.Inlines:
        """Return the inlines of a run, all with one span."""
        levels: list[list[m.Inline]] = [[]]
        opened: list[Token] = []
        for token in run:
            if token.kind == "open":
                opened.append(token)
                levels.append([])
            elif token.kind == "close":
                children = tuple(levels.pop())
                levels[-1] += self._around(opened.pop(), children, span)
            elif token.kind != "text":
                levels[-1].append(self._single(token, span))
            elif token.text:
                levels[-1].append(m.Text(span, token.text))
        return tuple(levels[0])

    def _single(self, token: Token, span: Place) -> m.Inline:
        if token.kind == "mark":
            return self._mark(token, span)
        if token.kind == "image":
            source = "data:" if token.target.startswith("data:") else token.target
            return m.Image(span, source, token.text)
        return m.Break(span, hard=True)

    def _mark(self, token: Token, span: Place) -> m.Inline:
        """Return a mark if it leads to the note with its number; else a link."""
        if self.labels.get(token.target) == token.text:
            self.called.setdefault(token.target, span.words)
            return m.NoteMark(span, token.text)
        return m.CrossReference(span, self._aim(token.target), (m.Text(span, token.text),))

    def _around(self, token: Token, children: m.Inlines, span: Place) -> m.Inlines:
        if not children:
            return ()
        if token.name == "em":
            return (m.Emphasis(span, children),)
        if token.name == "strong":
            return (m.Strong(span, children),)
        if token.name == "code":
            texts = [node.text for node in children if isinstance(node, m.Text)]
            return (m.Code(span, "".join(texts)),) if len(texts) == len(children) else children
        if target := fragment(token.target):
            return (m.CrossReference(span, self._aim(target), children),)
        return (m.Link(span, token.target, children, token.text),) if token.target else children

    def _aim(self, target: str) -> str:
        column = self.columns.get(target)
        return f"@{column}" if column else f"@#{target}"
