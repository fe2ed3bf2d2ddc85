"""The style sheets of a page: what they load, and their rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from toolchain.formats.html.tree import Page

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?|\\([^\n0-9a-fA-F])")
_LOADED = re.compile(
    r"@import\s*(?:url\(\s*)?[\"']?([^\"')\s;]+)|@namespace[^;{]*;"
    r"|\burl\(\s*(?:\"([^\"]*)\"|'([^']*)'|([^)\"'\s]*))"
    r"|image-set\(\s*(?:\"([^\"]*)\"|'([^']*)')"
    r"|\"(?:[^\"\\\n]|\\.)*+\"|'(?:[^'\\\n]|\\.)*+'",  # in a string nothing is loaded
    re.IGNORECASE,
)
_PIECE = re.compile(
    r"\"(?:[^\"\\\n]|\\.)*+\"?|'(?:[^'\\\n]|\\.)*+'?|url\([^)]*\)?|[{};]|[^{};\"'u]++|u", re.DOTALL
)
_MOST_RULES, _DEEPEST = 20_000, 20
_CONDITIONS = ("@media", "@supports", "@layer", "@container")

Declarations = Mapping[str, str]


class Sheet(NamedTuple):
    """A style sheet, and where it begins in the page."""

    text: str
    at: int


class Rule(NamedTuple):
    """A rule: its selectors, what it declares, the conditions around it (`@media …`), where it begins."""

    selectors: str
    declared: Declarations
    conditions: tuple[str, ...]
    at: int


def sheets(page: Page) -> Iterator[Sheet]:
    """The style sheets that lie in a page."""
    for element in page.all("style"):
        for text in page.texts[element.first : element.end]:
            yield Sheet(plain(text.text), text.at)


def plain(css: str) -> str:
    """A style sheet with spaces for its comments, and signs for what is escaped in it."""
    css = _COMMENT.sub(lambda found: " " * len(found[0]), css)
    return _ESCAPE.sub(_unescaped, css) if "\\" in css else css


def _unescaped(found: re.Match[str]) -> str:
    number = int(found[1], 16) if found[1] else 0
    sign = chr(number) if 0 < number < 0x110000 else (found[2] or "")
    return found[0] if sign in "\"'\\;{}()" or not sign.isprintable() else sign


def loaded(css: str) -> Iterator[tuple[int, str, str]]:
    """What a plain style sheet, or the value of a style, loads: where, by what, and the address."""
    if "url(" not in css.lower() and "@import" not in css.lower() and "image-set" not in css.lower():
        return
    for found in _LOADED.finditer(css):
        address = next((each for each in found.groups() if each), "")
        if address:
            yield found.start(), "@import" if found[1] else "url()", address.strip()


def declarations(css: str) -> dict[str, str]:
    """The declarations of a style attribute or a rule's block; of an !important one as of others."""
    declared: dict[str, str] = {}
    for each in _divided(css):
        name, colon, value = each.partition(":")
        name = name.strip()
        if colon and name and len(name) < 100:
            declared[name if name.startswith("--") else name.lower()] = value.strip()
    return declared


def _divided(css: str) -> list[str]:
    if '"' not in css and "'" not in css and "(" not in css:
        return css.split(";")
    parts: list[str] = []
    current: list[str] = []
    for piece in _PIECE.findall(css):
        if piece == ";":
            parts.append("".join(current))
            current = []
        else:
            current.append(piece)
    return [*parts, "".join(current)]


def rules(sheet: Sheet) -> Iterator[Rule]:
    """The rules of a style sheet in order, those in @media and the like too; of other at-rules none."""
    reading = _Reading()
    for found in _PIECE.finditer(sheet.text):
        if rule := reading.take(found[0], sheet.at + found.start()):
            yield rule


class _Reading:
    """Where the reading of a style sheet stands.

    `_passed` holds what is open and no condition: a rule's block, blocks in it, at-rules of another kind.
    """

    def __init__(self) -> None:
        self._conditions: list[str] = []
        self._passed: list[str] = []
        self._said: list[str] = []
        self._begins = self._count = 0

    def take(self, piece: str, at: int) -> Rule | None:
        """One piece more, and the rule that ends with it."""
        if piece == "{":
            self._open("".join(self._said).strip())
        elif piece == "}":
            return self._close()
        elif piece == ";" and not self._passed:
            self._said = []
        else:
            if not self._said and not self._passed:
                self._begins = at
            self._said.append(piece)
        return None

    def _open(self, head: str) -> None:
        self._said = []
        if self._passed or len(self._conditions) > _DEEPEST:
            self._passed.append("")
        elif head.lower().startswith(_CONDITIONS):
            self._conditions.append(head)
        else:
            self._passed.append(head)

    def _close(self) -> Rule | None:
        head, said, self._said = "", "".join(self._said), []
        if self._passed:
            head = self._passed.pop()
        elif self._conditions:
            self._conditions.pop()
        if self._passed or not head or head.startswith("@") or self._count >= _MOST_RULES:
            return None
        self._count += 1
        return Rule(head, declarations(said), tuple(self._conditions), self._begins)
