"""What is cited, where in a document, and the pieces of what is printed for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from toolchain.model.sources import Entry

Position: TypeAlias = Literal["first", "subsequent", "ibid", "ibid-with-locator"]
Look: TypeAlias = Literal["italic", "bold", "sup", "sub"]


class Cite(NamedTuple):
    """One source in a citation, and where it stands.

    prefix      as typed: "see"
    label       the CSL label of the locator ("page", "article"), "" where there is no locator
    locator     its number: "4–6"
    suffix      as typed, with its own punctuation: ", on shelters"
    author      False where the text has named the author already: [-@key]
    first_note  the printed number of the note that cites the source first, "" where none is known
    """

    entry: Entry
    position: Position
    prefix: str = ""
    label: str = ""
    locator: str = ""
    suffix: str = ""
    author: bool = True
    first_note: str = ""


class Part(NamedTuple):
    """A piece of a printed citation.

    looks  how the text looks, outermost first; empty for plain text
    url    where a link leads, "" for text that is none
    note   whether the text is the number of the note that cites the source first
    lang   the language of the text (BCP 47), where it is another one than the document's
    """

    text: str
    looks: tuple[Look, ...] = ()
    url: str = ""
    note: bool = False
    lang: str = ""
