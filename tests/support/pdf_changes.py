"""Changes a PDF as a fault in a writer or a hand with an editor could: glyphs, tags, links, properties."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any

import pikepdf

from toolchain.formats.pdf.fonts import font
from toolchain.formats.pdf.operations import strings

_STRING = rb"\((?:[^()\\]|\\.)*\)"
_SHOWN = re.compile(
    rb"/(\w+) [\d.]+ Tf\s[^\[\]()<>]*(\[(?:"
    + _STRING
    + rb"|[^\]()])*\]|<[0-9a-f]+>|"
    + _STRING
    + rb")\s?T[Jj]",
    re.DOTALL,
)

_SPACES = {" ": "\xa0"}

_MARKED = re.compile(rb"/MCID (\d+)[^>]*>>\s?BDC(.*?)EMC", re.DOTALL)


def changed(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """The file after a change."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def elements(pdf: pikepdf.Pdf, kind: str = "") -> Iterator[Any]:
    """The structure elements of a type, or of several ("P|Div"), or all, in order."""
    waiting: list[Any] = [pdf.Root.StructTreeRoot.K]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting.extend(reversed(list(node)))
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            if not kind or str(node.S)[1:] in kind.split("|"):
                yield node
            waiting.extend([node.K] if "/K" in node else [])


def link_annotations(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """All link annotations in order."""
    for page in pdf.pages:
        yield from page.obj.get("/Annots", ())


def texts(pdf: pikepdf.Pdf, kind: str = "") -> Iterator[tuple[Any, str]]:
    """The structure elements of a type in one of our files, or all, each with its text."""
    marks = _marks(pdf)
    return ((each, _text(each, marks)) for each in elements(pdf, kind))


def one(pdf: pikepdf.Pdf, kind: str, beginning: str = "") -> Any:
    """The first element of a type whose text begins so."""
    wanted = beginning.replace(" ", "")
    return next(each for each, text in texts(pdf, kind) if text.replace(" ", "").startswith(wanted))


def spoken(pdf: pikepdf.Pdf) -> list[tuple[str, str]]:
    """The words in another language than the document, with its primary code, in order.

    An element can say it, or what marks the content.
    """
    marks, own = _marks(pdf), {}
    for page in pdf.pages:
        for found in re.finditer(rb"/MCID (\d+)[^>]*/Lang ?\(([\w-]+)\)", page.Contents.read_bytes()):
            own[page.obj.objgen, int(found[1])] = found[2].decode()
    out: list[tuple[str, str]] = []
    waiting: list[tuple[Any, Any, str]] = [(pdf.Root.StructTreeRoot.K, None, "")]
    while waiting:
        node, page, lang = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting.extend((kid, page, lang) for kid in reversed(list(node)))
        elif isinstance(node, pikepdf.Dictionary) and "/K" in node:
            here = str(node.Lang) if "/Lang" in node else lang
            waiting.append((node.K, node.Pg.objgen if "/Pg" in node else page, here))
        elif isinstance(node, int):
            said = own.get((page, node), lang).partition("-")[0]
            if out and out[-1][0] == said:
                said, before = out.pop()
            else:
                before = ""
            out.append((said, before + marks.get((page, node), "")))
    return [(lang, text.strip()) for lang, text in out if lang and text.strip()]


def parent_index(element: Any) -> tuple[Any, int]:
    """The kids that an element is one of, and where."""
    kids = element.P.K
    return kids, next(at for at, kid in enumerate(kids) if getattr(kid, "objgen", None) == element.objgen)


def remove(element: Any) -> None:
    """Take an element out of the tree."""
    kids, at = parent_index(element)
    del kids[at]


def swap(one_: Any, other: Any) -> None:
    """Let two elements of one parent change places."""
    kids, at = parent_index(one_)
    _, to = parent_index(other)
    kids[at], kids[to] = other, one_


def retype(pdf: pikepdf.Pdf, page: int, old: str, new: str, behind: str = "") -> None:
    """Show other signs of the same font for the first `old` that a page shows; "" for `new` shows none.

    What is shown before `behind` stays.
    """
    contents = pdf.pages[page].Contents
    data = contents.read_bytes()
    old, new = old.replace("\xa0", " "), new.replace("\xa0", " ")
    font_of = cache(partial(_font, pdf.pages[page]))
    for found in _SHOWN.finditer(data):
        chars = font_of(found[1])
        shown = _decoded(chars, found[2])
        if behind:
            behind = "" if behind in shown else behind
        elif old in shown:
            text = shown.replace(old, new, 1)
            codes = {char: code for code, char in chars.items()}
            glyphs = "".join(f"{codes[char] if char in codes else codes[_SPACES[char]]:04x}" for char in text)
            contents.write(data[: found.start(2)] + f"[<{glyphs}>] TJ".encode() + data[found.end() :])
            return
    raise AssertionError(f"page {page} shows no {old!r}")


def _marks(pdf: pikepdf.Pdf) -> dict[tuple[tuple[int, int], int], str]:
    """The text of each piece of marked content, by its page and its number."""
    marks = {}
    for page in pdf.pages:
        chars = cache(partial(_font, page))
        for found in _MARKED.finditer(page.Contents.read_bytes()):
            said = [_decoded(chars(shown[1]), shown[2]) for shown in _SHOWN.finditer(found[2])]
            marks[page.obj.objgen, int(found[1])] = "".join(said)
    return marks


def _text(element: Any, marks: dict[tuple[tuple[int, int], int], str]) -> str:
    out, waiting = [], [(element, (0, 0))]
    while waiting:
        node, page = waiting.pop()
        if isinstance(node, int):
            out.append(marks.get((page, node), ""))
        elif isinstance(node, pikepdf.Array):
            waiting.extend((kid, page) for kid in reversed(list(node)))
        elif isinstance(node, pikepdf.Dictionary) and "/MCID" in node:
            out.append(marks.get((node.Pg.objgen, int(node.MCID)), ""))
        elif isinstance(node, pikepdf.Dictionary) and "/K" in node:
            waiting.append((node.K, node.Pg.objgen if "/Pg" in node else page))
    return "".join(out)


def _font(page: Any, name: bytes) -> dict[int, str]:
    return dict(font(page.Resources.Font[f"/{name.decode()}"]).chars)


def _decoded(chars: dict[int, str], operands: bytes) -> str:
    codes = struct.iter_unpack(">H", strings(operands))
    return "".join(chars.get(code, "") for (code,) in codes).replace("\xa0", " ")
