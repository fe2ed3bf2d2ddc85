"""The language of a document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from toolchain.formats.docx.package import Package
from toolchain.formats.docx.properties import core, is_untouched
from toolchain.formats.docx.styles import Styles
from toolchain.formats.docx.xml import Element, W, is_on
from toolchain.model.languages import is_right_to_left, primary_subtag
from toolchain.model.wording import beginning

_LOOKED_AT = 20_000  # characters
_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_EAST = "[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"  # compiled only where a text has such signs: 1 ms
_FIRST_EAST = "\u3040"
_LEFT = re.compile("[A-Za-z\u00c0-\u058f]+")


def language(package: Package, styles: Styles, body: Element, texts: Sequence[str]) -> str:
    """Return the language tag of a text.

    If the file's properties state a language, and the styles state the same one for a script in the text,
    return it; else the language that the styles state for the most frequent script. So a Chinese text with
    long names in Latin letters is Chinese.
    """
    letters = _letters(texts)
    stated = core(package).get("language", "")
    spoken = {primary_subtag(tag) for slot, tag in styles.languages.items() if slot == "val" or letters[slot]}
    applies = _slot(body, letters)
    tag = styles.languages.get(applies, "")
    if applies == "bidi" and not is_untouched(
        package
    ):  # Google Docs states a language for all scripts, LibreOffice English for all texts
        stated = stated if is_right_to_left(stated) else ""
        tag = tag or next(filter(is_right_to_left, styles.languages.values()), "")
    return stated if stated and (not tag or primary_subtag(stated) in spoken) else tag


def _letters(texts: Sequence[str]) -> Counter[str]:
    """Return the number of letters for each language attribute of `w:lang`, in the beginning of the text."""
    words = beginning(texts, _LOOKED_AT)
    return Counter(
        bidi=len(_RIGHT.findall(words)),
        eastAsia=len(re.findall(_EAST, words)) if max(words, default="") >= _FIRST_EAST else 0,
        val=sum(map(len, _LEFT.findall(words))),
    )


def _slot(body: Element, letters: Counter[str]) -> str:
    """Return which language attribute of `w:lang` applies to the document (ECMA-376-1, 17.3.2.20)."""
    right, east, left = letters["bidi"], letters["eastAsia"], letters["val"]
    section = body.find(W + "sectPr")
    leans_right = section is not None and is_on(section.find(W + "bidi"))
    if right > max(east, left) or (leans_right and right >= east):
        return "bidi"
    return "eastAsia" if east * 2 > left else "val"  # a word of two signs has five letters elsewhere
