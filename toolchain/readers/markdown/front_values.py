"""Parse the YAML of a front matter to nodes with places, and convert these to typed values."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import yaml
from markdown_it import MarkdownIt

from toolchain import model as m
from toolchain.model.diagnostics import Finding, Related, SourceSpan
from toolchain.model.expressions import expression
from toolchain.model.facts import Facts, Word
from toolchain.model.records import Changing, field, replace
from toolchain.model.suggest import nearest, same_name
from toolchain.model.wording import said
from toolchain.readers.markdown.blocks import build_blocks
from toolchain.readers.markdown.inlines import InlineBuilder
from toolchain.readers.markdown.parser import new_environment
from toolchain.readers.markdown.places import Lines, Locator, Row, Rows, Whole
from toolchain.readers.markdown.source import CONTROL, Source
from toolchain.rules import front_matter as faults
from toolchain.rules.inputs import ControlCharacter
from toolchain.rules.structure import FrontMatter

Entries = dict[str, yaml.Node]


_LOST = expression(r":[ \t]+(#[^\s#\"\\]{1,40})[ \t]*$")
"""A value that YAML reads as a comment, such as a colour without quotation marks."""


class Values(Changing):
    """Reads values, and keeps the place of each under its path ("submitted-by.0.name").

    `first` is the source's line (from 0) on which the YAML begins. `meant` are keys that others resemble.
    """

    source: Source
    first: int
    parser: MarkdownIt
    places: dict[str, SourceSpan] = field(default_factory=dict)
    defects: list[Finding] = field(default_factory=list)
    ignores: list[m.IgnoreComment] = field(default_factory=list)
    notes: list[m.Note] = field(default_factory=list)
    meant: set[str] = field(default_factory=set)

    def report(self, span: SourceSpan, fault: Facts, *related: Related) -> None:
        """Report a fault in a value."""
        self.defects.append(Finding(span, fault, related=related))

    def span(self, node: yaml.Node) -> SourceSpan:
        """Return the place of a node in the source; for a collection, its first line."""
        start: Any = node.start_mark
        end: Any = node.end_mark if isinstance(node, yaml.ScalarNode) else start
        line, last = start.line + self.first, end.line + self.first
        column = end.column
        if last > line and column == 0:  # a block scalar ends where the next line begins
            last, column = last - 1, len(self.source.lines[last - 1])
        if not isinstance(node, yaml.ScalarNode):
            column = len(self.source.lines[line]) if line < len(self.source.lines) else start.column
        return SourceSpan(
            self.source.name, line + 1, start.column + 1, last + 1, max(column, start.column + 1) + 1
        )

    def mapping(
        self,
        node: yaml.Node,
        path: str,
        known: Collection[str],
        called: Mapping[str, str] = MappingProxyType({}),
    ) -> Entries:
        """Return the entries of a mapping with known keys; entries without a value are omitted.

        An unknown key is reported with the key that was probably meant: the one that `called` gives for it,
        else the most similar one.
        """
        if not isinstance(node, yaml.MappingNode):
            kind, names = Word("a list of keys and values"), tuple(known) if path else ()
            self.report(self.span(node), faults.WrongKind(named(path), kind, faults.KEY_AND_TEXT, names))
            return {}
        found: Entries = {}
        keys: dict[str, SourceSpan] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                at = f"{path}.{said('a key')}" if path else said("a key")
                self._is_not(key, at, Word("a text"), faults.KEY_AND_TEXT)
                continue
            name, span = str(key.value), self.span(key)
            if name not in known:
                near = called.get(name.casefold()) or nearest(name.casefold(), known)
                self.report(span, faults.UnknownKey(named(path), name, near))
                self.meant.add(f"{path}.{near}" if path else near or "")
            elif name in keys:
                self.report(span, faults.KeyTwice(name), Related(keys[name], faults.FirstKey()))
            elif not (isinstance(value, yaml.ScalarNode) and value.tag == "tag:yaml.org,2002:null"):
                found[name] = value
                self.places[f"{path}.{name}" if path else name] = self.span(value)
            elif lost := _LOST.match(self.source.lines[span.line - 1], span.end_column - 1):
                self.report(span, faults.ValueInComment(name, lost[1]))
            keys.setdefault(name, span)
        return found

    def need(self, span: SourceSpan, path: str, keys: Sequence[str], found: Collection[str]) -> None:
        """Report the keys that are not found, and that no unknown key resembles."""
        for key in keys:
            if key not in found and (f"{path}.{key}" if path else key) not in self.meant:
                self.report(span, faults.NoKey(named(path), key))

    def items(self, node: yaml.Node, path: str) -> Iterator[tuple[str, yaml.Node]]:
        """Yield the items of a list, each with its path."""
        if not isinstance(node, yaml.SequenceNode):
            self._is_not(node, path, Word("a list"), Word("begin each item with a hyphen"))
            return
        for number, item in enumerate(node.value):
            self.places[f"{path}.{number}"] = self.span(item)
            yield f"{path}.{number}", item

    def text(self, node: yaml.Node, path: str) -> str:
        """Return a text without white space at its ends; an escape in it can be a control character."""
        if isinstance(node, yaml.ScalarNode):
            if control := CONTROL.search(node.value):
                self.defects.append(Finding(self.span(node), ControlCharacter(ord(control[0]))))
            return CONTROL.sub("", node.value).strip()
        self._is_not(node, path, Word("a text"), faults.QUOTED)
        return ""

    def boolean(self, node: yaml.Node, path: str) -> bool:
        """Return true or false."""
        if isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:bool":
            return str(node.value).lower() in ("true", "yes", "on")
        self._is_not(node, path, Word("true or false"), Word("write true or false"))
        return False

    def integer(self, node: yaml.Node, path: str) -> int:
        """Return an integer above zero."""
        text = self.text(node, path)
        if not text:
            return 0
        if re.fullmatch(r"[1-9][0-9_,]{0,11}", text):
            return int(text.replace("_", "").replace(",", ""))
        self._is_not(node, path, Word("a whole number above zero"))
        return 0

    def choice(self, node: yaml.Node, path: str, options: Collection[str]) -> str | None:
        """Return one of some words, in any case; report any other, and return None."""
        text = self.text(node, path)
        known = same_name(text, options)
        if known or not text:
            return known
        fault = faults.WrongValue(named(path), text, tuple(options), nearest(text, options))
        self.report(self.span(node), fault)
        return None

    def fitting(self, node: yaml.Node, path: str, fits: Callable[[str], object], form: Word) -> str:
        """Return a text for which `fits` returns something; `form` describes such a text in a message."""
        text = self.text(node, path)
        if text and not fits(text):
            self.report(self.span(node), faults.WrongValue(named(path), text, (form,)))
            return ""
        return text

    def inlines(self, node: yaml.Node, path: str) -> m.Inlines:
        """Return a text with inline Markdown, on one line. No-break spaces stay."""
        text = " ".join(re.split(r"[ \t\r\n]+", self.text(node, path)))
        builder = InlineBuilder(self._locator(node, text))
        [token] = self.parser.parseInline(text, new_environment())
        nodes = builder.build(token.children or ())
        quoted = getattr(node, "style", None) == '"'  # where YAML reads a backslash too
        self.defects += map(_escaped, builder.defects) if quoted else builder.defects
        return nodes

    def blocks(self, node: yaml.Node, path: str) -> m.Blocks:
        """Return a text with any Markdown except notes, which have no place on a cover."""
        text = self.text(node, path)
        if not text:
            return ()
        built = build_blocks(self.parser, text, self._lines(node), m.Part.COVER)
        self.defects += built.defects
        self.ignores += built.ignores
        self.notes += built.notes
        return built.blocks

    def _is_not(self, node: yaml.Node, path: str, kind: Word, advice: Word | None = None) -> None:
        self.report(self.span(node), faults.WrongKind(named(path), kind, advice))

    def _locator(self, node: yaml.Node, text: str) -> Locator:
        start: Any = node.start_mark
        index = start.line + self.first
        line = self.source.lines[index] if index < len(self.source.lines) else ""
        for column in (start.column, start.column + 1):
            if text and line.startswith(text, column):
                return Rows(self.source.name, (Row(0, index, column),))
        return Whole(self.span(node))

    def _lines(self, node: yaml.Node) -> Lines:
        """Return the lines of a literal scalar (`|`); for any other scalar, one place for all of it."""
        start: Any = node.start_mark
        if getattr(node, "style", None) == "|":
            return Lines(self.source.name, self.source.lines, start.line + self.first + 1)
        return Lines(self.source.name, self.source.lines, start.line + self.first, self.span(node))


def _escaped(finding: Finding) -> Finding:
    """Return a finding with edits for a text in double quotation marks."""
    return replace(
        finding, edits=tuple(edit._replace(text=edit.text.replace("\\", "\\\\")) for edit in finding.edits)
    )


def named(path: str) -> str:
    """Return a path as in messages: "submitted-by.0.name" is "submitted-by 1, name"."""
    words = path.split(".")
    shown = words[:1]
    for word in words[1:]:
        shown.append(f" {int(word) + 1}" if word.isdigit() else f", {word}")
    return "".join(shown)


MAX_CHARACTERS = 64 * 1024
MAX_DEPTH = 12


_BEGUN_BEFORE = ("while scanning a quoted", "while scanning a simple key", "while parsing a flow")
"""Where the parser notices at a later line that a quotation mark, a bracket or a key has no end."""
_ALIAS = faults.NotYaml(
    Word("anchors (&) and aliases (*) are not supported"),
    Word("delete & and *, or put the text in straight quotation marks"),
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
