"""Make the Document of a book, with the numbers of its paragraphs and its faults as a book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from toolchain.formats.epub.book import Book
from toolchain.formats.epub.container import is_remote, resolved
from toolchain.formats.epub.joining import Said, joined, navigation
from toolchain.formats.html.generated import generated_words
from toolchain.formats.html.parts import BlockPart, Number, Page, TextPart, Token
from toolchain.formats.html.runs import after
from toolchain.formats.metadata import of_elements
from toolchain.model import Document, forms
from toolchain.model.diagnostics import Finding
from toolchain.model.expressions import expression
from toolchain.model.records import replace
from toolchain.model.wording import said
from toolchain.readers.html.build import build
from toolchain.readers.html.scan import scan
from toolchain.rules.outputs_epub import ContentsLeadNowhere, ShownImageMissing

_XHTML = "{http://www.w3.org/1999/xhtml}"
_LARGEST_STYLE = 2_000_000
"""Maximum number of bytes of a style sheet that is read."""
_PARAGRAPH = expression(rf"({forms.PARAGRAPH.labels})(?:\s+|\Z)")
_ITEM = expression(rf"(['(（]?{forms.ANY_NUMBER}[.)）'])(?:\s+|\Z)")
_SHOWN = 40
"""Maximum number of characters of a heading in a place."""


def document(book: Book) -> Document:
    """Return the Document of a book. Raise `Failure` if a file in it cannot be read."""
    tree, declared = joined(book)
    page = scan(tree)
    page.kind = "book"
    with_numbers(page)
    display = book.container.display
    titles = [each.title for each in declared]
    if book.navigation and book.navigation not in book.spine:
        contents, of_contents = navigation(book)
        titles.append(of_contents.title)
        parts = (each for each in scan(contents).blocks if isinstance(each, TextPart))
        page.frame += ((said("the contents"), part._replace(block=0)) for part in parts)
    page.frame += _of_styles(book)
    page.metadata += (*of_elements(book.package), *(("title", each) for each in titles))
    made = build(page, display)
    return replace(made, defects=(*made.defects, *_defects(book, declared, page)))


def _of_styles(book: Book) -> Iterator[tuple[str, TextPart]]:
    """Yield the words that style sheets show."""
    for item in book.items.values():
        path, container = item.path, book.container
        if item.media_type == "text/css" and container.has(path) and container.size(path) <= _LARGEST_STYLE:
            for words in generated_words(container.content(path).decode("utf-8", "replace")):
                yield book.short(path), TextPart(0, [Token("text", words)], cover=False)


def _defects(book: Book, declared: Sequence[Said], page: Page) -> Iterator[Finding]:
    yield from book.language_faults((each.path, each.lang) for each in declared)
    for each in declared:
        for image in dict.fromkeys(each.images):
            if image and not book.container.has(image):
                yield Finding(book.place(each.path), ShownImageMissing(book.short(image)))
    if book.navigation and book.navigation not in book.spine:
        yield from _navigation(book, page)


def _navigation(book: Book, page: Page) -> Iterator[Finding]:
    """Check the targets of contents that are not a page of the book; reading systems show them."""
    known = {*page.identities, *map(book.short, book.spine)}
    for link in book.container.tree(book.navigation).iter(f"{_XHTML}a"):
        address = link.get("href", "")
        path, place = resolved(book.navigation, address)
        target = book.unique(path, place)
        if address and not is_remote(address) and path != book.navigation and target not in known:
            yield Finding(book.place(book.navigation), ContentsLeadNowhere(target))


def with_numbers(page: Page) -> None:
    """Take the numbers from the texts of the page's blocks, if the blocks have addresses."""
    addressed = frozenset(page.anchors.values())
    page.blocks[:] = _numbered(page.blocks, addressed)


def _numbered(blocks: Iterable[BlockPart], addressed: frozenset[int]) -> Iterator[BlockPart]:
    """Yield the blocks. Those with numbers are named by them, with the heading if numbers restart."""
    owner, heading = "", ""
    seen: set[str] = set()
    for part in blocks:
        found = _begin(part) if isinstance(part, TextPart) and part.block in addressed else None
        if isinstance(part, TextPart) and part.level:
            heading = "".join(token.text for token in part.run if token.kind == "text")[:_SHOWN]
        if found is None or not isinstance(part, TextPart):
            yield part
            continue
        label, rest = found
        if not part.item:
            number = forms.number_in(label)
            owner = said("paragraph {number}", number=number)
            if number in seen and heading:
                owner = said("{place}, under “{heading}”", place=owner, heading=heading)
            seen.add(number)
        name = f"{owner} {label}".strip() if part.item else owner
        yield part._replace(run=rest, number=Number(label, name, bool(part.item)), item="")


def _begin(part: TextPart) -> tuple[str, list[Token]] | None:
    """Return the number at the beginning of a text, and its other words; None if it has none."""
    if part.level or part.number or part.code or part.cover or not part.run:
        return None
    token = part.run[0]
    form = _ITEM if part.item == "ol" else _PARAGRAPH
    found = form.match(token.text) if token.kind == "text" and part.item != "ul" else None
    if found is None:
        return None
    return found[1], after(part.run, found.end())
