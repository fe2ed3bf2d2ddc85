"""All faults of a page, or of a book that has been joined to one page."""

from __future__ import annotations

from collections.abc import Iterator

from toolchain.checks.files.html.accessible import accessibility_troubles, language, language_troubles
from toolchain.checks.files.html.links import link_troubles
from toolchain.checks.files.html.loads import load_troubles, running_troubles
from toolchain.checks.files.html.personal import personal_troubles
from toolchain.checks.files.html.places import Told
from toolchain.formats.html.tree import Page


def troubles(page: Page) -> Iterator[Told]:
    """Yield all faults, subject by subject."""
    from toolchain.checks.files.html.contrast import contrast_troubles

    yield from link_troubles(page)
    yield from language_troubles(page)
    yield from accessibility_troubles(page, language(page))
    yield from contrast_troubles(page)
    yield from load_troubles(page)
    yield from running_troubles(page)
    yield from personal_troubles(page)
