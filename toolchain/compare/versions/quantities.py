"""Read figures in a text as values, to compare texts in two languages.

"1.5 million" (en), "1,5 million" (fr) and "150万" (zh) are one value. The separators depend on the
language; a figure that can be read in two ways has two values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from toolchain.model.expressions import expression
from toolchain.model.languages import primary_subtag, read_known
from toolchain.model.records import Record

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２３４５６７８９", "0123456789" * 3)
_SPACES = "\u00a0\u202f\u2009 "
_LONGEST = 30
_FIGURE = expression(rf"\d{{1,{_LONGEST}}}(?:[.,’'٫٬{_SPACES}]\d{{1,{_LONGEST}}})*")
_PARTS = expression(r"(\D)")


class Quantity(Record):
    """A figure: its possible values, its written form, and its place in the text.

    `run` is what is written without a space, "5,678.5", which some languages read as two figures; `goes_on`
    means that it is not the first of them.
    """

    values: frozenset[Decimal]
    text: str
    start: int
    end: int
    run: str = ""
    goes_on: bool = False

    def may_be(self, other: Quantity) -> bool:
        """Return whether both can have the same value."""
        return not self.values.isdisjoint(other.values)

    @property
    def least(self) -> Decimal:
        return min(self.values)


def quantities(text: str, lang: str) -> Iterator[Quantity]:
    """Yield the figures in a text of a language (BCP 47), in order.

    Figures that a language uses only in dates, such as the month in "1979年11月", are omitted.
    """
    plain = text.translate(_DIGITS)
    rules = _rules(primary_subtag(lang))
    for found in _FIGURE.finditer(plain):
        is_run = not any(space in found[0] for space in _SPACES)
        run = text[found.start() : found.end()] if is_run else ""
        for start, end in _divided(found, rules):
            if rules.left_out and rules.left_out.match(plain, end):
                continue
            scale = rules.scales.match(plain, end)
            factor = rules.factor(scale[1]) if scale else 1
            values = frozenset(value * factor for value in _values(plain[start:end], rules))
            last = scale.end() if scale else end
            yield Quantity(values, text[start:last], start, last, run, is_run and start > found.start())


class Form(Record):
    """A figure in the form of another language: what it means there, and how it is written here."""

    meant: Quantity
    written: str


def foreign_form(figure: Quantity, lang: str, other: str) -> Form | None:
    """Return what a figure in a text of a language means in another, or None if it means the same."""
    found = list(quantities(figure.text, other))
    if len(found) != 1 or found[0].text != figure.text or found[0].may_be(figure):
        return None
    value, rules = found[0].least, _rules(primary_subtag(lang))
    whole, _, rest = f"{value:f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", rules.group)
    return Form(found[0], f"{grouped}{rules.decimals[0]}{rest}" if rest else grouped)


class _Rules:
    """How a language writes figures: separators of groups of three digits (`group` is the usual one) and of
    decimals (the first is), and large numbers.
    """

    def __init__(self, lang: str) -> None:
        table = read_known(__file__, lang)
        powers = {word: int(power) for word, power in table["scales"].items()}
        words = "|".join(map(re.escape, sorted(powers, key=len, reverse=True)))
        end = "" if table.get("joined") else r"(?!\w)"
        left_out = table.get("left_out")
        self.group: str = table["group"]
        self.groups: str = table["groups"]
        self.decimals: str = table["decimals"]
        self.scales = re.compile(rf"[{_SPACES}\n]?({words}){end}", re.IGNORECASE)
        self.left_out = re.compile(left_out) if left_out else None
        self._factors: dict[str, int] = {word: 10**power for word, power in powers.items()}

    def factor(self, word: str) -> int:
        return self._factors[word.lower()]


_rules = cache(_Rules)


def _divided(found: re.Match[str], rules: _Rules) -> Iterator[tuple[int, int]]:
    """Yield the figures in a run of digits and separators: "1, 2" and "10 2019" are two each."""
    start = at = found.start()
    parts = _PARTS.split(found[0])
    end = start + len(parts[0])
    grouped = decimal = False
    for sign, digits in zip(parts[1::2], parts[2::2], strict=True):
        at = end + len(sign)
        goes_on = not decimal and (
            (sign in rules.groups and len(digits) == 3 and (grouped or end - start <= 3))
            or (sign in rules.decimals and sign not in _SPACES)
        )
        if not goes_on:
            yield start, end
            start, grouped, decimal = at, False, False
        elif sign in rules.groups and len(digits) == 3:
            grouped = True
        else:
            decimal = True
        end = at + len(digits)
    yield start, end


def _values(text: str, rules: _Rules) -> frozenset[Decimal]:
    """Return the possible values of digits: "1.234" is one value in English, another in French, either in
    Spanish.
    """
    parts = _PARTS.split(text)
    whole, signs, digits = parts[0], parts[1::2], parts[2::2]
    if not signs:
        return frozenset((Decimal(whole),))
    values = set()
    if all(sign in rules.groups and len(each) == 3 for sign, each in zip(signs, digits, strict=True)):
        values.add(Decimal(whole + "".join(digits)))
    if signs[-1] in rules.decimals:
        values.add(Decimal(f"{whole}{''.join(digits[:-1])}.{digits[-1]}"))
    return frozenset(values)
