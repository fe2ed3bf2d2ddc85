"""The commands about sent versions: record the numbers, and print which have moved since."""

from __future__ import annotations

import sys

import click

from toolchain.cli.options import options


@click.command()
@click.argument("source", type=click.Path(readable=False))
@click.option("--sent", default="", metavar="DAY", help="Date when it was sent, such as 2026-03-15.")
@click.option("--force", is_flag=True, help="Replace an earlier record.")
def freeze(source: str, *, sent: str, force: bool) -> None:
    """Record the numbers of a source as it is sent.

    The record, report.sent.json next to report.md, has the number, label and words of each numbered
    paragraph. Then "submission check" reports which paragraphs have moved (V952), because readers of
    the sent version cite it by its numbers. The record is not part of any output.

    \b
    Examples:
      submission freeze content/my-report/report.md --sent 2026-03-15
      submission freeze report.md --force

    Exit status: 0 it is recorded, 1 the source has errors, 2 could not run. Unless the status is 0,
    nothing is written.
    """
    from toolchain.cli.actions.versions import freeze as record

    sys.exit(record(source, sent, options(), force=force))


@click.command()
@click.argument("source", type=click.Path(readable=False))
@click.option("--format", "form", type=click.Choice(["text", "csv", "json"]), default="text",
              show_default=True, help="For people, for a spreadsheet, or one JSON object.")  # fmt: skip
@click.option("--all", "every", is_flag=True, help="Include paragraphs whose numbers have not changed.")
def moved(source: str, *, form: str, every: bool) -> None:
    """Print the old and new numbers of paragraphs since a source was sent.

    The old numbers are those that "submission freeze" recorded. A deleted paragraph has no new
    number; an added paragraph has no old number.

    \b
    Examples:
      submission moved content/my-report/report.md
      submission moved report.md --format csv > numbers.csv

    Exit status: 0 no number has moved, 1 some have, 2 could not run.
    """
    from toolchain.cli.actions.versions import moved as table

    sys.exit(table(source, form, options(), every=every))
