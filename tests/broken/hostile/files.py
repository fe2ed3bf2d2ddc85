"""Finished files that would use up a machine."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import partial

import pikepdf

from tests.broken.cases import Case as Spoilt
from tests.broken.cases import Corpus
from tests.broken.docx.test_unreadable import BAD, NESTED
from tests.broken.epub.corpora import CORPORA as EPUB
from tests.broken.hostile import HEAD, Case, Files, next_to_source, one
from tests.broken.pdf.corpora import CORPORA as PDFS
from tests.broken.pdf.test_unreadable import plain_file, tree
from tests.rooms.readers.docx.test_bounds import GROWING
from tests.support.docx_made import made, p


def pdf(content: bytes, repeated: int) -> Callable[[], Files]:
    """Return a maker of one page whose content is the same stream again and again."""

    def make() -> Files:
        out = io.BytesIO()
        with pikepdf.new() as file:
            file.add_blank_page()
            file.pages[0].obj.Contents = pikepdf.Array([file.make_stream(content)] * repeated)
            file.save(out, compress_streams=True)
        return {"a.pdf": out.getvalue()}

    return make


AUDIT = 20.0
"""Seconds more for openxml-audit, which we end after two minutes."""

RUN = "<w:r><w:t>a</w:t></w:r>"
WHITE = '<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>a</w:t></w:r>'
WORD = {
    "an element of many attributes": Case(
        lambda: {"a.docx": made("<w:p " + " ".join(map("w:x{}='a'".format, range(40_000))) + "/>")},
        "clean a.docx -o b.docx",
        "S021 this file has more than 1,000 attributes of one element",
    ),
    "a paragraph of many white runs": Case(
        lambda: {"a.docx": made(p(WHITE * 20_000))}, "clean a.docx -o b.docx", "wrote b.docx", -1
    ),
    "a paragraph of many runs": Case(
        lambda: {"a.docx": made(p(RUN * 300_000))}, "clean a.docx -o b.docx", "wrote b.docx", 0, 15, 600
    ),
    "a paragraph of many runs, imported": Case(
        lambda: {"a.docx": made(p(RUN * 300_000))}, "import a.docx -o b.md", "wrote b.md", 1, 20, 400
    ),
    **{
        f"Word: {name}": Case(one("a.docx", make), "check a.docx", words or "error ", -1, megabytes=150)
        for name, (make, words, *_) in BAD.items()
    },
    **{
        f"Word: {name}, {command}": Case(one("a.docx", make), f"{command} a.docx{more}", says, -1, seconds)
        for name, make in {
            **{name: partial(bytes, data) for name, data in GROWING.items()},
            **{f"nested {name}": partial(made, body) for name, body in NESTED.items()},
        }.items()
        for command, more, says, seconds in (
            ("check", "", "checked", AUDIT),
            ("import", " -o b.md", "b.md", 0),
        )
    },
    "Word: one that is too large": Case(
        lambda: {"a.docx": bytes(100_000_001)}, "import a.docx -o b.md", "S021 "
    ),
}


def packed_stream() -> Files:
    """A page of one stream that unpacks to a thousand times as much."""
    return pdf(bytes(80 << 20), 1)()


TOO_MUCH = "S021 this PDF contains too much: the content of its pages"
PDF = {
    "a page that repeats a stream": Case(
        pdf(b" " * (1 << 20), 10_000), "check a.pdf", TOO_MUCH, megabytes=100
    ),
    "a page of empty operations": Case(
        pdf(b"q Q " * (1 << 18), 50), "check a.pdf", TOO_MUCH, seconds=25, megabytes=100
    ),
    **{
        f"PDF: {name}": Case(make, "check a.pdf", "checked", -1)
        for name, make in {
            "a packed stream": packed_stream,
            "saved states": pdf(b"q " * 1_000_000, 1),
            "marks": pdf(b"/P BMC " * 1_000_000, 1),
            "strings": pdf(b"(" * 2_000_000, 1),
            "strings in strings": pdf(b"(a(b" * 500_000, 1),
            "arrays": pdf(b"[<</A" * 400_000, 1),
            "images": pdf(b"ID x " * 400_000, 1),
            "hexadecimal": pdf(b"<0" * 900_000, 1),
            "a comment": pdf(b"%" * 900_000, 1),
            "a deep tree": lambda: {
                "a.pdf": tree(*(b"<</S/Div/K %d 0 R>>" % (at + 5) for at in range(20_000)), b"<</S/P>>")
            },
            "a tree in a circle": lambda: {"a.pdf": tree(b"<</S/Div/K [4 0 R 5 0 R]>>", b"<</S/P/K 4 0 R>>")},
            "a packet of XMP that never ends": lambda: {
                "a.pdf": plain_file(
                    b"<</Type/Catalog/Pages 2 0 R/Metadata 3 0 R>>",
                    b"<</Type/Pages/Kids[]/Count 0>>",
                    b"<</Length 720000>>stream\n%b\nendstream" % (b"<dc:creator>" * 60_000),
                )
            },
            "pages in a circle": lambda: {
                "a.pdf": plain_file(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>")
            },
        }.items()
    },
}

PAGE = "<!DOCTYPE html><html lang='en'><head><title>A</title></head><body><h1>A</h1>{}</body></html>"
FONTS = "".join(f"<font size={at}>" for at in range(4_000))
HTML = {
    f"page: {name}": Case(
        next_to_source("a.html", PAGE.format(body)),
        "check a.html --against a.md", "compared with a.md", -1,
    )
    for name, body in {
        "deep": f"{'<div>' * 10_000}<p>x{'</div>' * 10_000}",
        "deep without ends": "<div>" * 20_000,
        "blocks in formatting": f"<p>{'<b>' * 10_000}{'<hr>' * 2_000}{'</div>' * 2_000}",
        "tables in tables": "<table><tr><td>a<td>" * 5_000,
        "lists in lists": "<ul><li>" * 20_000,
        "misnested": "<a><b>" * 7_000,
        "in a table, but not in a cell": f"<table>{'<p>x</p>' * 20_000}</table>",
        "one attribute again": f"<p {'a=b ' * 200_000}>x",
        "attributes": f"<p {' '.join(f'a{at}=b' for at in range(200_000))}>x",
        "no tags": f"{'<' * 300_000}{'&' * 300_000}",
        "a comment without an end": f"<!--{'x' * 5_000_000}",
        "formatting in each block": f"<p>{FONTS}{'<p>x' * 4_000}",
        "a text of many pieces": "x<tr>" * 500_000,
        "end tags": "<p>" + "</b></i>x" * 50_000,
        "brackets of a style sheet": f"<style>{'{' * 50_000}{'url(' * 50_000}{chr(34) * 50_001}</style>",
        "selectors without an end": f"<style>{'p ' * 20_000}{{color: red}} {':is(' * 20_000}</style>",
        "selectors of many steps": f"<style>q {'div ' * 40}p {{color: red}}</style>{'<div>' * 250}<p>x",
        "siblings": f"<style>p:has(~ p) {{color: red}} p ~ p {{color: red}}</style>{'<p>x</p>' * 10_000}",
        "selectors in selectors": f"<style>{':not(' * 90}p{')' * 90} {{color: red}}</style><p>x",
    }.items()
}  # fmt: skip
SPOILT = (
    *("a_bomb", "a_bomb_of_entities", "entities_of_its_own", "a_stream_unpacks_to_a_thousand_times_as_much"),
    *("a_form_draws_itself", "a_page_paints_without_end"),
)


def spoilt(corpus: Corpus, case: Spoilt) -> bytes:
    """The good file of a corpus with its fault."""
    return case.spoil(corpus.good())


OURS = {
    f"{name}: {case.name}": Case(
        one(f"a.{name[:4].strip()}", partial(spoilt, corpus, case)),
        f"check a.{name[:4].strip()}",
        case.expected[0][:4],
        -1,
        seconds=10,
        megabytes=300,
    )
    for name, corpus in {**EPUB, **PDFS}.items()
    for case in corpus.cases
    if case.name in SPOILT
}

NO_FILE = "S020 this is not a file, but a device or a pipe"
PIPES = {
    f"{command.partition(' ')[0]}: {name}": Case(
        lambda: {"a.md": f"{HEAD}1. A.\n"}, command.format(name), NO_FILE
    )
    for name in ("pipe.docx", "/dev/zero")
    for command in ("import {} -o b.md", "clean {} -o b.docx", "merge {} a.md")
} | {
    f"check: pipe.{form}": Case(dict, f"check pipe.{form}", NO_FILE)
    for form in ("docx", "epub", "html", "pdf")
}
STYLED = {
    "nested functions in the styles of a page": Case(
        lambda: {
            "a.html": f"<!doctype html><style>p {{ color: {'rgb(' * 3_000} }}</style>"
            f"<p style='--a: {'(' * 3_000}'>A"
        },
        "check a.html",
        "1 finished file checked",
        1,
    ),
}
CASES = STYLED | WORD | PDF | HTML | OURS | PIPES
