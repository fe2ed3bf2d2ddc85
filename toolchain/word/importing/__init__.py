"""Convert any Word file to the Document of a source: `adopt` converts what the reader found."""

from toolchain.word.importing.adopting import Adopted, adopt
from toolchain.word.importing.losses import STAYS, Loss
from toolchain.word.importing.rebuilding import loosened, mended

__all__ = ["STAYS", "Adopted", "Loss", "adopt", "loosened", "mended"]
