"""Writes PDF files, with a folder for each engine that lays out pages; WeasyPrint is the only one so far.

`toolchain.writers.pdf.fonts` has the fonts that all of them use.
"""

from toolchain.writers.pdf.weasyprint import PdfWriter

__all__ = ["PdfWriter"]
