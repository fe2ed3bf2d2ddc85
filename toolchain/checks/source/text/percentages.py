"""The character % in running text: T502."""

from __future__ import annotations

from collections.abc import Iterator

from toolchain.checks import check
from toolchain.checks.source.text.prose import is_english, own, prose
from toolchain.model.diagnostics import Finding
from toolchain.model.expressions import expression
from toolchain.resolve.tables import Resolved
from toolchain.rules.text import PerCent, PerCentSign, SecondSignEnough

_SIGN = expression("%")
_OTHERWISE = expression(r"-[^\W\d]|[ \u00a0]per\s?cent")
"""What "per cent" cannot stand before as it is: "5%-point", "40% per cent"."""
_RANGE = expression(r"[ \u00a0]?[-–—][ \u00a0]?\d[\d.,]*(?:[ \u00a0]?%|[ \u00a0]per\s?cent)")
"""Up to what the first sign goes, since one is enough: "5%–10%"."""
_FIGURE = expression(r"(?<=\d)(?P<space>[ \u00a0\u202f]?)%(?![\w%])")


@check(PerCent)
def per_cent(resolved: Resolved) -> Iterator[Finding]:
    """In English the United Nations write "per cent" after figures, and the character % only in tables and
    figures (Editorial Manual, numbers, dates and time). Notes, quotations and other languages, which use the
    character, are not checked.

    Bad:

        1. In 2019, 54% of the victims were girls and 46 % boys.
                      ^                                  ^

    Good:

        1. In 2019, 54 per cent of the victims were girls.[^a] The report says: “46% were boys.”

        | Girls | 54% |
        | ----- | --- |
        | Boys  | 46% |

        [^a]: Cruel Numbers, of which 3% were estimated.
    """
    if not is_english(resolved):
        return
    for passage in prose(resolved, _SIGN):
        for found in own(passage, _FIGURE):
            sign = passage.span(found.end() - 1, found.end())
            said = "" if _RANGE.match(passage.text, found.end()) else " per cent"
            certain = not _OTHERWISE.match(passage.text, found.end())
            edits = passage.edit(*found.span(), said) if certain else ()
            yield Finding(sign, PerCentSign() if said else SecondSignEnough(), edits=edits)
