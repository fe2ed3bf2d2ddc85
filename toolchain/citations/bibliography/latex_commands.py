"""The meanings of LaTeX commands in bibliographies: accents, characters, markup, and commands without
text.
"""

from __future__ import annotations

from functools import cache

ACCENTS = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328", "d": "\u0323", "b": "\u0331",
    "r": "\u030a", "h": "\u0309", "t": "\u0361", "G": "\u030f", "U": "\u030e", "textcommabelow": "\u0326",
}  # fmt: skip
"""Commands and the combining character that they put on what follows."""

SIGNS = {
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
_QUOTES = ("“", "”")

PAIRS = {
    **dict.fromkeys(("emph", "textit", "textsl", "mathit", "mkbibemph", "mkbibitalic"), _ITALIC),
    **dict.fromkeys(("textbf", "mathbf", "mkbibbold"), _BOLD),
    "textsc": _SMALL,
    **dict.fromkeys(("textsuperscript", "mkbibsuperscript"), ("<sup>", "</sup>")),
    **dict.fromkeys(("textsubscript", "mkbibsubscript"), ("<sub>", "</sub>")),
    **dict.fromkeys(("enquote", "mkbibquote"), _QUOTES),
    **dict.fromkeys(("NoCaseChange", "nocase"), ('<span class="nocase">', "</span>")),
    "mkbibparens": ("(", ")"),
    "mkbibbrackets": ("[", "]"),
}
"""Commands, with the text before and after their argument."""

SWITCHES = {
    **dict.fromkeys(("em", "it", "sl", "itshape", "slshape"), _ITALIC),
    **dict.fromkeys(("bf", "bfseries"), _BOLD),
    **dict.fromkeys(("sc", "scshape"), _SMALL),
}
"""Commands that hold until their group ends."""

PLAIN = frozenset((
    "textrm", "textsf", "texttt", "textup", "textnormal", "textmd", "text", "mbox", "hbox",
    "mathrm", "mathsf", "mathtt", "mathcal", "mathbb", "mathord", "ensuremath", "uppercase", "lowercase",
    "underline", "MakeUppercase", "MakeLowercase", "MakeSentenceCase", "rm", "sf", "tt", "normalfont",
    "upshape", "relax", "protect", "left", "right", "bibstring", "autocap", "noindent", "small",
    "limits", "footnotesize", "displaystyle", "null", "frenchspacing", "nocorr", "unskip", "ignorespaces",
))  # fmt: skip
"""Commands of which only the argument is text, or that are no text at all."""

DROPPED = frozenset((
    "noopsort", "SortNoop", "sortnoop", "noop", "vphantom", "hphantom", "phantom", "hspace", "vspace",
    "label", "index", "color",
))  # fmt: skip
"""Commands that go with their argument: spaces, and what only sorts."""

VERBATIM = frozenset(("url", "path", "nolinkurl", "doi", "texttturl"))
"""Commands whose argument is an address."""

LINK = "href"

_OF_THE_DAY = {"today"}


@cache
def sign_of(name: str) -> str | None:
    """Return the character of a command that pylatexenc knows ("alpha"), or None."""
    from pylatexenc.latex2text import get_default_latex_context_db

    known = get_default_latex_context_db().get_macro_spec(name)
    text = getattr(known, "simplify_repl", None)
    if not isinstance(text, str) or "%" in text or name in _OF_THE_DAY:
        return None
    return text
