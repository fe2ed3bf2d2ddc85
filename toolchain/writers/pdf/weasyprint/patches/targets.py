"""Print the page of a heading in the contents also if another layout of the pages has moved the heading.

WeasyPrint lists the headings on which a page number depends, but without the name if that is `attr(href)`.
So the number stays if the heading moves later, as when the contents need another page for their numbers.

Made for: WeasyPrint 70.0.
Upstream: none known.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote

from toolchain.writers.pdf.weasyprint.replacing import replaced

PATCHED = ("weasyprint.css.targets.TargetCollector.collect_missing_counters",)


@contextmanager
def named_targets() -> Iterator[None]:
    """List targets without a name by the address of their link."""
    from weasyprint.css.targets import TargetCollector

    collect = TargetCollector.collect_missing_counters

    def collected(collector: Any, box: Any, *others: Any) -> None:
        *_, targets = others
        if None in targets:
            targets[unquote(box.element.get("href", "")[1:])] = targets.pop(None)
        collect(collector, box, *others)

    with replaced(TargetCollector, "collect_missing_counters", collected):
        yield
