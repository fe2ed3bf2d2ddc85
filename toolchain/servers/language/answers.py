"""What the language server answers, worked out in a `Worker`, as plain data of the protocol.

Each function gets the source, its text in the editor and the parameters of a request. The reading of the text
that was asked for last is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any

from toolchain import model as m
from toolchain.data import page_of_checks
from toolchain.editing.fixing import can_be_chosen
from toolchain.model.diagnostics import Diagnostic, Failure, Place, Severity, SourceSpan
from toolchain.model.walk import walk
from toolchain.model.wording import fold, said, shorten
from toolchain.pipeline import correct, stages
from toolchain.project.citing import find_citing
from toolchain.project.settings import Options
from toolchain.recipients.loading import texts as read_texts
from toolchain.reports.sentences import help_line, message
from toolchain.resolve.tables import Resolved, printed_text, shown_text
from toolchain.servers.language.names import Name, name_at, names_in, same
from toolchain.servers.language.positions import MARK, Text

Json = dict[str, Any]

_SEVERITIES = {Severity.ERROR: 1, Severity.WARNING: 2, Severity.INFORMATION: 3}
_FIRST = 60
"""Characters of a paragraph in the outline."""
_LONG = 2_000
"""Characters of a text that is shown at a name."""
_KINDS: Mapping[type, int] = {m.Heading: 3, m.NumberedParagraph: 15, m.Table: 18, m.Figure: 19}
"""The kinds of symbols of the protocol: a namespace, a text, a list, an object."""


class Reading:
    """A text that was read: `resolved` is None if that was not possible."""

    def __init__(self, source: Path, options: Options, text: str) -> None:
        self.source, self.options, self.text = source, options, Text(text)
        self.submission: stages.Submission | None = None
        try:
            self.submission = stages.read(source, options, text.removeprefix(MARK))
        except Failure as error:
            self.examined = stages.could_not_run(error)

    @property
    def resolved(self) -> Resolved | None:
        """The source with its numbers."""
        return self.submission.resolved if self.submission else None

    @cached_property
    def examined(self) -> stages.Examination:
        """The findings."""
        known = {self.source: self.submission} if self.submission else {}
        texts = {self.source: self.text.text.removeprefix(MARK)}
        return stages.examine_all([self.source], self.options, stages.silent, known, texts)

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """The names in the text."""
        return names_in(self.resolved, self.text) if self.resolved else ()

    def name_at(self, params: Json) -> Name | None:
        """Return the name at the position of a request."""
        return name_at(self.names, self.text.offset(params["position"]), self.text)


_last: dict[Path, Reading] = {}
_good: dict[Path, Reading] = {}


def read(source: Path, options: Options, text: str) -> Reading:
    """Return a text as it was read last, or read it."""
    known = _last.get(source)
    if known is None or known.text.text != text or known.options != options:
        known = _last[source] = Reading(source, options, text)
        if known.submission:
            _good[source] = known
    return known


def forget(source: Path, closed: bool) -> None:
    """Read a source again at the next request, because a file near it may have changed."""
    _last.pop(source, None)
    if closed:
        _good.pop(source, None)


def prepare(source: Path, options: Options, text: str, _params: Json) -> None:
    """Read a text, so that a newer one need not wait for the findings of this one."""
    read(source, options, text)


def findings(source: Path, options: Options, text: str, params: Json) -> list[Json]:
    """Return the findings, those in other files at the beginning of the text."""
    reading = read(source, options, text)
    return [_told(each, reading, params["uri"]) for each in reading.examined.diagnostics]


def _told(found: Diagnostic, reading: Reading, uri: str) -> Json:
    finding = found.finding
    here = finding.span.path == reading.source.as_posix()
    related = [(other.span, message(other)) for other in finding.related]
    if not here:
        related.insert(0, (finding.span, message(finding)))
    said = "\n".join(filter(None, (message(finding), help_line(finding))))
    told = {
        "range": reading.text.range(finding.span if here else SourceSpan("", 1, 1, 1, 1)),
        "severity": _SEVERITIES[found.severity],
        "code": found.code,
        "source": "submission",
        "message": said if here else f"{Path(finding.span.path).name}: {said}",
    }
    if related:
        told["relatedInformation"] = [
            {"location": _location(span, reading, uri), "message": words} for span, words in related
        ]
    if page := page_of_checks():
        told["codeDescription"] = {"href": f"{page.as_uri()}#{found.code.lower()}-{found.name}"}
    return told


def _location(span: Place, reading: Reading, uri: str) -> Json:
    if span.path == reading.source.as_posix():
        return {"uri": uri, "range": reading.text.range(span)}
    text = Text(read_texts([span.path]).get(span.path, ""))
    return {"uri": Path(span.path).absolute().as_uri(), "range": text.range(span)}


def actions(source: Path, options: Options, text: str, params: Json) -> list[Json]:
    """Return the edits of the findings in a range that change nothing else."""
    reading, uri = read(source, options, text), params["textDocument"]["uri"]
    start, end = (reading.text.offset(params["range"][key]) for key in ("start", "end"))
    made: list[Json] = []
    for found in reading.examined.diagnostics:
        first, last = reading.text.offsets(found.finding.span)
        if can_be_chosen(found) and first <= end and start <= last:
            made += _quick_fix(found, reading, uri)
    return made


def _quick_fix(found: Diagnostic, reading: Reading, uri: str) -> Iterator[Json]:
    for corrected in correct.correct(reading.examined, reading.options, stages.silent, found):
        if done := corrected.fixed.done:
            edits = dict.fromkeys(edit for each in done for edit in each.finding.edits)
            changes = [{"range": reading.text.range(each.span), "newText": each.text} for each in edits]
            yield {
                "title": help_line(found.finding) or message(found.finding),
                "kind": "quickfix",
                "diagnostics": [_told(found, reading, uri)],
                "edit": {"changes": {uri: changes}},
            }


def definition(source: Path, options: Options, text: str, params: Json) -> list[Json]:
    """Return where the name at a position is given."""
    return list(_places(read(source, options, text), params, (True,)))


def references(source: Path, options: Options, text: str, params: Json) -> list[Json]:
    """Return where the name at a position is used, and where it is given if that is asked."""
    with_given = params.get("context", {}).get("includeDeclaration", True)
    return list(_places(read(source, options, text), params, (False, with_given)))


def _places(reading: Reading, params: Json, given: tuple[bool, ...]) -> Iterator[Json]:
    name, uri = reading.name_at(params), params["textDocument"]["uri"]
    if name and reading.resolved:
        entry = reading.resolved.bibliography.entries.get(name.name)
        if entry and name.kind == "source" and True in given:
            yield _location(entry.span, reading, uri)
        for each in same(reading.names, name):
            if each.end and each.given in given:
                yield {"uri": uri, "range": reading.text.between(each.start, each.end)}


def hover(source: Path, options: Options, text: str, params: Json) -> Json | None:
    """Return what the name at a position prints: a reference, a note, the full source of a citation."""
    reading = read(source, options, text)
    name = reading.name_at(params)
    if name is None or reading.submission is None:
        return None
    said = "\n\n".join(filter(None, _said(name, reading.submission)))
    place = reading.text.between(name.start, name.end)
    return {"contents": {"kind": "plaintext", "value": said[:_LONG]}, "range": place} if said else None


def _said(name: Name, submission: stages.Submission) -> Iterator[str]:
    resolved = submission.resolved
    if name.kind == "source":
        yield full_source(name.name, submission)
        return
    if isinstance(name.node, m.CrossReference) and name.node in resolved.references:
        text = shown_text(resolved.references[name.node].children, resolved.references)
        yield said("printed: {text}", text=text)
    target = resolved.targets.get(f"^{name.name}" if name.kind == "note" else name.name)
    if isinstance(target, m.Note):
        labels = [each.label for each in resolved.notes if each.note is target]
        yield f"{', '.join(labels)}  {_printed(target, resolved)}".strip()
    elif target:
        number = resolved.numbers.get(target)
        yield f"{number.label if number else ''}  {words_of(target, resolved)}".strip()


def _printed(note: m.Note, resolved: Resolved) -> str:
    paragraphs = (each for each, _ in walk((note,)) if isinstance(each, m.Paragraph))
    try:
        return "\n".join(printed_text(each.children, resolved) for each in paragraphs)
    except Failure:  # the citation style cannot be used
        return words_of(note, resolved)


def full_source(key: str, submission: stages.Submission) -> str:
    """Return a source as a list of sources prints it; "" if it cannot be printed."""
    entry = submission.resolved.bibliography.entries.get(key)
    with suppress(Failure):
        citing, _ = find_citing(submission.source, submission.resolved.document, submission.project)
        if entry and citing:
            return "".join(part.text for part in citing.style().entry(entry))
    return ""


def words_of(node: m.Node, resolved: Resolved) -> str:
    """Return the words of a block as outputs show them, citations as typed."""
    match node:
        case m.Heading() | m.Paragraph():
            return shown_text(node.children, resolved.references)
        case m.Table() | m.Figure():
            return shown_text(node.caption.children, resolved.references) if node.caption else ""
    inner = (each for each, _ in walk((node,)) if isinstance(each, m.Paragraph))
    return "\n".join(shown_text(each.children, resolved.references) for each in inner)


def symbols(source: Path, options: Options, text: str, _params: Json) -> list[Json]:
    """Return the outline: headings, with what is numbered below each."""
    reading = read(source, options, text)
    made: list[Json] = []
    open_: list[tuple[int, Json]] = []
    if reading.resolved is None:
        return made
    end = reading.text.position(len(reading.text.text))
    for block in reading.resolved.document.blocks:
        for symbol in _symbols(block, reading, reading.resolved):
            level = block.level if isinstance(block, m.Heading) else 0
            while level and open_ and open_[-1][0] >= level:
                open_.pop()[1]["range"]["end"] = symbol["range"]["start"]
            (open_[-1][1]["children"] if open_ else made).append(symbol)
            if level:
                open_.append((level, symbol))
    for _, symbol in open_:
        symbol["range"]["end"] = end
    return made


def _symbols(block: m.Node, reading: Reading, resolved: Resolved) -> Iterator[Json]:
    inner = walk((block,)) if isinstance(block, m.NumberedParagraph) else ((block, ()),)
    for node, _ in inner:
        if isinstance(node, m.Heading | m.NumberedParagraph | m.Table | m.Figure):
            number = resolved.numbers.get(node)
            shown = shorten(fold(words_of(node, resolved)), _FIRST)
            place = reading.text.range(node.span)
            yield {
                "name": " ".join(filter(None, (number.label if number else "", shown))) or "…",
                "kind": _KINDS[type(node)],
                "range": place,
                "selectionRange": {"start": place["start"], "end": place["start"]},
                "children": [],
            }


def last_good(source: Path, options: Options, text: str) -> Reading:
    """Return the last text that could be read, for a text in which something is just being written."""
    return _good.get(source) or read(source, options, text)
