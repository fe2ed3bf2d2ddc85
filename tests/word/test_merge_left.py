"""What a merge lists and does not write, as it belongs to what stays or was typed over."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from tests.support.docx_made import changed, unzipped, zipped
from tests.support.merged import Ready, ready_for
from tests.support.pages import ROOT
from tests.support.planting import NAMES, WHO, WORD, Ground
from toolchain.editing.merging import Merged
from toolchain.pipeline import stages as pipeline
from toolchain.project.settings import Options
from toolchain.reports.sentences import message_of
from toolchain.word.cleaning.changes import accept as accept_all

DOCUMENT = "word/document.xml"
PLAIN = ROOT / "tests" / "cases" / "merge" / "plain.md"
PICTURE = ROOT / "tests" / "cases" / "page" / "chart.png"
FRONT = "---\ntitle: Words\nlang: en\n---\n\n"
REFERRED = """\
---
title: Tables
lang: en
---

# Facts

1. Of the figures (see [table 1](#cases) and [figure 1](#town)):

     Table: Cases in each year {#cases}

     | Year | Cases |
     | ---- | ----- |
     | 2023 | 12    |

     ![A map of the town](map.png "The town by the river"){#town}

2. The court met in May.
"""


def source(folder: Path, text: str) -> Ready:
    path = folder / "report.md"
    path.write_text(text, encoding="utf-8")
    return ready_for(pipeline.read(path, Options()))


def left(merged: Merged) -> list[str]:
    return [f"{each.line}: {each.place}: {message_of(each.facts)}" for each in merged.left]


def deleted(paragraph: str) -> str:
    """A paragraph whose deletion is tracked, with its end."""
    who = f'w:id="900" {WHO}'
    gone = re.sub(r"<w:r>.*?</w:r>", rf"<w:del {who}>\g<0></w:del>", paragraph)
    gone = gone.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
    return gone.replace("</w:pPr>", f"<w:rPr><w:del {who}/></w:rPr></w:pPr>", 1)


def accepted(data: bytes) -> bytes:
    """The file with all changes accepted."""
    files = unzipped(data)
    root = etree.fromstring(files[DOCUMENT])
    accept_all(root)
    return zipped({**files, DOCUMENT: etree.tostring(root)})


def paragraph_with(data: bytes, words: str) -> str:
    found: list[str] = re.findall(r"<w:p>.*?</w:p>", unzipped(data)[DOCUMENT].decode(), re.DOTALL)
    return next(each for each in found if words in each)


@pytest.mark.parametrize("accept", [False, True])
def test_a_tracked_deletion_of_a_paragraph_that_is_referred_to_is_as_an_untracked_one(
    tmp_path: Path, accept: bool
) -> None:
    """Its bookmark goes with its words: it is not the label of the next paragraph."""
    text = PLAIN.read_text(encoding="utf-8").replace("> Quoted words", "6. Quoted words")
    made = source(tmp_path, text)
    paragraph = paragraph_with(made.data, "The fifth paragraph")
    assert "_Ref_second" in paragraph
    plain, tracked = (
        changed(made.data, DOCUMENT, re.escape(paragraph), new.replace("\\", r"\\"))
        for new in ("", deleted(paragraph))
    )
    merged = made.merged(accepted(tracked) if accept else tracked)
    assert (merged.text, merged.done) == (text, ())
    assert left(merged) == left(made.merged(plain))
    assert left(merged)[-1].startswith("27: paragraph 5: deleted: the source refers to #second: ")


@pytest.mark.parametrize("words", ["Cases in each year", "The town by the river"])
def test_a_caption_stays_with_the_table_or_picture_that_stays(tmp_path: Path, words: str) -> None:
    """Somebody deletes a table and not its caption; the source refers to the table, which is kept."""
    shutil.copy(PICTURE, tmp_path / "map.png")
    made = source(tmp_path, REFERRED)
    gone = r"<w:tbl>.*?</w:tbl>" if "year" in words else r"<w:p>(?:(?!<w:p>).)*<w:drawing>.*?</w:p>"
    merged = made.merged(changed(made.data, DOCUMENT, gone, ""))
    assert (merged.text, merged.done) == (REFERRED, ())
    whys = [each.partition(": ")[2] for each in left(merged)]
    label = "cases" if "year" in words else "town"
    why = f"the source refers to #{label}: delete the reference (line 8 before the merge) and merge again"
    assert [each for each in whys if why in each] == [
        f"paragraph 1: inserted: {why}",
        f"{'table 1' if 'year' in words else 'paragraph 1'}: deleted: {why}",
    ]
    assert [each for each in whys if why not in each] == [
        "paragraph 1: changed: a reference is only text in the file"
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_nothing_is_left_of_a_quotation_that_is_deleted_or_moved(tmp_path: Path, end: str) -> None:
    """Nor does it become two at its new place. The blank line in it belongs to none of its paragraphs."""
    said, quoted = "1. They said:\n\n", "     > No boat came.\n     >\n     > We waited.\n"
    rest = "2. It was late.\n\n3. It was cold.\n\n4. Then it rained.\n"
    made = source(tmp_path, f"{FRONT}{said}{quoted}\n{rest}".replace("\n", end))
    one, last = (paragraph_with(made.data, words) for words in ("No boat", "Then it rained"))
    both = one + paragraph_with(made.data, "We waited")
    deleted = changed(made.data, DOCUMENT, re.escape(both), "")
    late = changed(made.data, DOCUMENT, re.escape(last), "")
    late = changed(late, DOCUMENT, re.escape(paragraph_with(late, "It was late")), rf"{last}\g<0>")
    late = changed(late, DOCUMENT, "It was late", "2. It was late")
    turned = "4. Then it rained.\n\n2. It was late.\n\n3. It was cold.\n"
    for data, text in (
        (deleted, f"{said}{rest}"),
        (changed(deleted, DOCUMENT, re.escape(last), rf"\g<0>{both}"), f"{said}{rest}\n{quoted}"),
        (changed(made.data, DOCUMENT, re.escape(one), ""), f"{said}     > We waited.\n\n{rest}"),
        (
            changed(made.data, DOCUMENT, re.escape(paragraph_with(made.data, "We waited")), ""),
            f"{said}     > No boat came.\n\n{rest}",
        ),
        (changed(late, DOCUMENT, "2. It was late", "It was late"), f"{said}{quoted}\n{turned}"),
        (late, f"{said}{quoted}\n{turned.replace('2. ', '2. 2' + chr(92) + '. ')}"),
    ):
        merged = made.merged(data)
        assert (merged.text, merged.left) == ((FRONT + text).replace("\n", end), ())


ASKED = f"""{FRONT}1. We asked about: {{#asked}}

     1. hours; {{#hours}}
     2. wages.

2. The hours (see para. [1 (a)](#hours)) are long.

3. All of it (see para. [1](#asked)) was written down.
"""
PUPILS = f"""{FRONT}1. Many pupils work. {{#many}}

Table: Pupils who left school {{#left}}

| Village | Girls |
| ------- | ----- |
| Harbour | 12    |

2. In the harbour (see [table 1](#left)) most leave.
"""


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        (REFERRED, r"(<w:tbl>.*</w:tbl>)(.*The court met.*?</w:p>)", r"\2\1"),  # without its caption
        (PUPILS, r"</w:p><w:p>(?:(?!<w:p>).)*?(?=<w:r>(?:(?!<w:p>).)*?>Table <)", ""),  # a caption is joined
        (ASKED, r"</w:p><w:p>(?:(?!<w:p>).)*?(?=<w:bookmark\w+[^>]*_Ref_hours)", ""),  # a label goes away
    ],
)
def test_what_would_be_twice_or_lead_elsewhere_is_listed(
    tmp_path: Path, text: str, old: str, new: str
) -> None:
    shutil.copy(PICTURE, tmp_path / "map.png")
    made = source(tmp_path, text)
    merged = made.merged(changed(made.data, DOCUMENT, old, new))
    assert (merged.text, merged.done) == (text, ())
    assert len(merged.left) > 1


@pytest.mark.parametrize(("typed", "is_listed"), [("Our first Table ", True), ("Table ", False)])
def test_a_word_typed_before_the_number_of_a_caption_is_listed_beside_other_edits(
    tmp_path: Path, typed: str, is_listed: bool
) -> None:
    """Numbers that differ are nothing, because Word counts them again after an edit."""
    made = source(tmp_path, PUPILS)
    data = changed(made.data, DOCUMENT, ">Table <", f">{typed}<")
    merged = made.merged(changed(data, DOCUMENT, "Many pupils", "Most pupils"))
    assert merged.text == PUPILS.replace("Many pupils", "Most pupils")
    assert [each.split(": ", 1)[1] for each in left(merged)] == is_listed * [
        "paragraph 1: the caption “Table 1 Pupils who left school” is shown with the number Our first Table 1"
    ]


def test_of_a_link_with_another_address_the_earlier_one_is_no_title(tmp_path: Path) -> None:
    text = f"{FRONT}1. See the [register](https://example.org/old).\n"
    made = source(tmp_path, text)
    merged = made.merged(
        changed(made.data, "word/_rels/document.xml.rels", "example.org/old", "example.org/new")
    )
    assert merged.text == text.replace("old", "new")


def in_field(old: str, new: str) -> Callable[[bytes], bytes]:
    """A number of the reference to the fifth paragraph that is typed over, as a tracked change."""
    run = '<w:r><w:{0} xml:space="preserve">{1}</w:{0}></w:r>'.format
    gone, come = f'<w:del w:id="1" {WHO}>{run("delText", old)}', f'<w:ins w:id="2" {WHO}>{run("t", new)}'
    change = f"{gone}</w:del>{come}</w:ins>"
    pattern = rf"(REF _Ref_second(?:(?!<w:t[ >]).)*)<w:r><w:t[^>]*>{old}</w:t></w:r>"
    return lambda data: changed(data, DOCUMENT, pattern, rf"\g<1>{change}")


def test_a_number_typed_over_a_reference_as_a_tracked_change_is_listed(tmp_path: Path) -> None:
    text = PLAIN.read_text(encoding="utf-8")
    made = source(tmp_path, text)
    merged = made.merged(in_field("5", "9")(made.data))
    assert (merged.text, merged.done) == (text, ())
    assert left(merged) == ["23: paragraph 4: changed: a number is typed over a reference: 5 became 9"]


def test_a_number_that_word_updated_with_changes_tracked_is_nothing(tmp_path: Path) -> None:
    """A paragraph was inserted before: the reference shows what Word computes then."""
    text = PLAIN.read_text(encoding="utf-8")
    made = source(tmp_path, text)
    first = paragraph_with(made.data, "The first paragraph")
    new = re.sub(r"<w:r>.*</w:r>", "<w:r><w:t>A new one.</w:t></w:r>", first)
    data = changed(made.data, DOCUMENT, re.escape(first), new + first)
    assert left(made.merged(in_field("5", "6")(data))) == []


def test_a_sub_paragraph_is_deleted_before_one_that_is_referred_to(tmp_path: Path) -> None:
    """The field in the file still shows (ii), which is (i) now."""
    item = "          1. pay by the piece;\n"
    text = (
        f"{FRONT}1. We asked about:\n\n     1. hours;\n     2. wages, namely:\n\n{item}"
        "          2. fines for linen. {#fines}\n\n2. Fines (see para. [1 (b) (ii)](#fines)) are high.\n"
    )
    made = source(tmp_path, text)
    gone = re.escape(paragraph_with(made.data, "pay by the piece"))
    merged = made.merged(changed(made.data, DOCUMENT, gone, ""))
    assert (merged.text, merged.left) == (text.replace(item, ""), ())


def test_a_paragraph_below_the_heading_of_the_notes_is_listed_and_not_merged(tmp_path: Path) -> None:
    """In the source it would be a paragraph before that heading, of the last annex or part."""
    text = PLAIN.read_text(encoding="utf-8")
    made = source(tmp_path, text)
    heading = re.escape(paragraph_with(made.data, 'w:val="NotesHeading"'))
    new = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>".format
    both = new("A word below the heading.") + new("And a word more about it.")
    merged = made.merged(changed(made.data, DOCUMENT, heading, rf"\g<0>{both}"))
    assert (merged.text, merged.done) == (text, ())
    where = "the text under “Notes”: inserted: only notes can be below this heading"
    assert [each.partition(": ")[2] for each in left(merged)] == [where, where]


FRONTED = """\
---
title: Rights of children at sea
subtitle: A report
lang: en
submitted-by: Harbour Watch
contents: true
---

# First facts

1. The harbour was **closed** in winter.

## Wages of the fishermen

2. Wages fell by a half in March. In winter nobody had any work.

     1. The first sub-paragraph is about hours.
     2. The second sub-paragraph is about pay.

Table: Cases in each year

| Year | Cases  |
| ---- | ------ |
| 2023 | Twelve |
"""
SENTENCE = " In winter nobody had any work."


@pytest.mark.parametrize(
    ("style", "things"),
    [
        *(("Title", ["heading", "hours"]), ("Subtitle", ["was", "sentence"]), ("TOC1", ["heading", "was"])),
        *(("CoverOrganization", ["table", "was", "sentence"]), ("HeaderOdd", ["table", "hours", "heading"])),
    ],
)
def test_what_is_dragged_out_of_the_text_stays_in_the_source(
    tmp_path: Path, style: str, things: list[str]
) -> None:
    """On the cover, in the contents or in a page header a source has no place for it."""
    made = source(tmp_path, FRONTED)
    part = "word/header1.xml" if style == "HeaderOdd" else DOCUMENT
    old = unzipped(made.data)[DOCUMENT].decode()
    parts = {
        "table": re.findall(r"<w:tbl>.*?</w:tbl>", old)[-1],
        "heading": re.findall(r'<w:p><w:pPr><w:pStyle w:val="Heading2"/>.*?</w:p>', old)[0],
        "sentence": SENTENCE,
        **{words: paragraph_with(made.data, words) for words in ("was", "hours")},
    }
    for moved in map(parts.__getitem__, things):
        data = changed(made.data, DOCUMENT, re.escape(moved), "")
        pasted = f"<w:p><w:r><w:t>{moved}</w:t></w:r></w:p>" if moved == SENTENCE else moved
        place = rf'<w:p><w:pPr><w:pStyle w:val="{style}"/>.*?</w:p>'
        merged = made.merged(changed(data, part, place, rf"\g<0>{pasted}"))
        assert (merged.text, merged.done) == (FRONTED, ()), moved
        assert merged.left


@pytest.mark.parametrize(
    ("words", "after"),
    [
        ("Rights of children at sea", "The rights of children at sea and on land"),  # the title
        ("A report", "A report of 2026"),  # the subtitle
    ],
)
def test_what_is_deleted_is_in_no_new_words_of_the_cover(tmp_path: Path, words: str, after: str) -> None:
    """A paragraph like the title, a table with an empty cell; and a line below in the style of the title."""
    text = f"{FRONTED}| 2024 |        |\n".replace("contents", "headings: numbered\ncontents")
    made = source(tmp_path, f"{text}\n3. Rights of children at sea.\n")
    title = paragraph_with(made.data, ">Rights of children at sea<")
    data = changed(made.data, DOCUMENT, re.escape(paragraph_with(made.data, "at sea.")), "")
    data = changed(
        data, DOCUMENT, r"<w:tbl>(?:(?!<w:tbl>).)*Twelve.*?</w:tbl>", title.replace(">R", ">Annex: R")
    )
    data = changed(data, DOCUMENT, f">{words}<", f">{after}<")
    data = changed(data, DOCUMENT, ">The harbour was ", ">The harbour of Karachi was ")
    data = changed(data, DOCUMENT, r'("Heading2"/>(?:(?!</w:p>).)*>)Wages of', r"\1Pay of")
    merged = made.merged(data)
    assert "3. Rights" not in merged.text
    assert "Twelve" not in merged.text
    assert "of Karachi" in merged.text
    assert "## Pay of" in merged.text, "the contents have the old words"


def test_a_join_over_an_attribute_says_where_to_make_it(tmp_path: Path) -> None:
    text = f"{FRONT}1. The first one stands here. {{.confidential}}\n\n2. The second one stands there.\n"
    made = source(tmp_path, text)
    end = r"</w:p><w:p>(?:(?!<w:p>).)*?(?=<w:r><w:t[^>]*>The second one)"
    merged = made.merged(changed(made.data, DOCUMENT, end, ""))
    assert merged.text == text
    assert left(merged)[0] == (
        "6: paragraph 1: joined: the source has something between these paragraphs, such as a comment or "
        "{.confidential}: join them there"
    )


def test_a_comment_on_the_title_is_listed(tmp_path: Path) -> None:
    made = source(tmp_path, f"{FRONT}1. One.\n")
    ground = Ground(made.data, random.Random(0))
    said = f'<w:comment w:id="1" {WHO}><w:p><w:r><w:t>Ask her first.</w:t></w:r></w:p></w:comment>'
    comments = f"<w:comments {NAMES}>{said}</w:comments>".encode()
    ground.add(DOCUMENT, "comments", "word/comments.xml", comments, f"{WORD}.comments+xml")
    mark = r'\1<w:r><w:commentReference w:id="1"/></w:r>'
    merged = made.merged(changed(ground.packed(), DOCUMENT, "(>Words</w:t></w:r>)", mark))
    assert merged.text == made.text
    assert [message_of(each.facts) for each in merged.losses] == [
        "a comment that has no place in the text: “Ask her first.”"
    ]
