"""The masthead of the United Nations on documents that are not theirs: L606."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolchain import model as m
from toolchain.checks import check
from toolchain.checks.source.shown import logos
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Finding
from toolchain.resolve.tables import Resolved
from toolchain.rules.limits import DistributionLine, Emblem, Masthead, SymbolAlone

_NAMES = "United Nations|Nations Unies|Naciones Unidas|Организация Объедин[её]нных Наций|الأمم المتحدة|联合国"
_ORGANS = "A|E|S|T|ST|HRI|CRC|CCPR|CERD|CEDAW|CAT|CMW|CRPD|CED"
_SYMBOL = (
    rf"\W{{0,9}}(?:(?:{_NAMES})\W{{0,9}})?"
    rf"(?P<symbol>(?:{_ORGANS})(?:/[A-Z0-9][A-Z0-9.-]{{0,20}}(?:\([A-Z]{{1,9}}\))?){{2,8}})"
    rf"[\s*]{{0,9}}(?:(?:{_NAMES})\s{{0,9}})?"
)
_DISTRIBUTION = (
    r"\bDistr\.\s{0,3}:?\s{0,3}"
    r"(?:general|g[ée]n[ée]rale|limited|limit[ée]e|limitada|restricted|restreinte|reservada)\b"
)
_LONGEST = 200
_OWNERS = rf"(?:{_NAMES}|UN|ONU|OHCHR)"
_SHOWN = ("emblem", "emblème", "logo", "flag", "drapeau", "bandera")
_EMBLEM = (
    rf"\W*(?:the\s)?(?:(?:emblem|logo|flag|emblème|drapeau|emblema|bandera)(?:\s\w{{2,3}})?"
    rf"\s(?:the\s|des\s|de\s(?:las?\s)?|de\sl['’])?{_OWNERS}|{_OWNERS}\s(?:emblem|logo|flag))\W*"
)


@check(Masthead)
def masthead(resolved: Resolved) -> Iterator[Finding]:
    """Nobody else may use the emblem of the United Nations without permission (General Assembly resolution 92
    (I)), and its secretariat assigns a symbol, such as “CRC/C/PAK/5”, or a line “Distr.: General”. On a
    submission these claim that it is a document of the United Nations, which it is not, and it may be sent
    back. They are searched for on the cover and before the first heading and numbered paragraph; in a Word
    file also in page headers and footers. It is right to cite a document by its symbol.

    Bad:

        CRC/C/PAK/5
        ^^^^^^^^^^^

        Distr.: General
        ^^^^^^^^^^^^^^^

        1. The law prohibits the sale of children.

    Bad: its emblem

        ![Emblem of the United Nations](chart.png)
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

        1. The law prohibits the sale of children.

    Good:

        Comments on the fifth periodic report of Pakistan, CRC/C/PAK/5

        ![Logo of the Association for the United Nations University](chart.png)

        1. The law prohibits the sale of children (see CRC/C/PAK/5).
    """
    rule = resolved.settings.profile.flag("masthead")
    if rule and rule.value:  # of a user's own profile: it is a document of the United Nations
        return
    for passage in survey(resolved).passages:
        if isinstance(passage.owner, m.Heading) or any(
            isinstance(each, m.NumberedParagraph) for each in passage.around
        ):
            break
        found = masthead_in(passage.text)
        if found:
            yield Finding(passage.span(0, len(passage.text)), found)
    for image, _ in survey(resolved).each(m.Image):
        if is_emblem(image.alt):
            yield Finding(image.span, Emblem())
    for organization, place in logos(resolved.document.front_matter):
        if is_emblem(organization.logo_alt):
            yield Finding(place, Emblem())


def masthead_in(text: str) -> Masthead | None:
    """Return the part of a text that only documents of the United Nations have at the top.

    A symbol must be alone.
    """
    if len(text) > _LONGEST:
        return None
    if "/" in text and (found := re.fullmatch(_SYMBOL, text)):
        symbol = found["symbol"]
        return SymbolAlone(symbol) if any(map(str.isdigit, symbol)) else None
    if "distr" in text.lower() and (found := re.search(_DISTRIBUTION, text, re.IGNORECASE)):
        return DistributionLine(found[0])
    return None


def is_emblem(alt: str) -> bool:
    """Return whether a picture says of itself that it is the emblem of the United Nations."""
    if len(alt) > _LONGEST or not any(word in alt.lower() for word in _SHOWN):
        return False
    return bool(re.fullmatch(_EMBLEM, alt, re.IGNORECASE))
