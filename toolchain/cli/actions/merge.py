"""The action of `merge FILE SOURCE`: bring the edits of a Word file back into its source."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from toolchain.cli import actions as commands
from toolchain.cli.actions.fix import print_difference
from toolchain.cli.options import typed
from toolchain.cli.progress import Progress
from toolchain.editing.fixing import RULES
from toolchain.formats.table import DOCX
from toolchain.model.diagnostics import Failure, Finding, Severity
from toolchain.model.speech import grouped, said, translated_plural
from toolchain.pipeline import stages as pipeline
from toolchain.pipeline import undo
from toolchain.pipeline.withholding import keeps, with_own_labels
from toolchain.plugins import registry as plugins
from toolchain.project.settings import make_project
from toolchain.reports import sentence
from toolchain.reports.sentences import message_of
from toolchain.rules.commands import SourceHasErrors
from toolchain.rules.inputs import MergedDiffers
from toolchain.rules.merges import SourceChanged

if TYPE_CHECKING:
    from toolchain import model as m
    from toolchain.editing.merging import Edited, Listed, Merged, Tools
    from toolchain.project.settings import Options
    from toolchain.resolve.tables import Resolved
    from toolchain.word.importing import Loss


class Asked(NamedTuple):
    """How to merge: `diff` writes nothing; `base` is the source that the file was built from; `force` merges
    a file of another source.
    """

    diff: bool = False
    authors: bool = False
    base: str = ""
    form: str = "text"
    force: bool = False


class Result(undo.Edited):
    """A merge; `since` says that the source has changed since the file was built."""

    since: SourceChanged | None


class _Result(Result):
    merged: Merged
    losses: tuple[Loss, ...]


def merge(named: str, source: str, asked: Asked, options: Options) -> int:
    """Merge a file into a source and print what was merged and left; return the exit status.

    The two may be named in either order.
    """
    if Path(source).suffix.lower() == DOCX.suffix != Path(named).suffix.lower():
        named, source = source, named
    file = Path(named)
    content = {
        "path": file.as_posix(), "source": Path(source).as_posix(), "written": False, "since": None,
        "merged": [], "left": [], "losses": [], "patch": None,
    }  # fmt: skip
    try:
        with Progress() as progress:
            result = _merged(file, source, asked, options, progress)
            write(result, asked, progress)
    except Failure as error:
        return commands.not_written(error, asked.form, content)
    if asked.form == "json":
        commands.print_object({**content, **about(result, asked), **_record(result)})
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
    mark, before = undo.mark_of(submitted.source), submitted.resolved.document.text
    return _Result(submitted.source, mark + before, mark + text, since, merged, edited.losses)


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

    Return None for the present state, or if no earlier state in undo and git fits. Raise `Failure`.
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
        return merging.document_of(written(resolved), said("the file as it was built"))

    def proved(resolved: Resolved, shown: m.Document) -> Sequence[Finding]:
        fresh = DOCX.read_back(written(resolved), said("the file as it was built"))
        return proof.prove(resolved, shown, DOCX.shows, fresh)

    withheld = submitted.withheld
    kept = (*withheld.held.spans, *withheld.renamed) if withheld.is_public else ()
    return merging.Tools(read, built, proved, conversion.lost_references(), kept)


def write(result: undo.Edited, asked: Asked, progress: Progress) -> None:
    """Replace a source that a merge has changed. Raise `Failure` if it was edited meanwhile."""
    if result.is_changed and not asked.diff:
        progress.step(said("writing {file}", file=result.path))
        undo.replace_edited([result], typed())


def about(result: Result, asked: Asked) -> dict[str, object]:
    """Return what is said for programs of every merge."""
    written, patch = result.is_changed and not asked.diff, result.patch if asked.diff else None
    since = sentence(result.since) if result.since else None
    return {"source": result.path, "written": written, "since": since, "patch": patch}


def _print(result: _Result, asked: Asked) -> None:
    path, merged = result.path, result.merged
    show = partial(commands.tell, err=asked.diff)
    cover = [f"  {at(path, each.line)}: {message_of(each.facts)}" for each in merged.cover]
    for line in (said("the cover differs:"), *cover) if cover else ():
        show(line)
    if result.since:
        show(result.since)
    if asked.diff:
        print_difference(result.patch)
    for each in merged.done:
        show(f"{path}:{each.line}: {message_of(each.facts)} ({each.place})")
    others = [each for each in merged.left if each not in merged.cover]
    left = [f"{at(path, each.line)}: {each.place}: {message_of(each.facts)}" for each in others]
    left += [f"{loss.span.words or said('the file')}: {message_of(loss.facts)}" for loss in result.losses]
    for line in (said("left for you:"), *(f"  {each}" for each in left)) if left else ():
        show(line)
    number, more = len(merged.done), len(left) + len(cover)
    total = (
        translated_plural("{edits} edit would be merged", "{edits} edits would be merged", number)
        if asked.diff
        else translated_plural("{edits} edit is merged", "{edits} edits are merged", number)
    )
    edits = total.format(edits=grouped(number))
    show(said("{edits}, {more} left", edits=edits, more=more))


def at(path: str, line: int) -> str:
    """Return a place in a source as it is printed."""
    return f"{path}:{line}" if line else path


def _record(result: _Result) -> dict[str, object]:
    return {
        "merged": list(map(entry, result.merged.done)),
        "left": list(map(entry, result.merged.left)),
        "losses": [{"place": each.span.words, **sentence(each.facts)} for each in result.losses],
    }


def entry(each: Listed) -> dict[str, Any]:
    """Return an edit as JSON has it."""
    return {"place": each.place, "line": each.line, **sentence(each.facts)}
