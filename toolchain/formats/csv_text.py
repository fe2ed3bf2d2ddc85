"""Write CSV (RFC 4180) of which a spreadsheet reads no cell as a formula.

As OWASP recommends against CSV injection, an apostrophe comes before what begins like a formula. Numbers and
phone numbers, "-5" and "+92 42 111", compute nothing, and stay as they are.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from toolchain.model.expressions import expression

_FORMULA = expression(r"\s*[=+@＝＋－＠-]|[\t\r\n\0]")
_NUMBER = expression(r"[+-]?\d[\d\s.,]*%?")


def csv_text(rows: Iterable[Iterable[str]]) -> str:
    """Return rows as CSV."""
    out = io.StringIO()
    csv.writer(out).writerows(map(_safe, row) for row in rows)
    return out.getvalue()


def _safe(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell
