"""Suggestions for unknown names, in limited time: a thousand misspelt labels do not take a minute."""

from collections.abc import Callable, Iterable

from toolchain.model.suggest import nearest

_MOST = 25
"""For so many names a suggestion is looked for; who has more wrong ones has another problem."""


class Suggestions:
    """Finds the most similar known name, for the first names that are requested."""

    __slots__ = ("_known", "_left")

    def __init__(self, known: Iterable[str]) -> None:
        self._known = sorted(known)
        self._left = _MOST

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
