"""A page as a tree of its elements, each with its place: what a browser makes of tags, right or wrong.

Of the rules by which browsers mend pages (HTML, 13.2.6) those are here that decide in what an element stands.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from toolchain.formats.html.page_tokens import Token, tokens
from toolchain.model.diagnostics import failure
from toolchain.model.places import FilePlace
from toolchain.model.wording import fold

MOST_ELEMENTS = 300_000
"""Of a page. One of 3,000 paragraphs and 9,000 notes has 60,000."""

_WALK, _LONGEST = 100, 10_000
"""Elements up which it is looked for one that a tag ends: no page has more of them around a block."""


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


VOID = _names("area base br col embed hr img input link meta param source track wbr basefont bgsound frame")
_IN_P = _names(
    "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hgroup hr main menu nav ol p pre search section summary table ul"
)
_ROWS = _names("tr td th")
_ENDED_BY: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    **dict.fromkeys(_IN_P, (_names("p"), _names("button td th caption body table template object"))),
    "li": (_names("li p"), _names("ul ol menu td th body table")),
    **dict.fromkeys(("dt", "dd"), (_names("dt dd p"), _names("dl td th body table"))),
    **dict.fromkeys(("td", "th"), (_names("td th"), _names("tr table"))),
    "tr": (_ROWS, _names("tbody thead tfoot table")),
    **dict.fromkeys(
        ("tbody", "thead", "tfoot"), (_ROWS | _names("tbody thead tfoot caption"), _names("table"))
    ),
    **dict.fromkeys(("option", "optgroup"), (_names("option"), _names("select"))),
    "body": (_names("head"), _names("body")),
}
"""Which open elements a tag ends, and the elements beyond which it does not."""

_MAY_STAY_OPEN = _names(
    "html head body li dt dd p rt rp optgroup option colgroup caption thead tbody tfoot tr td th"
)
"""Elements that need no end tag (HTML, 13.1.2.4)."""

_SILENT = _names("script style template title noscript head iframe noembed noframes")
_NO_WORDS = _names("script style template title iframe noembed noframes")
_NOT_SHOWN = ("display:none", "visibility:hidden", "mso-hide:all")


@dataclass(slots=True, eq=False)
class Element:
    """An element: where its tag begins, what it says, in what it stands, and what stands in it.

    index, last   its number in the page, and one more than that of the last element in it
    parent        the number of the element around it, -1 for the outermost
    depth         how many are around it
    first, end    the first of the texts in it, and one more than the last
    foreign       whether it is one of SVG or MathML
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
    """A text, where it begins, and the number of the element that it stands in."""

    text: str
    at: int
    owner: int


@dataclass(slots=True)
class Page:
    """All of a page: its elements and texts in order, its comments, and how it ends."""

    source: str
    display: str
    elements: list[Element] = field(default_factory=list)
    texts: list[Words] = field(default_factory=list)
    comments: list[Token] = field(default_factory=list)
    unfinished: Token | None = None
    open: list[Element] = field(default_factory=list)
    closed: bool = False

    def inside(self, element: Element) -> Sequence[Element]:
        """The elements inside one, however deep."""
        return self.elements[element.index + 1 : element.last]

    def around(self, element: Element, most: int = _WALK) -> Iterator[Element]:
        """The elements that one stands in, the nearest first."""
        while element.parent >= 0 and most:
            element = self.elements[element.parent]
            most -= 1
            yield element

    def within(self, element: Element, *tags: str) -> bool:
        """Whether an element stands in one with such a tag."""
        return any(each.tag in tags for each in self.around(element))

    def words(self, element: Element, most: int = 300) -> str:
        """The words in an element that are shown, white space folded: the first ones, of so many signs."""
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
        """The elements with such a tag."""
        return (each for each in self.elements if each.tag in tags)

    def shown(self) -> Iterator[Words]:
        """The texts that are shown or read out."""
        for text in self.texts:
            owner = self.elements[text.owner] if text.owner >= 0 else None
            if owner is None or not (owner.hidden or owner.tag in _SILENT):
                yield text


def parsed(source: str, display: str) -> Page:
    """The tree of a page. Raises `Failure` (S012) where it has more than can be held."""
    builder = _Builder(Page(source, display))
    for token in tokens(source):
        builder.take(token)
    builder.finish()
    return builder.page


def still_open(page: Page) -> Element | None:
    """The first element that must have an end and has none, where the page itself does not end either."""
    return next((each for each in page.open if each.tag not in _MAY_STAY_OPEN), None)


class _Builder:
    def __init__(self, page: Page) -> None:
        self.page = page
        self._open: list[Element] = []
        self._counts: Counter[str] = Counter()
        self._foreign = 0

    def take(self, token: Token) -> None:
        """One token more."""
        match token.kind:
            case "text":
                self.page.texts.append(
                    Words(token.text, token.at, self._open[-1].index if self._open else -1)
                )
            case "start":
                self._start(token)
            case "end":
                self._end(token.text)
            case "comment":
                self.page.comments.append(token)
            case "unfinished":
                self.page.unfinished = token

    def finish(self) -> None:
        """The page ends."""
        self.page.open = list(self._open)
        self._pop(0)

    def _start(self, token: Token) -> None:
        tag = token.text
        if not self._foreign:
            self._make_room(tag)
        if tag == "body" and self._counts["body"]:  # a second one adds attributes only
            return
        elements = self.page.elements
        if len(elements) >= MOST_ELEMENTS:
            message = f"this page has more than {MOST_ELEMENTS:,} elements"
            raise failure("S012", FilePlace(self.page.display), message, "divide it")
        around = self._open[-1] if self._open else None
        self._foreign += tag in ("svg", "math")
        hidden = (around is not None and around.hidden) or tag == "template" or _is_hidden(token.given)
        element = Element(
            tag, token.given, token.at, len(elements), around.index if around else -1, len(self._open),
            len(self.page.texts), self._foreign > 0, hidden,
        )  # fmt: skip
        elements.append(element)
        self._open.append(element)
        self._counts[tag] += 1
        if tag in VOID or (self._foreign and token.closed):
            self._pop(len(self._open) - 1)

    def _make_room(self, tag: str) -> None:
        """End what a tag ends by beginning."""
        ended, beyond = _ENDED_BY.get(tag, (None, None))
        if ended is None or beyond is None or not any(self._counts[each] for each in ended):
            return
        outermost = -1
        for at in range(len(self._open) - 1, max(-1, len(self._open) - 1 - _WALK), -1):
            name = self._open[at].tag
            if name in ended:
                outermost = at
            elif name in beyond:
                break
        if outermost >= 0:
            self._pop(outermost)

    def _end(self, tag: str) -> None:
        if tag in ("body", "html"):
            self.page.closed = True
        if not self._counts[tag] or tag == "html":
            return
        at = len(self._open) - 1
        cell = tag in ("table", "tr", "td", "th", "tbody", "thead", "tfoot", "body")
        while self._open[at].tag != tag:
            near = len(self._open) - at < _WALK
            if near and not cell and self._open[at].tag in ("td", "th", "caption"):
                return  # an end tag in a cell ends nothing around its table
            at -= 1
        self._pop(at)

    def _pop(self, down_to: int) -> None:
        while len(self._open) > down_to:
            element = self._open.pop()
            element.last, element.end = len(self.page.elements), len(self.page.texts)
            self._counts[element.tag] -= 1
            self._foreign -= element.tag in ("svg", "math")


def _is_hidden(given: Mapping[str, str]) -> bool:
    if "hidden" in given or given.get("aria-hidden") == "true":
        return True
    style = given.get("style", "")
    return bool(style) and any(each in "".join(style.lower().split()) for each in _NOT_SHOWN)


class Lines:
    """The lines of a text, and where in them an offset is."""

    def __init__(self, text: str) -> None:
        self._starts = [0]
        at = text.find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = text.find("\n", at + 1)

    def place(self, at: int) -> tuple[int, int]:
        """Line and column, both from 1."""
        line = bisect_right(self._starts, at)
        return line, at - self._starts[line - 1] + 1
