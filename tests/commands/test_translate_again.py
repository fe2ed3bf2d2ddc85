"""`translate` with files that are not as it wrote them, and what stays when it writes them again."""

from __future__ import annotations

import re
from pathlib import Path

import polib
import pytest

from tests.commands.test_translate import SOURCE, reader, source
from tests.support.command import Run, edit, run
from tests.support.translating import exported, fill, pseudo
from toolchain.formats.translations import FORMS, xliff

__all__ = ["run", "source"]  # fixtures


def test_a_typed_plain_profile_stays_in_a_folder_with_another_one(source: Path, run: Run) -> None:
    Path("submission.toml").write_text('profile = "upr"\n', encoding="utf-8")
    source.write_text(SOURCE.replace("lang: en\n", "lang: en\nprofile: plain\n"), encoding="utf-8")
    fill(file := exported(source, "po"), pseudo)
    assert run("translate", "import", file, source, "-o", "report.fr.md").status == 0
    made = Path("report.fr.md")
    text = made.read_text(encoding="utf-8")
    assert "\nprofile: plain\n" in text
    assert "V951" not in run("check", made).out
    made.write_text(text.replace("profile: plain\n", ""), encoding="utf-8")
    assert 'error V951 "profile" is not the same as in the original' in run("check", made).out


@pytest.mark.parametrize("form", ["po", "xliff"])
def test_a_file_of_another_language_is_refused(source: Path, run: Run, form: str) -> None:
    """Also on export into it, which would name it French; "fr_CA" is French, "" and "fra" may be."""
    suffix = FORMS[form].suffixes[0]
    spanish = Path(f"report.es{suffix}")
    assert run("translate", "export", source, "--to", form, "-o", spanish).status == 0
    ran = run("translate", "import", spanish, source, "-o", "report.fr.md")
    assert (ran.status, Path("report.fr.md").exists()) == (2, False)
    said = f'{spanish}: error V953 the file names the language "es" for its translations, not "fr"'
    assert said in ran.err
    french, text = Path(f"report.fr{suffix}"), spanish.read_text(encoding="utf-8")
    french.write_text(text, encoding="utf-8")
    assert run("translate", "export", source, "--to", form, "-o", french).status == 2
    assert french.read_text(encoding="utf-8") == text
    for lang in ("fr_CA", "fra", ""):
        named = text.replace('"Language: es', f'"Language: {lang}').replace('age="es"', f'age="{lang}"')
        french.write_text(named, encoding="utf-8")
        assert run("translate", "import", french, source, "-o", "report.fr.md", "--force").status == 1


@pytest.mark.parametrize("form", ["po", "xliff"])
def test_what_translators_noted_is_kept(source: Path, run: Run, form: str) -> None:
    """Also at a text without a translation, and at one that changed; what we say of tags is written anew."""
    file = exported(source, form)
    if form == "po":
        entries = polib.pofile(str(file))
        for entry in entries:
            entry.tcomment = "ask “A” &\n<b>"
        entries.save()
    else:
        noted = '<note from="Ana">ask “A” &amp;\n&lt;b&gt;</note></trans-unit>'
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("</trans-unit>", noted), encoding="utf-8")
    edit(source, "Penal Code, sect", "The Penal Code, sect")
    for _ in range(2):
        assert run("translate", "export", source, "--to", form, "-o", file).status == 0
        read = {each.text: each.comment for each in reader(form)(file.read_bytes(), "")}
        for text in ("Legislation", "The Penal Code, sect. 375."):
            assert read[text] == "ask “A” &\n<b>"
        assert file.read_text(encoding="utf-8").count("note1: penal") == 1


@pytest.mark.parametrize("form", ["po", "xliff"])
def test_a_text_that_is_translated_twice_is_refused_at_its_line(source: Path, run: Run, form: str) -> None:
    file = exported(source, form)
    fill(file, pseudo)
    text = file.read_text(encoding="utf-8")
    whole = {"po": r'msgctxt "heading"\n(?:.+\n)+', "xliff": r'<trans-unit id="heading(?s:.)+?</trans-unit>'}
    found = re.search(whole[form], text)
    assert found
    twice = found[0].replace("noitalsigeL", "Droit")
    assert twice != found[0]
    file.write_text(f"{text[: found.end()]}\n{twice}{text[found.end() :]}", encoding="utf-8")
    ran = run("translate", "import", file, source, "-o", "report.fr.md")
    assert (ran.status, Path("report.fr.md").exists()) == (2, False)
    assert re.search(rf"{re.escape(str(file))}:\d+:1: error V953 “Legislation” is translated twice", ran.err)
    file.write_text(f"{text[: found.end()]}\n{found[0]}{text[found.end() :]}", encoding="utf-8")
    assert run("translate", "import", file, source, "-o", "report.fr.md").status == 0


def test_of_equal_texts_with_several_translations_none_is_given_to_another(source: Path, run: Run) -> None:
    """If one of them is gone or new, all are to be reviewed; at as many places each keeps its own."""
    source.write_text("---\ntitle: A\nlang: en\n---\n\n1. Yes.\n\n2. Yes.\n\n3. No.\n", encoding="utf-8")
    file = exported(source, "xliff")
    given = iter(("un", "Oui.", "Si.", "Non."))
    fill(file, lambda _: next(given))

    def again() -> list[tuple[str, bool]]:
        assert run("translate", "export", source, "--to", "xliff", "-o", file).status == 0
        return [(each.translation, each.old) for each in xliff.read(file.read_bytes(), "")[1:]]

    filled = file.read_bytes()
    edit(source, "3. No.", "3. Never.\n\n4. No.")
    assert again() == [("Oui.", False), ("Si.", False), ("", False), ("Non.", False)]
    file.write_bytes(filled)
    edit(source, "1. Yes.\n\n2. Yes.", "1. Yes.")
    (left, *_) = again()
    assert left[1]
    file.write_bytes(filled)
    edit(source, "1. Yes.", "1. Yes.\n\n2. Yes.\n\n3. Yes.")
    assert [old for _, old in again()[:3]] == [True] * 3
