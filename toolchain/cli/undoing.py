"""The command `submission undo`."""

from __future__ import annotations

from pathlib import Path

import click

from toolchain.cli.options import sources, wrong


@click.command()
@sources
@click.option("--list", "only_list", is_flag=True, help="List the commands that can be undone.")
@click.option("--number", type=click.IntRange(min=1), default=None, metavar="N",
              help="Undo this command of the list (default: the last).")  # fmt: skip
@click.option("--forget", is_flag=True, help="Delete all earlier states that are kept.")
def undo(source: tuple[str, ...], *, only_list: bool, number: int | None, forget: bool) -> None:
    """Bring back what the last command has replaced.

    Before "check --fix", "merge", "import --force" and "sources extract --fix" replace files, they keep
    the old ones in the folder .submission/undo next to SOURCE: for the last 20 commands, readable by
    you alone. All files of one command come back together.

    SOURCE is a source, or a folder of them. Without SOURCE, the last command is undone that has
    changed a source in content/*/. The files as they are now are kept first, so "submission undo"
    can itself be undone.

    \b
    Examples:
      submission undo
      submission undo content/my-report/report.md
      submission undo content/my-report/report.md --list
      submission undo content/my-report/report.md --number 3
      submission undo content/my-report --forget

    Exit status: 0 done, 2 could not run, and then no file is changed.
    """
    from toolchain.cli.actions import undoing
    from toolchain.project.sources import CONTENT

    if only_list + forget + (number is not None) > 1:
        raise wrong("--list, --number, --forget: choose one")
    places = [Path(name) for name in source or (CONTENT,)]
    if forget:
        undoing.forget(places)
    elif only_list:
        undoing.show(places)
    else:
        undoing.undo(places, number)
