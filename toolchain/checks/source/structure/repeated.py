"""What a text says again, or for the front matter: its title, its contents, its cover: S032 to S034."""

from __future__ import annotations

from collections.abc import Iterator

from toolchain import model as m
from toolchain.checks import check, reported
from toolchain.checks.source.contents import entries, typed_contents
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Edit, FilePlace, Finding, SourceSpan, source_span
from toolchain.model.expressions import expression
from toolchain.model.front_matter import COVER_FACTS
from toolchain.model.records import replace
from toolchain.model.walk import plain_text
from toolchain.model.wording import fold
from toolchain.readers.markdown.contents import name_of
from toolchain.readers.markdown.front_matter import CALLED
from toolchain.resolve.labels import words_for
from toolchain.resolve.tables import Resolved
from toolchain.rules import structure as cases
from toolchain.rules.front_matter import NoEnd
from toolchain.rules.text import Quoted
from toolchain.text.plain import plain, words_of

_STATED = expression(r"\s*(\w[^:：]{1,30}?)\s*[:：]\s*(\S.*)(?<![a-zà-ÿ]{3}[.!?;])")
"""A line that is no sentence: what is stated, and what it is."""
_NAMES = expression(r"(?:[A-ZÀ-Þ][\w’-]* [\w ’&-]{1,80}, ){1,20}[A-ZÀ-Þ][\w’-]* [\w ’&-]{1,80}")
_SPECIAL = expression(r": |^\W| #|^\d+$")


@check(cases.TitleRepeated)
def title_repeated(resolved: Resolved) -> Iterator[Finding]:
    """The title is in the front matter, and every output prints it. Texts in Markdown often begin with it, as
    a heading: then it is printed twice, and all other headings are one level too low. The edits delete the
    heading, and raise the others if it is the only one of its level; but not if it may be that of a section.

    Bad:

        ---
        title: Sale of children
        lang: en
        ---

        # **Sale of children**
        ^^^^^^^^^^^^^^^^^^^^^^

        ## Prohibition

        1. The law prohibits the sale of children.

        ## Prevention

        2. There is no plan.

    Good:

        ---
        title: Sale of children
        lang: en
        ---

        # Prohibition

        1. The law prohibits the sale of children.
    """
    source = survey(resolved).source
    headings = [each for each in resolved.document.blocks if isinstance(each, m.Heading)]
    title = name_of(plain_text(resolved.document.front_matter.title))
    if not title or not headings or name_of(plain_text(headings[0].children)) != title:
        return
    first, *others = headings
    if isinstance(first.span, FilePlace):
        yield Finding(first.span, cases.TitleRepeated())
        return
    blocks = resolved.document.blocks
    at = blocks.index(first)
    if any(isinstance(each, m.NumberedParagraph) for each in blocks[:at]):
        return
    is_alone = all(each.level > first.level for each in others)
    is_section = isinstance(next(iter(blocks[at + 1 :]), None), m.NumberedParagraph)  # perhaps with this name
    signs = (source_span(each.span).start for each in others if is_alone)
    raised = [replace(each, end_column=each.column + 1) for each in signs]
    edits = (source.cut(first.span), *(Edit(each, "") for each in raised))
    certain = (
        (is_alone or not is_section)
        and all(name_of(plain_text(each.children)) != title for each in others)
        and not set(source.at(first.span)) & set("[{")
        and all(source.at(each) == "#" for each in raised)
    )
    facts = cases.TitleAboveAll() if raised else cases.TitleRepeated()
    yield Finding(first.span, facts, edits=edits if certain else ())


@check(cases.ContentsTyped)
def contents_typed(resolved: Resolved) -> Iterator[Finding]:
    """Contents that are typed, or come from another program, have the headings and pages of an earlier text,
    and in Word nobody can update them. With `contents: true` in the front matter they are printed, with links
    and with the right pages. Two lines or more with the words of headings, with or without the number of a
    page, are contents.

    Bad:

        [I. Law 1](#law)
        ^^^^^^^^^^^^^^^^

        [II. Courts 4](#courts)

        # I. Law {#law}

        1. The law prohibits the sale of children.

        # II. Courts {#courts}

        2. Few cases are brought.

    Bad: a list

        - Law ...... 1
        ^^^^^^^^^^^^^^
        - Courts ... 4

        # Law

        1. The law prohibits the sale of children.

        # Courts

        2. Few cases are brought.

    Good:

        ---
        title: Example
        lang: en
        contents: true
        ---

        # Law

        1. The law prohibits the sale of children.
    """
    source = survey(resolved).source
    for run in typed_contents(resolved):
        count = sum(len(entries(block)) for block in run)
        yield Finding(source.first_line(run[0].span), cases.ContentsTyped(count))


@check(cases.CoverTyped)
def cover_typed(resolved: Resolved) -> Iterator[Finding]:
    """Who submits a text, to whom, of which country and when is printed on the cover, and is in the
    properties of the files, if the front matter says so. Lines such as “Submitted by: …” above the text are
    printed as running text.

    Bad:

        **Submitted by:** Lanternhouse Trust
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

        **Country:** Atlantis

        # Law

        1. The law prohibits the sale of children.

    Good:

        ---
        title: Example
        lang: en
        country: Atlantis
        submitted-by: Lanternhouse Trust
        ---

        # Law

        1. The law prohibits the sale of children.
    """
    matter, headings = resolved.document.front_matter, 0
    keys = {key: key for key in ("title", "submitted-by", *map(_key, COVER_FACTS))}
    keys = {**{called: key for called, key in CALLED.items() if key in keys}, **keys}
    for words in (words_for("en"), resolved.words):
        keys.update((words.terms[each].casefold(), _key(each)) for each in ("submitted_by", *COVER_FACTS))
    if any(isinstance(each.facts, NoEnd) for each in reported(resolved, NoEnd.rule)):
        return  # then these lines are the front matter
    found: list[SourceSpan] = []
    said: dict[str, str] = {}
    has = set(words_of(plain(resolved.document.text.split("\n---", 1)[0])))
    for block in resolved.document.blocks:
        headings += isinstance(block, m.Heading)
        if isinstance(block, m.NumberedParagraph) or headings > 1:
            break
        stated = [_STATED.fullmatch(line) for entry in entries(block) for line in entry.split("\n")]
        pairs = [(keys.get(fold(each[1]).casefold()), each[2]) for each in stated if each]
        known = [(key, value) for key, value in pairs if key]
        others = (key for key, value in known if key in matter.places and set(words_of(plain(value))) - has)
        if known and all(stated) and isinstance(block.span, SourceSpan):
            if any(others):
                continue  # one of them is wrong: nobody knows which
            first = next(at for at, (key, _) in enumerate(pairs) if key)
            column = 1 if first else block.span.column
            found.append(replace(block.span, line=block.span.line + first, column=column))
            for key, value in known:
                said.setdefault(key, value)
    if found:
        lines = (f"{key}: {_in_yaml(key, value)}" for key, value in said.items() if key not in matter.places)
        facts = cases.CoverTyped(tuple(map(Quoted, lines)))
        yield Finding(survey(resolved).source.first_line(found[0]), facts)


def _key(name: str) -> str:
    return name.replace("_", "-")


def _in_yaml(key: str, value: str) -> str:
    """Return a value as the front matter has it; a comma divides names of organizations, but no "Inc."."""
    value = fold(value)
    if key == "submitted-by" and _NAMES.fullmatch(value):
        return f"[{value}]"
    return f'"{value}"' if _SPECIAL.search(value) else value
