"""What the source is written in, most of it met by the reader: S001, S002, S006, S008, S010, S011, S014."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolchain import model as m
from toolchain.checks import check, reported
from toolchain.model.diagnostics import Finding
from toolchain.model.wording import fold, shorten
from toolchain.resolve.tables import Resolved
from toolchain.rules.structure import RawHtml, Unsupported
from toolchain.text.survey import survey

_CLOSING = re.compile(r"</([a-zA-Z][\w-]*)\s*>")
_OPENING = re.compile(r"<([a-zA-Z][\w-]*)")
_SHOWN = 40


@check(RawHtml)
def raw_html(resolved: Resolved) -> Iterator[Finding]:
    r"""HTML says how a page looks, and only one of the outputs could show it. Markdown has a way to write
    all that a submission needs: emphasis, links, lists, tables, quotations. A text in angle brackets that
    is no HTML needs a backslash: `\<name>`.

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
        text = fold(html.text)
        shown = shorten(text, _SHOWN)
        span = survey(resolved).source.first_line(html.span)
        message = f"raw HTML is not passed through: {shown}"
        yield Finding(span, message, r"write it in Markdown, or \< for a <")


@check(Unsupported)
def unsupported(resolved: Resolved) -> Iterator[Finding]:
    """Some things can be written in Markdown that have no place in a submission, or that this version
    cannot print yet: a heading inside a paragraph, a list or a quotation (which would break the order of the
    parts), a line across the page, a note on the cover.

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
    yield from reported(resolved, "S011")
    found = survey(resolved)
    for line, _ in found.each(m.ThematicBreak):
        message = "a line across the page has no place in a submission"
        yield Finding(line.span, message, "delete it; a new part begins with a heading")
    for heading, around in found.each(m.Heading):
        if around:
            message = "a heading stands inside another block"
            yield Finding(heading.span, message, "begin it in column 1, or write its words in bold")
