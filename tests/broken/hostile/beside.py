"""What is read with a source: style sheets, bibliographies, citation styles, profiles, pictures, records."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Mapping

from tests.broken.hostile import HEAD, Case, Files, next_to_source
from tests.broken.hostile.sources import typed
from tests.rooms.citations.style.test_sandbox import ENDLESS, body
from tests.support import planted
from tests.support.docx_made import made, p
from toolchain.formats.pictures import read_picture


def styled(variables: str) -> Callable[[], Files]:
    """Return a maker of a source and a style sheet with these variables, from --a0 to --a30."""
    return lambda: {"a.md": f"{HEAD}1. A.\n", "a.css": f":root {{ {variables} }} p {{ margin: var(--a30) }}"}


def doubled(form: str) -> str:
    return "--a0: 1px; " + "".join(form.format(at, at - 1) for at in range(1, 31))


STYLE_SHEETS = {
    "variables that double": Case(
        styled(doubled("--a{0}: var(--a{1}) var(--a{1}); ")),
        "build a.md --to pdf --css a.css",
        "a.css:1:182: error S021 the variables of the style sheet grow to more than 1,000 words",
    ),
    "variables in blocks and in what is used instead": Case(
        styled(doubled("--a{0}: {{var(--b, (var(--a{1}) var(--a{1})))}}; ")),
        "build a.md --to html --css a.css",
        "S021 the variables of the style sheet grow",
    ),
    "variables in a circle": Case(
        styled("--a30: var(--b) var(--b); --b: var(--a30)"),
        "build a.md --to epub --css a.css",
        "S021 the variables of the style sheet grow",
    ),
    "blocks in blocks": Case(
        next_to_source("a.css", "a{" + "(" * 100_000, ""), "build a.md --to html --css a.css", "S021 "
    ),
    "a large style sheet": Case(
        next_to_source("a.css", f"/*{' ' * 3_000_000}*/", ""), "build a.md --to html --css a.css", "S021 "
    ),
    "a selector that nobody can read": Case(
        next_to_source("a.css", "p {color: red}\n:lang(a (b)) {color: red}", ""),
        "build a.md --to html --css a.css",
        "a.css:2:1: error S021 ",
    ),
    "a style sheet without an end": Case(
        next_to_source("a.css", "", ""),
        "build a.md --to html --css /dev/zero",
        "S020 this is not a file, but a device",
    ),
}

CHECKED = "1 source checked"
CITING = "1. A.[^n]\n\n[^n]: [@a].\n"
BOOK = '{"id": "a", "type": "book", "title": "A"}'
LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 4)}]\n"
    for before, name in zip("abcdefghijklmnop", "bcdefghijklmnopq", strict=True)
)
STRINGS = "".join(f"@string{{s{at + 1} = {' # '.join([f's{at}'] * 10)}}}\n" for at in range(30))
DEEP = "{" * 50_000 + "x" + "}" * 50_000
FIELDS = ", ".join(f"f{at} = {{{'x' * 1000}}}" for at in range(1000))
HEIRS = f"@book{{p, {FIELDS}}}\n" + "\n".join(f"@book{{c{at}, crossref = {{p}}}}" for at in range(100))
CHAIN = "\n".join(f"@book{{k{at}, crossref = {{k{at + 1}}}}}" for at in range(5_000))
BIBLIOGRAPHIES = {
    f"a bibliography: {name}": Case(
        next_to_source(f"s.{suffix}", text, f"sources: s.{suffix}", CITING), "check a.md", CHECKED, -1
    )
    for name, suffix, text in (
        ("references that double", "yaml", f"{LAUGHS}references:\n- id: a\n  type: book\n  title: *q\n"),
        ("abbreviations that double", "bib", f"@string{{s0 = {{xxx}}}}\n{STRINGS}@book{{a, title = s30}}"),
        ("heirs of much", "bib", HEIRS),
        ("a chain of heirs", "bib", CHAIN),
        ("heirs in a circle", "bib", "@book{a, crossref = {b}}\n@book{b, crossref = {a}}"),
        ("deep braces", "bib", f"@book{{a, title = {{{DEEP}}}, author = {{{DEEP}}}, year = {{{DEEP}}}}}"),
        ("many parts", "json", lambda: "[" + ",".join(["1"] * 3_100_000) + "]"),
        ("many fields", "bib", lambda: "@book{a, " + "a=1," * 1_500_000 + "}"),
        ("deep lists", "json", "[" * 100_000),
        ("deep lists of YAML", "yaml", "[" * 100_000),
        ("more than may be", "json", lambda: " " * (33 << 20)),
        ("a long title", "json", f'[{{"id": "a", "type": "book", "title": "{"x" * 1_000_001}"}}]'),
        ("twenty thousand sources", "json",
         f"[{BOOK}, " + ", ".join(BOOK.replace('"a"', f'"k{at}"') for at in range(20_000)) + "]"),
        ("twenty thousand wrong entries", "json",
         f"[{BOOK}, " + ", ".join(f'{{"id": "k{at}", "type": "tapestry"}}' for at in range(20_000)) + "]"),
        ("a date of many figures", "json", BOOK.replace("}", f', "issued": {{"raw": "{"9" * 100_000}"}}}}')),
    )
}  # fmt: skip


def styled_as(text: str) -> Callable[[], Files]:
    """Return a maker of a source that cites a book of a thousand authors in a style."""
    people = ", ".join(f'{{"family": "Family{at}"}}' for at in range(1000))
    book = BOOK.replace("}", f', "author": [{people}]}}')
    keys = "sources: s.json\ncitation-style: a.j2"
    return lambda: {**next_to_source("s.json", f"[{book}]", keys, CITING)(), "a.j2": text}


STYLES = {
    f"a citation style: {name}": Case(styled_as(text), "build a.md --to html", "a.j2:", -1)
    for name, text in {
        **ENDLESS,
        "open brackets": "{{" + "(" * 40_000,
        "many words": body("{{ " + "not " * 20_000 + "1 }}"),
        "deep conditions": body("{% if 1 %}" * 2_000 + "{% endif %}" * 2_000),
    }.items()
}
PROFILES = {
    f"a profile: {name}": Case(
        next_to_source("profiles/a.toml", text, "profile: a"), "check a.md", "L607 ", 1
    )
    for name, text in {
        "deep lists": f"a = {'[' * 20_000}",
        "a key of many parts": f"{'a.' * 30_000}b = 1",
        "a table of many parts": f"[{'a.' * 20_000}a]\nb = 1",
        "a long number": f"a = 1{'0' * 50_000}",
        "more than may be": "#" * 1_000_000,
        "itself as parent": 'title = "a"\ninherits = "a"\n',
    }.items()
}


PLAIN = read_picture(planted.png()).data


def png(*chunks: bytes, header: bytes = PLAIN[16:29]) -> bytes:
    """A PNG with more chunks after its header, or with another header."""
    return PLAIN[:8] + planted.chunk(b"IHDR", header) + b"".join(chunks) + PLAIN[33:]


def bomb() -> bytes:
    """Bytes that unpack to fifty million."""
    return zlib.compress(bytes(50_000_000), 9)


MADE: Mapping[str, Callable[[], bytes]] = {
    "more pixels than memory": lambda: png(header=struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)),
    "a packed text": lambda: png(planted.chunk(b"zTXt", b"Comment\0\0" + bomb())),
    "a packed profile": lambda: png(planted.chunk(b"iCCP", b"A\0\0" + bomb())),
    "a long packet": lambda: png(planted.chunk(b"iTXt", b"XML:com.adobe.xmp" + bytes(5) + b"x:" * 500_000)),
    "many chunks": lambda: png(planted.chunk(b"tEXt", b"A\0b") * 100_000),
    "many directories": lambda: png(planted.chunk(b"eXIf", b"II*\0\x08\0\0\0" + b"\xff" * 200_000)),
    "more bytes than any picture": lambda: png() + bytes(21 << 20),
}
PICTURES = {
    f"a picture: {name}": Case(
        next_to_source("a.png", make, "", '1. A.\n\n![A](a.png "B")\n'), "check a.md", CHECKED, -1
    )
    for name, make in MADE.items()
}
KEPT = ".submission/undo/000000001-0000000000000000/record.json"
RECORDS = {
    "a record of numbers": Case(
        next_to_source("a.sent.json", "[" * 100_000, ""), "moved a.md", "not valid JSON"
    ),
    "a record of what is kept": Case(next_to_source(KEPT, "[" * 100_000, ""), "undo a.md", "S024 "),
    "a record of outputs": Case(
        next_to_source("build/.submission/outputs.json", "[" * 100_000, ""),
        "build a.md --to html",
        "wrote ",
        0,
    ),
    "a template document": Case(
        next_to_source("a.docx", lambda: made(p("x" * 60_000_000)), "template: a.docx"),
        "build a.md --to docx",
        "S0",
        -1,
    ),
    "a picture that is a pipe": Case(
        typed("A.\n\n![A](pipe.png 'B')"), "check a.md", "S009 the image pipe.png is not a file", 1
    ),
    "a bibliography that is a pipe": Case(
        next_to_source("b.md", "", "sources: pipe.json", CITING), "check a.md", "S009", 1
    ),
}
CASES = STYLE_SHEETS | BIBLIOGRAPHIES | STYLES | PROFILES | PICTURES | RECORDS
