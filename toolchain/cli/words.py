"""The command `submission words`."""

from __future__ import annotations

import sys

import click

from toolchain.cli.options import options, sources, with_profile, with_public


@click.command()
@sources
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help="Output format: bars for people, or one JSON object.")  # fmt: skip
@with_profile
@with_public
def words(source: tuple[str, ...], *, form: str, profile: str, public: bool) -> None:
    """Show the number of words, by part and section, and the recipient's limit.

    SOURCE is a Markdown file, or a folder of them; without SOURCE, those of content/*/. Words are
    counted as Word counts them. The profile of the recipient says what counts. If that is not known,
    for example for headings or notes, both sums are given. SOURCE can also be a Word file, made by any
    program; then name the recipient with --profile.

    \b
    Examples:
      submission words
      submission words content/my-report/report.md
      submission words --format json
      submission words draft.docx --profile crc

    Exit status: 0 no limit is certainly exceeded, 1 one is, 2 a source could not be read.
    """
    from toolchain.cli.actions.words import words as count_words

    sys.exit(count_words(source, form, options(profile=profile, public=public)))
