"""Remove names and numbers that show where a file's styles, lists, theme and fonts come from."""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

from toolchain.formats.docx.xml import VAL, A, Element, W
from toolchain.model.speech import said
from toolchain.word.cleaning.files import Files
from toolchain.word.cleaning.moving import remove
from toolchain.word.cleaning.report import Report

_NUMBERS = (W + "nsid", W + "tmpl")
_OFFICE = "Office"
_SCHEMES = (A + "clrScheme", A + "fontScheme", A + "fmtScheme")
_OF_THEME = (A + "extLst", A + "custClrLst")
_STYLE, _STYLE_ID, _NAME = W + "style", W + "styleId", W + "name"
_USING = tuple(
    W + name
    for name in ("pStyle", "rStyle", "tblStyle", "styleLink", "numStyleLink", "basedOn", "link",
                 "clickAndTypeStyle", "defaultTableStyle")
)  # fmt: skip
_SHOWN = 5


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


def _forget_lists(root: Element, report: Report) -> None:
    """Remove the names of lists. The number by which Word recognizes a list becomes one of its place."""
    for at, each in enumerate(list(root.iter(*_NUMBERS))):
        if (number := f"{crc32(b'%d' % at):08X}") != each.get(VAL):
            report.take("number of a list")
            each.set(VAL, number)
    for each in list(root.iter(_NAME)):
        report.take("name of a list")
        remove(each)
    for each in root.iter(W + "lvl"):
        each.attrib.pop(W + "tplc", "")


def _remove_styles(root: Element, files: Files, instructions: str, report: Report) -> None:
    """Remove other names of styles, and styles of somebody's own that nothing uses."""
    for each in list(root.iter(W + "aliases")):
        report.take("Other names of styles")
        remove(each)
    styles = {each.get(_STYLE_ID, ""): each for each in root.iter(_STYLE)}
    others = (part for _, part in files.texts() if part is not root)
    waiting = [each.get(VAL, "") for part in others for each in part.iter(*_USING)]
    waiting += (key for key, style in styles.items() if not _is_own(style) or _name(style) in instructions)
    used: set[str] = set()
    while waiting:
        if (key := waiting.pop()) in styles and key not in used:
            used.add(key)
            waiting += (each.get(VAL, "") for each in styles[key].iter(*_USING))
    for key, style in styles.items():
        if key not in used:
            report.take("style that nothing uses")
            remove(style)
    for each in list(root.iter(W + "next")):
        if each.get(VAL) not in used:
            remove(each)


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
            shown = said("{names} and {others} more", names=shown, others=others)
        report.leave("styles have names of their own: {names}", names=shown)


def _forget_theme(root: Element, report: Report) -> None:
    for each in (root, *root.iter(*_SCHEMES)):
        if not each.get("name", _OFFICE).startswith(_OFFICE):
            report.take("name of the theme")
            each.set("name", _OFFICE)
    for each in list(root.iterchildren(*_OF_THEME)):
        remove(each)


def _remove_fonts(root: Element, files: Files, report: Report) -> None:
    used: set[str | bytes] = set()
    for _, part in files.all_trees():
        if part is not root:
            for each in part.iter(W + "rFonts", W + "sym"):
                used |= set(each.attrib.values())
            used |= {each.get("typeface", "") for each in part.iter(A + "*")}
    for font in list(root):
        if font.get(_NAME) not in used:
            report.take("font that nothing uses")
            remove(font)
