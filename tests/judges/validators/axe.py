"""axe-core in Chromium: accessibility findings, requests to anywhere, and pictures of a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Protocol

import pytest

from tests.judges.validators import chromium

PHONE, DESKTOP = 360, 1280


@dataclass(frozen=True)
class Seen:
    """What a browser saw: axe's findings, requests beyond the page itself, errors, and what is too wide."""

    violations: tuple[str, ...]
    requests: tuple[str, ...]
    errors: tuple[str, ...]
    overflow: tuple[str, ...]


class Look(Protocol):
    """`look` and `look_in_turn`."""

    def __call__(
        self, paths: Sequence[Path], *, widths: Sequence[int], schemes: Sequence[str]
    ) -> dict[Path, Seen]: ...


def look(
    paths: Sequence[Path],
    *,
    widths: Sequence[int] = (PHONE, DESKTOP),
    schemes: Sequence[str] = ("light",),
    pictures: Path | None = None,
) -> dict[Path, Seen]:
    """Open each page at each width (CSS pixels) and colour scheme ("light", "dark").

    With `pictures`, a folder, the whole page is saved there as STEM-WIDTH-SCHEME.png.
    """
    answer = chromium.answer(
        "axe.mjs",
        pages=[path.resolve().as_uri() for path in paths],
        widths=list(widths),
        schemes=list(schemes),
        pictures=str(pictures) if pictures else None,
    )
    return {
        path: Seen(**{part: tuple(found) for part, found in seen.items()})
        for path, seen in zip(paths, answer, strict=True)
    }


def look_in_turn(paths: Sequence[Path], *, widths: Sequence[int], schemes: Sequence[str]) -> dict[Path, Seen]:
    """Open each page at one of the widths and in one of the schemes, so that each is met, and each pair."""
    ways = list(product(widths, schemes))
    return {
        path: seen
        for at, (width, scheme) in enumerate(ways)
        for path, seen in look(paths[at :: len(ways)], widths=[width], schemes=[scheme]).items()
    }


EACH_WAY = pytest.mark.parametrize("look_at", [look_in_turn, pytest.param(look, marks=pytest.mark.long)])
"""A test whose pages are opened in one way each, and in all ways by the long run."""
