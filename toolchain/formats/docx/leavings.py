"""Editing traces in a Word file (X803), and personal data besides its text, in properties and images."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

from toolchain.formats.docx.beside import attachments
from toolchain.formats.docx.drawings import CHART_CELLS, NAMED, cut_off, is_name, pictures_in
from toolchain.formats.docx.field_parts import fields_of
from toolchain.formats.docx.fields import BRANCHING
from toolchain.formats.docx.found import Found, Revision, Trouble
from toolchain.formats.docx.invisible import invisible, page_fill
from toolchain.formats.docx.opened import DIGESTS, Opened
from toolchain.formats.docx.package import Package
from toolchain.formats.docx.story import Paragraph
from toolchain.formats.docx.styles import Styles
from toolchain.formats.docx.unseen import FORMS, unseen
from toolchain.formats.docx.xml import ID, PARAGRAPH, Element, W, is_on, words_in
from toolchain.formats.metadata import of_elements
from toolchain.formats.pictures import cases_of, told_by
from toolchain.formats.word_clock import clock_in_names, moment
from toolchain.model.diagnostics import Failure, Severity
from toolchain.model.facts import Counted, Word
from toolchain.model.groups import by_first
from toolchain.model.own_paths import PATH, names_path
from toolchain.model.wording import fold, squeezed
from toolchain.rules import confidentiality_docx as about
from toolchain.rules.confidentiality import PersonalMetadata

_NAMED = 3
_MARGINS = {"header": Word("header"), "footer": Word("footer")}
_DONE = {"inserted": "insertion", "deleted": "deletion", "moved here": "move", "moved away": "move",
         "looks otherwise": "formatting change"}  # fmt: skip
_CHANGES = (W + "ins", W + "del", W + "moveTo", W + "moveFrom", W + "rPrChange", W + "pPrChange")


def leavings(found: Found, package: Package) -> Iterator[Trouble]:
    """Yield X803 for each paragraph with editing traces, and for traces outside paragraphs."""
    yield from _comments(found, package)
    for paragraph, revisions in by_first((each.paragraph, each) for each in found.revisions).items():
        yield Trouble(about.TrackedHere(counted_changes(revisions)), paragraph)
    for place, texts in by_first((each.paragraph, each.text) for each in found.hidden).items():
        words = fold("".join(texts))
        if words:
            yield Trouble(about.HiddenText(words), place)
    yield from _in_margins(package)
    yield from _earlier(package)


def counted_changes(revisions: Iterable[Revision]) -> tuple[Counted, ...]:
    """Return how many tracked changes there are of each kind."""
    kinds = Counter(_DONE[each.change.kind] for each in revisions)
    return tuple(Counted(count, kind) for kind, count in kinds.items())


def unseen_words(opened: Opened) -> Iterator[Trouble]:
    """Yield X803 for words that no page shows or nobody can see, X801 for paths in fields and drawings.

    It is a warning for words of a form, which are seldom secret, and for colours, which can be meant.
    """
    places = {each.element: each for each in opened.paragraphs()}
    roots = [opened.body, *(part.root for part in opened.texts.values() if part.root is not None)]
    roots += (root for _, root in opened.package.trees(opened.package.main, *_MARGINS))
    page = page_fill(opened.body.getroottree().getroot(), opened.settings)
    for root in roots:
        yield from dict.fromkeys(_unseen(root, opened.styles, page, places))


def _unseen(
    root: Element, styles: Styles, page: str, places: Mapping[Element | None, Paragraph]
) -> Iterator[Trouble]:
    for element in root.iter(*NAMED):
        named = (str(value) for key, value in element.items() if is_name(element, str(key)))
        paths = (fold(value) for value in named if names_path(value))
        yield from (Trouble(about.PathNamed(each), _around(element, places)) for each in paths)
    for field in fields_of(root):
        said = (field.instruction.target, "".join(field.words))
        paths = (text for each in said if names_path(text := each.replace("\\\\", "\\").strip()))
        if path := next(paths, ""):
            yield Trouble(about.PathNamed(fold(path)), _around(field.start, places))
    for element, words in unseen(root):
        severity = Severity.WARNING if element.tag in FORMS else None
        yield Trouble(about.HiddenText(fold(words)), _around(element, places), severity)
    for picture in filter(cut_off, pictures_in(root)):
        yield Trouble(about.PictureCut(), _around(picture, places), Severity.WARNING)
    faint: dict[tuple[Paragraph | None, Word], str] = {}
    for element, why, words in invisible(root, styles, page):
        key = _around(element, places), why
        faint[key] = faint.get(key, "") + words
    for (paragraph, why), words in faint.items():
        yield Trouble(about.NotVisible(why, fold(words)), paragraph, Severity.WARNING)


def _around(element: Element, places: Mapping[Element | None, Paragraph]) -> Paragraph | None:
    """Return the paragraph of an element, or the first one of a content control."""
    around = element.getparent()
    found = next(filter(None, map(places.get, (element, *element.iterancestors(PARAGRAPH)))), None)
    if found or around is None:
        return found
    return next(filter(None, map(places.get, around.iterdescendants(PARAGRAPH))), None)


def _comments(found: Found, package: Package) -> Iterator[Trouble]:
    """Find comments with their authors, at their places or without a place."""
    authors: dict[str, str] = {}
    with suppress(Failure):  # Word opens a file whose comments are damaged
        root = package.related("comments")
        written = () if root is None else root.iterchildren(W + "comment")
        authors = {each.get(ID, ""): each.get(W + "author", "") for each in written}
    placed = {each.identity: each.paragraph for each in found.comments}
    named = ((place, authors.pop(key, "")) for key, place in placed.items())
    for paragraph, names in by_first(named).items():
        yield Trouble(about.CommentsHere(len(names), *_first_few(names)), paragraph)
    if authors:
        yield Trouble(about.CommentsNowhere(len(authors), *_first_few(authors.values())), None)


def _in_margins(package: Package) -> Iterator[Trouble]:
    """Find traces in page headers and footers."""
    for each, root in package.trees(package.main, *_MARGINS):
        margin = _MARGINS[each.kind]
        if changes := sum(1 for _ in root.iter(*_CHANGES)):
            yield Trouble(about.TrackedInMargin(changes, margin), None)
        if words := _hidden(root):
            yield Trouble(about.HiddenTextInMargin(words, margin), None)
        for field in fields_of(root):
            words = field.words_not_shown() if field.instruction.kind in BRANCHING else ""
            severity = Severity.WARNING if field.depends_on_page() else None
            if words.strip():
                yield Trouble(about.HiddenTextInMargin(fold(words), margin), None, severity)


def _hidden(root: Element) -> str:
    """Return the words of runs with hidden text as their own property."""
    runs = (run for run in root.iter(W + "r") if is_on(run.find(f"{W}rPr/{W}vanish")))
    return fold("".join(map(words_in, runs)))


def _earlier(package: Package) -> Iterator[Trouble]:
    """Find older versions: a thumbnail of the first page, and parts that Word does not open."""
    for each in package.parts("", "thumbnail"):
        yield Trouble(about.FirstPageKept(each.target), None)
    with suppress(Failure):  # Word opens a file in which a part that it does not need is damaged
        if stray := package.strays():
            yield Trouble(about.StrayParts(len(stray), *_first_few(stray)), None)


def _first_few(names: Iterable[str]) -> tuple[tuple[str, ...], int | None]:
    """Return the first names without duplicates, and the number of the others, None for 0."""
    known = list(dict.fromkeys(filter(None, names)))
    return tuple(known[:_NAMED]), len(known[_NAMED:]) or None


_AUTHOR = "{http://schemas.microsoft.com/office/word/2012/wordml}author"
_EXTENDED = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"
_COVER = 200


def personal_troubles(package: Package, texts: Sequence[str]) -> Iterator[Trouble]:
    """Yield X801 for properties and parts with names or paths, and X801 and X802 for images.

    `texts` are the visible texts: an author who is named there is public.
    """
    for each, root in package.trees("", *_TELLING):
        yield from _TELLING[each.kind](root)
        if each.kind == "core-properties":
            yield from _of_author(root, texts)
    yield from _of_parts(package)
    yield from _of_charts(package)
    with suppress(Failure):
        yield from _of_settings(package.related("settings"))
    for name, data in package.images():
        yield from (Trouble(facts, None) for facts in cases_of(told_by(data), name.rpartition("/")[2]))


def _of_author(tree: Element, texts: Sequence[str]) -> Iterator[Trouble]:
    said = ";".join(text for name, text in of_elements(tree) if name == "creator")  # some write several
    names = [name.strip() for name in said.split(";") if name.strip()]
    hidden = _not_in(names, texts[:_COVER])  # our own files name them there
    if hidden:
        hidden = _not_in(hidden, texts)
    yield from _listed(about.HiddenAuthor, hidden)


def clock_troubles(package: Package, found: Found) -> Iterator[Trouble]:
    """Yield X809 for the names that Word gave to bookmarks."""
    said = dict(pair for _, root in package.trees("", "core-properties") for pair in of_elements(root))
    created, saved = (moment(said.get(each, "")) for each in ("created", "modified"))
    names = (*(each.name for each in found.bookmarks.all()), *(name for name, _ in found.links))
    if facts := clock_in_names(dict.fromkeys(names), created, saved):
        yield Trouble(facts, None)


def _not_in(names: Iterable[str], texts: Sequence[str]) -> list[str]:
    shown = squeezed("".join(texts).casefold())
    return [name for name in names if squeezed(name.casefold()) not in shown]


def _of_parts(package: Package) -> Iterator[Trouble]:
    """Find paths of templates and links, data of programs, and people who changed or commented the file."""
    for name in (package.main, *(each.target for each in package.parts(package.main))):
        with suppress(Failure):
            for link in package.relationships(name).values():
                if link.external and link.kind != "image" and (found := PATH.search(link.target)):
                    yield from _told(about.PathNamed, found[0])
    for each in package.parts(package.main):
        with suppress(Failure):
            if each.kind == "printerSettings":
                yield from _told(about.HiddenData, each.target)
            elif each.kind == "people":
                people = (str(person.get(_AUTHOR) or "") for person in package.tree(each.target))
                yield from _listed(about.EditorsNamed, people)
            elif each.kind == "customXml" and _holds_data(package.tree(each.target)):
                yield from _told(about.HiddenData, each.target)
    for attached in attachments(package):
        if attached.kind == "embedded object":
            yield Trouble(about.HiddenData(attached.target), None, Severity.WARNING)


def _of_charts(package: Package) -> Iterator[Trouble]:
    """Find the path of the workbook that the cells of a chart name."""
    for each in package.parts(package.main):
        if each.kind in ("chart", "chartEx"):
            with suppress(Failure):
                cells = (names.text or "" for names in package.tree(each.target).iter(*CHART_CELLS))
                if found := next(filter(None, map(PATH.search, cells)), None):
                    yield from _told(about.PathNamed, found[0])


def _of_settings(settings: Element | None) -> Iterator[Trouble]:
    """Find variables, which programs fill, and the numbers of editing sessions, which files share."""
    if settings is None:
        return
    names = (each.get(W + "name", "") for each in settings.iterfind(f"{W}docVars/{W}docVar"))
    yield from _listed(about.OwnVariables, (name for name in names if name != DIGESTS))
    if count := len(settings.findall(f"{W}rsids/{W}rsid")):
        yield Trouble(about.SessionsNumbered(count), None, Severity.INFORMATION)


def _holds_data(tree: Element) -> bool:
    """Return whether custom XML has content. Word adds empty lists of sources and covers to files."""
    return any((text or "").strip() for text in tree.itertext()) or any(
        each.attrib for each in tree.iterdescendants()
    )


def _of_extended(tree: Element) -> Iterator[Trouble]:
    yield from _told(about.CompanyNamed, tree.findtext(f"{_EXTENDED}Company"))
    yield from _told(about.ManagerNamed, tree.findtext(f"{_EXTENDED}Manager"))
    for name in ("Template", "HyperlinkBase"):
        if found := PATH.search(tree.findtext(_EXTENDED + name) or ""):
            yield from _told(about.PathNamed, found[0])


_TELLING: dict[str, Callable[[Element], Iterator[Trouble]]] = {
    "core-properties": lambda tree: _told(about.SavedBy, dict(of_elements(tree)).get("lastModifiedBy")),
    "extended-properties": _of_extended,
    "custom-properties": lambda tree: _listed(about.OwnProperties, (each.get("name") for each in tree)),
}


def _told(case: Callable[[str], PersonalMetadata], value: str | None) -> Iterator[Trouble]:
    if value and value.strip():
        yield Trouble(case(fold(value)), None)


def _listed(
    case: Callable[[tuple[str, ...]], PersonalMetadata], names: Iterable[str | None]
) -> Iterator[Trouble]:
    if known := tuple(filter(None, (fold(name or "") for name in names))):
        yield Trouble(case(known), None)
