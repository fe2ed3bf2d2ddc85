"""The action of `submission status`: print the overview of many submissions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from toolchain.cli.actions import print_findings, print_in, print_json, tell
from toolchain.cli.progress import Progress
from toolchain.model import days
from toolchain.pipeline import shelf
from toolchain.pipeline import stages as pipeline
from toolchain.project.settings import Options
from toolchain.project.sources import find_sources, folder_of
from toolchain.reports import origins
from toolchain.reports.shelf.entries import as_json, as_text
from toolchain.rules.files import INPUTS
from toolchain.rules.folder_settings import FolderSettings
from toolchain.rules.limits import Profile


def show(named: Sequence[str], output: Path | None, options: Options, form: str) -> int:
    """Print the overview on standard output, and what could not be read on standard error."""
    today = days.today(options.epoch)
    with Progress() as progress:
        found = shelf.gather(find_sources(named, tell), output, options, today, progress.step)
    if form == "json":
        print_json(as_json(found.entries, today.isoformat()))
    elif form == "html":
        from toolchain.reports.shelf.entries import page

        print_json(page(found.entries, today.isoformat()))
    else:
        click.echo(as_text(found.entries))
    for line in found.left:
        tell(line)
    print_findings(found.unread, {})
    return pipeline.COULD_NOT_RUN if found.unread else pipeline.FINE


def show_settings(named: Sequence[str], output: Path | None, options: Options, form: str) -> int:
    """Print each setting of sources and where it comes from; what is wrong there goes to standard error."""
    sources, chosen = find_sources(named, tell), click.get_current_context().obj
    asked = {"output": output, "profile": options.profile, "ui-lang": chosen}
    with Progress() as progress:
        examined = pipeline.examine(sources, options, progress.step)
    found: dict[str, list[origins.Origin]] = {}
    for source, project, *_ in examined.submissions:
        folder = folder_of(source, output, project.folder_settings.output, alone=len(sources) == 1)
        found[source.as_posix()] = [*origins.origins(project, folder, asked)]
    print_in(form, found, origins.as_json, origins.as_text)
    wrong = [case.rule for case in (FolderSettings, Profile, *INPUTS)]
    print_findings((each for each in examined.diagnostics if each.rule in wrong), examined.texts)
    return pipeline.COULD_NOT_RUN if examined.failed else pipeline.FINE
