"""The command `submission sign`."""

from __future__ import annotations

import sys

import click

from toolchain.cli.options import not_empty, options


@click.command()
@click.argument("source", type=click.Path(readable=False))
@click.option("--for", "name", required=True, callback=not_empty, metavar="NAME",
              help='The organization, as "submitted-by" names it.')  # fmt: skip
@click.option("--withdraw", is_flag=True, help="Withdraw its agreement.")
def sign(source: str, *, name: str, withdraw: bool) -> None:
    """Note that an organization has agreed to the text of a source.

    The note, report.signed.json next to report.md, has who has agreed to which text, and the source
    of each of these texts. It is a note for the people who write, not a signature: anybody can write
    it. It is not part of any output, and "submission pack" does not take it.

    "submission status" and "submission send-check" then show how many have agreed to the text as it
    is, and how many to an earlier one, with the line to see what has changed. Every word, number and
    note, emphasis, a link and a picture is part of the text; line breaks of the source, comments,
    names of labels and the list of organizations are not.

    \b
    Examples:
      submission sign report.md --for "Children First"
      submission sign report.md --for "Children First" --withdraw

    Exit status: 0 it is noted, 2 could not run, and then nothing is written.
    """
    from toolchain.cli.actions.agreeing import agree

    sys.exit(agree(source, name, options(), withdraw=withdraw))
