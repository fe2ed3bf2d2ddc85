"""The title and the subtitle in the first lines of a third-party file."""

from __future__ import annotations

from collections.abc import Mapping

from toolchain.formats.docx.story import Block, Paragraph
from toolchain.formats.docx.tokens import Token
from toolchain.model.facts import Word
from toolchain.model.wording import fold
from toolchain.readers.docx.cover import Parts
from toolchain.rules.losses import TitleUnsure
from toolchain.word.importing.cover import CoverReader, is_before_text
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
    texts = [each for each in part.body if isinstance(each, Paragraph) and each.text.strip()]
    below = [each for each in texts if each not in sizes][:1] if titled or sizes else []
    kind = [each for each in below if is_before_text(each) and reader.is_kind(each.text)]
    lines = [*titled, *sizes, *kind]
    sizes = {**dict.fromkeys(titled, 0), **sizes}
    shown = fold(" ".join(line.text for line in lines))
    if not titled and named.casefold() not in shown.casefold():
        title = next((each for each in texts[:1] if fold(each.text) == named and not each.is_heading), None)
        return title, without(part.body, [title] if title else ())
    parts: list[Paragraph] = []
    taken: dict[Paragraph, list[Paragraph]] = {}
    for line in lines[:1] if "@" in shown else lines:  # "@": a letterhead
        if line is not part.title and reader.states(line.text):
            break
        text = line.text.lower() if line.text.isupper() else line.text.strip()
        above = parts[-1] if parts and sizes.get(parts[-1]) == sizes.get(line) else None
        likely = text[:1].islower() or (above and reader.goes_on(above.text, text.lower()))
        if above and (likely or shown == named):
            if line not in titled and shown != named and not reader.goes_on(above.text, text):
                losses.add(line, Word("a line is joined to the title above it"), line.text)
            above.pieces += (Token("break"), *line.pieces)
            taken[above].append(line)
        else:
            parts.append(line)
            taken[line] = [line]
    if not parts:
        return None, list(part.body)
    ranks = [
        (fold(each.text) == named, sizes.get(each, 0), not reader.is_only_kind(each.text)) for each in parts
    ]
    at = 0 if titled else ranks.index(max(ranks))
    next_, over = parts[at + 1 : at + 2], parts[max(at - 1, 0) : at]
    kinds = [each for each in (*next_, *over) if reader.is_kind(each.text)]
    used = taken[parts[at]]
    for subtitle in () if reader.subtitle else (*kinds, *next_)[:1]:
        reader.subtitle = subtitle
        used += taken[subtitle]
        if at or not kinds:
            losses.add(subtitle, TitleUnsure(parts[at].text, subtitle.text))
    return parts[at], without((*titled, *part.body), used)
