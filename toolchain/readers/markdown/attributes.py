"""`{#label .class series=name}`: what it may hold, and what is wrong with one."""

from __future__ import annotations

import re
from typing import NamedTuple

from toolchain.model import Label
from toolchain.model.diagnostics import Defect, Finding
from toolchain.model.places import SourceSpan
from toolchain.model.suggest import did_you_mean

HEADING_CLASSES = ("all-sources", "annex", "page-break", "restart", "sources", "unnumbered")
SOURCE_CLASSES = frozenset(("sources", "all-sources"))
"""Classes of a heading that a list of sources follows."""
_LABEL = re.compile(r"[a-z][a-z0-9-]{0,31}")


class Attributes(NamedTuple):
    """One pair of braces, taken apart."""

    raw: str
    span: SourceSpan
    label: Label | None
    classes: tuple[str, ...]
    series: str | None


def parse_attributes(raw: str, span: SourceSpan) -> tuple[Attributes, list[Defect]]:
    """Take `raw` ("{#a .b}") apart. What cannot be understood is left out and reported (S006, R209)."""
    label: Label | None = None
    classes: list[str] = []
    series: str | None = None
    defects: list[Defect] = []
    if not raw.endswith("}"):
        defects.append(_malformed(span, f"{raw} has no closing brace", "write {#label} or {.class}"))
    for word in raw.strip("{}").split():
        if word.startswith("#") and label is None:
            label = Label(word[1:], span)
            defects += _label_defects(label)
        elif word.startswith("."):
            classes.append(word[1:])
        elif word.startswith("series="):
            series = word.removeprefix("series=")
        else:
            defects.append(_malformed(span, f"{word!r} is not understood in {raw}", "write {#label .class}"))
    return Attributes(raw, span, label, tuple(classes), series), defects


def heading_defects(attributes: Attributes) -> list[Defect]:
    """What is wrong with a heading's classes and its series (S006)."""
    span, defects = attributes.span, []
    for name in attributes.classes:
        if name not in HEADING_CLASSES:
            hint = did_you_mean(f".{name}", [f".{known}" for known in HEADING_CLASSES])
            known = ", ".join(f".{each}" for each in HEADING_CLASSES)
            defects.append(
                _malformed(span, f"a heading has no class .{name}", hint or f"classes are {known}")
            )
    restarts = "restart" in attributes.classes
    if restarts and attributes.series is None:
        defects.append(
            _malformed(span, f"{attributes.raw} does not name its series", "write series=recommendation")
        )
    if attributes.series is not None and not restarts:
        defects.append(
            _malformed(
                span, f"series={attributes.series} stands without .restart", "write {.restart series=…}"
            )
        )
    if attributes.series is not None and not _is_word(attributes.series):
        defects.append(
            _malformed(
                span, f"the series {attributes.series!r} is not one lower-case word", "use letters only"
            )
        )
    if restarts and "annex" in attributes.classes:
        defects.append(_malformed(span, ".annex has a series of its own", "leave out .restart and series="))
    return defects


def label_only_defects(attributes: Attributes) -> list[Defect]:
    """What is wrong with attributes where only a label can stand (S006)."""
    if not attributes.classes and attributes.series is None:
        return []
    return [
        _malformed(attributes.span, f"{attributes.raw} has more than a label", "only a heading has classes")
    ]


def misplaced(raw: str, span: SourceSpan, reason: str) -> Defect:
    """The finding for braces that name nothing where they stand (S006)."""
    return _malformed(span, f"{raw} {reason}", f"to print it as text write \\{raw}")


def unknown_language(tag: str, span: SourceSpan) -> Defect:
    """The finding for what stands in place of a language in `[words]{lang=fr}` (S006)."""
    return _malformed(span, f"{tag!r} is the tag of no language", "write a tag of BCP 47, as in {lang=fr}")


def _label_defects(label: Label) -> list[Defect]:
    if _LABEL.fullmatch(label.name):
        return []
    message = f"the label {label.name!r} is not of the form a label has"
    help_ = "begin with a lower-case letter, then lower-case letters, digits and hyphens, at most 32 in all"
    return [Defect("R209", Finding(label.span, message, help_))]


def _malformed(span: SourceSpan, message: str, help_: str) -> Defect:
    return Defect("S006", Finding(span, message, help_))


def _is_word(name: str) -> bool:
    return name.isalpha() and name == name.lower()
