"""Find the bibliography and the citation style that the front matter names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from toolchain.formats.read_bytes import bytes_of, text_of
from toolchain.model import Bibliography, Document
from toolchain.model.diagnostics import Failure, Finding
from toolchain.project.settings import Project, find_named, packaged_templates
from toolchain.rules.bibliography import BibliographyUnusable

if TYPE_CHECKING:
    from toolchain.citations.style.style import Style
    from toolchain.resolve.citations import Citing

STYLE = "un"
"""The style of a submission that names none."""


def find_citing(
    source: Path, document: Document, project: Project
) -> tuple[Citing | None, tuple[Finding, ...]]:
    """Return the bibliography and the style of a source (None if it names no bibliography), and the defects.

    An unreadable file or a wrong entry is C406 at its line; a path that does not exist is S009. Raise
    `Failure` (S012) if the style cannot be used.
    """
    matter = document.front_matter
    named, faults = find_named(source, document, "sources", matter.sources, "bibliography")
    if named is None:
        return None, faults
    from toolchain.citations.style import locator_labels
    from toolchain.resolve.citations import Citing

    bibliography = _read(named.file, (source.parent / named.text).as_posix())
    style = find_style(source, document, project)
    return Citing(bibliography, style, locator_labels(matter.lang)), bibliography.defects


def _read(file: Path, display: str) -> Bibliography:
    """Return the bibliography in a file. An unreadable file gives no entries and a defect."""
    from toolchain.citations import bibliography
    from toolchain.citations.bibliography.texts import MAX_BYTES

    try:
        return bibliography.read(bytes_of(file, display, MAX_BYTES), display, file.suffix)
    except Failure as error:
        faults = (replace(each, facts=BibliographyUnusable(each.facts)) for each in error.findings)
        return Bibliography(display, defects=tuple(faults))


def find_style(source: Path, document: Document, project: Project) -> Callable[[], Style]:
    """Return a function that loads the style named in the front matter: built-in, from --templates, or a file
    next to the source.

    A user's file is loaded at once, so that a check reports its mistakes.
    """
    name, lang = document.front_matter.citation_style or STYLE, document.front_matter.lang
    if name.endswith(".j2"):
        named, faults = find_named(source, document, "citation-style", name, "style")
        if named is None:
            raise Failure(*faults)
        file, display = named.file, (source.parent / name).as_posix()
    else:
        file = project.templates.find(f"citations/{name}.j2")
        display = file.as_posix()

    @cache
    def load() -> Style:
        from toolchain.citations.style import load_style  # with the template engine

        return load_style(text_of(file, display), display, lang)

    if not file.is_relative_to(packaged_templates()):
        load()
    return load
