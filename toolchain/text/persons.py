"""Find data of persons in a text: phone numbers, e-mail addresses, days of birth, ages, bank accounts.

The words are those of the six languages; in Chinese an age is that of a child.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from itertools import chain
from typing import NamedTuple

from toolchain.formats.needs import PHONENUMBERS
from toolchain.model.expressions import Hinted, expression
from toolchain.model.facts import Word
from toolchain.model.numerals import FROM_EASTERN
from toolchain.model.own_paths import MAIL
from toolchain.model.wording import fold
from toolchain.text.phrases import any_of, phrases

_OFFICE = expression(
    r"(?:info|contact[eo]?|office|bureau|correo|robot|e?-?mail|press[ae]?|media|admin|support|secretar\w+|registry"
    r"|ngo|ohchr|upr|embass\w+|embajada|ambassade|mission|team|list|group|no-?reply)(?:[._-].*)?"
    r"|(?:oficina|informes|ventas?|opensource).*",
    re.IGNORECASE,
)
"""The beginning of an address that belongs to an office, not to a person."""

_GROUP = expression(
    r"\b(?:lists?|group|embassy|office|ministry|department|liste|lista|grupo|groupe)\b", re.IGNORECASE
)
_DAY = (
    r"(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d"
    r"|\d{1,2}(?:st|nd|rd|th|er|º)?\s(?:of\s|de\s)?[^\W\d]{3,10}\.?,?\s(?:del?\s)?(?:19|20)\d\d"
    r"|\d{1,2}\s[ء-ي]{2,10}(?:[\s/][ء-ي]{3,10}){0,3}\s(?:19|20)\d\d"
    r"|[a-z]{3,10}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s(?:19|20)\d\d|"
)
_CHINESE = r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日"
_BORN = Hinted(
    r"(?:\b(?:born|birth|(?<=\()b(?=\.)|d\.?o\.?b|née?|naissance|nacid[oa]|nació|nacimiento|родил\w+|рождения"
    r"|\w*(?:ولدت?|مواليد|مولودة?|ميلاد(?:ها?)?|ولاد(?:ة|ته|تها)))\b|出生|生[于於])"
    rf"(?P<between>[^;\d]{{0,40}}?){_DAY}{_CHINESE})(?!\d|之?[前后後]|[以起至])"
    rf"|{_CHINESE}(?:出生(?![登率人证證])|生(?=[，。；）]))",
    ("born", "birth", "(b.", "dob", "d.ob", "do.b", "d.o.b", "né", "naissance", "naci", "родил", "рожд",
     "ولد", "مواليد", "مولود", "ميلاد", "ولاد", "生"),
)  # fmt: skip
_FIGURE = expression(r"\d")  # all data but an e-mail address have one
_EASTERN = expression(f"[{''.join(map(chr, FROM_EASTERN))}]")  # few texts have one; a search is quicker
_LIMIT = expression(
    r"\b(?:before|after|between|since|avant|apr[eè]s|entre|depuis|partir|compter|ant[eé]rieure\w*|majeur\w*|antes"
    r"|despu[eé]s|desde|до|после|ранее|позднее|قبل|بعد|بين|منذ|ابتداء)\b",
    re.IGNORECASE,
)
"""Between “born” and a day: the day is a limit of a law, not one person's."""
_NAME = (
    r"(?P<name>(?!U\.\s?[SNK]\.|E\.\s?U\.|S\.\s?A\.|D\.\s?C\.)(?:[A-ZÁÉÍÓÚÑА-ЯЁ]\.\s?){{2,5}}|{0}(?:\s(?:(?:de|del|la|los|da|dos|du|bin|bint|al|el|van|von|den|der|ben|ould)\s){{0,2}}{0}"
    r"|\s[A-ZА-ЯЁ]\.)*)"
).format(r"[A-ZÀ-ÖØ-ÞŁŚŠŽČĆĐА-ЯЁІҒҚҢҮҰӘӨ][\w'’-]+")
_PERSON = "fille|fillette|garçon|enfant|femme|homme|niñ[oa]|chic[oa]|mujer|hombre|joven|adolescente?|menor"
_NO_RANGE = r"(?![\d%]|\s?[-/]\s?\d|\s?–\s?\d|\s(?:to|or|and|à|a|et|y|o|ou)\s\d)"
_ALONE, _FIGURES = expression(_NO_RANGE), expression(r"\d+")
_YEARS = rf"(?:\d{{1,2}}|1[01]\d){_NO_RANGE}"
_SAID = (
    "was|is|has|had|told|says|said|died|lives|lived|lost|spent|spoke|remembers|recalls|explained|described"
    "|est|était|avait|vit|raconte|a (?:été|dit|raconté)|fue|era|dijo|contó|vive|tenía|murió|была?|сказала?"
)
"""Words after a name with an age in brackets, (13); before others the number may be a note's, or a count."""
_NO_TERM = r"(?!\sd(?:e\s(?!edad)|['’]))"
"""After an age: “de dix ans de prison” is none."""


def _age(years: str, others: str) -> str:
    """Return the expression of an age, with that of its number, and other forms that it may have."""
    return (
        rf"\b(?:(?P<old>aged?\s{years}(?!\w)|{years}(?:[\s-]years?[\s-]old\b|\syears\sof\sage\b|[-‑]летн\w+)"
        rf"|(?:[âa]gée?|{_PERSON})\sde\s{years}\s(?:ans|años)\b|в\sвозрасте\s{years}\s(?:лет|года?)\b)"
        rf"|(?P<has>(?:(?:who|qui|que|quien)\s)?(?:is|was|a|avait|tiene|tenía)\s{years}"
        rf"\s(?:years?\sold|ans|años)\b)|{others})"
    )


_AGE = expression(
    _age(
        _YEARS,
        rf"de\s{_YEARS}\s(?:ans|años)\b{_NO_TERM}|{_YEARS}\s(?:years?|yrs?|ans|años|лет|года?)(?=\s?[,)])"
        rf"|(?P<bare>(?<=,\s){_YEARS}(?=,\s(?!(?:and|or|et|y|o|ou)\s)[^\W\dA-Z])"
        rf"|(?<=\s\(){_YEARS}(?=\),?\s(?:{_SAID})\b)|(?<=,\s)de\s{_YEARS}(?=[,.;)]))",
    )
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
_IN_WORDS = (" age", "year", " âgé", " ans", "años")
"""In a text that has an age in words; most have none of them."""
# In Arabic, which has no capitals, a name and an age are known after a word such as "the child".
_CHILD = Hinted(
    r"(?<!\w)[وفبل]?(?:ال|لل|ل)(?:طفلة?|فتى|فتاة|صبي|قاصرة?|حدث|تلميذة?|شابة?|سيدة?|مراهقة?|مدعوة?|ضحية|شاهدة?)\s(?!ال)"
    r"(?P<between>)(?P<name>(?:(?!(?:في|من|على|عن|إلى|مع|ذو|كان|كانت|قد|لم|لا|هو|هي|ذات|عمره?ا?|بعمر)\s)(?:[ء-ْ]{2,15}|[ء-ي]\.)[،\s]?\s?){1,4})"
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
    r"(?P<apart>,?\s\(?|,\s(?:then|now|only|alors|entonces)\s|,\s(?:an?|une?|una)\s(?:[^\W\d]+\s){0,2})$"
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
_MANY = expression(
    r".*s|.*men|children|people|persons|anyone|youth|.*(?:ian|ese|ish|[ai]ni|aqi|uvian|ican)", re.IGNORECASE
)
"""Words for several people, or for people of a nation, which can begin with a capital too."""
_ACCOUNT = expression(r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){2,7}(?:\s?[A-Z0-9]{1,3})?\b")
_IDENTITY = expression(r"(?<![\dA-Za-z])[1-9]\d{5}(?:19|20)\d{9}[\dXx](?![\dA-Za-z])")
_LONG_NUMBER = r"\d[\d\s().-]{5,18}\d"
_LONG = expression(_LONG_NUMBER)  # few texts have one, and what may be beside a phone number compiles slowly
_PHONE = expression(rf"(?<![^\W一-鿿])(?<![/.,+-])(?:\+|00)?\(?{_LONG_NUMBER}(?![^\W一-鿿]|[/-]|[.,]\d)")
_THOUSANDS = expression(r"(?!\d{3}\s\d{3}\s\d{3}$)[1-9]\d{0,2}(?:[\s.]\d{3})+")
"""A number in groups of three; one of nine digits after a word for phones is one of a phone, as in Peru."""
_CALLING = expression(
    r"(?:\b(?:t[ée]lf?|t[ée]l[ée](?:phone|fono)s?|phones?|mobile|cell(?:phone|ular)?|call(?:s|ed|ing)?|whatsapp"
    r"|ring(?=\s(?:$|(?:her|him|me|us|them)\b))|(?:to|please|can|may|must|should|could|will|you|they)\sring"
    r"|dial|signal|fax|portable|appel(?:er|ez)?|joindre|joignable|m[óo]vil|celular|llam(?:ar|e|ó)|тел(?:ефон\w*)?|моб|звонит\w+"
    r"|\w*(?:هاتف|جوال|محمول|نقال)\w*|موبايل|تلفون|واتساب|\w*[إا]?تصال\w*|اتصلوا?)\b"
    r"|[电電][话話]|手[机機]|号码|號碼|[联聯][系繫络絡]|致[电電]|[拨撥]打|微信|[传傳]真)[^\d+]{0,25}$",
    re.IGNORECASE,
)
_REGIONS = {
    "fr": ("FR", "CI", "ML"),
    "es": ("ES", "MX", "GT"),
    "ru": ("KG", "KZ", "RU"),
    "ar": ("EG", "TN"),
    "zh": ("CN", "HK"),
}
"""Where a number without the code of a country may be; only its length matters."""


class Datum(NamedTuple):
    """Data of a person: what kind, and where in the text."""

    kind: Word
    start: int
    end: int


def persons_in(text: str, lang: str) -> Iterator[Datum]:
    """Yield the data of persons in a text, whose language decides on phone numbers."""
    if _EASTERN.search(text):
        text = text.translate(FROM_EASTERN)
    for found in MAIL.finditer(text) if "@" in text else ():
        is_office = _OFFICE.fullmatch(found[1]) or found[0].lower().endswith("@ohchr.org")
        if not (is_office or _GROUP.search(_before(text, found))):
            yield Datum(Word("an e-mail address"), *found.span())
    small = text.replace("İ", "i").lower()  # as long as the text; searched in a third of the time
    figures, words = _FIGURE.search(text), phrases(lang)
    others = tuple(_with_figures(text, small, lang)) if figures else ()
    if any(word in small for word in _IN_WORDS) and (in_words := _age_in_words(lang)):
        others += tuple(_of_persons(in_words, text, lang))
    yield from others
    if words.spaces and not figures and not any(age in small for age in words.ages):
        return
    child, anyone = _child(lang)
    for found in child.finditer(small):
        first, (start, end) = max(0, found.start() - _BESIDE), found.span()
        inside = any(each.start < end and start < each.end for each in others)
        of_several = _RANGE.search(text[first:start]) or _CAPITAL.match(text, end)  # "of two Afghan parents"
        after = anyone.search(text, end)
        of_any = anyone.search(text, first, start) or (after and after.end() <= end + _BESIDE)
        ages = _FIGURES.finditer(small, start, end)
        is_one = all(_ALONE.match(small, age.end()) for age in ages)  # 14 in "aged 14 to 16" is not
        if is_one and not inside and not of_several and not of_any:
            yield Datum(Word("the age of a child"), *found.span())


def _with_figures(text: str, small: str, lang: str) -> Iterator[Datum]:
    for found in chain(_BORN.finditer(small), _CHILD.finditer(text)):
        if not _LIMIT.search(found["between"] or ""):
            kind = Word("the age of a person") if found.lastgroup == "name" else Word("a date of birth")
            yield Datum(kind, *found.span())
    yield from _of_persons(_AGE, text, lang)
    sure = [(Word("a bank account"), each) for each in _ACCOUNT.finditer(text) if _is_account(each[0])]
    long = _LONG.search(text)
    numbers = _IDENTITY.finditer(text) if long else ()
    sure += [(Word("an identity number"), each) for each in numbers if _is_identity(each[0])]
    known = [Datum(kind, *each.span()) for kind, each in sure]
    yield from known
    for found in _PHONE.finditer(text) if long else ():
        inside = any(each.start < found.end() and found.start() < each.end for each in known)
        if not inside and _is_phone(found, text, lang):
            yield Datum(Word("a phone number"), *found.span())


def _of_persons(age: re.Pattern[str], text: str, lang: str) -> Iterator[Datum]:
    """Yield the ages that are next to the name of a person."""
    for found in age.finditer(text):
        near = _before(text, found)
        name, shift = _BEFORE.search(near), found.start() - len(near)
        bare = found["bare"] or found["has"]
        words = [*near[: name.start("name")].split()[-1:], *name["name"].split()[:1]] if name else []
        is_thing = found["has"] and not _OF_THINGS.isdisjoint(map(str.lower, words))
        if name and not _AGED.match(found[0]):
            is_thing = is_thing or _is_body(name["name"]) or _is_country(name["name"])
        if name and not is_thing and _is_person(name, text[: shift + name.start("name")], lang, bare=bare):
            yield Datum(Word("the age of a person"), shift + name.start("name"), found.end())
            continue
        name = _AFTER.match(text, found.end()) if found["old"] and not _RANGE.search(near) else None
        if name and not _is_country(name["name"]) and _is_person(name, text[: name.start("name")], lang):
            yield Datum(Word("the age of a person"), found.start(), name.end())


@cache
def _age_in_words(lang: str) -> re.Pattern[str] | None:
    """Return the expression of an age in words, “forty-two years old”, or None without words of numbers."""
    words = phrases(lang)
    if not words.tens:
        return None
    one = any_of(chain.from_iterable(each.split("|") for each in (*words.numbers, *words.tens)))
    no_range = rf"(?![\s-](?:(?:to|or|and|à|ou|et|y|o)[\s-])?{one})"
    number = rf"(?i:{one}(?:[\s-](?:(?:et|y)[\s-])?{one}){{0,3}}){no_range}"
    others = (
        rf"(?:(?<=[,(]\s)|(?<=\())de\s{number}\s(?:ans|años)\b{_NO_TERM}|{number}\s(?:ans|años)(?=\s?[,)])"
    )
    return re.compile(_age(number, rf"{others}|(?P<bare>(?!))"))


@cache
def _child(lang: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the expressions for one child with its age, and for words that speak of any child."""
    words = phrases(lang)
    start, end = (r"(?<![\w.,-])(?:[وفبلك]{1,2}(?:ال|لل)?|ال|لل)?", r"(?!\w)") if words.spaces else ("", "")
    age = rf"(?:(?<![\d.,-])(?:1[0-7]|\d)(?!\d)|{any_of(words.ages)})"
    forms = "|".join(words.child_aged or ("(?!)",)).replace("CHILD", any_of(words.child) + end)
    anyone = expression(words.any_of(words.no_child), re.IGNORECASE)
    return re.compile(f"{start}(?:{forms})".replace("AGE", age).replace(" ", r"\s")), anyone


def _before(text: str, found: re.Match[str]) -> str:
    return text[max(0, found.start() - _NEAR) : found.start()]


def _is_body(name: str) -> bool:
    """Return whether a name is an organization's or a law's; Code, Union or Centro can be a last name too."""
    words = name.split()
    return words[0] in _BODIES or (len(words) > 2 and not _BODIES.isdisjoint(words))


def _is_country(name: str) -> bool:
    return _OF_COUNTRIES.sub("", fold(name), count=1) in _COUNTRIES


def _is_person(name: re.Match[str], before: str, lang: str, bare: str | None = None) -> bool:
    """Return whether a name can be a person's: not a place, nor “Children” at the start of a sentence.

    `bare` is an age without a word such as “years”, or with a verb, before which a name must have two words.
    One is enough before the bare age of a child or a young person, outside a list of names with numbers.
    """
    words = name["name"].replace(".", ". ").split()
    acronym = words[-1].isupper() and not words[-1].endswith(".")
    if name["placing"] or re.fullmatch(_PLACING, words[0], re.IGNORECASE) or acronym:
        return False
    starts = before.rstrip()[-1:] in ("", *".:?!;") and not _INITIAL.search(before)
    counted = bare and not (bare in _YOUNG and not _LISTED.search(before))
    if len(words) == 1 and (counted or (starts and (lang == "ru" or name["apart"].isspace()))):
        return False
    if len(words) > 1 and lang != "en":  # no noun has a capital there: Torres, Flores and Rojas are names
        return True
    return not _MANY.fullmatch(words[-1]) if len(words) > 1 or starts or not name["apart"] else True


def _is_account(text: str) -> bool:
    """Return whether the check digits of an IBAN are right (ISO 13616)."""
    signs = "".join(text.split())
    return len(signs) <= 34 and int("".join(str(int(each, 36)) for each in signs[4:] + signs[:4])) % 97 == 1


def _is_identity(text: str) -> bool:
    """Return whether the check digit of an identity number of China is right (GB 11643: MOD 11-2)."""
    return sum(int(each.replace("X", "10")) << at for at, each in enumerate(reversed(text.upper()))) % 11 == 1


def _is_phone(found: re.Match[str], text: str, lang: str) -> bool:
    """Return whether a number is one of a phone: it has a country's code, or the words before it say so."""
    number = re.sub("^00", "+", found[0])
    if not (number[0] == "+" or _CALLING.search(_before(text, found))) or _THOUSANDS.fullmatch(number):
        return False
    if not 7 <= sum(map(str.isdigit, number)) <= 15:
        return False
    if not PHONENUMBERS.find():
        return True
    import phonenumbers

    for region in _REGIONS.get(lang, ("GB", "US")):
        with suppress(phonenumbers.NumberParseException):
            if phonenumbers.is_possible_number(phonenumbers.parse(number, region)):
                return True
    return False
