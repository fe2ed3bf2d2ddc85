"""Comments of a source that a Word file can show: `<!-- name: text -->`."""

from __future__ import annotations

import re
from typing import Literal

from toolchain.model.expressions import expression
from toolchain.model.records import Record, replace
from toolchain.model.wording import fold

RemarkState = Literal["", "reply", "resolved"]

UNNAMED = "comment"
"""The name of a comment whose author is not named."""

_FORM = expression(r"([^\W\d_][^:\n]{0,59}?)(?: \((reply|resolved)\))?:\s+(.*\S)", re.DOTALL)
_NOT_NAMES = frozenset(("check", "todo", "fixme", "xxx"))


class Remark(Record):
    """A comment and who made it; a reply is to the comment before it, and not resolved by itself."""

    name: str
    state: RemarkState
    words: str

    def __str__(self) -> str:
        """Return the content of the comment in a source."""
        return f"{self.name}{f' ({self.state})' if self.state else ''}: {self.words}"


def remark_of(comment: str) -> Remark | None:
    """Return the comment that a Word file shows for the content of one in a source, None for no such one."""
    found = _FORM.fullmatch(comment.strip())
    if found is None or found[1].lower() in _NOT_NAMES:
        return None
    state: RemarkState = "reply" if found[2] == "reply" else "resolved" if found[2] else ""
    return Remark(fold(found[1]), state, fold(found[3]))


def remark(name: str, state: RemarkState, text: str) -> Remark:
    """Return a comment as a source can hold it; without the name if that could not be read again."""
    name, words = (fold(each).replace("--", "—").strip("->") for each in (name, text))
    named = Remark(fold(name.replace(":", " "))[:60].strip(), state, words)
    return named if remark_of(str(named)) == named else replace(named, name=UNNAMED)
