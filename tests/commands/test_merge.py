"""`submission merge`: what it writes, what it lists and leaves, and what it refuses."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.command import Run, run
from tests.support.docx_made import changed, field, made, p, unzipped
from tests.support.merged import ready
from tests.support.pages import ROOT
from tests.support.shares import covering
from tests.support.word_edits import Copy, commented, word_changed
from tests.support.word_paragraph_edits import EDITS, paragraph_inserted

__all__ = ["run"]

PLAIN = ROOT / "tests" / "cases" / "merge" / "plain.md"
DOCUMENT = "word/document.xml"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return Path(shutil.copy(PLAIN, tmp_path / "report.md"))


def built(folder: Path, change: Callable[[bytes], bytes], of: Path = PLAIN) -> Path:
    """The Word file of a source with a change made in it."""
    file = folder / "returned.docx"
    file.write_bytes(change(ready(of).data))
    return file


def words(old: str, new: str, part: str = DOCUMENT) -> Callable[[bytes], bytes]:
    return lambda data: changed(data, part, re.escape(old), new)


def test_words_come_back_and_it_is_said_where(source: Path, run: Run, tmp_path: Path) -> None:
    file = built(tmp_path, words("under water for a week", "under water for a month"))
    ran = run("merge", file, source)
    assert (ran.status, ran.err) == (0, f"undo this: submission undo {source}\n")
    assert ran.out == f"{source.as_posix()}:12: changed (paragraph 2)\n1 edit is merged, 0 left\n"
    assert source.read_text(encoding="utf-8") == PLAIN.read_text(encoding="utf-8").replace("week.", "month.")
    again = run("merge", file, source)
    first, last = again.out.splitlines()
    assert (again.status, last) == (0, "0 edits are merged, 0 left")
    assert first.endswith(f"compared with {source.as_posix()}@undo-1, the source as it was then")
    unfinished = run("merge", built(tmp_path, words("two years", "[ref] years")), source)
    assert (unfinished.status, "this source has an error" in unfinished.err) == (1, True)


def test_a_patch_is_shown_and_nothing_written(source: Path, run: Run, tmp_path: Path) -> None:
    before = source.read_bytes()
    ran = run("merge", built(tmp_path, words("two years", "three years")), source, "--diff")
    assert ran.status == 0
    assert "-Table: What was counted in the two years {#counted}" in ran.out
    assert "+Table: What was counted in the three years {#counted}" in ran.out
    assert "1 edit would be merged" in ran.err
    assert source.read_bytes() == before


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_all_else_stays_byte_for_byte(source: Path, run: Run, tmp_path: Path, end: str, mark: bytes) -> None:
    """Ends of lines, a byte order mark, and a last line without an end."""
    text = PLAIN.read_text(encoding="utf-8")
    copy = Copy(text, ready(PLAIN).data, 3)
    edited = paragraph_inserted(copy)
    assert edited is not None
    source.write_bytes(mark + text.removesuffix("\n").replace("\n", end).encode())
    ran = run("merge", built(tmp_path, lambda _: edited.data), source)
    assert ran.status == 0
    assert source.read_bytes() == mark + edited.source.removesuffix("\n").replace("\n", end).encode()


def test_a_note_goes_behind_a_last_line_without_an_end(source: Path, run: Run, tmp_path: Path) -> None:
    text = PLAIN.read_text(encoding="utf-8").removesuffix("\n")
    source.write_text(text, encoding="utf-8")
    mark = (
        '<w:r><w:rPr><w:rStyle w:val="EndnoteReference"/></w:rPr><w:endnoteReference w:id="99"/></w:r></w:p>'
    )
    text_of_note = "<w:p><w:r><w:t>Zebra Archive, page 2.</w:t></w:r></w:p>"
    note = f'<w:endnote w:id="99">{text_of_note}</w:endnote></w:endnotes>'

    def add(data: bytes) -> bytes:
        data = changed(data, DOCUMENT, r"</w:p>(?=<w:p><w:pPr><w:pStyle w:val=\"NotesHeading\")", mark)
        return changed(data, "word/endnotes.xml", "</w:endnotes>", note)

    assert run("merge", built(tmp_path, add), source).status == 0
    expected = text.replace("[^end]\n", "[^end][^zebra-archive-page]\n", 1)
    assert source.read_text(encoding="utf-8") == f"{expected}\n[^zebra-archive-page]: Zebra Archive, page 2."


def listed(run: Run, file: Path, source: Path, *more: object) -> list[str]:
    """What is left; nothing of the source is changed then."""
    before = source.read_bytes()
    ran = run("merge", file, source, "--format", "json", *more)
    found = json.loads(ran.out)
    assert (ran.status, found["merged"], found["written"]) == (1, [], False)
    assert source.read_bytes() == before
    return [f"{each['line']}: {each['place']}: {each['message']}" for each in found["left"]]


def test_a_number_typed_over_a_reference_is_listed(source: Path, run: Run, tmp_path: Path) -> None:
    file = built(tmp_path, lambda data: shown_at_second(data, "9", field=False))
    found = json.loads(run("merge", file, source, "--format", "json").out)
    assert found["left"] == [
        {
            "place": "paragraph 4",
            "line": 23,
            "message": "changed: a number is typed over a reference: 5 became 9",
            "facts": {"what": "changed", "why": {"before": "5", "after": "9"}},
        }
    ]
    assert (found["merged"], found["written"]) == ([], False)


@pytest.mark.parametrize("shown", ["5", "9"])
def test_what_a_field_shows_that_was_not_updated_is_nothing(
    source: Path, run: Run, tmp_path: Path, shown: str
) -> None:
    """It leads to the same paragraph, which has another number, as one was put in before it."""
    copy = Copy(PLAIN.read_text(encoding="utf-8"), ready(PLAIN).data, 0)
    edited = paragraph_inserted(copy)
    assert edited is not None
    ran = run("merge", built(tmp_path, lambda _: shown_at_second(edited.data, shown)), source)
    assert (ran.status, ran.out.count("merged, 0 left")) == (0, 1)
    assert source.read_text(encoding="utf-8") == edited.source


def shown_at_second(data: bytes, shown: str, *, field: bool = True) -> bytes:
    """The reference to the fifth paragraph shows this, in its field or in place of it."""
    if field:
        return changed(data, DOCUMENT, r"(REF _Ref_second.*?<w:t[^>]*>)5<", rf"\g<1>{shown}<")
    start = r"<w:r><w:fldChar w:fldCharType=\"begin\"(?:(?!fldCharType=\"begin).)*?"
    pattern = start + r"REF _Ref_second.*?(<w:t[^>]*>)5(<.*?)<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
    return changed(data, DOCUMENT, pattern, rf"<w:r>\g<1>{shown}\g<2>")


FIFTH = r"<w:p>(?:(?!<w:p>).)*The fifth paragraph.*?</w:p>"
LOST = "23: paragraph 4: reference to #second: what it points to is not in the file; the reference is kept"


def without_the_fifth(data: bytes, shown: str, *, field: bool = True) -> bytes:
    """The fifth paragraph is deleted; the field that led to it shows this, or is gone and has left it."""
    return shown_at_second(changed(data, DOCUMENT, FIFTH, ""), shown, field=field)


@pytest.mark.parametrize(
    ("shown", "field"),
    covering(
        [
            "Error: Reference source not found",
            "Error! Reference source not found.",
            "Erreur\u00a0! Source du renvoi introuvable.",
            "¡Error! No se encuentra el origen de la referencia.",
            "خطأ! لم يتم العثور على مصدر المرجع.",
            "错误!未找到引用源。",
        ],
        [True, False],
    ),
)
def test_a_reference_that_leads_nowhere_stays(
    source: Path, run: Run, tmp_path: Path, shown: str, field: bool
) -> None:
    """Its paragraph was edited besides."""

    def edit(data: bytes) -> bytes:
        return words(" before it ends", " and then ends")(without_the_fifth(data, shown, field=field))

    before = source.read_text(encoding="utf-8")
    ran = run("merge", built(tmp_path, edit), source)
    assert ran.status == 1
    assert ran.out.count("what it points to is not in the file") == 1
    assert "reference to #second: what it points to is not in the file; the reference is kept" in ran.out
    assert source.read_text(encoding="utf-8") == before.replace(" before it ends", " and then ends")


@pytest.mark.parametrize("shown", ["5", "Fejl! Henvisningskilde ikke fundet."])
def test_a_reference_is_known_to_lead_nowhere_by_its_field(
    source: Path, run: Run, tmp_path: Path, shown: str
) -> None:
    """Whatever it shows: nothing that Word had updated, or what it says in another language."""
    found = listed(run, built(tmp_path, lambda data: without_the_fifth(data, shown)), source)
    assert [each for each in found if "paragraph 4" in each] == [LOST]


def test_a_number_of_which_a_part_leads_nowhere_stays(source: Path, run: Run, tmp_path: Path) -> None:
    """The paragraph that its first part leads to gets no label."""
    text = PLAIN.read_text(encoding="utf-8").replace("[2](#second) below", "[3 (c)](#read) below")
    source.write_text(text.replace("could read them.", "could read them. {#read}"), encoding="utf-8")

    def edit(data: bytes) -> bytes:
        data = changed(data, DOCUMENT, r"<w:p>(?:(?!<w:p>).)*that nobody else could.*?</w:p>", "")
        error = r"\g<1>Error! Reference source not found.<"
        return changed(data, DOCUMENT, r"(REF _Ref_read.*?<w:t[^>]*>)\(c\)<", error)

    found = listed(run, built(tmp_path, edit, source), source)
    assert found[0] == LOST.replace("#second", "#read")
    assert "deleted: the source refers to #read: delete the reference (line 23 before the merge)" in found[1]


def test_a_paragraph_that_is_referred_to_stays(source: Path, run: Run, tmp_path: Path) -> None:
    """It is said where to take out the references; its note needs no line of its own."""
    text = PLAIN.read_text(encoding="utf-8")
    text = text.replace("houses under the water", "houses (see para. [5](#second))")
    source.write_text(text, encoding="utf-8")
    file = built(tmp_path, lambda data: changed(data, DOCUMENT, FIFTH, ""), source)
    where = "23: paragraph 4", "35: table 1"
    whys = (
        "what it points to is not in the file; the reference is kept",
        "delete references (lines 23, 35 before the merge) and merge again",
    )
    found = listed(run, file, source)
    assert found[-1] == f"27: paragraph 5: deleted: the source refers to #second: {whys[1]}"
    assert [each for each in found if whys[0] in each] == [
        f"{place}: reference to #second: {whys[0]}" for place in where
    ]
    assert len(found) == 3


def test_a_label_that_is_referred_to_outlives_a_join(source: Path, run: Run, tmp_path: Path) -> None:
    """Of two paragraphs with labels that become one, the first one's is referred to."""
    text = PLAIN.read_text(encoding="utf-8").replace("> Quoted words stand", "> Words stand")
    text = text.replace("{#second}\n", "{#second}\n\n6. Another paragraph stands here. {#other}\n")
    source.write_text(text, encoding="utf-8")
    end = r"(refers? to|keeps its label\..*?)</w:p><w:p>(?:(?!<w:p>).)*?(<w:r><w:t[^>]*>Another paragraph)"
    file = built(tmp_path, lambda data: changed(data, DOCUMENT, end, r"\1\2"), source)
    found = listed(run, file, source)
    assert any("a label that joining the paragraphs would delete" in each for each in found)


def test_a_new_reference_gives_what_it_leads_to_a_label(source: Path, run: Run, tmp_path: Path) -> None:
    """As Word makes one: a bookmark of its own around the paragraph, and a field."""

    def refer(data: bytes) -> bytes:
        first = r"(<w:p>(?:(?!<w:p>).)*?)(<w:r><w:t[^>]*>The last paragraph but one.*?)</w:p>"
        around = r'\1<w:bookmarkStart w:id="900" w:name="_Ref900"/>\2<w:bookmarkEnd w:id="900"/></w:p>'
        data = changed(data, DOCUMENT, first, around)
        number = field(r"REF _Ref900 \\r \\h", "6")
        new = f'See paragraph </w:t></w:r>{number}<w:r><w:t xml:space="preserve">: words'
        return changed(data, DOCUMENT, "Quoted words", new)

    assert run("merge", built(tmp_path, refer), source).status == 0
    text = source.read_text(encoding="utf-8")
    assert "> See paragraph [6](#last-paragraph-but): words stand" in text
    assert "6. The last paragraph but one is a short one. {#last-paragraph-but}\n" in text


def test_the_level_of_a_heading_is_told(source: Path, run: Run, tmp_path: Path) -> None:
    style = r'<w:pStyle w:val="Heading2"/>'
    file = built(tmp_path, words(style, style.replace("2", "3")))
    ran = run("merge", file, source)
    line = "25: level 2 became 3 (heading “The second heading has more words”)"
    assert ran.out == f"{source.as_posix()}:{line}\n1 edit is merged, 0 left\n"
    assert "\n### The second heading" in source.read_text(encoding="utf-8")


def test_the_cover_is_listed(source: Path, run: Run, tmp_path: Path) -> None:
    file = built(tmp_path, words(">A plain report<", ">A plainer report<"))
    assert "2: the cover: front matter changed: title" in listed(run, file, source)


def test_what_was_moved_is_listed_where_two_are_the_same(source: Path, run: Run, tmp_path: Path) -> None:
    """Both are moved to the beginning: which is which cannot be told."""
    twin = "1. The very same words stand here.\n"
    text = PLAIN.read_text(encoding="utf-8")
    text = text.replace("\n6. The", f"\n{twin}\n6. The").replace("\n7. The", f"\n{twin}\n7. The")
    source.write_text(text, encoding="utf-8")
    paragraph = r"<w:p>(?:(?!<w:p>).)*The very same words.*?</w:p>"

    def move(data: bytes) -> bytes:
        found = re.findall(paragraph, unzipped(data)[DOCUMENT].decode(), re.DOTALL)
        assert len(found) == 2
        data = changed(data, DOCUMENT, paragraph, "", count=2)
        first = r"(?=<w:p>(?:(?!<w:p>).)*The first paragraph)"
        return changed(data, DOCUMENT, first, "".join(found))

    ran = run("merge", built(tmp_path, move, source), source)
    assert ran.status == 1
    assert "several paragraphs have the same words" in ran.out


@pytest.mark.parametrize("authors", [False, True])
def test_comments_come_without_their_authors(source: Path, run: Run, tmp_path: Path, authors: bool) -> None:
    edited = commented(Copy(PLAIN.read_text(encoding="utf-8"), ready(PLAIN).data, 1))
    assert edited is not None
    file = built(tmp_path, lambda _: edited.data)
    for _ in range(2):  # the second time it is there already
        assert run("merge", file, source, *(["--authors"] if authors else [])).status == 0
        new = "<!-- Planted Author: Is this so? -->" if authors else "<!-- comment: Is this so? -->"
        expected = edited.source.replace("<!-- comment: Is this so? -->", new)
        assert source.read_text(encoding="utf-8") == expected


def test_a_file_of_another_source_is_refused(source: Path, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "other.docx"
    file.write_bytes(made(p("1.\tThe law.") + p("Nothing that stands there.")))
    before = source.read_bytes()
    ran = run("merge", file, source)
    assert ran.status == 2
    assert "this file was built from another source: 0 of " in ran.err
    assert "the title of the file is “other”, that of the source “A plain report”" in ran.err
    assert source.read_bytes() == before


def test_a_source_with_errors_is_refused(source: Path, run: Run, tmp_path: Path) -> None:
    source.write_text(PLAIN.read_text(encoding="utf-8").replace("[^end]\n", "[^ende]\n", 1), encoding="utf-8")
    ran = run("merge", built(tmp_path, lambda data: data), source)
    assert ran.status == 2
    assert "this source has 2 errors" in ran.err


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [("returned.docx", b"no zip", "S020"), ("returned.doc", b"\xd0\xcf\x11\xe0", "S020")],
)
def test_what_is_no_word_file_is_refused(
    source: Path, run: Run, tmp_path: Path, name: str, data: bytes, code: str
) -> None:
    (tmp_path / name).write_bytes(data)
    ran = run("merge", tmp_path / name, source)
    assert ran.status == 2
    assert code in ran.err
    assert run("merge", tmp_path / "none.docx", source).status == 2


@pytest.mark.parametrize("folder", [False, True])
def test_the_source_can_be_named_first(source: Path, run: Run, tmp_path: Path, folder: bool) -> None:
    file = built(tmp_path, words("for a week", "for a month"))
    assert run("merge", tmp_path if folder else source, file).status == 0
    assert "for a month" in source.read_text(encoding="utf-8")


def test_what_has_changed_on_both_sides_is_listed(source: Path, run: Run, tmp_path: Path) -> None:
    """What was changed in the source since is kept, and listed where it is the same paragraph."""
    old = PLAIN.read_text(encoding="utf-8")
    ours = old.replace("was under water", "stood under water").replace("a short one", "a very short one")
    source.write_text(ours, encoding="utf-8")

    def change(data: bytes) -> bytes:
        return words("for a week", "for a month")(words("leads to another", "points to another")(data))

    file = built(tmp_path, change)
    ran = run("merge", file, source, "--base", PLAIN)
    assert ran.status == 1
    assert "12: paragraph 2: changed: the source was changed here after this file was built" in ran.out
    assert source.read_text(encoding="utf-8") == ours.replace("leads to another", "points to another")


def test_what_is_equal_on_both_sides_is_nothing(source: Path, run: Run, tmp_path: Path) -> None:
    """As when a file is merged a second time with the same base."""
    copy = Copy(PLAIN.read_text(encoding="utf-8"), ready(PLAIN).data, 5)
    for name in (
        "words_added", "paragraph_inserted", "note_added", "level_changed", "paragraph_moved",
        "paragraph_deleted", "commented",
    ):  # fmt: skip
        edited = EDITS[name](copy)
        assert edited is not None, name
        copy.source = edited.source
    file = built(tmp_path, lambda _: copy.ground.packed())
    first = run("merge", file, source, "--base", PLAIN)
    assert (first.status, first.out.count("merged, 0 left")) == (0, 1)
    once = source.read_bytes()
    again = run("merge", file, source, "--base", PLAIN)
    assert (again.status, again.out) == (0, "0 edits are merged, 0 left\n")
    assert source.read_bytes() == once


def test_a_citation_that_was_typed_over_is_listed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "sources.json").write_text(
        json.dumps(
            [{"id": "code", "type": "book", "title": "A Book of Rivers", "issued": {"date-parts": [[1990]]}}]
        )
    )
    source = tmp_path / "cited.md"
    text = PLAIN.read_text(encoding="utf-8").replace("lang: en\n", "lang: en\nsources: sources.json\n")
    text = text.replace("The Archive of the River has all the numbers in one book.", "[@code, p. 12].")
    source.write_text(text, encoding="utf-8")
    file = built(tmp_path, words("A Book of Rivers", "A Book of Lakes", "word/endnotes.xml"), source)
    (said,) = listed(run, file, source)
    assert said == "43: endnote 1, in paragraph 2: changed: the edit changes a part of a citation"


def test_a_source_that_is_a_link_stays_one(source: Path, run: Run, tmp_path: Path) -> None:
    link = tmp_path / "link.md"
    link.symlink_to(source)
    edited = word_changed(Copy(PLAIN.read_text(encoding="utf-8"), ready(PLAIN).data, 5))
    assert edited is not None
    assert run("merge", built(tmp_path, lambda _: edited.data), link).status == 0
    assert link.is_symlink()
    assert source.read_text(encoding="utf-8") == edited.source
