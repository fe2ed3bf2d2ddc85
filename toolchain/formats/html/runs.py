"""Collects the text of one block, cell or caption, with the links and emphasis that are open around it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from toolchain.formats.html.parts import Run, Token

_SPACES = re.compile("[ \t\n\f\r]+")
_FOLDED = ("\n", "  ", "\t", "\f", "\r")
"""What white space that is to be folded has in it."""

_ONE_SPACE = [" "]
_BLANK = frozenset(" \t\n\f\r")
_AROUND = ("open", "close")


class Collector:
    """Text is added until `take` gives what has come together; what is open then goes on in the next run."""

    def __init__(self) -> None:
        self._run: Run = []
        self._open: list[Token] = []
        self._texts: list[str] = []
        self.blank = True
        self.keep = False

    def text(self, text: str) -> None:
        """Add text. Its white space is folded as a browser does it, unless it is to be kept."""
        keep = self.keep
        if self.blank:
            self.blank = _BLANK.issuperset(text)
            if self.blank and not keep and self._texts == _ONE_SPACE and not self._run:
                return  # more white space before what is seen
        self._texts.append(text if keep else _folded(text))

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
        """Return what has come together, without white space around it."""
        self._settle()
        run = [*self._run, *(Token("close") for _ in self._open)]
        self._run, self.blank = list(self._open), True
        return _stripped(run)

    def _settle(self) -> None:
        if self._texts:
            self._run.append(Token("text", "".join(self._texts)))
            self._texts = []


def after(run: Run, length: int) -> Run:
    """Return a run that begins with a text, without so many of its first characters."""
    rest = run[0].text[length:]
    return [Token("text", rest), *run[1:]] if rest else run[1:]


def _folded(text: str) -> str:
    """Return the text with one space for its white space, as most texts have it already."""
    for each in _FOLDED:
        if each in text:
            return _SPACES.sub(" ", text)
    return text


def _stripped(run: Run) -> Run:
    """Return the run without the spaces at its ends, which a browser does not show."""
    _strip(run, range(len(run)), str.lstrip)
    _strip(run, range(len(run) - 1, -1, -1), str.rstrip)
    return [token for token in run if token.text or token.kind != "text"]


def _strip(run: Run, places: Iterable[int], stripped: Callable[[str, str], str]) -> None:
    """Take the spaces away from what is met first."""
    for at in places:
        token = run[at]
        if token.kind == "text":
            text = stripped(token.text, " ")
            if text is not token.text:
                run[at] = Token("text", text)
        if token.kind not in _AROUND:
            break
