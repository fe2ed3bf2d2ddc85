"""The rules of the series C and the cases of each."""

from __future__ import annotations

from toolchain.model.facts import ERROR, INFORMATION, WARNING, Facts, Plural, Word, rule


@rule("C401", "source-unknown", "A citation names a source that is not in the bibliography", ERROR)
class SourceUnknown(Facts):
    """Found by `checks.source.sources.cited.source_unknown`."""


class NoSemicolon(SourceUnknown):
    says = "there is no semicolon before the second source, @{key}"
    help = "write “; @{key}”"
    key: str


class SourceInMarkup(SourceUnknown):
    says = "@{key} is inside other mark-up and is not cited"
    help = "remove the emphasis or the link around @{key}"
    key: str


class NoBibliography(SourceUnknown):
    says = "@{key} is cited, but the front matter names no bibliography"
    help = "add a line “sources: sources.json” to the front matter, or write the whole source in a note"
    key: str


class NoSuchSource(SourceUnknown):
    says = "{path} has no source @{key}"
    help = ("did you mean @{near}?", "add @{key} to {path}, or correct the key")
    path: str
    key: str
    near: str | None


@rule("C402", "source-unused", "A source is not cited", INFORMATION)
class SourceUnused(Facts):
    """Found by `checks.source.sources.cited.source_unused`."""

    says = Plural(
        "unused", "{unused} of {sources} sources is not cited", "{unused} of {sources} sources are not cited"
    )
    help = "cite the sources, or delete them from the bibliography"
    unused: int
    sources: int


class EntryNamed(Facts, says="@{key}"):
    """Another place of `SourceUnused` or `NoAddress`."""

    key: str


@rule("C403", "source-incomplete", "A source lacks what a reader needs to find it", WARNING)
class SourceIncomplete(Facts):
    """Found by `checks.source.sources.entries.source_incomplete`."""

    says = "the source @{key} has no {missing:or}"
    help = "complete the entry in your reference manager, and export the bibliography again"
    key: str
    missing: tuple[Word, ...]


class EntryHere(Facts, says="the entry is here"):
    """The other place of `SourceIncomplete`."""


@rule("C404", "source-twice", "Two entries are the same work", WARNING)
class SourceTwice(Facts):
    """Found by `checks.source.sources.entries.source_twice`."""

    says = "@{key} is the same work as @{other}"
    help = "cite one of the two, and delete the other"
    key: str
    other: str


class CitedHere(Facts, says="@{key} is cited here"):
    """The other place of `SourceTwice`."""

    key: str


@rule(
    "C405",
    "short-form",
    "A source is named in a form that becomes wrong when notes move",
    WARNING,
    fixable=True,
)
class ShortForm(Facts):
    """Found by `checks.source.sources.entries.short_form`."""


_NAME_SOURCE = "write the short title of the source, and the page or article"


class UnclearShortForm(ShortForm):
    says = "“{text}” does not say which source or date is meant"
    help = "write the short title of the source, or cite its key: [@key, p. 3]"
    help_in_file = _NAME_SOURCE
    text: str


class TypedIbid(ShortForm):
    """`place` is what follows the key, ", art. 376"."""

    says = "this “{ibid}” means @{key}, but will mean another source if a note is inserted between"
    help = "write [@{key}{place}]"
    help_in_file = _NAME_SOURCE
    ibid: str
    key: str
    place: str


@rule("C406", "source-invalid", "An entry of the bibliography is wrong", ERROR)
class SourceInvalid(Facts):
    """Something in the bibliography is wrong. What is right in the file is still used.

    This is an error if something is lost: the file cannot be read (it is not UTF-8, it has a mistake in
    its syntax), an entry has no key or a key that was used before (the first entry is used). It is a
    warning if everything is kept but means less than was meant: a type that CSL does not know (the source
    is printed as a document), an invalid date (it is printed as it is), a name or a value of a wrong
    form.
    """


@rule("C407", "sources-empty", "There are no sources to list under the heading", WARNING)
class SourcesEmpty(Facts):
    """Found by `checks.source.sources.cited.sources_empty`."""


class NothingToList(SourcesEmpty):
    says = "the front matter names no bibliography, so there is nothing to list"
    help = "add a line “sources: sources.json” to the front matter"


class NothingCited(SourcesEmpty):
    says = "the list is empty: no source is cited"
    help = "cite a source in a note: [@key]"


@rule("C408", "sources-twice", "A second heading asks for the list of sources", WARNING)
class SourcesTwice(Facts):
    """Found by `checks.source.sources.cited.sources_twice`."""

    says = "the list of sources is printed only under the first heading"
    help = "delete one of the two headings"


class ListHere(Facts, says="the list is printed here"):
    """The other place of `SourcesTwice`."""


@rule("C409", "source-address", "A source that is on the web has no address", INFORMATION)
class SourceAddress(Facts):
    """Found by `checks.source.sources.entries.source_address`."""


class NoAddress(SourceAddress):
    """`number` are reports, articles and data without an address."""

    says = Plural(
        "number",
        "{number} of {cited} cited sources has neither an address nor a DOI",
        "{number} of {cited} cited sources have neither an address nor a DOI",
    )
    help = "add “URL” to each such entry, with “accessed”, the day on which you read the source; or “DOI”"
    number: int
    cited: int


class NoDayOfAccess(SourceAddress):
    says = "the source @{key} has an address, but not the day on which it was read"
    help = "add “accessed” to its entry: what is at an address changes"
    key: str


@rule("C410", "address-dead", "An address does not answer", WARNING)
class AddressDead(Facts):
    """Who reads a citation wants to open the source. `submission check --online` asks each address in the
    text and in the cited sources whether it answers, and prints the names of the hosts first. No other
    command uses a network, but for a cluster that you name. Nothing is sent but the request: HEAD, and GET if
    that is refused. Addresses in private networks are never asked, and a source with withheld parts is
    refused, because its addresses can reveal what it withholds. Many hosts refuse programs: such an answer is
    only information.
    """

    url: str


class AddressGone(AddressDead):
    """`status` is that of HTTP, 404 or 410."""

    says = "{url} answers {status}: there is nothing at this address"
    help = "correct the address, or name a copy of the source in an archive"
    status: int


class AddressRefuses(AddressDead):
    says = "{url} answers {status} to a program"
    help = "open the address in a browser to see whether it works"
    status: int


class AddressSilent(AddressDead):
    says = "{url} does not answer"
    help = "check that this computer is online, then open the address in a browser"


class AddressPrivate(AddressDead):
    says = "{url} is or leads to an address that is not public, so it was not opened"
    help = "name the public address of the source"
