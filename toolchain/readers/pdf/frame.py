"""The content around the text of a PDF: running headers and footers, and other untagged text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from toolchain import model as m
from toolchain.formats.pdf.margins import Margins
from toolchain.model.expressions import expression
from toolchain.model.wording import fold

_NUMBER = expression(r"\d{1,6}")


def frame(margins: Margins) -> Iterator[m.Block]:
    """Yield the content of each page's header, middle and footer, without page numbers and standing text."""
    standing = sorted(margins.ways.scan.standing, key=len, reverse=True)
    for (page, span), lines in groupby(margins.around, lambda line: (line.page, margins.where(line))):
        text = " ".join(line.text for line in lines)
        for each in filter(None, standing):
            text = text.replace(each, " ")
        text = _without_numbers(text, page, margins)
        if text and _signs(text) not in map(_signs, standing):
            yield m.Paragraph(span, (m.Text(span, text),))


def _without_numbers(text: str, page: int, margins: Margins) -> str:
    """Return a text without the number of its page (from 0) and the number of all pages."""
    own, count, shift = page + 1, len(margins.pages), margins.shift
    numbers = own, own + shift, count, count + shift

    def other(found: re.Match[str]) -> str:
        return "" if int(found[0]) in numbers else found[0]

    return fold(_NUMBER.sub(other, text))


def _signs(text: str) -> list[str]:
    """Return the letters and digits of a text, sorted. Their order is uncertain from right to left."""
    return sorted(filter(str.isalnum, text))
