"""Whether a recipient accepts finished files: their pages, formats, sizes and names (L602, L605)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from toolchain.checks.source.limits.files import Made, examine
from toolchain.model.diagnostics import Defect
from toolchain.project.sources import FINISHED
from toolchain.recipients import Profile

_OFFICE = "LibreOffice"


def defects(
    profile: Profile, files: Mapping[Path, bytes], *, lay_out: bool, alone: bool = False
) -> tuple[Defect, ...]:
    """What a recipient does not accept of the finished files of one source.

    `alone` says that each is to be sent; else one of an accepted kind is enough. With `lay_out` the pages of
    Word files are counted too. Raises `Failure` (S016) where LibreOffice, which does that, cannot.
    """
    lay_out = lay_out and profile.limit("pages") is not None
    made = (_made(path, data, lay_out=lay_out) for path, data in files.items())
    return tuple(examine(made, profile, alone=alone))


def _made(path: Path, data: bytes, *, lay_out: bool) -> Made:
    form = FINISHED.get(path.suffix.lower(), path.suffix.lower().removeprefix("."))
    made = Made(path.as_posix(), form, len(data))
    if form == "pdf":
        from toolchain.reports.summary import pdf_pages

        return made._replace(pages=pdf_pages(data))
    if form == "docx" and lay_out:
        from toolchain.formats.libreoffice import laid_out

        return made._replace(pages=laid_out(data).pages, by=_OFFICE)
    return made
