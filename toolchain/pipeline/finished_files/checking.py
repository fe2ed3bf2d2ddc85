"""Checks finished files, each by the package of its format.

Each has a module `checking` with `examine_file(data, display, options)`, which finds all there is to find,
and `left_out()`, which says what cannot be looked for here.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol, cast

from toolchain.checks import engine
from toolchain.model.diagnostics import Diagnostic, Failure
from toolchain.model.places import FilePlace
from toolchain.pipeline import acceptance
from toolchain.pipeline import stages as pipeline
from toolchain.pipeline.finished_files.files import form_of, read
from toolchain.plugins import registry as plugins
from toolchain.project.settings import Options
from toolchain.recipients import Profile
from toolchain.recipients.loading import load_beside


class _Format(Protocol):
    def left_out(self) -> tuple[str, ...]: ...

    def examine_file(self, data: bytes, display: str, options: Options) -> tuple[Diagnostic, ...]: ...


def examine_all(
    named: Iterable[str], options: Options, report: Callable[[str], None], tell: Callable[[str], None]
) -> pipeline.Examination:
    """What is found in finished files; one that cannot be read does not keep the others from it.

    `report` is told what is being done, `tell` what is left out. Raises `Failure` (S002, L607) where there is
    no profile as the options name it, or something is wrong in it.
    """
    files = {file: form_of(file) for file in map(Path, dict.fromkeys(named))}
    for file in files if options.profile else ():
        _profile(file, options)  # before anything takes its time
    checks = {form: _checking(form) for form in files.values()}
    for checker in checks.values():
        for line in checker.left_out():
            tell(line)
    diagnostics: list[Diagnostic] = []
    failed = False
    for file, form in files.items():
        display = file.as_posix()
        report(f"checking {display}")
        try:
            data = read(file)
            diagnostics += checks[form].examine_file(data, display, options)
            diagnostics += _accepted(file, data, options)
        except Failure as error:
            diagnostics += pipeline.diagnose(error)
            failed = True
    diagnostics.sort(key=lambda diagnostic: diagnostic.sort_key)
    return pipeline.Examination((), tuple(diagnostics), {}, failed)


def examine_file(data: bytes, file: Path, options: Options) -> tuple[Diagnostic, ...]:
    """What is found in one finished file's bytes, its recipient's rules apart. Raises `Failure` (S012)."""
    return _checking(form_of(file)).examine_file(data, file.as_posix(), options)


def _accepted(file: Path, data: bytes, options: Options) -> tuple[Diagnostic, ...]:
    """What the recipient that is asked for does not accept of a file that is to be sent."""
    if not options.profile:
        return ()
    profile = _profile(file, options)
    found = acceptance.defects(profile, {file: data}, lay_out=options.page_numbers, alone=True)
    return engine.diagnose(found, plugins.our_checks(), profile.severities)


def _profile(file: Path, options: Options) -> Profile:
    loaded = load_beside(options.profile, file, FilePlace("--profile"))
    if loaded.defects:
        raise Failure(*loaded.defects)
    return loaded.profile


def _checking(form: str) -> _Format:
    return cast("_Format", importlib.import_module(f"toolchain.pipeline.finished_files.{form}"))
