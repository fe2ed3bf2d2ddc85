"""Find data of persons in a text: phone numbers, e-mail addresses, days of birth, ages, bank accounts.

The words are those of the six languages; in Chinese an age is that of a child.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from toolchain.formats.needs import PHONENUMBERS
from toolchain.model.expressions import Hinted, expression
from toolchain.model.facts import Word
from toolchain.model.numerals import FROM_EASTERN
from toolchain.model.own_paths import MAIL
from toolchain.text.ages import before
from toolchain.text.ages import of_children as ages_of_children
from toolchain.text.ages import of_persons as ages_of_persons
from toolchain.text.phrases import phrases

_OFFICE = expression(
    r"(?:info|contact[eo]?|office|bureau|correo|robot|e?-?mail|press[ae]?|media|admin|support|secretar\w+|registry"
    r"|ngo|ohchr|upr|embass\w+|embajada|ambassade|mission|team|list|group|no-?reply)(?:[._-].*)?"
    r"|(?:oficina|informes|ventas?|opensource).*",
    re.IGNORECASE,
)
"""The beginning of an address that belongs to an office, not to a person."""

_HIDDEN_MAIL = Hinted(
    r"(?<![\w.+-])([\w.+-]{2,40})\s?(?:[\[({]\s?(?:at|arobase|arroba) ?[\])}]|\s(?:arobase|arroba)\s)\s?"
    r"[\w-]{2,40}(?:(?:\.|\s?[\[({]\s?(?:dot|point|punto)\s?[\])}]\s?)[\w-]{2,24}){1,3}",
    ("at]", "at)", "at}", "at ]", "at )", "at }", "arobase", "arroba"),
    re.IGNORECASE,
)
"""An e-mail address with a word for the @, “name [at] example [dot] org”."""
_GROUP = expression(
    r"\b(?:lists?|group|embassy|office|ministry|department|liste|lista|grupo|groupe)\b", re.IGNORECASE
)
_DAY = (
    r"(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d"
    r"|\d{1,2}(?:st|nd|rd|th|er|\.?º)?\s(?:of\s|de\s)?[^\W\d]{3,10}\.?,?\s(?:del?\s)?(?:19|20)\d\d"
    r"|\d{1,2}\s[ء-ي]{2,10}(?:[\s/][ء-ي]{3,10}){0,3}\s(?:19|20)\d\d"
    r"|[a-z]{3,10}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s(?:19|20)\d\d|"
)
_CHINESE = r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日"
_BORN = Hinted(
    r"(?:(?:\b|(?<=\()(?=\*\s?\d))(?:born|birth(?:day)?|(?<=\()b(?=\.)|(?<=,\s)[bn](?=\.\s(?:el\s|le\s)?\d)|\*|f(?:echa)?\.?\s?(?:de\s)?nac|d\.?o\.?b|née?|naissance|nacid[oa]|nació|nacimiento|родил\w+|рождения"
    r"|\w*(?:ولدت?|مواليد|مولودة?|ميلاد(?:ها?)?|ولاد(?:ة|ته|تها)))(?!\w)|出生|生[于於])"
    rf"(?P<between>[^;\d]{{0,40}}?){_DAY}{_CHINESE})(?!\d|之?[前后後]|[以起至])"
    rf"|{_CHINESE}(?:出生(?![登率人证證])|生(?=[，。；）]))",
    ("born", "birth", "(b.", ", b.", ", n.", "(*", "nac", "dob", "d.ob", "do.b", "d.o.b", "né", "naissance",
     "родил", "рожд", "ولد", "مواليد", "مولود", "ميلاد", "ولاد", "生"),
)  # fmt: skip
_BORN_IN_WORDS = Hinted(
    r"\b(?:born\son|née?\sle|naci(?:ó|d[oa])\sel)\s(?:[^\W\d_]+[\s-]){1,6}(?<!\s[ie]n\s)[^\W\d_]{3,10},?\s(?:del?\s)?"
    r"(?:(?:19|20)\d\d|nineteen|two\sthousand|mil|deux\smille|dos\smil)\b",
    ("born", "né", "naci"),
)
"""A day in words, “born on the third of May 1984”."""
_FIGURE = expression(r"\d")  # all data but an e-mail address have one
_EASTERN = expression(f"[{''.join(map(chr, FROM_EASTERN))}]")  # few texts have one; a search is quicker
_LIMIT = expression(
    r"\b(?:before|after|between|since|avant|apr[eè]s|entre|depuis|partir|compter|ant[eé]rieure\w*|majeur\w*|antes"
    r"|despu[eé]s|desde|до|после|ранее|позднее|قبل|بعد|بين|منذ|ابتداء)\b",
    re.IGNORECASE,
)
"""Between “born” and a day: the day is a limit of a law, not one person's."""
_ACCOUNT = expression(r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){2,7}(?:\s?[A-Z0-9]{1,3})?\b")
_IDENTITY = expression(r"(?<![\dA-Za-z])[1-9]\d{5}(?:19|20)\d{9}[\dXx](?![\dA-Za-z])")
_LONG_NUMBER = r"\d[\d\s().-]{5,18}\d"
_LONG = expression(_LONG_NUMBER)  # few texts have one, and what may be beside a phone number compiles slowly
_PHONE = expression(rf"(?<![^\W一-鿿])(?<![/.,+-])(?:\+|00)?\(?{_LONG_NUMBER}(?![^\W一-鿿]|[/-]|[.,]\d)")
_THOUSANDS = expression(r"(?!\d{3}\s\d{3}\s\d{3}$)[1-9]\d{0,2}(?:[\s.]\d{3})+")
"""A number in groups of three; one of nine digits after a word for phones is one of a phone, as in Peru."""
_CALLING = expression(
    r"(?:\b(?:t[ée]lf?|t[ée]l[ée](?:phone|fono)s?|phones?|mobile|cel(?:l(?:phone|ular)?)?|(?<!of\s)call(?:s|ed|ing)?(?!\slog)|whatsapp"
    r"|ring(?=\s(?:$|(?:her|him|me|us|them)\b))|(?:to|please|can|may|must|should|could|will|you|they)\sring"
    r"|dial|signal|fax|portable|appel(?:er|ez)?|joindre|joignable|m[óo]vil|celular|llam(?:ar|e|ó)|тел(?:ефон\w*)?|моб|звонит\w+"
    r"|\w*(?:هاتف|جوال|محمول|نقال)\w*|موبايل|تلفون|واتساب|\w*[إا]?تصال\w*|اتصلوا?)\b"
    r"|[电電][话話]|手[机機]|号码|號碼|[联聯][系繫络絡]|致[电電]|[拨撥]打|微信|[传傳]真)[^\d+]{0,25}$",
    re.IGNORECASE,
)
_CALLED = expression(
    r"\s?\((?:portable|mobile|cell|whatsapp|signal|m[óo]vil|celular|t[ée]l)\b", re.IGNORECASE
)
"""After a number that is a phone's."""
_REGIONS = {
    "fr": ("FR", "CI", "ML"),
    "es": ("ES", "MX", "GT", "PY"),
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
    for found in (*(MAIL.finditer(text) if "@" in text else ()), *_HIDDEN_MAIL.finditer(text)):
        is_office = _OFFICE.fullmatch(found[1]) or found[0].lower().endswith("@ohchr.org")
        if not (is_office or _GROUP.search(before(text, found))):
            yield Datum(Word("an e-mail address"), *found.span())
    small = text.replace("İ", "i").lower()  # as long as the text; searched in a third of the time
    figures, words = _FIGURE.search(text), phrases(lang)
    yield from (Datum(Word("a date of birth"), *each.span()) for each in _BORN_IN_WORDS.finditer(small))
    ages = tuple(ages_of_persons(text, small, lang, has_figures=bool(figures)))
    yield from (Datum(Word("the age of a person"), *each) for each in ages)
    others = tuple(_with_figures(text, small, lang)) if figures else ()
    yield from others
    if words.spaces and not figures and not any(age in small for age in words.ages):
        return
    known = (*ages, *((each.start, each.end) for each in others))
    yield from (
        Datum(Word("the age of a child"), *each) for each in ages_of_children(text, small, lang, known)
    )


def _with_figures(text: str, small: str, lang: str) -> Iterator[Datum]:
    for found in _BORN.finditer(small):
        if not _LIMIT.search(found["between"] or ""):
            yield Datum(Word("a date of birth"), *found.span())
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
    called = _CALLING.search(before(text, found)) or _CALLED.match(text, found.end())
    if not (number[0] == "+" or called) or _THOUSANDS.fullmatch(number):
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
