"""The action of `new`: ask what a submission is about, and write its first source."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from toolchain.cli.actions import print_lines
from toolchain.cli.options import formats_in
from toolchain.formats.read_bytes import OF_SYSTEM
from toolchain.formats.table import DOCX, OURS, PDF
from toolchain.model.diagnostics import Failure, FilePlace
from toolchain.model.expressions import expression
from toolchain.model.facts import Word
from toolchain.model.front_matter import PROFILES, UN_LANGUAGES
from toolchain.model.records import Record
from toolchain.model.wording import command_line, fold, language, said
from toolchain.pipeline import new_source, write_files
from toolchain.pipeline import stages as pipeline
from toolchain.project.folder_settings import FolderSettings, read_settings
from toolchain.project.sources import folder_of
from toolchain.recipients import Profile
from toolchain.recipients.loading import Loaded, load_beside
from toolchain.reports.sentences import message
from toolchain.rules.commands import FolderInUse
from toolchain.text.samples import samples

_CONTROL = expression(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")


class Given(Record):
    """What the command line says; "" or () for what it does not. `yes`: nothing is asked."""

    title: str
    profile: str
    lang: str
    organizations: tuple[str, ...]
    country: str
    formats: str
    yes: bool

    def or_asked(self, value: str, question: str, default: str, known: Callable[[str], str] = fold) -> str:
        """Return a value, the answer to a question if there is none, or the default with `--yes`.

        `known` returns what was answered, or raises `click.UsageError`: then it is asked again.
        """
        if value or self.yes:
            return known(_words(value or default))

        def read(answer: str) -> str:
            return known(_words(answer))

        return str(click.prompt(question, default, value_proc=read, prompt_suffix=said(": "), err=True))


def _words(text: str) -> str:
    """Return a text as a source can hold it: on one line, without control characters."""
    return fold(_CONTROL.sub("", text))


def begin(folder: Path, given: Given, *, private: bool, editor: bool, ci: bool) -> int:
    """Write a new source and the files around it. Raise `Failure` (S013) if the folder is in use."""
    if folder.is_dir() and any(each.name not in (".git", *OF_SYSTEM) for each in folder.iterdir()):
        raise Failure.of(folder.as_posix(), FolderInUse())
    answers = _answers(folder, given)
    around = new_source.surrounding_files(answers, private=private, editor=editor, ci=ci)
    texts = {folder / name: text for name, text in (new_source.source_files(answers) | around).items()}
    source = folder / new_source.SOURCE
    outputs = folder_of(source, None, None, alone=True)
    if Path.cwd() in source.resolve().parents and not (outputs.exists() or read_settings(source)[0].output):
        texts[outputs / ".gitignore"] = "*\n"  # where git does not read the one next to the source
    write_files.write_all({file: text.encode() for file, text in texts.items()})
    print_lines(*(said("wrote {file}", file=file.as_posix()) for file in texts))
    place = command_line(folder)
    print_lines(
        said("write your text, then: submission check {place}; submission build {place}", place=place)
    )
    return pipeline.FINE


def _answers(folder: Path, given: Given) -> new_source.Answers:
    """Return what the command line says, and the answers to what it does not."""
    settings, _ = read_settings(folder / new_source.SOURCE)

    def load(named: str) -> Loaded:
        beside = settings.path if named == settings.profile else None
        return load_beside(named, beside or folder / new_source.SOURCE, FilePlace("--profile"))

    def known(named: str) -> str:
        for defect in () if given.profile else load(named).defects:
            raise click.UsageError(message(defect))
        return named

    question = said("Recipient ({names})", names=", ".join(PROFILES))
    loaded = load(given.or_asked(given.profile, question, settings.profile or "plain", known))
    if loaded.defects:
        raise Failure(*loaded.defects)
    profile = loaded.profile
    lang = _language(given, profile)
    title = given.or_asked(given.title, said("Title"), samples(lang).title)
    names = given.organizations or new_source.organizations_of(profile, (), lang)
    if not given.organizations and not given.yes:
        question = said("Organizations, with semicolons between them")
        names = tuple(click.prompt(question, "; ".join(names), prompt_suffix=said(": "), err=True).split(";"))
    organizations = tuple(name for each in names if (name := _words(each)))
    joint = profile.word("joint")
    if joint and len(organizations) > 1 and not profile.own and joint.value not in profile.chain:
        print_lines(said("Several organizations together use the profile {name}.", name=joint.value))
        profile = load(joint.value).profile
    country = given.country
    if "required.country" in profile.rules or not given.yes:
        default = samples(lang).country if "required.country" in profile.rules else ""
        country = given.or_asked(country, said("Country"), default)
    organizations = new_source.organizations_of(profile, organizations, lang)
    formats = _formats(given, profile, settings)
    return new_source.Answers(title, profile, lang, organizations, country, formats)


def _language(given: Given, profile: Profile) -> str:
    rule = profile.words("languages")
    known = [each for each in UN_LANGUAGES if not rule or each in rule.value] or UN_LANGUAGES
    names = ", ".join(known)
    default = next((each for each in (language(), "en") if each in known), known[0])

    def one_of(lang: str) -> str:
        if lang.lower() not in known:
            facts = {"profile": profile.name, "names": names, "lang": lang}
            why = (
                Word("{profile} takes {names} only, not {lang!r}")
                if rule
                else Word("{lang!r} is not one of {names}")
            )
            raise click.BadParameter(said(why, **facts), param_hint="--lang")
        return lang.lower()

    return given.or_asked(given.lang, said("Language ({names})", names=names), default, one_of)


def _formats(given: Given, profile: Profile, settings: FolderSettings) -> tuple[str, ...]:
    """Return the formats to build, or () if settings of a folder around this one have them."""
    if settings.path and not given.formats:
        return ()
    rule = profile.words("formats")
    accepted = [each for each in rule.value if each in OURS] if rule else [DOCX.name, PDF.name]
    question = said("Formats ({names})", names=", ".join(OURS))

    def known(text: str) -> str:
        return ",".join(formats_in(text, "--formats"))

    return tuple(given.or_asked(given.formats, question, ",".join(accepted), known).split(","))
