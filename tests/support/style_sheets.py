"""Style sheets that WeasyPrint parses once for all the PDFs that a run of tests makes.

It parses the sheet of each PDF anew, which is half the time of a small one. It shares its own sheets between
documents in the same way, so what is parsed is never changed. `tests/outputs/pdf/test_speed.py` shows that
the files are the same.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from toolchain.writers.pdf.weasyprint.replacing import replaced

_OF_ITS_DOCUMENT = re.compile("@(import|font-face|layer|counter-style|color-profile)")
"""What a sheet tells its document, beside the styles."""


@contextmanager
def parsed_once() -> Iterator[None]:
    """Keep parsed sheets meanwhile. Without WeasyPrint there are none."""
    try:
        from toolchain.writers.pdf.weasyprint import start
    except (ImportError, OSError):
        yield
        return
    with replaced(start.weasyprint.css, "CSS", _keeping(start.weasyprint.CSS)):
        yield


def _keeping(parse: Any) -> Any:
    kept = lru_cache(maxsize=50)(parse)

    def sheet(*, page_rules: list[Any], layers: list[str], **options: Any) -> Any:
        text = options.get("string")
        if text is None or layers or _OF_ITS_DOCUMENT.search(text):
            return parse(page_rules=page_rules, layers=layers, **options)
        what = {name: options[name] for name in ("string", "base_url", "media_type")}
        found = copy.copy(kept(**what))
        page_rules += found.page_rules
        found.page_rules, found.layers = page_rules, layers
        return found

    return sheet
