"""What is wrong with an entry of a bibliography (C406), or with its file (S012, S020 and S021)."""

from __future__ import annotations

from toolchain.model.facts import Facts, Plural
from toolchain.rules.files import InputKind, InputTooLarge, InputUnreadable
from toolchain.rules.sources import SourceInvalid


class SecondWithKey(SourceInvalid):
    says = "a second source has the key “{key}”"
    help = "rename one of the two; the first is cited"
    key: str


class FirstWithKey(Facts, says="the first source is here"):
    """The other place of `SecondWithKey`."""


_NO_KEY = "this source has no key, so it cannot be cited"


class NoKey(SourceInvalid, says=_NO_KEY, help="add an “id”"): ...


class NoBibtexKey(SourceInvalid, says=_NO_KEY, help="write @{kind:40}{{key, …}}"):
    kind: str


class MoreFaults(SourceInvalid):
    says = Plural(
        "number",
        "{number} more thing is wrong with this bibliography",
        "{number} more things are wrong with this bibliography",
    )
    number: int


_BLANKS = "delete the characters: a space replaces each of them"


class UnprintableFile(SourceInvalid):
    says = "the bibliography has characters that cannot be printed"
    help = _BLANKS


class OfField(SourceInvalid):
    """What is wrong in a field of an entry."""

    field: str


class Unprintable(OfField, says="“{field}” has characters that cannot be printed", help=_BLANKS): ...


class FieldTooLong(OfField, says="“{field}” is too long to be kept", help="shorten the text"): ...


class FieldTooDeep(OfField, says="“{field}” is nested too deeply to be kept", help="delete the field"): ...


class FieldNotText(OfField, says="“{field}” is not a text", help="put the value in quotation marks"): ...


class FieldTwice(OfField):
    says = "“{field}” is given twice"
    help = "delete one of the two; the first is used"


class NotFieldName(SourceInvalid):
    says = "this is not the name of a field"
    help = "begin the line with a name and a colon"


_TYPES = "use an item type of CSL, such as report, legislation, treaty or webpage"


class UnknownType(SourceInvalid):
    says = "the type “{type:40}” is unknown: the source is treated as a document"
    help = _TYPES
    type: str


class NoType(SourceInvalid, says="the source “{key}” has no type and is treated as a document", help=_TYPES):
    key: str


class ZoteroItem(SourceInvalid):
    says = "this item is in Zotero's own format, not in CSL"
    help = "export the sources from Zotero as “CSL JSON”, or with Better BibTeX as “Better CSL JSON”"


_DATE = ("“{field}” is not a date: “{text:40}”", "“{field}” is not a date")


class NotDate(OfField):
    """`text` is "" where no text stands for a date."""

    says = _DATE
    help = 'write {{"date-parts": [[2018, 3, 5]]}}, or the text "2018-03-05"'
    text: str


class NotBibtexDate(OfField, says=_DATE, help="write 2018-03-05"):
    text: str


_NAME = 'write names as [{{"family": "…", "given": "…"}}, {{"literal": "an organization"}}]'


class NotNames(OfField, says="“{field}” is not a list of names", help=_NAME): ...


class TextForName(OfField, says="“{field}” has a text where a name belongs: “{text:40}”", help=_NAME):
    text: str


class NotName(OfField, says="“{field}” has a value that is not a name", help=_NAME): ...


class NamePartNotText(OfField, says="“{field}” has a name whose {part} is not a text", help=_NAME):
    part: str


class UnknownNamePart(OfField, says="“{field}” has a name with the unknown part “{part}”", help=_NAME):
    part: str


class EmptyName(OfField, says="“{field}” has an empty name", help=_NAME): ...


class NotBibtexName(OfField):
    """`reason` is what the parser of names says."""

    says = "“{field}” has a name that BibTeX cannot read: “{name:40}” ({reason})"
    help = "write `Last, First and Last, First`, and an institution in braces: {{{{World Bank}}}}"
    name: str
    reason: str


class UnknownCommand(SourceInvalid):
    says = "the command \\{command} is unknown and is left out"
    help = "write the character itself, in Unicode"
    command: str


class NotSource(SourceInvalid):
    says = "this entry of the list is not a source"
    help = 'write an object: {{"id": …, "type": …}}'


class NotYamlSource(SourceInvalid):
    says = NotSource.says
    help = "write fields: `id: …`, `type: …`"


class YamlAlias(SourceInvalid):
    says = "YAML aliases (*) are not supported"
    help = "write the value again, or put the text in straight quotation marks"


class ValueTooLarge(SourceInvalid):
    says = "this value is nested too deeply, or too large, to be kept"
    help = "delete the value"


class ListTooLong(SourceInvalid, says="this list is too long to be kept whole", help="shorten the list"): ...


class EntryUnreadable(SourceInvalid):
    """`reason` is what the parser says."""

    says = ("this entry cannot be read: {reason}", "this entry cannot be read")
    help = "close each brace and quotation mark; put commas between fields"
    reason: str


class FaultAfterField(OfField):
    says = "there is an error after “{field}”"
    help = "put a comma between two fields"


class UndefinedAbbreviation(SourceInvalid):
    says = "the abbreviation “{abbreviation:40}” in “{field}” is not defined"
    help = "put the text in braces, or define the abbreviation with @string"
    abbreviation: str
    field: str


_PARENT = "name an entry that does not refer to another entry"


class UnknownParent(OfField):
    says = "“{field}” refers to “{key}”, which is not in this file"
    help = "add “{key}” to this file, or delete the field “{field}”"
    key: str


class CircularParent(OfField):
    says = "“{field}” names “{key}”, which leads back to this entry or through too many others"
    help = _PARENT
    key: str


class ParentTooLong(OfField, says="“{field}” inherits more text than can be kept", help=_PARENT): ...


class BibliographyUnusable(SourceInvalid, says="{why}", help="{why:help}"):
    why: Facts | str


_FEWER, _AGAIN = "export only the sources that the document cites", "export the sources again"
_JSON = "export the sources again as CSL JSON"


class TooLarge(InputTooLarge, says="the bibliography is larger than {most} MiB", help=_FEWER):
    most: int


class TooManyParts(InputTooLarge, says="the bibliography has more than {most} parts", help=_FEWER):
    most: int


class TooManyEntries(InputTooLarge, says="the bibliography has more than {most} entries", help=_FEWER):
    most: int


class Empty(InputUnreadable, says="the bibliography is empty", help=_AGAIN): ...


class UnknownSuffix(InputKind):
    says = "a bibliography cannot have the suffix “{suffix}”"
    help = "export the sources as CSL JSON (.json), BibTeX (.bib) or CSL YAML (.yaml)"
    suffix: str


class NoEntry(InputUnreadable):
    says = "this bibliography has no entries"
    help = "export the sources again as BibTeX or BibLaTeX"


class NotYaml(InputUnreadable):
    """`reason` is what the parser says."""

    says = "the bibliography is not valid YAML: {reason}"
    help = "put the text in straight quotation marks if it contains a : or #"
    reason: str


class NotYamlText(InputUnreadable, says="the bibliography is not valid YAML: {reason}", help=_AGAIN):
    """The same where the parser names no place."""

    reason: str


_NO_LIST = "this file has no list of sources"


class NoYamlList(InputUnreadable):
    says = _NO_LIST
    help = "begin the file with `references:`, and each source with `- id: …`"


class NoJsonList(InputUnreadable):
    says = _NO_LIST
    help = "put the sources between [ and ], or export them again as CSL JSON"


class NotCslJson(InputKind, says="the bibliography is not CSL JSON", help=_JSON): ...


class TextAfterEnd(InputUnreadable):
    says = "there is text after the last bracket"
    help = "delete the text, or export the sources again as CSL JSON"


class TooDeep(InputTooLarge, says="the sources are nested too deeply", help=_JSON): ...


_COLON = "put a colon between a name and its value"
_COMMA = "put a comma between two values, and a closing bracket at the end"


class ColonMissing(InputUnreadable, says="a colon is missing here", help=_COLON): ...


class CommaMissing(InputUnreadable, says="a comma or {closing} is missing here", help=_COMMA):
    closing: str


class CommaTooMany(InputUnreadable, says="there is a comma before the {closing}", help="delete the comma"):
    closing: str


class NotJson(InputUnreadable, says="the bibliography is not valid JSON: {reason}", help=_JSON):
    """`reason` is what the parser says, on which the help of the cases below depends."""

    reason: str


class NotJsonComma(NotJson, help=_COMMA): ...


class NotJsonColon(NotJson, help=_COLON): ...


class NotJsonName(NotJson, help="put the name in double quotation marks, and no comma before a }}"): ...


class NotJsonString(NotJson, help="close the text with a double quotation mark"): ...


class NotJsonEscape(NotJson, help="write \\\\ for each \\"): ...


class NotJsonValue(NotJson, help="put a text in double quotation marks, and no comma before a ]"): ...
