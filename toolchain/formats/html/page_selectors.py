"""Selectors of style sheets, as far as what they select can be known from a page alone."""

from __future__ import annotations

import re
from typing import NamedTuple

from toolchain.model.languages import primary_subtag

_PIECE = re.compile(
    r"(?P<space>\s*[>+~]\s*|\s+)|(?P<tag>\*|[\w-]+)|#(?P<id>[\w-]+)|\.(?P<class>[\w-]+)"
    r"|\[\s*(?P<name>[\w:-]+)\s*(?:(?P<by>[~|^$*]?=)\s*(?P<quote>[\"']?)(?P<value>[^\"'\]]*)(?P=quote)\s*[is]?\s*)?\]"
    r"|::?(?P<pseudo>[\w-]+)(?P<of>\((?:[^()]|\([^()]*\))*\))?"
)
_STATES = frozenset((
    "hover", "focus", "focus-visible", "focus-within", "active", "visited", "target", "checked", "disabled",
    "open", "popover-open", "modal", "fullscreen", "invalid", "placeholder-shown", "before", "after",
    "first-line", "first-letter", "marker", "selection", "placeholder", "backdrop", "cue",
    "file-selector-button",
))  # fmt: skip
"""What an element is only at times, and parts that hold none of its words."""


class Node(NamedTuple):
    """An element as selectors see it, with those around it; `depth` is how many these are."""

    tag: str
    id: str
    classes: frozenset[str]
    given: tuple[tuple[str, str], ...]
    lang: str
    direction: str
    around: Node | None
    depth: int


class Compound(NamedTuple):
    """One element's part of a selector; `unsure` where more is asked than is known here."""

    tag: str
    ids: tuple[str, ...]
    classes: tuple[str, ...]
    given: tuple[tuple[str, str, str], ...]
    lang: str
    direction: str
    unsure: bool

    def matches(self, node: Node) -> bool:
        """Whether an element is one of these, if nothing else were asked."""
        return (
            self.tag in ("", "*", node.tag)
            and all(each == node.id for each in self.ids)
            and node.classes.issuperset(self.classes)
            and (not self.lang or primary_subtag(node.lang) == primary_subtag(self.lang))
            and (not self.direction or self.direction == node.direction)
            and all(_has(node, *each) for each in self.given)
        )


class Selector(NamedTuple):
    """A selector: its compounds, the last first, what joins each to the one before it, how much it counts."""

    compounds: tuple[Compound, ...]
    joins: tuple[str, ...]
    weight: tuple[int, int, int]

    def matches(self, node: Node) -> bool | None:
        """Whether it selects an element; None where that cannot be known."""
        if not self.compounds[0].matches(node):
            return False
        unsure = self.compounds[0].unsure
        for join, compound in zip(self.joins, self.compounds[1:], strict=True):
            if join in "+~":
                return None
            found = node.around
            while found and not compound.matches(found) and join != ">":
                found = found.around
            if not found or not compound.matches(found):
                return False
            node, unsure = found, unsure or compound.unsure
        return None if unsure else True


def selectors(text: str) -> list[Selector]:
    """The selectors of a list that say how words look by themselves; those of states are left out."""
    return [made for each in _listed(text) if (made := _selector(each.strip()))]


def _listed(text: str) -> list[str]:
    if "(" not in text:
        return text.split(",")
    parts, depth, begin = [], 0, 0
    for at, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if sign == "," and not depth:
            parts.append(text[begin:at])
            begin = at + 1
    return [*parts, text[begin:]]


def _selector(text: str) -> Selector | None:
    compounds: list[Compound] = []
    joins: list[str] = []
    weight = [0, 0, 0]
    current = _Making()
    at = 0
    while at < len(text):
        found = _PIECE.match(text, at)
        if not found:
            return None
        at = found.end()
        if found["space"] is not None:
            compounds.append(current.made())
            joins.append(found["space"].strip() or " ")
            current = _Making()
        elif not current.add(found, weight):
            return None
    compounds.append(current.made())
    return Selector(tuple(reversed(compounds)), tuple(reversed(joins)), (weight[0], weight[1], weight[2]))


class _Making:
    """A compound in the making."""

    def __init__(self) -> None:
        self._tag, self._lang, self._direction = "", "", ""
        self._ids: list[str] = []
        self._classes: list[str] = []
        self._given: list[tuple[str, str, str]] = []
        self._unsure = False

    def add(self, found: re.Match[str], weight: list[int]) -> bool:
        """Take one piece more. False where the selector is of a state."""
        if found["id"]:
            self._ids.append(found["id"])
            weight[0] += 1
        elif found["class"]:
            self._classes.append(found["class"])
            weight[1] += 1
        elif found["name"]:
            self._given.append((found["name"].lower(), found["by"] or "", found["value"] or ""))
            weight[1] += 1
        elif found["pseudo"]:
            return self._pseudo(found["pseudo"].lower(), (found["of"] or "")[1:-1].strip(" \"'"), weight)
        else:
            self._tag = found["tag"].lower()
            weight[2] += self._tag != "*"
        return True

    def _pseudo(self, name: str, of: str, weight: list[int]) -> bool:
        if name in _STATES or name.startswith("-"):
            return False
        weight[1] += name != "where"
        if name == "root":
            self._tag = "html"
        elif name in ("link", "any-link"):
            self._given.append(("href", "", ""))
        elif name == "lang":
            self._lang = of
        elif name == "dir":
            self._direction = of
        else:
            self._unsure = True
        return True

    def made(self) -> Compound:
        ids, classes, given = tuple(self._ids), tuple(self._classes), tuple(self._given)
        return Compound(self._tag, ids, classes, given, self._lang, self._direction, self._unsure)


def _has(node: Node, name: str, by: str, value: str) -> bool:
    said = dict(node.given).get(name)
    if said is None:
        return False
    match by:
        case "":
            return True
        case "=":
            return said == value
        case "~=":
            return value in said.split()
        case "|=":
            return said == value or said.startswith(f"{value}-")
        case "^=":
            return bool(value) and said.startswith(value)
        case "$=":
            return bool(value) and said.endswith(value)
        case _:
            return bool(value) and value in said
