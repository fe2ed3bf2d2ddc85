"""A text as a YAML value: bare if possible, on several lines if long, else in quotation marks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from toolchain.model.expressions import expression
from toolchain.model.facts import Word
from toolchain.rules.losses import BlanksLost
from toolchain.writers.markdown.escapes import without_unheld
from toolchain.writers.markdown.place import Losses

_LONGEST = 115
"""Columns of a line; a description that is longer is put on several."""
_SAFE = "[^\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
_ONE_LINE = expression(f"{_SAFE}*")
_LITERAL = expression(rf"[^\s](?:{_SAFE}|\n)*[^\s]")
"""Text allowed in a block scalar: no line ends but "\\n", no characters that must be escaped."""
_FOLD = expression(r"(?<=[^ ]) (?=[^ ])")


def scalar(key: str, text: str, losses: Losses, *, fold: bool = False) -> Iterator[str]:
    """Yield the lines of a key, which ends with its colon, and its value.

    `fold` allows a long value on several lines.
    """
    held = without_unheld(text).strip()
    if held != text:
        losses.tell(None, BlanksLost(key.strip(" :-") or Word("a value")))
    margin = " " * (len(key) - len(key.lstrip(" ")) + 2)
    if "\n" in held and _LITERAL.fullmatch(held):
        yield f"{key} |-"
        yield from (margin + line if line else "" for line in held.split("\n"))
    elif fold and len(key) + 1 + len(held) > _LONGEST and _ONE_LINE.fullmatch(held):
        yield f"{key} >-"
        yield from (margin + line for line in _filled(held, _LONGEST - len(margin)))
    else:
        yield f"{key} {one_line(held)}"


def _filled(text: str, columns: int) -> Iterator[str]:
    """Yield the text on lines of so many columns, broken at single spaces."""
    line = ""
    for words in _FOLD.split(text):
        if line and len(line) + 1 + len(words) > columns:
            yield line
            line = words
        else:
            line = f"{line} {words}" if line else words
    yield line


def one_line(text: str) -> str:
    """Return a text as a value on one line, in quotation marks if necessary."""
    if _ONE_LINE.fullmatch(text):
        if _is_bare(text):
            return text
        if re.search(r'["\\]', text) and "'" not in text:
            return f"'{text}'"
    quoted = json.dumps(text, ensure_ascii=False)
    return re.sub(
        "[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]", lambda found: f"\\u{ord(found[0]):04x}", quoted
    )


def _is_bare(text: str) -> bool:
    """Return whether YAML reads a bare text unchanged, as a string."""
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        root = yaml.compose(f"key: {text}\n", loader)
    except yaml.YAMLError:
        return False
    if not isinstance(root, yaml.MappingNode) or len(root.value) != 1:
        return False
    value = root.value[0][1]
    is_text = isinstance(value, yaml.ScalarNode) and value.tag == "tag:yaml.org,2002:str"
    return is_text and not value.style and value.value == text
