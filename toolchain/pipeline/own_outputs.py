"""Knows which outputs are as they were built, so that no build overwrites what it did not make itself.

`.submission/outputs.json` in a folder of outputs has the digests of each output there, each with the name of
the source that it was built from. The digest of a new output is added before the output is put in place, and
that of the one before stays: so a build that is killed in between never makes an output look edited.
"""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import count
from pathlib import Path

from toolchain.formats.read_bytes import on_server
from toolchain.formats.table import DOCX
from toolchain.model.diagnostics import Failure, FilePlace, Finding
from toolchain.model.facts import Word
from toolchain.model.wording import command_line
from toolchain.pipeline import private_folder as private
from toolchain.pipeline.write_files import present, write_all
from toolchain.project.settings import Version
from toolchain.project.sources import key_of
from toolchain.rules.commands import NameTaken
from toolchain.rules.kept import KeptBeside, OlderThanVersions, OtherOutput, OutputEdited, WithoutSource

_DIGEST = "sha256:"
_RECORD = "outputs.json"


def put(
    source: Path,
    outputs: Mapping[Path, bytes],
    *,
    force: bool,
    stamps: Mapping[Path, bytes] = {},
    others: Container[Path] = (),
) -> tuple[KeptBeside, ...]:
    """Put the outputs of a source in place in their folder, with its stamp. Return what copies are kept.

    No copy gets the name of one of `others`, the outputs of other sources.

    Raise `Failure` for outputs that were edited (S025) or are those of another source (S013), unless `force`
    keeps them, and where nothing can be written (S013): then no file has changed.
    """
    folder = min(outputs, default=source).parent
    known, origin = _known(folder), _origin(source, folder)
    now = dict(known)
    files: dict[Path, bytes] = {}
    modes: dict[Path, int] = {}
    refused: list[Finding] = []
    told: list[KeptBeside] = []
    for target, new in outputs.items():
        old, digests = present(target), known.get(target.name, {})
        same = {each: name for each, name in digests.items() if each == private.digest(old.data)}
        now[target.name] = {**same, private.digest(new): origin}
        other = next((_other(name, source, folder) for name in same.values()), None)
        is_cut_off = old.data is not None and new.startswith(old.data)
        if (other or not same) and old.data is not None and not is_cut_off:
            copy = _copy_of(target, {**outputs, **files}, others)
            files[copy], modes[copy] = old.data or b"", old.mode
            told.append(KeptBeside(target.as_posix(), copy.as_posix(), other))
            if digests and not force:
                merge = command_line("submission", "merge", target, source)
                edited = OutputEdited(copy.name, merge if target.suffix == DOCX.suffix else None)
                facts = OtherOutput(other, copy.name) if other else edited
                refused.append(Finding(FilePlace(target.as_posix()), facts))
    if refused:
        raise Failure(*refused)
    if now != known:
        kept = {private.inside(folder, _RECORD): private.record(outputs=now)}
        files |= private.with_gitignore(folder, kept)
    write_all({**files, **outputs, **stamps}, modes)
    return tuple(told)


def with_version(file: Path, version: Version, *inputs: str) -> Path:
    """Return the name that a file of a version has: report-public.docx, as outputs are called.

    Raise `Failure` (S013) if an output or an input has this name, which nobody has typed.
    """
    ending = f"-{version}" if version else ""
    if file.stem.endswith(ending):
        return file
    target = file.with_stem(file.stem + ending)
    taken = (target.exists() and Path(each).exists() and target.samefile(each) for each in inputs)
    if any(taken) or target.name in _known(target.parent):
        raise Failure.of(target.as_posix(), NameTaken())
    return target


def older_than_versions(source: Path, targets: Iterable[tuple[str, Path]]) -> Iterator[OlderThanVersions]:
    """Yield outputs from before a source withheld something. `targets` are all, with their versions."""
    plain = (path.with_name(path.name.replace(f"-{each}", "", 1)) for each, path in targets if each)
    for path in dict.fromkeys(each for each in plain if each.is_file()):
        origins = _known(path.parent).get(path.name, {}).values()
        if not any(_other(each, source, path.parent) for each in origins):
            yield OlderThanVersions(path.as_posix())


def without_source(folders: Iterable[Path]) -> Iterator[WithoutSource]:
    """Yield the outputs in folders whose source was renamed, moved or deleted, for each such source."""
    left: dict[str, list[str]] = {}
    for folder in folders:
        with suppress(Failure, OSError):  # its private folder cannot be read: then nothing is known of it
            for name, digests in _known(folder).items():
                origins = {*digests.values()}
                if origins and (folder / name).is_file() and all(_is_gone(each, folder) for each in origins):
                    source = Path(os.path.normpath(folder / min(origins))).as_posix()
                    left.setdefault(source, []).append((folder / name).as_posix())
    for source, outputs in left.items():
        yield WithoutSource(tuple(outputs), source)


def is_edited(target: Path) -> bool:
    """Return whether an output that a build has made was changed since."""
    digests = _known(target.parent).get(target.name, {})
    return bool(digests) and private.digest(present(target).data) not in digests


def _origin(source: Path, folder: Path) -> str:
    """Return the name of a source in the record of a folder.

    It is the path from there if both are in the folder in which one works. Elsewhere a path could name a
    person, so it is a digest.
    """
    real, base = Path(os.path.realpath(source)), Path(os.path.realpath(folder))
    if all(each.is_relative_to(Path.cwd()) for each in (real, base)):
        return Path(os.path.relpath(real, base)).as_posix()
    return _digest(source)


def _digest(source: Path) -> str:
    """Return the digest of the names of a source and of its folder, which stay if a project is moved."""
    names = Path(os.path.realpath(source)).parts[-2:]
    return _DIGEST + private.digest(os.fsencode("/".join(names)))


def _is_gone(origin: str, folder: Path) -> bool:
    """Return whether a record names a source that is not there. Of a digest, nobody can know that."""
    return not origin.startswith(_DIGEST) and not on_server(origin) and not (folder / origin).exists()


def _other(origin: str, source: Path, folder: Path) -> str | None:
    """Return the source that a record names if it is another, and None if that was moved or deleted."""
    if origin.startswith(_DIGEST):
        return None if origin == _digest(source) else Word("another source")
    path = folder / origin
    with suppress(OSError):  # anybody may have written the record
        if not on_server(origin) and path.is_file() and key_of(path) != key_of(source):
            return Path(os.path.normpath(path)).as_posix()
    return None


def _known(folder: Path) -> dict[str, dict[str, str]]:
    """Return the digests in a folder, each with the name of its source.

    {} without a record that can be read: then all outputs are kept.
    """
    with suppress(*private.UNREADABLE):
        outputs = private.read_record(folder, _RECORD)["outputs"]
        return {name: {key: str(each) for key, each in found.items()} for name, found in outputs.items()}
    return {}


def _copy_of(target: Path, taken: Container[Path], others: Container[Path]) -> Path:
    """Return an unused name next to an output: "report.edited.docx", "report.edited-2.docx"."""
    names = (f"{target.stem}.edited{f'-{n}' if n > 1 else ''}{target.suffix}" for n in count(1))
    paths = map(target.with_name, names)
    return next(
        path for path in paths if path not in taken and path not in others and not os.path.lexists(path)
    )
