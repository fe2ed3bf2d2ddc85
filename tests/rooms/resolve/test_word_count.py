"""Words of the cover, and of the headings in a list of sources."""

from __future__ import annotations

from pathlib import Path

from tests.support.pages import written
from toolchain.model import Part
from toolchain.project.settings import Options
from toolchain.resolve.word_count import count


def of_cover(folder: Path, **matter: str) -> int:
    words = count(written(folder, "1. One.\n", Options(), **matter).resolved).words
    return sum(number for (part, _), number in words.items() if part is Part.COVER)


def test_the_words_about_publication_are_those_on_the_cover(tmp_path: Path) -> None:
    """ "Publication This submission may be published." has 6, the other sentence 10."""
    nothing = of_cover(tmp_path)
    assert of_cover(tmp_path, public="true") == nothing + 6
    assert of_cover(tmp_path, public="false") == nothing + 10


def test_paragraphs_are_counted_by_the_words_of_their_series(tmp_path: Path) -> None:
    again = "# Asked{} {{.restart series=recommendation}}\n\n1. One.\n\n"
    body = f"1. One.\n\n{again.format('')}# More\n\n2. Two.\n\n{again.format(' again')}"
    text = f"{body}# A {{.annex}}\n\n1. One.\n\n# B {{.annex}}\n\n1. One.\n\n#{again.format(' there')}"
    assert count(written(tmp_path, text, Options()).resolved).paragraphs == (
        ("body", 2),
        ("recommendation", 2),
        ("Annex I", 1),
        ("Annex II", 1),
        ("Annex II (recommendation)", 1),
    )


def test_a_note_of_a_note_counts_where_that_note_is_marked(tmp_path: Path) -> None:
    notes = "[^n]: Three little words.[^in]\n\n[^m]: Two words.\n\n[^in]: Four words in it.\n"
    body = f"# One\n\n1. A.[^n]\n\n# Two\n\n2. B.[^m]\n\n{notes}"
    found = count(written(tmp_path, body, Options()).resolved).sections
    assert [each.words.get((Part.BODY, "notes"), 0) for each in found] == [3 + 4, 2]
