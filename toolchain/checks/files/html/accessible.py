"""Check accessibility of a page: its headings, pictures, tables, links and language (A series, S003)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from toolchain.checks.files.html.marks import targets_of
from toolchain.checks.files.html.places import Told
from toolchain.checks.files.tongue import READ, other_language
from toolchain.formats.html.tree import Element, Page
from toolchain.model.diagnostics import Severity
from toolchain.model.expressions import expression
from toolchain.model.facts import Facts, Word
from toolchain.model.languages import is_language_tag, is_right_to_left
from toolchain.model.own_paths import says_nothing
from toolchain.model.wording import fold
from toolchain.rules import accessibility as cases
from toolchain.rules.files_html import NoPageTitle, NotRightToLeft
from toolchain.rules.files_pdf import TitleSaysNothing
from toolchain.rules.outputs_epub import DocumentLanguageInvalid, NoDocumentLanguage, WordsLanguageInvalid
from toolchain.rules.structure import LevelSkipped, NoHeadings, NoText
from toolchain.text.phrases import phrases

_FILE = expression(
    r"\S+\.(?:png|jpe?g|gif|svg|webp|bmp|tiff?|emf|wmf)|(?:img|dsc|image|scan|photo|pic)[-_ ]?\d+",
    re.IGNORECASE,
)
_SAYS_NOTHING = frozenset(("image", "picture", "photo", "graphic", "img", "figure", "chart", "logo image"))
_NAMES = ("aria-label", "aria-labelledby", "title")
"""Attributes that name a picture without alt text (Accessible Name and Description Computation)."""
_DECORATIVE = ("presentation", "none")
_CALLED = {"a": Word("link"), "button": Word("button")}
_ADDRESS = ("http://", "https://", "www.")
_OF_LAYOUT = frozenset((
    "table", "h1", "h2", "h3", "h4", "h5", "h6", "form", "nav", "main", "header", "footer", "iframe", "ul",
    "ol",
))  # fmt: skip
_LONG_CELL = 400
_HEADERS = ("columnheader", "rowheader")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LONG_TEXT = 3_000
"""Number of characters of a text that needs headings."""


def accessibility_troubles(page: Page, lang: str) -> Iterator[Told]:
    """Yield what is wrong with title, headings, images, tables and links; `lang` is the page's language."""
    targets = targets_of(page)
    yield from _title(page)
    yield from _headings(page, targets)
    yield from _images(page)
    yield from _tables(page)
    yield from _links(page, lang, targets)


def _title(page: Page) -> Iterator[Told]:
    titles = [each for each in page.all("title") if not each.foreign]
    words = "".join(text.text for text in page.texts[titles[0].first : titles[0].end]) if titles else ""
    place = titles[0] if titles else next(page.all("head"), None) or next(page.all("html"), None)
    at = place.at if place else 0
    if not words.strip():
        yield Told(at, NoPageTitle())
    elif says_nothing(words):
        yield Told(at, TitleSaysNothing(words), Severity.WARNING)


def _headings(page: Page, targets: Mapping[str, Element]) -> Iterator[Told]:
    """Find skipped levels, a text without headings or the first level (S003), and empty headings (S005)."""
    before, found = 0, False
    first: Element | None = None
    for element in page.elements:
        level = 0 if element.hidden else _level(element)
        if not level:
            continue
        if not _name(page, element, targets):
            yield Told(element.at, NoText(Word("heading")))
        first = first or element
        found |= level == 1
        if before and level > before + 1:
            yield Told(element.at, LevelSkipped(level, before))
        before = level
    if first is None:
        if sum(len(text.text) for text in page.shown()) > _LONG_TEXT:
            body = next(page.all("body"), None)
            yield Told(body.at if body else 0, NoHeadings())
    elif not found:
        yield Told(first.at, LevelSkipped(_level(first), None))


def _level(element: Element) -> int:
    given = element.given
    if given.get("role", "heading") != "heading" or not ("role" in given or element.tag in _HEADINGS):
        return 0
    said = given.get("aria-level", "")
    is_number = said.isascii() and said.isdigit() and len(said) < 3
    return int(said) if is_number else _HEADINGS.get(element.tag, 2)


def _images(page: Page) -> Iterator[Told]:
    for element in page.all("img", "area", "input", "svg"):
        given = element.given
        named = any(given.get(each, "").strip() for each in _NAMES)
        if named or element.hidden or given.get("role") in _DECORATIVE:
            continue
        if facts := _of_image(page, element, given.get("alt")):
            yield Told(element.at, facts)


def _of_image(page: Page, element: Element, alt: str | None) -> Facts | None:
    given, words = element.given, fold(alt or "")
    if element.tag == "svg":
        titled = given.get("role") != "img" or any(each.tag == "title" for each in page.inside(element))
        return None if titled else cases.NoAltText("")
    if element.tag == "input":
        return cases.NoAltText("") if given.get("type", "").lower() == "image" and not words else None
    if element.tag == "area" and "href" not in given:
        return None
    figure = next((each for each in page.around(element, 5) if each.tag == "figure"), None)
    if alt is None or (not words and (alt or figure)):
        return cases.NoAltText("")
    if _FILE.fullmatch(words) or words.casefold() in _SAYS_NOTHING:
        return cases.AltSaysNothing(words)
    captions = [each for each in page.inside(figure) if each.tag == "figcaption"][:1] if figure else []
    repeats = any(page.words(each).casefold().endswith(words.casefold()) for each in captions)
    return cases.AltRepeatsCaption() if repeats else None


def _tables(page: Page) -> Iterator[Told]:
    inside: dict[int, list[Element]] = defaultdict(list)  # of each table, without what is in inner ones
    nearest: list[int] = []
    for element in page.elements:
        around = nearest[element.parent] if element.parent >= 0 else -1
        inside[around].append(element)
        nearest.append(element.index if element.tag == "table" else around)
    for element in page.all("table"):
        if element.hidden or element.given.get("role") in (*_DECORATIVE, "grid", "treegrid"):
            continue
        parts = inside[element.index]
        headers = [each for each in parts if each.tag == "th" or each.given.get("role") in _HEADERS]
        if any(each.tag != "th" or page.words(each, 1) for each in headers):
            continue
        caption = next((page.words(each) for each in parts if each.tag == "caption"), None)
        if caption is not None or _is_of_data(page, parts):
            yield Told(element.at, cases.NoHeaderRow(caption))


def _is_of_data(page: Page, parts: Sequence[Element]) -> bool:
    """Return whether a table has rows and columns of words. A layout table does not."""
    rows: list[list[Element]] = []
    for each in parts:
        if each.tag in _OF_LAYOUT:
            return False
        if each.tag == "tr":
            rows.append([])
        elif each.tag == "td" and rows:
            rows[-1].append(each)
    cells = [row[:50] for row in rows[:50]]
    if any(len(page.words(cell, _LONG_CELL)) >= _LONG_CELL for row in cells for cell in row):
        return False
    return sum(sum(bool(page.words(cell, 1)) for cell in row) > 1 for row in cells) > 1


def _links(page: Page, lang: str, targets: Mapping[str, Element]) -> Iterator[Told]:
    """Find links and buttons without words, or with words that do not describe the target (A703)."""
    empty = frozenset(map(_normalized, phrases(lang or "en").empty_links))
    for element in page.all("a", "button"):
        if element.hidden or (element.tag == "a" and "href" not in element.given):
            continue
        name = _name(page, element, targets)
        if not name:
            yield Told(element.at, cases.LinkWithoutWords(_CALLED[element.tag]), Severity.ERROR)
        elif _normalized(name) in empty:
            yield Told(element.at, cases.EmptyLinkText(name))
        elif name.lower().startswith(_ADDRESS) and " " not in name and not _in_note(page, element):
            yield Told(element.at, cases.AddressAsText(), Severity.INFORMATION)


def _name(page: Page, element: Element, targets: Mapping[str, Element]) -> str:
    """Return the accessible name of a link, button or heading."""
    if said := _labelled(page, element, targets) or page.words(element):
        return said
    for each in page.inside(element):
        text = _labelled(page, each, targets) or each.given.get("alt", "") or each.given.get("title", "")
        if each.tag == "title" and each.foreign:
            text = "".join(text.text for text in page.texts[each.first : each.end])
        if text.strip():
            return text.strip()
    return element.given.get("title", "").strip()


def _labelled(page: Page, element: Element, targets: Mapping[str, Element]) -> str:
    """The words that `aria-labelledby` or `aria-label` gives an element, "" for none."""
    given = element.given
    named = [targets[each] for each in given.get("aria-labelledby", "").split() if each in targets]
    words = (page.words(each) or each.given.get("alt", "") for each in named)
    return " ".join(words).strip() or given.get("aria-label", "").strip()


_OF_NOTES = expression(r"note|ref|cite|sdend|_ftn|_edn|biblio|source|authorit", re.IGNORECASE)


def _in_note(page: Page, element: Element) -> bool:
    """Return whether this is in a note or a list or table of sources, where an address may be shown."""
    return any(
        each.tag in ("li", "div", "section", "aside", "ol", "td", "p", "address", "nav")
        and (
            each.tag == "address"
            or each.given.get("role", "").startswith("doc-")
            or _OF_NOTES.search(f"{each.given.get('id', '')} {each.given.get('class', '')}")
        )
        for each in page.around(element, 8)
    )


def _normalized(text: str) -> str:
    return fold(text).casefold().rstrip(". …»→")


def language(page: Page) -> str:
    """Return the declared language of a page, "" for none."""
    root = next(page.all("html"), None)
    given = root.given if root else {}
    return (given.get("lang") or given.get("xml:lang") or "").strip()


def language_troubles(page: Page) -> Iterator[Told]:
    """Yield findings about the language of the page and of its parts, and its direction."""
    root, body = (next(page.all(tag), None) for tag in ("html", "body"))
    at = root.at if root else 0
    lang = language(page)
    if not lang:
        if not (body and body.given.get("lang")):
            yield Told(at, NoDocumentLanguage())
    elif not is_language_tag(lang):
        yield Told(at, DocumentLanguageInvalid(lang))
    else:
        if facts := other_language(lang, _text(page), Word("the file")):
            yield Told(at, facts)
        yield from _direction(page, lang, at)
    for each in page.elements:
        tag = each.given.get("lang", "").strip()
        if tag and each.tag != "html" and not (is_language_tag(tag) or tag[:2].lower() == "x-"):
            yield Told(each.at, WordsLanguageInvalid(tag))


def _text(page: Page) -> str:
    """Return words in the page's own language, as far as it is declared."""
    parts: list[str] = []
    length = 0
    for text in page.shown():
        owner = page.elements[text.owner] if text.owner >= 0 else None
        if owner and any(
            "lang" in each.given and each.tag != "html" for each in (owner, *page.around(owner, 20))
        ):
            continue
        parts.append(text.text[:READ])
        length += len(text.text)
        if length > READ:
            break
    return " ".join(parts)


def _direction(page: Page, lang: str, at: int) -> Iterator[Told]:
    """Find a language from right to left without a declared direction."""
    body = next(page.all("body"), None)
    root = page.elements[0] if page.elements else None
    said = {each.given.get("dir", "").lower() for each in (root, body) if each}
    if is_right_to_left(lang) and not said & {"rtl", "auto"} and "direction:rtl" not in _styles(page):
        yield Told(at, NotRightToLeft(lang), Severity.WARNING)


def _styles(page: Page) -> str:
    texts = [page.texts[each.first : each.end] for each in page.all("style")]
    return "".join("".join(text.text.split()) for group in texts for text in group)
