"""Checks of sources and of finished files. A check is a small documented generator function with a rule.

    @check(NoteUnused)
    def note_unused(resolved: Resolved) -> Iterator[Finding]: ...

The rule is in the catalogue, `toolchain.rules`. The docstring says why it matters and gives a Bad and a Good
example (see `toolchain.checks.examples`); `submission explain` prints it, docs/checks.md is made of it, and
the tests run the examples.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache

from toolchain.model.diagnostics import Finding
from toolchain.model.facts import Facts, Rule, Severity
from toolchain.model.records import Record, replace
from toolchain.resolve.tables import Resolved

CheckFunction = Callable[[Resolved], Iterable[Finding]]


class Check(Record):
    """A rule and the function that looks for it; None for a rule that other stages find."""

    rule: Rule
    function: CheckFunction | None = None

    @property
    def code(self) -> str:
        return self.rule.code

    @property
    def codes(self) -> tuple[str, ...]:
        """The code, and the older ones that mean this rule too."""
        return (self.rule.code, *self.rule.aliases)

    @property
    def name(self) -> str:
        return self.rule.name

    @property
    def summary(self) -> str:
        return self.rule.summary

    @property
    def severity(self) -> Severity:
        return self.rule.severity

    @property
    def documentation(self) -> str:
        return self.rule.documentation

    @property
    def fixable(self) -> bool:
        return self.rule.fixable


def check(case: type[Facts]) -> Callable[[CheckFunction], CheckFunction]:
    """Register the function below as the check of a rule. `Check` records are found by `checks_of`."""

    def register(function: CheckFunction) -> CheckFunction:
        rule = replace(case.rule, documentation=function.__doc__ or "")
        function.__dict__["check"] = Check(rule, function)
        return function

    return register


@cache
def checks_of(module: object) -> tuple[Check, ...]:
    """Return the checks that a module and those in its `modules` define, in their order.

    Rules of the modules in its `catalogue` need no function: readers and other stages find some.
    """
    parts = (module, *getattr(module, "modules", ()))
    records = [getattr(value, "__dict__", {}).get("check") for part in parts for value in vars(part).values()]
    found = [each for each in records if isinstance(each, Check)]
    known = {each.rule for each in found}
    for part in getattr(module, "catalogue", ()):
        cases = (each for each in vars(part).values() if getattr(each, "__module__", "") == part.__name__)
        rules = (vars(case).get("rule") for case in cases)
        found += [Check(rule) for rule in rules if isinstance(rule, Rule) and rule not in known]
    return tuple(found)


def reported(resolved: Resolved, *rules: Rule) -> Iterator[Finding]:
    """Yield what the reader found by these rules: syntax that no node can hold."""
    codes = {rule.code for rule in rules}
    return (defect for defect in resolved.document.defects if defect.rule.code in codes)
