"""A finished Word file that has been spoilt: each fault is seen, under its code and at its place."""

from __future__ import annotations

from functools import cache

import pytest

from tests.support.docx_faults import FAULTS, NOTES
from tests.support.docx_file import WHOLE, docx
from tests.support.docx_made import changed
from tests.support.pages import ROOT, read
from tests.support.proving import prove
from toolchain.reports.sentences import message


@cache
def original() -> bytes:
    return docx(read(WHOLE)).data


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_reported(name: str) -> None:
    fault = FAULTS[name]
    defects = prove(read(WHOLE).resolved, fault.change(original()), "report.docx", "docx")
    told = [(finding.rule.code, finding.span.words, message(finding)) for finding in defects]
    assert any(code == fault.code and fault.place in place for code, place, _ in told), told


def test_without_a_fault_there_is_nothing_to_report() -> None:
    assert prove(read(WHOLE).resolved, original(), "report.docx", "docx") == ()


def test_the_report_of_the_repository_shows_a_lost_word() -> None:
    submission = read(ROOT / "content" / "pakistan-opsc" / "report.md")
    data = changed(
        docx(submission).data, NOTES, '</w:t></w:r></w:p></w:endnote><w:endnote w:id="41">', "x\\g<0>"
    )
    (defect,) = prove(submission.resolved, data, "report.docx", "docx")
    assert (defect.rule.code, defect.span.words.partition(",")[0]) == ("D906", "endnote 40")
