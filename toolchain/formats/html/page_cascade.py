"""How the words of a page look: colours and sizes, worked out from its style sheets (CSS Cascade 4).

An element's looks hang on its tag, its classes, what else selectors ask of it, and those around it. Elements
alike in all of this look alike, and are worked out once. What is not certain is None.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from toolchain.formats.html.page_colours import BLACK, CLEAR, LINK, WHITE, Colour, colour
from toolchain.formats.html.page_media import View, depends_on_width, hold
from toolchain.formats.html.page_selectors import Node, Selector, selectors
from toolchain.formats.html.page_styles import Rule, declarations, plain, rules, sheets
from toolchain.formats.html.tree import Element, Page

_ASKED = (
    "color", "background", "background-color", "background-image", "font-size", "font-weight", "font",
    "opacity", "display", "visibility", "position", "filter", "mix-blend-mode",
)  # fmt: skip
_SIZES = {"h1": 2.0, "h2": 1.5, "h3": 1.17, "h5": 0.83, "h6": 0.67, "small": 0.83, "sub": 0.83, "sup": 0.83}
_BOLD = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "b", "strong", "th", "dt"))
_CONTROLS = frozenset(
    ("button", "input", "select", "option", "textarea", "meter", "progress", "fieldset", "dialog")
)
_LENGTH = re.compile(r"([\d.]+)(px|pt|em|rem|%)")
_KEYWORDS = {
    "xx-small": 9,
    "x-small": 10,
    "small": 13,
    "medium": 16,
    "large": 18,
    "x-large": 24,
    "xx-large": 32,
}
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*(?:\([^()]*\)[^()]*)*))?\)")
_DEEPEST, _MOST_LOOKS, _LONGEST = 300, 20_000, 2_000
_ROOT, _BOLD_FROM = 16.0, 600
_ATTRIBUTES = (
    "bgcolor",
    "color",
    "text",
    "link",
    "style",
    "dir",
    "lang",
    "href",
    "hidden",
    "role",
    "type",
    "open",
)
_UNSURE = "?"

Asked = tuple[tuple[str, str], ...]


class Look(NamedTuple):
    """How words look: their colour, what is behind them, their size in pixels, whether they are bold.

    `unseen` words are not shown; `variables` are what the style sheets call so.
    """

    colour: Colour | None
    behind: Colour | None
    size: float | None
    bold: bool
    unseen: bool
    variables: Mapping[str, str]


class _Given(NamedTuple):
    """A rule for one selector: with what it counts, and its order."""

    selector: Selector
    rule: Rule
    order: int


class Cascade:
    """The style sheets of a page over its elements."""

    def __init__(self, page: Page) -> None:
        self._page = page
        listed = [rule for sheet in sheets(page) for rule in rules(sheet) if _is_asked(rule.declared)]
        self._rules: defaultdict[str, list[_Given]] = defaultdict(list)
        for order, rule in enumerate(listed):
            for selector in selectors(rule.selectors):
                self._rules[_key(selector)].append(_Given(selector, rule, order))
        every = [each.selector for group in self._rules.values() for each in group]
        self._ids = {name for each in every for part in each.compounds for name in part.ids}
        self._names = {name for each in every for part in each.compounds for name, _, _ in part.given}
        self.has_dark = any("dark" in each for rule in listed for each in rule.conditions) or any(
            "light-dark(" in value for rule in listed for value in rule.declared.values()
        )
        self.by_width = any(depends_on_width(rule.conditions) and _colours(rule.declared) for rule in listed)
        self._nodes: list[int] = []
        self._kinds: list[tuple[Node, int, str, str]] = []
        self._number_all()

    def looks(self, view: View) -> list[Look]:
        """How each element looks."""
        first = Look(
            BLACK if not view.dark else None, WHITE if not view.dark else None, _ROOT, False, False, {}
        )
        made: list[Look] = []
        for node, around, style, presented in self._kinds:
            outer = made[around] if around >= 0 else first
            declared = self._declared(node, style, presented, view)
            made.append(_look(node, declared, outer, view))
        return [made[number] for number in self._nodes]

    def _number_all(self) -> None:
        """Give each element the number of its kind: all of one kind look alike."""
        known: dict[tuple[object, ...], int] = {}
        for element in self._page.elements:
            around = self._nodes[element.parent] if element.parent >= 0 else -1
            given = element.given
            asked = self._asked(given)
            identity = given.get("id", "") if given.get("id") in self._ids else ""
            key = (around, element.tag, given.get("class", ""), identity, asked)
            if key not in known:
                known[key] = len(self._kinds)
                self._kinds.append(self._kind(element, around, identity, asked))
            self._nodes.append(known[key])

    def _asked(self, given: Mapping[str, str]) -> Asked:
        """The attributes that may change how an element looks; of links only that they lead somewhere."""
        return tuple(
            (name, given[name] if name != "href" or name in self._names else "")
            for name in given
            if name in self._names or name in _ATTRIBUTES
        )

    def _kind(self, element: Element, around: int, identity: str, asked: Asked) -> tuple[Node, int, str, str]:
        given = element.given
        outer = self._kinds[around][0] if around >= 0 else None
        lang = given.get("lang") or (outer.lang if outer else "")
        direction = given.get("dir") or (outer.direction if outer else "ltr")
        classes = frozenset(given.get("class", "").split())
        node = Node(element.tag, identity, classes, asked, lang, direction, outer, element.depth)
        return node, around, given.get("style", ""), _presented(element)

    def _declared(self, node: Node, style: str, presented: str, view: View) -> dict[str, str]:
        """What is declared of an element, the last word of each property; "?" where it is not certain."""
        if node.depth > _DEEPEST or len(self._kinds) > _MOST_LOOKS:
            return dict.fromkeys(("color", "background-color"), _UNSURE)
        found: list[tuple[tuple[int, ...], dict[str, str]]] = [((0, 0, 0, 0, -1), declarations(presented))]
        for each in self._candidates(node):
            held = hold(each.rule.conditions, view)
            matched = each.selector.matches(node) if held is not False else False
            if matched is False:
                continue
            certain = bool(held and matched)
            values = {name: value if certain else _UNSURE for name, value in each.rule.declared.items()}
            found.append(((0, *each.selector.weight, each.order), values))
        found.sort(key=lambda each: each[0])
        found.append(((1,), declarations(plain(style)) if style else {}))
        usual: dict[str, str] = {}
        important: dict[str, str] = {}
        for _, values in found:
            for name, value in values.items():
                bare, mark, _ = value.partition("!")
                _put(important if mark else usual, name, bare.strip() if mark else value)
        for name, value in important.items():
            _put(usual, name, value)
        return usual

    def _candidates(self, node: Node) -> Iterator[_Given]:
        keys = (f"#{node.id}", *(f".{each}" for each in node.classes), node.tag, "*")
        return (each for key in keys for each in self._rules.get(key, ()))


def _put(declared: dict[str, str], name: str, value: str) -> None:
    """Add a declaration; `background` sets its colour and its picture anew."""
    if name == "background":
        declared.pop("background-color", None)
        declared.pop("background-image", None)
    declared[name] = value


def _is_asked(declared: Mapping[str, str]) -> bool:
    return any(name in _ASKED or name.startswith("--") for name in declared)


def _colours(declared: Mapping[str, str]) -> bool:
    return any("color" in name or name.startswith(("background", "--")) for name in declared)


def _key(selector: Selector) -> str:
    last = selector.compounds[0]
    if last.ids:
        return f"#{last.ids[0]}"
    if last.classes:
        return f".{last.classes[0]}"
    return last.tag or "*"


def _presented(element: Element) -> str:
    """What attributes of older pages say, as declarations."""
    given = element.given
    said = []
    if given.get("bgcolor"):
        said.append(f"background-color: {given['bgcolor']}")
    if element.tag == "font" and given.get("color"):
        said.append(f"color: {given['color']}")
    if element.tag == "body" and given.get("text"):
        said.append(f"color: {given['text']}")
    if given.get("background") and element.tag in ("body", "table", "td", "th"):
        said.append("background-image: url(x)")
    return "; ".join(said)


def _look(node: Node, declared: Mapping[str, str], outer: Look, view: View) -> Look:
    variables = {
        **outer.variables,
        **{name: value for name, value in declared.items() if name.startswith("--")},
    }
    said = {name: _resolved(value, variables, view) for name, value in declared.items() if name in _ASKED}
    words = _words(node, said, outer, view)
    behind = _behind(node, said, outer, words)
    if said.get("position") in ("absolute", "fixed") and not _covers(said):
        behind = None
    if said.get("opacity", "1") not in ("1", "1.0", "100%") or {"filter", "mix-blend-mode"} & said.keys():
        words = None
    unseen = outer.unseen or said.get("display") == "none" or said.get("visibility") in ("hidden", "collapse")
    return Look(words, behind, _size(node, said, outer.size), _bold(node, said, outer), unseen, variables)


def _resolved(value: str, variables: Mapping[str, str], view: View) -> str:
    """A value without variables, and of two looks the one that is seen; "?" where it is not known."""
    for _ in range(8):
        found = _VARIABLE.search(value)
        if not found:
            break
        put = variables.get(found[1], (found[2] or "").strip() or _UNSURE)
        value = value[: found.start()] + put + value[found.end() :]
        if len(value) > _LONGEST:
            return _UNSURE
    if "light-dark(" in value:
        light, _, dark = value.partition("light-dark(")[2].rpartition(")")[0].partition(",")
        value = dark if view.dark else light
    return _UNSURE if _UNSURE in value or "var(" in value else value.strip()


def _words(node: Node, said: Mapping[str, str], outer: Look, view: View) -> Colour | None:
    value = said.get("color", "")
    if value in ("", "inherit", "unset", "currentcolor", "currentColor"):
        if value == "" and node.tag in _CONTROLS:
            return None
        if value == "" and node.tag == "a" and any(name == "href" for name, _ in node.given):
            return None if view.dark else LINK
        return BLACK if value == "" and node.tag == "mark" else outer.colour
    found = colour(value)
    return None if value in ("initial", "revert") else found


def _behind(node: Node, said: Mapping[str, str], outer: Look, words: Colour | None) -> Colour | None:
    """What is behind the words: the nearest background that covers, and others that let it through."""
    whole = said.get("background", "")
    value = said.get("background-color", whole)
    if _UNSURE in (whole, value) or said.get("background-image", "none") != "none" or _has_picture(whole):
        return None
    if not value:
        if node.tag in _CONTROLS:
            return None
        return colour("yellow") if node.tag == "mark" else outer.behind
    if value.lower() == "currentcolor":
        return words
    found = outer.behind if value == "inherit" else _first_colour(value)
    if found is None or found.alpha == 1:
        return found
    return found.over(outer.behind) if outer.behind else None


def _has_picture(background: str) -> bool:
    return "url(" in background or "gradient(" in background or "image(" in background


def _first_colour(background: str) -> Colour | None:
    """The colour in the value of a background."""
    if found := colour(background):
        return found
    if "(" in background:
        return None
    found_all = [each for each in map(colour, background.split()) if each and each is not CLEAR]
    return found_all[0] if len(found_all) == 1 else None


def _covers(said: Mapping[str, str]) -> bool:
    found = _first_colour(said.get("background-color", said.get("background", "none")))
    return bool(found and found.alpha == 1)


def _size(node: Node, said: Mapping[str, str], outer: float | None) -> float | None:
    """The size of words in pixels."""
    value = said.get("font-size", "")
    if "font" in said and not value:
        return None
    if not value:
        return outer * _SIZES.get(node.tag, 1.0) if outer else None
    if value == "inherit":
        return outer
    if value in _KEYWORDS:
        return float(_KEYWORDS[value])
    found = _LENGTH.fullmatch(value)
    if not found or not outer:
        return None
    number = float(found[1]) if found[1].count(".") < 2 and found[1] != "." else 1.0
    units = {"px": 1.0, "pt": 4 / 3, "rem": _ROOT, "em": outer, "%": outer / 100}
    return number * units[found[2]]


def _bold(node: Node, said: Mapping[str, str], outer: Look) -> bool:
    value = said.get("font-weight", "")
    if value.isdigit():
        return int(value) >= _BOLD_FROM
    if value in ("bold", "bolder"):
        return True
    return (node.tag in _BOLD or outer.bold) if value in ("", "inherit") else False
