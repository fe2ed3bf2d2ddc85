"""What a source cannot hold of a Word file is told, and no word of it is lost."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.support.docx_made import call, field, made, note, notes, p, run, unzipped, zipped
from tests.support.word_drafts import HEADING, NUMBERING, cell, item, losses, source
from toolchain import model as m
from toolchain.formats.docx.opened import open_bytes
from toolchain.model.walk import walk
from toolchain.pipeline.import_word import convert
from toolchain.reports.sentences import message_of
from toolchain.word.importing import Loss, adopt


def test_markdown_that_was_pasted_stays_as_readers_see_it_and_is_listed() -> None:
    pasted = ("## Law", "The law **prohibits** it.[^1]", "| Year | Cases |", "[^1]: Penal Code.")
    imported = convert(made("".join(map(p, pasted))), "draft.docx", Path("report.md"), lambda _: None)
    assert r"The law \*\*prohibits\*\* it.\[^1]" in imported.text
    assert [said for said in losses(*map(p, pasted)) if said.startswith("mark-up of Markdown")] == [
        "mark-up of Markdown stays text: save the text in Word as plain text, as report.md: “## Law”"
    ]


def test_comments_come_without_their_authors() -> None:
    comments = (
        '<w:comment w:id="1" w:author="A. Somebody" w:initials="AS">'
        "<w:p><w:r><w:t>Check -- this</w:t></w:r></w:p></w:comment>"
    )
    body = p(
        '<w:commentRangeStart w:id="1"/>' + run("Words.") + '<w:commentRangeEnd w:id="1"/>'
        '<w:r><w:commentReference w:id="1"/></w:r>'
    )
    with_comments = made_with_comments(body, comments)
    imported = convert(with_comments, "draft.docx", Path("report.md"), lambda _: None)
    assert "Words.<!-- comment: Check — this -->" in imported.text
    assert "Somebody" not in imported.text


def commented(words: str) -> str:
    ends = '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'
    return f'<w:commentRangeStart w:id="1"/>{words and run(words)}{ends}'


@pytest.mark.parametrize(
    "body",
    [
        p(commented("The report"), "Title") + p("Law", "H1"),
        p("The report", "Title") + p(commented("Country: Kenya")) + p("Law", "H1"),
        p("One.") + p(commented("")) + p("Two."),
    ],
)
def test_a_comment_on_what_is_no_text_of_the_source_is_listed(body: str) -> None:
    comments = '<w:comment w:id="1"><w:p><w:r><w:t>Ask her first.</w:t></w:r></w:p></w:comment>'
    imported = convert(made_with_comments(body, comments), "draft.docx", Path("report.md"), lambda _: None)
    assert "Ask her" not in imported.text
    said = "a comment that has no place in the text: “Ask her first.”"
    assert [message_of(each.facts) for each in imported.losses].count(said) == 1


def test_a_comment_on_whole_paragraphs_has_its_mark_in_the_next_one() -> None:
    comments = '<w:comment w:id="1"><w:p><w:r><w:t>Ask her.</w:t></w:r></w:p></w:comment>'
    ends = '<w:commentRangeEnd w:id="1"/>' + p('<w:r><w:commentReference w:id="1"/></w:r>')
    body = p('<w:commentRangeStart w:id="1"/>' + run("One.")) + ends + p("Two.")
    imported = convert(made_with_comments(body, comments), "draft.docx", Path("report.md"), lambda _: None)
    assert "One.<!-- comment: Ask her. -->" in imported.text


def made_with_comments(body: str, comments: str) -> bytes:
    from tests.support.docx_made import NAMES

    files = unzipped(made(body, styles=HEADING))
    files["word/comments.xml"] = f"<w:comments {NAMES}>{comments}</w:comments>".encode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    rels = files["word/_rels/document.xml.rels"].decode()
    relationship = f'<Relationship Id="c" Type="{kind}" Target="comments.xml"/></Relationships>'
    files["word/_rels/document.xml.rels"] = rels.replace("</Relationships>", relationship).encode()
    return zipped(files)


def test_tracked_changes_are_accepted() -> None:
    body = p(
        run("The ") + '<w:del w:id="1"><w:r><w:delText>old </w:delText></w:r></w:del>'
        f'<w:ins w:id="2">{run("new ")}</w:ins>' + run("law.")
    )
    assert source(body) == "The new law."
    assert losses(body) == ["tracked changes are accepted: 1 deletion, 1 insertion"]


def test_hidden_text_is_listed_and_not_shown() -> None:
    body = p(run("Seen.") + run("secret", "<w:vanish/>"))
    assert source(body) == "Seen."
    assert losses(body) == ["hidden text: “secret”"]


def test_words_of_page_headers_and_numbers_after_line_breaks_are_listed() -> None:
    """The number of the page is not: it is generated."""
    begins = run("1. The law is old.") + "<w:r><w:br/></w:r>" + run("2. It is not applied.")
    section = '<w:sectPr><w:headerReference w:type="default" r:id="part-header"/></w:sectPr>'
    inside = "a number after a line break stays text: “2. It is not applied.”"
    for words, listed in {
        "Confidential draft": ["words in the margin of the page: “Confidential draft”"],
        "Confidential": ["words in the margin of the page: “Confidential”"],
        "+92 300 5550199": ["words in the margin of the page: “+92 300 5550199”"],
        "Draft 2": ["words in the margin of the page: “Draft 2”"],
        "March 2026": ["words in the margin of the page: “March 2026”"],
        "1 | P a g e": [],
        "第1页，共3页": [],
        "The law is old": [],
        run("Page ") + field("PAGE", "1") + run(" of 3"): [],
    }.items():
        found = losses(p(begins), p("3. Nobody knows."), section, header=p(words) * 2)
        assert sorted(found) == sorted([*listed, inside])


def test_a_paragraph_within_another_is_listed() -> None:
    """Programs that fill in templates write such files."""
    inner = p("Words that Word may not show.")
    for body in (p(run("Seen.") + inner), p(f"<w:r>{inner}</w:r>")):
        assert losses(body) == ["a paragraph within another cannot be read for certain"]


def test_a_large_first_letter_begins_the_word_below_it() -> None:
    dropped = p(run("T"), properties='<w:framePr w:dropCap="drop" w:lines="3" w:wrap="around"/>')
    assert source(dropped + p(run("he law."))) == "The law."


def test_cells_that_reach_over_others_are_told() -> None:
    both = cell("Both", '<w:gridSpan w:val="2"/>')
    table = f"<w:tbl><w:tr>{both}</w:tr><w:tr>{cell('A')}{cell(p('B') + p('C'))}</w:tr></w:tbl>"
    assert [line.replace(" ", "") for line in source(table, p("End.")).splitlines()[-4:-2]] == [
        "|Both||",
        "|A|BC|",
    ]
    assert losses(table, p("End.")) == [
        "merged cells become single cells",
        "the paragraphs of a cell become one line",
        (
            "the table has no header row: if “Both” are the names of the columns, move that row above the "
            "row of hyphens, in place of the empty one"
        ),
    ]


def account(adopted: m.Document, found: tuple[Loss, ...]) -> Counter[str]:
    """All words of a document, and of what it lost."""
    words: Counter[str] = Counter()
    pending = [*adopted.blocks, *adopted.notes]
    texts = [message_of(loss.facts) + getattr(loss.facts, "words", "") for loss in found]
    for node, _ in walk(pending):
        if isinstance(node, m.Text | m.Code | m.Comment):
            texts.append(node.text)
    for text in texts:
        words.update(re.findall(r"[^\W_]+", text))
    return words


def test_every_word_is_in_the_source_or_in_the_list() -> None:
    box = (
        "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>"
        + p("boxed")
        + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    inner = f"<w:tbl><w:tr>{cell('nested')}</w:tr></w:tbl>"
    body = (
        p("Heading", "H1")
        + item("alpha")
        + item("beta", 1)
        + p("(c)\tgamma")
        + f"<w:tbl><w:tr>{cell(p('delta') + inner + p('epsilon'))}{cell('zeta')}</w:tr></w:tbl>"
        + p(run("eta") + run("theta", "<w:vanish/>") + call(1))
        + f"<w:p>{box}</w:p>"
        + "<w:p><m:oMath><m:r><m:t>iota</m:t></m:r></m:oMath></w:p>"
        + f"<w:sdt><w:sdtContent>{p('kappa')}</w:sdtContent></w:sdt>"
    )
    data = made(
        body, styles=HEADING, numbering=NUMBERING, footnotes=notes("lambda", kind="footnote"),
        endnotes=note(1, "mu"),
    )  # fmt: skip
    adopted = adopt(open_bytes(data, "draft.docx"))
    words = account(adopted.document, adopted.losses)
    said = "Heading alpha beta gamma delta nested epsilon zeta eta theta boxed iota kappa mu"
    assert [word for word in said.split() if not words[word]] == []


def numbered(form: str, *texts: tuple[int, str]) -> list[str]:
    """What is listed of paragraphs that Word numbers in a form, "%1.", by their levels."""
    levels = [("decimal", form), ("decimal", "%1.%2"), ("decimal", "%1.%2.%3")]
    numbering = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
        "</w:lvl>"
        for at, (kind, text) in enumerate(levels)
    )
    listed = (
        f'<w:abstractNum w:abstractNumId="0">{numbering}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    data = made("".join(item(text, level) for level, text in texts), styles=HEADING, numbering=listed)
    found = convert(data, "draft.docx", Path("report.md"), lambda _: None).losses
    told = (message_of(each.facts) for each in found)
    return [said for said in told if "its language" not in said and "no title was found" not in said]


def test_automatic_numbers_of_another_form_are_told_with_references_to_them() -> None:
    """Not "1.2 million", which nobody can tell from a number, nor what becomes a cross-reference."""
    law = "The law forbids such work at night, and nobody inspects the places where children do it."
    body = ((0, law), (1, "By day too."), (1, "See paragraph 1.2."), (2, "Deep."))
    other = "See paragraph 1 above, 1.2.1 and 1.2 million. Not paragraph 31.1."
    assert numbered("%1.", *body, (0, other)) == [
        "“1.1” becomes “(a)”",
        "a reference that may be to this document stays text: “paragraph 1.2”",
        "“1.2.1” becomes “(i)”",
        "a reference that may be to this document stays text: “1.2.1”",
    ]
    assert numbered("%1)", (0, law), (0, "See 1.1.1 and paragraph 2.1.")) == []


def test_words_of_automatic_numbers_are_told() -> None:
    found = numbered("Artículo %1.", (0, "Se prohíbe."), (0, "Véase el artículo 1. No el artículo 34."))
    assert found == [
        "“Artículo 1.” becomes “1.”",
        "a reference that may be to this document stays text: “artículo 1”",
    ]
    assert numbered("§ %1", (0, "Forbidden."), (0, "See § 1 above.")) == ["“§ 1” becomes “1.”"]


def test_lists_in_lists_without_end_are_kept_within_bounds() -> None:
    """As deep as indents may say, blocks stand in no more of each other than every writer can follow."""
    levels = (p(f"(a)\tword {at}", properties=f'<w:ind w:left="{at * 100}"/>') for at in range(300))
    text = source(p("1.\tAll."), *levels)
    assert all(f"word {at}" in text for at in range(300))


@pytest.mark.parametrize(
    ("look", "said"),
    [
        ('<w:u w:val="single"/>', "underlined words become plain: “not”"),
        ("<w:strike/>", "struck-out words become plain: “not”"),
        ('<w:highlight w:val="yellow"/>', "highlighted words become plain: “not”"),
        ("<w:smallCaps/>", "words in small capitals become plain: “not”"),
        ('<w:color w:val="FF0000"/>', "coloured words become plain: “not”"),
        ('<w:sz w:val="40"/>', "words of another size get the size of the text: “not”"),
        ('<w:vertAlign w:val="subscript"/>', "subscript characters become plain: “not”"),
    ],
)
def test_looks_that_may_mean_something_are_told(look: str, said: str) -> None:
    body = p(run("It is ") + run("not", look) + run(" so."))
    assert source(body) == "It is not so."
    assert losses(body) == [said]


def test_readings_above_characters_are_told_in_headings_too() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{run('lóng')}</w:rt><w:rubyBase>{run('龙')}</w:rubyBase></w:ruby></w:r>"
    for style in ("", "H1"):
        body = p(run("到") + ruby + run("镇。"), style)
        assert source(body).endswith("到龙镇。")
        assert [each for each in losses(body) if "language" not in each] == [
            "words above characters are left out: “lóng 龙”"
        ]


def test_what_is_not_underlined_is_not_told() -> None:
    plain = '<w:u w:val="none"/><w:strike w:val="0"/><w:smallCaps w:val="0"/><w:color w:val="auto"/>'
    assert losses(p(run("It is ") + run("not", plain))) == []
    whole = '<w:color w:val="333333"/><w:sz w:val="18"/>'  # the look of a text, which is the program's
    assert losses(p(run("It is ", whole) + run("not", whole))) == []


def test_capitals_of_word_are_letters() -> None:
    assert (
        source(p(run("It is ") + run("not", "<w:caps/>") + run(" so", '<w:caps w:val="0"/>')))
        == "It is NOT so"
    )
