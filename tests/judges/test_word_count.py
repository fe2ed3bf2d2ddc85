"""Words are counted as Word counts them, by part, kind and section; LibreOffice agrees."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.judges.validators.libreoffice import counted_words, words_of_texts
from tests.support.command import CLEAN
from tests.support.pages import ROOT, read
from toolchain import model as m
from toolchain.checks.survey import survey
from toolchain.plugins import registry as plugins
from toolchain.plugins.registry import writer
from toolchain.project.citing import find_citing
from toolchain.project.settings import Options, make_project
from toolchain.recipients import Profile, Rule
from toolchain.resolve import resolve
from toolchain.resolve.tables import Resolved
from toolchain.resolve.word_budget import counts, line, weigh
from toolchain.resolve.word_count import Count, count, count_words, most_words

LANGUAGES = sorted((ROOT / "tests/cases/languages").glob("*.md"))
REPORT = ROOT / "content/pakistan-opsc/report.md"
Rules = dict[str, Rule[Any]]
BODY, ANNEX, COVER = m.Part.BODY, m.Part.ANNEX, m.Part.COVER


def words_of(found: Count, *, part: m.Part | None = None, kind: str | None = None) -> int:
    """The words of a part, of a kind, of both, or of everything."""
    known = found.words.items()
    return sum(number for (where, what), number in known if part in (None, where) and kind in (None, what))


def resolved(tmp_path: Path, text: str) -> Resolved:
    source = tmp_path / "report.md"
    source.write_text(text, encoding="utf-8")
    document = plugins.reader_for(source, "report.md").read(source, "report.md")
    project = make_project(source, document, Options())[0]
    return resolve(document, project.settings, find_citing(source, document, project)[0])


def counted(tmp_path: Path, text: str) -> Count:
    return count(resolved(tmp_path, text))


def parts(text: str) -> int:
    return len(text.split())


SAYINGS = [
    ("", 0),
    ("  \n ", 0),
    ("One", 1),
    ("State party's well-being, 2019-2024 (para. 15)", 6),
    ("a\u00a0b\u2009c\u3000d", 4),
    ("va\u00a0? «\u00a0mot\u00a0»", 5),
    ("https://example.org/a-b?c=d and/or 1.5% 06/30/2003", 4),
    ("儿童权利公约", 6),
    ("《公约》第12条，", 8),
    ("中国（100%）", 5),
    ("“留守儿童”", 6),
    ("UNICEF说", 2),
    ("حقوق الطفل", 2),
    ("子どもの権利", 6),
]
DASHES = [("children – all of them", 5, 4), ("2019–2024", 1, 2), ("one — two", 3, 2)]
"""What Word counts, and what LibreOffice does, for which a dash parts words and is none."""


@pytest.mark.parametrize(("text", "words"), [*SAYINGS, *(each[:2] for each in DASHES)])
def test_words(text: str, words: int) -> None:
    assert count_words(text) == words


def test_libreoffice_counts_words_in_the_same_way() -> None:
    """All but dashes, which are words for Word where they stand alone; for LibreOffice they part words."""
    texts = [text for text, _ in SAYINGS if text.strip()]
    assert words_of_texts(texts) == [words for text, words in SAYINGS if text.strip()]
    assert words_of_texts([each[0] for each in DASHES]) == [each[2] for each in DASHES]


@pytest.mark.parametrize(
    "source", [pytest.param(REPORT, marks=pytest.mark.long), *LANGUAGES], ids=lambda path: path.stem
)
def test_libreoffice_counts_as_many(source: Path, tmp_path: Path) -> None:
    """Within 0.5 per cent, with the notes and without, and without the numbers that it makes itself. The
    headings over contents and notes are no words of the submission, but stand in the file.
    """
    page = read(source)
    file = tmp_path / "report.docx"
    file.write_bytes(writer("docx").write(page.resolved, page.project))
    (theirs,) = counted_words([file])
    in_notes, elsewhere = (sum(map(count_words, each)) for each in (theirs.numbers_in_notes, theirs.numbers))
    ours = count(page.resolved)
    headings = ["notes", *(["contents"] if page.resolved.document.front_matter.contents else [])]
    made = sum(count_words(page.resolved.words.terms[each]) for each in headings)
    with_notes, without = words_of(ours) + made, words_of(ours) - words_of(ours, kind="notes") + made
    assert with_notes == pytest.approx(theirs.with_notes - elsewhere - in_notes, rel=0.005)
    assert without == pytest.approx(theirs.without_notes - elsewhere, rel=0.005)
    assert with_notes - without > 0


def test_a_small_source(tmp_path: Path) -> None:
    """Legislation; The Penal Code … at 16.; It covers … para. 1).; Penal Code, sect. 375."""
    found = counted(tmp_path, CLEAN)
    assert (words_of(found, part=BODY, kind="headings"), words_of(found, part=BODY, kind="paragraphs")) == (
        1,
        10 + 7,
    )
    assert (words_of(found, kind="notes"), words_of(found, part=ANNEX), found.notes) == (4, 0, 1)
    assert found.paragraphs == (("body", 2),)


WHOLE = """---
title: The cover is^[but not its note]
subtitle: counted for itself
lang: en
country: Pakistan
public: true
submitted-by:
  - name: Example
    description: Two words.
    contact: {person: A B, role: head, email: a@b.org}
---

Before all headings.

# One two

1. Three *four* **five** `six`, [seven eight](https://example.org) and [](#b), that is ten
     and [16](#b) more.^[A note.]

     Table: Of letters

     | H | I |
     | --- | --- |
     | J K | L |

     > A quotation of five words.

     ```
     some code
     ```

     <!-- a comment -->

2. Two words: {#b}

     1. Sub one;
     2. Sub two.

# Recommendations {.restart series=recommendation}

1. Do it.

# Method {.annex}

1. In an annex.^[Note of *the* annex.]
"""


def test_parts_kinds_series_and_what_is_not_counted(tmp_path: Path) -> None:
    found = counted(tmp_path, WHOLE)
    paragraph = "Three four five six, seven eight and paragraph 2, that is ten and 2 more."
    others = "Before all headings. A quotation of five words. some code Two words: Sub one; Sub two. Do it."
    assert found.words == {
        (COVER, "headings"): parts("The cover is counted for itself"),
        (COVER, "paragraphs"): parts(
            "Country Pakistan Publication This submission may be published. Submitted by Example Two words. "
            "Contact A B, head E-mail a@b.org"
        ),
        (COVER, "notes"): parts("but not its note"),
        (BODY, "headings"): parts("One two Recommendations"),
        (BODY, "paragraphs"): parts(paragraph) + parts(others),
        (BODY, "captions"): parts("Table 1 Of letters"),
        (BODY, "tables"): parts("H I J K L"),
        (BODY, "notes"): parts("A note."),
        (ANNEX, "headings"): parts("Annex Method"),
        (ANNEX, "paragraphs"): parts("In an annex."),
        (ANNEX, "notes"): parts("Note of the annex."),
    }
    assert found.paragraphs == (("body", 2), ("recommendation", 1), ("Annex", 1))
    assert found.notes == 3


def test_sections_have_the_notes_that_are_marked_in_them(tmp_path: Path) -> None:
    found = counted(tmp_path, WHOLE)
    told = [
        (each.title, sum(each.words.values()), each.words.get((BODY, "notes"), 0)) for each in found.sections
    ]
    body = parts(
        "Three four five six, seven eight and paragraph 2, that is ten and 2 more. A note. Table 1 Of letters"
    )
    body += parts("H I J K L A quotation of five words. some code Two words: Sub one; Sub two. One two")
    assert told == [
        ("", parts("but not its note Before all headings."), 0),
        ("One two", body, 2),
        ("Recommendations", 3, 0),
        ("Method", parts("Annex Method In an annex. Note of the annex."), 0),
    ]
    cover = words_of(found, part=COVER) - words_of(found, part=COVER, kind="notes")
    assert words_of(found) == cover + sum(words for _, words, _ in told)


def test_a_note_counts_where_it_is_marked_first(tmp_path: Path) -> None:
    body = "# One\n\n1. A.[^n]\n\n# Two\n\n2. B.[^n]\n\n[^n]: Three little words.\n"
    found = counted(tmp_path, f"---\ntitle: T\nlang: en\n---\n\n{body}")
    assert [each.words.get((BODY, "notes"), 0) for each in found.sections] == [3, 0]


def test_notes_printed_again_count_again(tmp_path: Path) -> None:
    twice = CLEAN.replace("consent)).", "consent)).[^penal]")
    assert words_of(counted(tmp_path, twice), kind="notes") == 4
    again = counted(tmp_path, twice.replace("lang: en\n", "lang: en\nrepeated-notes: again\n"))
    assert (words_of(again, kind="notes"), again.notes) == (8, 2)


def quick_look(page: Resolved) -> int:
    found = survey(page)
    cited = [node for node, _ in found.each(m.CitedSource)]
    return most_words(page, cited, len(found.each(m.CrossReference)))


@pytest.mark.parametrize("source", [REPORT, *LANGUAGES], ids=lambda path: path.stem)
def test_no_more_is_counted_than_the_quick_look_allows(source: Path) -> None:
    page = read(source).resolved
    assert words_of(count(page)) <= quick_look(page)


def test_the_quick_look_has_long_sources_in_it(tmp_path: Path) -> None:
    """And those in a list of sources, wherever else they are cited."""
    entry = {"id": "long", "type": "report", "title": "Word " * 300, "author": [{"literal": "Body " * 50}]}
    (tmp_path / "s.json").write_text(json.dumps([entry]), encoding="utf-8")
    text = (
        "---\ntitle: T\nlang: en\nsources: s.json\n---\n\n1. One.^[[@long]]\n\n"
        "2. Two.^[A note.]\n\n3. Three.^[[@long]]\n\n# Sources {.sources}\n"
    )
    page = resolved(tmp_path, text)
    assert 600 < words_of(count(page)) <= quick_look(page)


# What counts ---------------------------------------------------------------------------------------


def rules(**said: bool) -> Profile:
    return Profile(rules={f"counts.{name}": Rule(value) for name, value in said.items()})


def test_what_counts() -> None:
    assert counts(Profile(), BODY, "paragraphs") is True
    assert counts(Profile(), BODY, "notes") is None
    assert counts(rules(notes=True), BODY, "notes") is True
    assert counts(rules(notes=True), ANNEX, "notes") is None
    assert counts(rules(notes=False), ANNEX, "notes") is False
    assert counts(rules(notes=True, annexes=False), ANNEX, "notes") is False
    assert counts(rules(annexes=True), ANNEX, "paragraphs") is True
    assert counts(rules(cover=True), COVER, "headings") is True
    assert counts(rules(headings=False), BODY, "headings") is False
    unconfirmed = Profile(rules={"counts.notes": Rule(True, confirmed=False)})
    assert counts(unconfirmed, BODY, "notes") is None


def test_a_budget_says_what_is_certain(tmp_path: Path) -> None:
    found = counted(tmp_path, WHOLE)
    limit: Rules = {"limits.words": Rule(40), "counts.annexes": Rule(False), "counts.notes": Rule(True)}
    budget = weigh(found, Profile(rules=limit))
    paragraphs, notes = (
        words_of(found, part=BODY, kind="paragraphs"),
        words_of(found, part=BODY, kind="notes"),
    )
    assert budget.least == paragraphs + notes
    assert budget.most == words_of(found) - words_of(found, part=ANNEX)
    assert set(budget.unsettled) == {"the cover", "headings", "tables", "captions"}
    assert [weigh(found, Profile(rules={**limit, "limits.words": Rule(each)})).over for each in (
        budget.least - 1, budget.least, budget.most - 1, budget.most,
    )] == [True, None, None, False]  # fmt: skip


def test_a_line() -> None:
    words = {
        (BODY, "paragraphs"): 100,
        (BODY, "notes"): 50,
        (ANNEX, "paragraphs"): 30,
        (COVER, "headings"): 5,
    }
    found = Count(words, (), (), 3)  # type: ignore[arg-type]
    assert line(weigh(found, Profile())) == "180: body 100, annexes 30, notes 50"
    limit: Rules = {"limits.words": Rule(1_000, confirmed=False), "counts.annexes": Rule(False)}
    assert line(weigh(found, Profile(rules=limit))) == (
        "up to 155 of at most 1,000 (unconfirmed): body 100, notes 50, cover 5"
    )
    sure: Rules = {
        "limits.words": Rule(1_000),
        **{f"counts.{each}": Rule(False) for each in ("annexes", "notes", "cover")},
    }
    assert line(weigh(found, Profile(rules=sure))) == "100 of at most 1,000: body 100"
