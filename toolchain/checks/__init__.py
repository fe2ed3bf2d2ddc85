"""The registry of checks. A check is a small documented generator function with a code.

    @check("N102", "note-unused", "A note is written but nothing refers to it", WARNING)
    def note_unused(resolved: Resolved) -> Iterator[Finding]: ...

Its docstring says why it matters and gives a Bad and a Good example (see `toolchain.checks.examples`);
it is printed by `submission explain`, docs/checks.md is made of it, and the tests run the examples.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from toolchain.model.diagnostics import Finding, Severity
from toolchain.resolve.tables import Resolved

ERROR, WARNING, INFORMATION = Severity.ERROR, Severity.WARNING, Severity.INFORMATION

CheckFunction = Callable[[Resolved], Iterable[Finding]]


@dataclass(frozen=True, slots=True, repr=False)
class Check:
    """A registered check.

    `documentation` is its function's docstring. `fixable` says that its findings can carry edits.
    """

    code: str
    name: str
    summary: str
    severity: Severity
    function: CheckFunction
    documentation: str
    fixable: bool = False


def check(
    code: str, name: str, summary: str, severity: Severity, *, fixable: bool = False
) -> Callable[[CheckFunction], CheckFunction]:
    """Register the function below as the check `code`. `Check` records are found by `checks_of`."""

    def register(function: CheckFunction) -> CheckFunction:
        record = Check(code, name, summary, severity, function, function.__doc__ or "", fixable)
        function.__dict__["check"] = record
        return function

    return register


def checks_of(module: object) -> Iterator[Check]:
    """The checks that a module defines, in the order they stand in it."""
    for value in vars(module).values():
        record = getattr(value, "__dict__", {}).get("check")
        if isinstance(record, Check):
            yield record


def reported(resolved: Resolved, code: str) -> Iterator[Finding]:
    """What the reader met under a code: syntax that no node can hold."""
    return (defect.finding for defect in resolved.document.defects if defect.code == code)
