"""Convert LaTeX in bibliographies to Unicode text with CSL's markup, in one walk through the text.

Unknown commands for single characters are looked up in pylatexenc's tables; no command is executed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from toolchain.model.expressions import expression
from toolchain.model.records import Changing, field

_ACCENTS = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328", "d": "\u0323", "b": "\u0331",
    "r": "\u030a", "h": "\u0309", "t": "\u0361", "G": "\u030f", "U": "\u030e", "textcommabelow": "\u0326",
}  # fmt: skip
"""Commands and the combining character that they put on what follows."""

_SIGNS = {
    "ss": "ß", "SS": "ẞ", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "aa": "å",
    "AA": "Å", "l": "ł", "L": "Ł", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ",
    "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ", "S": "§", "P": "¶", "pounds": "£", "euro": "€",
    "LaTeX": "LaTeX", "TeX": "TeX", "BibTeX": "BibTeX", "textunderscore": "_", "textbraceleft": "{",
    "textbraceright": "}", "textless": "<", "textgreater": ">", "textbar": "|", "textasciicircum": "^",
    "textdollar": "$", "textquotesingle": "'", "textquotedbl": '"', "textnumero": "№", "bibrangedash": "–",
    "quad": " ", "qquad": " ", "space": " ", "newline": " ", "par": "\n", "slash": "/", "guillemetleft": "«",
    "guillemetright": "»", "copyright": "©", "nobreakspace": "\xa0", "textperiodcentered": "·", ",": "\u202f",
    " ": " ", "\n": " ", "\t": " ", "\\": " ", "-": "", "/": "", "@": "", "!": "",
    ";": " ", ":": " ", ">": " ", "(": "", ")": "",
}  # fmt: skip
"""Commands that are a character or two."""

_ITALIC, _BOLD = ("<i>", "</i>"), ("<b>", "</b>")
_SMALL = ('<span style="font-variant:small-caps;">', "</span>")

_PAIRS = {
    **dict.fromkeys(("emph", "textit", "textsl", "mathit", "mkbibemph", "mkbibitalic"), _ITALIC),
    **dict.fromkeys(("textbf", "mathbf", "mkbibbold"), _BOLD),
    "textsc": _SMALL,
    **dict.fromkeys(("textsuperscript", "mkbibsuperscript"), ("<sup>", "</sup>")),
    **dict.fromkeys(("textsubscript", "mkbibsubscript"), ("<sub>", "</sub>")),
    **dict.fromkeys(("enquote", "mkbibquote"), ("“", "”")),
    **dict.fromkeys(("NoCaseChange", "nocase"), ('<span class="nocase">', "</span>")),
    "mkbibparens": ("(", ")"),
    "mkbibbrackets": ("[", "]"),
}
"""Commands, with the text before and after their argument."""

_SWITCHES = {
    **dict.fromkeys(("em", "it", "sl", "itshape", "slshape"), _ITALIC),
    **dict.fromkeys(("bf", "bfseries"), _BOLD),
    **dict.fromkeys(("sc", "scshape"), _SMALL),
}
"""Commands that hold until their group ends."""

_TEXT_ALONE = frozenset((
    "textrm", "textsf", "texttt", "textup", "textnormal", "textmd", "text", "mbox", "hbox",
    "mathrm", "mathsf", "mathtt", "mathcal", "mathbb", "mathord", "ensuremath", "uppercase", "lowercase",
    "underline", "MakeUppercase", "MakeLowercase", "MakeSentenceCase", "rm", "sf", "tt", "normalfont",
    "upshape", "relax", "protect", "left", "right", "bibstring", "autocap", "noindent", "small",
    "limits", "footnotesize", "displaystyle", "null", "frenchspacing", "nocorr", "unskip", "ignorespaces",
))  # fmt: skip
"""Commands of which only the argument is text, or that are no text at all."""

_DROPPED = frozenset((
    "noopsort", "SortNoop", "sortnoop", "noop", "vphantom", "hphantom", "phantom", "hspace", "vspace",
    "label", "index", "color",
))  # fmt: skip
"""Commands that go with their argument: spaces, and what only sorts."""

_VERBATIM = frozenset(("url", "path", "nolinkurl", "doi", "texttturl"))
"""Commands whose argument is an address."""


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
