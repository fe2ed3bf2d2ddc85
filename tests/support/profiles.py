"""Profiles for the tests: files of a user's own, and what is told of them."""

from pathlib import Path

from toolchain.model.diagnostics import Finding, SourceSpan
from toolchain.recipients.reading import read
from toolchain.reports.sentences import help_line, message

PLACE = SourceSpan("report.md", 4, 10, 4, 14)
WORDS = '[limits.words]\nvalue = 500\nsource = "a letter"\nchecked = 2026-01-02\nstatus = "confirmed"\n'


def write(folder: Path, **files: str) -> Path:
    """The source beside which the files lie, under `profiles/`; two underscores stand for a slash."""
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "report.md"


def said(defects: tuple[Finding, ...]) -> list[str]:
    """Findings as line:column message | help."""
    return [f"{':'.join(map(str, each.span.order))} {message(each)} | {help_line(each)}" for each in defects]


def faults(text: str) -> list[str]:
    return said(read(text, "mine", "mine.toml")[1])


def rule(head: str, **more: str) -> str:
    parts = {"value": "1", "source": '"x"', "checked": "2026-01-01", "status": '"confirmed"', **more}
    return f"[{head}]\n" + "".join(f"{key} = {value}\n" for key, value in parts.items() if value)
