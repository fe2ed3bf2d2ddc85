"""Take the texts of a source out for translators, and put their translations in."""

from toolchain.editing.translating.texts import Unit, through, with_earlier

__all__ = ["Unit", "through", "with_earlier"]
