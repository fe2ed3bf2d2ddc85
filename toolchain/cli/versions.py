"""The commands about what was sent: record its numbers, and say which have moved since."""

from __future__ import annotations

import sys

import click

from toolchain.cli.options import options


@click.command()
@click.argument("source", type=click.Path(readable=False))
@click.option("--sent", default="", metavar="DAY", help="The day it was sent, as in 2026-03-15.")
@click.option("--force", is_flag=True, help="Record it anew, in place of an earlier record.")
def freeze(source: str, *, sent: str, force: bool) -> None:
    """Record the numbers of a source as it is sent.

    The record, report.sent.json beside report.md, holds for each numbered paragraph its number, its
    label and its words. From then on "submission check" tells which paragraphs have moved (V952): who
    has the version that was sent cites it by its numbers. The record never reaches an output.

    \b
    Examples:
      submission freeze content/my-report/report.md --sent 2026-03-15
      submission freeze report.md --force

    Exit status: 0 it is recorded, 1 the source has errors, 2 could not run. Except with 0, nothing is
    written.
    """
    from toolchain.cli.actions.versions import freeze as record

    sys.exit(record(source, sent, options(), force=force))


@click.command()
@click.argument("source", type=click.Path(readable=False))
@click.option("--format", "form", type=click.Choice(["text", "csv", "json"]), default="text",
              show_default=True, help="For people, for a spreadsheet, or one JSON object.")  # fmt: skip
@click.option("--all", "every", is_flag=True, help="Paragraphs too whose numbers are the same.")
def moved(source: str, *, form: str, every: bool) -> None:
    """Print the old and new numbers of paragraphs since a source was sent.

    The old ones are those that "submission freeze" recorded. A paragraph that is gone has no new number,
    one that was added no old one.

    \b
    Examples:
      submission moved content/my-report/report.md
      submission moved report.md --format csv > numbers.csv

    Exit status: 0 no number has moved, 1 some have, 2 could not run.
    """
    from toolchain.cli.actions.versions import moved as table

    sys.exit(table(source, form, options(), every=every))
