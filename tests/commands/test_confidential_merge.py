"""A full Word file comes back: no edit in it makes public what the source withholds."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tests.support.command import Run, project, run, write
from tests.support.docx_made import unzipped, zipped
from tests.support.merged import ready_for
from tests.support.withheld import changed_zip
from toolchain.pipeline import stages as pipeline
from toolchain.project.settings import Options

__all__ = ["project", "run"]  # fixtures

SOURCE = Path("content/x/report.md")
TEXT = """---
title: The report
lang: en
profile: plain
---

# A section

1. The police held people there. {#police}

2. Near Pomacocha she walked. Barefoot she passed seventeen villages. {#walk .confidential}

3. As paragraph [2](#walk) says, [Rosa, who is twelve,]{.confidential instead="a girl"} agrees:

     1. in the morning;
     2. at night in the mill of Oxapampa. {.confidential}

## Those who saw it {.confidential}

4. The miller spoke in the month of May.

# Talks {.annex .confidential}

1. They met in the parish of Yanahuanca.
"""
_WALK = "2. Near Pomacocha she walked. Barefoot she passed seventeen villages. {#walk .confidential}\n\n"
_GIRL = '[Rosa, who is twelve,]{.confidential instead="a girl"} agrees'
_SEEN, _TALK = "4. The miller spoke in the month of May.\n\n", "1. They met in the parish of Yanahuanca.\n"
_REST = TEXT[TEXT.index(_WALK) :]
_OPEN = "1. The police held people there. {#police}\n\n"
_SETTINGS = "word/settings.xml"
SECRET = ("Pomacocha", "arefoot", "Rosa", "twelve", "orphan", "Oxapampa", "miller", "Yanahuanca")


@pytest.fixture(autouse=True)
def source(project: Path) -> None:
    write(SOURCE, TEXT)


@cache
def _built(text: str) -> dict[str, bytes]:
    """Return the parts of the full Word file of a source."""
    write(SOURCE, text)
    return unzipped(ready_for(pipeline.read(SOURCE, Options())).data)


def _merged(run: Run, old: str, new: str) -> str:
    """Merge the full file in which `old` became `new`: as Word does, it keeps the digests of the source.

    Return what the command says of it.
    """
    edited = {**_built(TEXT.replace(old, new, 1)), _SETTINGS: _built(TEXT)[_SETTINGS]}
    Path("came-back.docx").write_bytes(zipped(edited))
    write(SOURCE, TEXT)
    return run("merge", "came-back.docx", SOURCE).out


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("walked. Barefoot she", "walked. {.confidential}\n\n3. Barefoot she", id="split"),
        pytest.param("night in the", "night\n     3. in the", id="sub-paragraph split"),
        pytest.param(_GIRL, f"An orphan of twelve years, {_GIRL}", id="words before"),
        pytest.param(_GIRL, _GIRL.replace("agrees", "an orphan, agrees"), id="words after"),
        pytest.param(
            f"says, {_GIRL}", "explains, [Rosa, twelve,]{.confidential} agrees", id="in and outside"
        ),
        pytest.param("## Those who saw it {.confidential}\n\n", "", id="heading deleted"),
        pytest.param(_REST, _SEEN + _REST.replace(_SEEN, ""), id="moved"),
        pytest.param(_REST, f"{_TALK}\n{_REST.replace(_TALK, '1. Nothing.')}", id="out of an annex"),
        pytest.param(_OPEN + _REST, _REST.replace(_SEEN, _SEEN + _OPEN), id="into a withheld section"),
    ],
)
def test_an_edit_that_could_make_it_public_is_left(run: Run, old: str, new: str) -> None:
    said = _merged(run, old, new)
    assert "what is withheld from the public version could change" in said
    assert run("build", SOURCE, "--public", "--to", "html", "--draft").status == 0
    page = Path("build/x/report-public.html").read_text(encoding="utf-8")
    assert [word for word in SECRET if word in page] == []


_NEW, _ITEM = "She was twelve.", "     2. at night in the mill of Oxapampa. {.confidential}\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(_WALK, f"{_WALK}3. {_NEW}\n\n4. An orphan.\n\n", id="after a paragraph"),
        pytest.param(_WALK, f"2. {_NEW}\n\n{_WALK}", id="before a paragraph"),
        pytest.param(_ITEM, f"{_ITEM}     3. {_NEW}\n", id="after a sub-paragraph"),
        pytest.param(_SEEN, f"{_SEEN}## Others\n\n5. {_NEW}\n\n", id="in a section below a withheld one"),
        pytest.param("4. The miller", "## Others\n\n4. The miller", id="heading above"),
    ],
)
def test_a_new_text_next_to_a_withheld_one_is_left(run: Run, old: str, new: str) -> None:
    """Its author may believe that it is withheld too."""
    assert "it would be public, next to what is withheld" in _merged(run, old, new)
    assert SOURCE.read_text(encoding="utf-8") == TEXT


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Barefoot she passed", "Barefoot and tired she passed"),
        ("who is twelve", "who is now twelve"),
        ("held people", "kept people"),
        ("the mill of", "the old mill of"),
        ("The miller spoke", "The old miller spoke"),
        (_SEEN, f"{_SEEN}5. His sister spoke in June.\n\n"),
        (_SEEN, ""),
        (_OPEN, f"1. They came at night.\n\n{_OPEN}"),
        (_SEEN, f"{_SEEN}### Others\n\n5. They wept.\n\n"),
        ("Rosa, who is twelve,", "An orphan of twelve years,"),
    ],
)
def test_other_edits_of_a_full_file_are_merged(run: Run, old: str, new: str) -> None:
    assert "0 left" in _merged(run, old, new)
    assert SOURCE.read_text(encoding="utf-8") == TEXT.replace(old, new, 1)


@pytest.mark.parametrize(
    ("version", "said"),
    [("confidential", "what it withholds from the public is not marked"), ("public", "is not in it")],
)
def test_an_import_says_which_version_a_file_is(run: Run, version: str, said: str) -> None:
    assert run("build", SOURCE, "--to", "docx").status == 0
    ran = run("import", f"build/x/report-{version}.docx", "-o", "again/report.md")
    assert "version of a source" in ran.out
    assert said in ran.out
    assert "short-title" not in Path("again/report.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "typed"),
    [
        ("[withheld]", "Ana Zubiri saw it.", "Witness A saw it."),
        ("a girl", "a young girl of nine", "young … of nine"),
    ],
)
def test_what_was_typed_over_withheld_words_is_listed(run: Run, old: str, new: str, typed: str) -> None:
    write(SOURCE.with_name("protected-names.yaml"), "- name: Ana Zubiri\n  pseudonym: Witness A\n")
    assert run("build", SOURCE, "--public", "--to", "docx").status == 0
    change = changed_zip({"word/document.xml": lambda data: data.replace(old.encode(), new.encode(), 1)})
    Path("came-back.docx").write_bytes(change(Path("build/x/report-public.docx").read_bytes()))
    ran = run("merge", "came-back.docx", SOURCE)
    assert (f"; the file has: {typed}" in ran.out, "Zubiri" in ran.out) == (True, False), ran.out
    assert SOURCE.read_text(encoding="utf-8") == TEXT


def test_a_text_typed_below_the_caption_of_a_withheld_table_does_not_replace_it(run: Run) -> None:
    """The caption, which is a text in the file now, cannot be put next to what is withheld."""
    table = "     Table: Beds {.confidential}\n\n     | Ward |\n     | - |\n     | North |\n\n"
    text = TEXT.replace(_WALK, f"{_WALK}{table}", 1)
    edited = dict(_built(text))
    typed = b'<w:p><w:pPr><w:pStyle w:val="Caption"/></w:pPr><w:r><w:t>As counted in May</w:t></w:r></w:p>'
    head, tail = edited["word/document.xml"].split(b"Beds</w:t></w:r>", 1)
    end = tail.index(b"<w:tbl>")
    edited["word/document.xml"] = head + b"Beds</w:t></w:r>" + tail[:end] + typed + tail[end:]
    Path("came-back.docx").write_bytes(zipped(edited))
    write(SOURCE, text)
    said = run("merge", "came-back.docx", SOURCE).out
    assert "0 edits are merged" in said
    assert SOURCE.read_text(encoding="utf-8") == text
