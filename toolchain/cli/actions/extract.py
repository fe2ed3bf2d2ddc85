"""The action of `sources extract`: convert typed notes to citations, as a patch for review."""

from __future__ import annotations

import re
import sys
from codecs import BOM_UTF8
from pathlib import Path

import click

from toolchain.citations import bibliography
from toolchain.citations.bibliography.texts import MAX_BYTES
from toolchain.citations.style import locator_labels
from toolchain.cli.actions import tell, tell_undo
from toolchain.cli.actions.checking import print_difference
from toolchain.cli.options import typed, wrong
from toolchain.cli.progress import Progress
from toolchain.editing.extracting import Extraction, Tools, edited, extract
from toolchain.editing.fixing.diff import unified
from toolchain.formats.read_bytes import bytes_of
from toolchain.model import Bibliography, Document, InlineNote, Node, Note, WithheldWords
from toolchain.model.diagnostics import Failure
from toolchain.model.expressions import expression
from toolchain.model.facts import Word
from toolchain.model.rebuilding import all_changed, rebuilt
from toolchain.model.records import Record, replace
from toolchain.model.wording import counted, said
from toolchain.pipeline import stages as pipeline
from toolchain.pipeline import undo
from toolchain.pipeline import write_files as outputs
from toolchain.plugins import registry as plugins
from toolchain.project import citing as cited
from toolchain.project.settings import Options, find_named, make_project
from toolchain.project.sources import one_source
from toolchain.resolve import resolve
from toolchain.resolve.citations import Citing
from toolchain.resolve.tables import Resolved
from toolchain.rules.commands import NotMarkdown
from toolchain.rules.front_matter import NoKey
from toolchain.rules.sources import SourceInvalid

FILE = "sources.json"
"""The bibliography of a source that names none, beside it."""

_FRONT_MATTER = expression(
    r"---[ \t]*(?P<end>\r\n|\n|\r)(?P<keys>.*?)^(?=---[ \t]*$)", re.DOTALL | re.MULTILINE
)


class Asked(Record):
    """The options: whether to make the changes, a file for the bibliography ("-" prints it), a style."""

    fix: bool = False
    output: str = ""
    style: str = ""


class _Sources(Record):
    """The bibliography: its file, its name in the front matter, and its text ("" if it does not exist)."""

    file: Path
    name: str
    read: Bibliography
    text: str = ""
    mark: str = ""

    @property
    def may_grow(self) -> bool:
        """Whether entries can be added to the file of sources."""
        return self.file.suffix.lower() in (".json", ".csljson")


class Proposal(undo.Edited):
    """The proposal for a source: its text and its bibliography's, before and after."""

    sources: _Sources
    extraction: Extraction


def run(named: str, asked: Asked, options: Options) -> int:
    """Show or make the proposal for a source; the exit status says whether typed references are left."""
    with Progress() as progress:
        source = one_source(named)
        progress.step(said("reading the notes of {file}", file=source.as_posix()))
        proposal = propose(source, asked, options)
    extraction = proposal.extraction
    if asked.fix:
        _write(proposal)
    elif asked.output == "-":
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        click.echo(extraction.sources, nl=False)
    else:
        if asked.output:
            outputs.write_all({Path(asked.output): (proposal.sources.mark + extraction.sources).encode()})
        print_difference(_difference(proposal, with_sources=not asked.output), source)
    _tell(proposal, done=asked.fix)
    if asked.fix and proposal.is_changed:
        tell_undo(proposal.path)
    return pipeline.REFUSED if any(left.looks_cited for left in extraction.left) else pipeline.FINE


def propose(source: Path, asked: Asked, options: Options) -> Proposal:
    """Return the proposal. Raise `Failure` for a source or bibliography that cannot be read."""
    display = source.as_posix()
    read_text = plugins.text_reader(source)
    if read_text is None:
        raise Failure.of(display, NotMarkdown())
    document = _styled(plugins.document_of(source), asked.style)
    if "lang" not in document.front_matter.places:
        raise Failure.of(display, NoKey("", "lang"))
    project, _ = make_project(source, document, options)
    style, labels = cited.find_style(source, document, project), locator_labels(document.front_matter.lang)
    sources = _sources(source, document, asked)
    keys = _keys(document, sources, asked)

    def resolved(changed: Document, entries: Bibliography) -> Resolved:
        return resolve(rebuilt(changed, _opened), project.settings, Citing(entries, style, labels))

    def read_again(text: str, entries: Bibliography) -> Resolved:
        return resolved(_styled(read_text(with_keys(text, keys)), asked.style), entries)

    found = extract(
        resolved(document, sources.read),
        Tools(style(), read_again, sources.read, sources.text, sources.may_grow),
    )
    after = edited(document.text, found.edits)
    if found.edits:
        after = with_keys(after, keys)
    mark = undo.mark_of(source)
    return Proposal(source, mark + document.text, mark + after, sources, found)


def _opened(node: Node) -> tuple[Node, ...] | None:
    """Return withheld words without their mark, so that notes in them count; those of a note keep theirs."""
    if isinstance(node, WithheldWords):
        return all_changed(node.children, _opened)
    return (node,) if isinstance(node, Note | InlineNote) else None


def _styled(document: Document, style: str) -> Document:
    """Return the document with another citation style; "" changes nothing."""
    if not style:
        return document
    matter = document.front_matter
    places = {key: place for key, place in matter.places.items() if key != "citation-style"}
    return replace(document, front_matter=replace(matter, citation_style=style, places=places))


def _keys(document: Document, sources: _Sources, asked: Asked) -> dict[str, str]:
    """Return the keys that the front matter needs for the citations and does not have."""
    keys = {} if document.front_matter.sources else {"sources": sources.name}
    return keys | ({"citation-style": asked.style} if asked.style else {})


def with_keys(text: str, keys: dict[str, str]) -> str:
    """Return a text with these keys and values in its front matter, one line each.

    A line replaces the line with the same key; a new key comes last. A text without front matter is returned
    as it is.
    """
    found = _FRONT_MATTER.match(text)
    if not found or not keys:
        return text
    said, newline = found["keys"], found["end"]
    for key, value in keys.items():
        line = f"{key}: {value}{newline}"
        said, count = re.subn(
            rf"^{key}:.*?{newline}", lambda _, line=line: line, said, count=1, flags=re.MULTILINE
        )
        said += "" if count else line
    return text[: found.start("keys")] + said + text[found.end("keys") :]


def _sources(source: Path, document: Document, asked: Asked) -> _Sources:
    """Return the bibliography that the source names, or the one that it will name."""
    name = document.front_matter.sources
    if name:
        if asked.output and asked.fix:
            raise wrong("--output: {file} names its bibliography, {name}", file=source.as_posix(), name=name)
        found, faults = find_named(source, document, "sources", name, "bibliography")
        if found is None:
            raise Failure(*faults)
        return _read(found.file, name, (source.parent / name).as_posix())
    file = source.parent / FILE if asked.output in ("", "-") else Path(asked.output)
    try:
        name = file.resolve().relative_to(source.parent.resolve()).as_posix()
    except ValueError:
        folder = source.parent.as_posix()
        raise wrong(
            "--output: a bibliography must be in the folder of its source, {folder}", folder=folder
        ) from None
    if file.suffix.lower() != ".json":
        raise wrong("--output: the bibliography is written as CSL JSON, so its name ends in .json")
    return _read(file, name, file.as_posix())


def _read(file: Path, name: str, display: str) -> _Sources:
    """Return a bibliography and its text. Raise `Failure` if it has mistakes, which must be fixed first."""
    if not file.exists():
        return _Sources(file, name, Bibliography(display))
    data = bytes_of(file, display, MAX_BYTES)
    read = bibliography.read(data, display, file.suffix)
    if invalid := [defect for defect in read.defects if defect.rule == SourceInvalid.rule]:
        raise Failure(*invalid)
    return _Sources(file, name, read, data.removeprefix(BOM_UTF8).decode(), undo.mark_of(file))


def _difference(proposal: Proposal, *, with_sources: bool) -> str:
    """Return the patch: of the source, and of the bibliography, which may be a new file."""
    sources, now = proposal.sources, proposal.extraction.sources
    if not with_sources or now == sources.text:
        return proposal.patch
    path = sources.read.path
    added = unified(sources.mark + sources.text, sources.mark + now, path)
    return proposal.patch + (added if sources.text else added.replace(f"--- {path}\n", "--- /dev/null\n", 1))


def _write(proposal: Proposal) -> None:
    """Save both files, or none. Raise `Failure` (S013) if they cannot be written; the old ones are kept."""
    sources, now, folder = proposal.sources, proposal.extraction.sources, proposal.source.parent
    file = folder / sources.file.resolve().relative_to(folder.resolve())
    others = {} if now == sources.text else {file: (sources.mark + now).encode()}
    undo.replace_edited([proposal], typed(), others, [folder])


def _tell(proposal: Proposal, *, done: bool) -> None:
    """Print on standard error what is left, and how much is cited."""
    found, path = proposal.extraction, proposal.path
    for left in found.left:
        place = f"{path}:{left.span.line}:{left.span.column}"
        facts = {"place": place, "note": left.note.label, "why": left.why}
        tell(said("{place}: note {note} stays as typed: {why}", **facts))
    numbers = {"notes": counted(len(found.cited), "note"), "sources": counted(len(found.new), "new source")}
    line = (
        Word("{file}: {notes} cited now, {left} left as typed; {sources}")
        if done
        else Word("{file}: {notes} can be cited, {left} left as typed; {sources}")
    )
    tell(said(line, file=path, left=len(found.left), **numbers))
    if sum(left.differs for left in found.left) > len(found.cited):
        tell(
            said(
                "help: these notes may be typed in another style; try --style un, author-date-note or oscola"
            )
        )
