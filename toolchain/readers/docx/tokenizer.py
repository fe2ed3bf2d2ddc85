"""Makes tokens of paragraphs.

What is not shown is left out: hidden text, comments, what a tracked change has taken away.
"""

from __future__ import annotations

from toolchain.readers.docx.handlers import HANDLERS, Frame, add_text, shown
from toolchain.readers.docx.styles import Styles, look_of, over
from toolchain.readers.docx.tokens import BOLD, CODE, ITALIC, RAISED, Token
from toolchain.readers.docx.xml import VAL, Element, W

_RUN, _RUN_PROPERTIES, _RUN_STYLE, _TEXT = W + "r", W + "rPr", W + "rStyle", W + "t"


class Tokenizer:
    """Makes tokens of paragraphs."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles

    def tokens(self, paragraph: Element, *, hidden: bool) -> list[Token]:
        """The tokens of a paragraph; `hidden` says that its style hides what does not say otherwise."""
        out: list[Token] = []
        stack = [Frame(iter(paragraph), None, 0, hidden)]
        while stack:
            frame = stack[-1]
            child = next(frame.children, None)
            if child is None:
                if frame.closing:
                    out.append(frame.closing)
                stack.pop()
                continue
            tag = child.tag
            if tag == _RUN:
                stack.append(self._run(frame, child, out))
            elif tag == _TEXT:
                if not frame.hidden:
                    add_text(frame, shown(child), out)
            elif handler := HANDLERS.get(str(tag)):
                inner = handler(frame, child, out)
                if inner:
                    stack.append(inner)
        return out

    def _run(self, frame: Frame, run: Element, out: list[Token]) -> Frame:
        properties = run[0] if len(run) and run[0].tag == _RUN_PROPERTIES else None
        if properties is None or not len(properties):
            return Frame(iter(run), None, 0, frame.hidden)
        look = look_of(properties)
        named = properties.find(_RUN_STYLE)
        if named is not None:
            identity = named.get(VAL, "")
            if not self._styles.has(identity):
                out.append(Token("undefined", identity))
            look = over(look, self._styles.look(identity))
        bits = (
            (ITALIC if look.italic else 0)
            | (BOLD if look.bold else 0)
            | (CODE if look.code else 0)
            | (RAISED if look.raised else 0)
        )
        return Frame(iter(run), None, bits, frame.hidden if look.hidden is None else look.hidden)
