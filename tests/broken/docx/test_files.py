"""Each fault in a Word file is found where it is, and nothing else is; in good files nothing is found."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache

import pytest

from tests.broken.docx import Case, beside_the_text, by_programs, by_users, strangers
from tests.broken.docx.editing import WordFile
from tests.support.docx_file import docx
from tests.support.pages import ROOT, read
from toolchain.model.diagnostics import Diagnostic, Failure
from toolchain.pipeline import stages as pipeline
from toolchain.pipeline.finished_files.docx import examine
from toolchain.project.settings import Options

SOURCE = ROOT / "tests" / "cases" / "word_files" / "good.md"


@cache
def ours() -> bytes:
    """A file that we have built."""
    return docx(read(SOURCE)).data


GOOD: Mapping[str, Callable[[], bytes]] = {"ours": ours, "a stranger's": cache(strangers.stranger)}
CASES = [
    *(("ours", case) for module in (by_users, beside_the_text, by_programs) for case in module.CASES),
    *(("a stranger's", case) for case in strangers.CASES),
]


def found(data: bytes) -> tuple[Diagnostic, ...]:
    try:
        return examine(data, "report.docx", Options())
    except Failure as error:
        return pipeline.diagnose(error)


def examined(good: str, case: Case) -> tuple[Diagnostic, ...]:
    file = WordFile(GOOD[good]())
    case.edit(file)
    return found(file.data())


def missed(case: Case, told: Sequence[Diagnostic]) -> list[str]:
    """What is expected and not told, and the other way round."""
    left = [f"{each.code} {each.finding.span.words or 'the file'}" for each in told]
    wrong = []
    for expected in case.expected:
        fitting = next((each for each in left if each.startswith(expected)), None)
        if fitting is None:
            wrong.append(f"not told: {expected}")
        else:
            left.remove(fitting)
    return [*wrong, *(f"told besides: {each}" for each in left)]


@pytest.mark.parametrize("good", GOOD)
def test_in_a_good_file_nothing_is_found(good: str) -> None:
    assert found(GOOD[good]()) == ()


@pytest.mark.parametrize(("good", "case"), [pytest.param(good, case, id=case.name) for good, case in CASES])
def test_a_fault_is_found_where_it_is_and_nothing_else(good: str, case: Case) -> None:
    assert missed(case, examined(good, case)) == []
