"""The PDF writer. Each engine that lays pages out has a folder here: WeasyPrint is the one there is.

`toolchain.writers.pdf.fonts` has the fonts that all of them use.
"""

from toolchain.writers.pdf.weasyprint import PdfWriter

__all__ = ["PdfWriter"]
