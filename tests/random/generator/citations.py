"""Citations: of one source or several, with words before and behind them, and places in the source."""

from __future__ import annotations

from collections.abc import Callable

from tests.random.generator.making import Making

LOCATORS: dict[str, tuple[str, ...]] = {
    "en": (
        "p. 3",
        "pp. 3–5",
        "art. 375",
        "arts. 3 (b) and 4",
        "paras. 4-6",
        "chap. II",
        "sect. 12",
        "annex I",
    ),
    "fr": ("p. 3", "par. 3 et 4", "art. 5", "chap. II", "art. 3 b)"),
    "es": ("pág. 3", "párrs. 3 y 4", "art. 5", "cap. II"),
    "ru": ("с. 3", "п. 4", "пункт 3", "ст. 5 и 6"),
    "ar": ("المادة 5", "الصفحة 3", "الفقرة 4", "المادة 5 (ب)"),
    "zh": ("第3页", "第375条", "第4–6段", "第2章"),
}
"""Places in a source as they are typed in each language."""

_SIGNALS = ("", "", "", "see ", "see also ", "cf. ", "As in 2019: ")
_SUFFIXES = (", emphasis added", " (emphasis added)", ", 12", " ff.", ", as amended.", "; and so on")


def citation(making: Making, words: Callable[[], str] | None = None) -> str:
    """A citation; `words` makes such as may stand before a key and behind it, if any may."""
    cited = [_source(making, words)]
    while making.chance(5):
        cited.append(_source(making, words))
    return f"[{'; '.join(cited)}]"


def _source(making: Making, words: Callable[[], str] | None) -> str:
    before = f"{words()} " if words and making.chance(6) else making.one(_SIGNALS)
    key = making.cite()
    sign = "-@" if making.chance(6) else "@"
    typed = f"{{{key}}}" if making.chance(6) else key
    places = LOCATORS[making.lang if making.number(4) else "en"]
    place = f", {making.one((*places[:1] * 3, *places))}" if making.number(3) else ""
    after = making.one(_SUFFIXES) if making.chance(6) else ""
    if words and making.chance(8):
        after = f", {words()}"
    return f"{before}{sign}{typed}{place}{after}"
