"""Put the files that a recipient takes into a folder of their own."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from toolchain.formats.read_bytes import OF_SYSTEM
from toolchain.model.diagnostics import Failure
from toolchain.pipeline import private_folder as private
from toolchain.pipeline.send_check.gathering import places_of, wanted_of
from toolchain.pipeline.stages import Submission
from toolchain.pipeline.write_files import present, write_all
from toolchain.rules.commands import NotPacked, SourceEdited

_RECORD = "packed.json"


def contents(submission: Submission, output: Path | None) -> dict[Path, bytes]:
    """Return the bytes of the outputs that the recipient takes."""
    places = places_of(submission, output)
    taken = (places[form] for form in wanted_of(submission.project.profile) if form in places)
    return {path: data for path in taken if (data := present(path).data) is not None}


def pack(submission: Submission, files: Mapping[Path, bytes], folder: Path) -> tuple[Path, ...]:
    """Write files into a folder, and nothing else; return their paths.

    `.submission/packed.json` next to the source has the digests of what was packed last of each source and
    version. A folder that holds exactly this is replaced; what the system has put there is removed. Raise
    `Failure` for any other folder that is not empty (S013), and for an output that has changed meanwhile
    (S022).
    """
    changed = [path.as_posix() for path, data in files.items() if present(path).data != data]
    if changed:
        raise Failure.of(changed[0], SourceEdited())
    beside = submission.source.parent
    there, recorded = _digests(folder), _recorded(beside)
    key = f"{submission.source.name} {submission.project.version}".rstrip()
    if there and there != recorded.get(key):
        raise Failure.of(folder.as_posix(), NotPacked())
    made = {folder / path.name: data for path, data in files.items()}
    old = dict.fromkeys((folder / name for name in (*there, *OF_SYSTEM) if folder / name not in made), None)
    digests = {path.name: private.digest(data) for path, data in made.items()}
    record = {private.inside(beside, _RECORD): private.record(packed={**recorded, key: digests})}
    write_all({**old, **made, **private.with_gitignore(beside, record)})
    return tuple(made)


def _digests(folder: Path) -> dict[str, str]:
    """Return what is in a folder by its names, {} if there is no folder; "" is for what is not a file."""
    if not folder.is_dir():
        return {}
    found = (each for each in folder.iterdir() if each.name not in OF_SYSTEM)
    return {each.name: private.digest(present(each).data) for each in found}


def _recorded(beside: Path) -> dict[str, object]:
    with suppress(*private.UNREADABLE):
        return dict(private.read_record(beside, _RECORD)["packed"])
    return {}
