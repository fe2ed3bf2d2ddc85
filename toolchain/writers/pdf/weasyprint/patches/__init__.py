"""Changes inside WeasyPrint and pydyf: one module for each.

Each module says what the library does, what we do instead, and the address of the upstream issue. `PATCHED`
names the functions that it replaces or depends on. `functions.toml` has a hash of the source of each: a test
names those that another release has changed. Another test shows that each patch is still needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolchain.writers.pdf.weasyprint.patches.origins import Origins


@contextmanager
def patched() -> Iterator[Origins]:
    """Apply all patches while a PDF is made. Yield the HTML elements of the structure elements."""
    from toolchain.writers.pdf.weasyprint.patches.characters import known_characters
    from toolchain.writers.pdf.weasyprint.patches.footnotes import divided_footnotes, whole_footnotes
    from toolchain.writers.pdf.weasyprint.patches.hyphens import shown_hyphens
    from toolchain.writers.pdf.weasyprint.patches.origins import origins
    from toolchain.writers.pdf.weasyprint.patches.page_references import listed_pages
    from toolchain.writers.pdf.weasyprint.patches.spaces import shown_spaces
    from toolchain.writers.pdf.weasyprint.patches.tables import filled_pages
    from toolchain.writers.pdf.weasyprint.patches.targets import named_targets

    notes = divided_footnotes, whole_footnotes
    always = (
        shown_spaces,
        shown_hyphens,
        known_characters,
        *notes,
        listed_pages,
        filled_pages,
        named_targets,
    )
    with ExitStack() as stack:
        made = stack.enter_context(origins())
        for patch in always:
            stack.enter_context(patch())
        yield made
