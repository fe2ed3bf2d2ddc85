"""What the source is written in, most of it met by the reader: S001, S002, S006, S008, S010, S011, S014."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolchain import model as m
from toolchain.checks import check, reported
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Finding
from toolchain.model.wording import fold
from toolchain.resolve.tables import Resolved
from toolchain.rules.structure import CommentPrinted, HeadingInside, LineAcrossPage, RawHtml, Unsupported

_CLOSING = re.compile(r"</([a-zA-Z][\w-]*)\s*>")
_OPENING = re.compile(r"<([a-zA-Z][\w-]*)")


@check(RawHtml)
def raw_html(resolved: Resolved) -> Iterator[Finding]:
    r"""HTML says how a page looks, and only one of the outputs could show it. Markdown has everything that a
    submission needs: emphasis, links, lists, tables, quotations. A text in angle brackets that is not HTML
    needs a backslash: `\<name>`.

    Bad:

        1. The law of 2017 <b>prohibits</b> trafficking.
                           ^^^

    Good:

        1. The law of 2017 *prohibits* trafficking, where x \<y.
    """
    opened: dict[str, int] = {}
    for html, _ in survey(resolved).each(m.RawHtml):
        closing = _CLOSING.fullmatch(html.text.strip())
        if closing and opened.get(closing[1].lower()):
            opened[closing[1].lower()] -= 1
            continue
        opening = _OPENING.match(html.text)
        if opening:
            name = opening[1].lower()
            opened[name] = opened.get(name, 0) + 1
        span = survey(resolved).source.first_line(html.span)
        yield Finding(span, RawHtml(html.text))
    for passage in survey(resolved).passages():
        at = passage.text.find("<!--")
        if at >= 0 and (at := passage.bare().find("<!--")) >= 0:
            yield Finding(passage.span(at, at + 4), CommentPrinted(fold(passage.text[at:])))


@check(Unsupported)
def unsupported(resolved: Resolved) -> Iterator[Finding]:
    """Some things can be written in Markdown but have no place in a submission, or cannot be printed by this
    version: a heading inside a paragraph, a list or a quotation (which would break the order of the parts), a
    thematic break, a note on the cover.

    Bad: a line across the page

        1. The law prohibits it.

        ---
        ^^^

        2. There is no plan.

    Bad: a heading inside a paragraph

        1. The law prohibits it.

             ## Trafficking
             ^^^^^^^^^^^^^^

    Good:

        # Trafficking

        1. The law prohibits it.[^law] *Sale of children* is another matter.

        [^law]: Penal Code, art. 375.
    """
    yield from reported(resolved, Unsupported.rule)
    found = survey(resolved)
    for line, _ in found.each(m.ThematicBreak):
        yield Finding(line.span, LineAcrossPage())
    for heading, around in found.each(m.Heading):
        if around:
            yield Finding(heading.span, HeadingInside())
