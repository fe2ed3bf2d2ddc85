"""The package document of a book: title, languages, files, and the reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import quote

from toolchain.formats.epub.container import EPUB, Container, is_remote, resolved
from toolchain.model.diagnostics import FilePlace, Finding
from toolchain.model.facts import Word
from toolchain.model.languages import is_language_tag, primary_subtag
from toolchain.model.records import Record
from toolchain.model.wording import fold
from toolchain.rules.files_zip import PartFault
from toolchain.rules.inputs import FileEncrypted, NotOfKind, TooMany
from toolchain.rules.outputs_epub import DocumentLanguageInvalid, DocumentLanguageOther, NoDocumentLanguage

CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_OCF = "{urn:oasis:names:tc:opendocument:xmlns:container}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_TYPE = "{http://www.idpf.org/2007/ops}type"
_METHOD = "{http://www.w3.org/2001/04/xmlenc#}EncryptionMethod"
_OF_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""The methods that obfuscate fonts; texts are never obfuscated (EPUB 3.3, 4.3)."""
_MOST_DOCUMENTS = 5_000


class Item(NamedTuple):
    """A file that the package lists, by its path in the container, or its address if it is remote."""

    path: str
    media_type: str
    properties: frozenset[str]


class Book(Record):
    """An opened book.

    `opf` is the path of its package document and `package` the tree of it. `spine` are the paths of its
    documents in their order; the first `front` of them are before the text. `navigation` is the path of the
    document with the contents, "" for none.
    """

    container: Container
    opf: str
    package: Any
    title: str
    languages: tuple[str, ...]
    items: Mapping[str, Item]
    spine: tuple[str, ...]
    front: int
    navigation: str

    def short(self, path: str) -> str:
        """Return a path as in messages: relative to the folder of the package document."""
        folder = self.opf.rpartition("/")[0]
        return path.removeprefix(f"{folder}/") if folder else path

    def place(self, path: str) -> FilePlace:
        """Return the place of a file in the book."""
        return FilePlace(self.container.display, words=self.short(path))

    def unique(self, path: str, place: str) -> str:
        """Return the name of a place in a document that is unique in the book."""
        return f"{self.short(path)}#{place}" if place else self.short(path)

    def link(self, base: str, address: str) -> str:
        """Return the target of a link in the document `base`, on a page with all documents."""
        if is_remote(address):
            return address
        path, place = resolved(base, address)
        return "#" + quote(self.unique(path, place) if path else address)

    def language_faults(self, said: Iterable[tuple[str, str]]) -> Iterator[Finding]:
        """Find documents without a language, with an invalid one, or with another one than the book's."""
        known = {primary_subtag(lang) for lang in self.languages if is_language_tag(lang)}
        for path, lang in said:
            if not lang:
                yield Finding(self.place(path), NoDocumentLanguage())
            elif not is_language_tag(lang):
                yield Finding(self.place(path), DocumentLanguageInvalid(lang))
            elif known and primary_subtag(lang) not in known:
                yield Finding(self.place(path), DocumentLanguageOther(lang, self.languages))


def open_book(data: bytes, display: str) -> Book:
    """Return the book in these bytes; `display` is its path in messages.

    Raise `Failure` (S012, S020, S021) if it cannot be read.
    """
    container = Container(data, display)
    _refuse_others(container)
    opf = _package_path(container)
    package = container.tree(opf)
    items = _items(package, opf)
    spine = tuple(_spine(package, opf, items, container))
    if not spine:
        raise container.unreadable(PartFault(opf, Word("names no document to read")))
    navigation = next((each.path for each in items.values() if "nav" in each.properties), "")
    return Book(
        container=container,
        opf=opf,
        package=package,
        title=next(_texts(package, "title"), ""),
        languages=tuple(filter(None, _texts(package, "language"))),
        items=items,
        spine=spine,
        front=_front(container, navigation, spine),
        navigation=navigation,
    )


def _refuse_others(container: Container) -> None:
    if not container.has(CONTAINER):
        if container.has("[Content_Types].xml"):
            raise container.unreadable(NotOfKind(EPUB, Word("a Word file or another Office file")))
        raise container.unreadable(PartFault(CONTAINER, Word("is missing")))
    if container.has(_ENCRYPTION):
        methods = [each.get("Algorithm") for each in container.tree(_ENCRYPTION).iter(_METHOD)]
        if any(method not in _OF_FONTS for method in methods):
            raise container.unreadable(FileEncrypted())


def _package_path(container: Container) -> str:
    for each in container.tree(CONTAINER).iter(f"{_OCF}rootfile"):
        path, _ = resolved("", each.get("full-path", ""))
        if path and not container.has(path):
            raise container.unreadable(PartFault(path, Word("is missing")))
        if path:
            return path
    raise container.unreadable(PartFault(CONTAINER, Word("names no package document")))


def _items(package: Any, opf: str) -> dict[str, Item]:
    """Return the files by their ids."""
    found = {}
    for each in package.iter(f"{OPF}item"):
        address = each.get("href", "")
        path = address if is_remote(address) else resolved(opf, address)[0]
        properties = frozenset(each.get("properties", "").split())
        found[each.get("id", "")] = Item(path, each.get("media-type", ""), properties)
    return found


def _spine(package: Any, opf: str, items: Mapping[str, Item], container: Container) -> Iterator[str]:
    """Yield the paths of the documents in reading order, each once."""
    seen = set()
    for each in package.iter(f"{OPF}itemref"):
        identity = each.get("idref", "")
        item = items.get(identity)
        if item is None:
            fault = Word("shows a document that it does not list")
            raise container.unreadable(PartFault(opf, fault, identity))
        if item.path not in seen:
            seen.add(item.path)
            yield item.path
    if len(seen) > _MOST_DOCUMENTS:
        raise container.unreadable(TooMany(_MOST_DOCUMENTS, Word("documents")))


def _texts(package: Any, name: str) -> Iterator[str]:
    for each in package.iter(f"{DC}{name}"):
        yield fold("".join(each.itertext()))


def _front(container: Container, navigation: str, spine: tuple[str, ...]) -> int:
    """Return how many documents precede the text: by a landmark, else up to the contents, else one."""
    if navigation and container.has(navigation):
        for link in container.tree(navigation).iter(f"{_XHTML}a"):
            if "bodymatter" in link.get(_TYPE, "").split():
                path, _ = resolved(navigation, link.get("href", ""))
                if path in spine:
                    return spine.index(path)
    return spine.index(navigation) + 1 if navigation in spine else 1
