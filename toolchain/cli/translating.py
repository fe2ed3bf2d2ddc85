"""The commands of `submission translate`: files for translators."""

from __future__ import annotations

import sys

import click

from toolchain.cli.options import options

_SOURCE = click.argument("source", type=click.Path(readable=False))


@click.group()
def translate() -> None:
    """Let translators work on a source in their own programs."""


@translate.command("export")
@_SOURCE
@click.option("--to", "form", type=click.Choice(["po", "xliff"]), required=True, help="Format of FILE.")
@click.option("-o", "--output", required=True, metavar="FILE", help="The file to write, a .po or .xlf file.")
def export(source: str, *, form: str, output: str) -> None:
    """Write the texts of a source into a file for translators.

    Each paragraph, heading, note, caption, cell and text of the front matter is a text to translate.
    Marks of notes, emphasis, links, cross-references with their numbers, citations and code are tags
    such as <note1/> and <b1>, which the translation must have too.

    If FILE exists, its translations are kept. A text that has changed keeps its old translation,
    which is marked for review: "fuzzy" in PO, the state "needs-review-translation" in XLIFF.

    \b
    Examples:
      submission translate export report.md --to po -o report.fr.po
      submission translate export report.md --to xliff -o report.fr.xlf

    Exit status: 0 FILE is written, 2 could not run, and then nothing is written.
    """
    from toolchain.cli.actions.translating import send

    sys.exit(send(source, form, output, options()))


@translate.command("import")
@click.argument("file", type=click.Path(readable=False))
@_SOURCE
@click.option("-o", "--output", required=True, metavar="TRANSLATED",
              help="The translation to write, with its language in its name.")  # fmt: skip
@click.option("--force", is_flag=True, help="Overwrite TRANSLATED.")
def import_translation(file: str, source: str, *, output: str, force: bool) -> None:
    """Make the translation of a source from a file of translations.

    FILE was written by "submission translate export" and translated. TRANSLATED is next to SOURCE,
    report.fr.md for report.md. What has no translation stays in the language of SOURCE, and is
    listed. A translation whose tags are not those of its text is an error at its line (V953). The
    translation is compared with SOURCE as "submission check" does (V951).

    \b
    Examples:
      submission translate import report.fr.po report.md -o report.fr.md
      submission translate import report.fr.xlf report.md -o report.fr.md --force

    Exit status: 0 all is translated, 1 something is listed, 2 there are errors in FILE or the command
    could not run, and then nothing is written.
    """
    from toolchain.cli.actions.translating import bring

    sys.exit(bring(file, source, output, options(), force=force))
