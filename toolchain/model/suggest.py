"""Find the most similar known name, for "did you mean …?", in limited time."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from toolchain.model.wording import said

_MOST = 2_000
_ALIKE = str.maketrans("OI", "01")


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name most similar to `name`, or None. At most the first 2,000 names are compared.

    O is the same as 0 here, and I as 1: else "T5O1" would be as similar to T511 as to T501.
    """
    from difflib import get_close_matches

    candidates = {each.translate(_ALIKE): each for each, _ in zip(known, range(_MOST), strict=False)}
    found = get_close_matches(name.translate(_ALIKE), candidates, n=1, cutoff=0.6)
    return candidates[found[0]] if found else None


def misspelt(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that differs from `name` by one character or by two that changed places.

    Return None if several do.
    """
    first, last = name[:1], name[-1:]  # one of them is right, from three letters on
    near = (each for each in known if each.startswith(first) or each.endswith(last))
    found = [each for each in near if abs(len(name) - len(each)) < 2 and _differ_by_one(name, each)]
    return found[0] if len(found) == 1 else None


def _differ_by_one(name: str, other: str) -> bool:
    shorter = min(len(name), len(other))
    same = next((at for at in range(shorter) if name[at] != other[at]), shorter)
    left, right = name[same:], other[same:]
    swapped = left[1::-1] + left[2:]
    return left[1:] in (right, right[1:]) or left == right[1:] or swapped == right


def same_name(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that is equal to `name` but for capitals, or None."""
    return next((each for each in known if each.casefold() == name.casefold()), None)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return a help text that suggests the most similar known name, or ""."""
    found = nearest(name, known)
    return said("did you mean {near}?", near=found) if found else ""


_MOST_ASKED = 25
"""For so many names a suggestion is looked for; who has more wrong ones has another problem."""


class Suggestions:
    """Finds the most similar known name, for the first names that are requested."""

    __slots__ = ("_known", "_left")

    def __init__(self, known: Iterable[str]) -> None:
        self._known = sorted(known)
        self._left = _MOST_ASKED

    def near(self, name: str, fits: Callable[[str], bool] = bool) -> str | None:
        """Return the known name most similar to `name`, of those that fit.

        Numbers have none: 12 is not a misspelt 112.
        """
        if not self._left or not name or name.isdigit():
            return None
        self._left -= 1
        far = len(name) // 2
        return nearest(
            name, [known for known in self._known if abs(len(known) - len(name)) <= far and fits(known)]
        )
