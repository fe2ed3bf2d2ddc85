"""Cases of the rules about files that are read and written (S012, S013, S016, S018 to S023)."""

from __future__ import annotations

from collections.abc import Mapping

from toolchain.model.facts import Facts, Word
from toolchain.rules.files import (
    InputKind,
    InputLoads,
    InputTooLarge,
    InputUnreadable,
    OutputUnavailable,
    OutputUnwritable,
    StyleIgnored,
)
from toolchain.rules.outputs_pdf import PdfStructure


class FileTooLarge(InputTooLarge, says="this file is larger than {limit} MB", help="make the file smaller"):
    limit: int


class TextTooLarge(InputTooLarge, says="this file is larger than {limit} kB"):
    help = "delete what is not needed"
    limit: int


class TooMany(InputTooLarge, says="this file has more than {limit} {what}"):
    help = "split the file, or delete a part of it"
    limit: int
    what: Word


class NotReadWithinLimits(InputTooLarge):
    says = "this file cannot be read within {seconds} seconds and {gigabytes} GB of memory"
    help = "save the file again in the program that made it, or make it smaller"
    seconds: int
    gigabytes: int


class TooNested(InputTooLarge, says="the elements are nested too deeply", help="make the file again"): ...


class FileEmpty(InputUnreadable, says="this file is empty", help="make the file again"): ...


class FileEncrypted(InputUnreadable, says="this file is encrypted"):
    help = "save the file without a password"


class PackageMissing(InputUnreadable):
    says = "this file cannot be read: the Python package {module} is not installed"
    help = "to install it, type: {command}"
    module: str
    command: str


class OwnerFile(InputKind, says="this is not a document: Word keeps this file only while a document is open"):
    help = "leave this file out, or close the document in Word"


class NotOfKind(InputKind):
    """`source` is the file as to be typed, if it is a source."""

    says = ("this file is not {wanted}: it begins like {kind}", "this file is not {wanted}")
    help = (
        "name {wanted}; to make one of this source, type: submission build {source}",
        "save the file as {wanted}, or name another file",
    )
    wanted: Word
    kind: Word | None = None
    source: str | None = None


class NoColumn(InputKind, says="no table of this file has a column that begins with “{column}”"):
    help = "use the matrix of recommendations that the Office of the High Commissioner provides for the State"
    column: str


class TooLongForCell(OutputUnwritable):
    says = "the text that begins with “{start}” has {count} characters: a cell of a workbook holds {most}"
    help = "write the matrix as .docx, .html or .csv, or make this text shorter"
    start: str
    count: int
    most: int


class PdfNotCleaned(InputKind, says="this is a PDF, from which nothing can be removed for certain"):
    help = "make the PDF again from the original document; to see what it reveals: submission check FILE.pdf"


class NotInEncoding(InputUnreadable):
    says = ("{part} is not in {encoding} (at byte {byte})", "{part} is not in {encoding}")
    help = "save the file in UTF-8"
    part: str
    encoding: str
    byte: int | None = None


class NotAFile(InputKind, says="this is not a file, but a device or a pipe"):
    help = "save the content to a file first"


class FileUnreadable(InputUnreadable):
    """`error` is what the system says."""

    says = ("this file cannot be read: {error}", "this file cannot be read")
    help = "check the name and the permissions of the file, and close it in other programs"
    error: str | None


class FolderForFile(InputKind, says="this is a folder, not a file", help="name the file in the folder"): ...


class NotUtf8(InputUnreadable):
    says = "the byte 0x{byte:02x} here is not UTF-8"
    help = "save the file as UTF-8"
    byte: int


class InUtf(InputUnreadable, says="the file is in {encoding}", help="save the file as UTF-8"):
    encoding: str


class ControlCharacter(InputUnreadable):
    says = "the text contains a control character (U+{number:04X}), which no output can contain"
    help = "delete the character"
    number: int


_QUOTE = 'put texts between straight quotation marks, as in key = "text"'


class NotToml(InputUnreadable, says="the file is not valid TOML: {reason}", help="{advice}"):
    """`reason` is ours if the fault is known, else what the parser says."""

    reason: str
    advice: Word = Word(_QUOTE)


_UNCLOSED = NotToml(
    Word("a bracket or brace is not closed"), Word("close the bracket with ], the brace with }")
)
_BACKSLASH = NotToml(
    Word("\\ has a meaning of its own in double quotation marks"),
    Word("write paths with /, or between single quotation marks: 'C:\\reports'"),
)
KNOWN_IN_TOML: Mapping[str, NotToml] = {
    "Invalid value": NotToml(
        Word("this is not a number, true or false, and it has no straight quotation marks")
    ),
    "Expected '='": NotToml(Word("this line has no = after its key")),
    "Expected ']'": _UNCLOSED,
    "Unclosed": _UNCLOSED,
    "Unescaped": _BACKSLASH,
    "hex value": _BACKSLASH,
    "Illegal character '\\n'": NotToml(
        Word("a quotation mark is not closed"), Word("close the quotation marks")
    ),
}
"""The known faults, by a piece of what the parser of TOML says."""


class TomlTooDeep(InputUnreadable):
    says = "the file is not valid TOML: a key or value is nested too deeply, or too long"
    help = _QUOTE


class TomlTwice(InputUnreadable, says="a key is given twice", help="delete one of the two lines"): ...


class EngineCannot(InputUnreadable, says="typst cannot build a PDF with {what}"):
    help = "build with --pdf-engine weasyprint"
    what: Facts | str


_CORRECT = "correct the template, or delete it: then the template that comes with the tool is used"


class TemplateUnusable(InputUnreadable, says="the template cannot be used: {error}", help=_CORRECT):
    error: str


class PackageNotHere(InputLoads, says="the template imports {package}, which typst would download"):
    help = "copy what you need of the package into the template"
    package: str


class LoadsFromOutside(InputLoads):
    """`error` is what WeasyPrint says."""

    says = "{what} loads something from outside: {error}"
    help = "put what is needed into the file, as a data: URL"
    what: Word
    error: str


class LinkInPdfLeadsNowhere(PdfStructure, says="a link in the PDF leads nowhere: {error}"):
    """`error` is what WeasyPrint says."""

    help = "check the links in your own template; if you have none, please report this finding"
    error: str


_TITLES = "the title of the file is “{theirs}”, that of the source “{ours}”"


class OtherSource(InputKind):
    """`theirs` is the title of the file, `ours` that of the source; `known` is None if the cover decides."""

    says = (
        f"this file was built from another source: {{known}} of {{count}} paragraphs are the same; {_TITLES}",
        f"this file was built from a source with another country, instrument or title; {_TITLES}",
    )
    help = "name the source from which the file was built, or add --force to merge the file anyway"
    theirs: str
    ours: str
    known: int | None
    count: int


class MergedDiffers(OutputUnwritable):
    """`place` is where the first difference is, if that is known."""

    says = (
        "the merged source would not have the text of this file, so nothing is written: {place}",
        "the merged source would not have the text of this file, so nothing is written",
    )
    help = "make the edits in the source by hand; to list them: submission check FILE --against SOURCE"
    place: str | None


_INSTALL_AGAIN = "install the tool again: its package contains the fonts"


class FontsMissing(OutputUnavailable, says="the fonts of the tool are missing", help=_INSTALL_AGAIN): ...


class InClone(Facts, says="run `{command}` in the folder of the toolchain"):
    command: str


class ChineseFontsMissing(OutputUnavailable):
    says = (
        "a PDF with “{character}” needs the fonts for Chinese, Japanese and Korean, which are not installed"
    )
    help = "{install}, or build without a PDF (--to docx,html,epub)"
    character: str
    install: InClone


class FontUnreadable(OutputUnavailable, says="this font of the tool cannot be read", help=_INSTALL_AGAIN): ...


class LeftOutOfPdf(StyleIgnored):
    """`said` is what WeasyPrint says."""

    says = "the PDF ignores this: {said}"
    help = "check the spelling; a PDF supports less of CSS than a browser"
    said: str


class FontNotOurs(StyleIgnored):
    says = "the font “{font}” does not come with the tool: the PDF uses another font"
    help = "name a font that comes with the tool, or add the font with @font-face, as a data: URL"
    font: str


_LINKS_ONLY = "leave out --page-numbers: the table of contents then has links without page numbers"


class NoPageNumbers(OutputUnavailable):
    """LibreOffice does not say on which pages the headings of a Word file are."""


class NotLaidOut(NoPageNumbers):
    says = (
        "LibreOffice did not finish the layout of the document within {seconds} seconds",
        "LibreOffice could not lay out the document",
    )
    help = _LINKS_ONLY
    seconds: int | None = None


class PagesChange(NoPageNumbers, says="the pages of the headings still change after {rounds} layouts"):
    help = _LINKS_ONLY
    rounds: int


class NoLibreOffice(NoPageNumbers):
    says = "the pages of a Word file need LibreOffice, which is not installed"
    help = f"to install it, type: {{install}}; or {_LINKS_ONLY}"
    install: str


class PageUnknown(NoPageNumbers, says="this release of LibreOffice does not say on which page a heading is"):
    help = f"install a newer one, or {_LINKS_ONLY}"
