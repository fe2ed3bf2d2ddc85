"""The action of `import FILE -o SOURCE`: write the source of a Word file, and its pictures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from toolchain.cli import actions as commands
from toolchain.cli.options import typed
from toolchain.cli.progress import Progress
from toolchain.formats.table import SOURCES
from toolchain.model.diagnostics import Failure
from toolchain.model.speech import said
from toolchain.pipeline import stages as pipeline
from toolchain.reports import sentence
from toolchain.reports.sentences import message_of
from toolchain.reports.summary import wrote
from toolchain.rules.commands import FileExists, OutputSuffix

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolchain.pipeline.import_word import Converted


def bring(named: str, output: str, form: str, profile: str, *, force: bool) -> int:
    """Import a file and print what its source cannot hold; source and pictures are written together or not at
    all.
    """
    file, target = Path(named), Path(output)
    content = {"path": file.as_posix(), "output": target.as_posix(), "written": [], "losses": []}
    try:
        with Progress() as progress:
            converted, files, changed = _converted(file, target, profile, progress, force=force)
    except Failure as error:
        return commands.not_written(error, form, content)
    losses = converted.losses
    if form == "json":
        written = [path.as_posix() for path in files]
        lost = [{"place": told.span.words, **sentence(told.facts)} for told in losses]
        commands.print_object({**content, "written": written, "losses": lost})
    else:
        commands.print_lines(*(wrote(path, len(data)) for path, data in files.items()))
        head = said("not imported, or changed:") if losses else said("everything in the file was imported")
        words = ((told.span.words or said("the file"), message_of(told.facts)) for told in losses)
        commands.print_lines(head, *(f"  {place}{said(': ')}{message}" for place, message in words))
    commands.tell_undo(*changed)
    return pipeline.REFUSED if losses else pipeline.FINE


def _converted(
    file: Path, target: Path, profile: str, progress: Progress, *, force: bool
) -> tuple[Converted, Mapping[Path, bytes], tuple[str, ...]]:
    """Return the source of a file, all written files, and the source's path if a file was changed.

    Raise `Failure` if it cannot be converted.
    """
    from toolchain.pipeline import import_word as conversion
    from toolchain.pipeline import undo

    if target.suffix.lower() not in SOURCES:
        raise Failure.of(target.as_posix(), OutputSuffix(tuple(SOURCES)))
    display = file.as_posix()
    converted = conversion.convert(conversion.read(file), display, target, progress.step, profile)
    files = {target: converted.text.encode()}
    files |= {target.parent / name: data for name, data in converted.files.items()}
    there = next((path for path in files if path.exists() or path.is_symlink()), None)
    if there is not None and not force:
        raise Failure.of(there.as_posix(), FileExists())
    progress.step(said("writing {file}", file=target.as_posix()))
    changed = undo.write(files, typed(), [target.parent])
    return converted, files, (target.as_posix(),) if changed else ()
