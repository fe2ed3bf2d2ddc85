"""What the source is written in, most of it met by the reader: S001, S002, S006, S008, S010, S011, S014."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolchain import model as m
from toolchain.checks import ERROR, WARNING, check, reported
from toolchain.model.diagnostics import Finding
from toolchain.model.wording import fold, shorten
from toolchain.resolve.tables import Resolved
from toolchain.text.survey import survey

_CLOSING = re.compile(r"</([a-zA-Z][\w-]*)\s*>")
_OPENING = re.compile(r"<([a-zA-Z][\w-]*)")
_SHOWN = 40


@check("S001", "raw-html", "Raw HTML is not passed through", ERROR)
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


@check("S002", "front-matter", "The front matter has an unknown or missing key, or a wrong value", ERROR)
def front_matter(resolved: Resolved) -> Iterator[Finding]:
    """The front matter is what the cover, the title of the file and its language are made of. A key that is
    misspelt would be ignored, and nobody would see that the cover lacks a line. What a recipient asks for
    beside it, L604 says.

    Bad:

        ---
        title: Sale of children
        lang: en
        sesion: 83rd session
        ^^^^^^
        ---

        1. The law prohibits the sale of children.

    Good:

        ---
        title: Sale of children
        lang: en
        session: 83rd session
        ---

        1. The law prohibits the sale of children.
    """
    yield from reported(resolved, "S002")


@check("S006", "attribute-unknown", "An attribute in braces is unknown, malformed or misplaced", ERROR)
def attribute_unknown(resolved: Resolved) -> Iterator[Finding]:
    r"""What stands in braces at the end of a block is for the program: a label such as `{#consent}`, or
    what a heading is, such as `{.annex}`. One that cannot be understood would be printed. To print braces
    that look like one, write `\{#`. Behind words in brackets stands the language they are in, by its tag.

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
    yield from reported(resolved, "S006")


@check("S008", "ignore-unused", "A silencer silences nothing", WARNING)
def ignore_unused(resolved: Resolved) -> Iterator[Finding]:
    """`<!-- check: ignore CODE reason -->` silences one code on the block that follows it. One that is no
    longer needed hides the next finding of that code from you; one with a misspelt code does nothing at
    all. Errors cannot be silenced.

    Bad:

        <!-- check: ignore N108 the repetition is wanted -->
        ^

        1. The law prohibits the sale of children.

    Bad: a misspelt code

        <!-- check: ignore 5005 its text is in the annex -->
        ^

        1. The law prohibits the sale of children.

    Good:

        <!-- check: ignore S005 its text is in the annex -->

        # Prohibition

        # Prevention

        1. There is no plan.
    """
    # Which silencers are unused is known when all checks have run: `toolchain.checks.engine` adds them.
    yield from reported(resolved, "S008")


@check("S010", "block-fallen-out", "An indented block has fallen out of its paragraph", ERROR, fixable=True)
def block_fallen_out(resolved: Resolved) -> Iterator[Finding]:
    """What belongs to a numbered paragraph is indented as far as its text; five columns are right for every
    number from 1 to 999. With less it no longer belongs to the paragraph, though in the source it still
    looks so: a list becomes new numbered paragraphs, a text becomes an unnumbered one.

    The edits indent the block again, and leave its numbers alone. There are none where one cannot tell
    where it belongs: a 2 after paragraph 1 can be the next paragraph, or the next part of this one.

    Bad:

        1. The law prohibits:

          The sale of children.
          ^

    Good:

        1. The law prohibits the following:

             The sale of children.
    """
    yield from reported(resolved, "S010")


@check("S011", "unsupported", "This is recognised but not supported", ERROR)
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


@check("S014", "text-lost", "A text would vanish", WARNING)
def text_lost(resolved: Resolved) -> Iterator[Finding]:
    r"""Markdown takes some lines for something that is not printed: `[Act]: 2018` is the address of a link,
    what stands beside a comment on its line belongs to the comment, a caption right under a table is one of
    its rows, and a note defined inside another text is torn out of it.

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
    yield from reported(resolved, "S014")
