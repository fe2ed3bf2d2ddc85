"""Makes the Document of a book, with what is wrong in it as a book."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolchain.formats.epub.book import Book
from toolchain.formats.epub.container import is_remote, resolved
from toolchain.formats.epub.joining import Said, joined
from toolchain.formats.html.parts import Page
from toolchain.model import Document
from toolchain.model.diagnostics import Defect, Finding
from toolchain.model.languages import is_language_tag, primary_subtag
from toolchain.model.places import FilePlace, Place
from toolchain.readers.epub.numbers import with_numbers
from toolchain.readers.html.build import build
from toolchain.readers.html.scan import scan

_XHTML = "{http://www.w3.org/1999/xhtml}"
_AGAIN = "make it again with submission build"


def document(book: Book) -> Document:
    """What the book shows. Raises `Failure` (S012)."""
    markup, said = joined(book)
    page = scan(markup)
    page.kind = "book"
    with_numbers(page)
    display = book.container.display
    made = build(page, display)
    return replace(made, defects=(*made.defects, *_defects(book, said, page)))


def _defects(book: Book, said: Sequence[Said], page: Page) -> Iterator[Defect]:
    yield from _languages(book, said)
    for each in said:
        for image in dict.fromkeys(each.images):
            if image and not book.container.has(image):
                message = f"an image is to be shown that is not in the book: {book.short(image)}"
                yield Defect("D907", Finding(_place(book, each.path), message, _AGAIN))
    if book.navigation and book.navigation not in book.spine:
        yield from _navigation(book, page)


def _languages(book: Book, said: Sequence[Said]) -> Iterator[Defect]:
    known = {primary_subtag(lang) for lang in book.languages if is_language_tag(lang)}
    for each in said:
        if not each.lang:
            message = "the document does not say its language"
        elif not is_language_tag(each.lang):
            message = f"the document's language, {each.lang!r}, is none"
        elif known and primary_subtag(each.lang) not in known:
            message = f"the document's language is {each.lang}, the book's {', '.join(book.languages)}"
        else:
            continue
        yield Defect("A706", Finding(_place(book, each.path), message, _AGAIN))


def _navigation(book: Book, page: Page) -> Iterator[Defect]:
    """Contents that are no page of the book, but which reading systems show: where they lead."""
    known = {*page.identities, *map(book.short, book.spine)}
    for link in book.container.tree(book.navigation).iter(f"{_XHTML}a"):
        address = link.get("href", "")
        path, place = resolved(book.navigation, address)
        target = f"{book.short(path)}#{place}" if place else book.short(path)
        if address and not is_remote(address) and path != book.navigation and target not in known:
            message = f"an entry of the contents leads to “{target}”, which is not in the book"
            yield Defect("D907", Finding(_place(book, book.navigation), message, _AGAIN))


def _place(book: Book, path: str) -> Place:
    return FilePlace(book.container.display, words=book.short(path))
