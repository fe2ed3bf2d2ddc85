"""How what is written looks, and what is said of what a source cannot hold."""

from __future__ import annotations

import pytest

from tests.support.hostile_trees import HERE
from tests.support.pages import ROOT
from tests.support.trees import read
from toolchain import model as m
from toolchain.model.front_matter import Contact, FrontMatter, Limit, Organization
from toolchain.model.records import replace
from toolchain.reports.sentences import message_of
from toolchain.writers.markdown import inlines_text, written_blocks, written_source
from toolchain.writers.markdown.blocks import write_note
from toolchain.writers.markdown.place import Losses

REPORT = ROOT / "content/pakistan-opsc/report.md"


def words(text: str) -> m.Text:
    return m.Text(HERE, text)


def em(*children: m.Inline) -> m.Inline:
    return m.Emphasis(HERE, children)


def strong(*children: m.Inline) -> m.Inline:
    return m.Strong(HERE, children)


def paragraph(*children: m.Inline) -> m.Block:
    return m.Paragraph(HERE, children)


def of(text: str) -> m.Block:
    return paragraph(words(text))


def test_the_report_is_written_as_it_stands() -> None:
    """All below the front matter byte for byte; in that the order of keys differs, and quotation marks."""
    text = REPORT.read_text(encoding="utf-8")
    written = written_source(read(text, REPORT.parent)).text
    head, _, body = text.partition("\n---\n")
    new_head, _, new_body = written.partition("\n---\n")
    assert new_body == body
    assert {line.replace('"', "").strip() for line in new_head.split("\n") if ": " in line} == {
        line.replace('"', "").strip() for line in head.split("\n") if ": " in line
    }


@pytest.mark.parametrize(
    "text",
    [
        "The law of 2010 (sect. 3) is new. It covers 5–10 % of cases & costs $5; see A/HRC/1, para. 2 #3.",
        "“[T]he [c]ourt [sic]” held in Smith [1999] (HL) that a * b, x ^ y, 2 < 3 > 1 and ~5 to ~10.",
        "snake_case, https://example.org/a_b_c?d=e&f=g#h, office@example.org, AT&T, {braces}, C:\\x, 50!",
        "Wow! It is so: a | b = c + d - e; 1.5 and 1) too.",
        "No-break\xa0space, مرحبا, 中文。中文.",
        "10 (ten) ~ #tag @ home - +1 =",
    ],
)
def test_what_needs_no_escaping_gets_none(text: str) -> None:
    assert written_blocks((of(text),)).text == text


def test_what_nobody_would_see_is_written_by_reference() -> None:
    assert (
        written_blocks((of("soft\xadhyphen, zero\u200bwidth"),)).text == "soft&#xAD;hyphen, zero&#x200B;width"
    )


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("2010. The court", "2010\\. The court"),
        ("1) One", "1\\) One"),
        ("15.", "15\\."),
        ("# No heading", "\\# No heading"),
        ("#hashtag", "#hashtag"),
        ("- no item", "\\- no item"),
        ("-5 degrees", "-5 degrees"),
        ("+ plus", "\\+ plus"),
        ("* star", "\\* star"),
        ("> quoted", "\\> quoted"),
        ("---", "\\---"),
        ("- - -", "\\- - -"),
        ("~~~", "\\~\\~\\~"),
        ("| a | b |", "\\| a | b |"),
        ("*a*", "\\*a\\*"),
        ("_a_", "\\_a\\_"),
        ("`a`", "\\`a\\`"),
        ("[a](b)", "\\[a](b)"),
        ("[a]: b", "\\[a]: b"),
        ("[^a]", "\\[^a]"),
        ("^[a]", "\\^\\[a]"),
        ("![a](b)", "!\\[a](b)"),
        ("[see @key]", "\\[see \\@key]"),
        ("{#a} {.b} {c}", "\\{#a} \\{.b} {c}"),
        ("<b> <!-- --> < c", "\\<b> \\<!-- --> < c"),
        ("&amp; &#42; &c; &", "\\&amp; \\&#42; &c; &"),
        ("\\* \\a \\", "\\\\\\* \\a \\\\"),
        (" a ", "&#32;a&#32;"),
        ("\xa0a\u3000", "&nbsp;a&#x3000;"),
        ("a\tb\nc", "a\tb&#10;c"),
        ("H~2~O, XIX^e^, ~~no~~, ==so==", "H\\~2~O, XIX\\^e^, \\~\\~no\\~\\~, \\==so=="),
    ],
)
def test_what_would_be_mark_up_is_escaped(text: str, typed: str) -> None:
    assert written_blocks((of(text),)).text == typed
    assert read(f"---\nlang: en\n---\n{typed}\n").blocks[0].children[0].text == text  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("nodes", "typed"),
    [
        ((words("a "), em(words("b")), words(" c")), "a *b* c"),
        ((strong(words("a "), em(words("b")), words(" c")),), "**a *b* c**"),
        ((em(words("a")), strong(words("b")), em(words("c"))), "*a*__b__*c*"),
        ((em(words("a")), em(words("b"))), "*a*_b_"),
        ((strong(em(words("a"))),), "**_a_**"),
        ((em(strong(words("a"))),), "***a***"),
        ((words("un"), em(words("believ")), words("able")), "un*believ*able"),
        ((words("l’"), em(words("État")), words(".")), "l’*État*."),
        ((strong(words("«Non»")), words("c’est")), "**«Non»**&#99;’est"),
        ((strong(words("中文。")), words("中文")), "**中文。**&#x4E2D;文"),
        ((words("中"), strong(words("文")), words("中")), "中**文**中"),
        ((words("قال "), strong(words("القانون")), words("،")), "قال **القانون**،"),
        ((em(words(" a ")), words("b")), "*&#32;a&#32;*&#98;"),
        ((em(m.Code(HERE, "a")), words("b")), "*`a`*&#98;"),
        ((m.Code(HERE, "a`b"),), "``a`b``"),
        ((m.Code(HERE, "`"),), "`` ` ``"),
        ((m.Code(HERE, " a "),), "`  a  `"),
        (
            (words("a"), m.Break(HERE, hard=True), words("b"), m.Break(HERE, hard=False), words("1. c")),
            "a\\\nb\n1\\. c",
        ),
        ((m.Link(HERE, "https://x.org", (words("https://x.org"),)),), "<https://x.org>"),
        ((m.Link(HERE, "mailto:a@x.org", (words("a@x.org"),)),), "<a@x.org>"),
        (
            (m.Link(HERE, "a (b).html", (words("[x]"),), 'so "called"'),),
            '[\\[x\\]](<a (b).html> "so \\"called\\"")',
        ),
        ((m.CrossReference(HERE, "a", (words("3"),)), m.CrossReference(HERE, "^b", ())), "[3](#a)[](#^b)"),
        ((m.NoteMark(HERE, "a"), words(": b")), "[^a]\\: b"),
        ((m.NoteMark(HERE, "a"), words("(b)")), "[^a]\\(b)"),
        ((m.Foreign(HERE, "fr", (words("mot"),)),), "[mot]{lang=fr}"),
    ],
)  # fmt: skip
def test_inlines(nodes: m.Inlines, typed: str) -> None:
    assert inlines_text(nodes) == typed
    assert inlines_text(read(f"---\nlang: en\n---\nx {typed}\n").blocks[0].children) == f"x {typed}"  # type: ignore[union-attr]


def test_a_part_of_a_text_keeps_its_blanks_and_minds_its_neighbours() -> None:
    assert inlines_text((words(" and "),)) == " and "
    assert inlines_text((strong(words("«a»")),), before=" ") == "**«a»**"
    assert inlines_text((strong(words("«a»")),), before="x") == "«a»"
    assert inlines_text((words("see!"),), after="[") == "see\\!"
    assert inlines_text((words("[t]his] is"),)) == "[t]his\\] is"


BODY = """\
# Prohibition {#prohibition}

1. The law prohibits, for the purpose of prostitution: {#trade}

     1. Buying a person; {#buying}
     2. Selling a person, namely:

          1. By the parents;
          2. By anyone else.

     This applies to persons of all ages.

     - One
     - Two

     + Three

     3) An ordinary list
     4) of two items

# Recommendations {.restart series=recommendation}

10. The Court has said
     why:

     > The child is weak.
     >
     > 1. So it is.
     > 3. And so.

     <!-- check: ignore N108 the repetition is wanted -->

     Table: Child protection *units* {#units}

     | Province | Units | 中文 |
     | -------- | ----: | :--: |
     | North    |    12 |  甲  |
     | South    |  a\\|b |      |

     ![A column chart](cases.png "Reported *cases*") {#cases}

     ```python
     x = 1

       # indented
     ```

# Method {#method .unnumbered .annex .page-break}

Cited.[@key, art. 5][see -@{10.1//x}; @b, p. 3] Not cited.^[A note.]

[^penal-375]: Penal Code, sect. 375.
[^unicef]: See [@key, p. 3].

[^long]: Two paragraphs.

    - And a list.
"""


def test_blocks_stand_as_the_format_shows_them() -> None:
    source = f"---\ntitle: Example\nlang: en\n---\n\n{BODY}"
    assert written_source(read(source)).text == source


def test_the_front_matter_stands_in_its_order_and_is_quoted_where_it_must() -> None:
    description = (of("word " * 40 + "end."), of("A second."))
    matter = FrontMatter(
        title=(words("Children: a "), em(words("report"))),
        lang="fr",
        session="101",
        date="2024-05-01",
        country="Côte d’Ivoire",
        keywords=("#a", "b", "no", "- c"),
        submitted_by=(
            Organization("A & B", "yes", description[:1], contact=Contact(address="1 Street\nTown")),
            Organization('"C"', description=description[1:]),
        ),
        public=False,
        notes="footnotes",
        contents=True,
        limits=(Limit("words", 9000, "asked: allowed"),),
        sources="sources.json",
    )  # fmt: skip
    head = written_source(m.Document("x.md", matter, ())).text.split("\n")
    assert [line.split(":")[0] for line in head if line[:1].isalpha()] == [
        *("title", "lang", "country", "session", "date", "keywords", "submitted-by", "public", "notes"),
        *("contents", "limits", "sources"),
    ]
    assert 'title: "Children: a *report*"' in head
    assert 'session: "101"' in head
    assert 'date: "2024-05-01"' in head
    assert [line for line in head if line.startswith("  - ")] == [
        *('  - "#a"', "  - b", '  - "no"', '  - "- c"'),
        *("  - name: A & B", "  - name: '\"C\"'"),
    ]
    start = head.index("    description: >-")
    assert max(map(len, head[start : start + 3])) <= 115
    assert head[head.index("      address: |-") + 1 :][:2] == ["        1 Street", "        Town"]
    read_again = read("\n".join(head)).front_matter
    assert replace(read_again, title=(), submitted_by=(), places={}) == replace(
        matter, title=(), submitted_by=(), places={}
    )


CELL = m.Cell(HERE, (words("a"), m.Break(HERE, hard=True), words("b")))
CLAIM = m.Claim("1", HERE)


@pytest.mark.parametrize(
    ("blocks", "typed", "said"),
    [
        ((m.Table(HERE, (CELL,), ()),), "| a b |\n| --- |", "a line break becomes a space"),
        ((paragraph(words("a\x07b")),), "ab", "a control character"),
        ((paragraph(em(m.Break(HERE, hard=False), words("a"))),), "*a*", "an emphasized line break"),
        ((paragraph(em()), of("a")), "a", "emphasis without words"),
        ((m.Paragraph(HERE, ()), of("a")), "a", "an empty paragraph"),
        ((m.NumberedParagraph(HERE, CLAIM, (), m.Label("a", HERE)),), "1. {#a}", "for the label {#a}"),
        ((m.Heading(HERE, 9, (words("a"),)),), "###### a", "no level 9"),
        ((paragraph(m.Link(HERE, "file:///c", (words("a"),))),), "a", "file:///c"),
        ((paragraph(m.Link(HERE, "data:x", (words("a"), m.NoteMark(HERE, "n")))),), "a[^n]", "data:x"),
        ((paragraph(m.Link(HERE, "b", (words("a"), m.NoteMark(HERE, "n")))),), "[a](b)[^n]", "after it"),
        ((paragraph(m.Comment(HERE, "c"), words("a")),), "a<!-- c -->", "a comment cannot begin a line"),
        ((paragraph(m.Image(HERE, "a.png", "a")),), "![a](a.png)", "becomes a figure"),
        ((paragraph(m.Comment(HERE, "c")),), "<!-- c -->", "comments alone"),
        ((paragraph(m.Comment(HERE, "a --> b"), words("x")),), "x<!-- a -- > b -->", "end mark of comments"),
        ((paragraph(m.Code(HERE, "")), of("a")), "a", "empty code"),
        ((paragraph(m.NoteMark(HERE, "a b")),), "[^a-b]", "cannot be the label of a note"),
        ((of("Table: x"), m.Table(HERE, (m.Cell(HERE, (words("a"),)),), ())),
         "Table: x\n\n| a   |\n| --- |", "becomes its caption"),
        ((m.OrderedList(HERE, (m.ListItem(HERE, "1.", (of("a"),)),)),), "1) a", "after the numbers"),
        ((m.OrderedList(HERE, (m.ListItem(HERE, "1)", (of("a"),)), m.ListItem(HERE, "3)", (of("b"),)))),),
         "1) a\n3) b", "this list is numbered on"),
        ((m.BulletList(HERE, (m.ListItem(HERE, "", (of("a"),)),)), m.Paragraph(HERE, ()),
          m.BulletList(HERE, (m.ListItem(HERE, "", (of("b"),)),))), "- a\n\n+ b", "an empty paragraph"),
        ((m.SubParagraphs(HERE, (m.SubParagraph(HERE, CLAIM, (of("a"),)),)),), "1) a", "outside a numbered"),
        ((m.OrderedList(HERE, (m.ListItem(HERE, "1)", (of("a"),)),)),) * 2,
         "1) a\n\n<!-- -->\n\n1) a", "a comment separates this list"),
        ((paragraph(m.InlineNote(HERE, m.Note(HERE, "", (of("a"), of("b"))))),), "^[a\\\nb]", "become one"),
        ((paragraph(em(em(em(words("“a"))))),), "*“a*", "emphasis that cannot be written"),
    ],
)  # fmt: skip
def test_what_cannot_be_held_is_written_in_the_nearest_form_and_told(
    blocks: m.Blocks, typed: str, said: str
) -> None:
    written = written_blocks(blocks)
    assert written.text == typed
    assert any(said in message_of(loss.facts) for loss in written.losses)
    assert all(loss.node is not None for loss in written.losses)


def test_lists_nest_as_deep_as_they_can_be_read_and_no_word_is_lost_below() -> None:
    blocks: m.Blocks = (of("word"),)
    for _ in range(60):
        blocks = (m.Quotation(HERE, (m.BulletList(HERE, (m.ListItem(HERE, "", blocks),)),)),)
    written = written_source(m.Document("x.md", FrontMatter(), blocks))
    again = read(written.text)
    assert written.losses
    assert [defect.rule.code for defect in again.defects if defect.rule.code == "S012"] == []
    assert written_source(again).text == written.text
    assert "word" in written.text


def test_a_note_stands_by_itself() -> None:
    def written(*blocks: m.Block) -> str:
        return "\n".join(write_note(m.Note(HERE, "a", blocks), Losses()))

    assert written(of("b"), of("c")) == "[^a]: b\n\n    c"
    assert written(m.Quotation(HERE, (of("b"),))) == "[^a]:\n    > b"


def test_notes_of_the_body_stand_before_the_annexes() -> None:
    body = "# A\n\n1. Text.[^a]\n\n[^a]: Note.\n\n# B {.annex}\n\n1. More.[^b]\n\n[^b]: Note.\n"
    text = f"---\nlang: en\n---\n\n{body}"
    assert written_source(read(text)).text == text


def test_a_comment_stays_before_the_note_that_it_speaks_of() -> None:
    body = "1. Text.[^a] More.[^b]\n\n[^a]: Note.\n\n<!-- check: ignore N106 why -->\n\n[^b]: Note.\n"
    text = f"---\nlang: en\n---\n\n{body}"
    assert written_source(read(text)).text == text
