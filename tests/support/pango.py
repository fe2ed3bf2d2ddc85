"""Tests that need Pango, where it is missing: those that asked for WeasyPrint and failed are skipped.

No test is marked: what a test asks for, it shows by itself. `PYTHONPATH=tests/support/without_pango` takes
Pango away from any command, as from pytest.
"""

from __future__ import annotations

import re
import sys
from importlib.abc import MetaPathFinder
from typing import Any

from toolchain.formats.needs import PANGO
from toolchain.plugins.registry import missing_library
from toolchain.rules.plugins import NoPango
from toolchain.writers.pdf import ENGINES

_SAID = re.compile(r"needs Pango|NoPango\(|cannot load library '\w*(?:gobject|pango)")


class _Watch(MetaPathFinder):
    """Sees that WeasyPrint is imported, which is tried again each time if it fails."""

    asked = False

    def find_spec(self, name: str, *_: object) -> None:
        self.asked |= name == "weasyprint"


_watch = _Watch()
sys.meta_path.insert(0, _watch)


def begin() -> None:
    """Forget who has asked for WeasyPrint."""
    _watch.asked = False


def skip_if_missing(report: Any, path: str) -> None:
    """Turn the report of a test or module that failed for want of Pango into that of a skipped one."""
    if not report.failed or not (_watch.asked or _SAID.search(str(report.longrepr))):
        return
    if isinstance(missing_library(ENGINES["weasyprint"]), NoPango):
        report.outcome = "skipped"
        report.longrepr = (path, None, f"Skipped: needs Pango: {PANGO.command()}")
