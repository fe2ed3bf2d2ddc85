"""Find the most similar known name, for "did you mean …?"."""

from __future__ import annotations

from collections.abc import Iterable

_MOST = 2_000


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name most similar to `name`, or None. At most the first 2,000 names are compared."""
    from difflib import get_close_matches

    candidates = [each for each, _ in zip(known, range(_MOST), strict=False)]
    found = get_close_matches(name, candidates, n=1, cutoff=0.6)
    return found[0] if found else None


def same_name(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that is equal to `name` but for capitals, or None."""
    return next((each for each in known if each.casefold() == name.casefold()), None)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return a help text that suggests the most similar known name, or ""."""
    found = nearest(name, known)
    return f"did you mean {found}?" if found else ""
