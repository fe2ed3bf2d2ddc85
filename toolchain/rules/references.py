"""The rules of the series R and the cases of each."""

from __future__ import annotations

from toolchain.model.facts import ERROR, WARNING, Facts, Word, rule


@rule(
    "R201", "target-unknown", "A cross-reference points to a label that does not exist", ERROR, fixable=True
)
class TargetUnknown(Facts):
    """Found by `checks.source.references.targets.target_unknown`.

    `near` is the nearest label, if one is near.
    """


class NoLabelNamed(TargetUnknown, says="this cross-reference names no label"):
    """`words` are those in its square brackets."""

    help = (
        "write [{words:short}](#label) with the label of what is meant; if it has none,"
        " add {{#label}} at its end"
    )
    words: str


class NoNoteNamed(NoLabelNamed, help="write [{words:short}](#^label): [^label] is the mark of the note"): ...


class NoSuchLabel(TargetUnknown):
    """`line` is that of a label that names nothing where it is."""

    says = "there is no label {{#{label}}}"
    help = (
        "{{#{label}}} in line {line} is at the wrong place: fix that line first",
        "did you mean #{near}?",
        "put {{#{label}}} at the end of the paragraph, heading or caption that is meant",
    )
    label: str
    near: str | None
    line: int | None = None


class NoSuchNote(TargetUnknown):
    says = "there is no note [^{label}]"
    help = ("did you mean #{near}?", "at the end of the file, add a line “[^{label}]: text of the note”")
    label: str
    near: str | None


class TargetGone(TargetUnknown):
    """In a public version whose numbers close up."""

    says = "this cross-reference leads to what the public version does not have"
    help = "withhold the words with the reference too, [words]{{.confidential}}, or delete “numbers: closed”"


@rule("R202", "label-duplicate", "A label is given twice", ERROR)
class LabelDuplicate(Facts):
    """Found by `checks.source.references.targets.label_duplicate`."""

    says = "the label {{#{label}}} is used a second time"
    help = "rename one of the two, and correct the references that mean it"
    label: str


class FirstUse(Facts, says="the label is first used here"):
    """The other place of `LabelDuplicate`."""


@rule("R203", "target-unnumbered", "A cross-reference points to something that has no number", ERROR)
class TargetUnnumbered(Facts):
    """Found by `checks.source.references.targets.target_unnumbered`."""

    says = "the {kind} “{label}” has no number"
    help = "put words between the brackets, not a number: [words](#…), or point to something with a number"
    kind: Word
    label: str


@rule(
    "R204", "reference-number", "The number in a cross-reference is not the target's", WARNING, fixable=True
)
class ReferenceNumber(Facts):
    """Found by `checks.source.references.claims.reference_number`.

    `target` is in the language of the document, "paragraph 16 (b)".
    """

    says = "the typed number is {typed}, but the reference points to {target}"
    help = "type {number}, or point to another label"
    typed: str
    target: str
    number: str


_OTHER = "; if not, name the other document: {kind} {number} of the …"


@rule("R205", "reference-typed", "A reference to this document is typed by hand", WARNING, fixable=True)
class ReferenceTyped(Facts):
    """Found by `checks.source.references.typed.reference_typed`.

    `typed` are the words as they are in the text, from the word for its kind to the number. `link` is the
    cross-reference to write, `maybe` the same where it is less certain. `now` is the number
    with which the target is printed, where that is another one. `label` is that of a target that has none.
    """

    says = (
        "the reference “{typed:60}” is typed by hand, but its number is now {now}",
        "the reference “{typed:60}” to this document is typed by hand",
    )
    help = (
        "add {{#{label}}} at the end of {kind} {number}, then write {link}",
        "if {kind} {number} of this document is meant, add {{#{label}}} at its end, then write {maybe}"
        + _OTHER,
        "write {link}",
        "if {kind} {number} of this document is meant, write {maybe}" + _OTHER,
        "put a label, such as {{#label}}, at the end of what is meant, and write [{number}](#label)",
    )
    help_in_file = "let Word update the number: References, Cross-reference, Numbered item"
    kind: Word
    number: str
    typed: str
    link: str | None = None
    maybe: str | None = None
    now: str = ""
    label: str = ""


@rule("R211", "reference-unsure", "A typed reference may now be wrong", WARNING, aliases=("R205",))
class ReferenceUnsure(Facts):
    """Found by `checks.source.references.typed.reference_unsure`. `typed` is as in `ReferenceTyped`."""

    help = (
        "put {{#label}} at the end of what is meant and write [{number}](#label), or name the other document;"
        " until then --fix changes no numbers (--fix --renumber does)"
    )
    kind: Word
    number: str
    typed: str


class SeveralTyped(ReferenceUnsure):
    says = "the reference “{typed:60}” may now be wrong: the number {number} is typed {count} times"
    count: int


class NoneTyped(ReferenceUnsure):
    says = "the reference “{typed:60}” may now be wrong: no {kind} has the typed number {number}"


class PerhapsAnother(ReferenceUnsure):
    says = "the reference “{typed:60}” may now be wrong, if this document is meant and not another one"


class NotConverted(ReferenceUnsure):
    says = "the reference “{typed:60}” may now be wrong, and --fix cannot be sure what it means"


class TypedHere(Facts, says="{number} is typed here"):
    """Another place of `SeveralTyped`."""

    number: str


@rule("R206", "reference-out-of-range", "A typed reference has a number that nothing has", WARNING)
class ReferenceOutOfRange(Facts):
    """Found by `checks.source.references.typed.reference_out_of_range`."""

    help = "correct the number, or name the other document that is meant"


class BeyondAll(ReferenceOutOfRange):
    """`most` is the number of paragraphs of the longest series."""

    says = "there is no paragraph {number}: the highest number of a paragraph is {most}"
    number: str
    most: int


class NothingOfNumber(ReferenceOutOfRange):
    says = "there is no {kind} {number}"
    kind: Word
    number: str


@rule(
    "R207",
    "reference-direction",
    "“Above” where it should be “below”, or “below” where it should be “above”",
    WARNING,
)
class ReferenceDirection(Facts):
    """Found by `checks.source.references.directions.reference_direction`."""


class SaidToBeAbove(ReferenceDirection):
    says = "“above” is wrong here: the reference points to a place below"
    help = "change “above” to “below”, or delete the word"


class SaidToBeBelow(ReferenceDirection):
    says = "“below” is wrong here: the reference points to a place above"
    help = "change “below” to “above”, or delete the word"


class TargetHere(Facts, says="the reference points to this place"):
    """The other place of `ReferenceDirection`."""


@rule("R208", "reference-range", "A reference points to its own place, or a range runs backwards", WARNING)
class ReferenceRange(Facts):
    """Found by `checks.source.references.directions.reference_range`."""


class RefersToItself(ReferenceRange):
    says = "this cross-reference points to the place where it is"
    help = "point to another place, or delete the reference"


class RangeBackwards(ReferenceRange):
    says = "the first number of this range is not the lower one"
    help = "put the lower number first"


@rule("R209", "label-form", "A label is not valid", ERROR, fixable=True)
class LabelForm(Facts):
    """Found by `checks.source.references.targets.label_form`. `right` is the label to write, if known."""

    says = "the label “{name}” is not valid"
    help = (
        "write {{#{right}}} here, and (#{right}) in the references",
        "begin with a lower-case letter, then lower-case letters, digits and hyphens, at most 32 in all",
    )
    name: str
    right: str | None = None


@rule(
    "R210", "reference-ambiguous", "A cross-reference has two numbers, or a number of the wrong form", ERROR
)
class ReferenceAmbiguous(Facts):
    """Found by `checks.source.references.claims.reference_ambiguous`."""


class SeveralNumbers(ReferenceAmbiguous):
    says = "the cross-reference “{text}” has more than one number"
    help = "write one cross-reference for each number"
    text: str


class WrongForm(ReferenceAmbiguous):
    """`target` is in the language of the document. `number` is what to type, `only_annex` likewise.

    `unmarked` is the heading of another annex, perhaps, as it should be.
    """

    says = "“{text}” is not a valid number for {target}"
    help = (
        "if there is another annex, write its heading as “{unmarked}”; if not, type {only_annex}",
        "type {only_annex}: a single annex has no number",
        "type {number}",
        "write nothing between the brackets: [](#…)",
    )
    text: str
    target: str
    number: str | None
    only_annex: str | None
    unmarked: str | None


@rule("R212", "reference-kind", "A reference says another kind of place than it points to", WARNING)
class ReferenceKind(Facts):
    """Found by `checks.source.references.claims.reference_kind`.

    `number` is the typed one; `target` is in the language of the document, "note 3".
    """

    says = "the reference says {kind} {number}, but points to {target}"
    help = "point to the {kind} that is meant, or write {target}"
    kind: Word
    number: str
    target: str
