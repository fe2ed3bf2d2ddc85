"""axe-core in Chromium: accessibility findings, requests to anywhere, and pictures of a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.judges.validators import chromium

PHONE, DESKTOP = 360, 1280


@dataclass(frozen=True)
class Seen:
    """What a browser saw: axe's findings, requests beyond the page itself, errors, and what is too wide."""

    violations: tuple[str, ...]
    requests: tuple[str, ...]
    errors: tuple[str, ...]
    overflow: tuple[str, ...]


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
