"""Comments of the source as comments of Word, with replies and state, if they are asked for."""

from __future__ import annotations

from collections.abc import Iterator

from docx.opc.constants import RELATIONSHIP_TYPE as TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from toolchain import model as m
from toolchain.model.records import Changing, field
from toolchain.model.remarks import Remark, remark_of
from toolchain.model.walk import walk
from toolchain.writers.docx.markup import Look, Pieces, add_text, element
from toolchain.writers.docx.package import HEAD
from toolchain.writers.docx.story import WORD

_OFFICE = "http://schemas.microsoft.com/office"
_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    f' xmlns:w14="{_OFFICE}/word/2010/wordml" xmlns:w15="{_OFFICE}/word/2012/wordml" mc:Ignorable="w14 w15"'
)
_EXTENDED = f"{_OFFICE}/2011/relationships/commentsExtended"


class Comments(Changing):
    """The comments of a document so far, each with the number of the one that it replies to.

    `waiting` are those between paragraphs, for the next one. A comment is about its paragraph up to its
    place, and one in a note about the paragraph up to the note's mark: Word has no comments in notes.
    """

    wanted: bool
    waiting: list[m.Comment] = field(default_factory=list)
    _written: list[tuple[Remark, int]] = field(default_factory=list)
    _head: int = -1
    _pieces: Pieces | None = None

    def add(self, pieces: Pieces, node: m.Comment) -> None:
        """Add the mark of a comment to a paragraph; of a silencer or another comment, nothing."""
        said = remark_of(node.text) if self.wanted else None
        if said is None:
            return
        number = len(self._written)
        replies = said.state == "reply" and self._pieces is pieces
        self._head, self._pieces = self._head if replies else number, pieces
        self._written.append((said, self._head))
        pieces.insert(0, element("commentRangeStart", id=number))
        end = element("commentRangeEnd", id=number)
        pieces.append(end + element("r", element("commentReference", id=number)))

    def add_waiting(self, pieces: Pieces) -> None:
        """Add the comments in `waiting` to a paragraph, and empty the list."""
        waiting, self.waiting = self.waiting, []
        for node in waiting:
            self.add(pieces, node)

    def add_of_note(self, pieces: Pieces, note: m.Note) -> None:
        """Add the comments in the text of a note."""
        for node, _ in walk(note.blocks) if self.wanted else ():
            if isinstance(node, m.Comment):
                self.add(pieces, node)

    def parts(self, look: Look) -> Iterator[tuple[str, Part]]:
        """Yield the parts of the package, each with the type of its relationship; `look` is of plain text."""
        if self._written:
            texts = "".join(_text(number, said, look) for number, (said, _) in enumerate(self._written))
            yield TYPE.COMMENTS, _part("comments", f"<w:comments {_SPACES}>{texts}</w:comments>")
            states = "".join(self._state(number, head) for number, (_, head) in enumerate(self._written))
            yield _EXTENDED, _part("commentsExtended", f"<w15:commentsEx {_SPACES}>{states}</w15:commentsEx>")

    def _state(self, number: int, head: int) -> str:
        parent = {} if head == number else {"w15__paraIdParent": _identity(head)}
        done = int(self._written[head][0].state == "resolved")
        return element("w15:commentEx", w15__paraId=_identity(number), **parent, w15__done=done)


def _text(number: int, said: Remark, look: Look) -> str:
    pieces: Pieces = []
    add_text(pieces, said.words, look)
    words = "".join(map(str, pieces))
    properties = element("pPr", "<w:bidi/>") if look.rtl else ""
    initials = "".join(word[0] for word in said.name.split())[:3].upper()
    paragraph = element("p", properties, words, w14__paraId=_identity(number))
    return element("comment", paragraph, id=number, author=said.name, initials=initials)


def _identity(number: int) -> str:
    return f"{number + 1:08X}"


def _part(name: str, xml: str) -> Part:
    return Part(PackURI(f"/word/{name}.xml"), f"{WORD}{name}+xml", f"{HEAD}{xml}".encode())
