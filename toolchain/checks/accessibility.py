"""The A series, as far as the source shows it: A701 and A702."""

from __future__ import annotations

from collections.abc import Iterator

from toolchain import model as m
from toolchain.checks import ERROR, check
from toolchain.checks.source import Source
from toolchain.checks.survey import survey
from toolchain.diagnostics import Finding, Span
from toolchain.resolve.tables import Resolved
from toolchain.walk import plain_text

api = 1


@check("A701", "alt-text", "An image has no alternative text, or one that repeats the caption", ERROR)
def alt_text(resolved: Resolved) -> Iterator[Finding]:
    """Who cannot see an image is read its alternative text: what the image shows, with the figures of a
    chart. The caption is read as well; so an alternative text that only repeats it says nothing. A logo's
    stands in the front matter, `logo-alt`.

    Bad:

        ![](chart.png "Cases in 2019")
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

        ![Cases in 2019](chart.png "Cases in 2019")
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    Bad: a logo

        ---
        title: Example
        lang: en
        submitted-by:
          - name: Example
            logo: chart.png
                  ^^^^^^^^^
        ---

        1. The age is 16.

    Good:

        ![Bar chart: 70 cases in Sindh, 84 in Punjab](chart.png "Cases in 2019")
    """
    found = survey(resolved)
    captions = {figure.image: figure.caption for figure, _ in found.each(m.Figure)}
    for image, _ in found.each(m.Image):
        caption = captions.get(image)
        if not image.alt.strip():
            message = f"the image {image.source} has no alternative text"
            yield Finding(image.span, message, "say in the brackets what it shows: ![…](…)")
        elif caption and _normalized(image.alt) == _normalized(plain_text(caption.children)):
            message = "the alternative text repeats the caption"
            yield Finding(image.span, message, "say in the brackets what the image shows")
    matter = resolved.document.front_matter
    for number, organization in enumerate(matter.submitted_by):
        if organization.logo and not organization.logo_alt.strip():
            place = matter.places[f"submitted-by.{number}.logo"]
            message = f"the logo {organization.logo} has no alternative text"
            yield Finding(place, message, "add `logo-alt`: the organization's name is enough")


@check("A702", "table-header", "A table has no header row", ERROR)
def table_header(resolved: Resolved) -> Iterator[Finding]:
    """A screen reader reads the header of its column with each cell; without one, a table is a heap of
    numbers. The header row is printed again on each page of a long table. One of its cells, the first, may
    be empty.

    Bad:

        |       |     |
        ^
        | ----- | --- |
        | Sindh | 70  |

    Good:

        |       | Cases |
        | ----- | ----- |
        | Sindh | 70    |
    """
    for table, _ in survey(resolved).each(m.Table):
        if not any(cell.children for cell in table.header):
            place = _header_row(table, survey(resolved).source)
            name = f"“{plain_text(table.caption.children)}”" if table.caption else "this table"
            yield Finding(place, f"{name} has no header row", "name its columns in the first row")


def _header_row(table: m.Table, source: Source) -> Span:
    """The line of the header row; in a finished file, which has no lines, the table."""
    first = table.header[0].span if table.header else table.span
    if not first.line:
        return table.span
    line = source.line(first.line)
    start = line.find("|") + 1 or first.column
    return first._replace(column=start, end_line=first.line, end_column=max(len(line.rstrip()), start) + 1)


def _normalized(text: str) -> str:
    return " ".join(text.split()).casefold().rstrip(". ")
