"""YAML with places: a front matter's text becomes nodes, before any key is given a meaning."""

from __future__ import annotations

from typing import Any

import yaml

MAX_CHARACTERS = 64 * 1024
MAX_DEPTH = 12


QUOTED = "put the text in quotation marks"
_HELP = {
    "',' or ']'": f"close the bracket with a ], or {QUOTED}",
    "',' or '}'": f"close the brace with a }}, or {QUOTED}",
    "tab character": "indent with spaces, not with tabs",
    "cannot start any token": f"{QUOTED}: it begins with a sign that YAML keeps for itself",
    "mapping values": f"{QUOTED} if it holds a colon; begin each key in the column of the others",
    "expected ':'": "write a key, a colon and a space before each text",
    "unexpected end of stream": "close the quotation marks",
    "expected key": "put the whole text in quotation marks, and '' for each ' in it",
    "block sequence entries": f"{QUOTED} if it begins with a hyphen; begin a list on the next line",
    "<document start>": "begin each key in the column of the others",
    "unknown escape": "write \\\\ for each \\, or put the text in single quotation marks",
    "control characters": "delete the character",
}
"""What to do, by a piece of what the parser says."""


class YamlFault(Exception):
    """YAML that cannot be read: what is wrong, where (line and column from 0), and what to do."""

    def __init__(self, message: str, line: int, column: int, help: str = "") -> None:
        super().__init__(message)
        self.message, self.line, self.column = message, line, column
        self.help = help or next(
            (help for piece, help in _HELP.items() if piece in message), f"{QUOTED} if it holds a : or #"
        )


def compose(text: str) -> yaml.Node | None:
    """The node of a YAML text, None of an empty one. Raises YamlFault.

    Anchors and aliases are refused: they have no use in a front matter, and can make a short text huge.
    """
    if len(text) > MAX_CHARACTERS:
        raise YamlFault(f"the front matter has more than {MAX_CHARACTERS} characters", 0, 0, "shorten it")
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
            message, help = "anchors (&) and aliases (*) are not supported", f"leave out & and *, or {QUOTED}"
            raise YamlFault(message, mark.line, mark.column, help)
        if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            depth += 1
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            raise YamlFault(
                "values are nested too deeply", mark.line, mark.column, "write it with fewer levels"
            )
