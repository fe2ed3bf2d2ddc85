"""One round: a source as it is now in, its page and its findings out, as plain data; or pictures of pages.

These functions run in a `Worker`, pictures in another one. What they have read last they keep, so that the
findings need no second reading; another process reads again.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

from toolchain.checks import engine
from toolchain.editing.fixing import can_be_chosen
from toolchain.formats.libreoffice import as_pdf
from toolchain.formats.table import DOCX
from toolchain.model import days
from toolchain.model.diagnostics import Diagnostic, Failure, SourceSpan
from toolchain.model.expressions import expression
from toolchain.model.line_ends import lines_of
from toolchain.model.records import replace
from toolchain.model.wording import said
from toolchain.pipeline import correct, stages, stamps, undo
from toolchain.pipeline.tasks import available
from toolchain.plugins import registry
from toolchain.project.settings import Options
from toolchain.reports import totals, visible
from toolchain.reports.sentences import help_line, message
from toolchain.resolve import word_budget
from toolchain.resolve.tables import shown_text
from toolchain.resolve.word_count import count
from toolchain.rules.front_matter import NotReadable
from toolchain.servers.rendered import Pictures, Rendered
from toolchain.writers.html.page import page

MOST = 400
"""Findings that are shown."""

_META = expression(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">\n?')
_NUMBER = expression(r"^ *\d+\.")
_HEAD = expression(r"<head\b[^>]*>")


class _Keys:
    """The lines of a source in the last round, with their keys."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.keys: list[int] = []
        self._next = 1

    def update(self, text: str) -> Sequence[int]:
        """Return the key of each line of a text. Lines before and after what has changed keep theirs.

        Typed numbers are not compared: an inserted paragraph changes those of all after it.
        """
        lines, old = [_NUMBER.sub("", line) for line in lines_of(text)], self.lines
        most = min(len(lines), len(old))
        start = next((at for at in range(most) if lines[at] != old[at]), most)
        end = next((at for at in range(most - start) if lines[-1 - at] != old[-1 - at]), most - start)
        keys = self.keys[: len(old) - end][: len(lines) - end]
        new = range(self._next, self._next + len(lines) - end - len(keys))
        self._next = new.stop
        self.keys = [*keys, *new, *self.keys[len(old) - end :]]
        self.lines = lines
        return self.keys


_keys: dict[Path, _Keys] = {}
_last: dict[Path, stages.Submission] = {}
"""What was read last: one submission, or none."""


def render(source: Path, options: Options, text: str | None = None) -> Rendered:
    """Return the page of a source, or of `text` in its place: none of a public version that is not built."""
    _last.clear()
    with stamps.recorded() as read:
        try:
            submission = _last[source] = _read(source, options, text)
            resolved = submission.resolved
            keys = _keys.setdefault(source, _Keys()).update(resolved.document.text)
            html = page(resolved, submission.project, "screen", keys=keys)
        except Failure as error:
            return Rendered(
                read=tuple(read), why=tuple(_told(each, source) for each in stages.diagnose(error))
            )
    written = _META.search(html)
    split = written or _HEAD.search(html)
    before, after = (html[: split.start()], html[split.end() :]) if split else ("", html)
    if split and not written:
        before += split[0]
    policy = unescape(written[1]) if written else ""
    title = shown_text(submission.project.front_matter.title, resolved.references)
    faults = (each for each in resolved.document.defects if isinstance(each.facts, NotReadable))
    why = tuple(_told(each, source) for each in engine.diagnose(faults, registry.our_checks()))
    return Rendered(before, after, policy, title, tuple(read), why)


def _read(source: Path, options: Options, text: str | None = None) -> stages.Submission:
    """Return a submission. Raise `Failure` also for a public version that is not built."""
    item = stages.read(source, options, text)
    return stages.shareable(item) if options.version == "public" else item


def examine(source: Path, options: Options) -> dict[str, Any]:
    """Return what to show next to the page: findings, words, the deadline."""
    examined = _examined(source, options)
    found = sorted(examined.diagnostics, key=lambda each: -each.severity)
    said = {"findings": [_told(each, source) for each in found[:MOST]], "more": max(0, len(found) - MOST)}
    for item in examined.submissions[:1]:
        matter, profile = item.project.front_matter, item.project.profile
        budget, due = word_budget.weigh(count(item.resolved), profile), days.day_of(matter.deadline)
        left = (due - days.today(options.epoch)).days if due else None
        said |= {"words": word_budget.line(budget), "total": budget.total, "days": left}
        said |= {"limit": budget.limit and budget.limit.value, "recipient": profile.name}
        said |= {"deadline": matter.deadline if due else ""}
    return said | {"totals": totals(found)}


def fix(source: Path, options: Options, key: str, typed: str) -> str:
    """Correct one finding in the file, keep the file as it was, and return why that was not done, or "".

    Also next to a public version it is the whole source that is corrected.
    """
    try:
        return _fix(source, replace(options, version=""), key, typed)
    except Failure as error:
        return said("; ").join(visible(message(each)) for each in error.findings)


def _fix(source: Path, options: Options, key: str, typed: str) -> str:
    _last.clear()
    examined = _examined(source, options)
    only = next((each for each in examined.diagnostics if _key(each) == key), None)
    if only is None or not examined.submissions:
        return said("the text has changed since this was found")
    (corrected,) = correct.correct(examined, options, stages.silent, only)
    if not corrected.is_changed:
        return said(corrected.fixed.why)
    undo.replace_edited((corrected,), typed)
    return ""


def _examined(source: Path, options: Options) -> stages.Examination:
    return stages.examine_all([source], options, stages.silent, _last)


def _told(found: Diagnostic, source: Path) -> dict[str, Any]:
    """Return a finding as the preview shows it; its line is 0 if it is not in the source."""
    span = found.finding.span
    here = isinstance(span, SourceSpan) and span.path == source.as_posix()
    return {
        "key": _key(found),
        "severity": found.severity.word,
        "word": said(found.severity.word),
        "code": found.code,
        "message": visible(message(found.finding)),
        "help": visible(help_line(found.finding)),
        "path": "" if span.path == source.as_posix() else visible(span.path),
        "line": span.order[0] if here else 0,
        "fix": here and can_be_chosen(found),
    }


def _key(found: Diagnostic) -> str:
    """Return what a finding is known by, as long as nothing before it in its source changes."""
    finding = found.finding
    return blake2b(repr((found.code, finding.span, finding.edits)).encode(), digest_size=12).hexdigest()


_MOST_PAGES = 60
"""Pages that are drawn."""

_SCALE = 1.5


def draw(source: Path, options: Options, name: str) -> Pictures:
    """Return the pages of the output of that name; those of a Word file are LibreOffice's."""
    try:
        item = _read(source, options)
        (writer,), _ = available(item.project, (name,))
        data = writer.write(item.resolved, item.project)
        return _drawn(as_pdf(data) if name == DOCX.name else data)
    except Failure as error:
        return Pictures(why=said("; ").join(visible(message(each)) for each in error.findings))
    except ImportError as error:
        return Pictures(why=said("{name} is not installed: pip install {name}", name=error.name))


def _drawn(pdf: bytes) -> Pictures:
    from pypdfium2 import PdfDocument

    document = PdfDocument(pdf)
    pages = []
    for number in range(min(len(document), _MOST_PAGES)):
        file = BytesIO()
        document[number].render(scale=_SCALE).to_pil().save(file, "PNG", compress_level=1)
        pages.append(file.getvalue())
    return Pictures(tuple(pages), len(document))


registry.checks()
