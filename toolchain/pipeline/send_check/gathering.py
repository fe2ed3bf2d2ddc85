"""Collect the lines of the page: of the source, of the existing files, of the recipient."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import repeat
from pathlib import Path

from toolchain.compare.versions import frozen
from toolchain.compare.versions.agreed import lines
from toolchain.formats.table import DOCX
from toolchain.model.diagnostics import Diagnostic, Failure
from toolchain.model.facts import Word
from toolchain.model.records import Record, replace
from toolchain.model.wording import any_of, command_line, said
from toolchain.pipeline import agreements, undo
from toolchain.pipeline import stages as pipeline
from toolchain.pipeline.companions import is_of, original_of, read_record, record_of
from toolchain.pipeline.finished_files import checking
from toolchain.pipeline.own_outputs import older_than_versions
from toolchain.pipeline.send_check import items as page
from toolchain.pipeline.send_check.items import Item, Topic
from toolchain.pipeline.stages import Report, Submission
from toolchain.pipeline.withholding import spoken
from toolchain.plugins.formats import finished_format
from toolchain.plugins.formats import formats as known_formats
from toolchain.project.settings import VERSIONS, Options
from toolchain.project.sources import targets
from toolchain.recipients import Profile
from toolchain.reports.sentences import message_of
from toolchain.resolve.word_budget import line, weigh
from toolchain.resolve.word_count import count
from toolchain.rules.versions import TranslationParity


class Sending(Record):
    """The page: what it is about, for whom, in words and as the code of the profile, and its lines."""

    name: str
    recipient: str
    profile: str
    items: tuple[Item, ...]

    @property
    def has_something_to_fix(self) -> bool:
        """Whether there is an error."""
        return any(item.state == "fix" for item in self.items)


def of_source(source: Path, output: Path | None, options: Options, report: Report) -> Sending:
    """Return the page of a source and of its existing outputs. Raises `Failure` if it cannot be read."""
    examined = pipeline.examine([source], options, report).before_sending()
    if examined.failed or not examined.submissions:
        raise Failure(*(each.finding for each in examined.diagnostics))
    (submission,) = examined.submissions
    profile, resolved = submission.project.profile, submission.resolved
    there = {
        "N": (resolved.marks, Word("There are no notes")),
        "R": (resolved.references, Word("There are no cross-references")),
        "C": (resolved.citations, Word("No source is cited from a bibliography")),
        "L": (_is_named(profile), Word("No recipient is named for the source")),
        TranslationParity.rule.code: (
            original_of(source),
            Word("There is no original of which this is a translation"),
        ),
        "V": (_is_compared(submission), Word("There is no record of what was sent before")),
    }
    absent = {code: why for code, (is_there, why) in there.items() if not is_there}
    items = [
        *_version(submission),
        *page.judged(page.OF_THE_SOURCE, examined.diagnostics, "", absent),
        _budget(submission),
        *_of_outputs(submission, output, options, report),
        *_agreed(submission),
        *page.by_hand(profile),
        *page.for_a_person(profile),
        *(page.Item("person", message_of(facts)) for facts in undo.left(source)),
        *_afterwards(submission, options),
    ]
    recipient = said("everybody") if submission.withheld.is_public else _recipient(profile)
    return Sending(source.as_posix(), recipient, profile.name, tuple(items))


def _is_compared(submission: Submission) -> bool:
    """Return whether there is a record of what was sent of this version, or one that cannot be read."""
    file = record_of(submission.source)
    with suppress(Failure):
        return file.is_file() and is_of(read_record(file), submission.project.version)
    return True


def of_file(file: Path, options: Options, report: Report) -> Sending:
    """Return the page of a finished file by itself. Raises `Failure` if it cannot be read."""
    profile = checking.profile_for(file, options)
    examined = checking.examine_all([file.as_posix()], options, report, lambda _: None)
    if examined.failed:
        raise Failure(*(each.finding for each in examined.diagnostics))
    items = [
        *_of_file(file, file.name, examined.diagnostics, profile, options),
        Item("person", said("Compare {file} with its source: submission send-check SOURCE", file=file.name)),
        *page.by_hand(profile),
        *page.for_a_person(profile),
    ]
    return Sending(file.as_posix(), _recipient(profile), profile.name, tuple(items))


def _of_file(
    file: Path, display: str, found: Sequence[Diagnostic], profile: Profile, options: Options, *more: Topic
) -> Iterator[Item]:
    """Yield the lines of a finished file: of `more` topics, and of what can be said of it by itself."""
    known, formats = finished_format(file), profile.words("formats")
    own = (*page.OF_A_FILE, page.ACCEPTED) if known.checks else (page.ACCEPTED,)
    topics = (*more, page.OF_A_DRAFT, *own) if known.draft or known.shown else (*more, *own)
    absent = {}
    if not _is_named(profile):
        absent["L"] = Word("No recipient is named who could accept {file}")
    if formats and known.name not in formats.value:
        absent["L"] = Word("{file} is for others: the recipient takes another format")
    yield from page.together(tuple(page.judged(topics, found, display, absent)), display)
    yield from (Item("unseen", f"{display}{said(': ')}{line}") for line in known.unchecked())
    if profile.limit("pages") and known.pages_by and not options.page_numbers:
        text = said("The pages of {file} are not counted: --page-numbers counts them", file=display)
        yield Item("unseen", text)


def _version(submission: Submission) -> Iterator[Item]:
    """Yield which of two versions is sent."""
    if version := submission.project.version:
        name = f"{submission.source.stem}-{version}"
        facts = {"version": said(VERSIONS[version]), "recipient": _recipient(submission.project.profile)}
        text = said("{recipient} gets the {version}: {name}.*", name=name, **facts)
        if version == "public":
            text = said("Everybody may get the {version}: {name}.*", name=name, version=facts["version"])
        public = ("--public",) * (version == "confidential")
        other = command_line("submission", "send-check", submission.source, *public)
        yield Item("person", text, (said("the other one: {command}", command=other),))


def _is_named(profile: Profile) -> bool:
    return bool(profile.recipient) or profile.own


def _recipient(profile: Profile) -> str:
    return f"{said(profile.title)} ({profile.name})" if profile.recipient else said("an unnamed recipient")


def _budget(submission: Submission) -> Item:
    budget = weigh(count(submission.resolved), submission.project.profile)
    if budget.limit is None:
        return Item("absent", said("There is no limit of words: {budget}", budget=line(budget)))
    states: dict[bool | None, page.State] = {True: "fix", None: "review", False: "proved"}
    text = said("Words: {budget}", budget=line(budget))
    return Item(states[budget.over], text, (), budget.limit.sources, page.day_of(budget.limit))


def _agreed(submission: Submission) -> Iterator[Item]:
    """Yield the line about who has agreed to both versions, if anybody has; the public one names nobody."""
    try:
        found = agreements.standing(submission)
    except Failure as error:
        text = said("The note of who has agreed cannot be read")
        yield Item("review", text, tuple(page.told(pipeline.diagnose(error))))
        return
    if found:
        first, *others = map(message_of, lines(submission.source.as_posix(), found))
        yield Item("person" if found.agreed == found.total else "review", first, tuple(others))


def places_of(submission: Submission, output: Path | None) -> dict[str, Path]:
    """Return the path of the output of a source in each format."""
    suffixes = {each.name: each.suffix for each in known_formats()}
    own = {submission.source: submission.project.folder_settings.output}
    versions = {submission.source: (submission.project.version,)}
    places = targets([submission.source], suffixes, output, own, versions)
    return {form: path for (_, _, form), path in places.items()}


def wanted_of(profile: Profile) -> tuple[str, ...]:
    """Return the formats that a recipient accepts: a Word file if that is not known."""
    formats = profile.words("formats")
    return formats.value if formats else (DOCX.name,)


def _of_outputs(
    submission: Submission, output: Path | None, options: Options, report: Report
) -> Iterator[Item]:
    """Yield the lines of each existing output; if there is none, say that one must be built."""
    places = places_of(submission, output)
    ready = [place for place in places.values() if place.is_file()]
    formats = submission.project.profile.words("formats")
    wanted = wanted_of(submission.project.profile)
    if not any(finished_format(file).name in wanted for file in ready):
        command = f"submission build {command_line(submission.source)} --to {wanted[0]}"
        where = places[wanted[0]].as_posix() if wanted[0] in places else ""
        text = said("There is no file to send yet")
        if formats:
            text = said("There is no file to send yet: {formats} is accepted", formats=any_of(wanted))
        elif ready:
            text = said("“submission pack” takes the Word file, for it is not known what is accepted")
        missing = said("{file} is missing: {command}", file=where, command=command)
        state: page.State = "review" if ready and not formats else "fix"
        yield Item(state, text, (missing,), formats.sources if formats else ())
    targets = zip(repeat(submission.project.version), places.values())
    for old in older_than_versions(submission.source, targets):
        yield Item("fix", message_of(old))
    files = {file: checking.read(file) for file in ready}
    unwelcome = checking.accept(submission, files)
    for file, data in files.items():
        report(said("checking {file}", file=file.as_posix()))
        yield from _of_output(submission, file, data, unwelcome, options)


def _of_output(
    submission: Submission, file: Path, data: bytes, unwelcome: Sequence[Diagnostic], options: Options
) -> Iterator[Item]:
    """Yield the lines of an output: against its source, by itself, and by the recipient's rules."""
    display, known, more = file.as_posix(), finished_format(file), [page.AGAINST_SOURCE]
    found = [each for each in unwelcome if each.finding.span.path == display]
    try:
        found += pipeline.prove_again(submission, data, display, known)
    except Failure as error:
        more, why = [], tuple(page.told(pipeline.diagnose(error)))
        yield Item("unseen", said("{file} is not compared with its source", file=display), why)
    try:
        found += spoken(submission.withheld, known.check(data, display, options), "")
    except Failure as error:
        text = said("{file} cannot be read", file=display)
        yield Item("fix", text, tuple(page.told(pipeline.diagnose(error))))
        return
    profile = submission.project.profile
    yield from _of_file(file, display, tuple(dict.fromkeys(found)), profile, options, *more)


def _afterwards(submission: Submission, options: Options) -> Iterator[Item]:
    """Yield what to do to send it, and after that."""
    quoted = command_line(submission.source) + " --public" * submission.withheld.is_public
    pack = said("Put exactly what to send into a folder: submission pack {source} -o DIR", source=quoted)
    yield Item("person", pack)
    _, record = recording(submission, options, "DAY")
    yield Item("person", record[:1].upper() + record[1:])


def recorded_of(submission: Submission, options: Options) -> tuple[Submission, Options]:
    """Return what `freeze` records of a submission: the full version, whose numbers the public one has too,
    unless these close up.
    """
    if not submission.withheld.is_public or submission.withheld.is_closed:
        return submission, options
    full = replace(options, version="")
    return pipeline.read(submission.source, full), full


def recording(submission: Submission, options: Options, day: str) -> tuple[bool, str]:
    """Return whether there is a record of what was sent, and a line that says how to record this."""
    source, (whole, chosen) = submission.source, recorded_of(submission, options)
    version, sent = ("--public",) * (chosen.version == "public"), ("--sent", day) if day else ()
    command, file = (
        command_line("submission", "freeze", source, *version, *sent),
        record_of(source),
    )
    if not file.exists():
        return False, said("once it is sent, record its numbers: {command}", command=command)
    with suppress(Failure):  # a record that cannot be read is not of this
        if read_record(file).paragraphs == frozen.record(whole.resolved).paragraphs:
            return True, said("its numbers are recorded already: {file}", file=file.as_posix())
    old = said("there is a record of an earlier version; to replace it: {command} --force", command=command)
    return True, old
