"""The properties of a Word package: title, keywords, language, and the program that saved it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from toolchain.formats.docx.package import Package
from toolchain.formats.docx.styles import Styles
from toolchain.formats.docx.xml import Element, W, is_on
from toolchain.formats.metadata import of_elements
from toolchain.model.expressions import expression
from toolchain.model.languages import RIGHT_LETTER, is_right_to_left, other_by_words, primary_subtag
from toolchain.model.wording import beginning

_EXTENDED = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"

DIGESTS = "submission-paragraphs"
"""The document variable with the digests of the paragraphs; Word and LibreOffice keep it."""
LONGEST = 65_280
"""The most characters of a document variable in Word."""


def digests(settings: Element | None) -> str:
    """Return the digests of paragraphs that are stored in a file, or ""."""
    found = () if settings is None else settings.iter(W + "docVar")
    return next((each.get(W + "val", "") for each in found if each.get(W + "name") == DIGESTS), "")


def is_untouched(package: Package) -> bool:
    """Return whether this toolchain was the last program that saved a file.

    Raise `Failure` if the part with its name cannot be read.
    """
    part = next(package.parts("", "extended-properties"), None)
    name = package.tree(part.target).findtext(f"{_EXTENDED}Application") if part else None
    return name == "Submission Toolchain"


def core(package: Package) -> Mapping[str, str]:
    """Return the core properties that are not empty, such as "title" and "keywords". Raise `Failure`."""
    part = next(package.parts("", "core-properties"), None)
    found = of_elements(package.tree(part.target)) if part else ()
    return {name: text.strip() for name, text in found if text.strip()}


_LOOKED_AT = 20_000  # characters
_EAST = "[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"  # compiled only where a text has such signs: 1 ms
_FIRST_EAST = "\u3040"
_LEFT = expression("[A-Za-z\u00c0-\u058f]+")


def language(package: Package, styles: Styles, body: Element, texts: Sequence[str]) -> str:
    """Return the language tag of a text: of its words, if a third-party file certainly states a wrong one.

    A text written where Word is English says that it is English, in whatever language it is.
    """
    stated = stated_language(package, styles, body, texts)
    ours = styles.id_of("numbered paragraph") is not None
    return (not ours and other_by_words(stated, beginning(texts, _LOOKED_AT))) or stated


def stated_language(package: Package, styles: Styles, body: Element, texts: Sequence[str]) -> str:
    """Return the language tag that a file states for a text.

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
        bidi=len(RIGHT_LETTER.findall(words)),
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
