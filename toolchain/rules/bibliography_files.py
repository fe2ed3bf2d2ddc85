"""The cases of S012, S020 and S021 about bibliographies that cannot be read."""

from toolchain.rules.files import InputKind, InputTooLarge, InputUnreadable

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
    help = "put the text in quotation marks if it contains a : or #"
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
