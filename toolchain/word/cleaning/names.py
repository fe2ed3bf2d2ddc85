"""Remove names and numbers that show where styles, lists, theme and fonts come from; rename bookmarks.

These are the bookmarks that Word names by its clock. Everything that points to them is renamed with them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import count
from zlib import crc32

from toolchain.formats.docx.field_parts import fields_of
from toolchain.formats.docx.xml import CELL, ID, VAL, A, Element, M, W
from toolchain.formats.word_clock import MADE_BY_WORD
from toolchain.word.cleaning.files import END, START, Files, remove
from toolchain.word.cleaning.report import Report, kinds

_NUMBERS = (W + "nsid", W + "tmpl")
_OFFICE = "Office"
_SCHEMES = (A + "clrScheme", A + "fontScheme", A + "fmtScheme")
_OF_THEME = (A + "extLst", A + "custClrLst")
_STYLE, _STYLE_ID, _NAME = W + "style", W + "styleId", W + "name"
_USING = tuple(kinds("styles", W))
_SHOWN = 5
_TEXT = W + "instrText"
_POINTING = (W + "anchor", W + "instr", W + "docLocation", "href", "Target")
_CONTENT = (W + "r", CELL, M + "oMath")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def remove_names(files: Files, instructions: Iterable[str], report: Report) -> None:
    """Remove these names and numbers. `instructions` are those of fields, which can name styles."""
    for root in files.related(files.main, "numbering"):
        _forget_lists(root, report)
    for root in files.related(files.main, "styles"):
        _remove_styles(root, files, " ".join(instructions), report)
        _tell_styles(root, report)
    for root in files.related(files.main, "theme"):
        _forget_theme(root, report)
    for root in files.related(files.main, "fontTable"):
        _remove_fonts(root, files, report)
    for root in files.related(files.main, "webSettings"):
        for each in list(root.iter(_NAME, W + "title", W + "divs")):
            if each.tag != W + "divs":
                report.take("name of a frame")
            remove(each)


def _forget_lists(root: Element, report: Report) -> None:
    """Remove the names of lists. The number by which Word recognizes a list becomes one of its place."""
    for at, each in enumerate(list(root.iter(*_NUMBERS))):
        if (number := f"{crc32(b'%d' % at):08X}") != each.get(VAL):
            report.take("number of a list that no page shows")
            each.set(VAL, number)
    report.take_out("name of a list", root.iter(_NAME))
    for each in root.iter(W + "lvl"):
        each.attrib.pop(W + "tplc", "")


def _remove_styles(root: Element, files: Files, instructions: str, report: Report) -> None:
    """Remove other names of styles, and styles of somebody's own that nothing uses."""
    report.take_out("Other names of styles", root.iter(W + "aliases"))
    styles = {each.get(_STYLE_ID, ""): each for each in root.iter(_STYLE)}
    others = (part for _, part in files.texts() if part is not root)
    waiting = [each.get(VAL, "") for part in others for each in part.iter(*_USING)]
    waiting += (key for key, style in styles.items() if not _is_own(style) or _name(style) in instructions)
    used: set[str] = set()
    while waiting:
        if (key := waiting.pop()) in styles and key not in used:
            used.add(key)
            waiting += (each.get(VAL, "") for each in styles[key].iter(*_USING))
    unused = [style for style in root.iter(_STYLE) if style.get(_STYLE_ID, "") not in used]
    report.take_out("style that nothing uses", unused)
    remove(*(each for each in root.iter(W + "next") if each.get(VAL) not in used))


def _is_own(style: Element) -> bool:
    return style.get(W + "customStyle") in ("1", "true", "on")


def _name(style: Element) -> str:
    named = style.find(_NAME)
    return "" if named is None else named.get(VAL, "")


def _tell_styles(root: Element, report: Report) -> None:
    names = [_name(each) for each in root.iter(_STYLE) if _is_own(each)]
    if names:
        shown = ", ".join(names[:_SHOWN])
        if (others := len(names) - _SHOWN) > 0:
            report.leave(
                "styles have names of their own: {names} and {others} more", names=shown, others=others
            )
        else:
            report.leave("styles have names of their own: {names}", names=shown)


def _forget_theme(root: Element, report: Report) -> None:
    for each in (root, *root.iter(*_SCHEMES)):
        if not each.get("name", _OFFICE).startswith(_OFFICE):
            report.take("name of the theme")
            each.set("name", _OFFICE)
    remove(*root.iterchildren(*_OF_THEME))


def _remove_fonts(root: Element, files: Files, report: Report) -> None:
    used: set[str | bytes] = set()
    for _, part in files.all_trees():
        if part is not root:
            for each in part.iter(W + "rFonts", W + "sym"):
                used |= set(each.attrib.values())
            used |= {each.get("typeface", "") for each in part.iter(A + "*")}
    report.take_out("font that nothing uses", (font for font in root if font.get(_NAME) not in used))


def rename_bookmarks(files: Files, report: Report) -> bool:
    """Give these bookmarks numbers in their order; remove those that are empty and that nothing uses.

    Return whether there were any, or anything that points to one.
    """
    roots = [root for _, root in files.all_trees()]
    roots += (link.element for part in ("", *files.parts()) for link in files.links(part))
    pointing = list(_pointing(roots))
    used = {match[0].lower() for text in pointing for match in MADE_BY_WORD.finditer(text)}
    for start, end in (pair for root in roots for pair in _empty(root)):
        if MADE_BY_WORD.fullmatch(name := start.get(_NAME, "")) and name.lower() not in used:
            report.take("bookmark without text", start)
            remove(start, end)
    marks = [each for root in roots for each in root.iter(START)]
    names = _new_names([each.get(_NAME, "") for each in marks], pointing)
    for mark in marks:
        if (new := names.get(mark.get(_NAME, "").lower())) is not None:
            report.take("bookmark with a time in its name", mark)
            mark.set(_NAME, new)
    for root in roots if names else ():
        _point_to(names, root)
    return bool(names) or report.has(["bookmark without text"])


def _new_names(present: list[str], pointing: list[str]) -> dict[str, str]:
    """Return the new names by the old ones in lower case, since names are not case-sensitive."""
    taken = {each.lower() for each in present}
    numbers: dict[str, Iterator[int]] = defaultdict(lambda: count(1))
    given: dict[str, str] = {}
    for match in (each for text in (*present, *pointing) for each in MADE_BY_WORD.finditer(text)):
        if (old := match[0].lower()) not in given:
            names = (f"{match[1]}{at}" for at in numbers[match[1].lower()])
            given[old] = next(each for each in names if each.lower() not in taken)
    return given


def _point_to(names: dict[str, str], root: Element) -> None:
    """Rename what fields, links and relationships point to."""

    def instead(text: str) -> str:
        return MADE_BY_WORD.sub(lambda match: names[match[0].lower()], text)

    for field in fields_of(root):
        _join_names([each for each in field.own if each.tag == _TEXT])
    for element in root.iter("*"):
        if element.tag == _TEXT and element.text:
            element.text = instead(element.text)
        for key in _POINTING:
            if key in element.attrib:
                element.set(key, instead(element.get(key, "")))


def _pointing(roots: Iterable[Element]) -> Iterator[str]:
    """Yield the texts that can name a bookmark: of fields, links and relationships."""
    for root in roots:
        for element in root.iter("*"):
            yield from (element.get(key, "") for key in _POINTING if key in element.attrib)
            if element.tag == _TEXT:  # which may be in no field
                yield element.text or ""
        yield from ("".join(field.words) for field in fields_of(root))


def _empty(root: Element) -> list[tuple[Element, Element]]:
    """Return the bookmarks with nothing in them, each with its end."""
    opened: dict[str, Element] = {}
    found = []
    for each in root.iter(START, END, *_CONTENT):
        if each.tag == START:
            opened[each.get(ID, "")] = each
        elif each.tag != END:
            opened.clear()
        elif (start := opened.pop(each.get(ID, ""), None)) is not None:
            found.append((start, each))
    return found


def _join_names(texts: list[Element]) -> None:
    """Put each name of an instruction into one element. Word divides an instruction where it likes."""
    owners = [each for each in texts for _ in each.text or ""]
    for match in reversed(list(MADE_BY_WORD.finditer("".join(each.text or "" for each in texts)))):
        first, *others = dict.fromkeys(owners[match.start() : match.end()])
        for each in others:
            first.text, each.text = f"{first.text}{each.text}", None
            first.set(_SPACE, "preserve")
