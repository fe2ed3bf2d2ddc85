"""Find the age of a person in a text: next to a name, in figures or in words; or that of one child."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from itertools import chain

from toolchain.model.expressions import Hinted, expression
from toolchain.model.wording import fold
from toolchain.text.phrases import any_of, phrases

Span = tuple[int, int]
"""Where an age begins and ends in its text, with the name beside it."""

_NAME = (
    r"(?P<name>(?!U\.\s?[SNK]\.|E\.\s?U\.|S\.\s?A\.|D\.\s?C\.)(?:[A-ZÁÉÍÓÚÑА-ЯЁ]\.\s?){{2,5}}|{0}(?:\s(?:(?:de|del|la|los|da|dos|du|bin|bint|al|el|van|von|den|der|ben|ould)\s){{0,2}}{0}"
    r"|\s[A-ZА-ЯЁ]\.)*)"
).format(r"[A-ZÀ-ÖØ-ÞŁŚŠŽČĆĐА-ЯЁІҒҚҢҮҰӘӨ][\w'’-]+")
_PERSON = "fille|fillette|garçon|enfant|femme|homme|niñ[oa]|chic[oa]|mujer|hombre|joven|adolescente?|menor"
_NO_RANGE = r"(?![\d%]|\s?[-/]\s?\d|\s?–\s?\d|\s(?:to|or|and|à|a|et|y|o|ou)\s\d)"
_ALONE, _FIGURES, _WORD = expression(_NO_RANGE), expression(r"\d+"), expression(r"[^\W\d_]+")
_WORDY, _FIGURED, _WORDED = "\U00010000", "\U00010001+", "\U00010002+"
"""Letters that no report has (Linear B): for each letter of a word of numbers; and for each character of a
number of years, in figures or in words, that is not in a range.
"""
_YEARS = "[\U00010001\U00010002]+"
_NUMBER = expression(
    rf"\b(?:(?P<figures>(?:\d{{1,2}}|1[01]\d){_NO_RANGE})"
    rf"|{_WORDY}+(?:[\s-](?:(?:et|y)[\s-])?{_WORDY}+){{0,3}}(?:[\s-](?:et|y)[\s-]une?)?"
    rf"(?![\s-](?:(?:to|or|and|à|ou|et|y|o)[\s-])?{_WORDY}))"
)
_SAID = (
    "was|is|has|had|told|says|said|died|lives|lived|lost|spent|spoke|remembers|recalls|explained|described"
    "|est|était|avait|vit|raconte|a (?:été|dit|raconté)|fue|era|dijo|contó|vive|tenía|murió|была?|сказала?"
)
"""Words after a name with an age in brackets, (13); before others the number may be a note's, or a count."""
_PARTS = "notes?\\b|par|p[aá]g|art|tabl|cuadro|figur|anne|anex|chap|cap|sec|line|item|vol"
"""After a number in brackets, (25, tailor): before others it is that of a part or a page."""
_NO_TERM = r"(?!\sd(?:e\s(?!edad)|['’]))"
"""After an age: “de dix ans de prison” is none."""
_ABOUT = (
    r"(?:(?:then\s|now\s)?(?:only|just|about|around|nearly|almost|barely|approximately)\s"
    r"|(?:environ|seulement|presque|à\speine|unos|casi|apenas|solo|sólo|tan\ssolo)\s)?"
)
_AND_MONTHS = r"(?:\s(?:et|y)\s(?:demie?|medio|media|[^\W_]+\s(?:mois|mes(?:es)?)))?"
_TERMS = (
    "peine|période|durée|délai|prison|mandat|expérience|bail|contrat|programme|plan|guerre|histoire|moyenne|retard"
    "|âge|pena|per[ií]odo|plazo|condena|mandato|experiencia|trayectoria|contrato|programa|guerra|historia|edad|media"
    "|accord|acuerdo|convenio|projet|proyecto|stratégie|estrategia|cycle|ciclo|moratoi?re|moratoria|transition|transición"
    "|lapso|término|terme|espace|prohibición|interdiction|crisis|crise|conflicto|conflit|esperanza|espérance|prisión"
)
"""After “un” and “una”, before “de 10 ans”: a time, not the age of somebody."""


_AGED_SO, _CAPITALIZED = _ABOUT + _YEARS, r"(?=,?\s[A-ZÀ-ÖØ-Þ])"
_AGE = expression(
    rf"\b(?:(?P<old>[Aa]ged?\s{_AGED_SO}(?!\w)|{_YEARS}(?:[\s-]years?[\s-]old\b|\syears\sof\sage\b|[-‑]летн\w+)"
    rf"|(?:[âaÂA]gée?\s(?:de\s|d['’])|(?:{_PERSON})\sde\s){_AGED_SO}\s(?:ans|años)\b"
    rf"|в\sвозрасте\s{_YEARS}\s(?:лет|года?)\b"
    rf"|(?:[AaBb](?:t|y)\sthe\sage\sof|(?:[Ww]hen|[Bb]y\sthe\stime)\ss?he\swas)\s{_AGED_SO}{_CAPITALIZED}"
    rf"|(?:À|[ÀAà]\sl['’]âge\sde|[Dd]ès\sl['’]âge\sde|(?:[Ll]orsqu['’]|[Qq]uand\s)(?:il|elle)\savait)\s{_AGED_SO}\sans{_CAPITALIZED}"
    rf"|(?:(?:[Aa]|[Dd]esde)\slos|[Aa]\sla\sedad\sde|[Cc]uando\stenía|Con(?=\s(?:s[oó]lo|apenas|tan)))\s{_AGED_SO}"
    rf"\saños(?:\sde\sedad)?{_CAPITALIZED}"
    rf"|\b[Uu]n[ea]?\s(?!(?:{_TERMS}|{_PERSON})\b)[^\W\d]{{3,}}\sde\s{_AGED_SO}\s(?:ans|años)(?=,\s[A-ZÀ-ÖØ-Þ]\w+\s[A-ZÀ-ÖØ-Þ]))"
    rf"|(?P<has>(?:(?:who|qui|que|quien)\s)?(?:(?:is|was)\s{_AGED_SO}\s(?:years?\sold\b|(?:at\sthe\stime|when)\b)|who\s(?:is|was)\s{_AGED_SO}(?=[.,;)])"
    rf"|(?:(?:had|has|will)\s)?(?:just\s)?turn(?:ed|s)?\s{_YEARS}(?=[.,;)]|\s(?:in|on|last|this|next|when|while)\b|$)"
    rf"|(?:a(?:vait|\seu|ura)?|v(?:enai|ien)t\sd['’]avoir|(?:a\sfêté|fêtera)\sses|tiene|tenía"
    rf"|(?:acaba(?:ba)?\sde\s)?cumpl(?:ir|ió|irá))\s{_AGED_SO}\s(?:ans|años)\b{_NO_TERM}))"
    rf"|(?:[Aa]ge|âge|edad)\s?:\s{_AGED_SO}(?!\w)"
    rf"|(?:de\s|d['’]){_ABOUT}{_FIGURED}\s(?:ans|años)\b{_AND_MONTHS}{_NO_TERM}"
    rf"|(?:(?<=[,(]\s)|(?<=\())de\s{_WORDED}\s(?:ans|años)\b{_AND_MONTHS}{_NO_TERM}"
    rf"|{_FIGURED}\s(?:years?|yrs?|ans|años|лет|года?){_AND_MONTHS}(?=\s?[,)])"
    rf"|{_WORDED}\s(?:ans|años){_AND_MONTHS}(?=\s?[,)])"
    rf"|(?P<bare>(?:(?<=,\s)|(?<=then\s)|(?<=only\s)){_FIGURED}(?=,\s(?!(?:and|or|et|y|o|ou)\s)[^\W\dA-Z\U00010001])"
    rf"|(?<=\s\(){_FIGURED}(?=\),?\s(?:{_SAID})\b)|(?<=,\s)de\s{_FIGURED}(?=[,.;)])"
    rf"|(?<=\s\(){_FIGURED}(?=,\s(?!{_PARTS})[a-zà-ÿ]{{4,}}(?:\s[a-zà-ÿ]+){{0,2}}\))"
    rf"|(?:(?<=then\s)|(?<=only\s)){_WORDED}(?=[.,;)])))"
)
"""An age; `old` is one that can be before its name, `has` one with a verb after its name."""
_OF_THINGS = frozenset((
    *("the", "this", "that", "our", "its", "their"),
    *("le", "la", "cette", "notre", "leur", "el", "esta", "este", "nuestra", "nuestro"),
))  # fmt: skip
"""Before a name with a verb, or at its start: “The Labour Code is 12 years old”."""
_BODIES = frozenset((
    *("Watch", "International", "Internationale", "Internacional", "Amnesty", "Amnistie", "Amnistía"),
    *("Rights", "Committee", "Comité", "Commission", "Comisión", "Association", "Asociación"),
    *("Foundation", "Fondation", "Fundación", "Federation", "Fédération", "Federación", "Network"),
    *("Réseau", "Centre", "Center", "Centro", "Union", "Unión", "Organization", "Organisation"),
    *("Organización", "Alliance", "Alianza", "Coalition", "Coalición", "Society", "Movement"),
    *("Mouvement", "Movimiento", "Forum", "Foro", "Council", "Conseil", "Consejo", "Institute"),
    *("Institut", "Instituto", "League", "Ligue", "Liga", "Initiative", "Iniciativa", "Médecins"),
    *("Avocats", "Código", "Convention", "Convención", "Constitution", "Constitución", "Act", "Code"),
    *("Plan",),
))  # fmt: skip
"""In the name of an organization or a law: “Human Rights Watch is 41 years old”."""
_AGE_LIKE = expression(
    r"(?<![\d.,/-])(?:(?:(?<=turns\s)|(?<=turned\s))\d|\d{1,3}(?:[\s-](?:years?|yrs)\b"
    r"|\s(?:ans|años|лет|года?|at|when)\b|[-‑]летн"
    r"|(?:(?<=[,ensy] \d\d)|(?<=[,ensy] \d)|(?<=\(\d\d)|(?<=\(\d))[,;.)]))"
)
"""A number that can be one of `_AGE`: the search for those takes longer."""
_COUNTRIES = frozenset((
    *("Burkina Faso", "Cabo Verde", "Cape Verde", "Costa Rica", "El Salvador", "Puerto Rico", "San Marino"),
    *("Sierra Leone", "Sri Lanka", "Viet Nam", "Hong Kong", "Equatorial Guinea", "Papua New Guinea"),
    *("New Zealand", "North Korea", "South Korea", "North Macedonia", "Northern Ireland", "South Africa"),
    *("South Sudan", "Saudi Arabia", "Solomon Islands", "Marshall Islands", "Ivory Coast", "United States"),
    *("United Kingdom", "Dominican Republic", "Czech Republic", "Central African Republic"),
    *("Arabie Saoudite", "Guinée Équatoriale", "Costa de Marfil"),
    *("Nueva Zelandia", "Nueva Zelanda", "Reino Unido", "Arabia Saudita", "Guinea Ecuatorial"),
    *("Estados Unidos", "República Dominicana", "Corea del Sur", "Macedonia del Norte"),
))  # fmt: skip
"""Countries of several words, of which the law's age is said: a name of one word can be a person's too."""
_OF_COUNTRIES = expression("(?:The|Le|For|In|Like|Unlike|Pour|Comme|Para|Como) ")
_AGED = expression("aged|[âa]gée?", re.IGNORECASE)
"""The beginning of an age that only persons have."""
_IN_WORDS = (
    *("aged", " age", "then only", "when he ", "when she ", "time he ", "time she ", "who was "),
    *("year", " âgé", " ans", "años"),
)  # fmt: skip
"""In a text that has an age in words; most have none of them."""
# In Arabic, which has no capitals, a name and an age are known after a word such as "the child".
_CHILD = Hinted(
    r"(?<!\w)[وفبل]?(?:ال|لل|ل)(?:طفلة?|فتى|فتاة|صبي|قاصرة?|حدث|تلميذة?|شابة?|سيدة?|مراهقة?|مدعوة?|ضحية|شاهدة?)\s(?!ال)"
    r"(?P<name>(?:(?!(?:في|من|على|عن|إلى|مع|ذو|كان|كانت|قد|لم|لا|هو|هي|ذات|عمره?ا?|بعمر)\s)(?:[ء-ْ]{2,15}|[ء-ي]\.)[،\s]?\s?){1,4})"
    r"\(?(?:و?(?:عمره?ا?|(?:البالغة?|[يت]بلغ)|بعمر)\s(?:من العمر\s)?)?\d{1,2}\s"
    r"(?:عام|سن[ةو]|أعوام|ربيع)[ء-ْ]*", ("عام", "سن", "أعوام", "ربيع"),
)  # fmt: skip
_YOUNG = frozenset(map(str, range(5, 26)))
_LISTED = expression(r"\d\)?[,;]?\s(?:(?:and|or|et|ou|y|o|и)\s)?$")
"""Before a name: another one with a number, “Austria, 14, and”."""
_PLACING = "in|at|across|within|from|of|en|dans|au|aux|du|desde|в|во|из|по|на|под|для"
_RANGE = expression(r"\d\s?(?:[-–/]|to|or|and|à|a|et|y|o|ou)\s?$")
"""The beginning of a range of ages, before its end: “between 12 and 24 years of age”."""
_BEFORE = expression(
    rf"(?:\b(?P<placing>(?i:{_PLACING}))\s)?\b{_NAME}"
    r"(?P<apart>(?:”|\s?»)?,?\s\(?|,\s(?:(?:then|now|only|just|alors|entonces)\s){1,2}|,\s(?:an?|une?|una)\s(?:[^\W\d]+\s){0,2})$"
)
"""A name before an age, and a word of places before it."""
_AFTER = expression(
    rf",?\s(?:(?:(?P<placing>{_PLACING})|[^\W\dA-ZА-ЯЁ]+),?\s){{0,3}}{_NAME}(?P<apart>)(?!\w)"
    r"(?!\s(?:girl|boy|woman|man|child|citizen|national|student))"
)
_CAPITAL = expression(r"\s[A-Z]")
_INITIAL = expression(r"\b[^\W\d_]\.\s?$")
_NEAR = 80
"""Characters before an age, an address or a number in which words say whose it is."""
_BESIDE = 15
"""Characters before and after a child's age in which words say that it is any child's."""
_SEVERAL = expression(
    r"(?:girl|boy|person|student|pupil|worker|refugee|migrant|national|citizen|adult|adolescent|minor|victim|member"
    r"|prisoner|detainee|parent|teenager|infant|right|nation|state|school|home|case|year|group|institution)s"
    r"|.*men|children|people|youth|families",
    re.IGNORECASE,
)
"""The last word of a title with capitals, “Street Children Aged 14”."""
_KIN = expression(
    r"\b(?:(?:grand)?(?:mother|father|son|daughter)|wife|husband|sister|brother|aunt|uncle|cousin|friend|neighbour"
    r"|m[èe]re|p[èe]re|s[œo]e?ur|fr[èe]re|épou[sx]e?|mari|tante|oncle|fils|fille|madre|padre|herman[oa]|espos[oa]"
    r"|hij[oa]|ti[oa]|prim[oa]|abuel[oa]|amig[oa]|vecin[oa]),\s$"
)
"""Before one name: “her mother, Rahel, 41, …”."""
_MANY = expression(
    r".*s|.*men|children|people|persons|anyone|youth|.*(?:ian|ese|ish|[ai]ni|aqi|uvian|ican)", re.IGNORECASE
)
"""Words for several people, or for people of a nation, which can begin with a capital too."""


def of_persons(text: str, small: str, lang: str, *, has_figures: bool) -> Iterator[Span]:
    """Yield the ages that are next to the name of a person; `small` is the text in small letters."""
    if has_figures:
        yield from (found.span() for found in _CHILD.finditer(text))
    marked, numbers = text, _number_words(lang)
    if any(word in small for word in _IN_WORDS) and not numbers.isdisjoint(_WORD.findall(small)):
        marked = _WORD.sub(
            lambda word: _WORDY * len(word[0]) if word[0].lower() in numbers else word[0], text
        )
    if marked != text or (has_figures and ("aged" in small or " age" in small or _AGE_LIKE.search(text))):
        marked = _NUMBER.sub(
            lambda number: (_FIGURED if number["figures"] else _WORDED)[0] * len(number[0]), marked
        )
        yield from _beside_names(_AGE.finditer(marked), text, lang)


def of_children(text: str, small: str, lang: str, known: Collection[Span]) -> Iterator[Span]:
    """Yield the ages of one child without its name, outside what is known as a person's already."""
    child, anyone = _child(lang)
    for found in child.finditer(small):
        first, (start, end) = max(0, found.start() - _BESIDE), found.span()
        inside = any(begin < end and start < stop for begin, stop in known)
        of_several = _RANGE.search(text[first:start]) or _CAPITAL.match(text, end)  # "of two Afghan parents"
        after = anyone.search(text, end)
        of_any = anyone.search(text, first, start) or (after and after.end() <= end + _BESIDE)
        ages = _FIGURES.finditer(small, start, end)
        is_one = all(_ALONE.match(small, age.end()) for age in ages)  # 14 in "aged 14 to 16" is not
        if is_one and not inside and not of_several and not of_any:
            yield start, end


def before(text: str, found: re.Match[str]) -> str:
    """Return the characters before an age, an address or a number in which words say whose it is."""
    return text[max(0, found.start() - _NEAR) : found.start()]


def _beside_names(ages: Iterator[re.Match[str]], text: str, lang: str) -> Iterator[Span]:
    for found in ages:
        near = before(text, found)
        name, shift = _BEFORE.search(near), found.start() - len(near)
        bare = text[slice(*found.span("bare" if found["bare"] else "has"))]
        words = [*near[: name.start("name")].split()[-1:], *name["name"].split()[:1]] if name else []
        is_thing = found["has"] and not _OF_THINGS.isdisjoint(map(str.lower, words))
        if name and not _AGED.match(found[0]):
            is_thing = is_thing or _is_other(name["name"])
        if name and not is_thing and _is_person(name, text[: shift + name.start("name")], lang, bare=bare):
            yield shift + name.start("name"), found.end()
            continue
        name = _AFTER.match(text, found.end()) if found["old"] and not _RANGE.search(near) else None
        if name and not _is_other(name["name"]) and _is_person(name, text[: name.start("name")], lang):
            yield found.start(), name.end()


@cache
def _number_words(lang: str) -> frozenset[str]:
    """Return the words that make an age in some languages, but for “un” and “una”, which are articles too."""
    words = phrases(lang)
    each = chain.from_iterable(re.split("[|-]", one) for one in (*words.numbers, *words.tens))
    return frozenset(one for one in each if not one.startswith("un")) if words.tens else frozenset()


@cache
def _child(lang: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the expressions for one child with its age, and for words that speak of any child."""
    words = phrases(lang)
    start, end = (r"(?<![\w.,-])(?:[وفبلك]{1,2}(?:ال|لل)?|ال|لل)?", r"(?!\w)") if words.spaces else ("", "")
    age = rf"(?:(?<![\d.,-])(?:1[0-7]|\d)(?!\d)|{any_of(words.ages)})"
    forms = "|".join(words.child_aged or ("(?!)",)).replace("CHILD", any_of(words.child) + end)
    anyone = expression(words.any_of(words.no_child), re.IGNORECASE)
    return re.compile(f"{start}(?:{forms})".replace("AGE", age).replace(" ", r"\s")), anyone


def _is_other(name: str) -> bool:
    """Return whether a name is a country's, an organization's or a law's; Code can be a last name too."""
    words = name.split()
    is_body = words[0] in _BODIES or (len(words) > 2 and not _BODIES.isdisjoint(words))
    return is_body or _OF_COUNTRIES.sub("", fold(name), count=1) in _COUNTRIES


def _is_person(name: re.Match[str], before: str, lang: str, bare: str | None = None) -> bool:
    """Return whether a name can be a person's: not a place, nor “Children” at the start of a sentence.

    `bare` is an age without a word such as “years”, or with a verb, before which a name must have two words.
    One is enough before the bare age of a child or a young person, outside a list of names with numbers.
    """
    words = name["name"].replace(".", ". ").split()
    acronym = words[-1].isupper() and not words[-1].endswith(".")
    if name["placing"] or re.fullmatch(rf"{_PLACING}|I['’]\w+", words[0], re.IGNORECASE) or acronym:
        return False
    starts = before.rstrip()[-1:] in ("", *".:?!;") and not _INITIAL.search(before)
    is_young = bare and not (_YOUNG | {*phrases(lang).ages}).isdisjoint(bare.split())
    counted = bare and not (is_young and not _LISTED.search(before)) and not _KIN.search(before)
    if len(words) == 1 and (counted or (starts and (lang == "ru" or name["apart"].isspace()))):
        return False
    if len(words) > 1:  # in other languages no noun has a capital: Torres and Rojas are names
        return lang != "en" or not (_SEVERAL.fullmatch(words[-1]) or (bare and words[-1][-1] == "s"))
    return not (starts or not name["apart"]) or not _MANY.fullmatch(words[-1])
