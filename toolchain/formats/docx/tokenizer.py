"""Make tokens of paragraphs.

What tracked changes have deleted is omitted; hidden text and comments are tokens of their own kinds.
"""

from __future__ import annotations

from toolchain.formats.docx.handlers import HANDLERS, Frame, add_text, shown
from toolchain.formats.docx.styles import Look, Styles, look_of, over
from toolchain.formats.docx.tokens import BOLD, CODE, ITALIC, LANGUAGE, RAISED, Token
from toolchain.formats.docx.xml import VAL, Element, W

_RUN, _RUN_PROPERTIES, _RUN_STYLE, _TEXT = W + "r", W + "rPr", W + "rStyle", W + "t"
_FONTS, _ASCII = W + "rFonts", W + "ascii"


class Tokenizer:
    """Makes tokens of paragraphs."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles

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
