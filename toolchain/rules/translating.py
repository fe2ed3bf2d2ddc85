"""V953, and what keeps a translation from being read or written: cases of S012, S013 and S020."""

from __future__ import annotations

from toolchain.model.facts import ERROR, Facts, rule
from toolchain.rules.files import InputKind, InputUnreadable, OutputUnwritable


@rule("V953", "translation-file", "A file of translations does not fit its source", ERROR)
class TranslationFile(Facts):
    """`submission translate export report.md --to po -o report.fr.po` writes each text with tags:
    `<note1/>` in place of the mark of a note, `<b1>` and `</b1>` around bold words. Each tag must be in the
    translation exactly once. If one is missing, the translation would lose a note or a reference, and
    `submission translate import` writes nothing.

    A text without a translation, and one that has changed since, is a warning: the words of the original
    stay. A file that names another language than the translation is refused, and so is one in which a text is
    translated twice in one place.
    """


class OfTag(TranslationFile):
    tag: str
    text: str


class TagMissing(OfTag):
    says = "the tag {tag} is missing in the translation of “{text:short}”"
    help = "copy {tag} from the text into the translation, exactly once"


class TagAdded(OfTag):
    says = "the translation of “{text:short}” has {tag} once too often"
    help = "delete {tag} from the translation"


class TagMisplaced(OfTag):
    says = "{tag} is in the wrong place in the translation of “{text:short}”"
    help = "close each tag that is opened, in the opposite order, and keep {tag} within the tags around it"


class NotWritable(TranslationFile):
    says = "the translation of this text cannot be written: {why}"
    help = "put the tags where they are in the text"
    why: Facts


class ReadsOtherwise(TranslationFile):
    says = "the translated source, when read again, does not say what the translations say"
    help = "please report this finding"


class NotTranslated(TranslationFile):
    says = "“{text:short}” is not translated"
    help = "translate the text, and mark it as finished"
    text: str


class NotInFile(TranslationFile):
    says = "“{text:short}” is not in {file}: the text has changed since {file} was exported"
    help = "export again into the same file, which keeps the translations: {command}"
    text: str
    file: str
    command: str


class FileOfLanguage(TranslationFile):
    says = 'the file names the language "{lang}" for its translations, not "{wanted}"'
    help = 'choose the file for "{wanted}", or correct the language that the file names'
    lang: str
    wanted: str


class TranslatedTwice(TranslationFile, says="“{text:short}” is translated twice", help="delete one of them"):
    text: str


class NotPo(InputUnreadable, says="this is not a PO file: {why}", help="export the texts again"):
    why: str


class NotXliff(InputUnreadable, says="this is not an XLIFF 1.2 file: {why}", help="save it as XLIFF 1.2"):
    why: str


class NotTranslations(InputKind, says="the name of a file of translations must end in {suffixes:or}"):
    suffixes: tuple[str, ...]


class NameOfTranslation(OutputUnwritable):
    says = "a translation must be next to its original, with the language in its name"
    help = "name it {wanted}, with the code of the language in place of fr"
    wanted: str


class NamedPublic(OutputUnwritable):
    says = "a file for translators has the full version with what is withheld, but its name says “public”"
    help = "name the file otherwise, such as {wanted}, and give it only to people who may read everything"
    wanted: str
