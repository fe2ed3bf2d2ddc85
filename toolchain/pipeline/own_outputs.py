"""Knows which outputs are as they were built, so that no build overwrites what somebody has edited.

`.submission/outputs.json` in a folder of outputs has the digests of each output there. The digest of a new
output is added before the output is put in place, and that of the one before stays: so a build that is
killed in between never makes an output look edited.
"""

from __future__ import annotations

import json
import os
import shlex
from collections.abc import Container, Mapping
from itertools import count
from pathlib import Path

from toolchain.formats.table import DOCX
from toolchain.model.diagnostics import Failure, Finding
from toolchain.model.places import FilePlace
from toolchain.pipeline import private_folder as private
from toolchain.pipeline.write_files import present, write_all
from toolchain.rules.kept import KeptBeside, OutputEdited


def put(outputs: Mapping[Path, Mapping[Path, bytes]], *, force: bool) -> tuple[KeptBeside, ...]:
    """Put the outputs of each source in place, and return what was kept next to them.

    Raise `Failure` (S025) for outputs that were edited, unless `force` keeps them, and S013: then no file has
    changed.
    """
    made = {target: data for files in outputs.values() for target, data in files.items()}
    sources = {target: source for source, files in outputs.items() for target in files}
    known = {folder: _known(folder) for folder in dict.fromkeys(target.parent for target in made)}
    now = {folder: dict(record) for folder, record in known.items()}
    files: dict[Path, bytes] = {}
    modes: dict[Path, int] = {}
    edited: list[Finding] = []
    told: list[KeptBeside] = []
    for target, new in made.items():
        old, digests = present(target), known[target.parent].get(target.name, [])
        same = [each for each in digests if each == private.digest(old.data)]
        now[target.parent][target.name] = [*dict.fromkeys((*same, private.digest(new)))]
        if not same and old.data not in (None, new):
            copy = _copy_of(target, {**made, **files})
            files[copy], modes[copy] = old.data or b"", old.mode
            told.append(KeptBeside(target.as_posix(), copy.as_posix()))
            if digests and not force:
                merge = shlex.join(("submission", "merge", target.as_posix(), sources[target].as_posix()))
                facts = OutputEdited(copy.name, merge if target.suffix == DOCX.suffix else None)
                edited.append(Finding(FilePlace(target.as_posix()), facts))
    if edited:
        raise Failure(*edited)
    for folder, record in now.items():
        if record != known[folder]:
            text = json.dumps({"version": 1, "outputs": record}, indent=1)
            files |= private.with_gitignore(folder, {private.inside(folder, "outputs.json"): text.encode()})
    write_all({**files, **made}, modes)
    return tuple(told)


def _known(folder: Path) -> dict[str, list[str]]:
    """Return the digests in a folder; {} without a record that can be read: then all outputs are kept."""
    data = present(private.inside(folder, "outputs.json")).data
    try:
        return {str(name): [*map(str, each)] for name, each in json.loads(data or b"")["outputs"].items()}
    except (AttributeError, LookupError, TypeError, ValueError, RecursionError):
        return {}


def _copy_of(target: Path, taken: Container[Path]) -> Path:
    """Return an unused name next to an output: "report.edited.docx", "report.edited-2.docx"."""
    names = (f"{target.stem}.edited{f'-{n}' if n > 1 else ''}{target.suffix}" for n in count(1))
    paths = map(target.with_name, names)
    return next(path for path in paths if path not in taken and not os.path.lexists(path))
