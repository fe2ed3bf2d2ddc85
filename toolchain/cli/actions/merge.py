"""The action of `merge FILE... SOURCE`: bring the edits of Word files back into their source.

One file is a join of one copy: it has no collisions, and its edits need no name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolchain.cli import actions as commands
from toolchain.cli.actions.merge_report import Asked, Result, list_of, print_report, record
from toolchain.cli.options import typed
from toolchain.cli.progress import Progress
from toolchain.editing.fixing import RULES
from toolchain.formats.table import DOCX, HTML
from toolchain.model.diagnostics import Failure, Finding, Severity
from toolchain.model.expressions import expression
from toolchain.model.records import replace
from toolchain.model.wording import said
from toolchain.pipeline import stages as pipeline
from toolchain.pipeline import undo
from toolchain.pipeline import write_files as outputs
from toolchain.pipeline.withholding import facts_with_own_labels, opens, with_own_labels
from toolchain.plugins import registry as plugins
from toolchain.project.settings import make_project
from toolchain.resolve.held import keeps
from toolchain.rules.commands import SourceHasErrors
from toolchain.rules.inputs import MergedDiffers
from toolchain.rules.merges import SourceChanged
from toolchain.rules.redlines import PublicCopy

if TYPE_CHECKING:
    from toolchain import model as m
    from toolchain.editing.joining import Joined, Take
    from toolchain.editing.merging import Edited, Tools
    from toolchain.project.settings import Options
    from toolchain.resolve.tables import Resolved
    from toolchain.word.importing import Adopted, Loss

_KEPT = 4
"""How many texts, and their Word files, are kept for the steps of a merge that need the same again."""
_TAKE = expression(r"(?:([1-9][0-9]{0,5})=)?(.+)", re.DOTALL)


def merge(asked: Asked, options: Options) -> int:
    """Merge files into a source; print what was merged, collides and was left; return the exit status.

    One file and the source may be named in either order.
    """
    named = asked.files[0]
    if (
        len(asked.files) == 1
        and Path(asked.source).suffix.lower() == DOCX.suffix != Path(named).suffix.lower()
    ):
        asked = replace(asked, files=(asked.source,), source=named)
    takes = tuple(_takes(asked))
    inputs = {Path(each).resolve() for each in (*asked.files, asked.source)}
    if used := next((each for each in asked.lists if Path(each).resolve() in inputs), None):
        raise click.BadParameter(said("{file} is one of the files to merge", file=used), param_hint="--list")
    paths = [Path(each).as_posix() for each in asked.files]
    one, several = {"path": paths[0], "losses": []}, {"paths": paths, "collisions": []}
    content = {
        **(several if asked.is_of_several else one), "source": Path(asked.source).as_posix(),
        "written": False, "since": None, "merged": [], "left": [], "patch": "" if asked.diff else None,
    }  # fmt: skip
    try:
        with Progress() as progress:
            for name in asked.lists:
                outputs.refuse_suffix(Path(name), (DOCX.suffix, HTML.suffix))
            result = _joined(takes, asked, options, progress)
            outputs.write_all({Path(name): list_of(result, Path(name), options) for name in asked.lists})
            if result.is_changed and not asked.diff:
                progress.step(said("writing {file}", file=result.path))
                undo.replace_edited([result], typed())
    except Failure as error:
        return commands.not_written(error, asked.form, content)
    if asked.form == "json":
        commands.print_object({**content, **record(result, asked)})
    else:
        print_report(result, asked)
    if result.is_changed and not asked.diff:
        commands.tell_undo(asked.source)
        try:
            with Progress() as progress:
                _built_from(asked.source, options, progress)
        except Failure as error:  # a table that was pasted without a header row
            commands.report_failure(error)
            return pipeline.REFUSED
    return pipeline.REFUSED if result.joined.left or result.losses or result.open else pipeline.FINE


def _names(files: Sequence[str]) -> dict[str, str]:
    """Return what each file is called in lists: its name, or its path if several have that name."""
    counts = Counter(Path(file).name for file in files)
    return {
        file: Path(file).name if counts[Path(file).name] == 1 else Path(file).as_posix() for file in files
    }


def _takes(asked: Asked) -> Iterator[Take]:
    """Yield the decisions. Raise `click.BadParameter` for an unknown file."""
    from toolchain.editing.joining import Take

    names = _names(asked.files)
    known = {**names, **{name: name for name in names.values()}}
    for given in asked.take:
        found = _TAKE.fullmatch(given)
        if found is None or found[2] not in known:
            files = ", ".join(dict.fromkeys(names.values()))
            message = said("{name!r} is not one of the files; choose from {files}", name=given, files=files)
            raise click.BadParameter(message, param_hint="--take")
        yield Take(int(found[1]) if found[1] else None, known[found[2]])


def _joined(takes: Sequence[Take], asked: Asked, options: Options, progress: Progress) -> Result:
    from toolchain.editing import joining, merging
    from toolchain.pipeline import import_word as conversion
    from toolchain.pipeline.redline import source_of

    files, source = {}, source_of(asked.source)[0]
    for file, name in _names(asked.files).items():
        display = Path(file).as_posix()
        progress.step(said("reading {file}", file=display))
        data = conversion.read(Path(file))
        files[name] = merging.opened(data, display)
        if pipeline.of_file(source, options, data, display, DOCX).withheld.is_public:
            if asked.is_of_several:
                raise Failure.of(display, PublicCopy())
            options = replace(options, version="public")
    submitted = _built_from(asked.source, options, progress)
    old, since = _base_of([*files.values()], submitted, asked, options, progress)
    base, now = old or submitted, submitted.resolved if old else None
    tools = tools_for(base, options)
    progress.step(
        said("comparing the copies") if asked.is_of_several else said("comparing the file with the source")
    )
    copies: list[joining.Copy] = []
    losses: list[Loss] = []
    for name, edited in files.items():
        merged = merging.merge(
            base.resolved, edited, tools, now=now, authors=asked.authors, force=asked.force
        )
        own = partial(facts_with_own_labels, base.withheld)
        left = tuple(replace(each, facts=own(each.facts)) for each in merged.left)
        lost = tuple(replace(each, facts=own(each.facts)) for each in merged.losses)
        if asked.is_of_several:
            left += tuple(merging.Listed(each.span.words, 0, each.facts) for each in lost)
        else:
            losses += lost
        copies.append(joining.Copy(name, merged.edits, left))
    document = submitted.resolved.document
    joined = joining.join(base.resolved, document.text, copies, tools, takes)
    _refuse_idle(takes, joined)
    own_labels = partial(with_own_labels, base.withheld)
    newer = bool(since and not old) or len(base.resolved.numbers) != len(submitted.resolved.numbers)
    counts_deleted = any(each.counts_deleted for each in files.values())
    is_whole = not (asked.is_of_several or joined.left or newer or counts_deleted)
    text, live, more = merging.made_live(
        document.text, own_labels(joined.text), tools.read, own_labels, counted=is_whole, newer=newer
    )
    joined = replace(
        joined,
        merged=(*joined.merged, *((each, ()) for each in live)),
        left=(*joined.left, *((each, ()) for each in more)),
    )
    _refuse_other(submitted, text)
    mark, lang = undo.mark_of(submitted.source), base.resolved.words.lang
    return Result(submitted.source, mark + document.text, mark + text, since, joined, tuple(losses), lang)


def _refuse_idle(takes: Sequence[Take], joined: Joined) -> None:
    """Raise `click.BadParameter` for a decision on a passage that does not exist, or of which no file is."""
    for number, name in takes:
        known = [names for each in joined.collisions if each.number == number for names, _ in each.proposals]
        if number is not None and (
            number > joined.last or (known and not any(name in each for each in known))
        ):
            message = said("{name} proposes nothing for passage {number}", name=name, number=number)
            raise click.BadParameter(message, param_hint="--take")


def _refuse_other(submitted: pipeline.Submission, text: str) -> None:
    """Raise `Failure` if a public file changes what a source withholds, or a full one makes it public."""
    source, path = submitted.source, submitted.resolved.document.path
    if submitted.withheld.held.spans:
        texts = (submitted.resolved.document.text, text)
        old, new = (plugins.document_of(source, each) for each in texts)
        if not keeps(old, new) if submitted.withheld.is_public else opens(old, new):
            raise Failure.of(path, MergedDiffers(None))


def _base_of(
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
        return _built_from(asked.base, options, progress), None
    if all(is_of(each.carried, submitted.resolved) for each in files):
        return None, None
    for named in earlier(submitted.source):
        progress.step(said("reading {file}", file=named))
        with suppress(Failure):
            old = pipeline.read(submitted.source, options, source_of(named)[1]).resolved
            if all(is_of(each.carried, old) for each in files):
                return _built_from(named, options, progress), SourceChanged(named)
    return None, SourceChanged()


def _built_from(named: str, options: Options, progress: Progress) -> pipeline.Submission:
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


def tools_for(submitted: pipeline.Submission, options: Options) -> Tools:
    """Return what a merge into a source needs."""
    from toolchain.compare.proof import prove as proof
    from toolchain.editing import merging
    from toolchain.pipeline import import_word as conversion

    source, withheld = submitted.source, submitted.withheld
    writer = plugins.writer(DOCX.name)

    @lru_cache(_KEPT)
    def read(text: str) -> Resolved:
        text = with_own_labels(withheld, text)
        return pipeline.submission(source, plugins.document_of(source, text), options).resolved

    @lru_cache(_KEPT)
    def written(resolved: Resolved) -> bytes:
        project, _ = make_project(source, resolved.document, options, withheld.version)
        return writer.write(resolved, project)

    @lru_cache(_KEPT)
    def built(resolved: Resolved) -> Adopted:
        return merging.built(written(resolved), said("the file as it was built"))

    def proved(resolved: Resolved, shown: m.Document) -> Sequence[Finding]:
        fresh = DOCX.read_back(written(resolved), said("the file as it was built"))
        return proof.prove(resolved, shown, DOCX.shows, fresh)

    def made_public(text: str) -> bool:
        old = submitted.resolved.document.text
        return bool(full) and opens(*(plugins.document_of(source, each) for each in (old, text)))

    spans = withheld.held.spans
    public = (*spans, *withheld.renamed) if withheld.is_public else ()
    full = () if withheld.is_public else spans
    return merging.Tools(read, built, proved, conversion.lost_references(), public, full, made_public)
