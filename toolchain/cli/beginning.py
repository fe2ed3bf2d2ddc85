"""The command `submission new`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from toolchain.cli.options import not_empty


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--title", metavar="TEXT", callback=not_empty, help="Title of the submission.")
@click.option("--profile", metavar="NAME", callback=not_empty, help="Recipient, such as crc or upr.")
@click.option("--lang", metavar="CODE", callback=not_empty, help="Language: en, fr, es, ru, ar or zh.")
@click.option("--organization", "organizations", metavar="NAME", multiple=True,
              help="Organization that submits it; give the option once for each.")  # fmt: skip
@click.option("--country", metavar="NAME", callback=not_empty, help="Country that it is about.")
@click.option("--formats", metavar="LIST", callback=not_empty,
              help="Formats to build, such as docx,pdf (default: what the recipient accepts).")  # fmt: skip
@click.option("--yes", is_flag=True, help="Ask nothing: use samples for what is not given.")
@click.option("--private", is_flag=True, help="Keep the report itself out of git too.")
@click.option("--editor", is_flag=True, help="Add settings for VS Code.")
@click.option("--ci", is_flag=True, help="Add a workflow for GitHub and a pre-commit file.")
def new(folder: Path, *, private: bool, editor: bool, ci: bool, **given: Any) -> None:
    """Begin a submission: write a small, complete source into a new folder.

    What is not given is asked for. The source has what the recipient requires, its parts in their
    usual order with a comment on what to write, and samples: a note that cites, a table,
    recommendations. Each sample is reported as information (S028) until you change or delete it;
    until then, "submission send-check" has something to fix.

    \b
    Examples:
      submission new content/my-report
      submission new my-report --profile crc --lang fr --country Atlantide --yes
      submission new my-report --editor --ci

    Exit status: 0 it is written, 2 could not run. DIR must be new or empty.
    """
    from toolchain.cli.actions.beginning import Given, begin

    sys.exit(begin(folder, Given(**given), private=private, editor=editor, ci=ci))
