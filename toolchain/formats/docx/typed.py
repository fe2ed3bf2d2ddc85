"""Numbers that are typed in place of list numbers."""

from __future__ import annotations

import re

from toolchain.model.expressions import expression

BLANK = " \t\n\u00a0\u200e\u200f"
"""What may be before a typed number."""
_LONGEST = 40
_FIGURES = "0-9０-９\u0660-\u0669\u06f0-\u06f9"
_LETTERS = "A-Za-z\u0621-\u064a"
_HAN = "一二三四五六七八九十"
_NUMBER = (
    rf"(?P<label>[(（\[]?(?:[{_FIGURES}]{{1,4}}(?:\.[{_FIGURES}]{{1,3}})*(?:\s?(?:bis|ter))?|[ivxlcIVXLC]{{1,7}}"
    rf"|[{_LETTERS}]|[а-я](?=[)）])|[{_HAN}]{{1,3}})(?:[.)）\]、．]{{0,2}}|[.)][-–—]))"
    r"(?P<after>[\t \u00a0\u3000]+|$)"
)
# Chinese and Japanese put no space after the sign.
_CLOSE = rf"(?P<label>[(（]?(?:[{_HAN}]{{1,3}}|[{_FIGURES}]{{1,4}}|(?<=（)[a-z](?=）))[)）、．]+)(?P<after>)"
# A number or letter as Arabic documents type it.
_DASHED = rf"((?:[{_FIGURES}]{{1,4}}|[اأبجدهوزحطي])\s?[-–ـ])[\s\u200e\u200f]+(?=[\u0621-\u064a])"
# Figures with a space before the full stop, a dash in its place, or no space after it; not "12. A" or "12)A".
UNUSUAL = expression(
    rf"(?!{_DASHED}|[{_FIGURES}]+(?:[.)][-–—]?\s|\)))[{_FIGURES}]{{1,3}}\s?[°ºª]?[.)/:–—-]{{1,2}}"
    r"(?=[\s\u200e\u200f]+[^\W\d_]|[A-ZÀ-ÞА-Я\u0621-\u064a\u4e00-\u9fff])"
)
_YEAR = r"[12][0-9]{3}\."
_PARTED = rf"[{_FIGURES}]+(\.[{_FIGURES}]+)+"


def typed_label(text: str) -> str:
    """Return the number or letter typed at the beginning of a paragraph: "12.", "1.-", "1.2", "(b)", "iv)".

    Only certain numbers count: with a bracket or full stop after them, with a tab, or several numbers
    separated by full stops before a capital. Not: "12 children", "2019. The", "I am", "3.5 per cent", and of
    Russian letters only small ones with a bracket, because initials are more frequent: "А. Иванов".
    """
    head = text[:_LONGEST].lstrip(BLANK)
    if not head or not (head[0].isalnum() or head[0] in "([（"):
        return ""
    if dashed := re.match(_DASHED, head):
        return dashed[1]
    if unusual := UNUSUAL.match(head):
        return unusual[0]
    found = re.match(_NUMBER, head) or re.match(_CLOSE, head)
    if found is None:
        return ""
    label, tabbed = found["label"], "\t" in found["after"]
    if label[-1] in ".)）]、．" or re.search(r"[.)][-–—]$", label):
        return "" if re.fullmatch(_YEAR, label) and not tabbed else label
    begins = head[found.end() : found.end() + 1]
    return label if tabbed or (re.fullmatch(_PARTED, label) and not begins.islower()) else ""
