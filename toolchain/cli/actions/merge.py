"""The action of `merge FILE SOURCE`: bring the edits of a Word file back into its source."""

from __future__ import annotations

import sys
from codecs import BOM_UTF8
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from toolchain.cli import actions as commands
from toolchain.cli.actions.fix import print_difference
from toolchain.cli.options import typed
from toolchain.cli.progress import Progress
from toolchain.editing.fixing import RULES
from toolchain.editing.fixing.diff import unified
from toolchain.formats.table import DOCX
from toolchain.model.diagnostics import Failure, Finding, Severity
from toolchain.model.speech import grouped, said, translated_plural
from toolchain.pipeline import stages as pipeline
from toolchain.pipeline.withholding import keeps, with_own_labels
from toolchain.plugins import registry as plugins
from toolchain.project.settings import make_project
from toolchain.reports import record, sentence, visible
from toolchain.reports.sentences import message_of
from toolchain.rules.commands import SourceHasErrors
from toolchain.rules.inputs import MergedDiffers
from toolchain.rules.merges import SourceChanged

if TYPE_CHECKING:
    from toolchain import model as m
    from toolchain.editing.merging import Listed, Merged, Tools
    from toolchain.editing.merging.edited import Edited
    from toolchain.project.settings import Options
    from toolchain.resolve.tables import Resolved
    from toolchain.word.importing import Loss

_AS_BUILT = "the file as it was built"


class Asked(NamedTuple):
    """How to merge: `diff` writes nothing; `base` is the source that the file was built from; `force` merges
    a file of another source.
    """

    diff: bool = False
    authors: bool = False
    base: str = ""
    form: str = "text"
    force: bool = False


class _Result(NamedTuple):
    source: Path
    before: bytes
    after: bytes
    merged: Merged
    losses: tuple[Loss, ...]
    since: SourceChanged | None

    @property
    def is_changed(self) -> bool:
        return self.before != self.after


def merge(named: str, source: str, asked: Asked, options: Options) -> int:
    """Merge a file into a source and print what was merged and left; return the exit status.

    The two may be named in either order.
    """
    if Path(source).suffix.lower() == DOCX.suffix != Path(named).suffix.lower():
        named, source = source, named
    file = Path(named)
    try:
        with Progress(sys.stderr) as progress:
            result = _merged(file, source, asked, options, progress)
            if result.is_changed and not asked.diff:
                progress.step(said("writing {file}", file=result.source.as_posix()))
                write(result.source, result.before, result.after)
    except Failure as error:
        if asked.form == "json":
            diagnostics = [record(each) for each in pipeline.diagnose(error)]
            commands.print_json(_as_json(file, Path(source), None, asked, diagnostics))
        else:
            commands.report_failure(error)
            click.echo(said("nothing is written"), err=True)
        return pipeline.COULD_NOT_RUN
    if asked.form == "json":
        commands.print_json(_as_json(file, result.source, result, asked, []))
    else:
        _print(result, asked)
    if result.is_changed and not asked.diff:
        commands.tell_undo(source)
    return pipeline.REFUSED if result.merged.left or result.losses else pipeline.FINE


def _merged(file: Path, source: str, asked: Asked, options: Options, progress: Progress) -> _Result:
    from toolchain.editing import merging
    from toolchain.pipeline import import_word as conversion
    from toolchain.pipeline.redline import source_of

    progress.step(said("reading {file}", file=file.as_posix()))
    data = conversion.read(file)
    edited = merging.opened(data, file.as_posix())
    if pipeline.of_file(source_of(source)[0], options, data, file.as_posix(), DOCX).withheld.is_public:
        options = options._replace(version="public")
    submitted = built_from(source, options, progress)
    base, since = base_of([edited], submitted, asked, options, progress)
    progress.step(said("comparing it with what was built"))
    path = submitted.source
    mark = BOM_UTF8 if path.read_bytes().startswith(BOM_UTF8) else b""
    merged = merging.merge(
        submitted.resolved,
        edited,
        tools_for(submitted, options, base),
        before=base.resolved if base else None,
        authors=asked.authors,
        force=asked.force,
    )
    text = with_own_labels((base or submitted).withheld, merged.text)
    _refuse_other(submitted, text)
    old = mark + submitted.resolved.document.text.encode()
    return _Result(path, old, mark + text.encode(), merged, edited.losses, since)


def _refuse_other(submitted: pipeline.Submission, text: str) -> None:
    """Raise `Failure` if a merge changes what a source withholds."""
    source, path = submitted.source, submitted.resolved.document.path
    if submitted.withheld.is_public:
        reader: Any = plugins.reader_for(source, path)
        old = submitted.resolved.document.text
        if not keeps(*(reader.read_text(each, source, path) for each in (old, text))):
            raise Failure.of(path, MergedDiffers(None))


def base_of(
    files: Sequence[Edited],
    submitted: pipeline.Submission,
    asked: Asked,
    options: Options,
    progress: Progress,
) -> tuple[pipeline.Submission | None, SourceChanged | None]:
    """Return the source from which files were built, and what to say of it if it is an earlier state.

    It is None if it is the present one, or if it is not known: undo and git may keep it. Raise `Failure`.
    """
    from toolchain.editing.merging import is_of
    from toolchain.pipeline.redline import earlier, source_of

    if asked.base:
        return built_from(asked.base, options, progress), None
    if all(is_of(each.carried, submitted.resolved) for each in files):
        return None, None
    for named in earlier(submitted.source):
        progress.step(said("reading {file}", file=named))
        with suppress(Failure):
            old = pipeline.read(submitted.source, options, source_of(named)[1]).resolved
            if all(is_of(each.carried, old) for each in files):
                return built_from(named, options, progress), SourceChanged(named)
    return None, SourceChanged()


def built_from(named: str, options: Options, progress: Progress) -> pipeline.Submission:
    """Return a source, or a version of it, such as `report.md@undo-1`.

    Raise `Failure` for errors other than wrong typed numbers.
    """
    from toolchain.pipeline.redline import source_of

    source, text = source_of(named)
    known = {source: pipeline.read(source, options, text)}
    examined = pipeline.examine([source], options, progress.step, known)
    errors = [
        each for each in examined.diagnostics if each.severity is Severity.ERROR and each.rule not in RULES
    ]
    if errors or not examined.submissions:
        first = errors[0].finding
        raise Failure(Finding(first.span, SourceHasErrors(len(errors), first.facts)))
    return examined.submissions[0]


def tools_for(
    submitted: pipeline.Submission, options: Options, base: pipeline.Submission | None = None
) -> Tools:
    """Return what a merge into a source needs. `base` is the version that was edited, if it is another."""
    from toolchain.compare.proof import prove as proof
    from toolchain.editing import merging
    from toolchain.pipeline import import_word as conversion

    source = submitted.source
    display = submitted.resolved.document.path
    reader: Any = plugins.reader_for(source, display)
    writer = plugins.writer(DOCX.name)

    def read(text: str) -> Resolved:
        text = with_own_labels((base or submitted).withheld, text)
        return pipeline.submission(source, reader.read_text(text, source, display), options).resolved

    def written(resolved: Resolved) -> bytes:
        project, _ = make_project(source, resolved.document, options, submitted.withheld.version)
        return writer.write(resolved, project)

    def built(resolved: Resolved) -> m.Document:
        return merging.document_of(written(resolved), _AS_BUILT)

    def proved(resolved: Resolved, shown: m.Document) -> Sequence[Finding]:
        fresh = DOCX.read_back(written(resolved), _AS_BUILT)
        return proof.prove(resolved, shown, DOCX.shows, fresh)

    withheld = submitted.withheld
    kept = (*withheld.held.spans, *withheld.renamed) if withheld.is_public else ()
    return merging.Tools(read, built, proved, conversion.lost_references(), kept)


def write(source: Path, before: bytes, after: bytes) -> None:
    """Replace a source, so that it can be undone. Raise `Failure` if it was edited meanwhile."""
    from toolchain.pipeline import undo

    source = undo.file_of(source)
    undo.refuse_edited(source, before)
    undo.write({source: after}, typed())


def _print(result: _Result, asked: Asked) -> None:
    path = result.source.as_posix()
    merged = result.merged
    if result.since:
        click.echo(visible(message_of(result.since)), err=asked.diff)
    if cover := [f"  {at(path, each.line)}: {message_of(each.facts)}" for each in merged.cover]:
        click.echo("\n".join(map(visible, (said("the cover differs:"), *cover))), err=asked.diff)
    if asked.diff:
        print_difference(_patch(result))
    for each in merged.done:
        click.echo(visible(f"{path}:{each.line}: {message_of(each.facts)} ({each.place})"), err=asked.diff)
    others = [each for each in merged.left if each not in merged.cover]
    left = [f"{at(path, each.line)}: {each.place}: {message_of(each.facts)}" for each in others]
    left += [f"{loss.span.words or said('the file')}: {message_of(loss.facts)}" for loss in result.losses]
    if left:
        click.echo(said("left for you:"), err=asked.diff)
        for line in left:
            click.echo(visible(f"  {line}"), err=asked.diff)
    number, more = len(merged.done), len(left) + len(cover)
    total = (
        translated_plural("{edits} edit would be merged", "{edits} edits would be merged", number)
        if asked.diff
        else translated_plural("{edits} edit is merged", "{edits} edits are merged", number)
    )
    edits = total.format(edits=grouped(number))
    click.echo(said("{edits}, {more} left", edits=edits, more=more), err=asked.diff)


def _patch(result: _Result) -> str:
    return unified(result.before.decode(), result.after.decode(), result.source.as_posix())


def at(path: str, line: int) -> str:
    """Return a place in a source as it is printed."""
    return f"{path}:{line}" if line else path


def _as_json(
    file: Path, source: Path, result: _Result | None, asked: Asked, diagnostics: Sequence[dict[str, Any]]
) -> str:
    """Return one object: what was merged and what was left."""
    import json

    found = {
        "version": 1,
        "path": file.as_posix(),
        "source": source.as_posix(),
        "written": bool(result and result.is_changed and not asked.diff),
        "since": sentence(result.since) if result and result.since else None,
        "merged": [entry(each) for each in result.merged.done] if result else [],
        "left": [entry(each) for each in result.merged.left] if result else [],
        "losses": [{"place": each.span.words, **sentence(each.facts)} for each in result.losses]
        if result
        else [],
        "patch": _patch(result) if result and asked.diff else None,
        "diagnostics": diagnostics,
    }
    return json.dumps(found, ensure_ascii=False, indent=2)


def entry(each: Listed) -> dict[str, Any]:
    """Return an edit as JSON has it."""
    return {"place": each.place, "line": each.line, **sentence(each.facts)}
