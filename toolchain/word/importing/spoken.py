"""Find words in another language than the document's, by the language of Word's runs."""

from __future__ import annotations

from collections.abc import Sequence

from toolchain.formats.docx.styles import Styles
from toolchain.model.expressions import expression
from toolchain.model.languages import (
    changes_in_words,
    has_east_asian,
    is_language_tag,
    is_right_to_left,
    is_upright,
    primary_subtag,
)

_REGIONS = {"en-gb": "en", "fr-fr": "fr", "es-es": "es", "ru-ru": "ru", "zh-cn": "zh", "ar-sa": "ar"}
_LETTER = expression(r"[^\W\d_]")


class Languages:
    """Finds the language of runs. `own` is the document's, and what the file states wrongly for all of it."""

    def __init__(self, styles: Styles, own: Sequence[str], *, untouched: bool) -> None:
        """`untouched` means that we wrote the file, and nobody else has saved it since."""
        self._styles = styles
        self._own = {"und", *map(primary_subtag, own)}
        self._untouched = untouched

    def of(self, number: int, text: str) -> str:
        """Return the tag of a text's language, "" if it is the document's.

        `number` is the language of its format. Usual regions are omitted: "fr" for "fr-FR".
        """
        if not number or not text.strip():
            return ""
        spoken = self._styles.spoken[number]
        if self._untouched:  # we mark only the words, in any script
            return self._other(next(filter(None, spoken), ""))
        if not _LETTER.search(text):
            return ""
        east = has_east_asian(text)
        right = not east and is_upright(text)
        tag = spoken.east if east else spoken.bidi if right else spoken.val
        # LibreOffice states Hindi for words in any script.
        known = spoken.bidi and (spoken.bidi != "hi-IN" or max(text) < "\u0980")
        if known and not is_right_to_left(spoken.bidi) and any(map(changes_in_words, text)):
            tag = spoken.bidi
        # A language that does not use these letters is a mistake in the Word file.
        return self._other(tag) if right == is_right_to_left(tag) else ""

    def _other(self, tag: str) -> str:
        if not is_language_tag(tag) or primary_subtag(tag) in self._own:
            return ""
        return _REGIONS.get(tag.lower(), tag)
