"""The actions of `translate export` and `translate import`."""

from __future__ import annotations

from pathlib import Path

from toolchain.cli import actions as commands
from toolchain.cli.options import needing, typed
from toolchain.formats.needs import POLIB
from toolchain.model.diagnostics import Failure
from toolchain.model.wording import said
from toolchain.pipeline import stages as pipeline
from toolchain.pipeline import translate, undo, write_files
from toolchain.project.settings import Options, version_named
from toolchain.project.sources import one_source


def send(named: str, form: str, output: str, options: Options) -> int:
    """Write a file for translators, and print how much of it is translated."""
    target = Path(output)
    with needing(POLIB):
        data, messages, version = translate.exported(one_source(named), target, form, options)
    changed = undo.write({target: data}, typed(), [target.parent])
    old = sum(each.old for each in messages)
    done = sum(bool(each.translation) for each in messages) - old
    facts = {"texts": len(messages), "done": done, "old": old, "file": target.as_posix()}
    line = said("wrote {file}: {texts} texts, {done} translated, {old} to review", **facts)
    commands.print_lines(f"{line}{version_named(version)}")
    commands.tell_undo(*[target.as_posix()] * changed)
    return pipeline.FINE


def bring(file: str, named: str, output: str, options: Options, *, force: bool) -> int:
    """Write a translation, and print what is not translated, or what is wrong.

    Raise `Failure` if its file exists.
    """
    target = Path(output)
    if not force:
        write_files.refuse_existing(target)
    with needing(POLIB):
        found = translate.translated(Path(file), one_source(named), target, options)
    changed = found.is_whole and undo.write({target: found.text.encode()}, typed(), [target.parent])
    diagnostics = pipeline.diagnose(Failure(*found.findings))
    texts = {target.as_posix(): found.text}
    commands.print_findings(diagnostics, texts, err=False, everything=False, last=False)
    if not found.is_whole:
        commands.tell(said("nothing is written"))
        return pipeline.COULD_NOT_RUN
    commands.print_lines(said("wrote {file}", file=target.as_posix()))
    commands.tell_undo(*[target.as_posix()] * changed)
    return pipeline.REFUSED if diagnostics else pipeline.FINE
