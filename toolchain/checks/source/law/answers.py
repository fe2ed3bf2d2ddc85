"""What a submission answers, and its recommendations: U307 to U313."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolchain.checks import check
from toolchain.law.symbols import NOT_OF, country, earlier, unknown_country
from toolchain.law.treaties import LANGUAGES, words
from toolchain.model.diagnostics import Finding, Place
from toolchain.model.front_matter import Answers
from toolchain.model.wording import fold
from toolchain.resolve.recommendations import Recommendation, recommendations, stated, text_of
from toolchain.resolve.tables import Resolved
from toolchain.rules import law as cases

_SHOWN = 40  # characters of a recommendation in a message
_GOALS = 17


@check(cases.AnsweredDocument)
def answered_document(resolved: Resolved) -> Iterator[Finding]:
    """The symbols in `answers:` and in `follows=` say which documents a submission answers. One that no
    document has, or that is of another kind of document or of another country than the first, leads nobody
    there.

    Bad:

        ---
        title: Report
        lang: en
        answers:
          state-report: CRC/C/PAK/CO/5
                        ^^^^^^^^^^^^^^
        ---

        1. Girls are not protected.

    Good:

        ---
        title: Report
        lang: en
        answers:
          state-report: CRC/C/PAK/6-7
          list-of-issues: CRC/C/PAK/Q/6-7
          concluding-observations: CRC/C/PAK/CO/5
        ---

        1. Girls are not protected.
    """
    matter = resolved.document.front_matter
    first = ""
    for key, wrong in NOT_OF.items():
        symbol = getattr(matter.answers, key.replace("-", "_"))
        found, place = earlier(symbol), matter.places.get(f"answers.{key}")
        first = first or (symbol if country(symbol) else "")
        if symbol and place and ([each.symbol for each in found] != [symbol] or wrong.search(symbol)):
            yield Finding(place, _wrong(symbol))
        elif place and country(symbol) not in ("", country(first)):
            yield Finding(place, cases.AnsweredCountry(symbol, first))
    for place, each in (*named_earlier(resolved), *followed(resolved)):
        if not earlier(each):
            yield Finding(place, _wrong(each))


@check(cases.Goal)
def goal(resolved: Resolved) -> Iterator[Finding]:
    """There are 17 Sustainable Development Goals (A/RES/70/1). A number that none has puts a recommendation
    into a line of its own in a [matrix](commands.md#submission-matrix).

    Bad:

        1. Girls are not protected. {sdg="5.2; 18.1"}
                                    ^^^^^^^^^^^^^^^^^

    Good:

        1. Girls are not protected. {sdg="5.2; 16.a"}
    """
    for _, about in stated(resolved):
        for each in about.all("sdg"):
            number = re.search(r"\d+", each)
            if number and not 0 < int(number[0][:3]) <= _GOALS:
                yield Finding(about.span, cases.Goal(each))


@check(cases.FollowsOther)
def follows_other(resolved: Resolved) -> Iterator[Finding]:
    """A recommendation that follows another one belongs to a document that the submission answers.

    Bad:

        ---
        title: Report
        lang: en
        answers:
          concluding-observations: CRC/C/PAK/CO/5
        ---

        1. Girls are not protected. {follows="CRC/C/PAK/CO/4, para. 3"}
                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    Good:

        ---
        title: Report
        lang: en
        answers:
          concluding-observations: CRC/C/PAK/CO/5
        ---

        1. Girls are not protected. {follows="CRC/C/PAK/CO/5, para. 3"}
    """
    answers = resolved.document.front_matter.answers
    known = {getattr(answers, key.replace("-", "_")) for key in NOT_OF} - {""}
    known |= {found.symbol for _, each in named_earlier(resolved) for found in earlier(each)}
    for place, each in followed(resolved) if known else ():
        if any(found.symbol not in known for found in earlier(each)):
            yield Finding(place, cases.FollowsOther(each))


@check(cases.EarlierRecommendation)
def earlier_recommendation(resolved: Resolved) -> Iterator[Finding]:
    """A report responds to each earlier recommendation that it names in `answers:`. The paragraph or
    recommendation that does so has its symbol and number in `follows=`.

    Bad:

        ---
        title: Report
        lang: en
        answers:
          recommendations:
            - CRC/C/PAK/CO/5, para. 74
            - CRC/C/PAK/CO/5, para. 75
              ^^^^^^^^^^^^^^^^^^^^^^^^
        ---

        1. Girls are not protected. {follows="CRC/C/PAK/CO/5, para. 74"}

    Good:

        ---
        title: Report
        lang: en
        answers:
          recommendations:
            - CRC/C/PAK/CO/5, para. 74 (b)
            - CRC/C/PAK/CO/5, para. 77
        ---

        1. Girls are not protected. {follows="CRC/C/PAK/CO/5, para. 74; CRC/C/PAK/CO/5, paras. 76–78"}
    """
    taken = [found for _, each in followed(resolved) for found in earlier(each)]
    for place, each in named_earlier(resolved):
        if not all(any(found.covers(asked) for found in taken) for asked in earlier(each)):
            yield Finding(place, cases.EarlierRecommendation(each))


@check(cases.RecommendationAlone)
def recommendation_alone(resolved: Resolved) -> Iterator[Finding]:
    """A committee adopts a recommendation if it knows the reasons. A recommendation is reported if no
    cross-reference, in either direction, connects it with a paragraph or section of the text. This is checked
    only if the submission says what it answers (`answers:`, `{article=…}`), and if another recommendation is
    connected in this way.

    Bad:

        1. Girls are not protected. {#girls article="34"}

        # Recommendations {.restart series=recommendation}

        1. Protect girls (see para. [1](#girls)).

        2. Protect boys.
           ^^^^^^^^^^^^^

    Good:

        1. Girls are not protected. {#girls article="34"}

        2. Boys are not protected, see recommendation [2](#boys).

        # Recommendations {.restart series=recommendation}

        1. Protect girls (see para. [1](#girls)).

        2. Protect boys. {#boys}
    """
    every = recommendations(resolved)
    answering = resolved.document.front_matter.answers != Answers() or any(stated(resolved))
    for each in every if answering and any(each.rests for each in every) else ():
        if not each.rests:
            yield Finding(_place(each), cases.RecommendationAlone(_cited(each, resolved)))


@check(cases.Addressee)
def addressee(resolved: Resolved) -> Iterator[Finding]:
    """A recipient can ask that each recommendation names who is to act, with `addressee` in its profile: what
    everybody should do is done by nobody.
    """
    rule = resolved.settings.profile.flag("addressee")
    for each in recommendations(resolved) if rule and rule.value else ():
        if not each.about("addressee"):
            facts = cases.Addressee(_cited(each, resolved), resolved.settings.profile.name)
            yield Finding(_place(each), facts, severity=rule.gravity if rule else None)


@check(cases.RecommendationVerb)
def recommendation_verb(resolved: Resolved) -> Iterator[Finding]:
    """A recommendation that begins with its action is understood at once, and its implementation can be
    followed: "Adopt a law", not "Adoption of a law". A sentence that asks is as good: "The State should".

    Bad:

        # Recommendations {.restart series=recommendation}

        1. The adoption of a law against it.
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    Bad (fr):

        # Recommandations {.restart series=recommendation}

        1. Adoption d’une loi.
           ^^^^^^^^^^^^^^^^^^^

    Good:

        # Recommendations {.restart series=recommendation}

        1. Adopt a law against it.

        2. The State should adopt a law.

        3. That the State party adopt a law.

        4. Better protect girls.

    Good (fr):

        # Recommandations {.restart series=recommendation}

        1. Conformément à l’article 19, interdire les châtiments corporels.
    """
    lang = resolved.words.language
    if lang not in LANGUAGES:
        return
    known = words(lang)
    for each in recommendations(resolved):
        text = fold(text_of(each.node, resolved))
        if re.match(known["no-verb"], text) and not re.search(known["asking"], text):
            yield Finding(_place(each), cases.RecommendationVerb(_cited(each, resolved), text[:_SHOWN]))


def _wrong(symbol: str) -> cases.AnsweredDocument:
    code = unknown_country(symbol)
    return cases.AnsweredNowhere(symbol, code) if code else cases.AnsweredDocument(symbol)


def named_earlier(resolved: Resolved) -> Iterator[tuple[Place, str]]:
    """Yield the earlier recommendations of the front matter with their places."""
    matter = resolved.document.front_matter
    for at, each in enumerate(matter.answers.recommendations):
        yield matter.places[f"answers.recommendations.{at}"], each


def followed(resolved: Resolved) -> Iterator[tuple[Place, str]]:
    """Yield the recommendations of `follows=` with the places of the attributes."""
    return ((about.span, each) for _, about in stated(resolved) for each in about.all("follows"))


def _place(each: Recommendation) -> Place:
    return each.node.blocks[0].span if each.node.blocks else each.node.span


def _cited(each: Recommendation, resolved: Resolved) -> str:
    return resolved.numbers[each.node].cited
