"""The action of `undo`: bring back earlier states, list them, or delete them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from toolchain.cli.actions import print_lines, tell_undo
from toolchain.cli.options import typed
from toolchain.model.diagnostics import Failure
from toolchain.pipeline import undo as states
from toolchain.project.sources import not_there
from toolchain.rules.kept import Forgotten, NothingKept, UndoneAlready


def undo(places: Sequence[Path], number: int | None) -> None:
    """Restore the files that the last command replaced, or the one with this number in the list.

    Raise `Failure` if they cannot be restored.
    """
    entries = _entries(places, number)
    lines = states.bring_back([each for each in entries if each.name == entries[0].name], typed())
    if not lines:
        facts = UndoneAlready(states.read(entries[0])[0]) if entries else NothingKept(number)
        raise Failure.of(places[0].as_posix(), facts)
    print_lines(*lines)
    tell_undo(*(each.as_posix() for each in places))


def show(places: Sequence[Path]) -> None:
    """List the commands that can be undone, the last one first."""
    for entry in _entries(places, None):
        command, when, kept = states.read(entry)
        files = ", ".join(path.as_posix() for path in kept)
        print_lines(f"{int(entry.name[:9]):>4}  {when}  {command}  ({files})")


def forget(places: Sequence[Path]) -> None:
    """Delete the earlier states. A name that does not exist may be mistyped, so it is refused."""
    for place in (each for each in places if not each.exists()):
        raise not_there(place)
    for folder in dict.fromkeys(folder for place in places for folder in states.folders_of(place)):
        states.forget(folder)
        print_lines(Forgotten(folder.as_posix()))


def _entries(places: Sequence[Path], number: int | None) -> list[Path]:
    """Return what is kept; of a source that was deleted too. Raise `Failure` (S019, S024)."""
    found = states.entries(places, number)
    for place in (each for each in places if not found and not each.exists()):
        raise not_there(place)
    return found
