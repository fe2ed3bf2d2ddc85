"""What is printed of a merge: for people, for programs, and as a list of collisions."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolchain.cli import actions as commands
from toolchain.cli.actions.checking import print_difference
from toolchain.formats.table import DOCX, HTML
from toolchain.model.expressions import expression
from toolchain.model.records import Record, replace
from toolchain.model.wording import command_line, grouped, said, translated_plural
from toolchain.pipeline import stages as pipeline
from toolchain.pipeline import undo
from toolchain.plugins import registry as plugins
from toolchain.reports import sentence
from toolchain.reports.sentences import message_of
from toolchain.rules.merges import FrontMatterChanged, SourceChanged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from toolchain.editing.joining import Collision, Joined
    from toolchain.editing.joining.joining import Made
    from toolchain.project.settings import Options
    from toolchain.word.importing import Loss

_UNDONE = expression(r"(.*@undo-)([0-9]+)", re.DOTALL)


class Asked(Record):
    """What to merge, and how: `diff` writes nothing; `base` is the source that the files were built from;
    `force` merges a file of another source.

    take   whose proposals are written for collisions
    lists  the files to list collisions in
    """

    files: tuple[str, ...]
    source: str
    take: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    diff: bool = False
    authors: bool = False
    base: str = ""
    form: str = "text"
    force: bool = False

    @property
    def is_of_several(self) -> bool:
        """Whether several files are merged: their edits have names, and may collide."""
        return len(self.files) > 1


class Result(undo.Edited):
    """A merge; `since` says that the source has changed since the files were built.

    losses  what a source cannot hold of one file; of several, it is among what is left
    lang    the language of the source
    """

    since: SourceChanged | None
    joined: Joined
    losses: tuple[Loss, ...]
    lang: str

    @property
    def open(self) -> list[Collision]:
        """The collisions without a decision."""
        return [each for each in self.joined.collisions if not each.taken]


def print_report(result: Result, asked: Asked) -> None:
    """Print a merge for people: first what differs on the cover, last what is left."""
    left = result.joined.left
    cover = [each for each in left if isinstance(each[0].facts, FrontMatterChanged)]
    others = [each for each in left if each not in cover]
    show = partial(commands.tell, err=asked.diff)
    for line in _titled(said("the cover differs:"), (_line(result, asked, each, "") for each in cover)):
        show(line)
    if result.since:
        show(result.since)
    if asked.diff:
        print_difference(result.patch, result.source)
    for each, names in result.joined.merged:
        place = said("; ").join((each.place, *([", ".join(names)] if asked.is_of_several else ())))
        show(f"{result.path}:{each.line}: {message_of(each.facts)} ({place})")
    for line in _collisions(result):
        show(line)
    file, colon = said("the file"), said(": ")
    lines = [_line(result, asked, each, f"{each[0].place or file}{colon}") for each in others]
    lines += [f"{loss.span.words or file}{colon}{message_of(loss.facts)}" for loss in result.losses]
    for line in (*_titled(said("left for you:"), lines), *_numbers(result, asked)):
        show(line)


def _titled(title: str, lines: Iterable[str]) -> Iterator[str]:
    """Yield lines under a title, nothing if there are none."""
    found = [f"  {line}" for line in lines]
    yield from (title, *found) if found else ()


def _line(result: Result, asked: Asked, made: Made, place: str) -> str:
    """Return the line of something that is left."""
    each, names = made
    whose = f"{', '.join(names)}: " if asked.is_of_several else ""
    at = f"{result.path}:{each.line}" if each.line else result.path
    return f"{whose}{at}: {place}{message_of(each.facts)}"


def _collisions(result: Result) -> Iterator[str]:
    for each in result.joined.collisions:
        state = said("taken: {name}", name=each.taken) if each.taken else said("undecided")
        where = f"({each.place}{said('; ')}{state})"
        yield f"{result.path}:{each.line}: {said('collision')} {each.number} {where}"
        for names, text in (((said("now"),), each.now), *each.proposals):
            yield f"  {', '.join(names)}{said(': ')}{text or said('nothing')}"


def _numbers(result: Result, asked: Asked) -> Iterator[str]:
    """Yield the last line, and the command that decides the first of the collisions."""
    done, waiting, more = len(result.joined.merged), result.open, len(result.joined.left) + len(result.losses)
    if asked.is_of_several:
        numbers = map(grouped, (done, len(waiting), more))
        facts = dict(zip(("edits", "collisions", "left"), numbers, strict=True))
        yield said("merged: {edits}; collisions to decide: {collisions}; left: {left}", **facts)
    else:
        total = (
            translated_plural("{edits} edit would be merged", "{edits} edits would be merged", done)
            if asked.diff
            else translated_plural("{edits} edit is merged", "{edits} edits are merged", done)
        )
        yield said("{edits}, {more} left", edits=total.format(edits=grouped(done)), more=more)
    if waiting:
        yield said("to decide, for example: {command}", command=_next(result, waiting[0], asked))


def _next(result: Result, first: Collision, asked: Asked) -> str:
    """Return the command that decides a collision."""
    base = (result.since and result.since.base) or asked.base
    if result.is_changed and not asked.diff:
        known = _UNDONE.fullmatch(base)
        base = base or f"{asked.source}@undo-1"
        base = f"{known[1]}{int(known[2]) + 1}" if known else base
    named = [f"--{key}" for key in ("authors", "force") if getattr(asked, key)]
    named += ["--base", base] if base else []
    take = f"{first.number}={first.proposals[0].names[0]}"
    files = map(Path, (*asked.files, asked.source))
    return command_line("submission", "merge", *files, *named, "--take", take)


def record(result: Result, asked: Asked) -> dict[str, object]:
    """Return a merge for programs; the edits of several copies with the names of those."""
    joined, several = result.joined, asked.is_of_several
    found: dict[str, object] = {
        "source": result.path,
        "written": result.is_changed and not asked.diff,
        "since": sentence(result.since) if result.since else None,
        "patch": result.patch if asked.diff else None,
        "merged": _entries(joined.merged, named=several),
        "left": _entries(joined.left, named=several),
    }
    if several:
        found["collisions"] = [
            {**each._asdict(), "proposals": [proposal._asdict() for proposal in each.proposals]}
            for each in joined.collisions
        ]
    else:
        found["losses"] = [{"place": each.span.words, **sentence(each.facts)} for each in result.losses]
    return found


def _entries(made: Sequence[Made], *, named: bool) -> list[dict[str, Any]]:
    return [
        {
            "place": each.place,
            "line": each.line,
            **sentence(each.facts),
            **({"names": names} if named else {}),
        }
        for each, names in made
    ]


def list_of(result: Result, path: Path, options: Options) -> bytes:
    """Return the list of collisions as a Word file or a page."""
    from toolchain.reports.collisions import document

    name = (DOCX if path.suffix.lower() == DOCX.suffix else HTML).name
    shown = document(result.open, result.source.name, result.lang, path.as_posix())
    submitted = pipeline.submission(result.source, shown, options)
    return plugins.writer(name).write(submitted.resolved, replace(submitted.project, draft=False))
