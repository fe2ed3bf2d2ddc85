"""Which words are in another language than the document's, by what Word says of its runs."""

from __future__ import annotations

import re

from toolchain.languages import (
    EAST_ASIAN_LETTER,
    is_language_tag,
    is_right_to_left,
    is_upright,
    primary_subtag,
)
from toolchain.readers.docx.styles import Styles

_REGIONS = {"en-gb": "en", "fr-fr": "fr", "es-es": "es", "ru-ru": "ru", "zh-cn": "zh", "ar-sa": "ar"}
_LETTER = re.compile(r"[^\W\d_]")


class Languages:
    """Tells the language of runs. `lang` is the document's."""

    def __init__(self, styles: Styles, lang: str) -> None:
        self._styles = styles
        self._lang = primary_subtag(lang)

    def of(self, number: int, text: str) -> str:
        """The tag of a text's language where it is another one than the document's; "" where it is not.

        `number` is the one that its look has. Usual regions are left out: "fr" for "fr-FR".
        """
        if not number or not _LETTER.search(text):
            return ""
        spoken = self._styles.spoken[number]
        east = bool(EAST_ASIAN_LETTER.search(text))
        right = not east and is_upright(text)
        tag = spoken.east if east else spoken.bidi if right else spoken.val
        if not is_language_tag(tag) or primary_subtag(tag) in (self._lang, "und"):
            return ""
        if right != is_right_to_left(tag):  # no language of these letters, whatever Word was told
            return ""
        return _REGIONS.get(tag.lower(), tag)
