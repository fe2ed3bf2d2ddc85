"""The language that a document's text is in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolchain.readers.docx.package import Package
from toolchain.readers.docx.styles import Styles
from toolchain.readers.docx.xml import Element, W, is_on

_LOOKED_AT = 20_000  # characters
_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_EAST = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LEFT = re.compile("[A-Za-z\u00c0-\u058f]+")
_LANGUAGE = "{http://purl.org/dc/elements/1.1/}language"


def language(package: Package, styles: Styles, body: Element, texts: Sequence[str]) -> str:
    """The tag of the language: by the script of most of the text, the one that its styles name for it.

    Where the file's properties name the same language, their tag is the more exact one.
    """
    tag = styles.languages.get(_slot(body, texts), "")
    stated = _stated(package)
    if not tag or _primary(tag) == _primary(stated):
        return stated or tag
    return tag


def _slot(body: Element, texts: Sequence[str]) -> str:
    """Which of the three languages of `w:lang` speaks for the document (ECMA-376-1, 17.3.2.20)."""
    sample, length = [], 0
    for text in texts:
        sample.append(text)
        length += len(text)
        if length > _LOOKED_AT:
            break
    words = "".join(sample)[:_LOOKED_AT]
    right, east = len(_RIGHT.findall(words)), len(_EAST.findall(words))
    left = sum(map(len, _LEFT.findall(words)))
    section = body.find(W + "sectPr")
    leans_right = section is not None and is_on(section.find(W + "bidi"))
    if right > max(east, left) or (leans_right and right >= east):
        return "bidi"
    return "eastAsia" if east * 2 > left else "val"  # a word of two signs has five letters elsewhere


def _primary(tag: str) -> str:
    return tag.replace("_", "-").partition("-")[0].lower()


def _stated(package: Package) -> str:
    """What the properties of the file say (`dc:language`)."""
    for each in package.relationships("").values():
        if each.kind == "core-properties" and not each.external and package.has(each.target):
            return (package.tree(each.target).findtext(_LANGUAGE) or "").strip()
    return ""
