"""Each fault in a file is found where it is, and nothing else is; in good files nothing is found."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.broken.cases import missed
from tests.broken.docx import against_source as docx
from tests.broken.docx.corpora import CORPORA as DOCX
from tests.broken.epub import against_source as epub
from tests.broken.epub.corpora import CORPORA as EPUB
from tests.broken.html import against_source as html
from tests.broken.html.corpora import CORPORA as HTML
from tests.broken.pdf import against_source as pdf
from tests.broken.pdf.corpora import CORPORA as PDF

CORPORA = {
    **DOCX,
    **EPUB,
    **HTML,
    **PDF,
    **docx.CORPORA,
    **epub.CORPORA,
    **html.CORPORA,
    **pdf.CORPORA,
}
ENGINES = ("WeasyPrint", "typst")
LEAST = {"docx": 120, "epub": 40, "html": 60, "pdf": 60}
"""So many faults of a format at least."""


def is_tried_always(name: str, number: int) -> bool:
    """Whether each run tries a fault: of those planted in the PDFs of both engines, in one of the two."""
    return all(number % 2 == at for at, engine in enumerate(ENGINES) if engine in name)


@pytest.mark.parametrize("name", CORPORA)
def test_in_a_good_file_nothing_is_found(name: str) -> None:
    corpus = CORPORA[name]
    data = corpus.good()
    assert missed(corpus.lacks, corpus.found(data), data, corpus.fits) == []


@pytest.mark.parametrize(
    ("name", "number"),
    [
        pytest.param(
            name,
            number,
            id=f"{name}-{case.name}",
            marks=() if is_tried_always(name, number) else pytest.mark.long,
        )
        for name, corpus in CORPORA.items()
        for number, case in enumerate(corpus.cases)
    ],
)
def test_a_fault_is_found_where_it_is_and_nothing_else(name: str, number: int) -> None:
    corpus = CORPORA[name]
    case = corpus.cases[number]
    data = case.spoil(corpus.good())
    assert missed(case.expected, corpus.found(data), data, corpus.fits, corpus.besides) == []


def test_there_are_enough_and_each_has_a_name() -> None:
    names = [(name, case.name) for name, corpus in CORPORA.items() for case in corpus.cases]
    assert len(set(names)) == len(names)
    faults = Counter(
        name.split()[0] for name, corpus in CORPORA.items() for case in corpus.cases if case.expected
    )
    assert {form: faults[form] >= least for form, least in LEAST.items()} == dict.fromkeys(LEAST, True)
