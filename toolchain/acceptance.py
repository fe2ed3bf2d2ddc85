"""Whether a recipient accepts finished files: their pages, formats, sizes and names (L602, L605)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from toolchain.checks.limits.files import Made, examine
from toolchain.diagnostics import Defect
from toolchain.project import Project
from toolchain.sources import FINISHED

_OFFICE = "LibreOffice"


def defects(project: Project, files: Mapping[Path, bytes], *, alone: bool = False) -> tuple[Defect, ...]:
    """What the recipient does not accept of the finished files of one source.

    `alone` says that each is to be sent; else one of an accepted kind is enough. A Word file is laid out only
    where `project.page_numbers` asks for it. Raises `Failure` (S016) where LibreOffice cannot do that.
    """
    made = (_made(project, path, data) for path, data in files.items())
    return tuple(examine(made, project.profile, alone=alone))


def _made(project: Project, path: Path, data: bytes) -> Made:
    form = FINISHED.get(path.suffix.lower(), path.suffix.lower().removeprefix("."))
    pages, by = (
        next(_pages(project, form, data), (None, "")) if project.profile.limit("pages") else (None, "")
    )
    return Made(path.as_posix(), form, len(data), pages, by)


def _pages(project: Project, form: str, data: bytes) -> Iterator[tuple[int | None, str]]:
    if form == "pdf":
        from toolchain.summary import pdf_pages

        yield pdf_pages(data), ""
    elif form == "docx" and project.page_numbers:
        from toolchain.office import laid_out

        yield laid_out(data).pages, _OFFICE
