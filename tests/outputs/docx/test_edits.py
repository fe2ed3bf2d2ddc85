"""Our documents, edited in LibreOffice: all numbers follow, as in the source that is edited alike."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.judges.validators import libreoffice, poppler
from tests.support import printed
from tests.support.docx_file import save
from tests.support.pages import ROOT, Submission, read
from tests.support.printed import Line
from tests.support.proving import prove
from tests.support.shares import one_in
from toolchain.model import NoteKind
from toolchain.reports.sentences import message

SOURCE = """\
---
title: Edited
lang: en
headings: numbered
contents: true
---

# Law {#law}

1. The opening paragraph has a note.[^open] {#opening}

2. Leads to a list, with a note that is cited again:[^again] {#list}

     1. first;[^one] {#first}
     2. second, see [(a)](#first); {#second}
     3. third.

3. Stands alone with two notes[^gone][^lost] and is pointed at by nothing.

4. Stands alone without notes. {#alone}

# Practice {#practice}

5. Another list:

     1. alpha; {#alpha}
     2. beta.[^beta]

6. A list that follows at once: {#follows}

     1. gamma;
     2. delta. {#delta}

7. Refers to paras. [1](#opening) and [2](#list), to [2 (b)](#second), to [5 (a)](#alpha), to [(b)](#delta),
     to section [II](#practice), to table [1](#tab), to [recommendation 2](#act) and to
     [annex, paragraph 2](#annexed). {#refers}

     Table: Cases {#tab}

     | Year | Cases |
     |---|---|
     | 2020 | 1 |

8. A mark again,[^again] and another,[^beta][^open] a note named in words, note [6](#^beta), and a
     fresh one.[^fresh]

# Recommendations {.restart series=recommendation}

1. Do this. {#this}

2. Do that after recommendation [1](#this) (see para. [7](#refers)). {#act}

# Body again

9. After the recommendations the numbers go on.[^last]

# Texts {.annex}

1. First text.

2. Second text.[^open] {#annexed}

[^open]: Open.
[^again]: Again.
[^one]: One.
[^gone]: Gone.
[^lost]: Lost.
[^beta]: Beta.
[^fresh]: Fresh, see para. [2](#list) and note [1](#^open).
[^last]: Last.
"""


class Edit(NamedTuple):
    """One edit, in the document (see `uno_edit.py`) and in its source: the words there, and those instead."""

    document: Sequence[object]
    words: str
    instead: str


BEGINNING = Edit(
    ("insert", "The opening", "At the start."), "1. The opening", "1. At the start.\n\n1. The opening"
)
BETWEEN = Edit(("insert", "second, see", "one more;"), "     2. second", "     1. one more;\n     2. second")
ADVICE = Edit(("insert", "Do that", "Do it soon."), "2. Do that", "1. Do it soon.\n\n2. Do that")
ANNEXED = Edit(("insert", "Second text", "A text."), "2. Second text", "1. A text.\n\n2. Second text")
WITH_NOTES = Edit(
    ("delete", "Stands alone"),
    "3. Stands alone with two notes[^gone][^lost] and is pointed at by nothing.\n\n",
    "",
)
LEADING = Edit(("delete", "A list that follows"), "6. A list that follows at once: {#follows}\n\n", "")
TURNED = Edit(
    ("raise", "Do that"),
    "1. Do this. {#this}\n\n2. Do that after recommendation [1](#this) (see para. [7](#refers)). {#act}\n",
    "1. Do that after recommendation [1](#this) (see para. [7](#refers)). {#act}\n\n2. Do this. {#this}\n",
)
RAISED = Edit(
    ("raise", "second, see"),
    "     1. first;[^one] {#first}\n     2. second, see [(a)](#first); {#second}\n",
    "     1. second, see [(a)](#first); {#second}\n     2. first;[^one] {#first}\n",
)
GONE = Edit(("delete", "The opening"), "1. The opening paragraph has a note.[^open] {#opening}\n\n", "")
ALL = (BEGINNING, BETWEEN, ADVICE, ANNEXED, WITH_NOTES, LEADING)
EDITS = {
    "nothing": (),
    "at the start": (BEGINNING,),
    "between (a) and (b)": (BETWEEN,),
    "in the recommendations": (ADVICE,),
    "in the annex": (ANNEXED,),
    "without a paragraph and its notes": (WITH_NOTES,),
    "without what stands between two lists": (LEADING,),
    "two the other way round": (TURNED,),
    "(b) above (a)": (RAISED,),
    "all": ALL,
    "all, with footnotes": ALL,
}
KINDS = {"all, with footnotes": NoteKind.FOOTNOTE}
NAMES = [
    pytest.param(name, marks=pytest.mark.long if len(edits) == 1 and edits[0] in ALL else ())
    for name, edits in EDITS.items()
]
"""Edits that "all" has too are made alone by the long run."""
LANGUAGES = sorted((ROOT / "tests" / "cases" / "languages").glob("*.md"))


class Edited(NamedTuple):
    """The source after the edits; what LibreOffice shows of the document after the same; what it saves."""

    source: Submission
    shown: libreoffice.Shown
    docx: bytes
    pdf: Path


def _written(path: Path, text: str, kind: NoteKind) -> Submission:
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    return read(path, notes=kind)


def _in_source(text: str, edits: Sequence[Edit]) -> str:
    for edit in edits:
        assert text.count(edit.words) == 1, edit.words
        text = text.replace(edit.words, edit.instead)
    return text


def _in_language(path: Path) -> tuple[str, tuple[Edit, ...]]:
    """A source, and edits that are possible in all languages: a paragraph at the start, and one more (b)."""
    text = path.read_text(encoding="utf-8")
    edits = []
    for number, gap in (("1. ", "\n\n"), ("     2. ", "\n")):
        found = re.search(rf"^{number}([^*\[{{\n]+).*", text, re.MULTILINE)
        assert found
        document = ("insert", found[1][:10].strip(), "ABC.")  # before signs that a space is put to
        edits.append(Edit(document, found[0], f"{number}ABC.{gap}{found[0]}"))
    return text, tuple(edits)


TEXTS = {
    **{name: (SOURCE, edits) for name, edits in {**EDITS, "gone": (GONE,)}.items()},
    **{path.stem: _in_language(path) for path in LANGUAGES},
}


class _AllEdited(dict[str, Edited]):
    """The documents after their edits, each made when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __missing__(self, name: str) -> Edited:
        (text, edits), kind = TEXTS[name], KINDS.get(name, NoteKind.ENDNOTE)
        at = self.folder / f"{len(self)}"
        at.mkdir()
        ours = save(_written(at / "as it was" / "report.md", text, kind), at / "report.docx")
        source = _written(at / "edited" / "report.md", _in_source(text, edits), kind)
        docx, pdf = at / "saved.docx", at / "saved.pdf"
        targets = {libreoffice.DOCX: docx, libreoffice.PDF: pdf}
        (shown,) = libreoffice.edited([libreoffice.Job(ours, [edit.document for edit in edits], targets)])
        self[name] = Edited(source, shown, docx.read_bytes(), pdf)
        return self[name]


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Edited]:
    return _AllEdited(tmp_path_factory.mktemp("edited"))


def _body(edit: Edited) -> list[Line]:
    """The lines of the text, from its first on, without the heading of the notes."""
    seen = [Line(each.number, each.text) for each in edit.shown.paragraphs]
    first = next(printed.body(edit.source.resolved))
    start = next(at for at, line in enumerate(seen) if line.text == first.text)
    heading = edit.source.resolved.words.terms["notes"]
    return [
        line
        for line in seen[start:]
        if (line.number or line.text.strip()) and line.text.rstrip("0123456789, ") != heading
    ]


def _with_stale(lines: list[Line]) -> list[Line]:
    """What is right, but for the NOTEREF fields that LibreOffice leaves as they were."""
    return [
        line._replace(
            text=line.text.replace("another,4,", "another,6,").replace("note\u00a04", "note\u00a06")
        )
        for line in lines
    ]


@pytest.mark.parametrize("name", NAMES)
def test_numbers_and_references_follow(edited: dict[str, Edited], name: str) -> None:
    lines = list(printed.body(edited[name].source.resolved))
    wanted = _with_stale(lines) if WITH_NOTES in EDITS[name] else lines
    assert _body(edited[name]) == wanted


@pytest.mark.parametrize("name", NAMES)
def test_notes_follow(edited: dict[str, Edited], name: str) -> None:
    shown, resolved = edited[name].shown, edited[name].source.resolved
    found = [(each.number, each.text.strip()) for each in (*shown.footnotes, *shown.endnotes)]
    assert found == [(line.number, line.text) for line in printed.notes(resolved)]


@pytest.mark.parametrize("name", NAMES)
def test_only_stale_marks_are_named_in_what_is_saved(edited: dict[str, Edited], name: str) -> None:
    defects = prove(edited[name].source.resolved, edited[name].docx, "saved.docx", "docx")
    expected = [
        f"the field “NOTEREF _Note_beta {switch}\\h” shows “6”, but Word will show “4”"
        for switch in ("\\f ", "")
        if WITH_NOTES in EDITS[name]
    ]
    assert [(defect.rule.code, message(defect)) for defect in defects] == [
        ("D904", each) for each in expected
    ]


@pytest.mark.parametrize("name", NAMES)
def test_the_pages_show_the_same(edited: dict[str, Edited], name: str) -> None:
    page = "".join(poppler.text(edited[name].pdf, layout=True).split())
    assert "Error:" not in page
    at = 0
    for line in printed.body(edited[name].source.resolved):
        if line.number:
            wanted = "".join((line.number + line.text).split())[:12]
            at = page.find(wanted, at)
            assert at >= 0, line


@pytest.mark.parametrize("name", one_in(6, [path.stem for path in LANGUAGES], ["ru", "zh"]))
def test_numbers_follow_in_every_language(edited: dict[str, Edited], name: str) -> None:
    source = edited[name].source.resolved
    assert _without_hamza(_body(edited[name])) == _without_hamza(list(printed.body(source)))
    found = [
        (finding.rule.code, message(finding))
        for finding in prove(source, edited[name].docx, "saved.docx", "docx")
        if finding.rule.code != "D910"
    ]
    if name == "ar":  # where Word counts أ LibreOffice counts ا: in fields, and in the contents made anew
        assert {code for code, _ in found} == {"D904", "D906"}
        contents = [message for code, message in found if code == "D906"]
        lacking = [message for message in contents if "contents" in message]
        assert lacking
        assert all("أ" in message for message in lacking), lacking
        added = "this text is not in the source: “ا. "
        assert all(each.startswith(added) for each in contents if each not in lacking), contents
    else:
        assert found == []


def _without_hamza(lines: list[Line]) -> list[Line]:
    """And with spaces only: some no-break spaces of Arabic are printed as spaces (docs/word.md)."""
    plain = str.maketrans("أ\u00a0", "ا ")
    return [Line(line.number.translate(plain), line.text.translate(plain)) for line in lines]


def test_what_led_to_a_deleted_paragraph_is_named(edited: dict[str, Edited]) -> None:
    """Word says "Error! Reference source not found" there; the source says R201."""
    defects = prove(edited["gone"].source.resolved, edited["gone"].docx, "saved.docx", "docx")
    assert "D903" in {defect.rule.code for defect in defects}
