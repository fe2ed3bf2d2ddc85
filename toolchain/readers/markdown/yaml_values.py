"""Parse the YAML of a front matter to nodes with places, before keys are interpreted."""

from __future__ import annotations

from typing import Any

import yaml

from toolchain.model.facts import Word
from toolchain.rules import front_matter as faults
from toolchain.rules.structure import FrontMatter

MAX_CHARACTERS = 64 * 1024
MAX_DEPTH = 12


_BEGUN_BEFORE = ("while scanning a quoted", "while scanning a simple key", "while parsing a flow")
"""Where the parser notices at a later line that a quotation mark, a bracket or a key has no end."""
_ALIAS = faults.NotYaml(
    Word("anchors (&) and aliases (*) are not supported"),
    Word("delete & and *, or put the text in quotation marks"),
)
_DEEP = faults.NotYaml(Word("values are nested too deeply"), Word("write the values with fewer levels"))


class YamlFault(Exception):
    """Invalid YAML: the fault and its place (line and column from 0)."""

    def __init__(self, fault: FrontMatter, line: int, column: int) -> None:
        super().__init__(repr(fault))
        self.fault, self.line, self.column = fault, line, column


def compose(text: str) -> yaml.Node | None:
    """Return the node of a YAML text, None for an empty one. Raise `YamlFault`.

    Anchors and aliases are refused: a front matter does not need them, and they can make a short text huge.
    """
    if len(text) > MAX_CHARACTERS:
        raise YamlFault(faults.TooLong(MAX_CHARACTERS), 0, 0)
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        _look_through(text, loader)
        return yaml.compose(text, loader)
    except yaml.MarkedYAMLError as error:
        marks = [error.problem_mark, error.context_mark]
        if (error.context or "").startswith(_BEGUN_BEFORE):
            marks.reverse()
        mark = next(filter(None, marks), None)
        line, column = (mark.line, mark.column) if mark else (0, 0)
        typed = text.splitlines()[line] if mark and line < text.count("\n") else ""
        if "\t" in typed[: len(typed) - len(typed.lstrip())]:
            raise YamlFault(faults.TAB, line, typed.index("\t")) from None
        raise YamlFault(_fault(error.problem or ""), line, column) from None
    except yaml.YAMLError as error:
        raise YamlFault(_fault(str(error).splitlines()[0]), 0, 0) from None


def _fault(reason: str) -> faults.NotYaml:
    known = (fault for piece, fault in faults.KNOWN.items() if piece in reason)
    return next(known, faults.NotYaml(reason, faults.QUOTED))


def _look_through(text: str, loader: Any) -> None:
    """Refuse aliases and deep nesting by events, before anything is built."""
    depth = 0
    for event in yaml.parse(text, loader):
        mark: Any = event.start_mark
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise YamlFault(_ALIAS, mark.line, mark.column)
        if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            depth += 1
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            raise YamlFault(_DEEP, mark.line, mark.column)
