"""The reader of pages: every page of ours shows what its source says, and every element is what it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.pages import ROOT, SOURCES, html, read, written
from tests.support.proving import prove
from tests.support.said import saying
from tests.support.shown import legible
from toolchain import model as m
from toolchain.compare.proof.expected import expected
from toolchain.compare.proof.found import found
from toolchain.compare.proof.prove import as_shown
from toolchain.formats.html import page
from toolchain.formats.table import HTML
from toolchain.model.diagnostics import Failure
from toolchain.model.walk import plain_text, walk
from toolchain.readers.html import HtmlReader, read_bytes
from toolchain.reports.sentences import help_line, message

CASES = sorted({*SOURCES, *(ROOT / "tests/cases/docx").glob("*.md")})
START, END = '<!DOCTYPE html><html lang="en"><head><title>T</title></head><body>', "</body></html>"


def document(body: str) -> m.Document:
    return read_bytes(f"{START}{body}{END}".encode(), "x.html")


def blocks(body: str) -> tuple[m.Block, ...]:
    return document(body).blocks


def lines(body: str) -> list[str]:
    return legible(found(document(body)))


@pytest.mark.parametrize("source", CASES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_page_shows_what_its_source_says(source: Path) -> None:
    submission = read(source)
    seen = read_bytes(html(submission).encode(), "x.html")
    shown, wanted = found(seen), expected(as_shown(submission.resolved, HTML.shows), HTML.shows)
    assert legible(shown) == legible(wanted)
    assert (shown.title, shown.lang) == (wanted.title, wanted.lang)
    assert seen.defects == ()


def test_the_cases_are_in_all_languages() -> None:
    assert {read(source).resolved.words.lang for source in CASES} >= {"ar", "en", "es", "fr", "ru", "zh"}


def test_numbers_are_claims_where_they_lead_to_themselves() -> None:
    text = '<div id="p"><p><a href="#p" aria-label="paragraph 7">7.</a> Text.</p><p>More.</p></div>'
    numbered, more = blocks(text)
    assert isinstance(numbered, m.NumberedParagraph)
    assert numbered.typed.text == "7."
    assert plain_text(numbered.blocks[0].children) == "Text."  # type: ignore[union-attr]
    assert numbered.span.words == "paragraph 7"
    assert isinstance(more, m.Paragraph)
    assert more.span.words == "the text after paragraph 7"
    item = blocks('<ol><li id="a"><p><a href="#a">(a)</a> Text.</p></li></ol>')[0]
    assert isinstance(item, m.SubParagraphs)
    assert item.items[0].typed.text == "(a)"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('<div id="p"><p><a href="#p">7.</a>Text.</p></div>', "0 text: {7.→reference 0}Text."),
        ('<div id="p"><p>See <a href="#p">7.</a> Text.</p></div>', "0 text: See {7.→reference 0} Text."),
        ('<div id="p"><p><a href="#q">7.</a> Text.</p></div>', "0 text: {7.→reference nowhere} Text."),
    ],
)
def test_a_number_that_is_none(text: str, shown: str) -> None:
    """Without a space after it, within the text, or leading elsewhere, it is a link like others."""
    assert lines(text) == [shown]


def test_a_number_alone_is_a_line() -> None:
    assert lines('<div id="p"><p><a href="#p">7.</a> </p><pre>x</pre></div>') == ["0 text: 7.", "1 code: x"]


def test_inlines() -> None:
    (paragraph,) = blocks(
        "<p> A <em>b <strong>c</strong></em><br>d <code>e</code> <span>f</span>"
        ' <a href="https://example.org/" title="T">g</a><img alt="h" src="i.png"></p>'
    )
    kinds = [type(node) for node, _ in walk((paragraph,))]
    assert kinds == [
        m.Paragraph, m.Text, m.Emphasis, m.Text, m.Strong, m.Text, m.Break, m.Text, m.Code, m.Text, m.Link,
        m.Text, m.Image,
    ]  # fmt: skip
    assert found(document("<p> A <em>b</em>\n c</p>")).body[0].text == "A b c"


def test_a_link_around_blocks_goes_on_in_each() -> None:
    assert lines('<a href="https://a.b/"><p>One</p><p>two</p></a>') == [
        "0 text: {One→link https://a.b/}",
        "1 text: {two→link https://a.b/}",
    ]


def test_white_space_is_what_a_browser_makes_of_it() -> None:
    assert lines("<p>\n one\ttwo  three </p><pre>a\n  b</pre>") == ["0 text: one two three", "1 code: a b"]
    assert isinstance(blocks("<pre><code>a\n  b\n</code></pre>")[0], m.CodeBlock)
    assert blocks("<pre><code>a\n  b\n</code></pre>")[0].text == "a\n  b\n"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "text",
    [
        "<p hidden>x</p>",
        '<p aria-hidden="true">x</p>',
        '<p style="color: red; display : none">x</p>',
        '<p style="VISIBILITY:hidden">x</p>',
        "<script>x</script>",
        "<style>x</style>",
        "<template><p>x</p></template>",
        "<!-- x -->",
        "<?x y?>",
        "<footer><p>x</p></footer>",
        "<p></p>",
        "<hr>",
        "<p> <span> </span></p>",
    ],
)
def test_what_is_not_shown_is_not_read(text: str) -> None:
    assert blocks(text) == ()


def test_a_paragraph_that_only_word_hides_is_read() -> None:
    assert lines('<p style="mso-hide:all">x</p>') == ["0 text: x"]


def test_a_foot_within_the_text_is_text() -> None:
    assert lines("<main><footer>x</footer></main>") == ["0 text: x"]


def test_text_outside_any_block_is_read() -> None:
    assert lines("one<p>two</p>three<div>four<p>five</p>six</div>") == [
        "0 text: one",
        "1 text: two",
        "2 text: three",
        "3 text: four",
        "4 text: five",
        "5 text: six",
    ]


def test_the_cover_is_what_stands_before_the_text() -> None:
    shown = found(
        document("<p>Skip</p><header><h1>T<em>x</em></h1><p>Sub</p></header><nav>Toc</nav><main>Text</main>")
    )
    assert (shown.title, shown.cover) == ("Tx", ("Skip", "Sub", "Toc"))
    assert [line.text for line in shown.body] == ["Text"]
    shown = found(document("<header><h1>T</h1><p>Sub</p></header><p>Text</p><nav>Toc</nav>"))
    assert (shown.title, shown.cover, len(shown.body)) == ("T", ("Sub", "Toc"), 1)


def test_headings() -> None:
    assert lines("<h1>T</h1><h2>A</h2><h3></h3><h6 aria-level='7'>B</h6><h1>C</h1>") == [
        "0 heading1: A",
        "1 heading6: B",
        "2 heading: C",
    ]  # one without words shows nothing


def test_lists_and_quotations() -> None:
    bullets, ordered, quotation, inside = blocks(
        "<ul><li>a</li></ul><ol><li><p>3) b</p></li></ol><blockquote><p>c</p><ol><li>d</li></ol></blockquote>"
    )
    assert isinstance(bullets, m.BulletList)
    assert isinstance(ordered, m.OrderedList)
    assert ordered.items[0].marker == "3)"
    assert isinstance(quotation, m.Quotation)
    assert isinstance(inside, m.Quotation)
    assert lines("<ol><li><p>3) b</p><p>more</p></li></ol>") == ["0 text: 3) b", "1 text: more"]


def test_tables() -> None:
    text = (
        "<table id='t'><caption>Table 1 C</caption><tr><th>a<th><td></tr><tr><th>b<td><p>1</p><p>2</p>"
        "<td></table><p><a href='#t'>x</a></p>"
    )
    assert lines(text) == [
        "0 caption: Table 1 C",
        "1 header: a",
        "2 header:",
        "3 header:",
        "4 cell: b",
        "5 cell: 1 2",
        "6 cell:",
        "7 text: {x→reference 0}",
    ]
    (table, _) = blocks(text)
    assert isinstance(table, m.Table)
    assert table.rows[0][1].span.words == "the table “Table 1 C”, row 2, cell 2"
    (bare,) = blocks("<table><tr><td>a</table>")
    assert isinstance(bare, m.Table)
    assert (bare.header, bare.caption) == ((), None)


def test_a_table_in_a_cell_is_not_certain() -> None:
    seen = document("<table><tr><td>a<table><tr><td>b</td></tr></table>c</td></tr></table>")
    assert legible(found(seen)) == ["0 cell: a b c"]
    assert [(each.rule.code, each.span.words) for each in seen.defects if each.rule.code == "D900"] == [
        ("D900", "the table after the beginning, row 1, cell 1")
    ]


def test_figures() -> None:
    text = "<figure id='f'><img alt='A' src='data:x'><figcaption>Figure 1 C</figcaption></figure>"
    assert lines(f"{text}<p><a href='#f'>x</a></p>") == [
        "0 caption: Figure 1 C",
        "1 image: A",
        "2 text: {x→reference 0}",
    ]
    assert lines("<figure>lost<figcaption>C</figcaption></figure>") == ["0 text: C", "1 text: lost"]


NOTES = """<main><p>One<sup><a id="m" href="#n" role="doc-noteref">1</a></sup></p>
<section role="doc-endnotes"><h2>Notes</h2><ol>
<li id="n"><p>1 Text. <a href="#m" role="doc-backlink">back</a></p>
<table><tr><td>x</td></tr></table></li><li id="o">2</li></ol></section></main>"""


def test_notes() -> None:
    seen = document(NOTES)
    assert legible(found(seen)) == [
        "0 text: One{1→mark 1}",
        "1 heading1: Notes",
        "2 note: 1 Text.",
        "3 cell: x",
        "4 note: 2",
    ]
    assert [note.span.words for note in seen.notes] == ["endnote 1, in the beginning", "endnote 2"]


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        (">1</a>", ">2</a>", "0 text: One{2→reference 2}"),
        ('"#n"', '"#o"', "0 text: One{1→reference 4}"),
        ('"#n"', '"#p"', "0 text: One{1→reference nowhere}"),
        (' role="doc-noteref"', "", "0 text: One{1→reference 2}"),
        ('href="#n" role="doc-noteref"', "", "0 text: One1"),
        ("<p>1 Text", "<p>3 Text", "0 text: One{1→reference 2}"),
        ("<p>1 Text", "<p>1Text", "0 text: One{1→reference 2}"),
    ],
)
def test_a_mark_that_does_not_lead_to_its_number(old: str, new: str, shown: str) -> None:
    assert lines(NOTES.replace(old, new))[0] == shown


def test_an_address_leads_to_the_next_block() -> None:
    text = "<p><a href='#a'>1</a> <a href='#b'>2</a> <a href='#c'>3</a> <a href='#%64'>4</a></p>"
    more = (
        "<section id='a'><div id='b'></div><h2>H</h2></section><p>x<span id='c'>y</span><a name='d'></a></p>"
    )
    shown = "0 text: {1→reference 1} {2→reference 1} {3→reference 2} {4→reference 2}"
    assert lines(text + more)[0] == shown


def test_a_large_picture_does_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "MAX_MARKUP", 10_000)
    picture = f"<img src=\"data:image/png;base64,{'A' * 20_000_000}\" alt='x'>"
    assert lines(f"<p>one {picture} two</p>") == ["0 text: one ⟨x⟩ two"]


def test_what_stands_behind_the_end_is_read_as_a_browser_shows_it() -> None:
    """HTML, 13.2.6.4.21: it belongs to the body."""
    body = found(document("<p>One</p></body></html><p>Two</p>")).body
    assert [line.text for line in body] == ["One", "Two"]


def test_a_comment_parts_no_words() -> None:
    assert lines("<p>One <!-- and --> two, th<!-- r -->ree &amp; more</p>") == [
        "0 text: One two, three & more"
    ]


def test_a_deep_page_is_read_without_recursion() -> None:
    assert lines("<div>" * 1500 + "x" + "</div>" * 1500) == ["0 text: x"]
    assert lines("<p>" + "<em>" * 900 + "x" + "</em>" * 900 + "</p>") == ["0 text: x"]


def test_entities_of_the_page_itself_are_none() -> None:
    text = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><html><body><p>&x;</p></body></html>'
    assert "&x;" in found(read_bytes(text.encode(), "x.html")).body[-1].text


WHOLE = f"{START}<p>Text with ä.</p>{END}"


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (b"", "S012", "this file is empty"),
        (b" \n ", "S012", "this file is empty"),
        (b"%PDF-1.7\n", "S020", "this file is not an HTML page: it begins like a PDF"),
        (b"PK\3\4", "S020", "this file is not an HTML page: it begins like a ZIP, Word or EPUB file"),
        (b"# Markdown", "S020", "this file is not an HTML page"),
        (b"<?xml version='1.0'?><svg/>", "S020", "this file is not an HTML page"),
        (b"<!-- a --><!-- b -->" * 4000, "S020", "this file is not an HTML page"),
        (b" " * 90_000 + b"x", "S020", "this file is not an HTML page"),
        (WHOLE.encode()[:-20], "S012", "this page is cut off: it ends inside <html>"),
        (WHOLE.encode("latin-1"), "S012", "this page is not in UTF-8 (at byte 80)"),
        (WHOLE.replace("Text", "T\0xt").encode(), "S012", "this page has a NUL character"),
        (f"{START}{'<div>' * 5000}x{END}".encode(), "S021", "the elements are nested too deeply"),
    ],
)
def test_what_is_no_whole_page_is_one_finding(data: bytes, code: str, said: str) -> None:
    with pytest.raises(Failure) as caught:
        read_bytes(data, "x.html")
    (defect,) = caught.value.findings
    assert (defect.rule.code, message(defect), defect.span.path) == (code, said, "x.html")
    assert help_line(defect)


@pytest.mark.parametrize(("limit", "most"), [("MAX_BYTES", 10), ("MAX_MARKUP", 10), ("MAX_TAGS", 3)])
def test_a_page_that_is_too_large(monkeypatch: pytest.MonkeyPatch, limit: str, most: int) -> None:
    monkeypatch.setattr(page, limit, most)
    with pytest.raises(Failure, check=saying(r"larger than|more than")):
        read_bytes(WHOLE.encode(), "x.html")


def test_a_file_is_read_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "x.html"
    path.write_bytes(b"\xef\xbb\xbf" + WHOLE.encode())
    seen = HtmlReader().read(path, "shown.html")
    assert (seen.path, found(seen).body[0].text) == ("shown.html", "Text with ä.")
    for missing, said in ((tmp_path, "this is a folder"), (tmp_path / "none.html", "there is no such file")):
        with pytest.raises(Failure, check=saying(said)):
            HtmlReader().read(missing, "x.html")


def test_a_note_printed_again_has_its_addresses_once(tmp_path: Path) -> None:
    body = "1. One[^a] and again.[^a]\n\n[^a]: Text.[^b]\n[^b]: Inner.\n"
    submission = written(tmp_path, body, repeated_notes="again")
    assert len(submission.resolved.notes) == 3
    assert read_bytes(html(submission).encode(), "x.html").defects == ()


def test_contents_that_nobody_asked_for_are_no_facts_and_lead_where_they_say(tmp_path: Path) -> None:
    """A page has them all the same; a template of the user's own need not."""
    submission = written(tmp_path, "# On Utopia\n\n1. A.\n\n# More\n\n2. B.\n", country="Utopia")
    whole = html(submission)

    def told(text: str) -> list[str]:
        assert text != whole
        return [message(each) for each in prove(submission.resolved, text.encode(), "x.html", "html")]

    assert prove(submission.resolved, whole.encode(), "x.html", "html") == ()
    assert told(re.sub("(?s)<nav.*?</nav>", "", whole)) == []
    assert told(whole.replace("<dd>Utopia</dd>", "<dd></dd>")) == [
        "the cover or the table of contents lacks “Utopia”"
    ]
    assert told(whole.replace('<a href="#section-2">', '<a href="#section-1">', 1)) == [
        "the table of contents has no entry that has the words of the heading “More” and leads there"
    ]
