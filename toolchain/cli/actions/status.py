"""The action of `submission status`: print the overview of many submissions."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from toolchain.cli.actions import print_findings, print_json, tell
from toolchain.cli.progress import Progress
from toolchain.model import days
from toolchain.pipeline import shelf
from toolchain.pipeline import stages as pipeline
from toolchain.project.settings import Options
from toolchain.project.sources import find_sources
from toolchain.reports.shelf.entries import as_json, as_text


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
