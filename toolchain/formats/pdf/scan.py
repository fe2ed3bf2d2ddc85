"""Take the parts of a PDF from its structure tree (ISO 32000-1, 14.7.2), in order and at any depth."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from itertools import accumulate, groupby, islice, takewhile
from typing import Any, Literal

from toolchain.formats.pdf.content import marked_content
from toolchain.formats.pdf.page_walk import is_dictionary, is_standing, members, standing_texts
from toolchain.formats.pdf.painting import Painting
from toolchain.formats.pdf.runs import Kind, Marked, Part, Piece, Run, Scan, Target
from toolchain.formats.pdf.targets import Targets, outline, pages
from toolchain.model import languages
from toolchain.model.diagnostics import Failure
from toolchain.model.expressions import expression
from toolchain.model.groups import by_first
from toolchain.model.records import Record, replace
from toolchain.rules.files_pdf import NoStructureTree

_TEXTS: dict[str, Kind] = {"P": "text", "Caption": "caption", "TH": "header", "TD": "cell"}
_BLOCKS = frozenset(("BlockQuote", "L", "Table"))
_CONTAINERS = frozenset((
    "Document", "DocumentFragment", "Part", "Art", "Sect", "Div", "Aside", "BlockQuote", "TOC", "TOCI",
    "Index", "L", "LI", "LBody", "Table", "TR", "THead", "TBody", "TFoot", "Note",
))  # fmt: skip


def scan(pdf: Any, display: str, painting: Painting | None = None) -> Scan:
    """Return the parts of a file; what its pages paint is added to `painting`.

    Raise `Failure` (S012) for a file without a structure tree.
    """
    root = pdf.Root.get("/StructTreeRoot")
    if root is None or "/K" not in root:
        raise Failure.of(display, NoStructureTree())
    targets = Targets(pdf)
    right_to_left = languages.is_right_to_left(str(pdf.Root.get("/Lang", "")))
    marked = marked_content(pdf.pages, right_to_left, painting)
    collector = _Collector(marked)
    for event in events(root, targets):
        collector.take(event)
    parts = [part for part in collector.parts if part.pieces or part.kind in {"heading", "header", "cell"}]
    for block, part in enumerate(parts, 1):
        part.block = block
    drop_repeated_heads(parts, marked.beside)
    untaken = ((page, run) for (page, _), runs in marked.runs.items() for run in runs)
    left = by_first((page, run) for page, run in untaken if run.text.strip())  # by no element
    return Scan(
        parts,
        marked,
        collector.missing,
        left,
        list(outline(pdf, targets)),
        pages(pdf),
        tuple(standing_texts(root)),
    )


class _State(Record):
    """What applies inside an element."""

    target: Target | None = None
    mark: bool = False
    code: bool = False
    silent: bool = False
    body: bool = False
    note: int = 0
    listed: bool = False
    in_list: bool = False
    table: int = 0
    row: int = 0


class _Collector:
    """Makes parts of events. A part is open as long as text is added to it.

    `owned` means that the open part belongs to an element, which closes it; else it began with text outside a
    paragraph, and ends where anything else begins.
    """

    def __init__(self, marked: Marked) -> None:
        self.parts: list[Part] = []
        self.missing: dict[int, int] = {}
        self._marked = marked
        self._state = _State()
        self._around: list[tuple[_State, Part | None, bool, str]] = []
        self._open: Part | None = None
        self._owned = False
        self._new_line = False
        self._new_item = False
        self._label: list[Piece] = []
        self._notes = self._tables = self._rows = 0

    def take(self, event: Event) -> None:
        """Handle the next event."""
        if event.what == "content":
            self._content(event)
        elif event.what == "begin":
            self._around.append((self._state, self._open, self._owned, event.kind))
            self._begin(event)
        else:
            self._end()

    def _begin(self, event: Event) -> None:
        kind = event.kind
        heading = HEADING.fullmatch(kind)
        if kind in {"Artifact", "Standing"} or self._state.silent:
            self._state = replace(self._state, silent=True)
        elif kind == "Link":
            self._state = replace(self._state, target=event.target)
        elif kind == "Reference":
            self._state = replace(self._state, mark=True)
        elif kind == "Code":
            self._begin_code()
        elif heading:
            self._begin_text("heading", int(heading[1] or 1))
        elif kind == "Figure":
            self._begin_figure(event.alt)
        elif kind in _TEXTS:
            self._begin_text(_TEXTS[kind])
        elif kind == "Lbl" and not self._owned:
            self._close()
            self._open, self._owned = Part("text"), True
        elif kind in _CONTAINERS:
            self._begin_container(kind)

    def _begin_text(self, kind: Kind, level: int = 0) -> None:
        if self._owned:
            self._new_line = True  # the anonymous box that WeasyPrint puts around the rest of a block
            return
        self._new_part(kind, level)
        self._owned = True

    def _begin_code(self) -> None:
        if self._open is None:
            self._begin_text("code")
        else:
            self._state = replace(self._state, code=True)

    def _begin_figure(self, alt: str) -> None:
        if not self._owned:
            self._new_part("figure")
            self._owned = True
        part = self._open
        if part:
            state = self._state
            part.pieces.append(Piece([], state.target, state.mark, line=self._new_line, image=alt))
            self._new_line = False
        self._state = replace(self._state, silent=True)

    def _begin_container(self, kind: str) -> None:
        if kind == "Note":
            self._notes += 1
            listed = self._state.in_list and not self._owned  # one in a text is a footnote
            self._state = replace(self._state, note=self._notes, listed=listed, table=0, row=0)
            self._open, self._owned = None, False  # the paragraph around it, if there is one, waits
        if self._owned:
            return
        self._close()
        if self._label and self._state.note and kind in _BLOCKS:
            self._new_part("text")  # the number of a note that begins with it
            self._close()
        match kind:
            case "Part":
                self._state = replace(self._state, body=True)
            case "L":
                self._state = replace(self._state, in_list=True)
            case "LI":
                self._new_item = True
            case "Table":
                self._tables += 1
                self._state = replace(self._state, table=self._tables)
            case "TR":
                self._rows += 1
                self._state = replace(self._state, row=self._rows)

    def _close(self) -> None:
        self._open, self._owned = None, False

    def _new_part(self, kind: Kind, level: int = 0) -> None:
        self._close()
        state = self._state
        self._open = Part(
            kind, level, state.body, self._new_item, state.note, state.listed, state.table, state.row
        )
        self._open.pieces, self._label = self._label, []
        self._new_item = self._new_line = False
        self.parts.append(self._open)

    def _end(self) -> None:
        state, part, owned, kind = self._around.pop()
        if kind == "Lbl" and self._open and not owned:
            self._label, self._open, self._owned = self._open.pieces, None, False
        elif kind == "Note":
            self._open, self._owned, self._new_line = part, owned, False
        elif self._owned and not owned:
            self._close()
        elif kind in _CONTAINERS and not self._owned:
            self._close()
            if kind == "LI":
                self._new_item = False
        self._state = state

    def _content(self, event: Event) -> None:
        runs = self._marked.runs.pop((event.page, event.number), None)
        if runs is None:
            self.missing[event.page] = self.missing.get(event.page, 0) + 1
            return
        state = self._state
        if state.silent:
            self._place_figure(runs)
            return
        if self._open is None:
            if not any(run.text.strip() for run in runs):
                return
            self._new_part("text")
        part = self._open
        if part:
            part.pieces.append(Piece(runs, state.target, state.mark, state.code, self._new_line))
        self._new_line = False

    def _place_figure(self, runs: Any) -> None:
        """Give the alt text of a figure the position of what is drawn."""
        pieces = self._open.pieces if self._open else []
        if runs and pieces and pieces[-1].image is not None and not pieces[-1].runs:
            pieces[-1].runs.append(replace(runs[0], text=""))


_TRIED = 50
"""Maximum number of heads on a page that are looked for."""
_PLACES = 1000
"""Maximum number of places of a page at which each of them is looked for."""


def drop_repeated_heads(parts: Iterable[Part], beside: dict[int, list[Run]]) -> None:
    """Remove the repeated headers of tables from the artifacts of each page."""
    tables = by_first((part.table, part) for part in parts if part.row)
    heads: dict[int, dict[str, float]] = {}
    for cells in tables.values():
        heights = by_first((run.page, run.y) for cell in cells for run in cell.runs)
        head = "".join(_signs(run) for cell in _head(cells) for run in cell.runs) if len(heights) > 1 else ""
        for page in sorted(heights)[1:] if head else ():
            heads.setdefault(page, {})[head] = max(heights[page])
    for page, places in heads.items():
        for head, below in sorted(places.items())[:_TRIED]:
            beside[page] = _without(beside.get(page, []), head, below)


def _head(cells: Iterable[Part]) -> Iterator[Part]:
    """Return the cells of the first rows of a table that have only header cells."""
    rows = (list(row) for _, row in groupby(cells, key=lambda cell: cell.row))
    heads = takewhile(lambda row: all(cell.kind == "header" for cell in row), rows)
    return (cell for row in heads for cell in row)


def _signs(run: Run) -> str:
    return "".join(run.text.split())


def _without(runs: list[Run], head: str, below: float) -> list[Run]:
    """Return runs without those that have exactly these characters together: of several, such as a running
    header with the same words, those nearest to the height of the row `below` them.

    Words from right to left can be in another order there: artifacts have no order of reading.
    """
    signs = [_signs(run) for run in runs]
    text = "".join(signs)
    ends = {end: at for at, end in enumerate(accumulate(map(len, signs), initial=0))}
    alike = sorted if languages.has_right_to_left(head) else str
    wanted = alike(head)
    found = [
        (abs(runs[ends[start]].y - below), ends[start], ends[start + len(head)])
        for start in islice((start for start in ends if start + len(head) in ends), _PLACES)
        if alike(text[start : start + len(head)]) == wanted
    ]
    _, first, end = min(found, default=(0, 0, 0))
    return runs[:first] + runs[end:]


HEADING = expression(r"H(\d{1,2})?")
_ROLES = 20
"""Maximum number of steps from a type to a standard one."""


class Event(Record):
    """The begin or end of a structure element, or content: mark `number` of page `page` (from 0)."""

    what: Literal["begin", "end", "content"]
    kind: str = ""
    target: Target | None = None
    alt: str = ""
    page: int = -1
    number: int = -1


_END = Event("end")


def events(root: Any, targets: Targets) -> Iterator[Event]:
    """Yield the events of a walk through the tree. Repeated elements, in a broken tree, are omitted."""
    import pikepdf

    role = cache(partial(_standard, root.get("/RoleMap", {})))
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[Any, int]] = [(root["/K"], -1)]
    while waiting:
        node, page = waiting.pop()
        if node is _END:
            yield _END
        elif isinstance(node, int):
            yield Event("content", page=page, number=node)
        elif (number := node.objgen) not in seen:
            if number[0]:
                seen.add(number)
            if isinstance(node, pikepdf.Array):
                waiting.extend((kid, page) for kid in reversed(list(node)))
            else:
                event, page = _event(node, page, role, targets)
                if event.what == "begin":
                    kids = node.get("/K")
                    waiting.append((_END, page))
                    waiting.extend([(kids, page)] if kids is not None else [])
                yield from [event] if event.what != "end" else []


def _standard(roles: Any, name: str) -> str:
    """Return the standard type (14.7.3) that the roles of a file state for a type, without its slash."""
    for _ in range(_ROLES):
        if name not in roles or HEADING.fullmatch(name[1:]):
            break
        name = str(roles[name])
    return name[1:]


def _event(node: Any, around: int, role: Callable[[str], str], targets: Targets) -> tuple[Event, int]:
    """Return the event of a dictionary, and its page. `_END` for none, such as a link annotation."""
    page, own = around, node.get("/Pg")
    if own is not None:
        found = targets.page(own)
        page = -1 if found is None else found
    kind = node.get("/Type")
    if kind == "/MCR":
        return Event("content", page=page, number=int(node["/MCID"])), page
    if kind == "/OBJR":
        return _END, page
    return _begin(node, role, targets), page


def _begin(node: Any, role: Callable[[str], str], targets: Targets) -> Event:
    if is_standing(node):
        return Event("begin", "Standing")
    kind = role(str(node.get("/S", "/")))
    target = _link(node, targets) if kind == "Link" else None
    return Event("begin", kind, target, _alternative(node) if kind == "Figure" else "")


def _alternative(node: Any) -> str:
    """Return the alternative text of a picture (14.9.3 and 14.9.4)."""
    return str(node.get("/Alt", "")).strip() or str(node.get("/ActualText", ""))


def _link(node: Any, targets: Targets) -> Target | None:
    """Return the target of the annotation in a Link element, None if there is none."""
    for kid in members(node.get("/K")):
        if is_dictionary(kid) and kid.get("/Type") == "/OBJR":
            return targets.of(kid["/Obj"])
    return None
