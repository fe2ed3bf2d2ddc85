"""Front matter, profile, templates and options become one frozen `Project`, which writers are given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import NamedTuple, cast

from toolchain import data
from toolchain.model import Document, NoteKind
from toolchain.model.diagnostics import Defect, Failure, Finding
from toolchain.model.facts import Facts, Word
from toolchain.model.front_matter import FrontMatter, Look
from toolchain.model.places import FilePlace, Place, SourceSpan
from toolchain.recipients import Profile
from toolchain.recipients.loading import for_instrument, load_beside, with_limits
from toolchain.resolve.tables import Settings
from toolchain.rules import project as about

LATEST_EPOCH = 253_402_300_799
"""The last second of the year 9999, beyond which there is no date to print."""


class Named(NamedTuple):
    """A file that the front matter names: itself, how it is written there, and the place of that."""

    file: Path
    text: str
    span: Place


@dataclass(frozen=True, slots=True)
class Templates:
    """Where a template file is found: the user's folder first, then the ones that come with us."""

    folders: tuple[Path, ...]
    document: Named | None = None

    def find(self, name: str) -> Path:
        """Return the path of a template such as "page.html.j2"; `document` stands for "reference.docx".

        Raises `Failure` (S012) where no folder has it, or something else stands in its place.
        """
        if name == "reference.docx" and self.document:
            return self.document.file
        parts = PurePosixPath(name).parts
        inside = not PurePosixPath(name).is_absolute() and ".." not in parts
        for folder in self.folders if inside else ():
            file = folder.joinpath(*parts)
            if file.is_file():
                return file
            if file.exists():
                fault = about.FolderForTemplate() if file.is_dir() else about.OddTemplate()
                raise Failure(Finding(FilePlace(file.as_posix()), fault))
        raise Failure(Finding(FilePlace(name), about.NoTemplate()))

    @property
    def has_own(self) -> bool:
        """Whether any template is the user's."""
        return len(self.folders) > 1 or self.document is not None

    def is_own(self, name: str) -> bool:
        """Return whether a template is the one that comes with us."""
        return self.find(name).parent == self.folders[-1]


@dataclass(frozen=True, slots=True)
class Project:
    """All that a writer may need besides the Resolved.

    `draft` marks every page "Draft". `page_numbers` asks for those of headings in the contents of a Word
    file. `css` is the user's own style sheet, after ours. `print_shop` asks for a PDF with bleed and crop
    marks, `with_source` for one with the source inside. `epoch` is SOURCE_DATE_EPOCH in seconds; without it
    (and without a `date` in the front matter) no output holds a date.
    """

    source: Path
    front_matter: FrontMatter
    profile: Profile
    settings: Settings
    templates: Templates
    draft: bool = False
    page_numbers: bool = False
    look: Look = "un"
    css: Path | None = None
    print_shop: bool = False
    with_source: bool = False
    epoch: int | None = None


class Options(NamedTuple):
    """What the command line decides for all sources.

    `profile` is the recipient's instead of the front matter's, by name or path; "" leaves it to that.
    `templates` is the user's own folder of templates, `css` a style sheet of their own that comes after
    ours. `look` is None where sources choose.
    """

    templates: Path | None = None
    draft: bool = False
    page_numbers: bool = False
    look: Look | None = None
    css: Path | None = None
    print_shop: bool = False
    with_source: bool = False
    profile: str = ""
    epoch: int | None = None


def make_project(source: Path, document: Document, options: Options) -> tuple[Project, tuple[Defect, ...]]:
    """Return the project of a source, and what is wrong with the profile and files it names (S002, L607,
    S009).
    """
    matter = document.front_matter
    profile, wrong = _profile(source, document, options.profile)
    template, faults = find_named(source, document, "template", matter.template, "template")
    folders = (*([options.templates] if options.templates else []), packaged_templates())
    project = Project(
        source=source,
        front_matter=matter,
        profile=profile,
        settings=_settings(matter, profile),
        templates=Templates(folders, template),
        draft=options.draft,
        page_numbers=options.page_numbers,
        look=options.look or matter.look or _look(profile),
        css=options.css,
        print_shop=options.print_shop,
        with_source=options.with_source,
        epoch=options.epoch,
    )
    return project, (*wrong, *faults)


def packaged_templates() -> Path:
    """Return the templates that come with us: inside the installed package, or beside it in a checkout."""
    installed = data.FOLDER / "templates"
    return installed if installed.is_dir() else data.FOLDER.parents[1] / "templates"


def read_epoch(environment: Mapping[str, str]) -> int | None:
    """SOURCE_DATE_EPOCH: the seconds since 1970 that stand for today. Raises ValueError, saying why."""
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


def _profile(source: Path, document: Document, asked: str) -> tuple[Profile, tuple[Defect, ...]]:
    """Return the rules that hold for a source, and what is wrong with the files they stand in (S002,
    L607).
    """
    matter = document.front_matter
    start = SourceSpan(document.path, 1, 1, 1, 4) if document.text else FilePlace(document.path)
    loaded = load_beside(asked or matter.profile, source, matter.places.get("profile", start))
    return with_limits(for_instrument(loaded, matter.instrument), matter), loaded.defects


def _settings(matter: FrontMatter, profile: Profile) -> Settings:
    rule = profile.word("notes")
    notes = matter.notes or (rule.value if rule else "")
    return Settings(
        lang=matter.lang,
        notes=NoteKind.FOOTNOTE if notes == "footnotes" else NoteKind.ENDNOTE,
        notes_place=matter.notes_place,
        repeated_notes=matter.repeated_notes,
        numbered_headings=matter.headings == "numbered",
        profile=profile,
    )


def _look(profile: Profile) -> Look:
    rule = profile.word("look")
    return cast("Look", rule.value) if rule else "un"


def find_named(
    source: Path, document: Document, key: str, text: str, kind: str
) -> tuple[Named | None, tuple[Defect, ...]]:
    """Return the file under the source's folder that `key` of the front matter names with `text`; "" names
    none.

    `kind` is what messages call it: "template". What is wrong is S009 at the key's value.
    """
    if not text:
        return None, ()
    folder = source.parent.resolve()
    span = document.front_matter.places.get(key, SourceSpan(document.path, 1, 1, 1, 4))
    try:
        file = (folder / text).resolve()
        if not file.is_relative_to(folder):
            fault: Facts = about.NamedOutside(Word(kind))
        elif not file.is_file():
            fault = about.NamedMissing(text)
        else:
            return Named(file, text, span), ()
    except (OSError, ValueError):
        fault = about.NamedByNoPath()
    return None, (Finding(span, fault).defect,)
