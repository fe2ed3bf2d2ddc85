"""The look of the words of a page: colours and sizes, computed from its style sheets (CSS Cascade 4).

The look of an element depends on its tag, its classes, other attributes in selectors, and its ancestors.
Elements that agree in all of these have the same look, which is computed once. Values that are not certain
are None.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from toolchain.formats.html.colours import BLACK, CLEAR, LINK, WHITE, Colour, colour
from toolchain.formats.html.page_media import View, depends_on_width, hold
from toolchain.formats.html.selectors import Node, Selector, Steps, selectors
from toolchain.formats.html.styles import LOOKS, Declarations, Rule, declarations, rules, sheets
from toolchain.formats.html.tree import Element, Page
from toolchain.model.expressions import expression
from toolchain.model.records import Record

_SIZES = {"h1": 2.0, "h2": 1.5, "h3": 1.17, "h5": 0.83, "h6": 0.67, "small": 0.83, "sub": 0.83, "sup": 0.83}
_BOLD = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "b", "strong", "th", "dt"))
_CONTROLS = frozenset(
    ("button", "input", "select", "option", "textarea", "meter", "progress", "fieldset", "dialog")
)
_LENGTH = expression(r"([\d.]+)(px|pt|em|rem|%)")
_KEYWORDS = {
    "xx-small": 9,
    "x-small": 10,
    "small": 13,
    "medium": 16,
    "large": 18,
    "x-large": 24,
    "xx-large": 32,
}
_VARIABLE = expression(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*(?:\([^()]*\)[^()]*)*))?\)")
_DEEPEST, _MOST_LOOKS, _LONGEST = 300, 20_000, 2_000
_ROOT, _BOLD_FROM = 16.0, 600
_ATTRIBUTES = frozenset((
    "bgcolor", "color", "text", "link", "style", "dir", "lang", "href", "hidden", "role", "type", "open",
    "checked", "disabled", "selected",
))  # fmt: skip
_UNSURE = "?"


class Look(NamedTuple):
    """The look of words: their colour, the colour behind them, their size in pixels, whether they are bold.

    `unseen` words are not visible; `variables` are the custom properties.
    """

    colour: Colour | None
    behind: Colour | None
    size: float | None
    bold: bool
    unseen: bool
    variables: Mapping[str, str]


class _Given(Record):
    """A rule for one selector, and its order."""

    selector: Selector
    rule: Rule
    order: int


class _Matched(NamedTuple):
    """The declarations for an element under conditions; `certain` is False if the selector may not match."""

    declared: Declarations
    conditions: tuple[str, ...]
    certain: bool


class _Kind(NamedTuple):
    """Elements with the same look: one of them, the number of the parent's kind, and all declarations."""

    node: Node
    around: int
    matched: tuple[_Matched, ...]


class Cascade:
    """The style sheets of a page, applied to its elements."""

    def __init__(self, page: Page) -> None:
        listed = [rule for sheet in sheets(page) for rule in rules(sheet)]
        every: list[Selector] = []
        self._rules: defaultdict[str, list[_Given]] = defaultdict(list)
        for order, rule in enumerate(listed):
            for selector in selectors(rule.selectors):
                every.append(selector)
                self._rules[selector.key].append(_Given(selector, rule, order))
        self._ids = frozenset(name for each in every for name in each.ids)
        self._names = frozenset(name for each in every for name in each.attributes)
        self._conditions = {rule.conditions for rule in listed} | {()}
        self.has_dark = any("dark" in each for rule in listed for each in rule.conditions) or any(
            "light-dark(" in value for rule in listed for value in rule.declared.values()
        )
        self.by_width = any(depends_on_width(rule.conditions) and _colours(rule.declared) for rule in listed)
        self._steps = Steps()
        self._numbers: list[int] = []
        self._kinds: list[_Kind] = []
        self._number_all(page)

    def looks(self, view: View) -> list[Look]:
        """Return the look of each element."""
        first = Look(
            BLACK if not view.dark else None, WHITE if not view.dark else None, _ROOT, False, False, {}
        )
        held = {conditions: hold(conditions, view) for conditions in self._conditions}
        made: list[Look] = []
        for kind in self._kinds:
            outer = made[kind.around] if kind.around >= 0 else first
            made.append(_look(kind.node, self._declared(kind, held), outer, view))
        return [made[number] for number in self._numbers]

    def _number_all(self, page: Page) -> None:
        """Number the kinds of elements: all elements of a kind have the same look."""
        known: dict[tuple[object, ...], int] = {}
        for element in page.elements:
            around = self._numbers[element.parent] if element.parent >= 0 else -1
            given = self._asked(element.given) if element.given else {}
            key = (around, element.tag, *given.items())
            if key not in known:
                known[key] = len(self._kinds)
                self._kinds.append(self._kind(element, around, given))
            self._numbers.append(known[key])

    def _asked(self, given: Mapping[str, str]) -> Mapping[str, str]:
        """Return the attributes that can change an element's look; for a link often only that it is one."""
        return {
            name: value if name != "href" or name in self._names else ""
            for name, value in given.items()
            if name == "class" or name in _ATTRIBUTES or name in self._names
            or (name == "id" and value in self._ids)
        }  # fmt: skip

    def _kind(self, element: Element, around: int, given: Mapping[str, str]) -> _Kind:
        outer = self._kinds[around].node if around >= 0 else None
        node = Node(element.tag, given, outer, self._steps)
        if node.depth > _DEEPEST or len(self._kinds) > _MOST_LOOKS:
            return _Kind(node, around, ())
        found: list[tuple[tuple[int, ...], _Matched]] = []
        for each in self._candidates(node):
            matched = each.selector.matches(node)
            if matched is not False:
                made = _Matched(each.rule.declared, each.rule.conditions, matched is True)
                found.append(((*each.selector.weight, each.order), made))
        found.sort(key=lambda each: each[0])
        own = [declarations(said) for said in (_presented(element), given.get("style", ""))]
        presented, style = (_Matched(each, (), True) for each in own)
        return _Kind(node, around, (presented, *(matched for _, matched in found), style))

    def _declared(self, kind: _Kind, held: Mapping[tuple[str, ...], bool | None]) -> Declarations:
        """Return the last declaration of each property for an element; "?" if it is not certain."""
        if not kind.matched or len(self._kinds) > _MOST_LOOKS:
            return dict.fromkeys(("color", "background-color"), _UNSURE)
        usual: dict[str, str] = {}
        important: dict[str, str] = {}
        for declared, conditions, certain in kind.matched:
            holds = held[conditions]
            for name, value in declared.items() if holds is not False else ():
                if not (holds and certain):
                    _put(usual, name, _UNSURE)
                else:
                    _put(important if value.endswith("!") else usual, name, value.rstrip("!"))
        for name, value in important.items():
            _put(usual, name, value)
        return usual

    def _candidates(self, node: Node) -> Iterator[_Given]:
        keys = (f"#{node.id}", *(f".{each}" for each in node.classes), node.tag, "*")
        return (each for key in keys for each in self._rules.get(key, ()))


def _put(declared: dict[str, str], name: str, value: str) -> None:
    """Add a declaration; `background` resets its colour and its image."""
    if name == "background":
        declared.pop("background-color", None)
        declared.pop("background-image", None)
    declared[name] = value


def _colours(declared: Mapping[str, str]) -> bool:
    return any("color" in name or name.startswith(("background", "--")) for name in declared)


def _presented(element: Element) -> str:
    """Return the presentational attributes of older pages as declarations."""
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
    said = {name: _resolved(value, variables, view) for name, value in declared.items() if name in LOOKS}
    words = _words(node, said, outer, view)
    behind = _behind(node, said, outer, words)
    if said.get("position") in ("absolute", "fixed") and not _covers(said):
        behind = None
    if said.get("opacity", "1") not in ("1", "1.0", "100%") or {"filter", "mix-blend-mode"} & said.keys():
        words = None
    unseen = outer.unseen or said.get("display") == "none" or said.get("visibility") in ("hidden", "collapse")
    return Look(words, behind, _size(node, said, outer.size), _bold(node, said, outer), unseen, variables)


def _resolved(value: str, variables: Mapping[str, str], view: View) -> str:
    """Return a value with its variables and `light-dark()` replaced, "?" if it is not known."""
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
        if value == "" and node.tag == "a" and "href" in node.attrib:
            return None if view.dark else LINK
        return BLACK if value == "" and node.tag == "mark" else outer.colour
    found = colour(value)
    return None if value in ("initial", "revert") else found


def _behind(node: Node, said: Mapping[str, str], outer: Look, words: Colour | None) -> Colour | None:
    """Return the colour behind the words: the nearest opaque background, with translucent ones over it."""
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
    """Return the colour in the value of a background, None if it is not known."""
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
    """Return the size of words in pixels, None if it is not known."""
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
