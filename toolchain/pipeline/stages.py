"""Put the stages together, here only: read, make the project, resolve, check, write."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from toolchain.checks import engine
from toolchain.formats.kinds import is_of_owner
from toolchain.formats.pictures import HEAVY
from toolchain.formats.table import DOCX, OURS, Format, loaded
from toolchain.model import Document, Image
from toolchain.model.diagnostics import Diagnostic, Failure, Finding, Severity
from toolchain.model.groups import by_first
from toolchain.model.records import Record, replace
from toolchain.model.suggest import nearest
from toolchain.model.walk import walk
from toolchain.model.wording import command_line, said
from toolchain.pipeline import withholding
from toolchain.pipeline.companions import with_companions
from toolchain.pipeline.empty_file import without_text
from toolchain.plugins import registry as plugins
from toolchain.plugins.formats import format_of, is_finished
from toolchain.project.citing import find_citing
from toolchain.project.settings import Options, Project, make_project
from toolchain.recipients.loading import texts as read_texts
from toolchain.resolve import resolve
from toolchain.resolve.tables import Resolved
from toolchain.rules import commands as about
from toolchain.rules.confidentiality_docx import CommentsHere
from toolchain.rules.folder_settings import FolderSettings, UnknownFormat
from toolchain.rules.inputs import OwnerFile, PackageNotHere, TemplateUnusable
from toolchain.rules.limits import Profile
from toolchain.rules.sources import SourceInvalid
from toolchain.rules.structure import SampleLeft
from toolchain.rules.withheld import TranslationWithholds

Report = Callable[[str], None]
"""Is told what is being done, for whoever waits."""


def silent(_step: str) -> None:
    """Report nothing."""


FINE, REFUSED, COULD_NOT_RUN = 0, 1, 2
"""The exit statuses."""

_SHOWN = (TemplateUnusable, PackageNotHere)
_IN_OTHER_FILES = (Profile.rule, FolderSettings.rule)


class Submission(NamedTuple):
    """A source, read and resolved."""

    source: Path
    project: Project
    resolved: Resolved
    withheld: withholding.Withheld = withholding.Withheld()


class Examination(NamedTuple):
    """The result of reading and checking sources. `failed`: something could not be examined."""

    submissions: tuple[Submission, ...]
    diagnostics: tuple[Diagnostic, ...]
    texts: Mapping[str, str]
    failed: bool = False

    def joined(self, other: Examination) -> Examination:
        """Return this examination and another as one."""
        return Examination(
            (*self.submissions, *other.submissions),
            (*self.diagnostics, *other.diagnostics),
            {**self.texts, **other.texts},
            self.failed or other.failed,
        )

    def before_sending(self) -> Examination:
        """Return this examination with sample texts as errors: they may be built, but not sent."""
        found = (
            each._replace(severity=Severity.ERROR) if each.rule == SampleLeft.rule else each
            for each in self.diagnostics
        )
        return self._replace(diagnostics=tuple(found))

    def status(self, fail_on: Severity) -> int:
        """Return the exit status of a check that fails on a severity."""
        if self.failed:
            return COULD_NOT_RUN
        return REFUSED if any(found.severity >= fail_on for found in self.diagnostics) else FINE


def examine(
    sources: Sequence[Path],
    options: Options,
    report: Report,
    known: Mapping[Path, Submission] = {},
    typed: Mapping[Path, str] = {},
) -> Examination:
    """Read, resolve and check every source; if one cannot be read, the others are still checked.

    Those in `known` have been read before; of those in `typed`, this text is read and not the file.
    """
    checks, faults = plugins.checks()
    submissions: list[Submission] = []
    diagnostics = list(engine.diagnose(faults, checks))
    sheets: dict[Path, _Style] = {}
    failed = False
    for source in sources:
        report(said("checking {file}", file=source.as_posix()))
        try:
            submitted = known.get(source) or read(source, options, typed.get(source))
        except Failure as error:
            diagnostics += engine.diagnose(error.findings, checks)
            failed = True
            continue
        submissions.append(submitted)
        severities = submitted.project.profile.severities
        found = engine.run(submitted.resolved, checks, severities, renumber=options.renumber)
        found = (
            *withholding.spoken(submitted.withheld, found, submitted.resolved.document.text),
            *engine.diagnose(submitted.withheld.findings, checks),
        )
        diagnostics += (each for each in found if each.rule not in _IN_OTHER_FILES or each not in diagnostics)
        if (css := submitted.project.css) and css not in sheets:
            sheets[css] = _style(css)
            diagnostics += withholding.spoken(
                submitted.withheld, engine.diagnose(sheets[css].defects, checks), ""
            )
    diagnostics.sort(key=lambda diagnostic: diagnostic.sort_key)
    failed = failed or any(found.rule in engine.NOT_EXAMINED for found in diagnostics)
    styles = {path: text for style in sheets.values() for path, text in style.texts.items()}
    texts: dict[str, str] = {}
    for item in submissions:
        path, text = item.resolved.document.path, item.resolved.document.text
        shown = {**styles, **{each: texts[each] for each in styles if each in texts}, path: text}
        texts |= withholding.masked(item.withheld, shown, path, alone=options.version == "public")
    withholds = any(item.withheld.version for item in submissions)  # an entry may have withheld names
    others = _IN_OTHER_FILES if withholds else (*_IN_OTHER_FILES, SourceInvalid.rule)
    own = read_texts(each.finding.span.path for each in diagnostics if each.rule in others)
    return Examination(tuple(submissions), tuple(diagnostics), {**own, **styles, **texts}, failed)


def examine_all(
    sources: Sequence[Path],
    options: Options,
    report: Report,
    known: Mapping[Path, Submission] = {},
    typed: Mapping[Path, str] = {},
) -> Examination:
    """Examine sources in each version that is built; what both versions have is reported once."""
    examined = examine(sources, options, report, known, typed)
    two = [each.source for each in examined.submissions if each.withheld.version and not options.version]
    if not two:
        return examined
    other = examine(two, replace(options, version="public"), report, typed=typed)
    exact = by_first(((each.rule, each.finding.facts), each.finding.span) for each in examined.diagnostics)
    places = {(each.rule, each.finding.span) for each in examined.diagnostics}

    def is_wider(each: Diagnostic) -> bool:
        """Return whether one of the public version has the place of a whole line, for a name is in it."""
        same, here = exact.get((each.rule, each.finding.facts), ()), each.finding.span
        return here not in same and any(here.covers(place) for place in same)

    def is_boxed(each: Diagnostic) -> bool:
        """Return whether one of the public version hides words that the same one of the full version has."""
        return (each.rule, each.finding.span) in places and "█" in repr(each.finding.facts)

    # Corrections can differ: those of the full version are taken.
    more = (each for each in other.diagnostics if not is_wider(each) and not is_boxed(each))
    every = (*more, *examined.diagnostics)
    found = {(each.rule, each.finding.span, each.finding.facts): each for each in every}
    return examined._replace(
        submissions=(*examined.submissions, *other.submissions),
        diagnostics=tuple(sorted(found.values(), key=lambda diagnostic: diagnostic.sort_key)),
        failed=examined.failed or other.failed,
    )


def lighter_copy(item: Submission) -> Resolved:
    """Return a submission whose large pictures have only the pixels that print needs (`scaling.lighter`).

    A picture marked `full` keeps all its pixels, and so do all pictures with `full_pictures`.
    """
    document = item.resolved.document
    heavy = {name for name, image in document.images.items() if len(image.data) > HEAVY}
    if not heavy or item.project.full_pictures:
        return item.resolved
    from toolchain.formats.pictures.scaling import lighter

    nodes = walk((*document.blocks, *document.notes))
    heavy -= {node.source for node, _ in nodes if isinstance(node, Image) and node.full}
    images = {name: lighter(image) if name in heavy else image for name, image in document.images.items()}
    return replace(item.resolved, document=replace(document, images=MappingProxyType(images)))


class _Style(Record):
    """The faults of the user's own style sheet, and its text by its path."""

    defects: tuple[Finding, ...] = ()
    texts: Mapping[str, str] = MappingProxyType({})


def _style(css: Path) -> _Style:
    """Read a user's style sheet, with what an available output would leave out."""
    from toolchain.formats.user_style import fetches, read_text

    path = css.as_posix()
    try:
        text = read_text(css)
    except Failure as error:
        return _Style(error.findings)
    return _Style(tuple(fetches(text, path)) or tuple(_not_understood(text, path)), {path: text})


def _not_understood(text: str, path: str) -> Iterator[Finding]:
    for known in OURS.values():
        if known.styles:
            with suppress(ImportError):  # then this output is refused or skipped
                yield from loaded(known.styles)(text, path)


def has_errors(diagnostics: Sequence[Diagnostic]) -> bool:
    """Return whether one of them is an error."""
    return any(told.severity >= Severity.ERROR for told in diagnostics)


def could_not_run(error: Failure) -> Examination:
    """Return the examination for a failure."""
    return Examination((), diagnose(error), {}, failed=True)


def template_texts(error: Failure) -> Mapping[str, str]:
    """Return the texts of the templates that a failure names, so that their lines can be shown."""
    return read_texts(each.span.path for each in error.findings if isinstance(each.facts, _SHOWN))


def diagnose(error: Failure) -> tuple[Diagnostic, ...]:
    """Return the findings of a failure as diagnostics."""
    return engine.diagnose(error.findings, plugins.our_checks())


def read(source: Path, options: Options, text: str | None = None) -> Submission:
    """Read and resolve a source, or `text` in its place.

    Raise `Failure` (S012, S019 to S021) if it cannot be read, S020 for a finished file too.
    """
    refuse_finished(source)
    return compared(_read_alone(source, options, text), options)


def shareable(item: Submission, *, earlier: bool = False) -> Submission:
    """Return a submission that others may see. Raise `Failure` for errors that a draft does not lift.

    An `earlier` translation need not withhold what its original does today.
    """
    of_today = TranslationWithholds if earlier else ()
    found = (each for each in item.withheld.findings if not isinstance(each.facts, of_today))
    told = engine.diagnose(tuple(found), ())
    if item.withheld.version != "confidential" and withholding.is_unlifted(told):
        raise Failure(*(each.finding for each in told if each.severity >= Severity.ERROR))
    return item


def refuse_finished(source: Path) -> None:
    """Raise `Failure` (S020) for a finished file by its name."""
    if is_finished(source):
        display = source.as_posix()
        fault = about.FinishedWordFile if format_of(source) is DOCX else about.FinishedFile
        raise Failure.of(display, OwnerFile() if is_of_owner(display) else fault(command_line(source)))


def compared(submitted: Submission, options: Options) -> Submission:
    """Return a submission with what the files next to its source show about it."""

    def read_original(original: Path) -> Resolved:
        return _read_alone(original, options).resolved

    return submitted._replace(resolved=with_companions(submitted.source, submitted.resolved, read_original))


def _read_alone(source: Path, options: Options, text: str | None = None) -> Submission:
    return submission(source, plugins.document_of(source, text), options)


def of_file(source: Path, options: Options, data: bytes, display: str, known: Format) -> Submission:
    """Return a source in the version that a finished file shows.

    Raise `Failure` if the source cannot be read.
    """
    submitted = read(source, options)
    if not submitted.withheld.version or options.version or not known.reader:
        return submitted
    shown = known.examined(known.reader, data, display)
    version = withholding.shown_version(shown, display)
    return read(source, replace(options, version=version)) if version == "public" else submitted


def prove(
    submitted: Submission, data: bytes, display: str, known: Format, built: bytes | None = None
) -> tuple[Diagnostic, ...]:
    """Return the differences between an output and its source. Raise `Failure` if it cannot be
    read: S012, S020, S021 or S023.

    `built` is given for a file that was not made just now: an output that was, if there is one. The texts
    around the main text are compared with it, and the mark of a draft is a finding too.
    """
    from toolchain.compare.proof import prove as proof

    if not known.reader:
        raise Failure.of(display, about.NotReadBack(known.title or known.name))
    fresh = known.read_back(built, display) if built else None
    marks: tuple[Finding, ...] = ()
    if built is None:
        shown = known.read_back(data, display)
    else:
        shown, marks = shown_and_mark(data, display, known)
    defects = proof.prove(submitted.resolved, shown, known.shows, fresh)
    if built and fresh and known.pictures:
        from toolchain.compare.pictures import exchanged

        theirs, ours = (known.examined(known.pictures, each, display) for each in (data, built))
        defects = (*defects, *exchanged(shown, fresh, theirs, ours))
    defects = (*defects, *left_in(submitted, data, display, known))
    if submitted.project.comments:
        defects = tuple(each for each in defects if not isinstance(each.facts, CommentsHere))
    if known.press and submitted.project.print_shop:
        defects = (*defects, *loaded(known.press)(submitted.resolved, data, display))
    found = (
        *engine.diagnose(defects, plugins.our_checks(), submitted.project.profile.severities),
        *engine.diagnose(marks, plugins.our_checks()),
    )
    return withholding.spoken(submitted.withheld, found, submitted.resolved.document.text)


def left_in(submitted: Submission, data: bytes, display: str, known: Format) -> tuple[Finding, ...]:
    """Return what a public file has of what is withheld."""
    made = partial(without_text, known, submitted.project, submitted.resolved.document.images)
    return withholding.in_file(submitted.withheld, data, display, made)


def shown_and_mark(data: bytes, display: str, known: Format) -> tuple[Document, tuple[Finding, ...]]:
    """Return what a file not made just now shows, and the mark of a draft in it. Raises `Failure`."""
    if known.shown:
        document, marks = known.examined(known.shown, data, display)
    else:
        document = known.examined(known.reader, data, display)
        marks = known.examined(known.draft, data, display) if known.draft else ()
    return document, tuple(marks)


def prove_again(submitted: Submission, data: bytes, display: str, known: Format) -> tuple[Diagnostic, ...]:
    """Return what `prove` finds in a file that may have been edited; a Word file is built again for it."""
    return prove(submitted, data, display, known, built_again(submitted, known))


def built_again(submitted: Submission, known: Format) -> bytes:
    """Return an output as it is built now, without page numbers; b"" unless it is a Word file."""
    if known.shows.fields:
        with suppress(Failure):  # a template that cannot be used: only the text is compared
            return plugins.writer(known.name).write(
                submitted.resolved, replace(submitted.project, page_numbers=False)
            )
    return b""


def submission(source: Path, document: Document, options: Options) -> Submission:
    """Return a document that was read from a source as a submission; of what withholds, one version."""
    document, withheld = withholding.version_of(source, document, options)
    project, defects = make_project(source, document, options, withheld.version)
    citing, faults = find_citing(source, document, project)
    if options.with_source:
        from toolchain.project.attached_source import unseen

        faults = (*faults, *unseen(document, citing.bibliography if citing else None))
    wrong = _unknown_formats(project)
    document = replace(document, defects=(*document.defects, *defects, *faults, *wrong))
    document, withheld, shown = withholding.without(document, withheld, citing)
    resolved = resolve(document, project.settings, shown)
    return Submission(source, project, resolved, withholding.guarded(withheld, resolved, source, citing))


def _unknown_formats(project: Project) -> tuple[Finding, ...]:
    """Return what is wrong with the formats in `submission.toml` (S027)."""
    given = project.folder_settings
    if not given.formats:
        return ()
    known = tuple(plugins.registered(plugins.WRITERS))
    wrong = (each for each in given.formats if each not in known)
    return tuple(
        Finding(given.places["formats"], UnknownFormat(each, nearest(each, known), known)) for each in wrong
    )
