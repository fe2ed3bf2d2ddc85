"""Checks finished files, each by the package of its format.

Each has a module `checking` with `examine_file(data, display, options)`, which finds all there is to find,
and `left_out()`, which says what cannot be looked for here.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol, cast

from toolchain import pipeline
from toolchain.diagnostics import Diagnostic, Failure
from toolchain.finished.files import form_of, read
from toolchain.project import Options


class _Format(Protocol):
    def left_out(self) -> tuple[str, ...]: ...

    def examine_file(self, data: bytes, display: str, options: Options) -> tuple[Diagnostic, ...]: ...


def examine_all(
    named: Iterable[str], options: Options, report: Callable[[str], None], tell: Callable[[str], None]
) -> pipeline.Examination:
    """What is found in finished files; one that cannot be read does not keep the others from it.

    `report` is told what is being done, `tell` what is left out.
    """
    files = {file: form_of(file) for file in map(Path, dict.fromkeys(named))}
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
            diagnostics += checks[form].examine_file(read(file), display, options)
        except Failure as error:
            diagnostics += pipeline.diagnose(error)
            failed = True
    diagnostics.sort(key=lambda diagnostic: diagnostic.sort_key)
    return pipeline.Examination((), tuple(diagnostics), {}, failed)


def _checking(form: str) -> _Format:
    return cast("_Format", importlib.import_module(f"toolchain.finished.{form}.checking"))
