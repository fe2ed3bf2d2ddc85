"""The sentences of findings: how templates are filled and chosen, and that a translation can replace them."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from scripts.make_messages import cases
from toolchain import data
from toolchain.model import wording
from toolchain.model.facts import Facts, Plural, Severity, Templates, Word, rule, templates_of
from toolchain.reports import sentences
from toolchain.reports.sentences import help_of, message_of


@rule("Z901", "odd-count", "A count is odd", Severity.WARNING)
class OddCount(Facts):
    says = Plural("count", "there is {count} {kind}", "there are {count} of {kind}: {names:or}")
    help = ("did you mean {near}?", "write {{}}")
    says_in_file = "“{text:short}” is odd"
    count: int
    kind: Word = Word("list")
    names: tuple[str, ...] = ()
    near: str | None = None
    text: str = ""


class Nested(Facts, says="{last}, and {more} more", help="{last:help}"):
    last: Facts
    more: int


def test_numbers_choose_their_form() -> None:
    assert message_of(OddCount(1)) == "there is 1 list"
    assert message_of(OddCount(2815, names=("a", "b", "c"))) == "there are 2,815 of list: a, b or c"


def test_the_first_template_is_used_whose_facts_are_known() -> None:
    assert help_of(OddCount(1, near="two")) == "did you mean two?"
    assert help_of(OddCount(1)) == help_of(OddCount(1, near="")) == "write {}"


def test_a_finished_file_has_a_sentence_of_its_own_and_long_texts_are_shortened() -> None:
    assert message_of(OddCount(1, text="a  word"), in_file=True) == "“a word” is odd"
    assert message_of(OddCount(1, text="x" * 70), in_file=True) == f"“{'x' * 59}…” is odd"


def test_facts_in_facts_keep_their_rule() -> None:
    facts = Nested(OddCount(1), 3)
    assert facts.rule.code == "Z901"
    assert message_of(facts) == "there is 1 list, and 3 more"


def test_facts_in_facts_have_their_sentence_of_a_file_and_their_help() -> None:
    facts = Nested(OddCount(1, text="a word"), 3)
    assert message_of(facts, in_file=True) == "“a word” is odd, and 3 more"
    assert help_of(facts) == "write {}"


def test_braces_in_facts_are_only_text() -> None:
    assert message_of(OddCount(1, Word("{count}"))) == "there is 1 {count}"


def test_facts_are_equal_by_their_values_and_cannot_be_changed() -> None:
    assert OddCount(1) == OddCount(count=1)
    assert OddCount(1) != OddCount(2)
    assert len({OddCount(1), OddCount(1), OddCount(2)}) == 2
    assert repr(Nested(OddCount(1), 2)).startswith("Nested(last=OddCount(count=1, kind='list'")
    with pytest.raises(AttributeError):
        OddCount(1).count = 2  # type: ignore[misc]
    with pytest.raises(TypeError, match="takes count"):
        OddCount()  # type: ignore[call-arg]


def test_a_case_cannot_be_given_other_texts() -> None:
    with pytest.raises(TypeError, match="Mistyped is given say"):
        type("Mistyped", (Facts,), {}, say="a message")


def test_a_translation_replaces_sentences_plurals_and_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Russian has three plural forms. What is not translated stays English."""
    folder = tmp_path / "words" / "ru" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (tmp_path / "ru.po").write_text(
        'msgid ""\nmsgstr "Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && '
        'n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\nContent-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "there is {count} {kind}"\nmsgid_plural "there are {count} of {kind}: {names:or}"\n'
        'msgstr[0] "{count} {kind}"\nmsgstr[1] "{count} списка"\nmsgstr[2] "{count} списков"\n\n'
        'msgid "list"\nmsgstr "список"\n',
        encoding="utf-8",
    )
    with (tmp_path / "ru.po").open("rb") as source, (folder / "submission.mo").open("wb") as made:
        write_mo(made, read_po(source, locale="ru"))
    monkeypatch.setattr(data, "FOLDER", tmp_path)
    monkeypatch.setenv(wording.VARIABLE, "ru")
    wording._catalogue.cache_clear()
    try:
        assert [message_of(OddCount(count)) for count in (1, 3, 5)] == ["1 список", "3 списка", "5 списков"]
        assert help_of(OddCount(1)) == "write {}"
    finally:
        wording._catalogue.cache_clear()


def test_every_template_names_facts_of_its_case() -> None:
    """A sentence can be made of each, whatever is known; none ends in a full stop or begins in a capital."""
    for case, text in [(each, text) for each in cases() for text in templates_of(each)]:
        for template in (text,) if isinstance(text, str | Plural) else text:
            assert sentences._names(template) <= set(case._names), (case, template)
            if isinstance(template, Plural):
                assert template.by in case._names, (case, template)
                assert sentences._names(template.one) <= set(case._names), (case, template)
            for words in template[1:] if isinstance(template, Plural) else (template,):
                assert not words.endswith(".") or words.endswith(("\\.", "…")), (case, words)


def test_a_case_has_nothing_but_templates_and_facts() -> None:
    known = {*Templates._fields, "rule", "gravity"}
    for case in cases():
        own = {name for name in vars(case) if not name.startswith("_")}
        assert own <= known | set(case._names), case
