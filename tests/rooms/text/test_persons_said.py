"""Ages with a verb after a name, and other data of persons. All persons are invented."""

from __future__ import annotations

import pytest

from toolchain.text.persons import persons_in


@pytest.mark.parametrize(
    ("lang", "text", "what"),
    [
        ("en", "The guard hit Lio Marden, who was 12 years old.", "Lio Marden, who was 12 years old"),
        ("en", "Mara Odell is 41 years old.", "Mara Odell is 41 years old"),
        ("en", "Mara Odell (b. 4 July 1998) spoke.", "b. 4 July 1998"),
        ("en", "Ring her on 07700 900321 after six.", "07700 900321"),
        ("en", "Ring 07700 900322.", "07700 900322"),
        ("en", "Su Lin Marden is 41 years old.", "Su Lin Marden is 41 years old"),
        ("fr", "Maëlle Vorand a 41 ans.", "Maëlle Vorand a 41 ans"),
        ("fr", "Mme Vorand, alors âgée de 16 ans, l’a vu.", "Mme Vorand, alors âgée de 16 ans"),
        ("fr", "Oriane Kessou, agée de 8 ans, dormait.", "Oriane Kessou, agée de 8 ans"),
        ("es", "Marta Olvido tiene 41 años.", "Marta Olvido tiene 41 años"),
        ("en", "We had to ring the family on 07700 900123.", "07700 900123"),
        ("en", "Mara Odell, aged fourteen, was heard.", "Mara Odell, aged fourteen"),
        ("en", "Forty-two-year-old Mara Odell spoke.", "Forty-two-year-old Mara Odell"),
        ("en", "Mara Odell, who was thirty years old, spoke.", "Mara Odell, who was thirty years old"),
        ("fr", "Maëlle Vorand, âgée de quatorze ans, l’a vu.", "Maëlle Vorand, âgée de quatorze ans"),
        ("fr", "Mme Vorand, soixante et onze ans, l’a vu.", "Mme Vorand, soixante et onze ans"),
        (
            "fr",
            "Le témoin Oriane, âgé de quatre-vingt-dix-sept ans.",
            "Oriane, âgé de quatre-vingt-dix-sept ans",
        ),
        ("fr", "Une fille de quatorze ans, Oriane Kessou.", "fille de quatorze ans, Oriane Kessou"),
        ("es", "Marta Olvido, de catorce años, habló.", "Marta Olvido, de catorce años"),
        ("es", "Marta Olvido, de treinta y cinco años, habló.", "Marta Olvido, de treinta y cinco años"),
        ("es", "Marta Olvido tenía veintidós años.", "Marta Olvido tenía veintidós años"),
    ],
)
def test_data_are_also_said_with_a_verb_or_a_short_word(lang: str, text: str, what: str) -> None:
    assert [text[each.start : each.end] for each in persons_in(text, lang)] == [what]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The Labour Code is 12 years old. Pakistan was 41 years old."),
        ("en", "Our Labour Code is 12 years old. This Committee was 41 years old."),
        ("en", "The smuggling ring earned 123456789 rupees."),
        ("fr", "Cette Convention a 30 ans, et Notre Association a 12 ans."),
        ("es", "Nuestra Constitución tiene 40 años."),
        ("en", "Its reports are (a) 3 May 2011 and b. 4 July 1998."),
        ("fr", "Le Code Pénal a 41 ans, et la loi a 12 ans."),
        ("es", "La Ley Orgánica tiene 12 años."),
        ("en", "Human Rights Watch is 41 years old. Amnesty International was sixty years old."),
        ("fr", "Médecins Sans Frontières a 50 ans. Le Plan National de 5 ans suit."),
        ("es", "El Plan Nacional, de cinco años, sigue."),
        (
            "en",
            "In Odell v. Marden, two years. Roma aged one to five, Roma aged fourteen or fifteen.",
        ),
        ("fr", "À Jean Vorand, de dix ans de prison. À Jean Vorand, de 10 ans d’emprisonnement."),
        ("es", "A Juan Olvido, de veinte años de prisión."),
        ("fr", "M. Vorand, condamné à deux ans, y reste. Maëlle Vorand, deux ans plus tard, y reste."),
    ],
)
def test_a_law_that_is_old_is_no_person(lang: str, text: str) -> None:
    assert list(persons_in(text, lang)) == []


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Anna Code, aged 12, was held."),
        ("en", "Anna Marden of the Child Rights Network, aged 12, was held."),
        ("en", "John Union is 14 years old."),
        ("es", "Rosa Centro, de 12 años, fue detenida."),
        ("es", "Marta Olvido, de doce años de edad, fue detenida."),
    ],
)
def test_a_name_that_an_organization_can_have_is_a_persons(lang: str, text: str) -> None:
    assert len(list(persons_in(text, lang))) == 1
