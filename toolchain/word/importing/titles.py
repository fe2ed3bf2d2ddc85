"""The title and the subtitle in the first lines of a third-party file."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import takewhile

from toolchain.formats.docx.story import Block, Paragraph
from toolchain.formats.docx.tokens import Token
from toolchain.model.facts import Word
from toolchain.model.wording import fold
from toolchain.readers.docx.cover import Parts
from toolchain.rules.losses import TitleUnsure
from toolchain.word.importing.cover import CoverReader
from toolchain.word.importing.cover_lines import lines_of, without
from toolchain.word.importing.losses import Losses


def read_title(
    sizes: Mapping[Paragraph, int], part: Parts, named: str, reader: CoverReader, losses: Losses
) -> tuple[Paragraph | None, list[Block]]:
    """Return the title, and the text without the lines that are in it or in the subtitle.

    `sizes` are the first lines that differ from text; `named` is the title in the properties. A title is
    known by its style, else by the properties, its size, or because it does not say what kind of document
    this is. Without a style for it, the subtitle is a line next to the title.
    """
    titled = lines_of(part.title) if part.title else []
    lines = [*titled, *sizes]
    shown = fold(" ".join(line.text for line in lines))
    if not part.title and named.casefold() not in shown.casefold():
        first = next((each for each in part.body if isinstance(each, Paragraph) and each.text.strip()), None)
        title = first if first and fold(first.text) == named and not first.is_heading else None
        return title, without(part.body, [title] if title else ())
    parts: list[Paragraph] = []
    taken: dict[Paragraph, set[Paragraph]] = {}
    for line in takewhile(lambda each: each is part.title or not reader.states(each.text), lines):
        text = line.text.lower() if line.text.isupper() else line.text.strip()
        above = parts[-1] if parts and sizes.get(parts[-1]) == sizes.get(line) else None
        continued = above is not None and reader.goes_on(above.text, text)
        unsure = above is not None and (text[:1].islower() or reader.goes_on(above.text, text.lower()))
        if above and (continued or unsure or shown == named):
            above.pieces += (Token("break"), *line.pieces)
            taken[above].add(line)
            if unsure and not continued and line in sizes:
                losses.add(line, Word("a line is joined to the title above it"), line.text)
        else:
            parts.append(line)
            taken[line] = {line}
    if not parts:
        return None, list(part.body)
    kinds = [reader.is_kind(each.text) for each in parts]
    ranks = [
        (fold(each.text) == named, sizes.get(each, 0), not kind)
        for each, kind in zip(parts, kinds, strict=True)
    ]
    at = 0 if part.title or "@" in shown else ranks.index(max(ranks))  # "@": a letterhead
    title, beside = parts[at], [*parts[at + 1 : at + 2], *parts[max(at - 1, 0) : at]]
    kind = next((each for each in beside if kinds[parts.index(each)]), None)
    subtitle = None if reader.subtitle or "@" in shown else kind or next(iter(parts[at + 1 : at + 2]), None)
    if subtitle:
        reader.subtitle = subtitle
        if subtitle is not kind or kind is not beside[0] or at:
            losses.add(subtitle, TitleUnsure(title.text, subtitle.text))
    used = taken[title] | (taken[subtitle] if subtitle else set())
    return title, without((*titled, *part.body), used)
