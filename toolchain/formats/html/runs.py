"""Collect the text of one block, cell or caption, with the open links and emphasis around it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from toolchain.formats.html.parts import Run, Token
from toolchain.model.expressions import expression

_SPACES = expression("[ \t\n\f\r]+")
_FOLDED = ("\n", "  ", "\t", "\f", "\r")
"""Strings that occur in white space that must be collapsed."""

_ONE_SPACE = [" "]
_BLANK = frozenset(" \t\n\f\r")
_AROUND = ("open", "close")


class Collector:
    """Collects text until `take` returns it. Open elements continue in the next run."""

    def __init__(self) -> None:
        self._run: Run = []
        self._open: list[Token] = []
        self._texts: list[str] = []
        self.blank = True
        self.keep = False

    def text(self, text: str) -> None:
        """Add text. White space is collapsed as in a browser, unless it must be kept."""
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
        """End the last open link or emphasis."""
        self._settle()
        self._run.append(Token("close"))
        self._open.pop()

    def divide(self) -> None:
        """Separate the text of two blocks inside a cell."""
        if self.blank:
            return
        if not "".join(self._texts).strip():
            self._texts = []
        if self._texts or self._run[-1].kind != "break":
            self.add(Token("break"))

    def trim(self) -> None:
        """Remove spaces at the end, including no-break spaces."""
        if self._texts:
            self._texts = ["".join(self._texts).rstrip()]
            self.blank = not self._texts[0] and all(token.kind in _AROUND for token in self._run)

    def take(self) -> Run:
        """Return the collected run, without white space around it."""
        self._settle()
        run = [*self._run, *(Token("close") for _ in self._open)]
        self._run, self.blank = list(self._open), True
        return _stripped(run)

    def _settle(self) -> None:
        if self._texts:
            self._run.append(Token("text", "".join(self._texts)))
            self._texts = []


def after(run: Run, length: int) -> Run:
    """Return a run that begins with a text, without its first `length` characters."""
    rest = run[0].text[length:]
    return [Token("text", rest), *run[1:]] if rest else run[1:]


def _folded(text: str) -> str:
    """Return the text with its white space collapsed; most texts have none to collapse."""
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
    """Remove spaces until a token has other content."""
    for at in places:
        token = run[at]
        if token.kind == "text":
            text = stripped(token.text, " ")
            if text is not token.text:
                run[at] = Token("text", text)
        if token.kind not in _AROUND:
            break
