"""YAML with places: a front matter's text becomes nodes, before any key is given a meaning."""

from __future__ import annotations

from typing import Any

import yaml

MAX_CHARACTERS = 64 * 1024
MAX_DEPTH = 12


class YamlFault(Exception):
    """YAML that cannot be read: what is wrong and where (line and column from 0)."""

    def __init__(self, message: str, line: int, column: int) -> None:
        super().__init__(message)
        self.message, self.line, self.column = message, line, column


def compose(text: str) -> yaml.Node | None:
    """The node of a YAML text, None of an empty one. Raises YamlFault.

    Anchors and aliases are refused: they have no use in a front matter, and can make a short text huge.
    """
    if len(text) > MAX_CHARACTERS:
        raise YamlFault(f"the front matter has more than {MAX_CHARACTERS} characters", 0, 0)
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        _look_through(text, loader)
        return yaml.compose(text, loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        raise YamlFault(error.problem or "the front matter is no YAML", line, column) from None
    except yaml.YAMLError as error:
        raise YamlFault(str(error).splitlines()[0], 0, 0) from None


def _look_through(text: str, loader: Any) -> None:
    """Refuse aliases and deep nesting by events, before anything is built."""
    depth = 0
    for event in yaml.parse(text, loader):
        mark: Any = event.start_mark
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise YamlFault("anchors (&) and aliases (*) are not supported", mark.line, mark.column)
        if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            depth += 1
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            raise YamlFault("values are nested too deeply", mark.line, mark.column)
