"""Find the layers of a PDF that are not shown on the screen (ISO 32000-1, 8.11), of X803."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any

from toolchain.formats.pdf.page_walk import is_dictionary, members

_DEEPEST = 20


def hidden_layers(pdf: Any) -> tuple[list[Any], int]:
    """Return the layers that are switched off, and how many memberships hide what they are for.

    A membership is counted if not all its layers are switched off, since it is what hides.
    """
    layers: Any = pdf.Root.get("/OCProperties")
    default: Any = layers.get("/D") if is_dictionary(layers) else None
    if not is_dictionary(default):
        return [], 0
    hidden = list(members(default.get("/OFF")))
    if default.get("/BaseState") == "/OFF":
        shown = {each.objgen for each in members(default.get("/ON"))}
        hidden = [each for each in members(layers.get("/OCGs")) if each.objgen not in shown]
    known = {each.objgen for each in hidden}
    for each in _off_by_usage(default):
        if each.objgen not in known:
            known.add(each.objgen)
            hidden.append(each)
    return hidden, sum(_hides(each, known) for each in _memberships(pdf))


def _off_by_usage(default: Any) -> Iterator[Any]:
    """Yield the layers that their usage switches off when the file is viewed (8.11.4.5)."""
    for usage in members(default.get("/AS")):
        if is_dictionary(usage) and usage.get("/Event") == "/View":
            kinds = [str(kind) for kind in members(usage.get("/Category"))]
            for layer in members(usage.get("/OCGs")):
                if is_dictionary(layer) and any(_state(layer, kind) == "/OFF" for kind in kinds):
                    yield layer


def _state(layer: Any, kind: str) -> Any:
    use: Any = layer.get("/Usage")
    found: Any = use.get(kind) if is_dictionary(use) and len(kind) > 1 else None
    return found.get(f"{kind}State") if is_dictionary(found) else None


def _memberships(pdf: Any) -> Iterator[Any]:
    """Yield what says, of words, pictures and annotations, by which layers they are shown (8.11.2.2)."""
    for holder in pdf.objects:
        if not is_dictionary(holder):
            continue
        own = holder.get("/Resources")
        places = (holder, own) if is_dictionary(own) and not own.is_indirect else (holder,)
        found = [holder, holder.get("/OC")] if holder.is_indirect else [holder.get("/OC")]
        for each in (place.get("/Properties") for place in places):
            found += each.values() if is_dictionary(each) else ()
        for at, each in enumerate(found):
            if is_dictionary(each) and each.get("/Type") == "/OCMD" and (not at or not each.is_indirect):
                yield each


_POLICIES: dict[str, Callable[[list[bool]], bool]] = {
    "/AllOn": all,
    "/AnyOn": any,
    "/AnyOff": lambda shown: not all(shown),
    "/AllOff": lambda shown: not any(shown),
}


def _hides(membership: Any, hidden: Collection[Any]) -> bool:
    """Return whether it hides by itself: not because all its layers are switched off."""
    shown = [each.objgen not in hidden for each in members(membership.get("/OCGs")) if is_dictionary(each)]
    if "/VE" in membership:
        return not _holds(membership["/VE"], hidden)
    policy = _POLICIES.get(str(membership.get("/P", "/AnyOn")), any)
    return any(shown) and not policy(shown)


def _holds(said: Any, hidden: Collection[Any], depth: int = 0) -> bool:
    """Return whether an expression of layers is true (8.11.2.2)."""
    if is_dictionary(said) or depth > _DEEPEST:
        return depth > _DEEPEST or said.objgen not in hidden
    kind, *rest = members(said) or ("",)
    held = [_holds(each, hidden, depth + 1) for each in rest if each is not None]
    return not any(held) if kind == "/Not" else any(held) if kind == "/Or" else all(held)
