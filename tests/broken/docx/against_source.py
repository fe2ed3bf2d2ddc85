"""A finished Word file that has been spoilt: each fault is seen, under its code and at its place."""

from __future__ import annotations

from functools import cache

from tests.broken.cases import Case, against_source
from tests.support.docx_faults import FAULTS, NOTES, spoilt
from tests.support.docx_file import WHOLE, docx
from tests.support.pages import ROOT, Submission, read


@cache
def whole() -> Submission:
    return read(WHOLE)


@cache
def good() -> bytes:
    return docx(whole()).data


CASES = [Case(name, fault.change, (f"{fault.code} {fault.place} | ",)) for name, fault in FAULTS.items()]
LOST_WORD = Case(
    "a word lost in note 40",
    spoilt(NOTES, '</w:t></w:r></w:p></w:endnote><w:endnote w:id="41">', "x\\g<0>"),
    ("D906 endnote 40 | ",),
)


@cache
def report() -> Submission:
    return read(ROOT / "content" / "pakistan-opsc" / "report.md")


@cache
def good_report() -> bytes:
    return docx(report()).data


CORPORA = {
    **against_source("docx against its source", whole, good, CASES),
    **against_source("docx of the report against its source", report, good_report, [LOST_WORD], besides=0),
}
