"""What a merge lists: facts of each edit, of which `reports` makes the sentences."""

from __future__ import annotations

import re

import pytest

from tests.support.docx_made import changed
from tests.support.merged import ready
from tests.support.pages import ROOT
from toolchain.editing.merging import Listed
from toolchain.model.facts import Facts
from toolchain.reports.sentences import message_of
from toolchain.rules import merges

PLAIN = ROOT / "tests/cases/merge/plain.md"
FIFTH = r"<w:p>(?:(?!</w:p>).)*The fifth paragraph is the one(?:(?!</w:p>).)*</w:p>"


def edited(old: str, new: str) -> tuple[tuple[Listed, ...], tuple[Listed, ...]]:
    """Return what is merged and what is left after a change of the built file's text."""
    source = ready(PLAIN)
    merged = source.merged(changed(source.data, "word/document.xml", old, new))
    return merged.done, merged.left


def test_a_merged_edit_has_no_reason() -> None:
    done, left = edited("for a week", "for a month")
    assert done == (Listed("paragraph 2", 12, merges.EditListed(merges.CHANGED)),)
    assert left == ()


def test_an_edit_that_is_left_has_its_reason() -> None:
    done, left = edited(FIFTH, "")
    assert done == ()
    assert left[-1].facts == merges.EditListed(merges.DELETED, merges.StillReferredTo("second", 1, ("23",)))


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        (merges.EditListed(merges.MOVED), "moved"),
        (merges.EditListed(merges.LevelChanged(2, 3)), "level 2 became 3"),
        (merges.EditListed(merges.CHANGED, merges.PICTURE), "changed: a picture was changed"),
        (
            merges.StillReferredTo("law", 1, ("1200",)),
            "the source refers to #law: delete the reference (line 1200 before the merge) and merge again",
        ),
        (
            merges.StillReferredTo("law", 2, ("9", "12")),
            "the source refers to #law: delete references (lines 9, 12 before the merge) and merge again",
        ),
    ],
)
def test_reports_make_the_sentence(facts: Facts, message: str) -> None:
    assert message_of(facts) == message


def test_each_reason_is_given_somewhere() -> None:
    code = "".join(path.read_text() for path in (ROOT / "toolchain/editing/merging").glob("*.py"))
    reasons = {name for name in vars(merges) if name.isupper()}
    assert reasons == set(re.findall(r"\bmerges\.([A-Z_]+)\b", code))
