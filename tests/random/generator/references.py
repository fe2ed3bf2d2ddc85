"""Cross-references, filled in when it is known what there is to refer to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.random.generator.making import REFERENCE, REFERENCE_END, Making
from toolchain import model as m
from toolchain.model.walk import walk
from toolchain.project.settings import Options, make_project
from toolchain.readers.markdown import MarkdownReader
from toolchain.resolve import resolve
from toolchain.resolve.tables import Resolved

_PLACE = re.compile(f"{REFERENCE}([^{REFERENCE}{REFERENCE_END}]*){REFERENCE_END}")


class Known(NamedTuple):
    """Something to refer to: its label, and the forms of its number ("": it has none)."""

    label: str
    numbers: tuple[str, ...]
    word: str = ""


def filled(making: Making, source: str) -> str:
    """The source with its cross-references. Their numbers have the form of the target's, and may be false."""
    if not making.references:
        return source
    known = list(_known(_resolved(_PLACE.sub(r"\1", source))))
    return _PLACE.sub(lambda found: _reference(making, found[1], known), source)


def _resolved(source: str) -> Resolved:
    path = Path("report.md")
    document = MarkdownReader().read_text(source, path, path.name)
    project, _ = make_project(path, document, Options())
    return resolve(document, project.settings)


def _known(resolved: Resolved) -> Iterator[Known]:
    """All that can be referred to: not what stands in a note that is not printed."""
    title = [resolved.title_note] if resolved.title_note else []
    printed = {note.note for note in (*title, *resolved.notes)}
    hidden = {node for node, _ in walk(note for note in resolved.document.notes if note not in printed)}
    for label, target in resolved.targets.items():
        if target in hidden:
            continue
        if isinstance(target, m.Note):
            notes = [note for note in resolved.notes if note.note is target]
            if notes:
                yield Known(
                    label, (notes[0].label, f"{resolved.words.references['note'][0]} {notes[0].label}")
                )
        else:
            number = resolved.numbers.get(target)
            forms = (number.own, number.full, number.cited) if number else ()
            yield Known(label, tuple(dict.fromkeys(filter(None, forms))))


def _reference(making: Making, words: str, known: list[Known]) -> str:
    if not known:
        return words
    kinds: dict[str, list[Known]] = {}
    for each in known:
        kinds.setdefault(each.label if each.label == "^title" else each.label[0], []).append(each)
    target = making.one(making.one(list(kinds.values())))
    form = making.number(4) if target.numbers else 0
    if form == 0:
        return f"[{words}](#{target.label})"
    if form == 1:
        return f"[](#{target.label})"
    number = making.one(target.numbers)
    if form == 2:  # a false one
        number = re.sub(r"[0-9]+", lambda found: str(int(found[0]) + 1 + making.number(900)), number)
    emphasised = f"*{number}*" if making.chance(6) else number
    return f"[{making.one(('', making.phrase() + ' '))}{emphasised}](#{target.label})"
