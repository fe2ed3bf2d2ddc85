"""Word files that something has gone wrong with: in the ZIP file, in its parts, in their elements."""

from __future__ import annotations

import io
import random
import warnings
import zipfile
from collections.abc import Callable
from functools import cache

from lxml import etree

from tests.support.docx_file import WHOLE, docx
from tests.support.docx_made import made, notes, unzipped
from tests.support.docx_word import as_word_saves
from tests.support.pages import ROOT, read

Files = dict[str, bytes]
VALUES = (
    *("", "0", "-1", "1", "2", "9" * 12, "x", "٣", "true", "none", "begin", "separate", "end", "restart"),
    *("continue", "default", "%1.%2", "../../x", "http://example.org/", "rId1", "Heading1", "\u00a0"),
)
TEXTS = ("", " \\h \\r ", "REF", '"', "\\", "a\n b", "(a)", "12.\t", "x" * 5000)
_DEEP = 40
_RICH = ROOT / "tests" / "cases" / "rich_docx"


@cache
def bases() -> tuple[bytes, ...]:
    """Good files: two of ours, one with all that a stranger's can hold, one as Word saves it."""
    template = (ROOT / "templates" / "reference.docx").read_bytes()
    short = docx(read(ROOT / "content" / "minimal" / "report.md")).data
    return (docx(read(WHOLE)).data, short, rich(), as_word_saves(template))


def rich() -> bytes:
    """A file with changes, comments, hidden text, boxes, merged and nested tables, nested fields."""
    parts = {each.stem: each.read_text("utf-8") for each in sorted(_RICH.glob("*.xml"))}
    body = parts.pop("document")
    found = notes("an endnote", "another"), notes("a footnote", kind="footnote")
    return made(body, endnotes=found[0], footnotes=found[1], **parts)


def mutated(seed: int) -> bytes:
    """A file in which one to four things have gone wrong. The same seed gives the same file."""
    draw = random.Random(seed)
    data = draw.choice(bases())
    if draw.random() < 0.15:
        return _spoilt_bytes(data, draw)
    files = unzipped(data)
    for _ in range(draw.randint(1, 4)):
        spoil(files, draw)
    data = _zipped(files, draw)
    return _spoilt_bytes(data, draw) if draw.random() < 0.05 else data


def spoil(files: Files, draw: random.Random) -> None:
    """Let one thing go wrong."""
    draw.choice(_WAYS)(files, draw)


def _zipped(files: Files, draw: random.Random) -> bytes:
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an entry twice is what is wanted
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for name, data in files.items():
                archive.writestr(name, data)
            if files and draw.random() < 0.03:
                archive.writestr(draw.choice(sorted(files)), b"<again/>")
    return buffer.getvalue()


def _spoilt_bytes(data: bytes, draw: random.Random) -> bytes:
    out = bytearray(data)
    if draw.random() < 0.2:
        return bytes(out[: draw.randrange(len(out))])
    for _ in range(draw.randint(1, 20)):
        out[draw.randrange(len(out))] = draw.randrange(256)
    return bytes(out)


def _drop_part(files: Files, draw: random.Random) -> None:
    files.pop(_name(files, draw), None)


def _cut_part(files: Files, draw: random.Random) -> None:
    name = _name(files, draw)
    files[name] = files[name][: draw.randrange(len(files[name]) + 1)]


def _swap_parts(files: Files, draw: random.Random) -> None:
    one, other = _name(files, draw), _name(files, draw)
    files[one], files[other] = files[other], files[one]


def _spoil_part(files: Files, draw: random.Random) -> None:
    name = _name(files, draw)
    files[name] = _spoilt_bytes(files[name], draw) if files[name] else b"\0"


def _name(files: Files, draw: random.Random) -> str:
    if not files:
        files["a.xml"] = b"<a/>"
    return draw.choice(sorted(files))


def _in_tree(
    change: Callable[[list[etree._Element], random.Random], None],
) -> Callable[[Files, random.Random], None]:
    """The same change of the elements of a part, mostly of the text, as a change of the files."""

    def way(files: Files, draw: random.Random) -> None:
        name = "word/document.xml" if draw.random() < 0.4 else _name(files, draw)
        try:
            root = etree.fromstring(files.get(name, b""))
        except (etree.XMLSyntaxError, ValueError):
            return
        for _ in range(draw.choice((1, 1, 3, 10))):
            change(list(root.iter(etree.Element)), draw)
        files[name] = etree.tostring(root)

    return way


def _delete(elements: list[etree._Element], draw: random.Random) -> None:
    one = draw.choice(elements)
    parent = one.getparent()
    if parent is not None:
        parent.remove(one)


def _repeat(elements: list[etree._Element], draw: random.Random) -> None:
    one = draw.choice(elements)
    parent = one.getparent()
    if parent is not None:
        for _ in range(draw.choice((1, 1, 2, 20))):
            parent.insert(parent.index(one), etree.fromstring(etree.tostring(one)))


def _move(elements: list[etree._Element], draw: random.Random) -> None:
    one, other = draw.choice(elements), draw.choice(elements)
    if one is elements[0] or any(each is one for each in (other, *other.iterancestors())):
        return
    if sum(1 for _ in other.iterancestors()) < _DEEP:
        other.insert(draw.randint(0, len(other)), one)


def _shuffle(elements: list[etree._Element], draw: random.Random) -> None:
    one = draw.choice(elements)
    children = list(one)
    draw.shuffle(children)
    one[:] = children


def _wrap(elements: list[etree._Element], draw: random.Random) -> None:
    """An element comes to stand in another one of another's name."""
    one, other = draw.choice(elements), draw.choice(elements)
    parent = one.getparent()
    if parent is not None:
        around = etree.Element(other.tag)
        parent.replace(one, around)
        around.append(one)


def _rename(elements: list[etree._Element], draw: random.Random) -> None:
    draw.choice(elements).tag = draw.choice(elements).tag


def _attribute(elements: list[etree._Element], draw: random.Random) -> None:
    one = draw.choice([each for each in elements if each.attrib] or elements)
    names = sorted(map(str, one.attrib)) or ["x"]
    if draw.random() < 0.2:
        one.attrib.pop(draw.choice(names), "")
    else:
        one.set(draw.choice(names), draw.choice(VALUES))


def _swap_attributes(elements: list[etree._Element], draw: random.Random) -> None:
    one = draw.choice([each for each in elements if each.attrib] or elements)
    other = draw.choice([each for each in elements if each.tag == one.tag])
    for name in one.attrib:
        one.set(name, other.get(name, ""))


def _text(elements: list[etree._Element], draw: random.Random) -> None:
    draw.choice(elements).text = draw.choice(TEXTS)


_CHANGES = (
    _delete,
    _repeat,
    _move,
    _shuffle,
    _wrap,
    _rename,
    _attribute,
    _attribute,
    _swap_attributes,
    _text,
)
_WAYS = (*map(_in_tree, _CHANGES), *map(_in_tree, _CHANGES), _drop_part, _cut_part, _swap_parts, _spoil_part)
