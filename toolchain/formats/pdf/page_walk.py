"""What a PDF's pages and its structure tree lead to: annotations, fields, and the standing text.

Its structure elements have the title "standing" (ISO 32000-1, 14.7.2). Text in margins has no tags: it is in
user properties of the document's element with that name (14.7.5.4).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from toolchain.model.diagnostics import page_words
from toolchain.model.wording import said

_MOST = 100_000
_DEEP = 30


class Resources:
    """The resources of a page or a form (7.8.3). What is named again is not looked up and read again."""

    def __init__(self, dictionary: Any) -> None:
        @lru_cache
        def find(kind: str, name: str, read: Callable[[Any], Any] | None = None) -> Any:
            named = dictionary.get(kind)
            found = named.get(name) if name and named is not None else None
            return read(found) if read else found

        self.find = find


class Annotation(NamedTuple):
    """An annotation, and its page from 1."""

    page: int
    dictionary: Any


class Action(NamedTuple):
    """An action (12.6) and its place in words, "" for the file."""

    place: str
    dictionary: Any


def every_annotation(pdf: Any) -> Iterator[Annotation]:
    """Yield all annotations, page by page."""
    for number, page in enumerate(pdf.pages, 1):
        for each in list(page.obj.get("/Annots", ()))[:_MOST]:
            if is_dictionary(each):
                yield Annotation(number, each)


def actions(pdf: Any) -> Iterator[Action]:
    """Yield all actions: of the file, its named scripts, its form, pages, annotations and outline."""
    root = pdf.Root
    opening = root.get("/OpenAction")
    if is_dictionary(opening):
        yield from _chain("", opening)
    yield from _additional("", root)
    for _, script in named(root, "/JavaScript"):
        if is_dictionary(script):
            yield from _chain("", script)
    for field in _every_field(root):
        yield from _of(said("a field of its form"), field)
    for number, page in enumerate(pdf.pages, 1):
        yield from _additional(page_words(number), page.obj)
    for each in every_annotation(pdf):
        yield from _of(page_words(each.page), each.dictionary)
    for item in _items(root.get("/Outlines")):
        yield from _of(said("the outline"), item)


def named(root: Any, kind: str) -> Iterator[tuple[Any, Any]]:
    """Yield the names and values of a name tree (7.9.6)."""
    tree = root.get("/Names", {}).get(kind)
    for node in _walk([] if tree is None else [tree], lambda node: node.get("/Kids", ())):
        names = list(node.get("/Names", ()))
        yield from zip(names[::2], names[1::2], strict=False)


def fields(pdf: Any) -> list[Any]:
    """Return the fields of a form without inner fields."""
    return [each for each in _every_field(pdf.Root) if "/FT" in each or "/T" in each]


def is_dictionary(value: Any) -> bool:
    """Return whether a value is a dictionary, or a stream, which has one."""
    import pikepdf

    return isinstance(value, (pikepdf.Dictionary, pikepdf.Stream))


def members(value: Any) -> Iterable[Any]:
    """Return the members of an array, a value that is not in an array, or nothing for None."""
    import pikepdf

    return value if isinstance(value, pikepdf.Array) else () if value is None else (value,)


def _of(place: str, holder: Any) -> Iterator[Action]:
    action = holder.get("/A")
    if is_dictionary(action):
        yield from _chain(place, action)
    yield from _additional(place, holder)


def _additional(place: str, holder: Any) -> Iterator[Action]:
    """Yield the additional actions of an object (12.6.3)."""
    others = holder.get("/AA")
    if is_dictionary(others):
        for name in others.keys():  # noqa: SIM118 - no Python dict
            if is_dictionary(others[name]):
                yield from _chain(place, others[name])


def _chain(place: str, action: Any) -> Iterator[Action]:
    """Yield an action and the ones after it."""
    return (Action(place, each) for each in _walk([action], _following, _DEEP))


def _following(action: Any) -> Iterable[Any]:
    """Return what is done after an action: one action, or several."""
    return filter(is_dictionary, members(action.get("/Next")))


def _every_field(root: Any) -> Iterator[Any]:
    form = root.get("/AcroForm")
    first = form.get("/Fields", ()) if is_dictionary(form) else ()
    every = _walk(first, lambda each: each.get("/Kids", ()) if is_dictionary(each) else ())
    return filter(is_dictionary, every)


def _items(outline: Any) -> Iterator[Any]:
    return _walk(
        filter(is_dictionary, [outline]),
        lambda each: filter(is_dictionary, map(each.get, ("/Next", "/First"))),
    )


def _walk(
    first: Iterable[Any], following: Callable[[Any], Iterable[Any]], most: int = _MOST
) -> Iterator[Any]:
    """Yield objects and all that follow from them, at most `most`, each once: they may be circular."""
    waiting, seen, known = list(first), 0, set[tuple[int, int]]()
    while waiting and seen < most:
        each = waiting.pop()
        number = getattr(each, "objgen", (0, 0))  # of an object within another: 0
        if number in known:
            continue
        if any(number):
            known.add(number)
        seen += 1
        yield each
        waiting.extend(following(each))


NAME = "standing"
"""The title of the elements, and the name of the property."""


def is_standing(element: Any) -> bool:
    """Return whether a structure element contains standing text."""
    return str(element.get("/T", "")) == NAME


def standing_texts(root: Any) -> Iterator[str]:
    """Yield the standing texts that the root of the structure tree names."""
    for element in filter(is_dictionary, members(root.get("/K"))):
        for attributes in filter(is_dictionary, members(element.get("/A"))):
            if attributes.get("/O") == "/UserProperties":
                for each in filter(is_dictionary, members(attributes.get("/P"))):
                    if str(each.get("/N", "")) == NAME:
                        yield str(each.get("/V", ""))
