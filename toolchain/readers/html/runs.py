"""Collects the text of one block, cell or caption, with the links and emphasis that are open around it."""

from __future__ import annotations

import re

from toolchain.readers.html.parts import Run, Token

_SPACES = re.compile("[ \t\n\f\r]+")
_BLANK = frozenset(" \t\n\f\r")
_AROUND = ("open", "close")


class Collector:
    """Text is added until `take` gives what has come together; what is open then goes on in the next run."""

    def __init__(self) -> None:
        self._run: Run = []
        self._open: list[Token] = []
        self._texts: list[str] = []
        self.blank = True

    def text(self, text: str, *, keep: bool = False) -> None:
        """Add text. Its white space is folded as a browser does it, unless `keep`."""
        if text:
            self._texts.append(text if keep else _folded(text))
            self.blank = self.blank and _BLANK.issuperset(text)

    def add(self, token: Token) -> None:
        """Add a mark, a picture or a new line."""
        self._settle()
        self._run.append(token)
        self.blank = False

    def open(self, token: Token) -> None:
        """Begin a link or emphasis."""
        self._settle()
        self._run.append(token)
        self._open.append(token)

    def close(self) -> None:
        """End the last one."""
        self._settle()
        self._run.append(Token("close"))
        self._open.pop()

    def divide(self) -> None:
        """Keep apart what two blocks inside a cell say."""
        if self.blank:
            return
        if not "".join(self._texts).strip():
            self._texts = []
        if self._texts or self._run[-1].kind != "break":
            self.add(Token("break"))

    def trim(self) -> None:
        """Take away the space at the end, no-break spaces too."""
        if self._texts:
            self._texts = ["".join(self._texts).rstrip()]
            self.blank = not self._texts[0] and all(token.kind in _AROUND for token in self._run)

    def take(self) -> Run:
        """What has come together, without white space around it."""
        self._settle()
        run = [*self._run, *(Token("close") for _ in self._open)]
        self._run, self.blank = list(self._open), True
        return _stripped(run)

    def _settle(self) -> None:
        if self._texts:
            self._run.append(Token("text", "".join(self._texts)))
            self._texts = []


def _folded(text: str) -> str:
    """The text with one space for its white space, as most texts have it already."""
    if text.isprintable() and "  " not in text:
        return text
    return _SPACES.sub(" ", text)


def _stripped(run: Run) -> Run:
    """The run without the spaces at its ends, which a browser does not show."""
    for at, token in enumerate(run):
        if token.kind not in _AROUND:
            if token.kind == "text" and token.text.startswith(" "):
                run[at] = token._replace(text=token.text.lstrip(" "))
            break
    for at in reversed(range(len(run))):
        if run[at].kind not in _AROUND:
            if run[at].kind == "text" and run[at].text.endswith(" "):
                run[at] = run[at]._replace(text=run[at].text.rstrip(" "))
            break
    return [token for token in run if token.text or token.kind != "text"]
