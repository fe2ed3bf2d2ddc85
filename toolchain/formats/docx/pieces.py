"""Make pieces of tokens: resolve the fields of a story, and record its bookmarks and calls of notes."""

from __future__ import annotations

from collections.abc import Iterable

from toolchain.formats.docx.fields import (
    BRANCHING,
    KINDS,
    POINTING,
    UNSHOWN,
    Field,
    Sequences,
    not_shown,
    unmatched,
)
from toolchain.formats.docx.found import Anchor, Bookmark, Found, Hidden, Trouble
from toolchain.formats.docx.notes import Call
from toolchain.formats.docx.story import STOP, Paragraph, Token
from toolchain.formats.docx.xml import ID, Element, R, W, is_number
from toolchain.model import NoteKind
from toolchain.model.diagnostics import Severity
from toolchain.model.facts import Word
from toolchain.model.records import replace
from toolchain.rules.files_docx import IdNotNumber, LookUndefined
from toolchain.rules.outputs_docx import FieldNotBegun, FieldNotEnded, StyleUndefined

_NAME = W + "name"
_ANCHOR = W + "anchor"
_FOOTNOTE = W + "footnoteReference"
_COMMENT_MARK = W + "commentReference"


class PieceMaker:
    """Follows the fields of one story after another."""

    def __init__(self, found: Found, sequences: Sequences) -> None:
        self._found = found
        self._sequences = sequences
        self._open: list[Field] = []
        self._hiding = 0  # open fields whose result has not begun: what stands there is not shown
        self._listing = 0  # open tables of contents
        self._lonely: set[Element] = set()
        self._undefined: set[str] = set()
        self._anchors: dict[str, Anchor] = {}

    def begin_part(self, root: Element, story: str) -> None:
        """Begin a part whose stories are in elements named `story`."""
        self._lonely = unmatched(root, story)

    def begin_story(self) -> None:
        """Begin a story. Fields do not continue from one story to the next."""
        self._open, self._hiding, self._listing = [], 0, 0

    def read(self, paragraph: Paragraph, tokens: Iterable[Token]) -> None:
        """Set the pieces of a paragraph."""
        paragraph.contents = self._listing > 0
        for token in tokens:
            match token.kind:
                case "text" | "break" | "image" | "call":
                    if not self._hiding:
                        self._show(paragraph, token)
                case "start" | "stop":
                    self._mark(paragraph, token)
                case "begin" | "instruction" | "separate" | "end":
                    self._field(paragraph, token)
                case "link" | "unlink":
                    self._link(paragraph, token)
                case _:
                    self._note(paragraph, token)

    def _note(self, paragraph: Paragraph, token: Token) -> None:
        """Record a token that is not part of the visible paragraph."""
        match token.kind:
            case "number":
                paragraph.numbers_note = True
            case "hidden" if not self._hiding:
                self._found.hidden.append(Hidden(token.text, paragraph))
            case "comment":
                self._comment(paragraph, token)
            case "unsure":
                self._found.unsure(paragraph, token.value)
            case "undefined":
                self.use_undefined(paragraph, token.text, Severity.WARNING)

    def use_undefined(self, paragraph: Paragraph, style: str, severity: Severity | None = None) -> None:
        """Record that an undefined style is used, once for each style.

        For a paragraph's own style, which can change its number, `severity` is None; else only the look
        depends on it, and it is a warning.
        """
        if style not in self._undefined:
            self._undefined.add(style)
            facts = StyleUndefined(style) if severity is None else LookUndefined(style)
            self._found.troubles.append(Trouble(facts, paragraph, severity))

    def mark(self, paragraph: Paragraph, element: Element) -> None:
        """End a bookmark or comment whose end is between paragraphs, after a paragraph."""
        if element.tag == STOP:
            self._mark(paragraph, Token("stop", value=element))
        else:
            self._comment(paragraph, Token("comment", value=element))

    def _show(self, paragraph: Paragraph, token: Token) -> None:
        found = self._found
        if token.kind == "call":
            call = _call(paragraph, token, len(found.sections))
            found.calls.append(call)
            token = replace(token, value=call)
        elif token.kind != "image":
            found.texts.append(token.text or " ")
        paragraph.pieces.append(token)

    def _field(self, paragraph: Paragraph, token: Token) -> None:
        if token.value in self._lonely:
            facts = FieldNotEnded() if token.kind == "begin" else FieldNotBegun()
            self._found.troubles.append(Trouble(facts, paragraph))
        elif token.kind == "begin":
            self._open.append(Field(paragraph, token.value))
            self._hiding += 1
        elif self._open and token.kind == "end":
            self._end(paragraph, self._open.pop())
        elif self._open and not self._open[-1].has_result:
            if token.kind == "instruction":
                self._open[-1].words.append(token.text)
            else:
                self._separate(paragraph, self._open[-1])

    def _separate(self, paragraph: Paragraph, field: Field) -> None:
        field.has_result = True
        field.start = len(self._found.texts)
        if field.instruction.kind not in UNSHOWN:
            self._hiding -= 1
        if field.instruction.kind == "TOC":
            self._listing += 1
            paragraph.contents = True
        if not self._hiding:
            paragraph.pieces.append(Token("field", value=field))

    def _end(self, paragraph: Paragraph, field: Field) -> None:
        kind = field.instruction.kind
        if not field.has_result or kind in UNSHOWN:
            field.start = len(self._found.texts)
            self._hiding -= 1
        elif kind == "TOC":
            self._listing -= 1
        field.end = len(self._found.texts)
        if field.has_result and not self._hiding:
            paragraph.pieces.append(Token("endfield", value=field))
        if kind in BRANCHING:
            shown = "".join(self._found.texts[field.start : field.end])
            self._found.hidden += (Hidden(each, paragraph) for each in not_shown("".join(field.words), shown))
        if kind == "SEQ":
            field.expected = self._sequences.next(field.instruction)
        if kind in POINTING or kind == "SEQ" or (kind not in KINDS and not kind.startswith("=")):
            self._found.fields.append(field)
        if kind == "HYPERLINK" and not field.instruction.target:
            self._found.links += ((name, paragraph) for name in field.instruction.values("l"))

    def _link(self, paragraph: Paragraph, token: Token) -> None:
        paragraph.pieces.append(token)
        name = token.value.get(_ANCHOR, "")
        if token.kind == "unlink" or token.value.get(R + "id") is not None:
            return
        if name and name != "_top":  # which needs no bookmark
            self._found.links.append((name, paragraph))

    def _comment(self, paragraph: Paragraph, token: Token) -> None:
        """Handle the start, end or mark of a comment. A mark without them is about one position only."""
        identity = token.value.get(ID, "")
        anchor = self._anchors.get(identity)
        if anchor is None:
            anchor = self._anchors[identity] = Anchor(identity, paragraph)
            self._found.comments.append(anchor)
        if token.value.tag == _COMMENT_MARK:
            anchor.last = paragraph

    def _mark(self, paragraph: Paragraph, token: Token) -> None:
        found, element = self._found, token.value
        texts, calls = len(found.texts), len(found.calls)
        if not is_number(identity := element.get(ID, "")):
            found.wrong.append(IdNotNumber(Word("bookmarks"), identity))
        if token.kind == "start":
            bookmark = Bookmark(element.get(_NAME, ""), paragraph, (texts, None), (calls, None))
            found.bookmarks.start(identity, bookmark)
        else:
            found.bookmarks.stop(identity, texts, calls)


def _call(paragraph: Paragraph, token: Token, section: int) -> Call:
    kind = NoteKind.FOOTNOTE if token.value.tag == _FOOTNOTE else NoteKind.ENDNOTE
    return Call(kind, token.value.get(ID, ""), paragraph, section, bool(token.text), token.text)
