"""Nest the consecutive paragraphs of a Word file, as in a source.

In our own files bookmarks give the depth of lists, pictures and tables, and styles the owner of plain text.
In other files the layout decides: text indented as far as an item's words belongs to the item, and text after
a numbered paragraph belongs to it, up to the next numbered paragraph or heading.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import takewhile

from toolchain.formats.docx.story import Paragraph
from toolchain.model.expressions import expression
from toolchain.word.importing.drafts import Draft, DraftKind
from toolchain.word.importing.entries import Entry
from toolchain.writers.docx.styles import STEP, Indent

_OPENING = frozenset(("numbered", "sub", "item", "bullet"))
_CONTINUED = expression("list continue(?: ([2-9]))?")
_LETTERS = {"numbered": "n", "sub": "s", "item": "i", "bullet": "i", "quotation": "q"}
_NARROW = 300
"""The least indentation of a quotation on both sides, in twentieths of a point."""

_NEAR = 60
_DEEPEST = 12
_MOST_AROUND = 20  # nested blocks; Word has nine levels of lists
_LAST_STYLED = 3  # the last level of sub-paragraphs with its own styles


class Nester:
    """Builds the tree of one story. `body` are the indents of its plain text; `ours` means that we wrote the
    file.
    """

    def __init__(self, body: Indent, *, ours: bool) -> None:
        self.root = Draft("root", left=body.left, right=body.right, base=body.left)
        self._stack = [self.root]
        self._ours = ours

    def build(self, entries: Iterable[Entry], captions: Mapping[Entry, Entry]) -> Draft:
        """Return the tree of a file's blocks. `captions` are those of tables and pictures, by these."""
        for entry in entries:
            if entry.kind != "caption":
                self._add(entry, captions.get(entry))
        return self.root

    def _add(self, entry: Entry, caption: Entry | None) -> None:
        parent = self._parent(entry)
        if len(self._stack) > _MOST_AROUND:
            parent = self._close_to(self._stack[_MOST_AROUND])
        kind: DraftKind = "plain" if entry.kind == "quotation" else entry.kind  # type: ignore[assignment]
        if kind == "sub" and not any(each.kind == "numbered" for each in (parent, *parent.around())):
            kind = "item"  # (a), (b) outside a numbered paragraph are an ordinary list
        draft = parent.add(Draft(kind, entry, left=entry.indent.left, right=parent.right, caption=caption))
        if kind == "heading":
            draft.level = entry.level
        if kind in _OPENING:
            self._open(draft, entry)

    def _open(self, draft: Draft, entry: Entry) -> None:
        indent = entry.indent
        if draft.kind == "numbered":
            draft.base = self.root.base
        elif draft.kind == "sub":
            draft.level = 1 + sum(each.kind == "sub" for each in draft.around())
            draft.base = indent.left + max(indent.first, 0)
        else:
            draft.base = indent.left
            draft.right = indent.right if self._ours else draft.right
        self._stack.append(draft)

    def _parent(self, entry: Entry) -> Draft:
        """Return the container of an entry; close all other containers."""
        if entry.kind in ("heading", "numbered"):
            return self._close_to(self.root)
        if entry.path is not None:
            return self._at_path(entry.path)
        if entry.kind in _OPENING:
            again = self._same_list(entry)
            if again is not None:
                return self._close_to(again)
        found = self._by_style(entry) if self._ours else None
        return found if found is not None else self._by_look(entry)

    def _close_to(self, draft: Draft) -> Draft:
        while self._stack[-1] is not draft:
            self._stack.pop()
        return draft

    def _quote(self) -> Draft:
        """Open a quotation in the current container."""
        around = self._stack[-1]
        draft = around.add(Draft("quotation", left=around.base + STEP, right=around.right + STEP))
        draft.base = draft.left
        self._stack.append(draft)
        return draft

    def _at_path(self, path: str) -> Draft:
        """Return the container given in the file; blocks that are not open yet are quotations."""
        path = path[:_DEEPEST]
        opened = (_LETTERS.get(each.kind, "?") for each in self._stack[1:])
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(path, opened, strict=False)))
        self._close_to(self._stack[same])
        for _ in range(path[same:].count("q")):
            self._quote()
        return self._stack[-1]

    def _same_list(self, entry: Entry) -> Draft | None:
        """Return the container of the list that an item continues."""
        for draft in reversed(self._stack):
            if draft.kind == entry.kind and draft.entry is not None and draft.parent is not None:
                if entry.kind == "sub" and self._ours and entry.level:
                    if draft.level == entry.level:
                        return draft.parent
                elif draft.entry.key == entry.key and draft.entry.indent.right == entry.indent.right:
                    return draft.parent
        return None

    def _by_style(self, entry: Entry) -> Draft | None:
        """Return the container by styles and indents in our own files, or None."""
        if entry.kind == "sub":
            for draft in reversed(self._stack):
                if draft.kind == "numbered" or (draft.kind == "sub" and draft.level < entry.level):
                    return self._close_to(draft)
            return None
        if entry.kind not in ("plain", "quotation"):
            return None
        style, indent = entry.style, entry.indent
        continued = _CONTINUED.fullmatch(style)
        if continued and continued[1]:
            return self._in_sub(int(continued[1]) - 1, indent)
        kinds = {"item", "bullet", "numbered"} if continued else set(_OPENING) | {"root"}
        if style == "quote":
            kinds = set()
        elif style in ("body text", "bibliography"):
            return self._close_to(self.root)
        return self._by_indent(indent, kinds)

    def _in_sub(self, level: int, indent: Indent) -> Draft | None:
        for draft in reversed(self._stack):
            deeper = level == _LAST_STYLED and draft.level > level and draft.left == indent.left
            if draft.kind == "sub" and (draft.level == level or deeper):
                return self._close_to(draft)
        return None

    def _by_indent(self, indent: Indent, kinds: set[str]) -> Draft | None:
        """Return the innermost block whose indents contain a text, possibly within quotations."""
        for draft in reversed(self._stack):
            between = indent.right == draft.right and draft.left == indent.left
            if between and (draft.kind in kinds or draft.kind == "quotation"):
                return self._close_to(draft)
            further, steps = indent.left - draft.base, (indent.right - draft.right) // STEP
            if 0 < steps <= _DEEPEST and further == indent.right - draft.right == steps * STEP:
                self._close_to(draft)
                for _ in range(steps):
                    self._quote()
                return self._stack[-1]
        return None

    def _by_look(self, entry: Entry) -> Draft:
        """Return the probable container of an entry."""
        if entry.kind == "sub":
            return self._sub_by_look(entry)
        at = self._innermost(entry, entry.indent.left)
        if entry.kind == "quotation" or (entry.kind == "plain" and self._is_narrow(entry)):
            self._close_to(at)
            return at if at.kind == "quotation" else self._quote()
        while at.kind == "quotation" and at.parent is not None:
            at = at.parent
        return self._close_to(at)

    def _innermost(self, entry: Entry, left: int) -> Draft:
        listed = entry.kind in ("item", "bullet")
        for draft in reversed(self._stack):
            if draft.kind in ("item", "bullet"):
                further = draft.left + (_NEAR if listed else -_NEAR)
                if left >= further and draft.left > self.root.left + _NEAR:
                    return draft
            elif draft.kind == "sub" and not listed and entry.kind != "plain":
                return draft
            elif draft.kind == "sub":
                outer = next((each for each in draft.around() if each.kind == "numbered"), self.root)
                if left >= draft.left - _NEAR and draft.left > outer.left + _NEAR:
                    return draft
            else:
                return draft
        return self.root

    def _is_narrow(self, entry: Entry) -> bool:
        """Return whether a plain text is indented on both sides, like a quotation."""
        return (
            isinstance(entry.block, Paragraph)
            and entry.indent.left >= self.root.left + _NARROW
            and entry.indent.right >= self.root.right + _NARROW
        )

    def _sub_by_look(self, entry: Entry) -> Draft:
        """Return the container of a sub-paragraph by its list level; without one, by its indent or
        numbering.
        """
        for draft in reversed(self._stack):
            if draft.kind in ("numbered", "root"):
                return self._close_to(draft)
            if draft.kind != "sub" or draft.entry is None:
                continue
            further = entry.indent.left - draft.entry.indent.left
            begins = further > _NEAR or (further >= -_NEAR and _begins(entry, draft.entry))
            if draft.level < entry.level if entry.level else begins:
                return self._close_to(draft)
        return self._close_to(self.root)


def _begins(entry: Entry, before: Entry) -> bool:
    """Return whether (i) begins a list in (a) at the same indent: another style, counted from 1."""
    follows = before.number.isdigit() and entry.number == str(int(before.number) + 1)
    other = before.key[:2] != entry.key[:2] or entry.key[0].startswith("typed")
    return entry.number == "1" and other and not follows
