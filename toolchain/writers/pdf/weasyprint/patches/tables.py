"""Break a table that would leave a hole in its page.

WeasyPrint moves a block with "break-inside: avoid" to the next page, however much of this one is then empty.
Here a table is moved only if it leaves a quarter of the page, with what leads to it a third.

Made for: WeasyPrint 70.0.
Upstream: none known.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from toolchain.model.design import design
from toolchain.writers.pdf.weasyprint.replacing import replaced

PATCHED = ("weasyprint.layout.block.block_container_layout",)


@contextmanager
def filled_pages() -> Iterator[None]:
    """Lay out tables so that they leave at most a quarter of a page, in CSS pixels."""
    from weasyprint.layout import block

    lay_out = block.block_container_layout
    height, top, bottom = (design().points(f"page.{part}") / 0.75 for part in ("height", "top", "bottom"))

    def laid_out(context: Any, box: Any, bottom_space: float, *others: Any, **named: Any) -> Any:
        style = box.style
        is_kept = box.element is not None and box.element.get("class", "").endswith(" whole")
        if is_kept and context.page_bottom - bottom_space - box.position_y > (height - top - bottom) / 4:
            box.style = style.copy()
            box.style["break_inside"] = "auto"
        try:
            return lay_out(context, box, bottom_space, *others, **named)
        finally:
            box.style = style

    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(limit + limit // 5)  # each level of blocks takes seven calls where it took six
    try:
        with replaced(block, "block_container_layout", laid_out):
            yield
    finally:
        sys.setrecursionlimit(limit)
