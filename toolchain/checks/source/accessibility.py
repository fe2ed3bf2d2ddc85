"""The A series, as far as the source shows it: A701 to A704, A708."""

from __future__ import annotations

from collections.abc import Iterator

from toolchain import model as m
from toolchain.checks import check
from toolchain.checks.source.shown import logos
from toolchain.checks.survey import survey
from toolchain.formats.colours import ENOUGH, WHITE, contrast, readable
from toolchain.model.diagnostics import FilePlace, Finding, Place, SourceSpan, gathered
from toolchain.model.records import replace
from toolchain.model.source_text import Source
from toolchain.model.walk import plain_text, walk
from toolchain.model.wording import fold, picture_name
from toolchain.resolve.tables import Resolved
from toolchain.rules import accessibility as cases
from toolchain.text.letters import foreign_letters, is_in_word, words_of
from toolchain.text.phrases import phrases

api = 1
catalogue = (cases,)

_ADDRESS = ("http://", "https://", "www.")


@check(cases.AltText)
def alt_text(resolved: Resolved) -> Iterator[Finding]:
    """People who cannot see an image hear its alt text. It must say what the image shows, with the figures of
    a chart. The caption is read too, so alt text that only repeats the caption does not help. The alt text of
    a logo is `logo-alt` in the front matter.

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
            yield Finding(image.span, cases.NoAltText(picture_name(image.source)))
        elif caption and _normalized(image.alt) == _normalized(plain_text(caption.children)):
            yield Finding(image.span, cases.AltRepeatsCaption())
    yield from gathered(
        Finding(place, cases.LogoWithoutAlt(organization.logo))
        for organization, place in logos(resolved.document.front_matter)
        if not organization.logo_alt.strip()
    )


@check(cases.TableHeader)
def table_header(resolved: Resolved) -> Iterator[Finding]:
    """A screen reader reads the column header with each cell. Without headers, a table is just a list of
    numbers. The header row is also repeated on each page of a long table. Its first cell may be empty.

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
        if not table.is_headed:
            place = _header_row(table, survey(resolved).source)
            caption = plain_text(table.caption.children) if table.caption else None
            yield Finding(place, cases.NoHeaderRow(caption))


@check(cases.LinkText)
def link_text(resolved: Resolved) -> Iterator[Finding]:
    """Many users of screen readers go from link to link, and hear only the words of the links: "here, here,
    here". A web address is read letter by letter. On paper neither shows the target. A web address is allowed
    in a note, and in a list of sources, where a source is named with its address.

    Bad:

        1. The figures are published [here](https://example.org/figures).
                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

        2. The law stands at <https://example.org/law>.
                             ^^^^^^^^^^^^^^^^^^^^^^^^^

    Good:

        1. The [figures of 2019](https://example.org/figures) are published.[^law]

        [^law]: Penal Code, available at <https://example.org/law>.
    """
    empty = frozenset(map(_normalized, phrases(resolved.words.lang).empty_links))
    of_sources = _links_of_sources(resolved)
    for link, around in survey(resolved).each(m.Link):
        words = _normalized(plain_text(link.children))
        if words in empty:
            yield Finding(link.span, cases.EmptyLinkText(plain_text(link.children)))
        elif (
            words.startswith(_ADDRESS)
            and not (around and isinstance(around[0], m.Note))
            and id(link) not in of_sources
        ):
            yield Finding(link.span, cases.AddressAsText())


def _links_of_sources(resolved: Resolved) -> frozenset[int]:
    """Return the links, by identity, under a heading such as "Sources", to the next of its level or a higher
    one.
    """
    titles = frozenset(map(_normalized, phrases(resolved.words.lang).sources))
    found: set[int] = set()
    level = 0
    for block in resolved.document.blocks:
        if isinstance(block, m.Heading):
            if not level or block.level <= level:
                level = block.level if _normalized(plain_text(block.children)) in titles else 0
        elif level:
            found.update(id(node) for node, _ in walk((block,)) if isinstance(node, m.Link))
    return frozenset(found)


@check(cases.LanguageChange)
def language_change(resolved: Resolved) -> Iterator[Finding]:
    """A screen reader pronounces words by the rules of the document's language, and many voices skip letters
    that this language does not have. Mark the language: `[…]{lang=ur}`. Words in Latin letters are not
    reported, because titles and names have them everywhere.

    Bad:

        1. The council of elders (جرگہ) keeps no records.
                                  ^^^^

    Good:

        1. The council of elders ([جرگہ]{lang=ur}) keeps no records.

    Good (ky):

        1. Балдардын укуктары жөнүндө мыйзам бар.
    """
    found = survey(resolved)
    letters = foreign_letters(resolved.words.lang, found.signs)
    if not letters:
        return
    spoken = {id(node) for each, _ in found.each(m.Foreign) for node, _ in walk((each,))}
    words = words_of(letters)
    for passage in found.corpus.holding(letters):
        for match in words.finditer(passage.text):
            if is_in_word(passage.text, match):
                continue  # a slip, told by T509
            if id(passage.leaf(match.start()).node) not in spoken:
                place = passage.span(match.start(), match.end())
                yield Finding(place, cases.LanguageChange(match[0]))
                break  # once for each text


def _header_row(table: m.Table, source: Source) -> Place:
    """Return the line of the header row; in a finished file, which has no lines, the table."""
    first = table.header[0].span if table.header else table.span
    if isinstance(first, FilePlace):
        return table.span
    line = source.line(first.line)
    start = line.find("|") + 1 or first.column
    return replace(first, column=start, end_line=first.line, end_column=max(len(line.rstrip()), start) + 1)


def _normalized(text: str) -> str:
    return fold(text).casefold().rstrip(". ")


@check(cases.HouseColour)
def house_colour(resolved: Resolved) -> Iterator[Finding]:
    """In the house look, headings use your `colour`. Text needs a contrast of 4.5 to 1 with the paper (WCAG
    2.2, 1.4.3). Yellow, orange and most light greens and blues do not have it. Such a colour still fills the
    cover, with black text on it; headings and links get the nearest darker colour with enough contrast, which
    the message names.

    Bad:

        ---
        title: Example
        lang: en
        look: house
        colour: "#f2a900"
                ^^^^^^^^^
        ---

        1. The age is 16.

    Good:

        ---
        title: Example
        lang: en
        look: house
        colour: "#8a6100"
        ---

        1. The age is 16.
    """
    matter = resolved.document.front_matter
    if not matter.colour or contrast(matter.colour, WHITE) >= ENOUGH:
        return
    ratio = int(contrast(matter.colour, WHITE) * 10) / 10  # 4.49 must not be told as 4.5
    facts = cases.HouseColour(matter.colour, ratio, ENOUGH, readable(matter.colour, WHITE))
    yield Finding(matter.places.get("colour", SourceSpan.top(resolved.document.path)), facts)
