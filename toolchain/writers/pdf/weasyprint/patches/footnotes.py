"""Keep footnotes complete where WeasyPrint loses some or puts them on a wrong page.

WeasyPrint treats a rounding error as notes that are too high, and begins a page for the last of them. It
forgets the notes of a line if other notes left the page to make room for that line. It moves notes of earlier
lines to the next page although it could move the line. When it lays out pages again for the page numbers in
the contents, it drops notes that an unchanged page had left to the next one. A note higher than a page ends
above the paper. Here the functions that lay out notes and pages are wrapped, so that each finds its pages.

Made for: WeasyPrint 70.0.
Upstream: none known.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from toolchain.writers.pdf.weasyprint.replacing import replaced

PATCHED = (
    "weasyprint.layout.LayoutContext.__init__",
    "weasyprint.layout.LayoutContext._update_footnote_area",
    "weasyprint.layout.block.block_level_layout",
    "weasyprint.layout.page.make_page",
    "weasyprint.layout.make_all_pages",
)

_MOST = 0.9
"""The share of a page that its notes may have; the rest of them goes on at the foot of the next one."""
_NOTES = "_notes_that_stay"


class _Staying(list[Any]):
    """A list whose length WeasyPrint reads as 0, so that it does not move the notes of a page.

    WeasyPrint checks it only if a line must stay with those before it and there is no room: it would then
    move notes of earlier lines to the next page, away from their marks. With this list, the paragraph moves.
    """

    def __bool__(self) -> bool:
        return False


def _notes(context: Any) -> Any:
    return context.__dict__[_NOTES]


def _keep_notes(context: Any, notes: Any) -> None:
    context.__dict__[_NOTES] = _Staying(notes)


@contextmanager
def divided_footnotes() -> Iterator[None]:
    """Let the notes that are higher than their part of a page go on at the foot of the next one."""
    from weasyprint import layout
    from weasyprint.layout import page

    lay_out, make_page = layout.block_level_layout, page.make_page
    begun: dict[Any, Any] = {}  # where the first note of a page goes on, if it began on one before
    ends: list[Any] = [None]  # where the notes end that were laid out last, if not all are on the page

    def laid_out(
        context: Any, box: Any, bottom_space: float, skip_stack: Any, *rest: Any, **more: Any
    ) -> Any:
        if type(box).__name__ != "FootnoteAreaBox" or not (notes := [*_notes(context)]):
            return lay_out(context, box, bottom_space, skip_stack, *rest, **more)
        end = box.position_y + _MOST * box.page.height
        begin = {0: begun[notes[0]]} if notes[0] in begun else None
        made = lay_out(context, box, context.page_bottom - end, begin, *rest, **more)
        ends[0] = made[1]
        *before, last = made[0].children or [box]
        if made[1] and before and all(type(each).__name__ == "BlockBox" for each in last.descendants()):
            made[0].children, ends[0] = before, {len(before): None}  # a link to it would lead to this page
        return made

    def made_page(context: Any, *others: Any) -> Any:
        ends[0] = None
        made = make_page(context, *others)
        begun.clear()
        for index, at in (ends[0] or {}).items():
            notes = _notes(context)[index:]  # none, if they have left the page since
            context.reported_footnotes[:0] = notes
            begun.update({notes[0]: at} if notes and at else {})
        return made

    with (
        replaced(layout, "block_level_layout", laid_out),
        replaced(page, "block_level_layout", laid_out),
        replaced(page, "make_page", made_page),
    ):
        yield


@contextmanager
def whole_footnotes() -> Iterator[None]:
    """Place every footnote on the page of its mark, if there is room, else on a later one."""
    from weasyprint import layout
    from weasyprint.layout import page

    context, update = layout.LayoutContext, layout.LayoutContext._update_footnote_area
    make_page, make_all = page.make_page, layout.make_all_pages
    left: set[int] = set()  # contexts in which notes were left to other pages

    def updated(self: Any) -> bool:
        notes = _notes(self)
        self.__dict__[_NOTES] = list(notes)  # those of the page's footer exist
        try:
            return bool(update(self)) and self.current_footnote_area.max_height < math.inf
        finally:
            self.__dict__[_NOTES] = notes

    def made_page(context: Any, *others: Any) -> Any:
        made = make_page(context, *others)
        for footnote in _forgotten(made[0], context):
            context.footnotes.remove(footnote)
            context.reported_footnotes.append(footnote)
        if context.reported_footnotes:
            left.add(id(context))
        return made

    def made_all(context: Any, root_box: Any, html: Any, pages: list[Any]) -> Iterator[Any]:
        if id(context) in left:
            for *_, state in context.page_maker[: len(pages)]:
                state["content_changed"] = True
        yield from make_all(context, root_box, html, pages)

    context.current_page_footnotes = property(_notes, _keep_notes)
    try:
        with (
            replaced(context, "_update_footnote_area", updated),
            replaced(page, "make_page", made_page),
            replaced(layout, "make_all_pages", made_all),
        ):
            yield
    finally:
        del context.current_page_footnotes


def _forgotten(page: Any, context: Any) -> list[Any]:
    """Return the footnotes with marks on a page that are still not placed."""
    if not context.footnotes:
        return []
    called = (box.footnote for box in page.descendants() if getattr(box, "footnote", None) is not None)
    return [footnote for footnote in dict.fromkeys(called) if footnote in context.footnotes]
