"""The texts of notes that are typed as paragraphs: "[act]: Penal Code, sect. 3."."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from toolchain import model as m
from toolchain.checks.survey import survey
from toolchain.model.expressions import expression
from toolchain.resolve.tables import Resolved

_MEANT = expression(r"\[(?P<caret>\^)?(?P<label>[\w-]+)\](?:[ \t]*:|(?(caret)[ \t]|(?!)))[ \t]*(?=\S)")


@lru_cache(maxsize=1)
def meant_notes(resolved: Resolved) -> Mapping[str, tuple[m.Paragraph, str]]:
    """Return the paragraphs that were meant as texts of marked notes ("[act]: …"), each with its line."""
    source, defined = survey(resolved).source, {note.label for note in resolved.document.notes}
    marks = [mark for mark, _ in survey(resolved).each(m.NoteMark) if mark.label not in defined]
    meant: dict[str, tuple[m.Paragraph, str]] = {}
    for block in (each for each in resolved.document.blocks if marks and isinstance(each, m.Paragraph)):
        line = source.at(source.first_line(block.span))
        found, at = _MEANT.match(line), block.span.order
        if found and any(each.label == found["label"] and each.span.order != at for each in marks):
            meant.setdefault(found["label"], (block, f"[^{found['label']}]: {line[found.end() :]}"))
    return meant
