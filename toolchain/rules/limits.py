"""The rules of the series L and the cases of each."""

from __future__ import annotations

from toolchain.model.facts import Facts, Severity, rule

ERROR, WARNING, INFORMATION = Severity.ERROR, Severity.WARNING, Severity.INFORMATION


@rule("L601", "words", "There are more words than the recipient accepts", ERROR)
class Words(Facts):
    """Found by `checks.source.limits.words.words`."""


@rule("L602", "pages", "There are more pages than the recipient accepts", ERROR)
class Pages(Facts):
    """What has more pages than a recipient accepts is sent back, or its end is not read. Pages are those of
    the finished PDF. A Word file has none until a program lays it out, and each does so in its own way:
    they are counted, by LibreOffice, where `build --page-numbers` asks for that, and the message says so.
    """


@rule("L603", "language", "The recipient does not accept the language", ERROR)
class Language(Facts):
    """Found by `checks.source.limits.accepted.language`."""


@rule("L604", "required-part", "The recipient asks for something that is missing", ERROR)
class RequiredPart(Facts):
    """Found by `checks.source.limits.accepted.required_part`."""


@rule("L605", "file-form", "The recipient does not accept a file of this kind, size or name", ERROR)
class FileForm(Facts):
    """A recipient that asks for a Word file cannot work with a PDF, and an upload page refuses what is too
    large or has another name than it wants. In a build this is said where none of the outputs is of a kind
    that is accepted; a PDF beside the Word file is for your own use. Of a file that is checked by itself it
    is said in any case.
    """


@rule("L606", "masthead", "A submission looks like a document of the United Nations", ERROR)
class Masthead(Facts):
    """Found by `checks.source.structure.masthead.masthead`."""


_UN = "delete it: readers take it for the mark of a document of the United Nations"


class SymbolAlone(Masthead, says="the symbol {symbol} is alone on its line", help=_UN):
    symbol: str


class DistributionLine(
    Masthead, says="the line “{line}” is a line of documents of the United Nations", help=_UN
):
    line: str


class Emblem(Masthead, says="the picture is the emblem of the United Nations", help=_UN):
    pass


@rule("L607", "profile", "The file of a recipient's rules has something wrong in it", ERROR)
class Profile(Facts):
    """A profile of your own lies beside the source, as `profiles/NAME.toml`, or where the front matter
    says. A rule that is misspelt would hold nobody to it, so each is looked at: its value, and where, when
    and how surely it was read. A rule that is confirmed has a source and the day on which it was read;
    without them it is unconfirmed, and only warns. Profiles inherit from one another, but none from itself.
    """


@rule("L608", "submitter-order", "The organizations do not stand in the order that is asked for", ERROR)
class SubmitterOrder(Facts):
    """Found by `checks.source.limits.accepted.submitter_order`."""
