"""Find out what the outputs of a source are: as they were built, older than the source, or edited."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from toolchain.model.diagnostics import Failure
from toolchain.pipeline import own_outputs, stamps
from toolchain.project.folder_settings import FolderSettings
from toolchain.project.settings import Options
from toolchain.reports.shelf.entries import State


def states(
    source: Path, targets: Sequence[Path], options: Options, settings: FolderSettings
) -> dict[Path, State]:
    """Return the state of each output that was built; of all `targets`, if there is none.

    An output with other bytes than those of the last whole build, which no person has edited, was built
    differently: as a draft, with other options, or by another version. Nothing is written.
    """
    stamp = None
    folder = targets[0].parent
    with suppress(Failure):  # its private folder cannot be read: then nothing is known of a build
        stamp = stamps.kept(source, folder)
    names = [folder / Path(name).name for name in stamp.stamp.outputs] if stamp else []
    built = dict.fromkeys((*names, *(path for path in targets if path.is_file())))
    is_same = bool(stamp and stamp.has_read_the_same(source))
    as_now: State = "up to date" if stamp and stamp.is_decided_as(options, settings) else "built differently"
    as_built = as_now if is_same else "older than the source"
    return {path: _state(path, stamp, as_built) for path in (built or targets)}


def _state(path: Path, stamp: stamps.Kept | None, as_built: State) -> State:
    with suppress(Failure):
        if not path.is_file():
            return "not built"
        if own_outputs.is_edited(path):
            return "changed by hand"
        if stamp and stamp.has_made(path):
            return as_built
    return "built differently"
