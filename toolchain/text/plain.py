"""The plain form of a text, in which words are searched: without accents, entities and broken lines."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import unquote

from toolchain.model.expressions import expression
from toolchain.model.numerals import FROM_EASTERN
from toolchain.text.letters import unmixed

# Vowel signs of the scripts of India that are next to their letter; `bare` leaves out the others.
SIGNS = "".join(sign for sign in map(chr, range(0x900, 0xE00)) if unicodedata.category(sign) == "Mc")
WORD = expression(
    r"[0-9]{1,3}(?:[.,'][0-9]{3})+(?![^\W_])|"  # one number; a space may be between two
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|"
    rf"[^\W_]+(?:[{SIGNS}]+[^\W_]*)*"
)
_APART = expression("[.,']")
UNSPACED = expression(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_BROKEN = expression(r"[-\u2010\u2011\u00ac][ \t]*[\r\n]+[ \t]*")
_ESCAPES = expression(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})")
_TWO = ("ss", "SS", "ae", "AE", "oe", "OE", "เเ", "ເເ")
# Letters with accents that Unicode does not take apart, apostrophes, hyphens, the Arabic tatweel, letters of
# Persian, Urdu, Sindhi and Kurdish keyboards, Arabic digits, a vowel of Thai and Lao that is typed as two,
# letters of Amharic that sound the same, each with the six that follow it.
_ALIKE: dict[int, str | int | None] = {
    **str.maketrans("łŁøØđĐħĦı’‘ʼ‐", "lLoOdDhHi'''-", "ـ"),
    **FROM_EASTERN,
    **str.maketrans("ٱیکڪہھەںۃ٬٫", "ايككهههنة,."),
    **str.maketrans(*("".join(chr(ord(a) + n) for a in row for n in range(7)) for row in ("ሐኀሠዐፀ", "ሀሀሰአጸ"))),
    **{ord(one): two for one, two in zip("ßẞæÆœŒแແ", _TWO, strict=True)},
}


def bare(text: str) -> str:
    """Return a text without accents, marks and characters that nobody sees, in compatible forms."""
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFKD", unmixed(text)).translate(_ALIKE)
    return "".join(char for char in apart if unicodedata.category(char) not in ("Mn", "Cf"))


@lru_cache(8)  # a text is searched several times in a row
def bare_places(text: str) -> tuple[str, Sequence[int]]:
    """Return a text as `bare` does, and where each of its characters is in the text."""
    if text.isascii():
        return text, range(len(text))
    found = [(each, at) for at, char in enumerate(unmixed(text)) for each in bare(char)]
    return "".join(each for each, _ in found), [at for _, at in found]


def plain(text: str) -> str:
    """Return a text as it is searched: entities, escapes and broken words put together again."""
    if "&" in text:
        text = html.unescape(text)
    if "%" in text:
        text = unquote(unquote(text, errors="replace"), errors="replace")  # an address within an address
    if "\\" in text:
        text = _ESCAPES.sub(lambda found: chr(int(found[1] or found[2], 16)), text)
    return _BROKEN.sub("", bare(text))


def words_of(text: str) -> list[str]:
    """Return the words of a plain text, folded: "12,500" is "12500"."""
    return list(map(folded, WORD.findall(text.casefold())))


def folded(word: str) -> str:
    """Return a word of a plain text as it is compared: a number without its separators."""
    return _APART.sub("", word) if word[0].isdigit() else word
