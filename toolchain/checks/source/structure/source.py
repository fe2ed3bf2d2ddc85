"""What the source is written in, most of it found by the reader: S001, S006, S011 and S014."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from toolchain import model as m
from toolchain.checks import check, reported
from toolchain.checks.source.drawn import drawn_lines
from toolchain.checks.source.references.targets import lines_with_cause
from toolchain.checks.source.unnumbered import unnumbered
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Finding, Place, SourceSpan, source_span
from toolchain.model.expressions import expression
from toolchain.model.indentation import FIVE, moved
from toolchain.model.own_paths import live
from toolchain.model.records import replace
from toolchain.model.wording import fold
from toolchain.resolve.tables import Resolved
from toolchain.rules import structure as cases
from toolchain.rules.markdown import AddressLost, CaptionAlone, NamesNothing, TableNotIndented

_CLOSING = expression(r"</([a-zA-Z][\w-]*)\s*>")
_OPENING = expression(r"<([a-zA-Z][\w-]*)")


_PAIR = expression(r"<(i|em|sup)>(\w(?:[^<>*_\n]{0,200}[^<>*_\s])?)</\1>", re.IGNORECASE)
_MARKED = expression(r"(?:[^\W\d_]{4}|[.,;:!?)\]”’»\"])$")
"""What is before the mark of a note: not km, which has an exponent."""
_MEASURED = expression(r"\d\s*[^\W\d_]+$")


@check(cases.RawHtml)
def raw_html(resolved: Resolved) -> Iterator[Finding]:
    r"""HTML says how a page looks, and only one of the outputs could show it. Markdown has everything that a
    submission needs: emphasis, links, lists, tables, quotations. A text in angle brackets that is not HTML
    needs a backslash: `\<name>`. The edits write italics, and make a mark of `<sup>3</sup>` if there is a
    note [^3] to which no other mark refers.

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
        source, (typed, right) = survey(resolved).source, _in_markdown(html.span, resolved)
        facts = cases.HtmlForMarkdown(html.text, right) if right else cases.RawHtml(html.text)
        start = source_span(html.span)
        whole = replace(start, end_line=start.line, end_column=start.column + len(typed))
        edits = source.edit(whole, typed, right) if right else ()
        yield Finding(source.first_line(html.span), facts, edits=edits)
    for passage in survey(resolved).passages:
        at = passage.text.find("<!--")
        if at >= 0 and (at := passage.bare().find("<!--")) >= 0:
            yield Finding(passage.span(at, at + 4), cases.CommentPrinted(fold(passage.text[at:])))


@check(cases.BlockFallenOut)
def block_fallen_out(resolved: Resolved) -> Iterator[Finding]:
    """What belongs to a numbered paragraph is indented as far as its text; five columns are right for
    every number from 1 to 999. With less indentation it no longer belongs to the paragraph, although it
    still looks so in the source: a list becomes new numbered paragraphs, a text becomes an unnumbered
    paragraph. Without any indentation it is one of these too. This is reported of items with the numbers 1, 2
    after a paragraph that ends in a colon, if the next number goes on from that paragraph.

    The edits indent the block again and do not change its numbers. There are no edits if it is not clear
    where the block belongs: a 2 after paragraph 1 can be the next paragraph, or the next part of this
    one. A block below a paragraph whose number was forgotten (P102) is not reported.

    Bad:

        1. The law prohibits:

          The sale of children.
          ^

    Good:

        1. The law prohibits the following:

             The sale of children.
    """
    plain, below, caused = {each.block for each in unnumbered(resolved)}, False, set[tuple[int, int]]()
    for block in resolved.document.blocks:
        indented = isinstance(block.span, SourceSpan) and block.span.column > FIVE
        below = block in plain or (below and indented and not isinstance(block, m.NumberedParagraph))
        caused |= {block.span.order} if below else set()
    found = reported(resolved, cases.BlockFallenOut.rule)
    drawn = drawn_lines(resolved)
    yield from (each for each in found if each.span.order not in caused and each.span.order[0] not in drawn)


def _in_markdown(place: Place, resolved: Resolved) -> tuple[str, str]:
    """Return words in HTML from a place on, and how Markdown has them; "" if no form is certain."""
    span = source_span(place)
    line = survey(resolved).source.line(span.line)
    found = _PAIR.match(line, span.column - 1)
    around = line[: span.column - 1][-1:] + line[found.end() :][:1] if found else ""
    if found is None or set(around) & set("*_"):  # italics in italics would be bold
        return "", ""
    if found[1].lower() != "sup":
        return found[0], f"*{found[2]}*"
    before = line[max(span.column - 81, 0) : span.column - 1]
    is_note = found[2].isdecimal() and found[2] in _unused(resolved)
    is_mark = is_note and _MARKED.search(before) and not _MEASURED.search(before)
    return found[0], f"[^{found[2]}]" if is_mark else ""


@lru_cache(maxsize=1)
def _unused(resolved: Resolved) -> frozenset[str]:
    """Return the labels of the notes to which no mark refers."""
    used = {mark.label for mark, _ in survey(resolved).each(m.NoteMark)}
    return frozenset(note.label for note in resolved.document.notes) - used


@check(cases.Unsupported)
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
    yield from reported(resolved, cases.Unsupported.rule)
    found = survey(resolved)
    for line, _ in found.each(m.ThematicBreak):
        if line.span.order[0] in drawn_lines(resolved):
            continue
        to_sign = any(each in found.source.at(line.span) for each in ("____", "--  "))  # or to fill in
        edits = () if to_sign else (found.source.cut(line.span),)
        yield Finding(line.span, cases.LineAcrossPage(), edits=edits)
    for heading, around in found.each(m.Heading):
        if around:
            yield Finding(heading.span, cases.HeadingInside())


@check(cases.AttributeUnknown)
def attribute_unknown(resolved: Resolved) -> Iterator[Finding]:
    r"""Braces at the end of a block are for the program. They contain a label such as `{#consent}`, or
    say what a heading is, such as `{.annex}`. Braces that cannot be understood would be printed. To print
    braces that look like these, write `\{#`. Braces after words in brackets contain the language of the
    words, as a language tag.

    The edits add the space before braces, make several pairs of braces one, and write the classes of a
    heading in small letters and with their full stop.

    Bad:

        # Sources {.anex}
                  ^^^^^^^

        1. The report rests on interviews.

    Bad:

        1. It was heard by the [*Cour de cassation*]{lang=French court}.
                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    Good:

        # Sources {.unnumbered}

        The report rests on interviews, and on a judgement of the [*Cour de cassation*]{lang=fr}.
    """
    caused = lines_with_cause(resolved)
    for finding in reported(resolved, cases.AttributeUnknown.rule):
        if not isinstance(finding.facts, NamesNothing) or caused.isdisjoint(finding.span.lines):
            yield finding


@check(cases.TextLost)
def text_lost(resolved: Resolved) -> Iterator[Finding]:
    r"""Markdown does not print some lines: `[Act]: 2018` is the address of a link, text next to a comment
    on its line belongs to the comment, a caption right under a table is one of its rows, and a note that
    is defined inside another text is taken out of it. The asterisks of `2*3*4` are read as italics; the fix
    writes `2\*3\*4`. Links lead to web, mail and phone addresses: a path would be the author's own.

    Bad: a definition that nothing uses

        1. The law prohibits it.

        [Act]: 2018
        ^

    Bad: a caption without a table

        1. The law prohibits it.

        Table: Cases in 2019
        ^

    Good:

        1. The law prohibits it. The name of the law is

             \[Act]: 2018

        Table: Cases in 2019

        | Place | Cases |
        | ----- | ----- |
        | Sindh | 12    |
    """
    found = survey(resolved)
    for link, _ in found.each(m.Link):
        is_address = found.source.at(link.span).endswith(")") or "." in link.url.rstrip(".")
        if is_address and not live(link.url):  # other words than an address, after [1]:, are a note's
            yield Finding(link.span, AddressLost(link.url))
    fallen = dict(_tables_not_indented(resolved))
    for finding in reported(resolved, cases.TextLost.rule):
        table = fallen.get(finding.span) if isinstance(finding.facts, CaptionAlone) else None
        if table is None:
            yield finding
            continue
        lines = ((number, found.source.line(number)) for number in table.lines)
        yield Finding(finding.span, TableNotIndented(), edits=moved(table.path, lines, 0, FIVE))


def _tables_not_indented(resolved: Resolved) -> Iterator[tuple[Place, SourceSpan]]:
    """Yield the places of captions at the end of a paragraph, each with that of the table below it."""
    for above, block in pairwise(resolved.document.blocks):
        span = block.span
        if not isinstance(above, m.NumberedParagraph) or not isinstance(block, m.Table):
            continue
        if above.blocks and block.caption is None and isinstance(span, SourceSpan) and span.column == 1:
            yield above.blocks[-1].span, span
