"""Bold and italics where the recipient forbids them or the style has none: T507."""

from collections.abc import Iterator

from toolchain import model as m
from toolchain.checks import check
from toolchain.checks.source.unmarked import SERIES
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Finding
from toolchain.model.facts import Word
from toolchain.model.walk import Ancestors, plain_text
from toolchain.resolve.tables import Resolved
from toolchain.rules.text import BoldInParagraph, Emphasis, EmphasisForbidden

_ENDS = (":", ".", "：", "。")
_KINDS: tuple[tuple[type[m.Strong | m.Emphasis], str], ...] = ((m.Strong, "bold"), (m.Emphasis, "italics"))
_TYPES = {"bold": Word("bold type"), "italics": Word("italics")}


@check(Emphasis)
def emphasis(resolved: Resolved) -> Iterator[Finding]:
    """In running text the United Nations use bold only in conclusions and recommendations, and italics for
    titles and foreign words, never for emphasis (Editorial Manual, italics). Written statements to the Human
    Rights Council may have neither. So bold words in a paragraph are reported, except in conclusions,
    recommendations and questions. The purpose of italics is not known, so they are reported only if the
    profile forbids them. Words at the beginning of a paragraph are its heading if a colon, a full stop or a
    new sentence follows, as in "**Article 1** Every child".

    Bad:

        1. The Government has **never** replied.
                              ^^^^^^^^^

    Bad: to the Council

        ---
        title: Example
        lang: en
        profile: hrc-statement
        recipient: Human Rights Council
        agenda-item: "3"
        submitted-by:
          - name: Example
            status: Special consultative status
            contact: {person: Example, phone: "1", email: a@example.org}
        ---

        1. The *Penal Code* is in force.
               ^^^^^^^^^^^^

    Good:

        1. The *Penal Code* is in force.

        2. **Sources:** laws and reports.

        3. **Spring 2019**. The first cases were brought.

        # Recommendations {.restart series=recommendation}

        1. **Amend** the law.
    """
    found = survey(resolved)
    rule = resolved.settings.profile.words("emphasis")
    forbidden = rule.value if rule else ()
    for kind, name in _KINDS:
        for node, around in found.each(kind):
            if rule and name in forbidden:
                facts = EmphasisForbidden(_TYPES[name], rule.doubt)
                yield Finding(node.span, facts, severity=rule.gravity)
            elif kind is m.Strong and _is_running(node, around, resolved):
                yield Finding(node.span, BoldInParagraph())


def _is_running(node: m.Node, around: Ancestors, resolved: Resolved) -> bool:
    """Return whether words are in a paragraph that is not a conclusion, and not at its beginning."""
    kinds = {type(each) for each in around}
    numbered = next((each for each in around if isinstance(each, m.NumberedParagraph)), None)
    if m.Paragraph not in kinds or kinds & {m.Note, m.Quotation, m.Table, m.Caption, m.Heading}:
        return False
    if numbered and resolved.series[numbered].name in SERIES:
        return False
    paragraph = next(each for each in around if isinstance(each, m.Paragraph))
    return not _is_head(node, paragraph)


def _is_head(node: m.Node, paragraph: m.Paragraph) -> bool:
    """Return whether bold words are all that a paragraph has, or begin it as a heading would."""
    first = paragraph.children[0] if paragraph.children else None
    if first is not node or not isinstance(node, m.Strong):
        return False
    rest = plain_text(paragraph.children[1:])
    return plain_text(node.children).rstrip().endswith(_ENDS) or _goes_on_anew(rest)


def _goes_on_anew(rest: str) -> bool:
    """Return whether the text after bold words is empty, or a character that ends a heading, or a space and a
    new sentence.
    """
    text = rest.lstrip()
    begins = text != rest and text[:1].isalpha() and not text[:1].islower()
    return not text or text.startswith((*_ENDS, "–", "—")) or begins
