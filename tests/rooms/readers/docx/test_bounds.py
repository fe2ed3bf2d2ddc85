"""Small Word files that would grow large: each is read in little memory, and what is said stays short."""

from __future__ import annotations

from tests.support.docx_made import bookmark, document, field, made, p, run
from tests.support.own_process import run_measured
from toolchain.formats.docx.beside import comments
from toolchain.formats.docx.opened import open_bytes
from toolchain.formats.docx.story import Paragraph
from toolchain.reports.sentences import message

LARGEST = 60_000_000  # bytes
LONG = "x" * 100_000
LISTED = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr>'


def levels(*levels: str) -> str:
    found = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/>{level}</w:lvl>' for at, level in enumerate(levels)
    )
    return (
        f'<w:abstractNum w:abstractNumId="0">{found}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )


GROWING = {
    "a long label of a list": made(
        p("x", "", LISTED.format(0)) * 600, numbering=levels(f'<w:lvlText w:val="{LONG}%1"/>')
    ),
    "a label that says its number again and again": made(
        p("x", "", LISTED.format(0)) * 600,
        numbering=levels(f'<w:numFmt w:val="lowerLetter"/><w:lvlText w:val="{"%1" * 5000}"/>'),
    ),
    "marks that grow with each round": made(
        p("x", "", LISTED.format(0)) * 4000,
        numbering=levels('<w:numFmt w:val="chicago"/><w:lvlText w:val="%1"/>'),
    ),
    "deep lists with long labels": made(
        "".join(p("x", "", LISTED.format(at)) for at in range(9)) * 300,
        numbering=levels(*[f'<w:lvlText w:val="{LONG}"/>'] * 9),
    ),
    "fields that lead to a long text": made(
        p(bookmark("a", run(LONG))) + p(field("REF a", "y")) * 1000,
    ),
    "fields that show a long text": made(p(bookmark("a", run("y"))) + p(field("REF a", run(LONG))) * 20),
    "fields with a long instruction": made(p(field(f"REF {LONG}", "y")) * 50),
}


def said_of(files: list[bytes]) -> list[tuple[str, str]]:
    defects = (each for data in files for each in document(data).defects)
    return [(message(each), each.span.words) for each in defects]


def test_what_would_grow_stays_small() -> None:
    said, memory = run_measured(said_of, list(GROWING.values()))
    assert memory < LARGEST
    assert all(len(message) < 3000 and len(words) < 1000 for message, words in said)


def test_many_comments_about_the_whole_text_are_read() -> None:
    count = 500
    marks = "".join(f'<w:commentRangeStart w:id="{at}"/>' for at in range(count))
    ends = "".join(f'<w:commentRangeEnd w:id="{at}"/>' for at in range(count))
    written = "".join(f'<w:comment w:id="{at}">{p("Why?")}</w:comment>' for at in range(count))
    opened = open_bytes(made(marks + p(LONG) + p(run("y") + ends), comments=written), "report.docx")
    found = comments(opened)
    assert (len(found), {each.text for each in found}) == (count, {"Why?"})


def test_a_hidden_style_hides_its_paragraphs_and_their_numbers() -> None:
    style = (
        '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="h"/><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    listed = LISTED.format(0)
    body = p("a", "", listed) + p("b", "H", listed) + p("c", "", listed)
    opened = open_bytes(made(body, styles=style, numbering=levels('<w:lvlText w:val="%1."/>')), "report.docx")
    assert [(each.label, each.text) for each in opened.story.blocks if isinstance(each, Paragraph)] == [
        ("1.", "a"),
        ("2.", "c"),
    ]
    assert [each.text for each in opened.found.hidden] == ["b"]
