"""Why a template for Word files cannot be used: cases of S012, S020, S021 and D905."""

from __future__ import annotations

from toolchain.model.facts import Facts, Word
from toolchain.rules.files import InputKind, InputTooLarge, InputUnreadable
from toolchain.rules.outputs_docx import DocxStyleMissing
from toolchain.rules.pictures import PictureFault

_OURS = "begin with a copy of templates/reference.docx of the toolchain"
_BEGIN = f"save the template as .docx in Word again, or {_OURS}"


class NamedTemplate(Facts, says=("the template {name}", "the template")):
    """A template as messages call it: `name` is what the front matter says; None in a folder."""

    name: str | None


class TemplateLacksStyles(DocxStyleMissing):
    says = "{template} lacks required styles: {styles}"
    help = f"add styles of these names in Word, or {_OURS}"
    template: NamedTemplate
    styles: tuple[str, ...]


class CoverLacksPlaces(InputUnreadable):
    says = "{template} has no place for {places}"
    help = "write {places} into the template, each in a paragraph of its own"
    template: NamedTemplate
    places: tuple[str, ...]


class TemplateTooLarge(InputTooLarge):
    says = "{template} is larger than {megabytes} MB"
    help = "delete large pictures from the template"
    template: NamedTemplate
    megabytes: int


class TemplateOfOtherKind(InputKind):
    help = (
        "open the template in Word or LibreOffice and save it as a Word document (.docx), without a password"
    )
    template: NamedTemplate


class TemplateNotWord(TemplateOfOtherKind, says="{template} is {what}, not a Word document"):
    what: Word


class TemplateLockedOrOld(TemplateOfOtherKind):
    says = "{template} has a password, or is in an older format of Word"


class TemplateStrict(TemplateOfOtherKind, says="{template} is a Strict Open XML document"): ...


class TemplateOfOtherProgram(InputKind):
    says = "{template} is a document of another program, not of Word"
    help = _BEGIN
    template: NamedTemplate


class TemplateWithMacros(InputKind):
    says = "{template} has macros"
    help = "save the template in Word as a document without macros (.docx)"
    template: NamedTemplate


class TemplateBroken(InputUnreadable, help=_BEGIN):
    template: NamedTemplate


class TemplateWithoutStyles(TemplateBroken, says="{template} has no styles"): ...


class TemplateWithFile(InputUnreadable):
    says = "{template} has an embedded file in its headers, footers or theme: {part}"
    help = f"delete the embedded file in Word, or {_OURS}"
    template: NamedTemplate
    part: str


class TemplateWithPicture(InputUnreadable):
    says = "{template} has a picture that cannot be used: {picture} {fault}"
    help = "{fault:help}"
    template: NamedTemplate
    picture: str
    fault: PictureFault


class TemplateNotOpened(TemplateBroken):
    """`reason` is what the operating system says."""

    says = ("{template} cannot be opened: {reason}", "{template} cannot be opened")
    reason: str | None


class TemplateNoArchive(TemplateBroken, says="{template} is not a Word document, or is damaged"): ...


class TemplateXmlDamaged(TemplateBroken, says="{template} has damaged XML"): ...


class TemplatePartMissing(TemplateBroken, says="{template} lacks a part that every Word document has"): ...


class TemplateDamaged(TemplateBroken, says="{template} is damaged ({error})"):
    """`error` is the name of the exception."""

    error: str
