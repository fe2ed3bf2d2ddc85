"""The action of `submission status`: print the overview of many submissions."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from toolchain.cli.actions import print_findings, print_json, tell
from toolchain.cli.progress import Progress
from toolchain.model import days
from toolchain.model.diagnostics import Failure, Finding
from toolchain.pipeline import shelf
from toolchain.pipeline import stages as pipeline
from toolchain.project.settings import Options
from toolchain.project.sources import find_sources, folder_of
from toolchain.reports import origins
from toolchain.reports.shelf.entries import as_json, as_text
from toolchain.rules.folder_settings import FolderSettings


def show(named: Sequence[str], output: Path | None, options: Options, form: str) -> int:
    """Print the overview on standard output, and what could not be read on standard error."""
    today = days.today(options.epoch)
    with Progress(sys.stderr) as progress:
        found = shelf.gather(find_sources(named, tell), output, options, today, progress.step)
    if form == "json":
        print_json(as_json(found.entries, today.isoformat()))
    elif form == "html":
        from toolchain.reports.shelf.page import page

        print_json(page(found.entries, today.isoformat()))
    else:
        click.echo(as_text(found.entries))
    print_findings(found.unread, {})
    return pipeline.COULD_NOT_RUN if found.unread else pipeline.FINE


def show_settings(named: Sequence[str], output: Path | None, options: Options, form: str) -> int:
    """Print each setting of sources and where it comes from; what is wrong there goes to standard error."""
    found: dict[str, tuple[origins.Origin, ...]] = {}
    wrong: list[Finding] = []
    unread = 0
    sources = find_sources(named, tell)
    for source in sources:
        try:
            submitted = pipeline.read(source, options)
        except Failure as error:
            wrong += error.findings
            unread += 1
            continue
        asked = {"output": output, "profile": options.profile}
        folder = folder_of(source, output, submitted.project.folder_settings.output, alone=len(sources) == 1)
        found[source.as_posix()] = tuple(origins.origins(submitted.project, folder, asked))
        wrong += (each for each in submitted.resolved.document.defects if each.rule == FolderSettings.rule)
    if form == "json":
        print_json(origins.as_json(found))
    else:
        click.echo(origins.as_text(found))
    failure = Failure(*dict.fromkeys(wrong))
    print_findings(pipeline.diagnose(failure), pipeline.own_texts(failure.findings))
    return pipeline.COULD_NOT_RUN if unread else pipeline.FINE
