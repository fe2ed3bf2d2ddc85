"""The cases of S015, S016 and S020 about plug-ins, and about files that none of them reads or writes."""

from __future__ import annotations

from toolchain.model.facts import Facts, Word
from toolchain.rules.files import InputKind, OutputUnavailable, PluginUnusable
from toolchain.rules.pictures import PictureFault


class PluginFails(PluginUnusable):
    """`why` is a text where an exception says it."""

    says = "this plug-in cannot {doing}: {why}"
    help = "update, repair or uninstall {package}"
    doing: Doing | Word
    why: Breach | str
    package: str


class Doing(Facts):
    """What a plug-in was to do."""

    path: str


class Read(Doing, says="read {path}"): ...


class Write(Doing, says="write {path}"): ...


class Examine(Doing, says="check {path} for {code}"):
    code: str


class Change(Doing, says="change the Word file of {path}"): ...


class Breach(Facts):
    """Why something that a plug-in offers or returns is not what it must be."""


class WrongApi(Breach):
    says = (
        "it is made for api {made:80}; this is api {api}",
        "it does not say which api it is made for; this is api {api}",
    )
    made: str | None
    api: int


class NotBytes(Breach, says="it returns {type}, not bytes"):
    type: str


class OtherName(Breach, says="it is registered as '{registered}' but calls itself '{own:80}'"):
    registered: str
    own: str


class WrongSuffixes(Breach, says="its format has no suffix, or one that does not begin with a full stop"): ...


class ShowsOther(Breach, says="the changed file does not agree with its source: {found}"):
    """`found` is what the proof says of the first place."""

    found: str


class PictureUnusable(Breach, says="images['{source:80}'] in its result {fault}"):
    source: str
    fault: PictureFault


class NotOwnCode(Breach, says="its code '{code}' is not two to eight letters and a number, such as ABC101"):
    code: str


class NameTwice(PluginUnusable):
    """`name` is a check's code or name, or that of a whole plug-in."""

    says = "the name '{name}' is given twice in {group} ({one} and {other})"
    help = "uninstall {packages:or}"
    group: str
    name: str
    one: str
    other: str
    packages: tuple[str, ...]


_UNKNOWN = "files of this kind cannot be read"


class NoReader(InputKind, says=_UNKNOWN, help="name a file that can be read: {suffixes:or}"):
    suffixes: tuple[str, ...]


class OtherWordProcessor(InputKind, says=_UNKNOWN, help="save the file as .docx in Word or LibreOffice"):
    """A file of a program that can save it as a Word file."""


class NotFinished(InputKind):
    says = "this is not a finished file, such as a PDF"
    help = "name a file that ends in {suffixes:or}"
    suffixes: tuple[str, ...]


class LibraryMissing(OutputUnavailable):
    """A library that a writer needs is not here, or not in the release that it needs."""


class OwnTemplate(Facts, says="your own {name}"):
    name: str


class InLanguage(Facts, says="the language {lang}"):
    lang: str


class NoPango(LibraryMissing):
    """`why` is what WeasyPrint is needed for, None if it was chosen or is the default."""

    says = (
        "WeasyPrint, which sets {why}, needs Pango 1.44 or newer; to install it, type: {install}",
        "WeasyPrint needs Pango 1.44 or newer; to install it, type: {install}",
    )
    install: str
    why: Facts | str | None = None


class NotInstalled(LibraryMissing):
    says = (
        "the Python package {module} cannot be loaded: {error}",
        "the Python package {module} is not installed",
    )
    module: str
    error: str | None = None


class OtherRelease(LibraryMissing):
    says = "{module} {installed} is installed, but the program needs {module} {release}; type: {install}"
    module: str
    installed: str
    release: str
    install: str


class Skipped(Facts, says=("skipped {name} of {sources}: {why}", "skipped {name}: {why}")):
    """A line about an output that cannot be made here; `why` are the cases, or the texts of a plug-in.

    `sources` are those that it cannot be made of, None if of no source.
    """

    name: str
    why: tuple[Facts | str, ...]
    sources: tuple[str, ...] | None = None


class NothingToMake(OutputUnavailable, says="no output can be made here", help="{skipped}"):
    skipped: tuple[Skipped, ...]
