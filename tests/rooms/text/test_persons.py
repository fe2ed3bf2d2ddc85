"""Data of persons are found in texts of five languages, and little else is.

All persons are invented. Phone numbers are of the ranges for drama (Ofcom, Arcep, 555-01xx), accounts have
the codes of no bank.
"""

from __future__ import annotations

import random
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from tests.support.examined import examine
from toolchain.formats.needs import PHONENUMBERS, Need
from toolchain.text.persons import Datum, persons_in

FIRST = {
    "en": ("Maria", "Amina", "John", "Grace", "Omar", "Beatrice", "Samuel", "Noor"),
    "fr": ("Amélie", "Fatou", "Jean-Luc", "Émile", "Aïcha", "Mathis", "Clémence", "Idriss"),
    "es": ("María", "José", "Lucía", "Íñigo", "Rosa", "Andrés", "Camila", "Joaquín"),
    "ru": ("Айгүл", "Пример", "Жан-Поль", "А.", "Ёлка"),
}
LAST = {
    "en": ("Example", "Mustermann", "Bin Sample", "O’Test", "Placeholder", "Okafor-Sample"),
    "fr": ("Exemple", "de la Fiction", "Témoin", "N’Importe", "Dupont-Essai", "Modèle"),
    "es": ("Ejemplo", "de la Ficción", "Muestra Prueba", "Modelo", "Del Ensayo", "Ñandú"),
    "ru": ("Примерова", "Образцов", "Вымышленная", "Үлгүбекова"),
}
MONTHS = {
    "en": ("January", "March", "August", "December"),
    "fr": ("janvier", "mars", "août", "décembre"),
    "es": ("enero", "marzo", "agosto", "diciembre"),
    "ru": ("января", "марта", "августа", "декабря"),
}
# What is planted: {name}, {first}, {age}, {day}, {month}, {year}, {number} from 1 to 12.
AGES = {
    "en": (
        *(
            "{name}, aged {age}, was heard.",
            "{name} (aged {age}) was heard.",
            "{name}, {age} years old, spoke.",
        ),
        *("A {age}-year-old girl, {name}, spoke.", "The {age}-year-old {name} was heard."),
        *("In March {first}, {age} years of age, was arrested.", "{name}, a girl aged {age}, was heard."),
        *(
            "They met {name} ({age} years) there.",
            "{name}, age {age}, was heard.",
            "{name}, {age}, was heard.",
        ),
    ),
    "fr": (
        *("{name}, âgée de {age} ans, a été entendue.", "{name} ({age} ans) a été entendu."),
        *("{name}, {age} ans, a été entendu.", "Une fille de {age} ans, {name}, a été entendue."),
        *("{name}, une fille de {age} ans, a parlé.", "Le témoin {first}, âgé de {age} ans, a parlé."),
    ),
    "es": (
        *("{name}, de {age} años, fue oída.", "{name} ({age} años) fue oído.", "{name}, {age} años, habló."),
        *("Una niña de {age} años, {name}, fue oída.", "{name}, una niña de {age} años, habló."),
        "El testigo {first}, de {age} años de edad, habló.",
    ),
    "ru": (
        *("Свидетельница {name}, {age} лет, дала показания.", "Мальчика ({name}, {age} года) избили."),
        *("Тогда {name} в возрасте {age} лет бежала.", "Задержана {age}-летняя {name}."),
    ),
}
BIRTHS = {
    "en": (
        *("{name} was born on {day} {month} {year}.", "Date of birth: {day:02}/{number:02}/{year}."),
        *("She was born in Utopia on {month} {day}, {year}.", "DOB {year}-{number:02}-{day:02}."),
        "The witness (born {day}.{number}.{year}) spoke.",
    ),
    "fr": (
        *("{name} est née le {day} {month} {year}.", "Date de naissance : {day:02}/{number:02}/{year}."),
        *("Il est né en Utopie le 1er {month} {year}.", "Le témoin (né le {day}.{number}.{year}) a parlé."),
    ),
    "es": (
        *("{name} nació el {day} de {month} de {year}.", "Fecha de nacimiento: {day:02}/{number:02}/{year}."),
        *(
            "Es nacida en Utopía el {day} de {month} del {year}.",
            "El testigo (nacido el {day}-{number}-{year}).",
        ),
    ),
    "ru": (
        *("{name} родилась {day} {month} {year} г.", "Дата рождения: {day:02}.{number:02}.{year}."),
        "Свидетель родился в Оше {day} {month} {year} года.",
    ),
}
PHONES = {
    "en": (
        *("Call +44 20 7946 0{three}.", "Phone 020 7946 0{three}.", "Her mobile is 07700 900{three}."),
        *("WhatsApp: +44 7700 900 {three}", "Tel. (202) 555-01{two}.", "They wrote to +1 212-555-01{two}."),
    ),
    "fr": (
        *("Appelez le +33 1 99 00 {two} {other}.", "Tél. : 01 99 00 {two} {other}."),
        *("Son portable est le 06 39 98 {two} {other}.", "Le numéro +33 6 39 98 {two} {other} répond."),
    ),
    "es": (
        *(
            "Llame al +1 787-555-01{two}.",
            "Teléfono: (787) 555-01{two}.",
            "Su celular es el 787 555 01{two}.",
        ),
        "El número +1 939 555 01{two} contesta.",
    ),
    "ru": ("Тел.: +44 7700 900 {three}", "Звоните по телефону +1 212-555-01{two}."),
}
MAILS = ("{mail}@example.org", "Write to {mail}@mail.example.com.", "<{mail}@example.net>", "({mail}@x.edu)")
ACCOUNTS = ("IBAN {account}", "Account {account}, in her name.")
KINDS: dict[str, dict[str, tuple[str, ...]]] = {
    "the age of a person": AGES,
    "a date of birth": BIRTHS,
    "a phone number": PHONES,
    "an e-mail address": dict.fromkeys(AGES, MAILS),
    "a bank account": dict.fromkeys(AGES, ACCOUNTS),
}
ARABIC = (
    *("قال الطفل سليم البرقوقي (14 عاماً) ذلك.", "سمعت الطفلة ليلى، البالغة من العمر ١٣ سنة، ذلك."),
    *(
        "ضُربت الفتاة هناء الزيتاوي وعمرها 15 سنة.",
        "والتلميذ س. ب. (9 سنوات) غاب.",
        "للطفلة سلمى علي (6 أعوام) أخ.",
    ),
    *("ولد الطفل في 12 ماي 2012.", "هي من مواليد ٣ كانون الثاني/يناير ٢٠١١.", "تاريخ الميلاد: 12/5/2012."),
    *(
        "وهاتفه 0791234567.",
        "الاتصال على +962 7 9123 4567.",
        "رقم هاتفها: ٠٧٩١٢٣٤٥٦٧.",
        "البريد: ali@example.org",
    ),
)
"""Each with one datum of a person."""
ARABIC_QUIET = (
    *(
        "الأطفال العاملون (14 عاماً) كثر.",
        "سن الزواج (18 عاماً) لم يتغير.",
        "الطفل العامل (14 عاماً) لا يحميه القانون.",
    ),
    *(
        "الأشخاص المولودون قبل 3 أيار/مايو 1990.",
        "اعتُمد القانون في 12 ماي 2012.",
        "الطفل في سن 14 عاماً يعمل.",
    ),
    *("بلغ العدد 1 250 000 طفل في 2024.", "الطفلة التي تعمل منذ 14 عاماً.", "سُجلت 12345678 مكالمة."),
    *(
        "الفتيات بين 12 و17 سنة.",
        "الطفل ذو 14 سنة.",
        "يعاقب القاصر من عمر 12 سنة.",
        "راسلوا info@example.org",
    ),
)
QUIET = {
    "en": (
        *("Girls aged 14 were heard. Children aged 5 to 17 too.", "In Pakistan, aged 14, they marry."),
        *("Article 14, 15 and 16 of 1989.", "The law of 3 May 2011 is 12 years old."),
        *(
            "The 17-year-old Peruvian was heard.",
            "Write to info@example.org, crc@ohchr.org.",
        ),
        *(
            "Persons born before 7 February 1961.",
            "See CRC/C/PAK/5, paras. 12 (a) and 14; 2014-2019; 1,234,567.",
        ),
        *(
            "GB82 WEST 1234 5698 7654 33",
            "The phone was sold for 12 345 678 rupees.",
            "UNICEF, 70 years old.",
        ),
        *("Austria, 14, and Belgium, 12, accepted.", "On 3 May, 14, 15 and 16 were read."),
        "Interviews with people between 12 and 24 years of age, held between January and October 2024.",
    ),
    "fr": (
        *("Les enfants âgés de 14 ans ont été entendus.", "Les personnes nées après le 31 décembre 1978."),
        *("La loi n° 2012-1509 du 29 décembre 2012.", "Pendant 14 ans, la loi est restée la même."),
        *("Au Pakistan, 14 ans après, rien.", "Écrivez à contact@example.org."),
    ),
    "es": (
        *("Las niñas de 14 años fueron oídas.", "Personas nacidas después del 7 de febrero de 1961."),
        *("La Ley 20.123 de 1999, art. 12.345.678.", "Durante 14 años, la ley fue la misma."),
        *("Teniente Coronel, 3 años; Capitán, 4 años.", "Escriba a oficina@example.org."),
        *("Llamaron 1 500 000 veces.", "Los EE. UU., de 15 años a esta parte, y la S. A. (15 años)."),
    ),
    "ru": (
        *("Дети в возрасте 14 лет были опрошены.", "Девочки, 14 лет, и мальчики молчали."),
        *("Лица, родившиеся до 3 мая 1990 года.", "Закон 2010 года действует 14 лет."),
        "Дети (от 5 до 17 лет) учатся.",
        *("В Чуйской области (14 лет) и по Кыргызстану (16 лет).", "С 14 лет, согласно УК, отвечают все."),
        *("Зарегистрировано 1 310 случаев за 12 лет, а в Алматы 1 164 000.", "Пишите на info@example.org."),
    ),
}

CHILDREN = tomllib.loads((Path(__file__).parents[2] / "cases/children.toml").read_text(encoding="utf-8"))


def account(luck: random.Random) -> str:
    """An IBAN of a bank that does not exist, its check digits by the division that schools teach."""
    rest, country = f"XXXX{luck.randrange(10**14):014}", luck.choice(("GB", "FR", "ES", "CH"))
    digits = "".join(each if each.isdigit() else str(ord(each) - 55) for each in f"{rest}{country}00")
    remainder = 0
    for each in digits:
        remainder = (remainder * 10 + int(each)) % 97
    whole = f"{country}{98 - remainder:02}{rest}"
    return " ".join(whole[at : at + 4] for at in range(0, len(whole), 4)) if luck.random() < 0.7 else whole


def planted(luck: random.Random, lang: str, kind: str) -> str:
    """A sentence with one datum of a person."""
    first, last = luck.choice(FIRST[lang]), luck.choice(LAST[lang])
    mail = luck.choice((f"{first}.{luck.randrange(99)}", f"x_{first}", "m.l+news"))
    facts = {
        "first": first, "name": f"{first} {last}", "age": luck.randint(3, 89), "day": luck.randint(2, 28),
        "month": luck.choice(MONTHS[lang]), "year": luck.randint(1940, 2020), "number": luck.randint(1, 12),
        "two": f"{luck.randrange(100):02}", "other": f"{luck.randrange(100):02}",
        "three": f"{luck.randrange(1000):03}", "account": account(luck),
        "mail": mail.encode("ascii", "ignore").decode(),
    }  # fmt: skip
    return luck.choice(KINDS[kind][lang]).format(**facts)


def found(text: str, lang: str) -> list[Datum]:
    return list(persons_in(text, lang))


def counted(number: int, seed: int) -> Counter[tuple[str, bool]]:
    """How many of each kind were planted in texts, and found as that kind."""
    luck, counts = random.Random(seed), Counter[tuple[str, bool]]()
    for at in range(number):
        lang, kind = ("en", "fr", "es", "ru")[at % 4], luck.choice(list(KINDS))
        before, after = luck.choice(QUIET[lang]), luck.choice(QUIET[lang])
        sentence = planted(luck, lang, kind)
        text = f"{before} {sentence} {after}"
        place = range(len(before) + 1, len(before) + 1 + len(sentence))
        hits = [each for each in found(text, lang) if each.start in place]
        counts[kind, any(each.kind == kind for each in hits)] += 1
    return counts


def test_nine_of_ten_are_found() -> None:
    counts = counted(200, 1)
    missed = sum(number for (_, hit), number in counts.items() if not hit)
    assert missed <= 20, counts
    assert all(counts[kind, True] for kind in KINDS)


@pytest.mark.parametrize(
    ("lang", "text", "what"),
    [
        ("en", "Atieno, 13, was held for 97 days.", "Atieno, 13"),
        ("en", "The boys said so. Otieno (13) was beaten.", "Otieno (13"),
        ("en", "Maria Example (13) told us so.", "Maria Example (13"),
        ("en", "We met Atieno, 13, at the home.", "Atieno, 13"),
        ("fr", "Fatou, 13, dormait par terre.", "Fatou, 13"),
        ("fr", "Fatou (13) a été battue.", "Fatou (13"),
        ("es", "Rosa (13) fue golpeada.", "Rosa (13"),
    ],
)
def test_a_name_and_a_number_are_a_person_and_its_age(lang: str, text: str, what: str) -> None:
    assert [text[each.start : each.end] for each in found(text, lang)] == [what]


def test_a_name_and_a_number_can_be_a_count_or_a_note() -> None:
    texts = (
        "Children, 13, were heard. | The homes in Kisumu (13) and Nairobi (12) were full. | UNICEF (12) said."
        " | In Kisumu, 13, all of them boys, were held. | Human Rights Watch (12) reports it."
        " | For Costa Rica, eighteen years of age is it. | The United Kingdom (10 years) has it."
        " | Like Burkina Faso, 18 years of age is low. | New Zealand, 14 years of age, and Sri Lanka."
        " | Rome (40) was full. | Kenya, 14, and Uganda (12) was third. | See Rule (13) of the Rules."
    )
    assert [each for each in texts.split(" | ") if found(each, "en")] == []


@pytest.mark.long
def test_nine_of_ten_of_each_kind_are_found() -> None:
    counts = counted(6_000, 2)
    for kind in KINDS:
        assert counts[kind, True] >= 9 * counts[kind, False], counts


@pytest.mark.parametrize(("lang", "text"), [(lang, each) for lang, texts in QUIET.items() for each in texts])
def test_what_is_of_no_person_is_not_found(lang: str, text: str) -> None:
    assert found(text, lang) == []


def test_data_of_persons_in_arabic() -> None:
    """A name and an age are known after a word such as “the child” only: there are no capitals."""
    assert [len(found(each, "ar")) for each in ARABIC] == [1] * len(ARABIC)
    assert [each for each in ARABIC_QUIET if found(each, "ar")] == []


@pytest.mark.parametrize("lang", CHILDREN["one"])
def test_the_age_of_one_child(lang: str) -> None:
    """A child is known by its age and a place; what is said of several, or of any child, is of nobody."""
    kinds = [[str(each.kind) for each in found(text, lang)] for text in CHILDREN["one"][lang]]
    assert kinds == [["the age of a child"]] * len(kinds), dict(
        zip(CHILDREN["one"][lang], kinds, strict=True)
    )
    assert [each for each in CHILDREN["many"][lang] if found(each, lang)] == []


def test_a_child_with_a_name_is_found_once() -> None:
    """Beside a name there is one finding, that of the name."""
    for text in ("Maria Example, a girl of 14, was heard.", "A 14-year-old girl, Maria Example, spoke."):
        assert len(found(text, "en")) == 1, text


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Ejemplo Torres, de 15 años, habló.", "Ejemplo Torres, de 15 años"),
        ("M. L. Q., de 13 años, habló.", "M. L. Q., de 13 años"),
        ("La niña M.L.Q. (13 años) habló.", "M.L.Q. (13 años"),
        ("Una niña de 13 años, M. L. Q., habló.", "niña de 13 años, M. L. Q."),
        ("Hablaron ellas: Muestra T. R., de 15, y otra.", "Muestra T. R., de 15"),
        ("Su celular: 900 000 000.", "900 000 000"),
    ],
)
def test_persons_are_written_of_as_in_lima(text: str, what: str) -> None:
    """A surname that ends in s is no plural, initials are a name, and phones have nine digits."""
    assert [text[each.start : each.end] for each in found(text, "es")] == [what]


@pytest.mark.parametrize(
    "text",
    ["Tél. {}.", "tél. : {}", "Tél {}, habite à Mbour.", "Joindre Exemple au {}.", "On est joignable au {}."],
)
@pytest.mark.parametrize("number", ["77 000 00 00", "70 00 00 00", "01 23 45 67 89"])
def test_phones_are_written_as_in_dakar_and_bamako(text: str, number: str) -> None:
    """In French the word is most often cut short, and a number has eight to ten digits."""
    written = text.format(number)
    assert [written[each.start : each.end] for each in found(written, "fr")] == [number]


# The number of an example in GB 11643-1999, which is of nobody, and one that an operator uses itself.
@pytest.mark.parametrize(
    ("text", "kind", "what"),
    [
        ("证人甲（身份证号11010519491231002X）报案。", "an identity number", "11010519491231002X"),
        ("身份證號碼：11010519491231002x", "an identity number", "11010519491231002x"),
        ("报案电话13800138000，至今没有结果。", "a phone number", "13800138000"),
        ("请拨打010-5550 1234。", "a phone number", "010-5550 1234"),
        ("她的號碼是138 0013 8000。", "a phone number", "138 0013 8000"),
        ("请联系+86 13800138000。", "a phone number", "+86 13800138000"),
        ("她于2010年3月7日出生。", "a date of birth", "2010年3月7日出生"),
        ("该女孩生于2010年3月7日。", "a date of birth", "生于2010年3月7日"),
        ("出生日期：2010-03-07。", "a date of birth", "出生日期：2010-03-07"),
        ("请发邮件到amina@example.org联系她。", "an e-mail address", "amina@example.org"),
        ("联系иван@пример.рф。", "an e-mail address", "иван@пример.рф"),
    ],
)
def test_persons_are_written_of_in_chinese(text: str, kind: str, what: str) -> None:
    """No space is between the words, and the word for a birth is before or after the day."""
    assert [(each.kind, text[each.start : each.end]) for each in found(text, "zh")] == [(kind, what)]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "2010年3月7日以后出生的儿童。",
            "出生于2010年3月7日以前的儿童。",
            "截至2023年12月31日出生登记率上升。",
        ),
        *("该法自2010年3月7日生效。", "编号110105194912310021。", "拨款13800138000元，涉及12345678人。"),
        "请发邮件到info@example.org联系。",
        *("CRC/C/CHN/5-6，第12段；2014-2019；1,234,567。", "提案A/HRC/40/6，第28.1段至第28.346段。"),
    ],
)
def test_what_is_of_no_person_is_not_found_in_chinese(text: str) -> None:
    assert found(text, "zh") == []


def test_without_the_library_numbers_of_phones_are_found_too(monkeypatch: pytest.MonkeyPatch) -> None:
    assert PHONENUMBERS.find()
    monkeypatch.setattr(Need, "find", lambda _: "")
    assert [each.kind for each in found("Phone 020 7946 0123", "en")] == ["a phone number"]
    assert found("In 2014 there were 20 7946 0123 cases.", "en") == []


SOURCE = (
    "---\ntitle: A\nlang: en\n{}---\n\n"
    "1. Maria Example, aged 14, was heard ([her](mailto:maria@example.org)).\n"
)


@pytest.mark.parametrize(
    ("keys", "number"),
    [
        ("public: true\n", 2),
        ("public: false\n", 0),
        ("", 0),
        ("profile: crc\n", 2),
        ("profile: crc\npublic: false\n", 0),
        ("profile: upr\n", 0),
    ],
)
def test_only_texts_that_may_be_published_are_looked_at(tmp_path: Path, keys: str, number: int) -> None:
    told = examine(tmp_path, SOURCE.format(keys))
    assert sum(each.code == "X810" for each in told) == number
