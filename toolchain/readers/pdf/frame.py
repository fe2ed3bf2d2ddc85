"""What stands around the text of a PDF: its running heads and feet, and what else no tag has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from toolchain import model as m
from toolchain.formats.pdf.margins import Line, Margins
from toolchain.model.places import FilePlace

_NUMBER = re.compile(r"\d{1,6}")


def frame(margins: Margins) -> Iterator[m.Block]:
    """What the head, the middle and the foot of each page say, without numbers of pages and standing text."""
    display, standing = margins.ways.display, sorted(margins.ways.scan.standing, key=len, reverse=True)
    for (page, where), lines in groupby(margins.around, lambda line: (line.page, _region(line, margins))):
        text = " ".join(line.text for line in lines)
        for each in filter(None, standing):
            text = text.replace(each, " ")
        text = _without_numbers(text, page, margins)
        if text and _signs(text) not in map(_signs, standing):
            span = FilePlace(display, words=f"page {page + 1}{where}")
            yield m.Paragraph(span, (m.Text(span, text),))


def _region(line: Line, margins: Margins) -> str:
    return f", at its {margins.half(line)}" if margins.is_margin(line.page, line.y) else ""


def _without_numbers(text: str, page: int, margins: Margins) -> str:
    """A text without the numbers of its page (from 0) and of all pages."""
    own, count, shift = page + 1, len(margins.pages), margins.shift
    numbers = own, own + shift, count, count + shift

    def other(found: re.Match[str]) -> str:
        return "" if int(found[0]) in numbers else found[0]

    return " ".join(_NUMBER.sub(other, text).split())


def _signs(text: str) -> list[str]:
    """What a text is made of, in no order: what it is known by where it is written from right to left."""
    return sorted(filter(str.isalnum, text))
