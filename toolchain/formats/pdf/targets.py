"""Targets of links (ISO 32000-1, 12.3.2 and 12.6.4): addresses, named destinations, places on pages."""

from __future__ import annotations

from typing import Any

from toolchain.formats.pdf.page_walk import named
from toolchain.formats.pdf.parts import Target
from toolchain.model.wording import said

NO_TARGET = "(no target)"
"""The name of the target of a link without one."""


class Targets:
    """Finds the target of a link annotation."""

    def __init__(self, pdf: Any) -> None:
        self._pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        self._root = pdf.Root
        self._names: dict[str, Any] | None = None
        self._known: dict[str, Target] = {}

    def page(self, page: Any) -> int | None:
        """Return the number of a page object, from 0; None if it is not a page of the file."""
        return self._pages.get(page.objgen)

    def of(self, annotation: Any) -> Target:
        """Return the target of an annotation: a place in the file, an address, or nowhere."""
        action = annotation.get("/A")
        if "/Dest" in annotation:
            return self._place(annotation["/Dest"])
        if action is None:
            return Target(name=NO_TARGET)
        if action.get("/S") == "/URI":
            return Target(url=str(action["/URI"]))
        if action.get("/S") == "/GoTo":
            return self._place(action["/D"])
        return Target(name=said("(an action of the kind {kind})", kind=str(action.get("/S", "/none"))[1:]))

    def _place(self, destination: Any) -> Target:
        import pikepdf

        if not isinstance(destination, (pikepdf.String, pikepdf.Name)):
            return self._explicit(destination, said("(a place)"))
        name = str(destination)
        if name not in self._known:
            if self._names is None:
                self._names = destinations(self._root)
            found = self._names.get(name)
            self._known[name] = Target(name=name) if found is None else self._explicit(found, name)
        return self._known[name]

    def _explicit(self, destination: Any, name: str) -> Target:
        """Return a place given as an array: page, kind of view, and its numbers."""
        import pikepdf

        if isinstance(destination, pikepdf.Dictionary):
            destination = destination["/D"]
        values = list(destination)
        if not values or not isinstance(values[0], pikepdf.Dictionary):
            return Target(name=name)
        at = {"/XYZ": 3, "/FitH": 2, "/FitBH": 2, "/FitR": 5}.get(str(values[1]) if len(values) > 1 else "")
        top = values[at] if at is not None and len(values) > at else None
        return Target(page=self.page(values[0]), top=None if top is None else float(top), name=name)


def destinations(root: Any) -> dict[str, Any]:
    """Return the names in the name tree (7.9.6) and in the older dictionary, with their places."""
    found: dict[str, Any] = {}
    old = root.get("/Dests")
    if old is not None:
        found.update((str(name), old[name]) for name in old.keys())  # noqa: SIM118 - no Python dict
    found.update((str(name), value) for name, value in named(root, "/Dests"))
    return found
