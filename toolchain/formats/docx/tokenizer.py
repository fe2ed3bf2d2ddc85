"""Make tokens of paragraphs: what each element in a paragraph or run shows.

What tracked changes have deleted is omitted; hidden text and comments are tokens of their own kinds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from operator import methodcaller

from toolchain.data import table
from toolchain.formats.docx.drawings import drawing, older_drawing
from toolchain.formats.docx.story import BOLD, CODE, ITALIC, LANGUAGE, RAISED, Kind, Token
from toolchain.formats.docx.styles import Look, Styles, look_of, over
from toolchain.formats.docx.xml import ALTERNATE, VAL, Element, M, W, chosen, is_on
from toolchain.model.facts import Word
from toolchain.model.records import Changing, replace
from toolchain.rules.files_docx import FontNotForCertain, NotForCertain

_OF_SYMBOLS = ("symbol", "wingdings")


@cache
def _symbols(font: str) -> dict[int, str]:
    found = ((int(first, 16), text) for first, text in table(__file__, "symbol_fonts")[font].items())
    return {0xF000 + first + at: shown for first, text in found for at, shown in enumerate(text)}


def in_unicode(text: str, font: str) -> str:
    """Return a text of a font with the Unicode characters of those that are known."""
    return text.translate(_symbols(font.lower())) if font.lower() in _OF_SYMBOLS else text


class Frame(Changing):
    """An element whose children are being read, with the token after them and their look.

    `marks` means that the text is the mark of a note; `font` is the one that a run states, and `capitals`
    whether it shows small letters as capitals.
    """

    children: Iterator[Element]
    closing: Token | None
    look: int
    hidden: bool
    marks: bool = False
    font: str = ""
    capitals: bool = False


Handler = Callable[["Frame", Element, list[Token]], "Frame | None"]
"""Appends the tokens of an element; returns a frame if its children must be read too."""

_PARTS: dict[str, Kind] = {"begin": "begin", "separate": "separate", "end": "end"}
_LONGEST_MARK = 20  # characters
LINK = W + "hyperlink"
_PRESERVED = "{http://www.w3.org/XML/1998/namespace}space"
_SPACES = " \t\r\n"


def shown(element: Element) -> str:
    """Return the text of a `w:t`. White space at its ends counts only with xml:space="preserve"."""
    text = element.text or ""
    if text and (text[0] in _SPACES or text[-1] in _SPACES) and element.get(_PRESERVED) != "preserve":
        return text.strip(_SPACES)
    return text


def add_text(frame: Frame, text: str, out: list[Token]) -> None:
    """Append a text as a token, or add it to the mark of a note."""
    text = in_unicode(text, frame.font)
    text = text.upper() if frame.capitals else text
    if frame.hidden:
        if text:
            out.append(Token("hidden", text))
    elif frame.marks and out and out[-1].kind == "call" and len(out[-1].text) < _LONGEST_MARK:
        out[-1] = replace(out[-1], text=out[-1].text + text)
    elif text:
        out.append(Token("text", text, frame.look))


def _inside(frame: Frame, element: Element, out: list[Token]) -> Frame:
    return Frame(iter(element), None, frame.look, frame.hidden, frame.marks)


def _sign(sign: str) -> Handler:
    def handler(frame: Frame, element: Element, out: list[Token]) -> None:
        if not frame.hidden:
            add_text(frame, sign, out)

    return handler


def _break(frame: Frame, element: Element, out: list[Token]) -> None:
    if not frame.hidden:
        out.append(Token("break", look=frame.look))


def _symbol(frame: Frame, element: Element, out: list[Token]) -> None:
    """Append a character given by its position in a font; not certain in a symbol font (17.3.3.30)."""
    if frame.hidden:
        return
    try:
        code = int(element.get(W + "char", ""), 16)
    except ValueError:
        return
    font = element.get(W + "font", "")
    shown = in_unicode(chr(code), font) if 0x20 <= code < 0xD800 or 0xE000 <= code <= 0xFFFD else ""
    if "\ue000" <= shown <= "\uf8ff":
        out.append(Token("unsure", value=FontNotForCertain(font)))
    add_text(frame, shown, out)


def _within(part: Callable[[Element], Element | None]) -> Handler:
    """Read only one part of an element."""

    def handler(frame: Frame, element: Element, out: list[Token]) -> Frame | None:
        found = part(element)
        return None if found is None else _inside(frame, found, out)

    return handler


def is_empty_link(element: Element) -> bool:
    """Return whether nothing is in a link, as after a tracked change: nobody sees it."""
    return next(element.iter(W + "r", M + "r"), None) is None


def _link(frame: Frame, element: Element, out: list[Token]) -> Frame:
    if is_empty_link(element):
        return Frame(iter(element), None, frame.look, frame.hidden)
    out.append(Token("link", value=element))
    return Frame(iter(element), Token("unlink", value=element), frame.look, frame.hidden)


def _simple_field(frame: Frame, element: Element, out: list[Token]) -> Frame:
    out += (
        Token("begin", value=element),
        Token("instruction", element.get(W + "instr", "")),
        Token("separate"),
    )
    return Frame(iter(element), Token("end"), frame.look, frame.hidden)


def _field_part(frame: Frame, element: Element, out: list[Token]) -> None:
    kind = _PARTS.get(element.get(W + "fldCharType", ""))
    if kind:
        out.append(Token(kind, "", 0, element))


def _call(frame: Frame, element: Element, out: list[Token]) -> None:
    if not frame.hidden:
        out.append(Token("call", "", frame.look, element))
        frame.marks = element.get(W + "customMarkFollows") in ("1", "true", "on")


def _kind(kind: Kind) -> Handler:
    def handler(frame: Frame, element: Element, out: list[Token]) -> None:
        out.append(Token(kind, "", frame.look, element))

    return handler


def _unsure(what: Word) -> Handler:
    def handler(frame: Frame, element: Element, out: list[Token]) -> None:
        out.append(Token("unsure", value=NotForCertain(what)))

    return handler


def _equation(frame: Frame, element: Element, out: list[Token]) -> None:
    if not frame.hidden:
        out.append(Token("unsure", value=NotForCertain(Word("an equation"))))
        add_text(frame, "".join(each.text or "" for each in element.iter(M + "t")), out)


def _drawn(tokens: Callable[[Element, int], Iterator[Token]]) -> Handler:
    def handler(frame: Frame, element: Element, out: list[Token]) -> None:
        if not frame.hidden:
            out += tokens(element, frame.look)

    return handler


HANDLERS: dict[str, Handler] = {
    **{W + name: _kind("comment") for name in ("commentRangeStart", "commentRangeEnd", "commentReference")},
    **{W + name: _inside for name in ("ins", "moveTo", "smartTag", "customXml", "dir", "bdo")},
    ALTERNATE: _within(chosen),
    W + "sdt": _within(methodcaller("find", W + "sdtContent")),
    LINK: _link,
    W + "fldSimple": _simple_field,
    W + "fldChar": _field_part,
    W + "instrText": lambda frame, element, out: out.append(Token("instruction", element.text or "")),
    W + "bookmarkStart": _kind("start"),
    W + "bookmarkEnd": _kind("stop"),
    W + "endnoteReference": _call,
    W + "footnoteReference": _call,
    W + "endnoteRef": _kind("number"),
    W + "footnoteRef": _kind("number"),
    W + "tab": _sign("\t"),
    W + "ptab": _sign("\t"),
    W + "br": _break,
    W + "cr": _break,
    W + "noBreakHyphen": _sign("\u2011"),
    W + "softHyphen": _sign("\u00ad"),
    W + "sym": _symbol,
    W + "ruby": _within(methodcaller("find", W + "rubyBase")),
    W + "drawing": _drawn(drawing),
    W + "pict": _drawn(older_drawing),
    W + "object": _drawn(older_drawing),
    **dict.fromkeys((W + "p", W + "tbl"), _unsure(Word("a paragraph within another"))),
    W + "subDoc": _unsure(Word("a subdocument")),
    W + "contentPart": _unsure(Word("a drawing in ink")),
    M + "oMath": _equation,
    M + "oMathPara": _equation,
}


_RUN, _RUN_PROPERTIES, _RUN_STYLE, _TEXT = W + "r", W + "rPr", W + "rStyle", W + "t"
_FONTS, _ASCII, _CAPITALS = W + "rFonts", W + "ascii", W + "caps"


class Tokenizer:
    """Makes tokens of paragraphs; with `capitals`, of letters as they are shown."""

    def __init__(self, styles: Styles, *, capitals: bool = True) -> None:
        self._styles, self._capitals = styles, capitals

    def tokens(self, paragraph: Element, *, hidden: bool) -> list[Token]:
        """Return the tokens of a paragraph; `hidden` is the default that its style states."""
        out: list[Token] = []
        stack = [Frame(iter(paragraph), None, 0, hidden)]
        while stack:
            frame = stack[-1]
            for child in frame.children:
                tag, inner = child.tag, None
                if tag == _TEXT:
                    add_text(frame, shown(child), out)
                elif tag == _RUN:
                    inner = Frame(iter(child), None, 0, frame.hidden)
                elif tag == _RUN_PROPERTIES:
                    self._look(frame, child, out)
                elif handler := HANDLERS.get(str(tag)):
                    inner = handler(frame, child, out)
                if inner:
                    stack.append(inner)
                    break
            else:
                if frame.closing:
                    out.append(frame.closing)
                stack.pop()
        return out

    def _look(self, frame: Frame, properties: Element, out: list[Token]) -> None:
        """Set the look of a run's frame, and whether it is hidden, from the run properties."""
        look = look_of(properties)
        given = {each.tag: each for each in properties}
        if (fonts := given.get(_FONTS)) is not None:
            frame.font = fonts.get(_ASCII, "")
        frame.capitals = self._capitals and is_on(given.get(_CAPITALS))
        if (named := given.get(_RUN_STYLE)) is not None:
            identity = named.get(VAL, "")
            look = over(look, self._styles.look(identity))
            if not self._styles.has(identity):
                out.append(Token("undefined", identity))
        frame.look = (self._styles.spoken_at(look.spoken) << LANGUAGE if look.spoken else 0) | _signs(look)
        frame.hidden = frame.hidden if look.hidden is None else look.hidden


def _signs(look: Look) -> int:
    return (
        (ITALIC if look.italic else 0)
        | (BOLD if look.bold else 0)
        | (CODE if look.code else 0)
        | (RAISED if look.raised else 0)
    )
