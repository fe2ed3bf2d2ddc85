"""Word files that are not ours become sources: what Word shows as a number, list or note is one there."""

from __future__ import annotations

import random
import re
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest
from lxml import etree

from tests.docx_faults import DOCUMENT, NOTES, STYLES
from tests.docx_faults import NUMBERING as NUMBERING_PART
from tests.docx_made import bookmark, call, field, made, note, notes, p, run, unzipped, zipped
from tests.test_docx_reader_mutations import original, scramble
from toolchain import model as m
from toolchain.conversion import Converted, convert
from toolchain.diagnostics import Failure
from toolchain.importing import Loss, adopt
from toolchain.importing.labels import slug
from toolchain.readers.docx.reader import open_bytes
from toolchain.walk import walk

HEADING = (
    '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Quote"><w:name w:val="Quote"/></w:style>'
)
_LEVELS = (("decimal", "%1."), ("lowerLetter", "(%2)"), ("lowerRoman", "(%3)"))
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    + "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
        f'<w:pPr><w:ind w:left="{720 * (at + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
        for at, (form, text) in enumerate(_LEVELS)
    )
    + '</w:abstractNum><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>'
    '<w:lvlText w:val="•"/><w:pPr><w:ind w:left="1440" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


def item(text: str, level: int = 0, number: int = 1) -> str:
    """An item of a list."""
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def source(*body: str, **parts: str) -> str:
    """The text of the source of such a file, without its front matter."""
    return converted(*body, **parts).text.partition("\n---\n")[2].strip()


def converted(*body: str, **parts: str) -> Converted:
    data = made("".join(body), styles=HEADING, numbering=NUMBERING, **parts)
    return convert(data, "draft.docx", Path("report.md"), lambda _: None)


def losses(*body: str, **parts: str) -> list[str]:
    return [told.message for told in converted(*body, **parts).losses if "its language" not in told.message]


def test_lists_of_word_are_numbered_paragraphs_with_all_that_belongs_to_them() -> None:
    text = source(
        p("Law", "H1"),
        item("The law prohibits:"),
        item("buying;", 1),
        item("selling, namely:", 1),
        item("by parents;", 2),
        item("by others.", 2),
        p("This applies to all."),
        item("Nobody is exempt:"),
        item("one", number=2),
        item("two", number=2),
    )
    assert text.splitlines() == [
        "# Law",
        "",
        "1. The law prohibits:",
        "",
        "     1. buying;",
        "     2. selling, namely:",
        "",
        "          1. by parents;",
        "          2. by others.",
        "",
        "     This applies to all.",
        "",
        "2. Nobody is exempt:",
        "",
        "     - one",
        "     - two",
    ]


@pytest.mark.parametrize(
    ("label", "tab"), [("12.", "\t"), ("12.", " "), ("12", "\t"), ("(12)", "\t"), ("12)", " ")]
)
def test_a_number_typed_by_hand_is_a_claim(label: str, tab: str) -> None:
    assert source(p(f"{label}{tab}The law is old.")) == "12. The law is old."


def test_letters_typed_by_hand_are_sub_paragraphs() -> None:
    text = source(
        p("1.\tThe law prohibits:"), p("(a)\tbuying;"), p("(b)\tselling:"), p("(i)\tgirls;"), p("(ii)\tboys.")
    )
    assert " ".join(text.split()) == "1. The law prohibits: 1. buying; 2. selling: 1. girls; 2. boys."
    assert text.splitlines()[2:4] == ["     1. buying;", "     2. selling:"]
    assert text.splitlines()[5].startswith("          1. girls")


def test_a_year_is_no_number() -> None:
    assert source(p("2019. The year of the law.")).startswith("2019\\. The year")


def test_numbers_that_begin_again_under_a_heading_are_a_series() -> None:
    text = source(
        p("Findings", "H1"), item("One."), item("Two."), p("Recommendations", "H1"), item("Do.", number=3)
    )
    assert "# Recommendations {.restart series=recommendation}\n\n1. Do." in text


def test_notes_get_words_for_labels() -> None:
    text = source(
        p(run("One") + call(1) + run(" two") + call(2) + run(" three") + call(3)),
        endnotes=notes(
            "Pakistan Penal Code, sect. 375.", "See Ahmed, Children, p. 3.", "Pakistan Penal Code, sect. 1."
        ),
    )
    assert text.splitlines() == [
        "One[^pakistan-penal-code] two[^ahmed-children] three[^pakistan-penal-code-2]",
        "",
        "[^pakistan-penal-code]: Pakistan Penal Code, sect. 375.",
        "[^ahmed-children]: See Ahmed, Children, p. 3.",
        "[^pakistan-penal-code-2]: Pakistan Penal Code, sect. 1.",
    ]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("See CRC/C/PAK/CO/5, para. 40.", "crc-pak-para"),
        ("Уголовный кодекс, ст. 1", "ugolovnyy-kodeks"),
        ("L’État partie", "etat-partie"),
        ("12 3", ""),
        ("", ""),
        ("刑法", ""),
    ],
)
def test_labels_are_the_first_words_that_say_something(text: str, label: str) -> None:
    assert slug(text) == label


def test_a_repeated_mark_is_a_mark_again() -> None:
    again = field(r"NOTEREF first \f \h", "1")
    text = source(p(bookmark("first", call(1)) + run(" and ") + again), endnotes=notes("Penal Code."))
    assert text.splitlines()[0] == "[^penal-code] and [^penal-code]"


def test_fields_become_cross_references() -> None:
    numbered = item(bookmark("_Ref123", run("The law on age.")))
    text = source(
        numbered,
        item(run("See para. ") + field(r"REF _Ref123 \r \h", "1") + run(" above.")),
        item(run("And ") + '<w:hyperlink w:anchor="_Ref123">' + run("the law") + "</w:hyperlink>" + run(".")),
    )
    assert text.splitlines() == [
        "1. The law on age. {#law-age}",
        "",
        "2. See para. [1](#law-age) above.",
        "",
        "3. And [the law](#law-age).",
    ]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "See para. {} above."),
        ("fr", "Voir par. {} ci-dessus."),
        ("es", "Véase el párr. {} supra."),
        ("ru", "См. пункт {} выше."),
        ("ar", "انظر الفقرة {} أعلاه."),
        ("zh", "见上文第{}段。"),
    ],
)
def test_a_typed_reference_becomes_one_where_it_is_certain(lang: str, words: str) -> None:
    styles = (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="{lang}" w:eastAsia="{lang}" w:bidi="{lang}"/>'
        f"</w:rPr></w:rPrDefault></w:docDefaults>{HEADING}"
    )
    data = made(item("Law of age.") + item(words.format(1)), styles=styles, numbering=NUMBERING)
    text = convert(data, "draft.docx", Path("report.md"), lambda _: None).text
    assert f"lang: {lang}\n" in text
    assert "1. Law of age. {#law-age}" in text
    assert words.format("[1](#law-age)") in text


def test_a_typed_reference_to_another_document_stays() -> None:
    text = source(item("The law."), item("The Committee asked for it (CRC/C/PAK/CO/5, para. 1)."))
    assert "#" not in text


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
    assert "Words.<!-- Check — this -->" in imported.text
    assert "Somebody" not in imported.text


def made_with_comments(body: str, comments: str) -> bytes:
    from tests.docx_made import NAMES

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


def test_hidden_text_is_listed_and_not_shown() -> None:
    body = p(run("Seen.") + run("secret", "<w:vanish/>"))
    assert source(body) == "Seen."
    assert losses(body) == ["hidden text: “secret”"]


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{text if text.startswith('<') else p(text)}</w:tc>"


def test_cells_that_reach_over_others_are_told() -> None:
    both = cell("Both", '<w:gridSpan w:val="2"/>')
    table = f"<w:tbl><w:tr>{both}</w:tr><w:tr>{cell('A')}{cell(p('B') + p('C'))}</w:tr></w:tbl>"
    assert [line.replace(" ", "") for line in source(table, p("End.")).splitlines()[-4:-2]] == [
        "|Both||",
        "|A|BC|",
    ]
    assert losses(table, p("End.")) == [
        "cells that reach over others become single ones",
        "the paragraphs of a cell stand in one line",
    ]


def test_a_caption_that_is_typed_is_one() -> None:
    table = f"<w:tbl><w:tr>{cell('A')}</w:tr><w:tr>{cell('B')}</w:tr></w:tbl>"
    assert source(p("Table 1: Units", "Caption"), table, p("End.")).startswith("Table: Units\n")


def test_superscripts_are_characters_where_there_are_some() -> None:
    raised = '<w:vertAlign w:val="superscript"/>'
    assert source(p(run("12 km") + run("2", raised) + run(", the 3") + run("rd", raised))) == (
        "12 km², the 3ʳᵈ"
    )


def test_what_is_italic_keeps_no_spaces_in_it() -> None:
    assert source(p(run("In ") + run("Lotus ", "<w:i/>") + run("it said"))) == "In *Lotus* it said"


def test_a_paragraph_in_quote_style_is_a_quotation() -> None:
    assert source(item("He said:"), p("Never.", "Quote")).splitlines() == ["1. He said:", "", "     > Never."]


def test_headings_without_words_are_none() -> None:
    assert source(p("", "H1"), p("Words.")) == "Words."


def account(adopted: m.Document, found: tuple[Loss, ...]) -> Counter[str]:
    """All words of a document, and of what it lost."""
    words: Counter[str] = Counter()
    pending = [*adopted.blocks, *adopted.notes]
    texts = [loss.said + loss.words for loss in found]
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


def test_i_after_h_is_a_letter() -> None:
    letters = [f"({letter})\t{letter * 3};" for letter in "abcdefghij"]
    text = source(p("1.\tAll of:"), *map(p, letters))
    assert [line for line in text.splitlines() if line.startswith("     10. ")] == ["     10. jjj;"]


LEGAL = (
    '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num>'
)


def heading(text: str, level: int) -> str:
    numbered = (
        f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="7"/></w:numPr><w:outlineLvl w:val="{level}"/>'
    )
    return p(text, properties=numbered)


def test_references_to_headings_get_the_numbers_of_the_source() -> None:
    body = (
        heading("Law", 0)
        + heading(bookmark("_Ref7", run("Age")), 1)
        + p(run("See section ") + field(r"REF _Ref7 \r \h", "1.1") + run("."))
    )
    data = made(body, styles=HEADING, numbering=LEGAL)
    text = convert(data, "draft.docx", Path("report.md"), lambda _: None).text
    assert "headings: numbered\n" in text
    assert "## Age {#age}\n" in text
    assert "See section [I.A](#age)." in text


def test_a_reference_to_what_has_no_number_stays_text() -> None:
    body = (
        p(bookmark("_Ref7", run("Age")), "H1"),
        p(run("See 4.") + field(r"REF _Ref7 \r \h", "2") + run("!")),
    )
    assert "See 4.2!" in source(*body)
    assert "a reference to what has no number here: “2”" in losses(*body)


def try_scrambled(seed: int, count: int) -> None:
    rng = random.Random(seed)
    files = unzipped(original())
    for _ in range(count):
        part = rng.choice([DOCUMENT, DOCUMENT, NOTES, NUMBERING_PART, STYLES])
        root = etree.fromstring(files[part])
        scramble(root, rng)
        data = zipped({**files, part: etree.tostring(root)})
        with suppress(Failure):
            convert(data, "draft.docx", Path("report.md"), lambda _: None)


def test_no_file_brings_the_import_down() -> None:
    try_scrambled(1, 60)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 8))
def test_no_file_of_many_brings_the_import_down(seed: int) -> None:
    try_scrambled(seed, 300)


def test_lists_in_lists_without_end_are_kept_within_bounds() -> None:
    """As deep as indents may say, blocks stand in no more of each other than every writer can follow."""
    levels = (p(f"(a)\tword {at}", properties=f'<w:ind w:left="{at * 100}"/>') for at in range(300))
    text = source(p("1.\tAll."), *levels)
    assert all(f"word {at}" in text for at in range(300))


@pytest.mark.parametrize(
    ("look", "said"),
    [
        ('<w:u w:val="single"/>', "underlined words are plain: “not”"),
        ("<w:strike/>", "words that are struck out are plain: “not”"),
        ('<w:highlight w:val="yellow"/>', "words that are marked with a colour are plain: “not”"),
        ('<w:vertAlign w:val="subscript"/>', "lowered signs are plain: “not”"),
    ],
)
def test_looks_that_may_mean_something_are_told(look: str, said: str) -> None:
    body = p(run("It is ") + run("not", look) + run(" so."))
    assert source(body) == "It is not so."
    assert losses(body) == [said]


def test_what_is_not_underlined_is_not_told() -> None:
    assert losses(p(run("It is ") + run("not", '<w:u w:val="none"/><w:strike w:val="0"/>'))) == []


def test_a_path_is_no_description_of_a_picture() -> None:
    """Word has put the name of the file there, which tells whose computer it was on."""
    from tests.generator.proving import images

    blip = (
        "<w:r><w:drawing><wp:inline><wp:docPr id='1' name='x' descr='C:\\Users\\somebody\\a.png'/><a:graphic>"
        "<a:graphicData><a:blip r:embed='picture'/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    image = (
        '<Relationship Id="picture" Target="media/a.png" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/>'
    )
    files = unzipped(made(f"<w:p>{blip}</w:p>", links=image))
    files["word/media/a.png"] = images()["circle.png"]
    imported = convert(zipped(files), "draft.docx", Path("report.md"), lambda _: None)
    assert "![](report-1.png)" in imported.text
    assert any("a path stood for what a picture shows" in told.message for told in imported.losses)


def test_a_bullet_that_is_a_space_goes_on_with_the_paragraph() -> None:
    """So pandoc writes further paragraphs of an item."""
    blank = NUMBERING.replace('w:val="•"', 'w:val=" "')
    data = made(item("One.") + item("More.", number=2), styles=HEADING, numbering=blank)
    text = convert(data, "draft.docx", Path("report.md"), lambda _: None).text
    assert text.endswith("1. One.\n\n     More.\n")


def test_a_long_text_in_a_style_of_headings_is_none() -> None:
    words = "The law protects all children without any distinction. " * 6
    assert source(p(f"3.\t{words}", "H1")) == f"3. {words.strip()}"


def test_paragraphs_under_numbered_headings_run_on() -> None:
    """ "1. General" with 1.1 and 1.2 under it: a source has headings and paragraphs."""
    long = "The law says so in all its parts, and it says it to everybody. "

    def under(text: str, level: int) -> str:
        return p(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="7"/></w:numPr>')

    body = under("General", 0) + under(long, 1) + under(long, 1) + under("Other", 0) + under(long, 1)
    imported = convert(made(body, styles=HEADING, numbering=LEGAL), "d.docx", Path("r.md"), lambda _: None)
    lines = [line[:20] for line in imported.text.partition("\n---\n")[2].splitlines() if line]
    assert lines == [
        "# General",
        "1. The law says so i",
        "2. The law says so i",
        "# Other",
        "3. The law says so i",
    ]
    assert any("such as 1.1" in told.message for told in imported.losses)
