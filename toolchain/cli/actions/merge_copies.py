"""The action of `merge FILE... SOURCE`: join the edits of several copies, and list what collides."""

from __future__ import annotations

import re
import shlex
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from toolchain.cli import actions as commands
from toolchain.cli.actions.fix import print_difference
from toolchain.cli.actions.merge import Asked, Result, about, at, base_of, built_from, entry, tools_for, write
from toolchain.cli.progress import Progress
from toolchain.formats.table import DOCX, HTML
from toolchain.model.diagnostics import Failure
from toolchain.model.records import replace
from toolchain.model.speech import grouped, said
from toolchain.pipeline import stages as pipeline
from toolchain.pipeline import undo
from toolchain.pipeline import write_files as outputs
from toolchain.plugins import registry as plugins
from toolchain.reports.sentences import message_of
from toolchain.rules import merges
from toolchain.rules.commands import OutputSuffix
from toolchain.rules.redlines import PublicCopy

if TYPE_CHECKING:
    from toolchain.editing.joining import Collision, Copy, Joined, Take
    from toolchain.editing.merging.tasks import Listed
    from toolchain.project.settings import Options

_TAKE = re.compile(r"(?:([1-9][0-9]{0,5})=)?(.+)", re.DOTALL)
_UNDONE = re.compile(r"(.*@undo-)([0-9]+)", re.DOTALL)


class Wish(NamedTuple):
    """The copies and their source, whose proposals are taken, and the files to list collisions in."""

    files: tuple[str, ...]
    source: str
    takes: tuple[str, ...]
    lists: tuple[str, ...]


class _Result(Result):
    joined: Joined
    left: tuple[tuple[Listed, tuple[str, ...]], ...]
    lang: str


def merge_copies(wish: Wish, asked: Asked, options: Options) -> int:
    """Merge several copies into a source, print and list what collides; return the exit status."""
    takes = tuple(_takes(wish))
    inputs = {Path(each).resolve() for each in (*wish.files, wish.source)}
    if used := next((each for each in wish.lists if Path(each).resolve() in inputs), None):
        raise click.BadParameter(said("{file} is one of the files to merge", file=used), param_hint="--list")
    content = {
        "paths": [Path(each).as_posix() for each in wish.files], "source": Path(wish.source).as_posix(),
        "written": False, "since": None, "merged": [], "collisions": [], "left": [],
        "patch": "" if asked.diff else None,
    }  # fmt: skip
    try:
        with Progress() as progress:
            for name in wish.lists:
                if Path(name).suffix.lower() not in (DOCX.suffix, HTML.suffix):
                    raise Failure.of(Path(name).as_posix(), OutputSuffix((DOCX.suffix, HTML.suffix)))
            result = _joined(wish, takes, asked, options, progress)
            outputs.write_all({Path(name): _list(result, Path(name), options) for name in wish.lists})
            write(result, asked, progress)
    except Failure as error:
        return commands.not_written(error, asked.form, content)
    if asked.form == "json":
        commands.print_object({**content, **about(result, asked), **_record(result)})
    else:
        _print(result, wish, asked)
    if result.is_changed and not asked.diff:
        commands.tell_undo(wish.source)
    return pipeline.REFUSED if result.left or _open(result) else pipeline.FINE


def _open(result: _Result) -> list[Collision]:
    """Return the collisions without a decision."""
    return [each for each in result.joined.collisions if not each.taken]


def _names(files: Sequence[str]) -> dict[str, str]:
    """Return what each file is called in lists: its name, or its path if several have that name."""
    counts = Counter(Path(file).name for file in files)
    return {
        file: Path(file).name if counts[Path(file).name] == 1 else Path(file).as_posix() for file in files
    }


def _takes(wish: Wish) -> Iterator[Take]:
    """Yield the decisions. Raise `click.BadParameter` for an unknown file."""
    from toolchain.editing.joining import Take

    names = _names(wish.files)
    known = {**names, **{name: name for name in names.values()}}
    for given in wish.takes:
        found = _TAKE.fullmatch(given)
        if found is None or found[2] not in known:
            files = ", ".join(dict.fromkeys(names.values()))
            message = said("{name!r} is not one of the files; choose from {files}", name=given, files=files)
            raise click.BadParameter(message, param_hint="--take")
        yield Take(int(found[1]) if found[1] else None, known[found[2]])


def _joined(wish: Wish, takes: Sequence[Take], asked: Asked, options: Options, progress: Progress) -> _Result:
    from toolchain.editing import joining, merging
    from toolchain.pipeline import import_word as conversion

    submitted = built_from(wish.source, options, progress)
    files = {}
    for file, name in _names(wish.files).items():
        progress.step(said("reading {file}", file=Path(file).as_posix()))
        data, display = conversion.read(Path(file)), Path(file).as_posix()
        if pipeline.of_file(submitted.source, options, data, display, DOCX).withheld.is_public:
            raise Failure.of(display, PublicCopy())
        files[name] = merging.opened(data, display)
    old, since = base_of([*files.values()], submitted, asked, options, progress)
    base = old or submitted
    tools, before = tools_for(base, options), old.resolved if old else None
    copies = []
    for name, edited in files.items():
        merged = merging.merge(
            base.resolved, edited, tools, before=before, authors=asked.authors, force=asked.force
        )
        losses = (merging.Listed(each.span.words, 0, each.facts) for each in edited.losses)
        copies.append(joining.Copy(name, merged.edits, (*merged.left, *losses)))
    progress.step(said("comparing the copies"))
    now = submitted.resolved.document.text
    joined = joining.join(base.resolved, now, copies, tools, takes)
    _refuse_idle(takes, joined)
    mark, left = undo.mark_of(submitted.source), _left(submitted.source, copies, joined)
    lang = base.resolved.words.lang
    return _Result(submitted.source, mark + now, mark + joined.text, since, joined, left, lang)


def _left(source: Path, copies: Sequence[Copy], joined: Joined) -> tuple[tuple[Listed, tuple[str, ...]], ...]:
    """Return what is left of the copies, each once, with the names of those that have it."""
    from toolchain.editing.merging import Listed

    facts = merges.EditListed(merges.CHANGED, merges.CHANGED_IN_SOURCE)
    found = {Listed(said("the text"), line, facts): [source.name] for line in joined.clashes}
    for copy in sorted(copies, key=lambda copy: copy.name):
        for each in dict.fromkeys(copy.left):
            found.setdefault(each, []).append(copy.name)
    return tuple((each, tuple(names)) for each, names in found.items())


def _refuse_idle(takes: Sequence[Take], joined: Joined) -> None:
    """Raise `click.BadParameter` for a decision on a passage that does not exist, or of which no file is."""
    for number, name in takes:
        known = [names for each in joined.collisions if each.number == number for names, _ in each.proposals]
        if number is not None and (
            number > joined.last or (known and not any(name in each for each in known))
        ):
            message = said("{name} proposes nothing for passage {number}", name=name, number=number)
            raise click.BadParameter(message, param_hint="--take")


def _list(result: _Result, path: Path, options: Options) -> bytes:
    """Return the list of collisions as a Word file or a page."""
    from toolchain.reports.collisions import document

    name = (DOCX if path.suffix.lower() == DOCX.suffix else HTML).name
    shown = document(_open(result), result.source.name, result.lang, path.as_posix())
    submitted = pipeline.submission(result.source, shown, options)
    return plugins.writer(name).write(submitted.resolved, replace(submitted.project, draft=False))


def _print(result: _Result, wish: Wish, asked: Asked) -> None:
    path, joined, waiting = result.path, result.joined, _open(result)
    if asked.diff:
        print_difference(result.patch)
    lines = [message_of(result.since)] if result.since else []
    lines += [
        f"{path}:{each.line}: {message_of(each.facts)} ({each.place}; {', '.join(names)})"
        for each, names in joined.merged
    ]
    for each in joined.collisions:
        state = said("taken: {name}", name=each.taken) if each.taken else said("undecided")
        lines.append(f"{path}:{each.line}: {said('collision')} {each.number} ({each.place}; {state})")
        texts = [((said("now"),), each.now), *each.proposals]
        lines += (f"  {', '.join(names)}: {text or said('nothing')}" for names, text in texts)
    lines += [said("left for you:")] if result.left else []
    for listed, names in result.left:
        place = f"{at(path, listed.line)}: {listed.place or said('the file')}"
        lines.append(f"  {', '.join(names)}: {place}: {message_of(listed.facts)}")
    numbers = (len(joined.merged), len(waiting), len(result.left))
    facts = dict(zip(("edits", "collisions", "left"), map(grouped, numbers), strict=True))
    lines.append(said("merged: {edits}; collisions to decide: {collisions}; left: {left}", **facts))
    if waiting:
        lines.append(said("to decide, for example: {command}", command=_next(result, wish, asked)))
    for line in lines:
        commands.tell(line, err=asked.diff)


def _next(result: _Result, wish: Wish, asked: Asked) -> str:
    """Return the command that decides a collision."""
    base = (result.since and result.since.base) or asked.base
    if result.is_changed and not asked.diff:
        known = _UNDONE.fullmatch(base)
        base = base or f"{wish.source}@undo-1"
        base = f"{known[1]}{int(known[2]) + 1}" if known else base
    first = _open(result)[0]
    named = [f"--{key}" for key in ("authors", "force") if getattr(asked, key)]
    named += ["--base", base] if base else []
    take = f"{first.number}={first.proposals[0].names[0]}"
    return shlex.join(("submission", "merge", *wish.files, wish.source, *named, "--take", take))


def _record(result: _Result) -> dict[str, object]:
    """Return what was merged, what collides and what was left, with the names of the copies."""
    return {
        "merged": [{**entry(each), "names": names} for each, names in result.joined.merged],
        "collisions": [
            {**each._asdict(), "proposals": [proposal._asdict() for proposal in each.proposals]}
            for each in result.joined.collisions
        ],
        "left": [{**entry(each), "names": names} for each, names in result.left],
    }
