"""A page as the tree of the HTML standard, with the place of each element and text.

The proof and the checks of finished pages read the same tree. `justhtml` makes it; here it becomes two flat
lists in the order of the tree, in which the content of an element is a slice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from toolchain.formats.html.linear import grows
from toolchain.model.diagnostics import Failure
from toolchain.model.expressions import expression
from toolchain.model.facts import Word
from toolchain.model.records import Changing, field
from toolchain.model.wording import fold
from toolchain.rules.inputs import TooMany

MOST_ELEMENTS = 300_000
"""Maximum number of elements of a checked page. 3,000 paragraphs and 9,000 notes have 60,000."""

_WALK, _LONGEST = 100, 10_000
"""Maximum number of ancestors of an element that are searched. No page has more around a block."""

_END = "<!---->"
"""A comment that is added to the source: its place in the tree shows what is open at the end."""

_CLOSED = expression(r"</(?:body|html)\s*>", re.IGNORECASE)
_TAG = expression(
    r"<!--.*?-->|<(/?[a-z][^\s/>]*|[!?/])(?:[^>\"']|\"[^\"]*\"|'[^']*')*+(>?)", re.IGNORECASE | re.DOTALL
)


def names(text: str) -> frozenset[str]:
    """Return the names in a text, with spaces between them."""
    return frozenset(text.split())


_MAY_STAY_OPEN = names(
    "html head body li dt dd p rt rp optgroup option colgroup caption thead tbody tfoot tr td th"
)
"""Elements that need no end tag (HTML, 13.1.2.4)."""

_SILENT = names("script style template title noscript head iframe noembed noframes")
_NO_WORDS = names("script style template title iframe noembed noframes")
_A_TAG = Word("a tag")
_NOT_SHOWN = ("display:none", "visibility:hidden")
_HIDDEN_IN_WORD = ("mso-hide:all",)


class Element(Changing, eq=False):
    """An element: its tag and attributes, its place, its ancestors, and its content.

    at            the offset of its tag in the source; for an element without a tag, of what is before it
    index, last   its number in the page, and one more than that of the last element in it
    parent        the number of the element around it, -1 for the outermost
    depth         the number of its ancestors
    first, end    the first of the texts in it, and one more than the last
    foreign       whether it is an element of SVG or MathML
    hidden        whether it is neither shown nor read out
    """

    tag: str
    given: Mapping[str, str]
    at: int
    index: int
    parent: int
    depth: int
    first: int
    foreign: bool
    hidden: bool
    last: int = 0
    end: int = 0


class Words(NamedTuple):
    """A text or comment, its offset in the source, and the number of the element in which it is."""

    text: str
    at: int
    owner: int


class Page(Changing):
    """A page: its elements and texts in the order of the tree, its comments, and how it ends.

    open         the elements that are open at the end of the source, the outermost first
    closed       whether the page has the end tag of its body or of itself
    unfinished   the tag, comment or script in which the source ends, if it does
    """

    source: str
    display: str
    elements: list[Element] = field(default_factory=list)
    texts: list[Words] = field(default_factory=list)
    comments: list[Words] = field(default_factory=list)
    open: list[Element] = field(default_factory=list)
    closed: bool = False
    unfinished: Words | None = None

    def inside(self, element: Element) -> Sequence[Element]:
        """Return the elements inside an element, at any depth."""
        return self.elements[element.index + 1 : element.last]

    def around(self, element: Element, most: int = _WALK) -> Iterator[Element]:
        """Yield the ancestors of an element, the nearest first, and no more than `most`."""
        while element.parent >= 0 and most:
            element = self.elements[element.parent]
            most -= 1
            yield element

    def child(self, element: Element, tag: str) -> Element | None:
        """Return the first child of an element with this tag, None if there is none."""
        return next(
            (each for each in self.inside(element) if each.tag == tag and each.parent == element.index), None
        )

    def within(self, element: Element, *tags: str) -> bool:
        """Return whether an element is inside one with such a tag."""
        return any(each.tag in tags for each in self.around(element))

    def text(self, element: Element) -> str:
        """Return all text inside an element, with white space collapsed."""
        return fold("".join([each.text for each in self.texts[element.first : element.end]]))

    def words(self, element: Element, most: int = 300) -> str:
        """Return the visible words in an element, with white space collapsed: at most `most` characters."""
        parts: list[str] = []
        length = 0
        for text in self.texts[element.first : element.end]:
            owner = self.elements[text.owner]
            if owner.tag not in _NO_WORDS and (not owner.hidden or element.hidden):
                parts.append(text.text[: _LONGEST + most])
                length += len(text.text)
                if length > most:
                    break
        return fold("".join(parts))

    def all(self, *tags: str) -> Iterator[Element]:
        """Yield the elements that have one of the tags."""
        return (each for each in self.elements if each.tag in tags)

    def shown(self) -> Iterator[Words]:
        """Yield the texts that are shown or read out."""
        for text in self.texts:
            owner = self.elements[text.owner]
            if not (owner.hidden or owner.tag in _SILENT):
                yield text


class Builder:
    """Makes a page of a parser's events, in the order of the tree."""

    def __init__(self, source: str, display: str) -> None:
        self.page = Page(source, display)
        self.around: list[Element] = []
        self._at = 0

    def start(
        self, tag: str, given: Mapping[str, str], at: int | None = None, *, foreign: bool = False
    ) -> None:
        """Begin an element; `at` is its offset, None if the source has no tag for it."""
        page, around = self.page, self.around
        parent = around[-1] if around else None
        self._at = at = self._at if at is None else at
        hidden = (parent is not None and parent.hidden) or tag == "template" or bool(given and _hides(given))
        element = Element(
            tag, given, at, len(page.elements), parent.index if parent else -1, len(around),
            len(page.texts), foreign, hidden,
        )  # fmt: skip
        page.elements.append(element)
        around.append(element)

    def end(self) -> None:
        """End the innermost open element."""
        element = self.around.pop()
        element.last, element.end = len(self.page.elements), len(self.page.texts)

    def text(self, text: str, at: int | None = None) -> None:
        """Add a text; `at` is its offset."""
        self._at = self._at if at is None else at
        self.page.texts.append(Words(text, self._at, self.around[-1].index))


def parsed(source: str, display: str, most: int = MOST_ELEMENTS, *, located: bool = True) -> Page:
    """Return the tree of a page. Raise `Failure` (S021) if it has more than `most` elements.

    Without places (`located`), which saves a tenth of the time, there are no comments, and the end is not
    known.
    """
    if "\r" in source:
        source = source.replace("\r\n", "\n").replace("\r", "\n")
    if grows(source, most):
        raise Failure.of(display, TooMany(most, Word("elements")))
    builder = Builder(source, display)
    page = builder.page
    ended = _walk(_document(source + _END if located else source, located=located), builder)
    if len(page.elements) > most:
        raise Failure.of(display, TooMany(most, Word("elements")))
    if located:
        page.closed = _CLOSED.search(source) is not None
        page.unfinished = None if ended else _unfinished(page)
    return page


def still_open(page: Page) -> Element | None:
    """Return the first open element that must have an end tag, if the source ends before all end tags.

    A browser opens formatting again after a block: only the first of such elements counts.
    """
    first = {(each.at, each.tag): each.index for each in reversed(page.elements)}
    written = (each for each in page.open if first[each.at, each.tag] == each.index)
    return next((each for each in written if each.tag not in _MAY_STAY_OPEN), None)


def _document(source: str, *, located: bool) -> Any:
    """Return the tree of justhtml.

    `JustHTML` itself makes text of `<![if …]>` if it keeps places, so its engine is called.
    """
    from justhtml.parser.engine import ParseEngine, compile_raw_engine_plan

    plan = compile_raw_engine_plan(fragment=False, scripting_enabled=False)
    return ParseEngine(
        source, fragment=False, scripting_enabled=False, plan=plan, track_node_locations=located
    ).parse()


def _walk(document: Any, builder: Builder) -> bool:
    """Pass the nodes to the builder in the order of the tree. Return whether the added end was found."""
    ended = False
    left: list[Any] = document.children[::-1]
    while left:
        node = left.pop()
        if node is None:
            builder.end()
            continue
        name = node.name
        if name == "#text":
            if node.data and builder.around:
                builder.text(node.data, node.origin_offset)
        elif name == "#comment":
            ended |= _is_end(node, builder)
        elif name == "#document-fragment":
            left.extend(reversed(node.children))
        elif name[0] not in "#!":
            foreign = node.namespace != "html"
            tag = name.lower() if foreign else name
            builder.start(tag, _given(node.attrs, foreign), node.origin_offset, foreign=foreign)
            left += (None, *reversed(node.children))
            if content := getattr(node, "template_content", None):
                left.append(content)
    return ended


def _is_end(node: Any, builder: Builder) -> bool:
    """Handle a comment. Return whether it is the one that was added at the end."""
    page, around, at = builder.page, builder.around, node.origin_offset
    if at == len(page.source):
        page.open = list(around)
        return True
    if at is not None and page.source.startswith("<!--", at):  # other comments are `<!…>` and `<?…>`
        page.comments.append(Words(node.data, at, around[-1].index if around else -1))
    return False


def _given(attributes: Mapping[str, str], foreign: bool) -> Mapping[str, str]:
    return {name.lower(): value for name, value in attributes.items()} if foreign else attributes


def _unfinished(page: Page) -> Words:
    """Return the position and name of the unfinished tag, comment or element at the end of a source."""
    source = page.source
    last = max(page.texts, key=lambda each: each.at, default=None)
    if last and last.text.endswith(_END):
        return last._replace(text=f"<{page.elements[last.owner].tag}>")
    begins = [each.at for each in page.comments if source.find("-->", each.at + 4) < 0]
    if begins:
        return Words(Word("a comment"), begins[0], -1)
    tag = max((each.at for each in page.elements), default=0)
    for found in _TAG.finditer(source, max(tag, last.at if last else 0)):
        if found[1] and not found[2]:
            return Words(f"<{found[1].lower()}" if found[1][0].isalpha() else _A_TAG, found.start(), -1)
    return Words(_A_TAG, max(source.rfind("<"), 0), -1)


def is_unseen(given: Mapping[str, str]) -> bool:
    """Return whether an element states, also in its own style, that nobody sees its content."""
    hidden = "hidden" in given and given["hidden"].lower() != "until-found"  # which a browser can find
    return hidden or _has_style(given, _NOT_SHOWN)


def is_hidden(given: Mapping[str, str]) -> bool:
    """Return whether an element states that its content is not shown, or not read out."""
    return given.get("aria-hidden") == "true" or is_unseen(given)


def _hides(given: Mapping[str, str]) -> bool:
    return is_hidden(given) or _has_style(given, _HIDDEN_IN_WORD)


def _has_style(given: Mapping[str, str], styles: Sequence[str]) -> bool:
    style = given.get("style", "")
    return bool(style) and any(each in "".join(style.lower().split()) for each in styles)
