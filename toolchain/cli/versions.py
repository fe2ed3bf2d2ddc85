"""The commands about versions: record the numbers, print which have moved, show two versions in one."""

from __future__ import annotations

import sys
from typing import Any

import click

from toolchain.cli.options import not_empty, options, with_public


@click.command()
@click.argument("source", type=click.Path(readable=False))
@click.option("--sent", default="", metavar="DAY", help="Date when it was sent, such as 2026-03-15.")
@click.option("--keep", is_flag=True, help='Keep the source in the record, for "submission redline".')
@click.option("--force", is_flag=True, help="Replace an earlier record.")
@with_public
def freeze(source: str, *, sent: str, keep: bool, force: bool, public: bool) -> None:
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

    sys.exit(record(source, sent, options(public=public), force=force, keep=keep))


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


@click.command()
@click.argument("old")
@click.argument("new")
@click.option(
    "-o", "--output", required=True, metavar="OUT", help="The redline: a .docx, or a page, a .html."
)
@click.option("--summary", is_flag=True, help="Print what differs, with old and new numbers.")
@click.option("--author", default="Redline", show_default=True, callback=not_empty, metavar="NAME",
              help="Author of the tracked changes.")  # fmt: skip
@click.option("--date", "day", default="2000-01-01", show_default=True, metavar="DAY",
              help="Date of the tracked changes.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help="What is printed: for people, or one JSON object.")  # fmt: skip
@with_public
def redline(*, old: str, new: str, public: bool, **asked: Any) -> None:
    """Write what differs between two versions as a Word file with tracked changes.

    OLD and NEW are sources, which may have errors as drafts do; report.md@v1, a source as it is in a
    revision of git; report.md@undo-1, as it was before the last command that changed it;
    report.md@sent, as "submission freeze --keep" has kept it; or Word files that "submission build" has
    written. Pictures and lists of sources are those of today.

    Accepting all changes gives NEW, rejecting all gives OLD: words, notes, tables, references and their
    numbers. Both are tried before OUT is written. A reference of which only the number has changed is
    not a change. The running heads and the widths of tables are those of NEW.

    A .html is the same as a page, with a list of the changes and links from each to the next.

    OUT contains the words of both versions, so it is for the people who write, not for a recipient. Of
    sources that withhold something, the full versions are compared; with --public, the public ones.

    \b
    Examples:
      submission redline report.md@v1 report.md -o redline.docx
      submission redline report.md@undo-1 report.md -o redline.docx --summary
      submission redline report.md@sent report.md -o redline.docx
      submission redline sent.docx report.md -o redline.docx --author "Our network"

    Exit status: 0 the redline is written, 2 could not run, and then nothing is written.
    """
    from toolchain.cli.actions.redline import Asked
    from toolchain.cli.actions.redline import redline as show

    sys.exit(show(old, new, Asked(**asked), options(public=public)))
