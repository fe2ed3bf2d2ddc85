"""`translate export` and `import`: files for translators, and what comes back."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.command import Run, edit, report_in, run
from tests.support.translating import exported, fill, imported, pseudo
from toolchain import model as m
from toolchain.formats.translations import Message, po, xliff
from toolchain.model.diagnostics import Failure
from toolchain.model.walk import plain_text, walk
from toolchain.pipeline import stages as pipeline
from toolchain.pipeline import translate
from toolchain.project.settings import Options

__all__ = ["run"]  # fixtures

REF = "<ref1><number1/></ref1>"
TEXTS = (m.Heading, m.Caption, m.Cell)

SOURCE = """\
---
title: The *age* of consent
lang: en
country: Atlantis
keywords:
  - consent
submitted-by:
  - name: Children First
    description: Children First works for children.
    contact: {person: A. Person, role: Director, address: "1 Street\\nAtlantis City", email: a@example.org}
---

# Legislation {#law}

<!-- check: ignore R205 known -->

1. The Penal Code sets **the age**
of consent at 16.[^penal] {#consent}

2. It covers girls only (see para. [1](#consent)), as [a study](https://example.org/a) found.^[A study, 2024.]

     1. in the north: `code`;
     2. in the south (see para. [2 (a)](#north)). <!-- ask A. Person -->

Table: Cases {#table-cases}

| Year | Cases |
| ---- | ----- |
| 2024 | 31    |

[^penal]: Penal Code, sect. 375.
"""
SOURCE = SOURCE.replace("`code`;", "`code`; {#north}")


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return report_in(tmp_path, SOURCE, monkeypatch)


def test_what_is_a_text_to_translate(source: Path) -> None:
    found = [(each.msgctxt, each.msgid) for each in polib.pofile(str(exported(source, "po")))]
    assert found == [
        ("title", "The <i1>age</i1> of consent"),
        ("country", "Atlantis"),
        ("keyword", "consent"),
        ("organization", "Children First"),
        ("paragraph", "Children First works for children."),
        ("role", "Director"),
        ("address", "1 Street<br1/>Atlantis City"),
        ("heading", "Legislation"),
        ("paragraph", "The Penal Code sets <b1>the age</b1> of consent at 16.<note1/>"),
        ("paragraph", f"It covers girls only (see para. {REF}), as <link1>a study</link1> found.<note1/>"),
        ("note", "A study, 2024."),
        ("paragraph", "in the north: <code1/>;"),
        ("paragraph", f"in the south (see para. {REF}).<comment1/>"),
        ("caption", "Cases"),
        ("cell", "Year"),
        ("cell", "Cases"),
        ("cell", "2024"),
        ("cell", "31"),
        ("note", "Penal Code, sect. 375."),
    ]


def test_the_date_and_what_recommendations_say_are_texts_with_their_lines(source: Path, run: Run) -> None:
    """A date in words is one, a date of the calendar is not; each organization has its own line."""
    more = "  - name: Courts Watch\n    status: Network\ndate: Lima, 2 de marzo\n---\n\n# Law {#law}"
    said = '{#consent article="34" theme="Health" addressee="Courts" status="open"}'
    text = SOURCE.replace("---\n\n# Legislation {#law}", more).replace("{#consent}", said)
    source.write_text(text, encoding="utf-8")
    file = exported(source, "po")
    entries = {each.msgid: each for each in polib.pofile(str(file))}
    found = {name: each.msgctxt for name, each in entries.items()}
    for name in ("Children First", "Courts Watch", "Network"):
        assert name in text.split("\n")[int(entries[name].occurrences[0][1]) - 1]
    wanted = {"Lima, 2 de marzo": "date", "Health": "theme", "Courts": "addressee", "open": "status"}
    assert wanted.items() <= found.items()
    assert "34" not in found
    fill(file, lambda each: f"“{each}”" if each in wanted else pseudo(each))
    ran = run("translate", "import", file, source, "-o", "report.fr.md")
    assert ran.status == 0, ran.err
    made = Path("report.fr.md").read_text(encoding="utf-8")
    assert "“Lima, 2 de marzo”" in made
    assert '{#consent article="34" theme="“Health”" addressee="“Courts”" status="“open”"}' in made
    assert "V951" not in run("check", "report.fr.md").out
    source.write_text(text.replace("Lima, 2 de marzo", "2026-03-02"), encoding="utf-8")
    assert "2026-03-02" not in exported(source, "po").read_text(encoding="utf-8")


def test_nothing_that_is_not_for_translators_is_exported(source: Path) -> None:
    for form in ("po", "xliff"):
        text = exported(source, form).read_text(encoding="utf-8")
        assert "A. Person" not in text
        assert "example.org" not in text.replace("https://example.org/a", "")
        assert str(source.resolve().parent) not in text


def test_xliff_has_the_same_texts_as_po(source: Path) -> None:
    po = {(each.msgctxt, each.msgid) for each in polib.pofile(str(exported(source, "po")))}
    read = xliff.read(exported(source, "xliff").read_bytes(), "")
    assert {(each.kind, each.text) for each in read} == po


@pytest.mark.parametrize("form", ["po", "xliff"])
def test_a_translation_is_made(source: Path, run: Run, form: str) -> None:
    file = exported(source, form)
    fill(file, pseudo)
    ran = run("translate", "import", file, source, "-o", "report.fr.md")
    assert (ran.status, ran.out) == (0, "wrote report.fr.md\n"), ran.out
    text = Path("report.fr.md").read_text(encoding="utf-8")
    assert "lang: fr" in text
    assert "1. ehT laneP edoC stes **eht ega** fo tnesnoc ta 16.[^penal] {#consent}" in text
    assert "`code`;" in text
    assert "<!-- check: ignore R205 known -->" in text
    assert "[2 a)](#north)" in text  # the form of French
    assert "V951" not in run("check", "report.fr.md").out
    run("undo", "report.fr.md")
    assert not Path("report.fr.md").exists()


def test_numbers_of_references_get_the_form_of_the_language(source: Path) -> None:
    text = imported(source, "xliff", pseudo, "ar").text
    assert "[1](#consent)" in text
    assert "[2 (أ)](#north)" in text


@pytest.mark.parametrize(("lang", "number"), [("en", "2 (a)"), ("ar", "2 (أ)")])
def test_no_part_of_a_number_in_the_form_of_the_original_is_left(
    source: Path, lang: str, number: str
) -> None:
    """English and Arabic read only "2" in "2 a)"."""
    edit(source, "lang: en", "lang: es")
    edit(source, "[2 (a)]", "[2 a)]")
    assert f"[{number}](#north)" in imported(source, "po", pseudo, lang).text


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("16.<note1/>", "16.", "the tag <note1/> is missing in the translation"),
        ("<b1>", "", "</b1> is in the wrong place"),
        ("</b1>", "", "the tag </b1> is missing"),
        ("</b1>", "<b1/>", "has <b1/> once too often"),
        ("16.<note1/>", "16.<note1/><note1/>", "has <note1/> once too often"),
        ("16.<note1/>", "16.<note2/>", "has <note2/> once too often"),
        ("16.<note1/>", "16.<note1>", "<note1> is in the wrong place"),
        ("<ref1><number1/></ref1>)", "<ref1></ref1><number1/>)", "<number1/> is in the wrong place"),
    ],
)  # fmt: skip
def test_a_broken_tag_is_an_error_at_its_line(
    source: Path, run: Run, old: str, new: str, message: str
) -> None:
    file = exported(source, "po")
    fill(file, str)
    found = polib.pofile(str(file))
    entry = next(each for each in found if old in each.msgstr)
    entry.msgstr = entry.msgstr.replace(old, new)
    found.save()
    ran = run("translate", "import", file, source, "-o", "report.fr.md")
    assert (ran.status, ran.err) == (2, "nothing is written\n")
    first = ran.out.splitlines()[0]
    assert message in first
    assert not Path("report.fr.md").exists()
    place = re.match(r"report.fr.po:([0-9]+):", first)
    assert place
    lines = file.read_text(encoding="utf-8").splitlines()[int(place[1]) - 1 :]
    assert entry.msgid[:40] in "".join(lines[: lines.index("")]).replace('""', "")


def test_what_the_source_could_not_hold_is_refused(source: Path, run: Run) -> None:
    edit(source, "found.^[A study, 2024.]", "found.[^penal]")
    file = exported(source, "po")
    fill(file, lambda text: text.replace("</link1> found.<note1/>", "<note1/></link1> found."))
    ran = run("translate", "import", file, source, "-o", "report.fr.md")
    assert (ran.status, ran.err) == (2, "nothing is written\n")
    assert ran.out.startswith("report.md:20:")
    assert "cannot be written: a note mark within a link is moved after it" in ran.out
    assert not Path("report.fr.md").exists()


@pytest.mark.parametrize(
    "new", ['<x id="1"/>', '<ph id="note1"/>', '<g id="note1"/>', "<bpt id='note1'>x</bpt>", "<x/>"]
)
def test_other_elements_are_not_lost_without_a_word(source: Path, new: str) -> None:
    file = exported(source, "xliff")
    fill(file, str)
    before, mark, after = file.read_text(encoding="utf-8").rpartition('<x id="note1"/>')
    file.write_text(before + new + after, encoding="utf-8")
    found = translate.translated(file, source, Path("report.fr.md"), Options())
    assert mark
    assert [each.rule.code for each in found.findings] == ["V953"]
    assert not found.is_whole


def test_marks_of_segments_are_let_go(source: Path) -> None:
    file = exported(source, "xliff")
    fill(file, str)
    before, mark, after = file.read_text(encoding="utf-8").rpartition(">Director<")
    file.write_text(f"{before}><mrk mtype='seg'>Director</mrk> of all<{after}", encoding="utf-8")
    found = translate.translated(file, source, Path("report.fr.md"), Options())
    assert mark
    assert (found.findings, "role: Director of all" in found.text) == ((), True)


def test_words_that_look_like_markup_stay_words(source: Path) -> None:
    """Also what looks like a tag of ours: in the source it is a tag, since it would be taken for one."""
    odd = r"1. *a* [^b] [c](#d) `e` <b9> | # {#f} ^[g] <!-- h --> \\ &amp; ![i](j)"
    edit(source, "Year", "The &lt;b9&gt; tag")
    file = exported(source, "po")
    assert "The <text1/> tag" in file.read_text(encoding="utf-8")
    fill(file, lambda text: odd.replace("<b9>", "") if text in ("Cases", "Legislation") else text)
    found = translate.translated(file, source, Path("report.fr.md"), Options())
    assert found.is_whole
    resolved = pipeline.read(Path("report.fr.md"), Options(), found.text).resolved
    words = [
        plain_text(node.children) for node, _ in walk(resolved.document.blocks) if isinstance(node, TEXTS)
    ]
    assert words.count(odd.replace("<b9>", "")) == 3
    assert "The <b9> tag" in words


def test_what_is_not_translated_is_listed(source: Path, run: Run) -> None:
    file = exported(source, "po")
    fill(file, lambda text: "" if text == "Legislation" else text)
    found = polib.pofile(str(file))
    next(each for each in found if each.msgid == "Cases" and each.msgctxt == "caption").flags.append("fuzzy")
    found.save()
    ran = run("translate", "import", file, source, "-o", "report.fr.md")
    assert ran.status == 1
    assert re.findall(r"(\S+): warning V953 (.*)", ran.out) == [
        ("report.md:13:1", "“Legislation” is not translated"),
        ("report.md:25:8", "“Cases” is not translated"),
    ]
    assert "# Legislation" in Path("report.fr.md").read_text(encoding="utf-8")


def test_another_figure_is_found_as_in_any_translation(source: Path, run: Run) -> None:
    file = exported(source, "po")
    fill(file, lambda text: text.replace("31", "1345"))
    ran = run("translate", "import", file, source, "-o", "report.fr.md")
    assert ran.status == 1
    assert "error V951 the figures differ: 1345 here, but 31 in the original" in ran.out
    assert "error V951 the figures differ" in run("check", "report.fr.md").out


@pytest.mark.parametrize("form", ["po", "xliff"])
def test_a_new_version_keeps_translations_and_marks_what_changed(source: Path, run: Run, form: str) -> None:
    file = exported(source, form)
    fill(file, pseudo)
    edit(source, "It covers girls only", "It covers only girls and women")
    edit(source, "# Legislation", "# Law\n\n1. A new paragraph.\n\n# Legislation")
    command = ("translate", "export", source, "--to", form, "-o", file)
    ran = run(*command)
    assert (ran.status, ran.out) == (0, f"wrote {file}: 21 texts, 18 translated, 1 to review\n")
    data = file.read_bytes()
    read = {each.text: each for each in reader(form)(data, "")}
    (changed,) = (each for each in read.values() if each.old)
    assert changed.text.startswith("It covers only girls and women (see para. <ref1>")
    assert changed.before.startswith("It covers girls only (see para. <ref1>")
    assert changed.translation.startswith("tI srevoc slrig ylno")
    assert [text for text, each in read.items() if not each.translation] == ["Law", "A new paragraph."]
    ran = run("translate", "import", file, source, "-o", "report.fr.md")
    assert ran.out.count("is not translated") == 3
    assert run(*command).status == 0
    assert file.read_bytes() == data  # a second time nothing changes
    edit(source, "girls and women", "girls, and women")
    run(*command)
    (again,) = (each for each in reader(form)(file.read_bytes(), "") if each.old)
    assert (again.before, again.translation) == (changed.before, changed.translation)
    run("undo", file)
    assert file.read_bytes() == data


def test_a_text_that_changed_since_is_named_with_the_line_to_type(source: Path, run: Run) -> None:
    file = exported(source, "po")
    fill(file, pseudo)
    edit(source, "Penal Code, sect", "The Penal Code, sect")
    ran = run("translate", "import", file, source, "-o", "report.fr.md")
    assert ran.status == 1
    assert "report.md:31:11: warning V953 “The Penal Code, sect. 375.” is not in report.fr.po" in ran.out
    assert "submission translate export report.md --to po -o report.fr.po" in ran.out


def reader(form: str) -> Callable[[bytes, str], tuple[Message, ...]]:
    return po.read if form == "po" else xliff.read


def test_what_is_refused(source: Path, run: Run) -> None:
    file = exported(source, "po")
    fill(file, str)
    Path("other").mkdir()
    shutil.copy(source, "other/report.md")
    refused = {
        ("import", file, source, "-o", "french.md"): "name it report.fr.md",
        ("import", file, source, "-o", "report.md"): "this file exists already",
        ("import", file, source, "-o", "other/report.fr.md"): "name it report.fr.md",
        ("import", source, source, "-o", "report.fr.md"): "must end in .po, .xlf or .xliff",
        ("import", "none.po", source, "-o", "report.fr.md"): "there is no such file",
        ("import", file, "none.md", "-o", "report.fr.md"): "there is no such file",
        ("export", source, "--to", "po", "-o", "a.xlf"): "must end in .po",
        ("export", source, "--to", "xliff", "-o", "a.md"): "must end in .xlf or .xliff",
    }
    before = sorted(Path().rglob("*"))
    for typed, message in refused.items():
        ran = run("translate", *typed)
        assert ran.status == 2, typed
        assert message in ran.err, typed
    assert sorted(Path().rglob("*")) == before
    Path("report.fr.md").write_text("mine", encoding="utf-8")
    assert run("translate", "import", file, source, "-o", "report.fr.md").status == 2
    assert run("translate", "import", file, source, "-o", "report.fr.md", "--force").status == 0
    run("undo", "report.fr.md")
    assert Path("report.fr.md").read_text(encoding="utf-8") == "mine"


@given(data=st.one_of(st.binary(), st.text().map(str.encode)), form=st.sampled_from(["po", "xliff"]))
def test_any_bytes_are_read_or_refused(data: bytes, form: str) -> None:
    with suppress(Failure):
        reader(form)(data, "file")


BAD = {
    "po": [b'msgid "a"\nmsgid "b"\n', b'msgstr[99] "a"', b"#, fuzzy\nxyz"],
    "xliff": [b"", b"<a/>", b"<xliff/>", b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
              b"<a" * 10_000, b'<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0"/>'],
}  # fmt: skip


@pytest.mark.parametrize(("form", "data"), [(form, data) for form in BAD for data in BAD[form]])
def test_a_bad_file_is_refused(source: Path, run: Run, form: str, data: bytes) -> None:
    file = exported(source, form)
    file.write_bytes(data)
    for typed in (
        ("import", file, source, "-o", "report.fr.md"),
        ("export", source, "--to", form, "-o", file),
    ):
        ran = run("translate", *typed)
        assert (ran.status, f"{file}: error S012 this is not a" in ran.err) == (2, True), ran
    assert file.read_bytes() == data


def test_a_file_outside_is_never_read(source: Path) -> None:
    """An entity is not resolved, but an error."""
    secret = Path("secret.txt")
    secret.write_text("secret", encoding="utf-8")
    file = exported(source, "xliff")
    fill(file, str)
    text = file.read_text(encoding="utf-8").partition("?>")[2].replace("Director<", "&a;<")
    file.write_text(
        f'<!DOCTYPE xliff [<!ENTITY a SYSTEM "{secret.resolve().as_uri()}">]>{text}', encoding="utf-8"
    )
    found = translate.translated(file, source, Path("report.fr.md"), Options())
    assert [each.rule.code for each in found.findings] == ["V953"]
    assert "secret" not in found.text


def test_without_polib_the_line_to_type_is_shown(
    source: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "toolchain.formats.translations.po", raising=False)
    monkeypatch.delattr("toolchain.formats.translations.po", raising=False)
    monkeypatch.setitem(sys.modules, "polib", None)
    ran = run("translate", "export", source, "--to", "po", "-o", "report.fr.po")
    assert ran.status == 2
    assert "polib is not installed" in ran.err
    assert "install polib" in ran.err
    assert run("translate", "export", source, "--to", "xliff", "-o", "report.fr.xlf").status == 0
