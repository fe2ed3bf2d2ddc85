"""Diagnostics as commands for GitHub Actions, which shows each at its line in a pull request.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from collections.abc import Iterable

from toolchain.model.diagnostics import Diagnostic, Severity
from toolchain.model.places import FilePlace, Place
from toolchain.model.speech import said
from toolchain.reports.sentences import help_line, message

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFORMATION: "notice"}


def as_github(diagnostics: Iterable[Diagnostic]) -> str:
    """Return one line for each diagnostic, in the order given."""
    return "\n".join(map(_command, diagnostics))


def _command(diagnostic: Diagnostic) -> str:
    finding, span = diagnostic.finding, diagnostic.finding.span
    place = f"{span.words}: " if span.words else ""
    told = [f"{place}{message(finding)}"]
    told += (f"{_shown(other.span)}: {message(other)}" for other in finding.related)
    if advice := help_line(finding):
        told.append(f"{said('help:')} {advice}")
    title = f"{diagnostic.code} {diagnostic.name}".strip()
    properties = {"file": span.path, **_lines(span), "title": title}
    written = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    text = _message("\n".join(told))
    return f"::{_COMMANDS[diagnostic.severity]} {written}::{text}"


def _lines(span: Place) -> dict[str, int]:
    """Return the lines of a place; columns only if it is on one line, because GitHub refuses others."""
    if isinstance(span, FilePlace):
        return {}
    lines = {"line": span.line, "endLine": max(span.end_line, span.line)}
    if span.end_line > span.line:
        return lines
    return {**lines, "col": max(span.column, 1), "endColumn": max(span.end_column, span.column, 1)}


def _shown(span: Place) -> str:
    if isinstance(span, FilePlace):
        return " ".join((span.path, span.words)).strip()
    return f"{span.path}:{span.line}:{span.column}"


def _message(text: str) -> str:
    """Return the text of a command, on one line."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
