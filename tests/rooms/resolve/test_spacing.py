"""Spaces that do not end a line: "~" stands for a no-break space."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import printed
from tests.support.pages import SOURCES, Submission, read, written
from toolchain import model as m
from toolchain.resolve.labels import words_for
from toolchain.resolve.spacing import glue

LINES = {
    "en": [
        "Under article~5, art.~375 (see p.~12 and pp.~12–14), Law No.~5 and para.~7 (a)",
        "Part~II, annex~A, annex~IV, an article by A. B., this article Is not",
        "12~per~cent, 5~million, 20~km, 7 kmh, twelve per cent, per cent 5",
        "10~000 and 1~234~567, in 1995 200 people, 12 34, 1,234 567, 0.5 000",
        "Articles~5 and 6: articles~5 and 6; (art.~5), subarticle 5, smart 5",
        "a typed\u00a0space, and art.\u00a05",
        "What ? « No » : yes",
    ],
    "fr": [
        "«~Pourquoi~?~» dit-il~; oui~: non~!",
        "l’art.~5, no~7, n°~8, 12~pour~cent, 10~000 personnes",
        "Qui?",
        "p.~ex. oui~; s.~d., ap. ex.",
    ],
    "es": [
        "el art.~5, núm.~7, párr.~8, 12~por~ciento, 2~mil~millones, ¿Qué ?",
        "los EE.~UU., p.~ej., en 500 a.~C., ap. ej., «sí» — no",
    ],
    "ru": [
        "ст.~5, №~7, п.~8, статьями~9 и 10, 12~процентов, 10~000 детей, 5~тыс. «Да» : нет",
        "Право~— это закон, и т.~д.; т.~е.~— да; в 1989–1990, ст.~5~— 7",
    ],
    "ar": ["المادة~5 والمادتين~6 و7، رقم~8، 12~في~المائة، 10~000"],
    "zh": ["第~3~条，12~%，共~10~000~人"],
}


@pytest.mark.parametrize(("lang", "line"), [(lang, line) for lang, lines in LINES.items() for line in lines])
def test_which_spaces_do_not_end_a_line(lang: str, line: str) -> None:
    typed = line.replace("~", " ")
    places = set(glue(lang).spaces(typed))
    assert "".join("~" if at in places else sign for at, sign in enumerate(typed)) == line


def test_every_language_with_words_says_what_it_keeps_together() -> None:
    """A language that we have words for has an entry of its own, and English stands in for others."""
    for lang in ("en", "fr", "es", "ru", "ar", "zh"):
        assert glue(lang).before >= {
            w for f in words_for(lang).references.values() for w in f if " " not in w
        }
        assert (glue(lang) == glue("en")) is (lang == "en")
    assert glue("fr-CA") == glue("fr")
    assert glue("tlh") == glue("en")


def shown(submission: Submission) -> list[str]:
    """The lines of the text and of the notes."""
    lines = [*printed.body(submission.resolved), *printed.notes(submission.resolved)]
    return [line.text.replace("\u00a0", "~") for line in lines]


def test_spaces_stay_together_across_what_is_not_text(tmp_path: Path) -> None:
    """A line's end in the source is a space; emphasis does not part what it is about, and a mark does."""
    body = (
        "1. The *art.* 5, **No.\n     7** and 12\n     *per* cent, art.[^a] 5, `art. 5`, 5[^a] km.\n\n"
        "     | Art. 5 | 10 000 |\n     |---|---|\n     | p. 6 | 7 % |\n\n"
        "[^a]: See [art. 9](https://example.org/a 'art. 9'), p.\\\n    5 and vol. 2.\n"
    )
    assert shown(written(tmp_path, body)) == [
        "The art.~5, No.~7 and 12~per~cent, art.1 5, art. 5, 51 km.",
        "Art.~5", "10~000", "p.~6", "7~%",
        "See art.~9, p.\n5 and vol.~2.",
    ]  # fmt: skip


def test_a_comment_leaves_one_space(tmp_path: Path) -> None:
    body = (
        "1. A word <!-- a --> and <!-- b --> <!-- c -->\n   *one* <!-- d -->more,<!-- e --> "
        "art. <!-- f --> 5.[^a]\n\n"
        "[^a]: See <!-- g --> [it](https://example.org/a).\n"
    )
    assert shown(written(tmp_path, body)) == ["A word and one more, art.~5.1", "See it."]


def test_a_thin_space_stays_thin(tmp_path: Path) -> None:
    """And parts no number among Arabic, of which it would change the order of the groups (UAX #9)."""
    assert shown(written(tmp_path, "1. For 10\u2009000 and 5\u2009km, a\u2009b.\n")) == [
        "For 10\u202f000 and 5\u202fkm, a\u2009b."
    ]


def test_what_is_printed_does_not_depend_on_claims(tmp_path: Path) -> None:
    """Of a false number beside other figures nothing is kept together that the true one would not keep."""
    both = []
    for claim in ("1", "1234"):
        (tmp_path / claim).mkdir()
        words = f"See art. [{claim}](#a) 000 and [{claim}](#a) km, [para. {claim}](#a) 000."
        body = f"1. One. {{#a}}\n\n2. {words}\n"
        both.append(shown(written(tmp_path / claim, body)))
    assert both[0] == both[1] == ["One.", "See art.~1 000 and~1 km, para.~1 000."]


def test_a_number_in_emphasis_stays_with_its_word(tmp_path: Path) -> None:
    body = "1. One. {#a}\n\n2. See para. *[1](#a)*, para. **[1](#a)** and para. [*1*](#a); it has *no* 1.\n"
    assert shown(written(tmp_path, body)) == [
        "One.",
        "See para.~1, para.~1 and para.~1; it has no 1.",
    ]


def test_nothing_but_spaces_is_changed() -> None:
    met = set()
    for path in SOURCES:
        resolved = read(path).resolved
        if resolved.printed:
            met.add(resolved.words.lang)
        for node, text in resolved.printed.items():
            typed = node.text if isinstance(node, m.Text) else " "
            assert text.replace("\u00a0", " ") == typed.replace("\u00a0", " ")
            assert text != typed
    assert met >= {"en", "fr", "es", "ru"}
