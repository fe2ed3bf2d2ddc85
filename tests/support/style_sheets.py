"""Style sheets that WeasyPrint parses once for all the PDFs that a run of tests makes.

It parses the sheet of each PDF anew, which is half the time of a small one. It shares its own sheets between
documents in the same way, so what is parsed is never changed. `tests/outputs/pdf/test_speed.py` shows that
the files are the same.
"""

from __future__ import annotations

import copy
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from toolchain.writers.pdf.weasyprint.replacing import replaced

LOGGER = logging.getLogger("weasyprint")
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
    kept: dict[tuple[Any, ...], Any] = {}

    def parsed(**what: Any) -> Any:
        """Parse a sheet again that the parser says something of, so that it is said each time."""
        if (key := (LOGGER.level, *what.values())) in kept:
            return kept[key]
        said: list[logging.LogRecord] = []

        def note(record: logging.LogRecord) -> bool:
            said.append(record)
            return True

        LOGGER.addFilter(note)
        try:
            found = parse(**what)
        finally:
            LOGGER.removeFilter(note)
        return found if said else kept.setdefault(key, found)

    def sheet(*, page_rules: list[Any], layers: list[str], **options: Any) -> Any:
        text = options.get("string")
        if text is None or layers or _OF_ITS_DOCUMENT.search(text):
            return parse(page_rules=page_rules, layers=layers, **options)
        what = {name: options[name] for name in ("string", "base_url", "media_type")}
        found = copy.copy(parsed(**what))
        page_rules += found.page_rules
        found.page_rules, found.layers = page_rules, layers
        return found

    return sheet
