"""Diagnostics for editors and code hosts: as SARIF 2.1.0 (OASIS), and as commands for GitHub Actions.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html Clauses are given where a choice follows
them.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

import inspect
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from toolchain import __version__
from toolchain.checks import Check
from toolchain.model.diagnostics import Diagnostic, Edit, FilePlace, Place, Severity, SourceSpan
from toolchain.model.expressions import expression
from toolchain.model.wording import said
from toolchain.reports.sentences import help_line, message

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFORMATION: "note"}
_EXAMPLE = expression(r"^(?:Bad|Good|Fixed)\b.*?:$", re.MULTILINE)


def as_sarif(diagnostics: Sequence[Diagnostic], checks: Iterable[Check]) -> str:
    """Return one SARIF log with all diagnostics in the order given, and a rule for each code among them.

    `checks` are the known checks; a diagnostic with another code has a rule without a description.
    """
    known = {check.code: check for check in checks}
    codes = sorted({each.code for each in diagnostics})
    names = {each.code: each.name for each in diagnostics}
    driver = {
        "name": "submission",
        "fullName": "Submission Toolchain",
        "version": __version__,
        "rules": [_rule(code, names[code], known.get(code)) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",  # 3.14.17: ours count characters
        "results": [_result(each, codes.index(each.code)) for each in diagnostics],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _rule(code: str, name: str, check: Check | None) -> dict[str, Any]:
    """Return a reporting descriptor (3.49)."""
    rule: dict[str, Any] = {"id": code}
    if name:
        rule["name"] = "".join(word.capitalize() for word in name.split("-"))
    summary, why, severity = f"{name or code}.", f"{name or code}.", Severity.ERROR
    if check:
        summary, severity = f"{check.summary}.", check.severity
        why = _EXAMPLE.split(inspect.cleandoc(check.documentation))[0].strip()
    rule["shortDescription"] = {"text": summary}
    rule["fullDescription"] = {"text": why}
    rule["help"] = {"text": f"Run `submission explain {code}`."}
    rule["defaultConfiguration"] = {"level": _LEVELS[severity]}
    return rule


def _result(diagnostic: Diagnostic, rule: int) -> dict[str, Any]:
    finding = diagnostic.finding
    said = "\n".join(filter(None, (message(finding), help_line(finding))))
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": rule,
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": said},
        "locations": [_location(finding.span)],
    }
    if finding.related:
        result["relatedLocations"] = [
            {"id": number, **_location(other.span), "message": {"text": message(other)}}
            for number, other in enumerate(finding.related, 1)
        ]
    if finding.edits:
        result["fixes"] = [{"artifactChanges": list(_changes(finding.edits))}]
    return result


def _location(span: Place) -> dict[str, Any]:
    """Return a place (3.28); in a finished file, which has no lines, the words that describe it."""
    artifact = {"uri": address(span.path)}
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": artifact}}
    if isinstance(span, SourceSpan):
        location["physicalLocation"]["region"] = _region(span)
    if span.words:
        location["logicalLocations"] = [{"fullyQualifiedName": span.words}]
    return location


def _region(span: SourceSpan) -> dict[str, int]:
    """Return a region (3.30). A span that ends before it begins, or at the start of another line, is a
    point.
    """
    return {
        "startLine": span.line,
        "startColumn": max(span.column, 1),
        "endLine": max(span.end_line, span.line),
        "endColumn": max(span.end_column, 1),
    }


def _changes(edits: Sequence[Edit]) -> Iterator[dict[str, Any]]:
    """Yield the edits of a fix by file (3.56)."""
    for path in dict.fromkeys(edit.span.path for edit in edits):
        replacements = [
            {"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.text}}
            for edit in edits
            if edit.span.path == path
        ]
        yield {"artifactLocation": {"uri": address(path)}, "replacements": replacements}


def address(path: str) -> str:
    """Return a path as a URI (3.4.3); relative ones stay relative, to the repository's root."""
    parts = PurePath(path)
    return parts.as_uri() if parts.is_absolute() else quote(parts.as_posix())


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
