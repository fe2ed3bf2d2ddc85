"""`{#label .class series=name}`: what it can contain, and its faults."""

from __future__ import annotations

import re
from typing import NamedTuple

from toolchain.model import Label
from toolchain.model.diagnostics import Finding
from toolchain.model.facts import Facts
from toolchain.model.places import SourceSpan
from toolchain.model.suggest import nearest
from toolchain.rules import markdown as faults
from toolchain.rules.references import LabelForm

HEADING_CLASSES = ("all-sources", "annex", "page-break", "restart", "sources", "unnumbered")
SOURCE_CLASSES = frozenset(("sources", "all-sources"))
"""Classes of a heading that a list of sources follows."""
FULL = "full"
"""The class of a figure whose picture keeps all its pixels."""
_LABEL = re.compile(r"[a-z][a-z0-9-]{0,31}")


class Attributes(NamedTuple):
    """The content of one pair of braces."""

    raw: str
    span: SourceSpan
    label: Label | None
    classes: tuple[str, ...]
    series: str | None


def parse_attributes(raw: str, span: SourceSpan) -> tuple[Attributes, list[Finding]]:
    """Parse `raw` ("{#a .b}"). What is not valid is omitted and reported (S006, R209)."""
    label: Label | None = None
    classes: list[str] = []
    series: str | None = None
    defects: list[Finding] = []
    if not raw.endswith("}"):
        defects.append(Finding(span, faults.Unclosed(raw)))
    for word in raw.strip("{}").split():
        if word.startswith("#") and label is None:
            label = Label(word[1:], span)
            if not _LABEL.fullmatch(label.name):
                defects.append(Finding(span, LabelForm(label.name)))
        elif word.startswith("."):
            classes.append(word[1:])
        elif word.startswith("series="):
            series = word.removeprefix("series=")
        else:
            defects.append(Finding(span, faults.NotAttribute(word, raw)))
    return Attributes(raw, span, label, tuple(classes), series), defects


def heading_defects(attributes: Attributes) -> list[Finding]:
    """Find faults in a heading's classes and series (S006)."""
    series = attributes.series
    found: list[Facts] = [
        faults.UnknownClass(
            name, nearest(name, HEADING_CLASSES), tuple(f".{each}" for each in HEADING_CLASSES)
        )
        for name in attributes.classes
        if name not in HEADING_CLASSES
    ]
    restarts = "restart" in attributes.classes
    if restarts is (series is None):
        found.append(faults.HalfRestart(attributes.raw))
    if series is not None and not _is_word(series):
        found.append(faults.SeriesNotWord(series))
    if restarts and "annex" in attributes.classes:
        found.append(faults.SeriesInAnnex())
    return [Finding(attributes.span, each) for each in found]


def label_only_defects(attributes: Attributes) -> list[Finding]:
    """Find faults in attributes where only a label is allowed (S006)."""
    if not attributes.classes and attributes.series is None:
        return []
    return [Finding(attributes.span, faults.MoreThanLabel(attributes.raw))]


def _is_word(name: str) -> bool:
    return name.isalpha() and name == name.lower()
