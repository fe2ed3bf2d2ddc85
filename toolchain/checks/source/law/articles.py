"""Articles that a treaty does not have: U301."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolchain.checks import check
from toolchain.checks.source.law.meant import NONE, Meant, Possible, is_in_guide, meant
from toolchain.checks.source.text.prose import EVERYWHERE, prose
from toolchain.law.citations import Citation, Cited, grammar
from toolchain.law.treaties import LANGUAGES, Treaty, kin, most_paragraphs
from toolchain.model.diagnostics import Finding, Severity
from toolchain.model.expressions import expression
from toolchain.resolve.recommendations import stated
from toolchain.resolve.tables import Resolved
from toolchain.rules.law import Article, ArticleMissing, LetterMissing, ParagraphMissing
from toolchain.text.passages import Passage

_COMPOUND = expression(r"\s[A-Z][a-z]")
"""What goes on after a treaty that is a part of another name: "the CRC Act"."""

_INSERTED = expression(r",\s(?:in|under|as|pursuant|consistent)\b[^,;.:()]*,\s$")
"""Words between two commas that name a treaty: "Repeal, in line with the Convention, articles 82 and 83"."""


_NEAR = 20  # characters before an article: "applicability to"


@check(Article)
def article(resolved: Resolved) -> Iterator[Finding]:
    """A secretariat looks up every article that is cited. The articles, paragraphs and sub-paragraphs of 42
    treaties are known from two full texts each (docs/law.md); what only one text says, of 11 others, is a
    warning, and what none says is not reported. “The Convention” is what the report defines, or else what its
    front matter or recipient names, unless another convention that is named could be meant. Quotations are
    not checked. Articles with which a clause begins are of a law, and not checked: “To comply with the
    Convention, article 82 must be amended”. In Arabic numbers in words are not known, and in Arabic and
    Russian only sub-paragraphs with Latin letters.

    Bad:

        1. Article 60 of the Convention on the Rights of the Child protects girls.
           ^^^^^^^^^^

    Bad (fr):

        1. L’article 19, paragraphe 5, de la Convention relative aux droits de l’enfant est cité.
             ^^^^^^^^^^^^^^^^^^^^^^^^

    Bad (fr): an abbreviation right after the number

        1. La Convention relative aux droits de l’enfant (CDE), art. 19 et 62 CDE, et l’art. 62 UE.
                                                                           ^^

    Bad (ru):

        1. Это нарушает пункт 3 статьи 12 Конвенции о правах ребенка.
                        ^^^^^^^^^^^^^^^^^

    Bad (ar):

        1. وفقا للمادة 60 من اتفاقية حقوق الطفل، يجب ذلك.
                ^^^^^^^^^

    Bad (zh):

        1. 《儿童权利公约》第五十五条规定了这一点。
                   ^^^^^

    Good:

        1. Article 40, paragraph 2 (b), of the Convention on the Rights of the Child and arts. 34–36 of the
             Convention on the Rights of the Child apply; article 60 of the Penal Code does not.
    """
    treaties = meant(resolved)
    if not treaties:
        return
    yield from _said(resolved, treaties)
    forms = grammar(treaties.lang)
    for passage in prose(resolved, forms.head, EVERYWHERE):
        for citation in forms.all(passage.text):
            possible = _treaties(treaties, passage.text, citation)
            if possible.treaties and citation.start not in passage.quoted:
                for place in citation.places:
                    yield from _findings(passage, place, possible, treaties.lang)


def _said(resolved: Resolved, treaties: Meant) -> Iterator[Finding]:
    """Yield the articles of the submission's own treaty that `article=` says and that do not exist."""
    main = treaties.main
    said = ((about.span, f"art. {each}") for _, about in stated(resolved) for each in about.all("article"))
    for span, each in said if main else ():
        for citation in grammar(treaties.lang if treaties.lang in LANGUAGES else "en").all(each):
            for place in citation.places if citation.end == len(each) else ():  # and not "3 OPSC"
                if main and not main.has(*place[:3]):
                    facts = _facts(place, main, treaties.lang)
                    yield Finding(span, facts, severity=None if main.certain else Severity.WARNING)


def _treaties(treaties: Meant, text: str, citation: Citation) -> Possible:
    """Return the treaties that a citation can be of: of the one after it, or of the one before it."""
    forms = grammar(treaties.lang)
    if re.search(forms.words.get("related", "(?!)"), text[max(0, citation.start - _NEAR) : citation.start]):
        return NONE
    link = None if text.startswith(" of which", citation.end) else forms.of.match(text, citation.end)
    if link:
        alone = not link[0].startswith(",") or len(link[0].split()) > 1
        possible = treaties.at(text, link.end(), alone=alone)
        if _COMPOUND.match(text, possible.end):
            return NONE
        if possible.treaties or alone:  # of another text: of "the former", "the law", "the Penal Code"
            return possible
    after = re.match(rf"\s(?!of\swhich\b|(?:{forms.words['and']})\s\D)(\w)", text[citation.end :])
    goes_on = after and after[1].islower() and re.search(r"[,:]\s$", text[: citation.start])
    if goes_on or _INSERTED.search(text, 0, citation.start) or is_in_guide(text, citation.start):
        return NONE  # "Under the Convention, article 82 was amended" is of a law
    return treaties.ending(text, citation.start)


def _findings(passage: Passage, place: Cited, possible: Possible, lang: str) -> Iterator[Finding]:
    of_another = (place.paragraph or 0) > most_paragraphs()  # "art. 19, paras. 83–85 of the report"
    if of_another or any(each.has(*place[:3]) for each in possible.treaties):
        return
    treaty = possible.treaties[0]
    sure = possible.sure and all(each.certain for each in possible.treaties)
    severity = None if sure else Severity.WARNING
    yield Finding(passage.span(place.start, place.end), _facts(place, treaty, lang), severity=severity)


def _facts(place: Cited, treaty: Treaty, lang: str) -> ArticleMissing | ParagraphMissing | LetterMissing:
    name = treaty.name(lang)
    other = next((each for each in kin(treaty) if each.articles and each.has(*place[:3])), None)
    near = other.name(lang) if other else ""
    if not treaty.has(place.article):
        return ArticleMissing(place.article, name, treaty.articles, near)
    if not treaty.has(place.article, place.paragraph) and place.paragraph is not None:
        return ParagraphMissing(place.article, place.paragraph, name, treaty.paragraphs[place.article], near)
    last = treaty.letters[place.article, place.paragraph or 0]
    shown = f"{place.article} ({place.paragraph})" if place.paragraph else str(place.article)
    return LetterMissing(shown, place.letter, name, last)
