"""The metadata of a book: Dublin Core, the time of the last change, and accessibility.

It does not claim conformance with WCAG: that requires an evaluation of each book (EPUB Accessibility 1.1,
4.1.1), which does not exist when a book is written. The stated features are true of every book of ours.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Collection, Iterator, Mapping

from toolchain.model.expressions import expression
from toolchain.project.settings import Project
from toolchain.resolve.tables import Resolved, shown_text
from toolchain.writers.html.context import attributes, escape, lines
from toolchain.writers.html.metadata import day, whole_day

IDENTIFIER = "identifier"
"""The id of the element with the book's own identifier."""

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "application/epub+zip")
_UNDESCRIBED = expression(rb'<img\b[^<>]* alt=""')
_FEATURES = ("structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability")
_NEVER = "1980-01-01"
"""When a book was changed of which nothing says when: EPUB wants a time, and this is that of ZIP files."""


def metadata(
    resolved: Resolved, project: Project, pictures: Collection[str], files: Mapping[str, bytes]
) -> str:
    """Return the metadata element. `pictures` are the media types of the images that the book shows."""
    described = not any(_UNDESCRIBED.search(data) for name, data in files.items() if name.endswith(".xhtml"))
    said = lines(*_core(resolved), *_accessibility(resolved, pictures, described))
    modified = f'<meta property="dcterms:modified">{_modified(resolved, project)}</meta>'
    identifier = f'<dc:identifier id="{IDENTIFIER}">urn:uuid:{_identifier(said, files)}</dc:identifier>'
    opening = '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
    cover = '<meta name="cover" content="cover.svg"/>'
    return lines(opening, identifier, said, modified, cover, "</metadata>")


def _identifier(said: str, files: Mapping[str, bytes]) -> uuid.UUID:
    """Return an identifier computed from the content: another text is another book, so that no old copy is
    kept.
    """
    digest = hashlib.sha256(said.encode())
    for name, data in files.items():
        digest.update(f"\0{name}\0{len(data)}\0".encode())
        digest.update(data)
    return uuid.uuid5(_NAMESPACE, digest.hexdigest())


def _core(resolved: Resolved) -> Iterator[str]:
    """Yield title, language, authors, date, subjects, description (EPUB 3.3, 5.5.3).

    The subtitle is not a second title: programs that support only one use the first or the last.
    """
    matter = resolved.document.front_matter
    title = shown_text(matter.title, resolved.references)
    subtitle = shown_text(matter.subtitle, resolved.references)
    yield f"<dc:title>{escape(title) or '…'}</dc:title>"
    yield f"<dc:language>{escape(resolved.words.lang)}</dc:language>"
    for number, name in enumerate(matter.authors, 1):
        yield f'<dc:creator id="creator-{number}">{escape(name)}</dc:creator>'
        yield f'<meta refines="#creator-{number}" property="role" scheme="marc:relators">aut</meta>'
    if date := day(matter):
        yield f"<dc:date>{date}</dc:date>"
    yield from (f"<dc:subject>{escape(keyword)}</dc:subject>" for keyword in matter.keywords)
    if about := ". ".join(text for text in (subtitle, matter.recipient, matter.country) if text):
        yield f"<dc:description>{escape(about)}</dc:description>"


def _modified(resolved: Resolved, project: Project) -> str:
    """Return the time of the last change, to the second, which EPUB 3.3, 5.5.5 requires."""
    return project.moment or f"{whole_day(day(resolved.document.front_matter) or _NEVER)}T00:00:00Z"


def _accessibility(resolved: Resolved, pictures: Collection[str], described: bool) -> Iterator[str]:
    """Yield accessibility metadata in schema.org terms (EPUB Accessibility 1.1, 3.2). `described`: every
    image has alt text.
    """
    terms = resolved.words.terms
    yield _meta("schema:accessMode", "textual")
    if pictures:
        yield _meta("schema:accessMode", "visual")
    if described:
        yield _meta("schema:accessModeSufficient", "textual")
    yield from (_meta("schema:accessibilityFeature", feature) for feature in _FEATURES)
    if pictures and described:
        yield _meta("schema:accessibilityFeature", "alternativeText")
    # A GIF may be animated and flash; nothing else can, and there is no sound.
    yield _meta("schema:accessibilityHazard", "unknown" if "image/gif" in pictures else "none")
    summary = (terms["accessible"], terms["accessible_images"] if pictures and described else "")
    yield _meta("schema:accessibilitySummary", " ".join(filter(None, summary)))


def _meta(name: str, value: str) -> str:
    return f"<meta{attributes(property=name)}>{escape(value)}</meta>"
