"""The translations of the interface: complete, with the places of facts and the marks of the original."""

from __future__ import annotations

import gettext
import re
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from scripts.make_messages import NOTE, WORDS, catalogue, page, translation
from tests.judges.validators import ROOT
from toolchain.model.wording import LANGUAGES
from toolchain.pipeline.send_check.items import Item, together

TRANSLATED = LANGUAGES[1:]
JOINTS = {"en": ("or", "and"), "fr": ("ou", "et"), "es": ("o", "y")}
"""The word before the last name of a list: the format in `{names:or}`."""


stored = cache(translation)
made = cache(catalogue)


@cache
def messages(language: str) -> tuple[Message, ...]:
    return tuple(message for message in stored(language) if message.id)


def forms(message: Message) -> tuple[str, ...]:
    """Return the forms of the translation of a plural."""
    return tuple(message.string or ())


def pairs(language: str) -> Iterator[tuple[str, str]]:
    """Yield each text with its translation; of a plural the form of many with each."""
    for message in messages(language):
        if isinstance(message.id, str):
            yield message.id, str(message.string)
        else:
            yield from ((message.id[1], text) for text in forms(message))


def fields(text: str, language: str) -> set[tuple[str, str, str]]:
    """Return the facts in a text, with their formats."""
    joints = dict(zip(JOINTS[language], JOINTS["en"], strict=True))
    try:
        found = list(string.Formatter().parse(text))
    except ValueError:  # it has braces of its own, and no facts
        return set()
    return {(name, joints.get(spec or "", spec or ""), how or "") for _, name, spec, how in found if name}


def test_the_messages_for_translators_are_not_stale() -> None:
    template = (WORDS / "messages.pot").read_text(encoding="utf-8")
    assert template == page(made()), "run: make generate"


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_has_a_translation_and_none_is_left_over(language: str) -> None:
    known = {message.id: message.auto_comments for message in messages(language)}
    assert known == {message.id: message.auto_comments for message in made() if message.id}, "make generate"
    untranslated = [text for text, translated in pairs(language) if not translated]
    assert untranslated == [], f"translate them in {language}.po, and run: make generate"
    assert [message.id for message in messages(language) if message.fuzzy] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_names_the_facts_of_its_message(language: str) -> None:
    """A singular need not name the number."""
    for message in messages(language):
        if isinstance(message.id, str):
            assert fields(str(message.string), language) == fields(message.id, "en"), message.id
            continue
        known = fields(message.id[0], "en") | fields(message.id[1], "en")
        for text in forms(message):
            assert fields(text, language) <= known, message.id
        assert fields(forms(message)[-1], language) >= fields(message.id[1], "en"), message.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_keeps_spaces_lines_and_marks(language: str) -> None:
    """Spaces at the ends, the lines of examples, options, codes and commands between backticks."""
    for text, translated in pairs(language):
        assert [translated.startswith(" "), translated.endswith(" ")] == [
            text.startswith(" "),
            text.endswith(" "),
        ], text
        assert translated.count("\n") == text.count("\n"), text
        assert translated.count("`") == text.count("`"), text
        assert [each in translated for each in ("<", "&")] == [each in text for each in ("<", "&")], text
        for line in text.split("\n"):
            if line.startswith("  submission "):
                assert line.partition("   ")[0] in translated, text


HIGH_MARK = re.compile(r"\S*[^\xa0\u202f][;:!?](?=\s|$)|[^\xa0\u202f]»|«[^\xa0\u202f]")
TO_TYPE = re.compile(r"`[^`]*`|\{\{.*\}\}|<!--.*?-->|\{\w+\}: […\"]")
"""Code, objects, comments and keys with their values, which have no such spaces."""


def test_french_has_a_no_break_space_at_high_marks_and_quotation_marks() -> None:
    """What is typed, such as `title:`, ends with the mark in the original too, without a fact."""
    for text, translated in pairs("fr"):
        found = HIGH_MARK.findall(TO_TYPE.sub("\xa0", translated))
        assert [each for each in found if each not in text or each.endswith("}:")] == [], translated


@pytest.mark.parametrize(
    ("language", "agreeing"),
    [("fr", r"\{\w+\} \w+(?:és|ées)\b(?= ?[,:;]|$)"), ("es", r"\{\w+\} \w+[ai]d[oa]s\b")],
)
def test_a_participle_after_a_number_agrees_with_it(language: str, agreeing: str) -> None:
    """A message without a plural has the number after the word: “ajoutés : 1”, not “1 ajoutés”."""
    texts = [str(each.string) for each in messages(language) if isinstance(each.id, str)]
    assert [
        text for text in texts if re.search(agreeing, text.replace("plus de {", "").replace("más de {", ""))
    ] == []


def test_what_is_joined_has_the_spaces_of_its_language(monkeypatch: pytest.MonkeyPatch) -> None:
    items = [Item("proved", f"r.docx {each}") for each in ("montre le texte", "ne porte rien")]
    monkeypatch.setenv("SUBMISSION_UI_LANG", "fr")
    [line] = together(items, "r.docx")
    assert line.text == "r.docx\xa0: montre le texte\xa0; ne porte rien"


@pytest.mark.parametrize("language", TRANSLATED)
def test_files_are_as_make_generate_writes_them(language: str) -> None:
    text = (WORDS / f"{language}.po").read_text(encoding="utf-8")
    assert text == page(stored(language)), "run: make generate"
    compiled = gettext.translation("submission", WORDS, [language])
    for message in messages(language):
        if not message.string or not all(message.string):
            continue  # it is not translated, which another test says
        if isinstance(message.id, str):
            assert compiled.gettext(message.id) == message.string, "run: make generate"
        else:
            assert compiled.ngettext(message.id[0], message.id[1], 2) == forms(message)[1], (
                "run: make generate"
            )


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_guide_says_what_no_native_speaker_has_read(language: str) -> None:
    text = " ".join((ROOT / "docs" / "languages.md").read_text(encoding="utf-8").split())
    unread = NOTE in stored(language).header_comment
    assert unread == (f"`{language}.po`: {NOTE}" in text)


OUTSIDE = re.compile(r"(?s)<(style)\b.*?</\1>|\{\{.*?\}\}|\{%.*?%\}|<!DOCTYPE[^>]*>")
SPOKEN = re.compile(r'\b(?:title|aria-label|alt|placeholder)="([^"]*)"|<[^>]*>')
LATIN = {"Ibid"}


@pytest.mark.parametrize(
    "path", sorted((ROOT / "toolchain/reports").rglob("*.j2")), ids=lambda path: path.parent.name
)
def test_a_page_has_no_words_but_messages(path: Path) -> None:
    text = SPOKEN.sub(
        lambda found: f" {found[1] or ''} ", OUTSIDE.sub("\0", path.read_text(encoding="utf-8"))
    )
    assert set(re.findall("[A-Za-z]{3,}", text)) <= LATIN, 'write {{ said("…") }}'
