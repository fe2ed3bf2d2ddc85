"""The actions of the commands: run the pipeline, print the result, and return the exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, TypeVar

import click

from toolchain import reports as rendering
from toolchain.cli.progress import Progress
from toolchain.formats.table import ANY_FILE
from toolchain.model.diagnostics import Diagnostic, Failure, Severity
from toolchain.model.facts import Facts
from toolchain.model.records import Record
from toolchain.model.suggest import did_you_mean
from toolchain.model.wording import command_line, counted, said
from toolchain.pipeline import stages as pipeline
from toolchain.plugins import registry as plugins
from toolchain.plugins.formats import format_of, is_finished
from toolchain.project.sources import find_sources
from toolchain.reports.sentences import message_of
from toolchain.rules.kept import UndoWith

if TYPE_CHECKING:
    from toolchain.pipeline.tasks import Cluster
    from toolchain.project.settings import Options

T = TypeVar("T")

_NARROWEST = 40  # columns of an excerpt


class Shown(Record):
    """What is printed of findings: their form, and whether people see all of them or their numbers only."""

    form: str = "text"
    everything: bool = False
    statistics: bool = False


def check(
    named: Sequence[str],
    shown: Shown,
    fail_on: Severity,
    options: Options,
    cluster: Cluster | None = None,
    *,
    online: bool = False,
) -> int:
    """Check sources, here or on a cluster, and finished files; print the findings on standard output.

    With `online`, open the addresses of cited sources too. Return the exit status.
    """
    files = tuple(name for name in named if is_finished(name))
    sources = tuple(name for name in named if name not in files)
    what, fixed, read = "", 0, 0
    try:
        with Progress() as progress:
            examined = pipeline.Examination((), (), {})
            if cluster and (sources or not files):
                from toolchain.pipeline.cluster import examine

                examined, read, fixed = examine(find_sources(sources, tell), options, cluster, progress.step)
                what = said("{what} checked", what=counted(read, "source"))
            elif sources or not files:
                examined = pipeline.examine_all(find_sources(sources, tell), options, progress.step)
                read = len({each.source for each in examined.submissions})
            if online:
                from toolchain.pipeline.online import with_answers

                progress.step(said("waiting for answers"))
                examined = with_answers(examined, tell)
            if files:
                from toolchain.pipeline.finished_files import checking

                what = _checked(read, files)
                examined = examined.joined(checking.examine_all(files, options, progress.step, tell))
            if shown.form == "text" and any(each.finding.edits for each in examined.diagnostics):
                from toolchain.pipeline import correct

                fixed += correct.count_fixed(examined, options, progress.step)
    except Failure as error:
        examined = pipeline.could_not_run(error)
    several = max(read, len(sources)) + len(files) > 1
    return print_check(examined, shown, fail_on, what, fixed, several=several)


def _checked(sources: int, files: Sequence[str]) -> str:
    """Return how much was checked, if finished files are included."""
    nouns = {known.noun for name in files if (known := format_of(name))}
    noun = nouns.pop() if len(nouns) == 1 else ANY_FILE
    counts = ((sources, "source"), (len(files), noun))
    what = said(" and ").join(counted(number, noun) for number, noun in counts if number)
    return said("{what} checked", what=what)


def explain(codes: Sequence[str], lang: str) -> int:
    """Print the documentation of codes, or of the names of findings, with the examples of one language."""
    from toolchain.reports.explaining import explained

    checks, faults = plugins.checks()
    known = {word: each for each in checks for word in (each.code.lower(), each.name)}
    unknown = [code for code in codes if code.strip().lower() not in known]
    found = dict.fromkeys(known[code.strip().lower()] for code in codes if code not in unknown)
    if found:
        click.echo("\n\n".join(explained(each, lang.lower()) for each in found))
    if unknown and faults:  # what is asked for may be one of theirs
        report_failure(Failure(*faults))
    for code in unknown:
        tell(said("submission: there is no code or name {code}", code=code))
        help = did_you_mean(code.strip().upper(), (each.code for each in checks))
        help = did_you_mean(code.strip().lower(), (each.name for each in checks)) or help
        tell(f"{said('help:')} {help or said('submission plugins lists the codes')}")
    return pipeline.COULD_NOT_RUN if unknown else pipeline.FINE


def print_in(form: str, found: T, as_json: Callable[[T], str], as_text: Callable[[T], str]) -> None:
    """Print what a command has found for programs, if the form is "json", or for people."""
    if form == "json":
        print_json(as_json(found))
    else:
        click.echo(as_text(found))


def list_plugins(form: str) -> int:
    """Print the installed plug-ins, and whether each can be used here."""
    from toolchain.plugins import listing as inventory

    found = inventory.entries()
    print_in(form, found, inventory.as_json, inventory.as_text)
    return pipeline.REFUSED if any(entry.problem for entry in found) else pipeline.FINE


def doctor(form: str) -> int:
    """Print what outputs and checks need, and whether this machine has it."""
    from toolchain.plugins import doctor as needs

    found = needs.rows()
    print_in(form, found, needs.as_json, needs.as_text)
    return pipeline.REFUSED if any(row.state == "missing" for row in found) else pipeline.FINE


def print_check(
    examined: pipeline.Examination,
    shown: Shown,
    fail_on: Severity,
    what: str = "",
    fixed: int = 0,
    *,
    several: bool = False,
) -> int:
    """Print the findings of a check, and return its exit status. `what` says what was checked, if not
    sources; `fixed` is the number of findings that can be fixed. Of `several`, those with errors are named.
    """
    found = examined.diagnostics
    if shown.form != "text":
        print_json(_for_programs(examined, shown.form))
        return examined.status(fail_on)
    if shown.statistics and found:
        click.echo(f"{rendering.statistics(found, colour=has_colour(sys.stdout))}\n")
    elif not shown.statistics:
        print_findings(found, examined.texts, err=False, everything=shown.everything, last=False)
    number = len({each.source for each in examined.submissions})
    what = what or said("{what} checked", what=counted(number, "source"))
    total = f"\n{rendering.summed(found, fixed)}" if found else said(": nothing found")
    click.echo(rendering.visible(what) + total)
    for line in rendering.with_errors(found, everything=shown.everything) if several else ():
        tell(line, err=False)
    return examined.status(fail_on)


def _for_programs(examined: pipeline.Examination, form: str) -> str:
    """Return the findings in a form for programs: "json", "html", "sarif" or "github"."""
    if form == "sarif":
        from toolchain.reports.code_hosts import as_sarif

        return as_sarif(examined.diagnostics, plugins.checks().usable)
    if form == "github":
        from toolchain.reports.code_hosts import as_github

        return as_github(examined.diagnostics)
    if form == "html":
        from toolchain.reports.findings_page.page import page
        from toolchain.reports.pages import reworded
        from toolchain.text.sought import Sought

        summaries = {check.code: check.summary for check in plugins.checks()[0]}
        resolved = {each.source: each.resolved for each in reversed(examined.submissions)}  # the full version
        names = {name for each in examined.submissions for name in each.withheld.register.names}
        made = page([*reversed(resolved.values())], examined.diagnostics, examined.texts, summaries)
        return reworded(made, partial(Sought(names).pseudonymous, broken=True)) if names else made
    return rendering.as_json(examined.diagnostics)


def tell(line: str | Facts, *, err: bool = True) -> None:
    """Print a line on standard error, separate from the findings, or on standard output."""
    click.echo(rendering.visible(message_of(line) if isinstance(line, Facts) else line), err=err)


def print_lines(*lines: str | Facts) -> None:
    """Print lines on standard output."""
    for line in lines:
        tell(line, err=False)


def tell_undo(*named: str) -> None:
    """Print the line that undoes a command, if it has changed the named sources."""
    if named:
        tell(UndoWith(command_line("submission", "undo", *map(Path, named))))


def report_failure(error: Failure, texts: Mapping[str, str] | None = None) -> None:
    """Print on standard error why the command could not continue.

    `texts` are files whose lines are shown; those of templates are read.
    """
    print_findings(pipeline.diagnose(error), texts or pipeline.template_texts(error))


def not_written(error: Failure, form: str, content: Mapping[str, object]) -> int:
    """Print why a command has written nothing, for programs with what is known; return the exit status."""
    if form == "json":
        print_object(content, pipeline.diagnose(error))
    else:
        report_failure(error)
        tell(said("nothing is written"))
    return pipeline.COULD_NOT_RUN


def print_findings(
    diagnostics: Iterable[Diagnostic],
    texts: Mapping[str, str],
    *,
    err: bool = True,
    everything: bool = True,
    last: bool = True,
) -> None:
    """Print findings for people with an empty line between them, and one at the end unless it is the `last`
    that is printed.
    """
    stream = sys.stderr if err else sys.stdout
    sources, colour, width = rendering.Sources(texts), has_colour(stream), rendering.WIDTH
    if stream.isatty():
        from shutil import get_terminal_size  # with bz2 and lzma

        width = max(_NARROWEST, min(width, get_terminal_size().columns - rendering.MARGIN))
    before = ""
    for each, more in rendering.listed(diagnostics, everything=everything):
        text = rendering.as_text(each, sources, colour=colour, everything=everything, more=more, width=width)
        click.echo(before + text, err=err)
        before = "\n"
    if before and not last:
        click.echo(err=err)


def has_colour(stream: TextIO) -> bool:
    """Return whether a stream shows colours, and its user wants them."""
    return stream.isatty() and "NO_COLOR" not in os.environ


def print_object(content: Mapping[str, object], diagnostics: Iterable[Diagnostic] = ()) -> None:
    """Print an object for programs, with findings at its end."""
    print_json(rendering.json_object(**content, diagnostics=list(map(rendering.record, diagnostics))))


def print_json(text: str) -> None:
    """Print text for programs, in UTF-8 on any system; surrogates in a name become JSON escapes."""
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    click.echo(text)
