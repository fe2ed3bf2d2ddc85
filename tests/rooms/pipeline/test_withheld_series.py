"""Names of series, labels, blocks, first words, and names withheld once only, in the public version."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from tests.broken.docx import corpora
from tests.support.withheld import (
    BODY,
    NAME,
    PSEUDONYM,
    built,
    changed_zip,
    errors_of,
    left_in,
    public_of,
    text_of,
    write_source,
)
from toolchain import model as m
from toolchain.checks import engine
from toolchain.formats.table import OURS
from toolchain.model.diagnostics import FilePlace, Finding, SourceSpan
from toolchain.model.facts import Word
from toolchain.model.walk import walk
from toolchain.pipeline import stages
from toolchain.pipeline.withholding import of_file_alone, spoken, versions
from toolchain.project.settings import Options, Version
from toolchain.resolve.withheld import PICTURE
from toolchain.rules.confidentiality_docx import EditorsNamed
from toolchain.rules.withheld import NameInFile, NameInSource, NamePrinted, ProtectedName, WordsRepeated


def test_a_series_keeps_its_name_where_the_public_sees_it(tmp_path: Path) -> None:
    """A word of the language is printed in citations, which do not change; a protected name is an error."""
    text = (
        "Open.\n\n# A {.restart series=cases}\n\n1. X.\n\n# B {.confidential .restart series=cases}\n\n1. X."
        "\n\n# C {.confidential .restart series=recommendation}\n\n1. Y."
    )
    source = write_source(tmp_path, BODY.format(matter="", text=text))
    cited = [each.cited for each in public_of(source).resolved.numbers.values()]
    assert cited.count("cases 1") == 2
    assert "recommendation 1" in cited
    source = write_source(
        tmp_path, BODY.format(matter="", text="Open.\n\n# A {.restart series=quispe}\n\n1. X.")
    )
    found = {each.facts: each.span for each in public_of(source).withheld.findings}
    place = found[NameInSource("Witness A", Word("the name of a series"))]
    assert isinstance(place, SourceSpan)
    assert "quispe" in source.read_text(encoding="utf-8").splitlines()[place.line - 1]


def test_the_lines_below_a_withheld_table_are_withheld_too(tmp_path: Path) -> None:
    text = (
        "Open.\n\n     Table: A {.confidential}\n\n     | A |\n     | --- |\n     | B |\n\n"
        "     Source: said by Varro.\n\n     Note: so did Dessen.\n\n     Source: another text."
    )
    source = write_source(tmp_path, BODY.format(matter="", text=text))
    shown = built(public_of(source), "html").decode()
    assert [word in shown for word in ("Varro", "Dessen", "another text")] == [False, False, False]
    assert (shown.count("Source: [withheld]"), shown.count("Note: [withheld]")) == (2, 1)


@pytest.mark.parametrize("matter", ["", "numbers: closed\n"])
def test_a_line_below_a_withheld_figure_is_none_of_the_text_of_the_public_file(
    tmp_path: Path, matter: str
) -> None:
    """It begins as in the source, or goes with its figure: alone it would be a paragraph without a number."""
    text = 'A.\n\n2. B.\n\n3. C.\n\n4. D.\n\n![x](map.png "T") {.confidential}\n\nSource: Varro.\n\n5. E.'
    public = public_of(write_source(tmp_path, BODY.format(matter=matter, text=text)))
    data = built(public, "docx")
    assert ("Source: [withheld]" in built(public, "html").decode(), "[withheld]" in text_of(public)) == (
        (False, False) if matter else (True, True)
    )
    assert [each for each in corpora.found(data) if each.code == "P102"] == []


def test_the_source_of_a_table_in_a_withheld_section_is_not_that_of_a_table_above(tmp_path: Path) -> None:
    """With closed numbers nothing is left of the section's table."""
    table = "Table: {}\n\n| A |\n| --- |\n| B |\n\n"
    hidden = f"# D {{.confidential}}\n\n{table.format('E')}Source: Varro."
    text = f"A.\n\n{table.format('C')}{hidden}\n\n# F\n\n2. G."
    public = public_of(write_source(tmp_path, BODY.format(matter="numbers: closed\n", text=text)))
    assert "[withheld]" not in text_of(public)


def test_a_label_alone_that_names_a_person_in_latin_letters_makes_two_versions(tmp_path: Path) -> None:
    register = "- name: Зорват Келумбе\n  pseudonym: Свидетель А\n  forms: [Зорват]\n"
    text = "---\ntitle: A\nlang: ru\n---\n\n1. А. {{#{}}}\n\n2. См. пункт [1](#{}).\n"
    named, other = (
        write_source(tmp_path / label, text.format(label, label), register) for label in ("zorvat", "dom")
    )
    assert versions(named, Options()) == ("confidential", "public")
    assert b"zorvat" not in built(public_of(named), "html")
    assert versions(other, Options()) == ("",)


@pytest.mark.parametrize(
    "block",
    [
        "> Varro",
        "- Varro",
        "a. Varro",
        "``` text\nVarro\n```",
        "| Varro |\n| --- |\n| a |",
        "![Varro](map.png)",
    ],
)
def test_each_block_below_a_withheld_heading_is_withheld(block: str, tmp_path: Path) -> None:
    text = f"Open.\n\n# Said {{.confidential}}\n\n{block}"
    source = write_source(tmp_path, BODY.format(matter="", text=text))
    assert "Varro" not in built(public_of(source), "html").decode()


def test_a_capital_at_the_beginning_of_withheld_words_is_in_mid_sentence(tmp_path: Path) -> None:
    text = 'She lived in [Pomata until May]{.confidential}. See [this](https://x.org "Pomata").'
    source = write_source(tmp_path, BODY.format(matter="", text=text))
    assert errors_of(public_of(source)) == ["X823"]


@pytest.mark.parametrize("version", ["public", "confidential"])
def test_names_in_a_list_of_facts_are_pseudonyms(version: Version, tmp_path: Path) -> None:
    submission = stages.read(write_source(tmp_path), Options(version=version))
    found = Finding(FilePlace("report.docx"), EditorsNamed(("Zorvat", NAME)))
    (said,) = spoken(submission.withheld, engine.diagnose([found], ()), "")
    assert said.finding.facts == EditorsNamed(("Zorvat", PSEUDONYM))


@pytest.mark.parametrize(("matter", "marks"), [("", 1), ("repeated-notes: again", 2)])
def test_a_mark_stays_if_later_notes_need_it_for_their_numbers(
    matter: str, marks: int, tmp_path: Path
) -> None:
    text = "\n\n3. So said Varro.[^open] {.confidential}"
    public = public_of(write_source(tmp_path, BODY.format(matter=matter, text=text)))
    nodes = [node for node, _ in walk(public.resolved.document.blocks) if isinstance(node, m.NoteMark)]
    assert [each.label for each in nodes].count("open") == marks
    assert "Varro" not in built(public, "html").decode()


def test_a_note_of_withheld_marks_goes_if_numbers_close_up(tmp_path: Path) -> None:
    source = write_source(tmp_path, BODY.format(matter="numbers: closed", text=""))
    assert [each.label for each in public_of(source).resolved.document.notes] == ["open"]


def test_excerpts_have_boxes_also_for_withheld_words_that_tell_nothing(tmp_path: Path) -> None:
    source = write_source(tmp_path, BODY.format(matter="", text="\n\n3. He went\n   away. {.confidential}"))
    (text,) = stages.examine([source], Options(version="public"), lambda _: None).texts.values()
    assert ["He went" in text, "away" in text, "An open paragraph" in text] == [False, False, True]


@pytest.mark.parametrize("form", ["docx", "html"])
def test_a_picture_that_the_public_sees_too_is_not_withheld(form: str, tmp_path: Path) -> None:
    text = "![Open](face.png)\n\n3. ![Said](face.png) {.confidential}"
    public = public_of(write_source(tmp_path, BODY.format(matter="", text=text)))
    assert left_in(public, built(public, form), form) == ()


def test_a_name_withheld_once_and_said_elsewhere_is_a_warning_in_arabic(tmp_path: Path) -> None:
    text = (
        "قالت [ليلى الشرقاوي]{.confidential} ذلك.\n\n"
        "2. حضرت أم ليلى الشرقاوي [في القرية]{.confidential} جلسة في القرية."
    )
    public = public_of(write_source(tmp_path, BODY.format(matter="", text=text)))
    found = [each for each in public.withheld.findings if isinstance(each.facts, WordsRepeated)]
    assert len(found) == 1
    assert not errors_of(public)


@pytest.mark.parametrize(
    ("withheld", "said", "found"),
    [
        ("Gurmeth", "The yard is Gurmeth’s.", 1),  # withheld there and forgotten here
        ("Ms. Gurmeth", "Of Gurmeth and *Gurmeth*.", 1),
        ("Gurmeth Street", "Of Gurmeth alone.", 0),
        ("They", "They said so, and they left.", 0),
        ("twelve", "Of twelve persons.", 0),
    ],
)
def test_one_word_withheld_once_and_said_elsewhere_is_a_warning(
    withheld: str, said: str, found: int, tmp_path: Path
) -> None:
    text = f"Of [{withheld}]{{.confidential}}.\n\n2. {said}"
    public = public_of(write_source(tmp_path, BODY.format(matter="", text=text)))
    told = [each for each in public.withheld.findings if isinstance(each.facts, WordsRepeated)]
    assert (len(told), errors_of(public)) == (found, [])


def test_no_comment_stays_where_a_section_is_withheld(tmp_path: Path) -> None:
    """A Word file can show comments to co-authors."""
    text = "Open. <!-- Of Ayapata. -->\n\n# A {.confidential}\n\n<!-- Of Ayapata. -->\n\n3. X."
    document = public_of(write_source(tmp_path, BODY.format(matter="", text=text))).resolved.document
    assert not any(isinstance(node, m.Comment) for node, _ in walk(document.blocks))


def test_the_picture_in_place_of_a_withheld_one_has_the_size_of_its_bytes(tmp_path: Path) -> None:
    image = public_of(write_source(tmp_path)).resolved.document.images[PICTURE]
    assert Image.open(io.BytesIO(image.data)).size == (image.width, image.height)


@pytest.mark.parametrize(
    ("name", "lang", "forms"),
    [
        ("Note", "en", "docx"),
        ("Figure", "en", "html,pdf"),
        ("Anexo", "es", "docx,epub"),
        ("Рисунок", "ru", "pdf"),
    ],
)
def test_a_name_that_captions_have_is_a_warning_in_files(
    name: str, lang: str, forms: str, tmp_path: Path
) -> None:
    """The text has the pseudonym, and the person's other names are errors in a file as before."""
    text = f'It was {name}, of the north.\n\n![A](map.png "B")\n\n# C {{.annex}}\n\nD.'
    register = f"- name: Salim Ortune\n  pseudonym: Witness A\n  forms: [{name}]\n"
    source = write_source(
        tmp_path, BODY.format(matter="", text=text).replace("lang: en", f"lang: {lang}"), register
    )
    public = public_of(source)
    assert not errors_of(public)
    assert "It was Witness A, of" in text_of(public)
    for form in forms.split(","):
        data, display = built(public, form), f"report-public{OURS[form].suffix}"
        for found in (
            [each.finding for each in stages.prove(public, data, display, OURS[form])],
            of_file_alone(source.with_name(display), data, display, OURS[form]).findings,
        ):
            told = [each.facts for each in found if isinstance(each.facts, ProtectedName)]
            assert told == [NamePrinted("Witness A")]
        if OURS[form].suffix in (".docx", ".epub"):
            named = changed_zip({}, comment=b"Salim Ortune")(data)
            assert NameInFile in {type(each.facts) for each in left_in(public, named, form)}
