"""The action of `matrix`: write the recommendations of a source in one file."""

from __future__ import annotations

from pathlib import Path

from toolchain.cli import actions as commands
from toolchain.cli.options import needing
from toolchain.cli.progress import Progress
from toolchain.formats.needs import OPENPYXL
from toolchain.formats.table import DOCX, HTML
from toolchain.model.diagnostics import Severity
from toolchain.model.wording import counted, said
from toolchain.pipeline import stages as pipeline
from toolchain.pipeline import write_files as outputs
from toolchain.pipeline.import_word import read
from toolchain.pipeline.own_outputs import with_version
from toolchain.pipeline.withholding import is_unlifted
from toolchain.project.settings import Options, version_named
from toolchain.project.sources import one_source

_FOR_READERS = (DOCX.suffix, HTML.suffix)
"""Forms that are not filled in or read by programs: in them an empty column is only in the way."""


def write(named: str, output: str, fill: str, options: Options) -> int:
    """Write a matrix, and print how many recommendations it has. Raise `Failure` for another suffix."""
    from toolchain.reports.matrix import files, matrix

    target = Path(output)
    outputs.refuse_suffix(target, (DOCX.suffix,) if fill else tuple(files.FORMS))
    with Progress() as progress:
        examined = pipeline.examine([one_source(named)], options, progress.step)
    if examined.failed or is_unlifted(examined.diagnostics):
        commands.print_check(examined, commands.Shown(), Severity.ERROR)
        commands.tell(said("nothing is written"))
        return pipeline.COULD_NOT_RUN if examined.failed else pipeline.REFUSED
    _, project, resolved, _ = examined.submissions[0]
    empty, marks = "", project.marks(resolved.words.terms)
    if fill:
        data, number = files.filled(read(Path(fill)), Path(fill).as_posix(), resolved, marks)
    else:
        made = matrix(resolved, marks)
        number = len(made.rows)
        if target.suffix.lower() in _FOR_READERS:
            whole, made = made, made.without_empty()
            empty = ", ".join(name for name in whole.columns if name not in made.columns)
        files.check_room(made, target)
        with needing(OPENPYXL):
            data = files.FORMS[target.suffix.lower()](made)
    if not number:
        commands.tell(said("nothing is written: no recommendation was found"))
        return pipeline.REFUSED
    target = with_version(target, project.version, named, fill)
    outputs.write_all({target: data})
    number_of = counted(number, "recommendation")
    line = said("wrote {file}: {number}", file=target.as_posix(), number=number_of)
    commands.print_lines(line + version_named(project.version))
    if empty:
        commands.print_lines(said("left out, because they are empty: {columns}", columns=empty))
    return pipeline.FINE
