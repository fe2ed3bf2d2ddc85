"""Finds what a submission cites by: the bibliography and the style that its front matter names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from toolchain.diagnostics import Defect, Failure, failure, file_span
from toolchain.model import Bibliography, Document
from toolchain.project import Project, find_named
from toolchain.resolve import Citing

if TYPE_CHECKING:
    from toolchain.citing import Style

STYLE = "un"
"""The style of a submission that names none."""


def find_citing(
    source: Path, document: Document, project: Project
) -> tuple[Citing | None, tuple[Defect, ...]]:
    """The bibliography and the style of a source, None where it names no bibliography; and what is wrong.

    A file that cannot be read, or an entry that is wrong, is C406 at its line, a path that leads nowhere
    S009. Raises `Failure` (S012) for a style that cannot be used.
    """
    matter = document.front_matter
    named, faults = find_named(source, document, "sources", matter.sources, "bibliography")
    if named is None:
        return None, faults
    display = (source.parent / named.text).as_posix()
    bibliography = _read(named.file, display)
    style = _style(source, document, project)
    from toolchain.citing import locator_labels

    citing = Citing(bibliography, style, locator_labels(matter.lang))
    return citing, bibliography.defects


def _read(file: Path, display: str) -> Bibliography:
    """The bibliography of a file. One that cannot be read has no entries, and says so."""
    from toolchain import bibliography
    from toolchain.bibliography.texts import MAX_BYTES

    try:
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
        return bibliography.read(data, display, file.suffix)
    except OSError as error:
        message = f"this file cannot be read: {error.strerror}"
        unreadable: tuple[Defect, ...] = failure("C406", file_span(display), message).defects
    except Failure as error:
        unreadable = error.defects
    return Bibliography(display, defects=tuple(Defect("C406", defect.finding) for defect in unreadable))


def _style(source: Path, document: Document, project: Project) -> Style:
    """The style that the front matter names: one of ours or of --templates, or a file beside the source."""
    from toolchain.citing import load_style

    name = document.front_matter.citation_style or STYLE
    if not name.endswith(".j2"):
        file = project.templates.find(f"citations/{name}.j2")
        return load_style(file.read_text(encoding="utf-8"), file.name, document.front_matter.lang)
    named, faults = find_named(source, document, "citation-style", name, "style")
    if named is None:
        raise Failure(*faults)
    text = named.file.read_text(encoding="utf-8")
    return load_style(text, (source.parent / name).as_posix(), document.front_matter.lang)
