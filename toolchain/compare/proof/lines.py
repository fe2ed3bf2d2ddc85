"""What a reader sees, line by line: the common form of a source and of finished files.

A line is a block's own text with its number before it. Nesting is omitted, because a Word file or a PDF shows
it only by numbers and indents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any, Literal, NamedTuple
from urllib.parse import unquote

from toolchain.model import wording
from toolchain.model.diagnostics import Place
from toolchain.model.own_paths import LONGEST, live
from toolchain.model.records import Changing, Record, replace

Kind = Literal["heading", "text", "code", "caption", "header", "cell", "image", "note"]
"""`note` is the first line of a note; its others are `text`. An `image` shows its alt text."""

Role = Literal["text", "mark", "reference", "link"]
Look = frozenset[Literal["emphasis", "strong"]]
PLAIN: Look = frozenset()


class Piece(NamedTuple):
    """A stretch of a line.

    role    "text", "mark" (of a note), "reference" (an internal link) or "link" (an external link)
    target  of a mark the note's label, of a link the address, of a reference the key of its target line
            (see `Line.key`), None if there is no target
    look    the emphasis of its words
    """

    text: str
    role: Role = "text"
    target: object = None
    look: Look = PLAIN

    @property
    def shown(self) -> str:
        """Its text, a mark in brackets."""
        return f"[{self.text}]" if self.role == "mark" else self.text


class Line(Changing, eq=False):
    """One line. `level` is a heading's (1 is the highest); references to this line have `key` as target.

    `label` is the number before the words, if it is known: it is also the start of the pieces.

    The pieces are computed when first needed. Most lines are equal on both sides, and `plain` shows that
    without pieces: it is the unfolded text of all pieces of a line with only words, marks and internal
    `links`, without emphasis.
    """

    kind: Kind
    made_of: Iterable[Piece]
    span: Place
    key: object = None
    level: int = 0
    label: str = ""
    plain: str | None = None
    links: Sequence[Piece] = ()
    _text: str | None = None

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The pieces of the line."""
        if not isinstance(self.made_of, tuple):
            self.made_of = tuple(self.made_of)
        return self.made_of

    @property
    def text(self) -> str:
        """The words of the line, marks in brackets, white space folded."""
        if self._text is None:
            joined = "".join([each.shown for each in self.pieces]) if self.plain is None else self.plain
            self._text = fold(joined)
        return self._text

    @property
    def shows(self) -> bool:
        """Whether it has any words."""
        return (self.label or self.plain or "")[:1].isalnum() or bool(self.text)

    def reads_as(self, other: Line) -> bool:
        """Return whether both have the same words."""
        one, two = self.plain, other.plain
        alike = one is not None and two is not None and one.strip() == two.strip()
        return alike or self.text == other.text

    def is_like(self, other: Line) -> bool:
        """Return whether both are known to be equal except for the targets of their links."""
        if self.plain is None or other.plain is None or self.kind != other.kind or self.level != other.level:
            return False
        return len(self.links) == len(other.links) and self.reads_as(other)

    def changed(self, **values: Any) -> Line:
        """Return the same line with other values; with another `made_of` it is no longer plain."""
        plain = {"plain": None} if "made_of" in values else {}
        return replace(self, **{"made_of": self.pieces, "_text": None, **plain, **values})


class Shown(Record):
    """The lines of a document: its text with the annexes, and its notes in the order of their numbers.

    `title` is the title's words. `cover` is the words before the text, including contents, one entry for each
    fact or heading (source) or block (finished file). `contents` are the links before the text into it: for a
    source the required ones, each with its words; `offered` are optional ones. `authorities` are the links of
    the table of authorities, which follows the start of the text, and `sources` its lines: for a source,
    those that name the cited sources. `looks` says whether the emphasis of words is known.

    `frame` is the text around the text of a finished file: headers, footers and similar; `metadata` is what
    the file says of itself. For a source, `words` are all words that may occur there, and `free` those that
    the cover may have besides its facts.
    `places` are those of the cover lines of a finished file, and `listed` the numbers of those with links.
    """

    title: str
    lang: str
    cover: tuple[str, ...]
    body: tuple[Line, ...]
    notes: tuple[Line, ...]
    contents: tuple[Piece, ...] = ()
    offered: tuple[Piece, ...] = ()
    authorities: tuple[Piece, ...] = ()
    sources: tuple[str, ...] = ()
    looks: bool = True
    frame: tuple[Line, ...] = ()
    metadata: tuple[Line, ...] = ()
    words: tuple[str, ...] = ()
    free: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    listed: frozenset[int] = frozenset()

    def words_alone(self) -> Shown:
        """Return the same with only words: no language, kinds of lines, levels, links or emphasis."""
        body, notes = (tuple(_words_alone(lines)) for lines in (self.body, self.notes))
        return Shown(self.title, "", self.cover, body, notes, looks=False)


def _words_alone(lines: Iterable[Line]) -> Iterator[Line]:
    for line in lines:
        if line.shows:
            kind: Kind = "note" if line.kind == "note" else "text"
            pieces = tuple(each if each.role == "mark" else Piece(each.text) for each in line.pieces)
            yield Line(kind, pieces, line.span, line.key, label=line.label)


def visible(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return the lines that show something, and cells, which count even if they are empty."""
    return tuple(line for line in lines if line.kind in ("cell", "header", "image") or line.shows)


def fold(text: str) -> str:
    """Return a text for comparison: runs of white space, with no-break spaces, become one space; soft hyphens
    are removed.
    """
    return wording.fold(text.replace("\u00ad", ""))


class Way(NamedTuple):
    """A link: its words, its role, and its target."""

    text: str
    role: str
    target: object


def plain(pieces: Sequence[Piece]) -> str:
    """Return the words of a line with its marks as bare numbers."""
    return fold("".join(piece.text for piece in pieces))


def without_marks(line: Line) -> str:
    """Return the words of a line without its marks."""
    return fold("".join(piece.text for piece in line.pieces if piece.role != "mark"))


def marks(line: Line) -> list[str]:
    """Return the labels of a line's marks."""
    return [piece.text for piece in line.pieces if piece.role == "mark"]


def looks(line: Line) -> list[tuple[str, Look]]:
    """Return the letters and figures of a line's words, without its number and marks, each with its emphasis.

    A caption is bold as a whole if the format has it so, and then shows no strong emphasis.
    """
    hidden: Look = frozenset(("strong",)) if line.kind == "caption" else PLAIN
    pieces = line.pieces[1:] if line.label else line.pieces
    words = (each for each in pieces if each.role != "mark")
    return [(sign, each.look - hidden) for each in words for sign in each.text if sign.isalnum()]


def ways(line: Line) -> list[Way]:
    """Return the links of a line, each once, even if a mark or an emphasis divides it."""
    found: list[Way] = []
    if not any(piece.role in ("reference", "link") for piece in line.pieces):
        return found
    apart = True
    for piece in line.pieces:
        if piece.role == "text":
            apart = apart or bool(piece.text.strip())
        elif piece.role != "mark":
            if not apart and found and found[-1][1:] == (piece.role, piece.target):
                found[-1] = found[-1]._replace(text=found[-1].text + piece.text)
            elif piece.text.strip():
                found.append(Way(piece.text, piece.role, piece.target))
                apart = False
    return found


def is_live(url: str) -> bool:
    """Return whether every output makes a link of an address; others are printed as words."""
    return 0 < len(live(url)) <= LONGEST


def same_address(one: str, other: str) -> bool:
    """Return whether two addresses are equal, however their characters are escaped (RFC 3986, 2.1; RFC
    3490).
    """
    return one == other or _normal(one) == _normal(other)


def _normal(url: str) -> str:
    plain_url = unquote(url.strip())
    scheme, slashes, rest = plain_url.partition("//")
    if not slashes:
        return plain_url
    host, slash, path = rest.partition("/")
    with suppress(UnicodeError):
        host = host if host.isascii() else host.encode("idna").decode()
    return f"{scheme.lower()}//{host.lower()}{slash}{path}"
