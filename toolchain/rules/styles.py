"""The rule S031 and its cases, and cases of S012, S021 and S023: styles of citations, and style sheets."""

from __future__ import annotations

from toolchain.model.facts import WARNING, Facts, rule
from toolchain.rules.files import InputLoads, InputTooLarge, InputUnreadable


class StyleFault(Facts):
    """Why a style cannot be used."""


class StyleUnusable(InputUnreadable):
    """`reason` is a text where the engine of templates gives it."""

    says = "the style cannot be used: {reason}"
    help = "correct the style, or use one that comes with the toolchain: un, author-date-note, oscola"
    reason: StyleFault | str


@rule("S031", "style-part", "A part of a citation style of Zotero has no effect", WARNING)
class StylePart(Facts):
    """A style of CSL, such as Zotero has, asks for something that is not printed here: small capitals,
    letters after equal years, authors' names that are left out in a group. All else of the style is
    printed. Each part is named once, with its first line in the style.
    """

    says = "citations are printed without {part:80} of the style, which is not supported"
    help = (
        "build the document and look at its citations: if they are right, delete {part:80} in the style;"
        " if not, use another style"
    )
    part: str


class TooManySteps(StyleFault, says="one citation takes more than {most} steps"):
    most: int


class TooManyMacros(StyleFault, says="more than {most} macros call one another"):
    most: int


class TooMuchText(StyleFault, says="one citation takes too much text"): ...


class StyleTooLong(StyleFault, says="the style has more than {most} characters"):
    most: int


class NotCallable(StyleFault, says="only macros and the functions of styles can be called"): ...


class OfName(StyleFault):
    name: str


class UnknownName(OfName, says="there is nothing called '{name}'"): ...


class MacroCircle(OfName, says="the macro '{name}' calls itself, perhaps through others"): ...


class UnknownFilter(OfName, says="there is no filter '{name}'"): ...


class UnknownField(OfName, says="there is no field '{name}'"): ...


class UnknownTerm(OfName, says="there is no term '{name}'"): ...


class ForbiddenTag(StyleFault):
    says = "{tag} is not mark-up of a style: use <i>, <b>, <sup>, <sub>, or link(…)"
    tag: str


class Forbidden(OfName, says="a style cannot use '{name}'"): ...


class ListOfOthers(StyleFault, says="a list can contain only texts and numbers"): ...


class UnpackedArguments(StyleFault, says="the arguments of a call must be given one by one"): ...


class RecursiveLoop(StyleFault, says="a loop cannot call itself"): ...


class MacroArguments(OfName, says="the macro '{name}' must take (s, c)"): ...


class NoDocumentMacro(StyleFault):
    says = "the macro 'document' is missing, which prints sources without their own macro"


class DatePrinted(StyleFault, says="use date(…) to print a date"): ...


class NamesPrinted(StyleFault, says="use names(…) to print names"): ...


class NotPrintable(StyleFault, says="a value of type {type} cannot be printed"):
    type: str


class StyleNeeds(StyleFault, says="styles of Zotero need {library}; to install it, type: {command}"):
    library: str
    command: str


class StyleHasDoctype(StyleFault, says="it has a document type, which a style of CSL has not"): ...


class StyleIsDependent(StyleFault):
    says = "it only points to another style; get the style that its “independent-parent” names"


class StyleIsNumeric(StyleFault):
    says = "it cites by the number in a numbered list, but in a submission the notes are numbered"


class StyleTooDeep(InputTooLarge):
    """Of a style sheet of the user's own, as the cases below."""

    says = "the style sheet has more than {most} blocks inside one another"
    help = "close the blocks that are open"
    most: int


class StyleGrows(InputTooLarge):
    says = (
        "the variables of the style sheet grow to more than {most} words in a value, "
        "or use one another in a circle"
    )
    help = "use fewer variables in one another"
    most: int


class StyleSelector(InputTooLarge):
    says = "a selector of the style sheet has too many parts, or one that cannot be used"
    help = "write a shorter one, such as a class, with `~` once at most"


class StyleImports(InputLoads):
    says = "@import loads another style sheet"
    help = "copy the other style sheet into this one"


class StyleTakesFont(InputLoads):
    says = "local(…) uses a font of this computer, which other computers may lack"
    help = 'put the font into the style sheet, as url("data:font/woff2;base64,…")'


class StyleLoads(InputLoads):
    says = "{address:80} is loaded from outside, but an output must contain all that it shows"
    help = "put the file into the style sheet, as a data: URL"
    address: str
