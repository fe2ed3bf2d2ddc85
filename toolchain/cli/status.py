"""The command `submission status`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from toolchain.cli.options import options, sources, with_profile, wrong


@click.command()
@sources
@click.option("--output", type=click.Path(path_type=Path), metavar="DIR",
              help="Folder of the outputs (default: build/).")  # fmt: skip
@with_profile
@click.option("--format", "form", type=click.Choice(["text", "json", "html"]), default="text",
              show_default=True, help="Output format: a table, one JSON object, or a page.")  # fmt: skip
@click.option("--settings", is_flag=True, help="Print each setting, and where its value comes from.")
def status(source: tuple[str, ...], *, output: Path | None, profile: str, form: str, settings: bool) -> None:
    """Print an overview of submissions: what is due, wrong, out of date and sent.

    SOURCE is a Markdown file, or a folder of them. Without SOURCE, all files content/*/*.md that
    begin with front matter are listed. Those with a "deadline" in their front matter come first.

    For each source: the days until its deadline, its recipient, its words and their limit, the
    number of errors and warnings, whether its outputs are older than the source, and whether it was
    sent (as "submission freeze" recorded) and what has changed since. A translation is compared with
    its original. Nothing is written.

    With --settings, the table is instead one of templates, look, recipient, formats and the like, with
    the place of each value: the front matter, a file submission.toml, or the default.

    \b
    Examples:
      submission status
      submission status content/my-report
      submission status --format json > status.json
      submission status --format html > status.html
      submission status content/my-report --settings

    Exit status: 0 all sources could be read, whatever was found in them, 2 one could not.
    """
    from toolchain.cli.actions.status import show, show_settings

    if settings:
        if form == "html":
            raise wrong("--settings prints a table or JSON: leave out --format html")
        sys.exit(show_settings(source, output, options(profile=profile), form))
    sys.exit(show(source, output, options(profile=profile), form))
