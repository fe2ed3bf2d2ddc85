"""Any Word file becomes the Document of a source: `adopt` makes it of what the DOCX reader has gone through."""

from toolchain.importing.adopting import Adopted, adopt
from toolchain.importing.losses import Loss

__all__ = ["Adopted", "Loss", "adopt"]
