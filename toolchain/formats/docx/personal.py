"""Personal data in a Word file besides its text: in its properties and images."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress

from toolchain.formats.docx.beside import attachments
from toolchain.formats.docx.found import Found, Trouble
from toolchain.formats.docx.package import Package
from toolchain.formats.docx.properties import DIGESTS
from toolchain.formats.docx.xml import Element, W
from toolchain.formats.metadata import of_elements
from toolchain.formats.pictures import cases_of, told_by
from toolchain.formats.word_clock import clock_in_names, moment
from toolchain.model.diagnostics import Failure, Severity
from toolchain.model.own_paths import PATH
from toolchain.model.wording import fold, squeezed
from toolchain.rules import confidentiality_docx as about
from toolchain.rules.confidentiality import PersonalMetadata

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
    with suppress(Failure):
        yield from _of_settings(package.related("settings"))
    for name, data in package.images():
        yield from (Trouble(facts, None) for facts in cases_of(told_by(data), name))


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
