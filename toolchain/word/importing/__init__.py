"""Any Word file becomes the Document of a source: `adopt` makes it of what the reader has gone through."""

from toolchain.word.importing.adopting import Adopted, adopt
from toolchain.word.importing.labels import Labels
from toolchain.word.importing.losses import Loss
from toolchain.word.importing.rebuilding import labelled, loosened, mended

__all__ = ["Adopted", "Labels", "Loss", "adopt", "labelled", "loosened", "mended"]
