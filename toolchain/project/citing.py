"""Find the bibliography and the citation style that the front matter names."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from toolchain.data import packaged_templates
from toolchain.formats.read_bytes import bytes_of, text_of
from toolchain.model import Bibliography, Document
from toolchain.model.diagnostics import Failure, FilePlace, Finding
from toolchain.model.records import replace
from toolchain.model.suggest import nearest, same_name
from toolchain.project.settings import Project, find_named
from toolchain.rules.bibliography import BibliographyUnusable
from toolchain.rules.front_matter import WrongValue

if TYPE_CHECKING:
    from toolchain.citations.csl import AnyStyle
    from toolchain.resolve.citations import Citing

STYLE = "un"
"""The style of a submission that names none."""

_CSL, MAX_CSL = ".csl", 500_000
"""The styles of CSL's own collection have at most 250,000 bytes."""


def find_citing(
    source: Path, document: Document, project: Project
) -> tuple[Citing | None, tuple[Finding, ...]]:
    """Return the bibliography and the style of a source (None if it names no bibliography), and the defects.

    An unreadable file or a wrong entry is C406 at its line; a path that does not exist is S009. If the style
    cannot be used (`find_style`), the usual one takes its place, so that all else is found too.
    """
    matter = document.front_matter
    named, faults = find_named(source, document, "sources", matter.sources, "bibliography")
    if named is None and not matter.citation_style:
        return None, faults
    style, wrong = _style(source, document, project)
    if named is None:
        return None, (*faults, *wrong)
    from toolchain.citations.style import locator_labels
    from toolchain.resolve.citations import Citing

    bibliography = _read(named.file, (source.parent / named.text).as_posix())
    return Citing(bibliography, style, locator_labels(matter.lang)), (*bibliography.defects, *wrong)


def _style(
    source: Path, document: Document, project: Project
) -> tuple[Callable[[], AnyStyle], tuple[Finding, ...]]:
    """Return the style of a source, or the usual one with what is wrong with the named one."""
    try:
        style = find_style(source, document, project)
        return style, style().ignored if document.front_matter.citation_style.endswith(_CSL) else ()
    except Failure as error:
        matter = replace(document.front_matter, citation_style="")
        return find_style(source, replace(document, front_matter=matter), project), error.findings


def _read(file: Path, display: str) -> Bibliography:
    """Return the bibliography in a file. An unreadable file gives no entries and a defect."""
    from toolchain.citations import bibliography
    from toolchain.citations.bibliography.texts import MAX_BYTES

    try:
        return bibliography.read(bytes_of(file, display, MAX_BYTES), display, file.suffix)
    except Failure as error:
        faults = (replace(each, facts=BibliographyUnusable(each.facts)) for each in error.findings)
        return Bibliography(display, defects=tuple(faults))


def find_style(source: Path, document: Document, project: Project) -> Callable[[], AnyStyle]:
    """Return a function that loads the style named in the front matter: built-in, from --templates, or a file
    next to the source.

    A user's file is loaded at once, so that a check reports its mistakes. Raise `Failure`: S002 and
    S009 for its name, S012 and S019 to S021 for the file.
    """
    name, lang = document.front_matter.citation_style or STYLE, document.front_matter.lang
    if name.endswith((".j2", _CSL)):
        named, faults = find_named(source, document, "citation-style", name, "style")
        if named is None:
            raise Failure(*faults)
        file, display = named.file, (source.parent / name).as_posix()
    else:
        if name != STYLE:
            name = _in_its_case(name, document, project)
        file = project.templates.find(f"citations/{name}.j2")
        display = file.as_posix()

    @cache
    def load() -> AnyStyle:
        if name.endswith(_CSL):
            from toolchain.citations import csl  # with lxml and citeproc-py

            return csl.load_csl(bytes_of(file, display, MAX_CSL), display, lang)
        from toolchain.citations.style import load_style  # with the template engine

        return load_style(text_of(file, display), display, lang)

    if not file.is_relative_to(packaged_templates()):
        load()
    return load


def _in_its_case(name: str, document: Document, project: Project) -> str:
    """Return the name of a style with the capitals that it has. Raise `Failure` (S002) for an unknown one."""
    files = (file for folder in project.templates.folders for file in sorted(folder.glob("citations/*.j2")))
    known = tuple(dict.fromkeys(file.stem for file in files))
    if found := same_name(name, known):
        return found
    place = document.front_matter.places.get("citation-style", FilePlace(document.path))
    raise Failure(Finding(place, WrongValue("citation-style", name, known, nearest(name, known))))
