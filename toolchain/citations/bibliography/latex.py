"""Convert LaTeX in bibliographies to Unicode text with CSL's markup, in one walk through the text.

Unknown commands for single characters are looked up in pylatexenc's tables; no command is executed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from toolchain.model.expressions import expression
from toolchain.model.languages import read_language
from toolchain.model.records import Changing, field


def _pairs(name: str) -> dict[str, tuple[str, str]]:
    """Return a table of commands with the text before and after their argument."""
    groups = read_language(__file__, name).items()
    return {command: (before, after) for before, (after, *commands) in groups for command in commands}


_ACCENTS, _SIGNS = (read_language(__file__, name) for name in ("accents", "signs"))
_PAIRS, _SWITCHES = map(_pairs, ("pairs", "switches"))
_TEXT_ALONE, _DROPPED, _VERBATIM = map(frozenset, read_language(__file__, "commands").values())
"""As `latex.toml` in this folder says; switches hold until their group ends."""


@cache
def _sign_of(name: str) -> str | None:
    """Return the character of a command that pylatexenc knows ("alpha"), or None."""
    from pylatexenc.latex2text import get_default_latex_context_db

    known = get_default_latex_context_db().get_macro_spec(name)
    text = getattr(known, "simplify_repl", None)
    if not isinstance(text, str) or "%" in text or name == "today":
        return None
    return text


_TOKEN = expression(
    r"\\(?P<word>[a-zA-Z]+)\*?[ \t]*\n?[ \t]*|\\(?P<sign>.)|(?P<text>[^\\{}$~^_`'-]+)|(?P<dashes>-+)"
    r"|(?P<quotes>``|''|`)|(?P<other>.)",
    re.DOTALL,
)
_PLAIN = expression(r"[^\\{}$~`]*")
_QUOTE = expression(r"(?<!\\)`")
_DASHES = {"--": "–", "---": "—"}
_QUOTES = {"``": "“", "''": "”", "`": "‘"}
_SCRIPTS = {"^": ("<sup>", "</sup>"), "_": ("<sub>", "</sub>")}
_ESCAPED_IN_ADDRESSES = {*"%#&_~{}"}
_DEEPEST = 40


class _Group(Changing):
    """The content between two braces, or of a command's argument. `waiting` are commands that still need
    arguments.
    """

    before: str = ""
    after: str = ""
    accent: str = ""
    is_dropped: bool = False
    is_verbatim: bool = False
    is_first_of_two: bool = False
    is_protected: bool = False
    is_math: bool = False
    pieces: list[str] = field(default_factory=list)
    waiting: list[_Group] = field(default_factory=list)

    def text(self) -> str:
        """Return the group's text with the markup around it."""
        inner = "".join(self.pieces)
        if self.is_dropped:
            return ""
        if self.accent:
            return _accented(inner, self.accent)
        if self.is_protected and inner.lower() != inner:
            return f'<span class="nocase">{inner}</span>'
        return f"{self.before}{inner}{self.after}" if inner else ""


def to_text(source: str, unknown: set[str], *, protect: bool = False) -> str:
    """Return the text of LaTeX; the names of unknown commands are added to `unknown`.

    `protect` marks text in braces as text whose case is kept (`<span class="nocase">`), except braces that
    begin with a command: for BibTeX these are one letter.
    """
    if _PLAIN.fullmatch(source) and "--" not in source and "''" not in source:
        return source
    decoder = _Decoder(unknown, protect=protect, is_curly=bool(_QUOTE.search(source)))
    for token in _TOKEN.finditer(source):
        decoder.take(token)
    return decoder.end()


def _accented(text: str, accent: str) -> str:
    """Return the text with an accent on its first letter; a dotless i or j with an accent becomes an i or
    j.
    """
    letter = {"ı": "i", "ȷ": "j", "": " "}.get(text[:1], text[:1])
    return unicodedata.normalize("NFC", letter + accent) + text[1:]


class _Decoder:
    """The open groups, innermost last."""

    def __init__(self, unknown: set[str], *, protect: bool, is_curly: bool) -> None:
        self._unknown, self._protect, self._is_curly = unknown, protect, is_curly
        self._groups = [_Group()]
        self._unopened = 0

    def take(self, token: re.Match[str]) -> None:
        """Read one token."""
        if self._groups[-1].is_verbatim and token["other"] not in {"{", "}"}:
            self._put(token["sign"] if token["sign"] in _ESCAPED_IN_ADDRESSES else token[0])
        elif token["word"]:
            self._word(token["word"])
        elif token["sign"]:
            self._sign(token["sign"])
        elif token["text"]:
            self._text(token["text"])
        elif token["dashes"]:
            self._put(_DASHES.get(token["dashes"], token["dashes"]))
        elif token["quotes"]:
            self._put(_QUOTES[token["quotes"]])
        else:
            self._other(token["other"])

    def end(self) -> str:
        """Return the whole text. Groups that are still open end here."""
        self._unopened = 0
        while len(self._groups) > 1:
            self._close()
        self._settle(self._groups[0])
        return self._groups[0].text()

    def _put(self, text: str) -> None:
        """Add a piece to the group, as the argument of commands that wait for one."""
        group = self._groups[-1]
        while group.waiting:
            argument = group.waiting.pop()
            argument.pieces.append(text)
            text = argument.text()
            if argument.is_first_of_two:
                return
        group.pieces.append(text)

    def _text(self, text: str) -> None:
        """Add literal characters. An argument without braces is one character, after blanks."""
        while self._groups[-1].waiting and text:
            text = text.lstrip()
            if text:
                self._put(text[0])
                text = text[1:]
        if text:
            self._put(text)

    def _word(self, name: str) -> None:
        self._unprotect()
        group = self._groups[-1]
        if name in _SWITCHES:
            before, after = _SWITCHES[name]
            group.before, group.after = group.before + before, after + group.after
        elif name in _ACCENTS:
            group.waiting.append(_Group(accent=_ACCENTS[name]))
        elif name in _PAIRS:
            group.waiting.append(_Group(*_PAIRS[name]))
        elif name in _DROPPED:
            group.waiting.append(_Group(is_dropped=True))
        elif name in _VERBATIM:
            group.waiting.append(_Group(is_verbatim=True))
        elif name == "href":
            group.waiting += [_Group(), _Group(is_dropped=True, is_verbatim=True, is_first_of_two=True)]
        elif name not in _TEXT_ALONE:
            self._look_up(name)

    def _look_up(self, name: str) -> None:
        text = _SIGNS[name] if name in _SIGNS else _sign_of(name)
        if text is None:
            self._unknown.add(name)
        else:
            self._put(text)

    def _sign(self, sign: str) -> None:
        if sign in _ACCENTS:
            self._unprotect()
            self._groups[-1].waiting.append(_Group(accent=_ACCENTS[sign]))
        else:
            self._put(_SIGNS.get(sign, sign))

    def _unprotect(self) -> None:
        """Record that a command is the first token in its group."""
        group = self._groups[-1]
        if not group.pieces and not group.waiting:
            group.is_protected = False

    def _other(self, sign: str) -> None:
        if sign == "{":
            self._open()
        elif sign == "}":
            self._close()
        elif sign == "$":
            self._groups[-1].is_math = not self._groups[-1].is_math
        elif sign in _SCRIPTS and any(group.is_math for group in self._groups):
            self._groups[-1].waiting.append(_Group(*_SCRIPTS[sign]))
        elif sign == "~":
            self._put("\xa0")
        else:
            self._put("’" if sign == "'" and self._is_curly else sign)

    def _open(self) -> None:
        if len(self._groups) > _DEEPEST:
            self._unopened += 1
            return
        outer = self._groups[-1]
        if outer.waiting:
            group = outer.waiting.pop()
        else:
            group = _Group(is_protected=self._protect and len(self._groups) == 1)
        group.is_verbatim |= outer.is_verbatim
        self._groups.append(group)

    def _close(self) -> None:
        if self._unopened:
            self._unopened -= 1
        elif len(self._groups) > 1:
            group = self._groups.pop()
            self._settle(group)
            if group.is_first_of_two:
                return
            self._put(group.text())

    @staticmethod
    def _settle(group: _Group) -> None:
        """Add an accent without a letter as a character."""
        while group.waiting:
            argument = group.waiting.pop()
            group.pieces.append(argument.text() if argument.accent else "")
