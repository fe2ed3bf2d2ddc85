"""A citation of a source at its place in a document, and the pieces of its printed text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from toolchain.model.records import Record

if TYPE_CHECKING:
    from toolchain.model.sources import Entry

Position: TypeAlias = Literal["first", "subsequent", "ibid", "ibid-with-locator"]
Look: TypeAlias = Literal["italic", "bold", "sup", "sub"]


class Cite(Record):
    """One source in a citation, and its position.

    prefix      as typed: "see"
    label       the CSL label of the locator ("page", "article"), "" without a locator
    locator     its number: "4–6"
    suffix      as typed, with its own punctuation: ", on shelters"
    author      False if the text already names the author: [-@key]
    first_note  the printed number of the note that cites the source first, "" if not known
    distance    how many notes ago the source was cited last
    alike       whether the short form of another cited source would look the same
    """

    entry: Entry
    position: Position
    prefix: str = ""
    label: str = ""
    locator: str = ""
    suffix: str = ""
    author: bool = True
    first_note: str = ""
    distance: int = 0
    alike: bool = False


class Part(NamedTuple):
    """A piece of a printed citation.

    looks  the formatting of the text, outermost first; empty for plain text
    url    the target of a link, "" without a link
    note   whether the text is the number of the note that cites the source first
    lang   the language of the text (BCP 47), if it differs from the document's
    """

    text: str
    looks: tuple[Look, ...] = ()
    url: str = ""
    note: bool = False
    lang: str = ""
