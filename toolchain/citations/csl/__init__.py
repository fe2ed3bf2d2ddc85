"""Print citations in a style of CSL 1.0.2, as Zotero has them, by citeproc-py: a file of the user's own.

`load_csl` reads a style; `CslStyle` prints as `toolchain.citations.style` does. Positions and numbers of
notes are ours. citeproc-py is imported only when a style is loaded.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from toolchain.citations.csl.style import CslStyle
    from toolchain.citations.style.style import Style

    AnyStyle: TypeAlias = Style | CslStyle


@lru_cache(maxsize=4)
def load_csl(data: bytes, display: str, lang: str) -> CslStyle:
    """Return the style in a file, for documents in a language (BCP 47).

    `display` is the file's path in messages. Raise `Failure` (S012) at the line of what cannot be used.
    """
    from toolchain.citations.csl.style import CslStyle

    return CslStyle(data, display, lang)
