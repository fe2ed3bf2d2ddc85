"""Sample texts of a new source that are not changed yet: S028."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from toolchain import model as m
from toolchain.checks import check
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Finding
from toolchain.model.front_matter import FrontMatter
from toolchain.model.wording import fold
from toolchain.resolve.tables import Resolved
from toolchain.rules.structure import SampleLeft, SampleSource, SampleTable
from toolchain.text.running import MARK, REFERENCE
from toolchain.text.samples import SAMPLE_ADDRESS, find_samples


@check(SampleLeft)
def sample_left(resolved: Resolved) -> Iterator[Finding]:
    """`submission new` writes sample texts, a sample table and a sample source, to show how a source is
    written. Each is reported until one word of it is changed, or until it is deleted. Nothing has to be
    marked as done. While one is left, `submission send-check` has something to fix, and `submission freeze`
    and `submission pack` refuse the source.

    Bad:

        1. This sample recommendation asks for one thing only.
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    Bad (fr): in the front matter

        ---
        title: Titre d’exemple de la communication
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        lang: fr
        ---

        1. La loi interdit la vente d’enfants.

    Good: with words of its own

        1. This recommendation asks for one thing only: a law.
    """
    passages = survey(resolved).corpus
    reported: set[m.Node] = set()
    for start, end in find_samples(passages.text):
        passage, first = passages.passage_at(start)
        table = next((each for each in passage.around if isinstance(each, m.Table)), None)
        if table not in reported:
            reported.update((table,) if table else ())
            place, kind = passage.span(start - first, end - first), SampleTable if table else SampleLeft
            words = passages.text[start:end].replace(MARK, "").replace(REFERENCE, "…")
            yield Finding(place, kind(fold(words)))
    matter = resolved.document.front_matter
    for key, place in matter.places.items():
        if any(find_samples(text := _value(matter, key))):
            yield Finding(place, SampleLeft(text))
    for entry in resolved.bibliography.entries.values():
        title, address = entry.fields.get("title", ""), entry.address
        if any(find_samples(title)):
            yield Finding(entry.span, SampleSource(title))
        if address == SAMPLE_ADDRESS:
            yield Finding(entry.span, SampleSource(address))


def _value(matter: FrontMatter, key: str) -> str:
    """Return the text at a path such as "submitted-by.0.name", "" if the value is not a text."""
    value: Any = matter
    for part in key.split("."):
        if part.isdigit():
            value = next(iter(value[int(part) :]), "") if isinstance(value, tuple) else ""
        else:
            value = getattr(value, part.replace("-", "_"), "")
    return value if isinstance(value, str) else ""
