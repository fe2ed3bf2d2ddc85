"""Characters of the fonts Symbol and Wingdings, which files number from U+F020, as Unicode has them."""

from __future__ import annotations

_SYMBOL = {
    0x20: " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
    0xA0: "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊⟨®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪",
    0xF1: "⟩∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭",
}
_WINGDINGS = {
    0x20: " ✏✂✁", 0x28: "☎✆✉", 0x36: "⌛", 0x3E: "✇✍", 0x41: "✌", 0x45: "☜☞☝☟", 0x4A: "☺", 0x4C: "☹",
    0x4E: "☠", 0x51: "✈☼", 0x54: "❄", 0x56: "✞", 0x58: "✠✡☪☯ॐ☸♈♉♊♋♌♍♎♏♐♑♒♓", 0x6C: "●",
    0x6E: "■□", 0x71: "❑❒⬧⧫◆❖⬥☒", 0x7A: "⌘",
    0x80: "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿", 0x9E: "·•", 0xA1: "○", 0xA4: "◉◎", 0xA7: "▪☐",
    0xAA: "✦★✶✴✹✵", 0xB1: "⌖⟡⌑",
    0xB5: "✪✰", 0xD5: "⌫⌦", 0xD8: "➢", 0xDF: "←→↑↓↖↗↙↘", 0xE8: "➔", 0xEF: "⇦⇨⇧⇩", 0xF4: "⇳", 0xFB: "✗✔☒☑",
}  # fmt: skip
"""Only characters that many fonts have; arrows as Word types them for "-->"."""


def _table(ranges: dict[int, str]) -> dict[int, str]:
    return {0xF000 + first + at: shown for first, text in ranges.items() for at, shown in enumerate(text)}


_TABLES = {"symbol": _table(_SYMBOL), "wingdings": _table(_WINGDINGS)}


def in_unicode(text: str, font: str) -> str:
    """Return a text of a font with the Unicode characters of those that are known."""
    table = _TABLES.get(font.lower())
    return text.translate(table) if table else text
