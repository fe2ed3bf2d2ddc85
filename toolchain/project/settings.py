"""Combine front matter, profile, templates and options into a `Project`; choose the program of the PDF."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path, PureWindowsPath
from typing import Literal, TypeAlias, cast

from toolchain.data import packaged_templates
from toolchain.formats.read_bytes import is_part_of, part_of
from toolchain.model import Document, NoteKind
from toolchain.model.design import design
from toolchain.model.diagnostics import Failure, FilePlace, Finding, Place, Severity, SourceSpan
from toolchain.model.facts import Facts, Word
from toolchain.model.front_matter import FrontMatter, Look, PdfEngine
from toolchain.model.languages import is_right_to_left, letters
from toolchain.model.records import Record, replace
from toolchain.model.wording import said
from toolchain.project.folder_settings import FolderSettings, read_settings
from toolchain.recipients import Profile
from toolchain.recipients.loading import Loaded, for_instrument, load_beside, with_limits
from toolchain.resolve.tables import Settings
from toolchain.rules import project as about
from toolchain.rules.folder_settings import LowersErrors, Unusable
from toolchain.rules.plugins import InLanguage, OwnTemplate

LATEST_EPOCH = 253_402_300_799
"""The last second of the year 9999, beyond which there is no date to print."""


Version: TypeAlias = Literal["", "confidential", "public"]
"""The version of a source that withholds something; "" for any other."""


VERSIONS: Mapping[Version, Word] = {"confidential": Word("full version"), "public": Word("public version")}


def version_named(version: Version) -> str:
    """Return the name of a version in brackets, to be put after a line; "" for a source that has one."""
    return f" ({said(VERSIONS[version])})" if version else ""


class Named(Record):
    """A file named in the front matter: its path, the text there, and the place of that text."""

    file: Path
    text: str
    span: Place


class Templates(Record):
    """The folders of template files: the user's first, then the built-in ones.

    If `within` is given, none of the user's may be a link out of it.
    """

    folders: tuple[Path, ...]
    document: Named | None = None
    within: Path | None = None

    def find(self, name: str) -> Path:
        """Return the path of a template, such as "page.html.j2"; `document` replaces "reference.docx".

        Raise `Failure`: S019 if no folder has it, S020 if it is not a file.
        """
        if name == "reference.docx" and self.document:
            return self.document.file
        path = PureWindowsPath(name)  # which knows the separators and drives of all systems
        for folder in () if path.anchor or ".." in path.parts else self.folders:
            file = folder / name
            if file.is_file():
                if self.within and folder != self.folders[-1] and not is_part_of(file.resolve(), self.within):
                    raise Failure.of(file.as_posix(), about.TemplateOutside())
                return file
            if file.exists():
                fault = about.FolderForTemplate() if file.is_dir() else about.OddTemplate()
                raise Failure.of(file.as_posix(), fault)
        raise Failure.of(name, about.NoTemplate())

    @property
    def has_own(self) -> bool:
        """Whether any template is the user's."""
        return len(self.folders) > 1 or self.document is not None

    def is_own(self, name: str) -> bool:
        """Return whether a template is a built-in one."""
        return self.find(name).parent == self.folders[-1]


class Choices(Record, kw_only=True):
    """What both the command line and each source know of the outputs to make.

    `draft` marks every page "Draft". `page_numbers` adds page numbers to the contents of a Word file. `css`
    is the user's style sheet, applied after the built-in one. `print_shop` makes a PDF with bleed and crop
    marks, `with_source` a PDF with the source attached. `full_pictures` keeps all pixels of pictures,
    `comments` shows those of the source in a Word file. `epoch` is SOURCE_DATE_EPOCH in seconds; without it
    (and without a `date` in the front matter) no output has a date. `version` is the one to make of sources
    that withhold something; "" for both, and for a source that withholds nothing.
    """

    draft: bool = False
    page_numbers: bool = False
    css: Path | None = None
    print_shop: bool = False
    with_source: bool = False
    full_pictures: bool = False
    comments: bool = False
    epoch: int | None = None
    version: Version = ""


class Project(Choices):
    """Everything that a writer may need besides the Resolved.

    `pdf_engine` is None if nobody has chosen one: `toolchain.project.settings` decides. `folder_settings`
    are those of `submission.toml`, also what the command line or the source replaces.
    """

    source: Path
    front_matter: FrontMatter
    profile: Profile
    settings: Settings
    templates: Templates
    look: Look = "un"
    pdf_engine: PdfEngine | None = None
    folder_settings: FolderSettings = FolderSettings()

    def marks(self, terms: Mapping[str, str]) -> str:
        """Return the words that are on every page, such as "Draft", or ""."""
        said = (("draft", self.draft), ("secret", self.version == "confidential"))
        return " · ".join(terms[name] for name, holds in said if holds)

    @property
    def has_cover_page(self) -> bool:
        """Whether the cover is a page of its own."""
        return self.front_matter.fills_page and not self.profile.plain_cover

    @property
    def house_colour(self) -> str:
        """The requested colour of the house look, or the default, "#rrggbb"."""
        return self.front_matter.colour.lower() or design().value("colour.house")

    @property
    def moment(self) -> str:
        """The time of `epoch` in ISO 8601, "" for none."""
        if self.epoch is None:
            return ""
        return datetime.datetime.fromtimestamp(self.epoch, datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Options(Choices):
    """The decisions of the command line for all sources.

    `profile` replaces the recipient in the front matter, by name or path; "" does not. `templates` is the
    user's folder of templates. `look` and `pdf_engine` are None if sources choose. `renumber` lets typed
    numbers be corrected although a typed reference depends on them. `trusted` means that `submission.toml`
    is read.
    """

    templates: Path | None = None
    look: Look | None = None
    pdf_engine: PdfEngine | None = None
    profile: str = ""
    renumber: bool = False
    trusted: bool = True


def make_project(
    source: Path, document: Document, options: Options, version: Version = ""
) -> tuple[Project, tuple[Finding, ...]]:
    """Return the project of a source, and the defects of its profile, settings and named files (S002, L607,
    S027, S009).

    The command line comes first, then the front matter, then `submission.toml`, then the profile.
    """
    matter = document.front_matter
    given, mistakes = read_settings(source) if options.trusted else (FolderSettings(), ())
    profile, wrong = _profile(source, document, options.profile, given)
    template, faults = find_named(source, document, "template", matter.template, "template")
    templates = options.templates or given.templates
    folders = (*([templates] if templates else []), packaged_templates())
    chosen = {name: getattr(options, name) for name in Choices.__struct_fields__}
    project = Project(
        source=source,
        front_matter=matter,
        profile=profile,
        settings=_settings(matter, profile),
        templates=Templates(folders, template, None if options.templates else given.folder),
        look=options.look or matter.look or given.look or _look(profile),
        pdf_engine=options.pdf_engine or matter.pdf_engine or given.pdf_engine,
        folder_settings=given,
        **chosen | {"css": options.css or given.css, "version": version},
    )
    return project, (*mistakes, *wrong, *faults)


def read_epoch(environment: Mapping[str, str]) -> int | None:
    """Return SOURCE_DATE_EPOCH, the seconds since 1970 of today's date. Raise ValueError with the reason if
    it is invalid.
    """
    text = environment.get("SOURCE_DATE_EPOCH", "")
    if not text:
        return None
    if (
        not (text.isascii() and text.isdigit())
        or len(text) > len(str(LATEST_EPOCH))
        or int(text) > LATEST_EPOCH
    ):
        raise ValueError(f"SOURCE_DATE_EPOCH must be a number of seconds since 1970, not {text!r}")
    return int(text)


def _profile(
    source: Path, document: Document, asked: str, given: FolderSettings
) -> tuple[Profile, tuple[Finding, ...]]:
    """Return the rules for a source, and the defects of their files (S002, L607, S027)."""
    matter = document.front_matter
    start = SourceSpan.top(document.path) if document.text else FilePlace(document.path)
    if given.path and given.profile and not asked and "profile" not in matter.places:
        loaded = _as_folders_may(load_beside(given.profile, given.path, given.places["profile"]), given)
    else:
        place = FilePlace("--profile") if asked else matter.places.get("profile", start)
        loaded = load_beside(asked or matter.profile, source, place)
    told = {each.span for each in document.defects}  # a list, which is not a name
    defects = tuple(each for each in loaded.defects if each.span not in told)
    return with_limits(for_instrument(loaded, matter.instrument), matter), defects


def _as_folders_may(loaded: Loaded, given: FolderSettings) -> Loaded:
    """Return a profile that `submission.toml` names, without what can make findings less serious."""
    place, severities = given.places["profile"], loaded.profile.severities
    wrong = [
        replace(each, facts=Unusable(each.facts)) if each.span == place else each for each in loaded.defects
    ]
    kept = tuple((code, word) for code, word in severities if word == Severity.ERROR.word)
    if kept != severities:
        lower = tuple(code for code, word in severities if word != Severity.ERROR.word)
        wrong.append(Finding(place, LowersErrors(given.profile, lower)))
    return loaded._replace(profile=replace(loaded.profile, severities=kept), defects=tuple(wrong))


def _settings(matter: FrontMatter, profile: Profile) -> Settings:
    rule = profile.word("notes")
    notes = matter.notes or (rule.value if rule else "")
    return Settings(
        lang=matter.lang,
        notes=NoteKind.FOOTNOTE if notes == "footnotes" else NoteKind.ENDNOTE,
        notes_place=matter.notes_place,
        repeated_notes=matter.repeated_notes,
        numbered_headings=matter.headings == "numbered",
        links=matter.links,
        profile=profile,
    )


def _look(profile: Profile) -> Look:
    rule = profile.word("look")
    return cast("Look", rule.value) if rule else "un"


def find_named(
    source: Path, document: Document, key: str, text: str, kind: str
) -> tuple[Named | None, tuple[Finding, ...]]:
    """Return the file under the source's folder that `key` of the front matter names with `text`; None for
    "".

    `kind` is its name in messages: "template". Problems are S009 at the key's value.
    """
    if not text:
        return None, ()
    span = document.front_matter.places.get(key, SourceSpan.top(document.path))
    try:
        if not (file := part_of(source.parent.resolve(), text)):
            fault: Facts = about.NamedOutside(Word(kind))
        elif not file.is_file():
            fault = about.NamedMissing(text)
        else:
            return Named(file, text, span), ()
    except (OSError, ValueError):
        fault = about.NamedByNoPath()
    return None, (Finding(span, fault),)


_IN_ORDER = ("ar", "he", "yi")
"""Letters from right to left whose words typst puts in order."""

DEFAULT: PdfEngine = "typst"
"""The program for the look of the United Nations, if nothing else decides."""


class Decision(Record):
    """The program for a PDF. `why` is what asks for it, "" for the user's choice and the default.

    `cannot` is what is asked for besides and the program does not have.
    """

    engine: PdfEngine
    why: Facts | str = ""
    cannot: Facts | str = ""


def pdf_engine(project: Project) -> Decision:
    """Return which program sets the PDF of a project."""
    house = project.look == "house" and Word("the house look")
    asked = house or (project.css and "--css") or (project.print_shop and "--print-shop") or ""
    if project.pdf_engine:
        return Decision(project.pdf_engine, cannot=asked if project.pdf_engine == "typst" else "")
    if not house and (own := _own(project, "print.typ")):
        return Decision("typst", own, asked)
    if why := asked or _own(project, "page.html.j2", "print*.css"):
        return Decision("weasyprint", why)
    if is_right_to_left(lang := project.front_matter.lang) and letters(lang) not in _IN_ORDER:
        return Decision("weasyprint", InLanguage(lang))
    return Decision(DEFAULT)


def _own(project: Project, *patterns: str) -> Facts | str:
    """Return what to call the first of the user's own templates with such a name, "" for none."""
    folders = project.templates.folders[:-1]
    found = (path.name for pattern in patterns for folder in folders for path in folder.glob(pattern))
    return next(map(OwnTemplate, sorted(found)), "")
