"""Notes and numbered paragraphs on one line, as most are: recognized early, and passed as one token each.

Such a line begins with a note's label or a paragraph's number, and then with a letter, or with a bracket
without an address (`[a]: …`). After it comes another note, or a blank line with nothing indented below. Then
all rules of Markdown agree: it is a note or list item with one paragraph. Trying each rule on each level
takes ten times as long. The tests show that the tree is the same without this module.
"""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from toolchain.model.expressions import expression

NOTE, NUMBERED = "one_line_note", "one_line_paragraph"
"""The types of these tokens. `info` is the label or the number, `content` the paragraph's."""

_NOTE = expression(r"\[\^([\w.:/-]+)\]:")
_LINE = expression(
    rf"""
    (?: {_NOTE.pattern} | ([0-9]{{1,9}})\. )
    [ ]{{1,4}}
    ((?: (?:\*{{1,2}} | [“«„‘"'(])? [^\W\d_] | \[(?!.*\]:)) .* (?<=\S))
    """,
    re.VERBOSE,
)


def one_line(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """The rule. It is tried first, and only at the top level if `env["one_line"]` is true."""
    if silent or state.level or not state.env["one_line"]:
        return False
    found = _LINE.fullmatch(state.src, state.bMarks[line], state.eMarks[line])
    if not found:
        return False
    after = line + 1
    if state.isEmpty(after):
        after = state.skipEmptyLines(after)
        if after < end and state.tShift[after]:
            return False  # an indented line: it may belong to this one
    elif not _NOTE.match(state.src, state.bMarks[after]):
        return False
    label, number, content = found.groups()
    kind = NOTE if label else NUMBERED
    state.tokens.append(Token(kind, "", 0, map=[line, after], info=label or number, content=content))
    state.line = after
    return True
