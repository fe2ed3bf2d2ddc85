"""Any Word file becomes the Document of a source: `adopt` makes it of what the reader has gone through."""

from toolchain.importing.adopting import Adopted, adopt
from toolchain.importing.labels import Labels
from toolchain.importing.losses import Loss
from toolchain.importing.rebuilding import labelled, loosened, mended

__all__ = ["Adopted", "Labels", "Loss", "adopt", "labelled", "loosened", "mended"]
