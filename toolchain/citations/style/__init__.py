"""How a source is cited: entries become text by a style, a small template that a user can read and edit.

`load_style` reads a style; `Style.citation` prints a group of citations, `Style.entry` a source in the list
at the end. jinja2 is imported only by a style that is loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from toolchain.citations.style.words import locator_labels

if TYPE_CHECKING:
    from toolchain.citations.style.style import Style as Style
    from toolchain.model.sources import Entry

__all__ = ["Cite", "Look", "Part", "Position", "load_style", "locator_labels"]

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


def load_style(text: str, display: str, lang: str) -> Style:
    """The style of a template's text for a document in a language (BCP 47).

    `display` is the template's path as messages show it. Raises `Failure` (S012) at the line of a mistake.
    """
    from toolchain.citations.style.style import Style

    return Style(text, display, lang)
