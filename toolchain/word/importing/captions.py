"""Captions: which table or picture they belong to, and their typed numbers: "Figure 2 – Cases by year"."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

from toolchain.formats.docx.story import Paragraph, Token, counts, parted, sequence
from toolchain.formats.docx.xml import W, is_on
from toolchain.model.expressions import expression
from toolchain.model.facts import Word
from toolchain.model.numerals import FROM_EASTERN, label_parts
from toolchain.model.records import replace
from toolchain.model.wording import fold
from toolchain.resolve.labels import Words, words_for
from toolchain.rules.losses import PrintedAs
from toolchain.text.letters import in_any_form
from toolchain.word.importing.drafts import Draft
from toolchain.word.importing.entries import Entry, head
from toolchain.word.importing.indents import properties_of
from toolchain.word.importing.losses import Losses

_KINDS = ("table", "figure")
_BRACKETS = expression(r"\s*(?:\(.*\)|（.*）|\[.*\])\s*")
_KEPT = W + "keepNext"
_UNSURE = Word("it is not certain whether a caption belongs to what is above it or below it")
_MOVED = Word("captions below tables and pictures are printed above them")
_ALONE = Word("a caption without a table or picture stays text")
_SIGNS = ".:．：、–—-"
_BETWEEN = rf"(?:[ \u00a0]*\n|\s*[{_SIGNS}]\s*|\s+)"
_CHINESE = "[ \u00a0\u3000]+(?=[\u4e00-\u9fff][^。]*$)"
"""A space after a number, which is in no Chinese sentence."""


def typed_caption(words: Words) -> re.Pattern[str]:
    """Return the pattern of captions without a style: a number, then punctuation or no more."""
    heads = "|".join(_heads(kind, words) for kind in _KINDS)
    return re.compile(rf"\s*(?:{heads})(?:[ \u00a0]*[\n{_SIGNS}]|{_CHINESE}|\s*$)(?!\w*[0-9])")


def captions_of(entries: list[Entry], words: Words, losses: Losses | None) -> dict[Entry, Entry]:
    """Return the captions by their tables and pictures. One without any becomes a text; what is between a
    caption and its table is joined to it.

    Of tables, pictures and captions that touch, by turns, each caption belongs to the one above, or each to
    the one below, so that none is left over. Where one is left over anyway, an empty paragraph decides,
    "keep with next", or the side of the other captions of the file; if nothing does, the usual side is
    taken, and that is listed. In our own files (no `losses`) captions are above.
    """
    if losses:
        _join_units(entries)
    captions = {
        each: each.block for each in entries if each.kind == "caption" and isinstance(each.block, Paragraph)
    }
    found: dict[Entry, Entry] = {}
    if not captions:  # as in nearly all notes, of which there can be thousands
        return {}
    above: Counter[str] = Counter()  # captions by kind that are above, less those below
    for run in sorted(_runs(entries, captions, words), key=lambda run: len(run) % 2):
        kind, start = next(each.kind for each in run if each not in captions), 0
        if len(run) % 2 or (run[2:] and not losses):
            side = sum(map(_side, run, (*run[1:], None))) or above[kind] if losses else 1
            start = (side > 0 if side else kind == "table") == (run[0] not in captions)
            if losses and not side:
                first = next(captions[each] for each in run if each in captions)
                losses.add(first, _UNSURE, first.text)
        for pair in zip(run[start::2], run[start + 1 :: 2], strict=False):
            thing, caption = sorted(pair, key=lambda each: each in captions)
            found[thing] = caption
            above[kind] += 1 if pair[0] is caption else -1
            if losses and pair[1] is caption:
                losses.once(captions[caption], _MOVED)
    for entry in captions.keys() - found.values():
        entry.kind = "plain"
        if losses:
            losses.add(captions[entry], _ALONE, captions[entry].text)
    return found


def _join_units(entries: list[Entry]) -> None:
    """Make a line in brackets between a caption and its table, "(per cent)", the end of the caption."""
    gone = set[Entry]()
    for caption, line, table in zip(entries, entries[1:], entries[2:], strict=False):
        between = caption.kind == "caption" and line.kind == "plain" and table.kind in _KINDS
        if between and caption.paragraph and line.paragraph and _BRACKETS.fullmatch(line.paragraph.text):
            caption.paragraph.pieces = [*caption.paragraph.pieces, Token("text", " "), *line.paragraph.pieces]
            gone.add(line)
    entries[:] = [each for each in entries if each not in gone]


def _runs(
    entries: Sequence[Entry], captions: Mapping[Entry, Paragraph], words: Words
) -> Iterator[Sequence[Entry]]:
    """Yield tables, pictures and captions that touch, by turns; "Table 1" touches a table, if it can."""
    patterns = _patterns(words)
    joined = set[int]()  # those that go on with the one before
    for at, entry in enumerate(entries):
        if caption := captions.get(entry):
            text, counter = head(caption), counts(caption.pieces)
            kinds = [kind for kind in _KINDS if counter == kind or patterns[kind].match(text)]
            near = (each for each in (at - 1, at + 1) if 0 <= each < len(entries))
            beside = [each for each in near if entries[each].kind in _KINDS]
            fitting = [each for each in beside if entries[each].kind in kinds] if kinds else beside
            joined |= {max(at, each) for each in fitting}
    starts = [at for at in range(len(entries)) if at not in joined]
    runs = (entries[start:end] for start, end in zip(starts, (*starts[1:], len(entries)), strict=False))
    yield from (run for run in runs if len(run) > 1)


def _side(entry: Entry, below: Entry | None) -> int:
    """Return what speaks for captions above their tables and pictures (more than 0), or below them: which
    keep with the next paragraph, and which of `entry` and the one `below` it are apart.
    """
    block = entry.block
    last = block if isinstance(block, Paragraph) else [None, *block.paragraphs()][-1]
    keeps = last and (properties := properties_of(last)) is not None and is_on(properties.find(_KEPT))
    return (bool(keeps) - bool(below and below.apart)) * (1 if entry.kind == "caption" else -1)


def _patterns(words: Words) -> dict[str, re.Pattern[str]]:
    return {kind: re.compile(rf"\s*(?:{_heads(kind, words)})(?:{_BETWEEN}|$)(?!\w*[0-9])") for kind in _KINDS}


def cut_typed_numbers(root: Draft, words: Words, losses: Losses | None = None) -> None:
    """Record the length of the number of each caption without a counting field.

    Those that get another number are listed in `losses`, and the first one of each word that is not printed.
    """
    patterns: dict[str, re.Pattern[str]] = {}
    counted, told = Counter[str](), set[str]()
    for draft in root.walk():
        caption = draft.caption.block if draft.caption else None
        if isinstance(caption, Paragraph):
            counted[draft.kind] += 1
            patterns = patterns or _patterns(words)
            if not sequence(caption.pieces) and (found := patterns[draft.kind].match(head(caption))):
                draft.cut = found.end()
                number, typed = counted[draft.kind], fold(found[0]).strip(f" {_SIGNS}")
                printed, shown = words.captions[draft.kind].label(number), typed.translate(FROM_EASTERN)
                word, own = label_parts(shown)
                draft.typed = typed if losses else ""
                known = (own == str(number) and word in told) or shown.casefold() == printed.casefold()
                if losses and not known:
                    told.add(word)
                    losses.add(caption, PrintedAs(typed, printed))


def _heads(kind: str, words: Words) -> str:
    """Return the pattern of a number and its word, in the language of the document or in English.

    A caption may also have another word by which the text refers to it: "Gráfico 1", "Tabla 1", "Fig. 1".
    """
    forms = {words.captions[kind].text, words_for("en").captions[kind].text}
    forms |= {f"{each} %" for each in words.references[kind]}
    apart = (map(in_any_form, form.split("%")) for form in sorted(forms))
    return "|".join(
        rf"(?i:{before})(?:№\s?)?\(?[\dIVXLA-Z\u4e00-\u9fff]{{1,6}}\)?{after}" for before, after in apart
    )


def without_head(pieces: Sequence[Token], length: int) -> Sequence[Token]:
    """Return pieces without this number of characters at their start: a typed number."""
    if not length:
        return pieces
    out: list[Token] = []
    for piece in pieces:
        if length and piece.kind in ("text", "break"):
            text = piece.text if piece.kind == "text" else " "
            taken = min(length, len(text))
            length -= taken
            if taken < len(text):
                out.append(replace(piece, text=text[taken:]))
        else:
            out.append(piece)
    return out


def replaced(pieces: Iterable[Token], parts: Iterable[tuple[int, int, Sequence[Token]]]) -> Iterator[Token]:
    """Yield pieces with other tokens in place of parts of their text, which can be in several pieces."""
    waiting, at = deque(parts), 0
    for piece in pieces:
        if piece.kind != "text":
            yield piece
            continue
        done, end = at, at + len(piece.text)
        while waiting and waiting[0][1] <= at:
            waiting.popleft()
        for start, stop, tokens in takewhile(lambda each: each[0] < end, waiting):  # noqa: B023 (used at once)
            yield replace(piece, text=piece.text[done - at : max(start, done) - at])
            yield from (replace(each, look=piece.look) for each in tokens if start >= at)
            done = min(stop, end)
        yield replace(piece, text=piece.text[done - at :])
        at = end


def after_label(pieces: Sequence[Token], draft: Draft) -> Sequence[Token]:
    """Return the words of a caption or heading after "Table 1" or "Annex I"."""
    if draft.cut:
        return without_head(pieces, draft.cut)
    return parted(pieces, at_break=draft.kind == "heading")[1]
