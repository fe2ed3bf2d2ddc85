"""Builds a source and proves what came out."""

from __future__ import annotations

import re
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from pathlib import Path

from fontTools.ttLib import TTFont

from tests.random.generator.bibliographies import beside
from tests.support.proving import prove
from tests.support.seen import out_of_order
from toolchain.model.diagnostics import Finding, Severity
from toolchain.pipeline import stages as pipeline
from toolchain.pipeline.stages import Submission
from toolchain.plugins import registry as plugins
from toolchain.project.settings import Options
from toolchain.reports.sentences import message
from toolchain.rules.outputs_pdf import FootnoteElsewhere, NoGlyph
from toolchain.writers.pdf.fonts import font_files

IMAGES = {
    "circle.png": "PNG",
    "chart.jpg": "JPEG",
    "sub/dot.gif": "GIF",
    "my chart.png": "PNG",
    "two words.png": "PNG",
}
"""The files that sources show, with their formats."""

_DIRECTION = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
"""Signs that set a direction, and are not seen."""


NOT_PRINTED = ("N102", "S014")
"""What is said of notes and definitions that nothing uses, which sources have on purpose."""


@cache
def _drawn() -> frozenset[int]:
    """The characters of which a font has a glyph."""
    found: set[int] = set()
    for path in font_files():
        with TTFont(path) as font:
            found |= font.getBestCmap().keys()
    return frozenset(found)


def drawable(text: str) -> str:
    """A text with a letter in place of each character without a glyph, which typst refuses."""
    return "".join(
        sign if sign < " " or ord(sign) in _drawn() or unicodedata.category(sign) == "Cf" else "x"
        for sign in text
    )


@contextmanager
def in_folder(source: str, form: Callable[[str], str] = str) -> Iterator[Path]:
    """The file of a source, beside its images and its bibliography, each in a form."""
    with tempfile.TemporaryDirectory() as folder:
        for name, data in images().items():
            path = Path(folder) / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
        for name, text in beside(source).items():
            (Path(folder) / name).write_text(form(text), encoding="utf-8")
        path = Path(folder) / "report.md"
        path.write_text(form(source), encoding="utf-8")
        yield path


@contextmanager
def submission_of(
    source: str,
    options: Options = Options(),  # noqa: B008
    form: Callable[[str], str] = str,
) -> Iterator[tuple[Submission, list[str]]]:
    """A source beside its files, read and resolved, and the errors that the checks find in it."""
    with in_folder(source, form) as path:
        examined = pipeline.examine([path], options, _silent)
        errors = [
            f"{told.finding.span.order[0]}: {told.code} {message(told.finding)}"
            for told in examined.diagnostics
            if told.severity >= Severity.ERROR and told.code not in NOT_PRINTED
        ]
        (submission,) = examined.submissions
        yield submission, errors


def unproved(submission: Submission, formats: Iterable[str]) -> list[str]:
    """What is not proved of the outputs of a submission, in these formats."""
    found = []
    for form in formats:
        data = plugins.writer(form).write(submission.resolved, submission.project)
        found += unproved_file(submission, data, form)
        if form == "pdf" and _can_be_read(Path(submission.resolved.document.path).read_text("utf-8")):
            found += [f"pdf: seen in another order: {line}" for line in out_of_order(data)]
    return found


def unproved_file(submission: Submission, data: bytes, form: str) -> list[str]:
    """What is not proved of one output."""
    return [
        f"{form}: {defect.rule.code} {defect.span.words}: {message(defect)}"
        for defect in prove(submission.resolved, data, f"report.{form}", form)
        if not _is_of_the_page(defect)
    ]


def _can_be_read(source: str) -> bool:
    """Whether it can be told from the pages alone in which order words are read.

    Signs that set a direction are not seen, nor what keeps words in another language apart; and a citation
    may print words of both directions, brackets and commas in one piece.
    """
    return not _DIRECTION.search(source) and "\nsources:" not in source and "{lang=" not in source


def _is_of_the_page(finding: Finding) -> bool:
    """Whether this comes of the fonts here, a word too long for its column, or notes that fill pages."""
    return finding.severity is Severity.INFORMATION or isinstance(finding.facts, NoGlyph | FootnoteElsewhere)


@cache
def images() -> dict[str, bytes]:
    """The bytes of the images by their names."""
    from PIL import Image

    made = {}
    for name, form in IMAGES.items():
        stream = BytesIO()
        Image.new("RGB", (12, 8), (20, 80, 160)).save(stream, form)
        made[name] = stream.getvalue()
    return made


def _silent(_: str) -> None:
    """Nobody waits."""
