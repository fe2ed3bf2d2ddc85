"""markdown-it configured for the dialect: CommonMark, tables, notes, citations, attributes; short blocks.

Its inline tokens have a place: `token.map` is (start, end) in their content. Nothing is joined, moved or
dropped: `toolchain.readers.markdown.inlines` makes nodes of the tokens.

A note or paragraph on one line begins with a label or a number, and then with a letter, or with a bracket
without an address (`[a]: …`). After it comes another note, or a blank line with nothing indented below. Then
all rules of Markdown agree: it is a note or list item with one paragraph. Trying each rule on each level
takes ten times as long. The tests show that the tree is the same without that.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkLabel
from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote.index import footnote_def

from toolchain.model.expressions import expression
from toolchain.readers.markdown.attributes import ATTRIBUTE
from toolchain.readers.markdown.tables import limited_table
from toolchain.rules.markdown import NestedTooDeeply

MAX_NESTING = 40
"""Maximum depth of blocks, and of inlines (a list counts twice: itself and its item)."""

_MARK = expression(r"\[\^([^\s\[\]^][^\s\[\]]*)\]")
_KEY = expression(r"(-?)@(?:(\w(?:[:.#$%&+?<>~/-]?\w)*)|\{([^\s{}]+)\})")
_BEFORE_KEY = "[(;؛"
_CHINESE = (("\u3001", "\u303f"), ("\u3400", "\u9fff"), ("\uff00", "\uff0f"), ("\uff1a", "\uff1f"))
_BRACKET_OR_KEY = expression(rf"\\.|[\[\]]|{_KEY.pattern}", re.DOTALL)
_SAID = expression(r"\]\{((?:lang=|instead=|\.confidential(?=[ }]))[^{}\n]*)\}")
_ATTRIBUTES = expression(rf"(\{{{ATTRIBUTE}[^{{}}\n]*\}}|\{{[#.][^\s{{}}]*|\{{[\w-]+=[\"“„«][^{{}}\n]*)")


class References(dict[str, Any]):
    """Link reference definitions that remember which of them were used."""

    def __init__(self) -> None:
        super().__init__()
        self.used: set[str] = set()

    def get(self, key: str, default: Any = None) -> Any:
        if key in self:
            self.used.add(key)
        return super().get(key, default)


class _Blocks(ParserBlock):
    """The block parser. Blocks nested too deeply become one plain paragraph, and enter `env["refused"]`."""

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803
        if state.level < state.md.options.maxNesting:
            super().tokenize(state, startLine, endLine)
            return
        state.line = endLine
        first = state.skipEmptyLines(startLine)
        if first >= endLine:
            return
        state.env["refused"].append((first, NestedTooDeeply()))
        state.push("paragraph_open", "p", 1).map = [first, endLine]
        token = state.push("inline", "", 0)
        token.content = state.getLines(first, endLine, state.blkIndent, False).strip()
        token.map = [first, endLine]
        token.children = []
        state.push("paragraph_close", "p", -1)


class _Inlines(ParserInline):
    """The inline parser. It sets each token's `map` to its place in the content."""

    def skipToken(self, state: StateInline) -> None:  # noqa: N802
        known = state.cache.get(state.pos)  # asked for first: in nested brackets nearly all are known
        if known is None:
            super().skipToken(state)
        else:
            state.pos = known

    def tokenize(self, state: StateInline) -> None:
        rules = self.ruler.getRules("")
        deepest = state.md.options.maxNesting
        pending_from = -1
        while state.pos < state.posMax:
            start, count = state.pos, len(state.tokens)
            for rule in rules if state.level < deepest else ():
                if rule(state, False):
                    break
            else:
                state.pending += state.src[start]
                state.pos = start + 1
            if len(state.tokens) > count:
                pending_from = _place_tokens(state, count, start, pending_from)
            if pending_from < 0 and state.pending:
                pending_from = start
        if state.pending:
            state.pushPending()
            state.tokens[-1].map = [pending_from, state.pos]


def _place_tokens(state: StateInline, count: int, start: int, pending_from: int) -> int:
    """Set the place of the tokens that one rule made, and of the text that was pending before it."""
    made = state.tokens[count:]
    if pending_from >= 0 and made[0].type == "text" and made[0].map is None:
        made[0].map = [pending_from, start]
        made = made[1:]
    fresh = [token for token in made if token.map is None]
    if len(fresh) == state.pos - start and all(len(token.content) == 1 for token in fresh):
        for offset, token in enumerate(fresh):  # a run of delimiters: one character each
            token.map = [start + offset, start + offset + 1]
    for token in fresh:
        if token.map is None:
            token.map = [start, state.pos]
    return -1


def _token_of(kind: str, form: re.Pattern[str]) -> Callable[[StateInline, bool], bool]:
    """Return a rule that makes a token of text that matches `form`, with its first group as content."""

    def rule(state: StateInline, silent: bool) -> bool:
        match = form.match(state.src, state.pos, state.posMax)
        if match and not silent:
            state.push(kind, "", 0).content = match[1]
        state.pos = match.end() if match else state.pos
        return match is not None

    return rule


def _inline_note(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if not state.src.startswith("^[", start) or _MARK.match(state.src, start + 1, state.posMax):
        return False  # in "10 km^2^[^area]" the mark of a note follows a circumflex
    end = parseLinkLabel(state, start + 1)
    if end < 0:
        return False
    if not silent:
        _within(state, "inline_note", start + 2, end)
    state.pos = end + 1
    return True


def _within(state: StateInline, kind: str, start: int, end: int) -> Token:
    """Parse from `start` to `end`, between tokens that open (returned) and close a container."""
    before, end_of_text = state.pos, state.posMax
    citing = state.env["citing"]
    state.env["citing"] = kind == "citation" or (citing and kind == "said")
    opening = state.push(f"{kind}_open", "", 1)
    state.pos, state.posMax = start, end
    state.md.inline.tokenize(state)
    state.pos, state.posMax = before, end_of_text
    state.push(f"{kind}_close", "", -1)
    state.env["citing"] = citing
    return opening


def _follows(state: StateInline, text: str) -> bool:
    """Return whether a text occurs after the current position; each text is searched only once."""
    known = state.env.get(text)
    if known is None or known[0] is not state.src:
        known = state.env[text] = (state.src, state.src.rfind(text))
    last: int = known[1]
    return last >= state.pos


def _said(state: StateInline, silent: bool) -> bool:
    """Parse words of which something is said: `[mot]{lang=fr}`, `[name]{.confidential}`.

    In a link, which cannot contain another link, they count as brackets in its text.
    """
    start = state.pos
    if silent or state.src[start] != "[" or not _follows(state, "]{"):
        return False
    end = parseLinkLabel(state, start)
    match = _SAID.match(state.src, end, state.posMax) if end >= 0 else None
    if not match:
        return False
    _within(state, "said", start + 1, end).info = match[1]
    state.pos = match.end()
    return True


def _citation(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if state.env["citing"] or state.src[start] != "[" or not _follows(state, "@"):
        return False
    end = parseLinkLabel(state, start)
    if end < 0 or state.src.startswith("(", end + 1) or not _cites(state.src, start + 1, end):
        return False
    if not silent:
        _within(state, "citation", start + 1, end)
    state.pos = end + 1
    return True


def _cites(text: str, start: int, end: int) -> bool:
    """Return whether two brackets contain a key that is not in inner brackets."""
    depth = 0
    while found := _BRACKET_OR_KEY.search(text, start, end):
        start = found.end()
        if found[0] in ("[", "]"):
            depth += 1 if found[0] == "[" else -1
        elif not found[0].startswith("\\"):
            if _takes_key(text[found.start() - 1]):
                return depth == 0
            start = found.start() + 1
    return False


def _takes_key(sign: str) -> bool:
    """Return whether a key can follow a character: a bracket, a semicolon, a space, a Chinese character."""
    return sign in _BEFORE_KEY or sign.isspace() or any(low <= sign <= high for low, high in _CHINESE)


def _cited_source(state: StateInline, silent: bool) -> bool:
    """Parse the key of a source, only in a citation: elsewhere `@` is an ordinary character."""
    match = _KEY.match(state.src, state.pos, state.posMax) if state.env["citing"] else None
    if not match or not _takes_key(state.src[state.pos - 1]):
        return False
    if not silent:
        token = state.push("cited_source", "", 0)
        token.content, token.markup = match[2] or match[3], match[1]
    state.pos = match.end()
    return True


@cache
def make_parser() -> MarkdownIt:
    """Return the dialect's parser. Parse with `new_environment()`, whose entries it fills."""
    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING, "html": True})
    blocks, inlines = _Blocks(), _Inlines()
    blocks.ruler, parser.block = parser.block.ruler, blocks
    inlines.ruler, inlines.ruler2 = parser.inline.ruler, parser.inline.ruler2
    parser.inline = inlines
    parser.enable("table").disable(["code", "text_join", "fragments_join"])
    parser.block.ruler.at("table", limited_table, {"alt": ["paragraph", "reference"]})
    parser.block.ruler.before("table", "one_line", one_line)
    parser.block.ruler.before("reference", "footnote_def", footnote_def, {"alt": ["paragraph", "reference"]})
    for name, rule in (
        ("note_mark", _token_of("note_mark", _MARK)),
        ("inline_note", _inline_note),
        ("said", _said),
        ("citation", _citation),
        ("cited_source", _cited_source),
        ("attributes", _token_of("attributes", _ATTRIBUTES)),
    ):
        parser.inline.ruler.before("link", name, rule)
    parser.normalizeLink = str  # type: ignore[method-assign, assignment]
    parser.normalizeLinkText = str  # type: ignore[method-assign, assignment]
    return parser


def parse_blocks(parser: MarkdownIt, text: str, environment: dict[str, Any]) -> list[Token]:
    """Return the block tokens of a text. Their contents are not parsed yet.

    Line ends are normalized, and U+0000 is replaced (CommonMark 2.2, 2.3).
    """
    tokens: list[Token] = []
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    parser.block.parse(text, parser, environment, tokens)
    return tokens


def new_environment(*, body: bool = False) -> dict[str, Any]:
    """Return the environment that a parse fills: `references`, `duplicate_refs`, `missing` (the number of
    cells that rows of tables lack), and `refused`: lines from 0, each with what is wrong.

    `citing` is true between the brackets of a citation. `one_line` is true if notes and numbered paragraphs
    on one line may be recognized early, as in the body of a submission.
    """
    return {
        "references": References(),
        "duplicate_refs": [],
        "missing": 0,
        "refused": [],
        "citing": False,
        "one_line": body,
    }


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
