"""The map of cross-references: arcs from the referring paragraph to the target."""

from __future__ import annotations

from toolchain.compare.versions.units import name_of
from toolchain.model.records import Record
from toolchain.model.walk import walk
from toolchain.reports.sentences import message_of
from toolchain.resolve.recommendations import targets_from
from toolchain.resolve.tables import Resolved

ROW, LEFT = 22, 190
_WIDEST = 320


class Stop(Record):
    """A block that refers or is a target, at its height in the drawing."""

    name: str
    y: int


class Arc(Record):
    """A cross-reference: an SVG path, whether it points down, and both ends in words."""

    path: str
    down: bool
    origin: str
    target: str


class ReferencesMap(Record):
    """The drawing and its size."""

    stops: tuple[Stop, ...]
    arcs: tuple[Arc, ...]
    width: int
    height: int


def references_map(resolved: Resolved) -> ReferencesMap:
    """Return the map of a submission's cross-references to its own paragraphs, headings, tables and
    figures.
    """
    blocks = list(resolved.document.blocks)
    order = {id(block): at for at, block in enumerate(blocks)}
    tops = {id(node): block for block in blocks for node, _ in walk((block,)) if hasattr(node, "label")}
    links = [
        (order[id(block)], order[id(tops[id(target)])])
        for block, target in targets_from(blocks, resolved)
        if id(target) in tops
    ]
    used = sorted({at for link in links for at in link})
    heights = {at: ROW * number for number, at in enumerate(used, 1)}
    names = {at: message_of(name_of(blocks[at], resolved)) for at in used}
    stops = tuple(Stop(names[at], heights[at]) for at in used)
    arcs = tuple(
        Arc(_path(heights[origin], heights[target]), target > origin, names[origin], names[target])
        for origin, target in links
        if origin != target
    )
    reach = max((abs(heights[one] - heights[two]) for one, two in links), default=0)
    return ReferencesMap(stops, arcs, LEFT + min(reach // 2, _WIDEST) + ROW, ROW * (len(used) + 1))


def _path(start: int, end: int) -> str:
    """Return half an ellipse between two heights, at most as wide as the drawing."""
    wide = min(abs(end - start) // 2, _WIDEST)
    high = abs(end - start) / 2
    return f"M{LEFT} {start} A{wide} {high:g} 0 0 {int(end > start)} {LEFT} {end}"
