"""The documents of a book as one page with unique addresses, for the reader of pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from toolchain.formats.epub.container import Book, is_remote, parser, resolved
from toolchain.formats.html.page import MAX_DEPTH
from toolchain.formats.html.tree import Builder, Page
from toolchain.model.wording import fold
from toolchain.rules.inputs import TooNested

_XHTML = "http://www.w3.org/1999/xhtml"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_AS_BLOCK = {"html": "section", "body": "div", "main": "div", "header": "div", "footer": "div"}
"""What replaces a document's own frame, and elements that would belong to the whole page."""


class Said(NamedTuple):
    """The declarations of a document, and the paths of its images; "" for remote ones."""

    path: str
    lang: str
    title: str
    images: tuple[str, ...]


def joined(book: Book) -> tuple[Page, tuple[Said, ...]]:
    """Return all documents in their order, with the text in a `main`, and the declarations of each.

    Raise `Failure` if they are nested too deeply or cannot be read.
    """
    builder = Builder("", book.container.display)
    lang = book.languages[0] if book.languages else ""
    builder.start("html", {"lang": lang} if lang else {})
    builder.start("head", {})
    builder.start("title", {})
    builder.text(book.title)
    builder.end()
    builder.end()
    builder.start("body", {})
    said = [_joined(book, path, builder) for path in book.spine[: book.front]]
    builder.start("main", {})
    said += [_joined(book, path, builder) for path in book.spine[book.front :]]
    while builder.around:
        builder.end()
    if max(each.depth for each in builder.page.elements) >= MAX_DEPTH:
        raise book.container.unreadable(TooNested())
    return builder.page, tuple(said)


def navigation(book: Book) -> tuple[Page, Said]:
    """Return the document with the contents alone, which reading systems show in their own menu."""
    builder = Builder("", book.container.display)
    builder.start("html", {})
    said = _joined(book, book.navigation, builder)
    builder.end()
    return builder.page, said


def _joined(book: Book, path: str, builder: Builder) -> Said:
    target = _Target(book, path, builder)
    data = book.container.text(path)
    book.container.parsed(path, data, parser(target=target))
    return Said(path, target.lang, fold("".join(target.title)), tuple(target.images))


class _Target:
    """Passes the events of an XML parser to the builder of the page."""

    def __init__(self, book: Book, path: str, builder: Builder) -> None:
        self._book = book
        self._path = path
        self._builder = builder
        self._skipped = 0
        self._in_title = False
        self.lang = ""
        self.title: list[str] = []
        self.images: list[str] = []

    def start(self, tag: str, given: Mapping[str, str]) -> None:
        name = _name(tag)
        if self._skipped or name == "head":
            self._skipped += 1
            self._in_title = name == "title"
            if name == "meta":
                self._builder.start(name, given)
                self._builder.end()
            return
        said = self._said(given)
        if name == "html":
            self.lang = said.get("lang", "")
            said = {"id": self._book.unique(self._path, "")}
        elif name == "a" and "href" in said:
            said["href"] = self._book.link(self._path, said["href"])
        elif name == "img":
            source = said.get("src", "")
            self.images.append("" if is_remote(source) else resolved(self._path, source)[0])
        self._builder.start(_AS_BLOCK.get(name, name), said)

    def end(self, tag: str) -> None:
        if self._skipped:
            self._skipped -= 1
            self._in_title = False
        else:
            self._builder.end()

    def data(self, text: str) -> None:
        if self._in_title:
            self.title.append(text)
        elif not self._skipped:
            self._builder.text(text)

    def close(self) -> None:
        """End the document."""

    def _said(self, given: Mapping[str, str]) -> dict[str, str]:
        """Return the attributes that count in a page, with this document's own addresses."""
        said = {name: value for name, value in given.items() if not name.startswith("{")}
        if _LANG in given:
            said.setdefault("lang", given[_LANG])
        for name in ("id", "name"):
            if said.get(name):
                said[name] = self._book.unique(self._path, said[name])
        return said


def _name(tag: str) -> str:
    space, _, name = tag.rpartition("}")
    return name if not space or space[1:] == _XHTML or name in ("svg", "math") else f"{space[1:]}:{name}"
