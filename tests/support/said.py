"""Facts with any code and any words, and what a failure says."""

import re
from collections.abc import Callable

from toolchain.model.diagnostics import Failure
from toolchain.model.facts import Facts, Severity, rule
from toolchain.reports.sentences import message


class _Words(Facts, says="{message}", help="{advice}"):
    message: str
    advice: str = ""


def said(code: str, message: str = "odd", advice: str = "", *, name: str = "") -> Facts:
    """Return the facts of a rule with this code, which say no more than the words given."""
    case: type[_Words] = rule(code, name, "", Severity.ERROR)(type("Said", (_Words,), {}))
    return case(message, advice)


def saying(pattern: str) -> Callable[[Failure], bool]:
    """Return whether a sentence of a failure matches: `raises(Failure, check=saying("damaged"))`."""
    return lambda failure: any(re.search(pattern, message(each)) for each in failure.findings)
