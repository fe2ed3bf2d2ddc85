"""The commands of `submission profiles`: the rules of recipients."""

from __future__ import annotations

import sys

import click

_FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text",
                       show_default=True, help="Text for people, or one JSON object.")  # fmt: skip


@click.group(invoke_without_command=True)
@_FORMAT
@click.pass_context
def profiles(context: click.Context, *, form: str) -> None:
    """List the recipients whose rules are known.

    Each is listed with its name for `profile:` in the front matter, and its limits. A limit that is
    not confirmed only warns.

    \b
    Examples:
      submission profiles
      submission profiles show upr
      submission profiles --format json
    """
    if context.invoked_subcommand is None:
        from toolchain.cli.actions.profiles import list_all

        sys.exit(list_all(form))


@profiles.command("show")
@click.argument("name")
@_FORMAT
def show_profile(name: str, *, form: str) -> None:
    """Explain all rules of a recipient, each with where and when it was read.

    NAME is a name that "submission profiles" lists, a file in profiles/ in this folder, or the path
    of your own file. Mistakes in a file are reported with their lines.

    \b
    Examples:
      submission profiles show crc
      submission profiles show content/my-report/profiles/my-crc.toml
      submission profiles show crc --format json

    Exit status: 0 success, 1 there are mistakes in the file, 2 there is no such profile.
    """
    from toolchain.cli.actions.profiles import show

    sys.exit(show(name, form))
