"""Suggestions for names that are not known, within bounds: a thousand misspelt labels cost no minute."""

from __future__ import annotations

from collections.abc import Iterable

from toolchain.model.suggest import nearest

_MOST = 25
"""For so many names a suggestion is looked for; who has more wrong ones has another problem."""


class Suggestions:
    """Finds the nearest of some known names, for the first names asked about."""

    __slots__ = ("_known", "_left")

    def __init__(self, known: Iterable[str]) -> None:
        self._known = sorted(known)
        self._left = _MOST

    def near(self, name: str) -> str | None:
        """The known name nearest to `name`. A number has none: 12 is no slip for 112."""
        if not self._left or not name or name.isdigit():
            return None
        self._left -= 1
        far = len(name) // 2
        return nearest(name, [known for known in self._known if abs(len(known) - len(name)) <= far])
