"""Collect the lines of the page: of the source, of the existing files, of the recipient."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from toolchain.formats.table import DOCX
from toolchain.model.diagnostics import Diagnostic, Failure
from toolchain.model.places import FilePlace
from toolchain.pipeline import stages as pipeline
from toolchain.pipeline.finished_files import checking
from toolchain.pipeline.send_check.items import (
    OF_A_FILE,
    OF_THE_SOURCE,
    Item,
    State,
    for_a_person,
    judged,
    together,
)
from toolchain.pipeline.stages import Submission
from toolchain.plugins.formats import finished_format
from toolchain.plugins.formats import formats as known_formats
from toolchain.project.settings import Options
from toolchain.project.sources import targets
from toolchain.recipients import Profile
from toolchain.recipients.loading import load_beside
from toolchain.reports import code_sequence
from toolchain.resolve.word_budget import line, weigh
from toolchain.resolve.word_count import count


class Sending(NamedTuple):
    """The page: what it is about, for whom, and its lines."""

    name: str
    recipient: str
    items: tuple[Item, ...]

    @property
    def has_something_to_fix(self) -> bool:
        """Whether there is an error."""
        return any(item.state == "fix" for item in self.items)


Report = Callable[[str], None]


def of_source(source: Path, output: Path | None, options: Options, report: Report) -> Sending:
    """Return the page of a source and of its existing outputs. Raises `Failure` if it cannot be read."""
    examined = pipeline.examine([source], options, report)
    if examined.failed or not examined.submissions:
        raise Failure(*(each.finding for each in examined.diagnostics))
    (submission,) = examined.submissions
    profile = submission.project.profile
    items = [
        *judged(OF_THE_SOURCE, examined.diagnostics),
        _budget(submission),
        *_of_outputs(submission, output, options, report),
        *for_a_person(profile),
        *_afterwards(source),
    ]
    return Sending(source.as_posix(), _recipient(profile), tuple(items))


def of_file(file: Path, options: Options, report: Report) -> Sending:
    """Return the page of a finished file by itself. Raises `Failure` if it cannot be read."""
    profile = Profile()
    if options.profile:
        loaded = load_beside(options.profile, file, FilePlace("--profile"))
        if loaded.defects:
            raise Failure(*loaded.defects)
        profile = loaded.profile
    examined = checking.examine_all([file.as_posix()], options, report, report)
    if examined.failed:
        raise Failure(*(each.finding for each in examined.diagnostics))
    topics = OF_A_FILE[1:]  # what its source says is not known
    items = [
        *together(tuple(judged(topics, examined.diagnostics, file.name)), file.name),
        Item("person", f"Compare {file.name} with its source: submission send-check SOURCE"),
        *for_a_person(profile),
    ]
    return Sending(file.as_posix(), _recipient(profile), tuple(items))


def _recipient(profile: Profile) -> str:
    return f"{profile.title} ({profile.name})" if profile.recipient else "nobody in particular"


def _budget(submission: Submission) -> Item:
    budget = weigh(count(submission.resolved), submission.project.profile)
    states: dict[bool | None, State] = {True: "fix", None: "review", False: "proved"}
    sources = budget.limit.sources if budget.limit else ()
    checked = budget.limit.checked if budget.limit else None
    day = checked.isoformat() if checked else ""
    return Item(states[budget.over], f"Words: {line(budget)}", (), sources, day)


def _of_outputs(
    submission: Submission, output: Path | None, options: Options, report: Report
) -> Iterator[Item]:
    """Yield the lines of each existing output; if there is none, say that one must be built."""
    suffixes = {each.name: each.suffix for each in known_formats()}
    places = targets([submission.source], suffixes, output)
    ready = [place for place in places.values() if place.is_file()]
    formats = submission.project.profile.words("formats")
    wanted = formats.value if formats else (DOCX.name,)  # where nothing is known of the recipient
    if not (any(finished_format(file).name in wanted for file in ready) if formats else ready):
        command = f"submission build {shlex.quote(submission.source.as_posix())} --to {wanted[0]}"
        where = places[submission.source, wanted[0]].as_posix() if wanted[0] in suffixes else ""
        accepted = f": {code_sequence(wanted)} is accepted" if formats else ""
        text = f"There is no file to send yet{accepted}"
        yield Item("fix", text, (f"{where} is missing: {command}",), formats.sources if formats else ())
    for file in ready:
        report(f"checking {file.as_posix()}")
        judgements = tuple(judged(OF_A_FILE, _found(submission, file, options), file.as_posix()))
        yield from together(judgements, file.as_posix())


def _found(submission: Submission, file: Path, options: Options) -> list[Diagnostic]:
    """Return the findings in an output: against its source, by itself, and by the recipient's rules."""
    display = file.as_posix()
    try:
        data, known = checking.read(file), finished_format(file)
        found = list(pipeline.prove_again(submission, data, display, known)) if known.reader else []
        found += known.check(data, display, options)
        found += pipeline.accept(submission, {file: data}, alone=False)
    except Failure as error:
        return list(pipeline.diagnose(error))
    return list(dict.fromkeys(found))


def _afterwards(source: Path) -> Iterator[Item]:
    """Yield what to do after it is sent."""
    command = f"submission freeze {shlex.quote(source.as_posix())} --sent DAY"
    yield Item("person", f"Once it is sent, record its numbers: {command}")
