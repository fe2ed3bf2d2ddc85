"""Whether a recipient accepts finished files: their pages, formats, sizes and names (L602, L605)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from toolchain.checks import engine
from toolchain.checks.source.limits.files import Made, examine
from toolchain.formats.table import loaded
from toolchain.model.diagnostics import Diagnostic
from toolchain.plugins import registry as plugins
from toolchain.plugins.formats import format_of
from toolchain.recipients import Profile


def unaccepted(
    profile: Profile, files: Mapping[Path, bytes], *, lay_out: bool, alone: bool = False
) -> tuple[Diagnostic, ...]:
    """Return what a recipient does not accept in the finished files of one source.

    With `alone`, each file must be accepted; else one file of an accepted kind is enough. With `lay_out`,
    LibreOffice counts the pages of Word files. Raise `Failure` (S016) if it cannot.
    """
    if not files or not profile.rules:
        return ()
    lay_out = lay_out and profile.limit("pages") is not None
    made = (_made(path, data, lay_out=lay_out) for path, data in files.items())
    return engine.diagnose(examine(made, profile, alone=alone), plugins.our_checks(), profile.severities)


def _made(path: Path, data: bytes, *, lay_out: bool) -> Made:
    known = format_of(path)
    form = known.name if known else path.suffix.lower().removeprefix(".")
    made = Made(path.as_posix(), form, len(data))
    if known and known.pages and (lay_out or not known.pages_by):
        return made._replace(pages=loaded(known.pages)(data), by=known.pages_by)
    return made
