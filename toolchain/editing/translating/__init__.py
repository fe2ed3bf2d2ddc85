"""Take the texts of a source out for translators, and put their translations in."""

from toolchain.editing.translating.earlier import with_earlier
from toolchain.editing.translating.tags import Broken
from toolchain.editing.translating.texts import Unit, through

__all__ = ["Broken", "Unit", "through", "with_earlier"]
