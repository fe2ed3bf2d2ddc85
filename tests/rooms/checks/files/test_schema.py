"""The schema of Word's format is checked by a process of its own, which is ended after a time."""

from __future__ import annotations

import pytest

from tests.judges.validators import need_module
from tests.support.docx_made import made, p
from tests.support.reading_here import ANOTHER_PROCESS
from toolchain.checks.files.docx import schema
from toolchain.formats import apart
from toolchain.reports.sentences import message


def said(data: bytes) -> list[str]:
    need_module("openxml_audit", "openxml-audit")
    return [message(each) for each in schema.schema_defects(data, "a.docx")]


def test_a_library_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "_SECONDS", 0.2)
    monkeypatch.setattr(apart, "call", ANOTHER_PROCESS)
    assert said(made(p("A"))) == ["openxml-audit did not finish checking the file within 0.2 seconds"]


def test_a_library_that_fails_says_nothing_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "_VALIDATED", "no_such_module:x")
    assert said(made(p("A"))) == [
        "openxml-audit could not check the file against the schema of its format: ModuleNotFoundError"
    ]


def test_its_faults_are_counted() -> None:
    spoilt = made(p("A") + "<w:p><w:strange/></w:p>" * 3)
    assert [each for each in said(spoilt) if "strange" in each and each.endswith(", 3 times")]
