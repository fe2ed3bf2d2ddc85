"""The command `submission words`."""

from __future__ import annotations

import sys

import click

from toolchain.cli.options import options, sources


@click.command()
@sources
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help="Bars for people, or one JSON object.")  # fmt: skip
def words(source: tuple[str, ...], *, form: str) -> None:
    """Show where the words stand, by part and section, against the recipient's limit.

    SOURCE is a Markdown file, or a folder of them; without SOURCE those of content/*/. Words are counted
    as Word counts them. What counts, the profile of the recipient says; where nothing is known, as of
    headings or notes, both sums are given.

    \b
    Examples:
      submission words
      submission words content/my-report/report.md
      submission words --format json

    Exit status: 0 no limit is exceeded for certain, 1 one is, 2 a source could not be read.
    """
    from toolchain.cli.actions.words import words as count_words

    sys.exit(count_words(source, form, options()))
