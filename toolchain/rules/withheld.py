"""What keeps withheld words and protected names out of public files; a draft lifts none of it."""

from __future__ import annotations

from toolchain.model.facts import ERROR, WARNING, Facts, Word, rule

_DELETE = "write other words there, or withhold that place too"


@rule("X821", "withheld-mark", "It is not clear what the public version must leave out", ERROR)
class WithheldMark(Facts):
    """`.confidential` withholds something from the public version of a submission. A mark that is misspelt,
    or at a place where it has no effect, withholds nothing, and nobody sees that in the full version. So
    anything that looks like such a mark and is not one stops the build, and `--draft` does not lift this.

    A translation must withhold the same as its original: what one language says, everybody can read.
    `--with-source` would attach what the public version leaves out. With `numbers: closed` the two versions
    have different numbers, which is a warning. See docs/confidential.md.
    """


class MarkUnread(WithheldMark):
    says = "{raw:short} looks like {{.confidential}}, but withholds nothing"
    help = (
        "write {{.confidential}} at the end of the paragraph, after the colon of a note, "
        "or [words]{{.confidential}}"
    )
    raw: str


class TranslationWithholds(WithheldMark):
    says = "the translation does not withhold the same as {original}: {ours} here, {theirs} there"
    help = "mark the same places with {{.confidential}} in both"
    original: str
    ours: str
    theirs: str


class SourceWithPublic(WithheldMark):
    says = "--with-source would attach to the public file what it withholds"
    help = "build without --with-source"


class NumbersClosed(WithheldMark):
    says = "“numbers: closed” gives the public version other numbers than the full one"
    help = "delete “numbers: closed”, so that both versions can be cited by the same numbers"
    gravity = WARNING


@rule("X822", "protected-name", "The public version has the name of a protected person", ERROR)
class ProtectedName(Facts):
    """A name in `protected-names.yaml` is printed as its pseudonym in the public version. Where that is not
    possible, in a label, an address, the name of a file, a cited source, or if the name is divided by
    markup, this finding says so, by the pseudonym. An initial, or a word of the name, that stays next to the
    pseudonym is a warning, and so is a Cyrillic name with another ending, a name in Cyrillic, Arabic or
    Chinese that is in Latin letters, and a Chinese one as 闻某, or in a short form next to the name. The
    finished files are searched too, in every part and encoding; a name such as Note or Figure, which outputs
    print before numbers, is a warning there. `--draft` does not lift this.
    """

    pseudonym: str


class NameInSource(ProtectedName):
    says = "the name of {pseudonym} would be in the public version: {where}"
    help = _DELETE
    where: Word


class NameBeside(ProtectedName):
    says = "a part of the name of {pseudonym}, or another form of it, may stay in the public version"
    help = "add the whole name, as it is written here, to “forms” in protected-names.yaml"
    gravity = WARNING


class NameInFile(ProtectedName):
    says = "the name of {pseudonym} is in this public file: {where}"
    help = _DELETE
    where: str


class NamePrinted(ProtectedName):
    says = "a name of {pseudonym} is also a word of captions or references, so this file is not proved for it"
    help = "read the public file for the name, or list it together with the first name"
    gravity = WARNING


@rule("X823", "withheld-words", "The public version has words of what is withheld", ERROR)
class WithheldLeft(Facts):
    """What is withheld can stay in other places: in an alternative text, a label, an address, a keyword or a
    property of the file. Each public file is unpacked and searched: for any four words in a row of a withheld
    passage, for words that are capitalised in mid-sentence and numbers of three digits and more, unless the
    public version says them of its own, and for withheld pictures. `--draft` does not lift this.

    A long run of words that the public text repeats is a warning, and so is a name of two words and more that
    is withheld at one place and not at another, or a passage of few Chinese characters: perhaps it should be
    withheld there too. So is a name or a
    long number in `instead="…"` that the public version has nowhere else, and the only withheld row of a
    table whose last row is a total. The name of a withheld
    organization is an error anywhere in the public text.
    """


class WordsInSource(WithheldLeft):
    says = "words that are withheld on line {line} would be in the public version: {where}"
    help = _DELETE
    line: int
    where: Word


class WordsInFile(WithheldLeft):
    says = "words that are withheld on line {line} are in this public file: {where}"
    help = _DELETE
    line: int
    where: str


class WordsInRedline(WithheldLeft):
    says = "{other} shows words that are withheld here, so a redline of the two would show them"
    help = "send the new public file without a redline"
    other: str


class PictureInFile(WithheldLeft):
    says = "a withheld picture is in this public file: {where}"
    help = "use another picture in the public text, or withhold it there too"
    where: str


class NotSearched(WithheldLeft):
    says = "this part of the public file cannot be searched: {where}"
    help = "please report this finding"
    where: str


class WordsRepeated(WithheldLeft):
    says = "the public text repeats words that are withheld on line {line}"
    help = "withhold them here too, unless everybody may read them"
    line: int
    gravity = WARNING


class WordsInstead(WordsRepeated):
    says = "the words of “instead” have a name or a number that is withheld on line {line}"
    help = "write other words, unless everybody may read them"


class RowComputed(WithheldLeft):
    says = "the numbers of this withheld row can be computed from the total in the last row"
    help = "withhold the total or a second row too, unless everybody may know the numbers"
    gravity = WARNING


@rule("X824", "protected-names", "The register of protected names cannot be used", ERROR)
class ProtectedNames(Facts):
    """`protected-names.yaml` next to the source, or in a folder above it within the project, lists the
    persons whose names the public version must not have: `name`, `forms` (other ways in which the name is
    written) and `pseudonym`. Two persons with one pseudonym would become one person for the reader. The file
    is the most dangerous one of a project: git must ignore it, and no command attaches, copies or sends it.
    """


class RegisterUnreadable(ProtectedNames):
    says = "line {line} of this file cannot be read"
    help = "write “- name: …”, then “pseudonym: …” and “forms: […]” below it"
    line: int


class RegisterWithout(RegisterUnreadable):
    says = "line {line} of this file: this person has no “{key}”"
    help = ""
    key: str


class RegisterName(ProtectedNames):
    says = "“{name}” is not read: its name must be protected-names.yaml"
    help = "rename the file, and add “protected-names.yaml” to .gitignore"
    name: str


class RegisterOutside(ProtectedNames):
    says = "this file is not read: its folder is above the project of the source"
    help = "move it next to the source, or, for all reports below it, put an empty submission.toml next to it"


class PseudonymTwice(ProtectedNames):
    says = "the pseudonym “{pseudonym}” is used for two persons"
    help = "give each person a pseudonym of their own"
    pseudonym: str


class FormTwice(ProtectedNames):
    says = "a name or form of “{one}” is also one of “{other}”, so that all would be printed as “{one}”"
    help = "keep it with one of them, and write the whole name of the other in the text"
    one: str
    other: str


class PseudonymTells(ProtectedNames):
    says = "the pseudonym of person {number} contains a protected name"
    help = "choose a pseudonym that says nothing about the person"
    number: int


class RegisterInGit(ProtectedNames):
    says = "git does not ignore protected-names.yaml"
    help = (
        "add “protected-names.yaml” to .gitignore; if git has it, run “git rm --cached protected-names.yaml”"
    )


UNLIFTED = (WithheldMark.rule, ProtectedName.rule, WithheldLeft.rule, ProtectedNames.rule)
"""Rules whose errors a draft does not lift."""
