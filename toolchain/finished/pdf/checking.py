"""Checks a PDF by itself: what is wrong in the file."""

from __future__ import annotations

from toolchain import plugins
from toolchain.checks import engine
from toolchain.diagnostics import Diagnostic
from toolchain.project import Options
from toolchain.readers.pdf import read_bytes


def left_out() -> tuple[str, ...]:
    """What is not looked for here, each with what it lacks."""
    return ()


def examine_file(data: bytes, display: str, options: Options) -> tuple[Diagnostic, ...]:
    """All that is found in a PDF's bytes. Raises `Failure` (S012)."""
    return engine.diagnose(read_bytes(data, display).defects, plugins.our_checks())
