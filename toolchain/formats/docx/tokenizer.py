"""Makes tokens of paragraphs.

What a tracked change has taken away is left out; hidden text and comments are tokens of their own kinds.
"""

from __future__ import annotations

from toolchain.formats.docx.handlers import HANDLERS, STATELESS, Frame, add_text, shown
from toolchain.formats.docx.styles import Look, Styles, look_of, over
from toolchain.formats.docx.tokens import BOLD, CODE, ITALIC, LANGUAGE, RAISED, Token
from toolchain.formats.docx.xml import VAL, Element, W

_RUN, _RUN_PROPERTIES, _RUN_STYLE, _TEXT = W + "r", W + "rPr", W + "rStyle", W + "t"


class Tokenizer:
    """Makes tokens of paragraphs."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._known: dict[str, tuple[int, bool | None]] = {}

    def tokens(self, paragraph: Element, *, hidden: bool) -> list[Token]:
        """The tokens of a paragraph; `hidden` says that its style hides what does not say otherwise."""
        out: list[Token] = []
        stack = [Frame(iter(paragraph), None, 0, hidden)]
        while stack:
            frame = stack[-1]
            for child in frame.children:
                tag = child.tag
                if tag == _RUN:
                    if len(child) == 1 and (only := child[0]).tag == _TEXT:
                        if text := shown(only):
                            out.append(Token("hidden" if frame.hidden else "text", text))
                        continue
                    deeper = self._run(stack, child, out)
                elif tag == _TEXT:
                    add_text(frame, shown(child), out)
                    continue
                else:
                    deeper = self._other(stack, child, out)
                if deeper:
                    break
            else:
                if frame.closing:
                    out.append(frame.closing)
                stack.pop()
        return out

    def _other(self, stack: list[Frame], child: Element, out: list[Token]) -> bool:
        """Read what is no run; return whether it is to be gone into, which puts it on the stack."""
        handler = HANDLERS.get(str(child.tag))
        inner = handler(stack[-1], child, out) if handler else None
        if inner:
            stack.append(inner)
        return inner is not None

    def _run(self, stack: list[Frame], run: Element, out: list[Token]) -> bool:
        """Read a run; return whether something in it is to be gone into, before the rest of it."""
        look, hidden = 0, stack[-1].hidden
        children = iter(run)
        own = None
        for child in children:
            tag = child.tag
            if tag == _TEXT and own is None:
                if text := shown(child):
                    out.append(Token("hidden", text) if hidden else Token("text", text, look))
            elif tag == _RUN_PROPERTIES:
                look, stated = self._look(child, out)
                hidden = hidden if stated is None else stated
            elif tag in STATELESS:
                HANDLERS[tag](stack[-1], child, out)
            else:
                own = own or Frame(children, None, look, hidden)
                if tag == _TEXT:
                    add_text(own, shown(child), out)
                elif handler := HANDLERS.get(str(tag)):
                    inner = handler(own, child, out)
                    if inner:
                        stack += (own, inner)
                        return True
        return False

    def _look(self, properties: Element, out: list[Token]) -> tuple[int, bool | None]:
        """The signs of a run's look, and whether it says that it is hidden."""
        children = list(properties)
        if len(children) == 1 and children[0].tag == _RUN_STYLE:
            known = self._known.get(children[0].get(VAL, ""))
            if known:
                return known
        look = look_of(properties)
        named = next((child for child in children if child.tag == _RUN_STYLE), None)
        if named is not None:
            identity = named.get(VAL, "")
            look = over(look, self._styles.look(identity))
            if not self._styles.has(identity):
                out.append(Token("undefined", identity))
            elif len(children) == 1:
                self._known[identity] = self._signs(look), look.hidden
        return self._signs(look), look.hidden

    def _signs(self, look: Look) -> int:
        return (self._styles.spoken_at(look.spoken) << LANGUAGE if look.spoken else 0) | _signs(look)


def _signs(look: Look) -> int:
    return (
        (ITALIC if look.italic else 0)
        | (BOLD if look.bold else 0)
        | (CODE if look.code else 0)
        | (RAISED if look.raised else 0)
    )
