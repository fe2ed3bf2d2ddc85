"""Styles: the meaning of a paragraph style's name, and what it inherits.

Styles are identified by their names: Word translates the ids of its built-in styles, but never their names in
a file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from toolchain.formats.docx.xml import PROPERTIES, VAL, Element, W, integer, is_on, level_number, value
from toolchain.model.records import Record

_EAST, _BIDI, _RTL = W + "eastAsia", W + "bidi", W + "rtl"
_RIGHT = {W + "bCs": "bold", W + "iCs": "italic"}
"""The looks of letters from right to left (ECMA-376-1, 17.3.2.2 and 17.3.2.17)."""
_DEEPEST = 50  # of styles based on each other

BODY_LEVEL = 9
"""The outline level of text that is not a heading (ECMA-376-1, 17.3.1.20)."""

_ROLES = {
    "title": "title", "subtitle": "cover", "caption": "caption", "body text": "text",
    "annex heading": "annex", "notes heading": "notes",
    **dict.fromkeys(("toc heading", "contents heading"), "contents"),
    **dict.fromkeys(("quote", "intense quote", "block text", "quotations"), "quotation"),
    **dict.fromkeys(("source code", "html preformatted", "preformatted text"), "code"),
}  # fmt: skip
_NUMBERED_ROLES = (
    (r"toc [1-9]", "contents"),
    (r"list number( [2-5])?", "list"),
    (r"cover .*", "cover"),
    (r"standing text( \(.*)?", "standing"),
)
_CODE = frozenset(("verbatim char", "html code", "html typewriter", "source text"))
_MARKS = frozenset(("endnote reference", "footnote reference"))


class ListPlace(NamedTuple):
    """A list and a level in it; `style` is the nearest style that states it, "" for the paragraph itself."""

    list: str
    level: int | None
    style: str = ""


class ParagraphStyle(Record):
    """A paragraph style.

    roles   the meanings of its name and of its bases' names: "title", "cover", "contents", "caption",
            "quotation", "code", "list", "text", "annex", "notes", "standing"; its own is first
    outline the level of a heading, 0 to 8, or `BODY_LEVEL`
    list    the list of its paragraphs
    hidden  whether its text is hidden
    names   its own name and those of its bases, in lower case
    """

    roles: tuple[str, ...] = ()
    outline: int = BODY_LEVEL
    list: ListPlace | None = None
    hidden: bool = False
    names: tuple[str, ...] = ()

    @property
    def role(self) -> str:
        """The meaning of the nearest name that has one."""
        return self.roles[0] if self.roles else ""


class Spoken(NamedTuple):
    """The languages of a run for three kinds of scripts; "" for none (ECMA-376-1, 17.3.2.20).

    In this order: Latin and similar scripts, East Asian scripts, scripts from right to left.
    """

    val: str = ""
    east: str = ""
    bidi: str = ""


class Look(NamedTuple):
    """The look of a run; None for what its style or the paragraph's style decides."""

    bold: bool | None = None
    italic: bool | None = None
    raised: bool | None = None
    hidden: bool | None = None
    code: bool | None = None
    spoken: Spoken | None = None


_PLAIN = Look()


class Styles:
    """The styles of a document. `hides` means that one of them, or the default, may hide text."""

    def __init__(self, root: Element | None) -> None:
        self.root = root
        self._by_id: dict[str, Element] = {}
        self._default = ""
        self._paragraphs: dict[str, ParagraphStyle] = {}
        self._looks: dict[str, Look] = {}
        self._spoken: dict[Spoken, int] = {Spoken(): 0}
        self.languages: dict[str, str] = {}
        self.hides = root is not None and next(root.iter(W + "vanish"), None) is not None
        if root is None:
            return
        for style in root.iterfind(W + "style"):
            identity = style.get(W + "styleId", "")
            self._by_id.setdefault(identity, style)
            if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true", "on"):
                self._default = self._default or identity
        language = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
        if language is not None:
            self.languages = {str(key).rpartition("}")[2]: str(tag) for key, tag in language.attrib.items()}

    @property
    def language(self) -> str:
        """The primary subtag of the language for numbers in words; "" if none is stated."""
        return self.languages.get("val", "").partition("-")[0].lower()

    def has(self, identity: str) -> bool:
        """Return whether a style with that id is defined."""
        return identity in self._by_id

    def paragraph(self, identity: str | None) -> ParagraphStyle:
        """Return the paragraph style with that id; the default style for None and for an undefined id."""
        if identity is None or identity not in self._by_id:
            identity = self._default
        if identity not in self._paragraphs:
            self._paragraphs[identity] = self._read_paragraph(identity)
        return self._paragraphs[identity]

    def spoken_at(self, spoken: Spoken) -> int:
        """Return the number of these languages in looks; 0 for none stated."""
        return self._spoken.setdefault(spoken, len(self._spoken))

    @property
    def spoken(self) -> tuple[Spoken, ...]:
        """The languages of runs, by the number in their look (`look >> LANGUAGE`)."""
        return tuple(self._spoken)

    def look(self, identity: str) -> Look:
        """Return the look of a character style."""
        if identity not in self._looks:
            look = _PLAIN
            for style in self._lineage(identity):
                found = look_of(style.find(W + "rPr"))
                name = _name(style)
                look = over(look, found)._replace(code=look.code or name in _CODE or None)
                if name in _MARKS and look.raised is None:
                    look = look._replace(raised=True)
            self._looks[identity] = look
        return self._looks[identity]

    def id_of(self, name: str) -> str | None:
        """Return the id of the style with a name, given in lower case; None if there is none."""
        return self._ids.get(name)

    @cached_property
    def _ids(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for key, style in self._by_id.items():
            found.setdefault(_name(style), key)
        return found

    def lineage(self, identity: str | None) -> Iterator[Element]:
        """Yield a paragraph style and its bases, itself first; the default style for None."""
        known = identity is not None and identity in self._by_id
        return self._lineage(identity if known and identity is not None else self._default)

    def circle(self) -> str:
        """Return the id of a style in a circle of bases, "" if there is none.

        A style that is based on itself alone is not an error.
        """
        settled: set[str] = set()
        for first in self._by_id:
            at, path = first, set[str]()
            while at in self._by_id and at not in settled and at not in path:
                path.add(at)
                base = value(self._by_id[at], "basedOn") or ""
                at = "" if base == at else base
            if at in path:
                return at
            settled |= path
        return ""

    def list_of(self, identity: str) -> str:
        """Return the list of a numbering style (ECMA-376-1, 17.9.21), "" for none."""
        style = self._by_id.get(identity)
        properties = None if style is None else style.find(PROPERTIES)
        return (value(None if properties is None else properties.find(W + "numPr"), "numId")) or ""

    def _read_paragraph(self, identity: str) -> ParagraphStyle:
        lineage = list(self._lineage(identity))
        names = tuple(map(_name, lineage))
        place: ListPlace | None = None
        for style in lineage:
            place = _merged(place, style, style.find(PROPERTIES))
        outlines = (each for each in map(_outline, lineage) if each is not None)
        looks = (look_of(style.find(W + "rPr")).hidden for style in lineage)
        return ParagraphStyle(
            tuple(filter(None, map(_role, names))),
            next(outlines, BODY_LEVEL),
            place if place and place.list else None,
            next((each for each in looks if each is not None), False),
            names,
        )

    def _lineage(self, identity: str) -> Iterator[Element]:
        """Yield a style and its bases, itself first; a circle ends where it closes."""
        seen: set[str] = set()
        while identity in self._by_id and identity not in seen and len(seen) < _DEEPEST:
            seen.add(identity)
            style = self._by_id[identity]
            yield style
            identity = value(style, "basedOn") or ""


def over(nearer: Look, farther: Look) -> Look:
    """Return a look in which `nearer` overrides `farther`."""
    if nearer == _PLAIN:
        return farther
    return Look._make(far if near is None else near for near, far in zip(nearer, farther, strict=True))


def look_of(properties: Element | None) -> Look:
    """Return the look that run properties state themselves."""
    if properties is None:
        return _PLAIN
    stated = {field: read(each) for each in properties for field, read in _STATES.get(str(each.tag), ())}
    if any(each.tag == _RTL and is_on(each) for each in properties):
        # LibreOffice states these alone; with `w:i`, `w:bCs` is how we show italics in Arabic
        alone = {field: is_on(each) for each in properties if (field := _RIGHT.get(str(each.tag)))}
        stated = alone | stated if "italic" not in stated else stated
    return Look(**stated) if stated else _PLAIN


def _spoken(language: Element) -> Spoken:
    return Spoken(language.get(VAL, ""), language.get(_EAST, ""), language.get(_BIDI, ""))


def _is_raised(position: Element) -> bool | None:
    """Return whether letters are as high as those that LibreOffice raises, by a quarter of their stated size
    or more. Both are in half-points (ECMA-376-1, 17.3.2.24 and 17.3.2.38).
    """
    size = integer(value(position.getparent(), "sz"))
    return 0 < size <= 4 * integer(position.get(VAL)) or None


_STATES: dict[str, tuple[tuple[str, Callable[[Element], Any]], ...]] = {
    W + "b": (("bold", is_on),),
    W + "i": (("italic", is_on),),
    W + "em": (("italic", lambda dots: dots.get(VAL) != "none"),),  # stand for italics in Chinese
    W + "vanish": (("hidden", is_on),),
    W + "position": (("raised", _is_raised),),
    W + "vertAlign": (("raised", lambda each: each.get(VAL) == "superscript"),),
    W + "lang": (("spoken", _spoken),),
}
"""What each run property states of a look."""


def list_place(number: Element | None) -> ListPlace | None:
    """Return the list of a `w:numPr`; its level is None if only the list is stated."""
    if number is None:
        return None
    level = value(number, "ilvl")
    return ListPlace(value(number, "numId") or "", None if level is None else level_number(level, 0))


def _merged(place: ListPlace | None, style: Element, properties: Element | None) -> ListPlace | None:
    """Return the list of a style, after adding what one more of its bases states."""
    found = None if properties is None else list_place(properties.find(W + "numPr"))
    if found is None or (not found.list and found.level is None):
        return place
    if place is None:
        return found._replace(style=style.get(W + "styleId", ""))
    if not place.list:
        return place._replace(list=found.list)
    return place if place.level is not None else place._replace(level=found.level)


def _outline(style: Element) -> int | None:
    """Return the level of a heading that a style states, by its name too; None for a style of neither."""
    name, stated = _name(style), value(style.find(PROPERTIES), "outlineLvl")
    if stated is not None:
        return level_number(stated, BODY_LEVEL)
    heading = re.fullmatch(r"heading ([1-9])", name)
    if heading:
        return int(heading[1]) - 1
    return BODY_LEVEL if _role(name) in ("title", "contents", "cover") else None


def _name(style: Element) -> str:
    return (value(style, "name") or "").strip().lower()


def _role(name: str) -> str:
    if name in _ROLES:
        return _ROLES[name]
    return next((role for pattern, role in _NUMBERED_ROLES if re.fullmatch(pattern, name)), "")
