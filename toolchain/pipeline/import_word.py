"""A Word file becomes a source, in memory: adopted, its typed references made live, and written.

References typed by hand are found by the check that reports them in sources (R205), and become
cross-references by its own fix, where that is certain.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from toolchain import model as m
from toolchain.checks import engine
from toolchain.checks.source.doubtful import doubts
from toolchain.checks.source.references.grammar import NOT_TYPED
from toolchain.checks.source.references.meant import Meant, references_meant
from toolchain.editing.fixing import Tools, fix
from toolchain.formats.docx.leavings import counted_changes
from toolchain.formats.docx.opened import open_bytes
from toolchain.formats.docx.package import LARGEST_FILE
from toolchain.formats.read_bytes import bytes_of
from toolchain.formats.table import DOCX
from toolchain.model.diagnostics import Diagnostic, Failure, FilePlace
from toolchain.model.expressions import expression
from toolchain.model.facts import Word
from toolchain.model.rebuilding import rebuilt
from toolchain.model.records import Record, replace
from toolchain.model.walk import plain_text, walk
from toolchain.model.wording import said
from toolchain.pipeline import stages as pipeline
from toolchain.plugins import registry as plugins
from toolchain.plugins.formats import is_finished
from toolchain.project.settings import Options, make_project
from toolchain.recipients.rules import missing_lines
from toolchain.resolve import resolve
from toolchain.resolve.tables import Resolved
from toolchain.rules.losses import ChangesAccepted, Lost
from toolchain.rules.plugins import OtherWordProcessor
from toolchain.rules.references import ReferenceTyped
from toolchain.text.phrases import phrases
from toolchain.word.importing import STAYS, Loss, adopt, loosened, mended
from toolchain.writers.markdown import written_source

_CLAIMING = (m.Heading, m.Caption)
_UNSAFE = expression(r"[^\w-]+")


class Converted(Record):
    """A source, the files next to it by their names, and what it cannot hold from the file."""

    text: str
    files: Mapping[str, bytes]
    losses: tuple[Loss, ...]


def lost_references() -> tuple[str, ...]:
    """What Word and LibreOffice show for a field that leads nowhere, in all languages that are known."""
    return phrases("und").lost_references


def read(file: Path) -> bytes:
    """Return the bytes of a Word file. Raise `Failure` (S012, S019 to S021)."""
    display = file.as_posix()
    if file.suffix.lower() in DOCX.also and not is_finished(file):
        raise Failure.of(display, OtherWordProcessor())
    return bytes_of(file, display, LARGEST_FILE)


def as_submission(file: Path, options: Options) -> pipeline.Submission:
    """Return the text of a Word file as that of a source. Raise `Failure` (S012, S019 to S021, S023)."""
    display = file.as_posix()
    document = adopt(open_bytes(read(file), display)).document
    matter = replace(document.front_matter, sources="")  # which is not next to the file
    return pipeline.submission(file, replace(document, front_matter=matter), options)


def convert(
    data: bytes, display: str, target: Path, report: Callable[[str], None], profile: str = ""
) -> Converted:
    """Return the source of a Word file's bytes, to be written to `target` for the recipient of a profile.

    Raise `Failure`: S012, S020, S021 or S023 if the file cannot be read, S002 for an unknown profile.
    """
    report(said("reading {file}", file=display))
    pictures = _UNSAFE.sub("-", target.stem).strip("-") or "picture"
    opened = open_bytes(data, display)
    adopted = adopt(opened, pictures)
    report(said("making a source of it"))
    options = Options(profile=profile)

    def resolved(document: m.Document) -> Resolved:
        project, _ = make_project(target, document, options)
        return resolve(document, project.settings)

    matter = adopted.document.front_matter
    named = replace(matter, profile=profile or matter.profile)
    original = replace(adopted.document, front_matter=named)
    document, lost = mended(loosened(original, resolved), resolved)
    written = written_source(document)
    text, doubtful = _with_live_references(written.text, document, target, options, resolved)
    if profile:
        project, faults = make_project(target, document, options)
        if faults:
            raise Failure(*faults)
        text = text.replace("\n---\n", "\n" + missing_lines(named, project.profile) + "---\n", 1)
    losses = [*adopted.losses]
    if changes := counted_changes(opened.found.revisions):
        losses.insert(0, Loss(FilePlace(display), ChangesAccepted(changes)))
    losses += (
        Loss(node.span, Lost(Word("a reference to something without a number"), plain_text(node.children)))
        for node in lost
    )
    losses += (
        Loss(meant.own.passage.span(meant.start, meant.end), Lost(STAYS, _shown(meant)))
        for meant in references_meant(resolved(document))
        if meant.exists and not (meant.own.passage.in_note or adopted.ours)
        if not meant.is_certain or (doubtful and meant.kind not in NOT_TYPED)
    )
    losses += (
        Loss(loss.node.span if loss.node else FilePlace(display), loss.facts) for loss in written.losses
    )
    ordered = sorted(losses, key=lambda told: told.span.order)
    return Converted(text, adopted.files, tuple(ordered))


def _shown(meant: Meant) -> str:
    """Return the words of a typed reference: "para. 4"."""
    return meant.own.passage.text[meant.own.typed.start : meant.end]


def _with_claims(read: m.Document, draft: m.Document) -> m.Document:
    """Return a source of a draft with the numbers of headings and captions there, which a source has not."""
    claims, own = (
        [each for each, _ in walk(one.blocks) if isinstance(each, _CLAIMING)] for one in (draft, read)
    )
    typed = {id(node): (replace(node, typed=each.typed),) for node, each in zip(own, claims, strict=False)}
    return rebuilt(read, lambda node: typed.get(id(node))) if len(claims) == len(own) else read


def _with_live_references(
    text: str, draft: m.Document, target: Path, options: Options, resolved: Callable[[m.Document], Resolved]
) -> tuple[str, bool]:
    """The source with cross-references for those that are typed, where it is certain what they mean, and
    whether its numbers are doubtful: then those to paragraphs are left.

    Numbers of headings and captions are the true ones; those of paragraphs are as typed, as at their targets.
    """
    read_text = plugins.text_reader(target)
    if read_text is None:
        return text, False
    checks = [check for check in plugins.our_checks() if check.code == ReferenceTyped.rule.code]

    def again(source: str) -> Resolved:
        read = _with_claims(read_text(source), draft)
        return pipeline.submission(target, read, options).resolved

    def examine(resolved: Resolved) -> tuple[Diagnostic, ...]:
        found = engine.run(resolved, checks, {})
        return tuple(each for each in found if each.rule == ReferenceTyped.rule)

    before = again(text)
    fixed = fix(before, examine(before), Tools(again, examine)).resolved
    live = fixed.document
    right, _ = mended(live, resolved)
    return live.text if right is live else written_source(right).text, any(doubts(fixed))
