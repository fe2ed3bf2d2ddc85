"""Write PDF files, with a folder for each layout engine; WeasyPrint is the only one so far.

`toolchain.writers.pdf.fonts` has the fonts for all of them.
"""

from toolchain.writers.pdf.weasyprint import PdfWriter

__all__ = ["PdfWriter"]
