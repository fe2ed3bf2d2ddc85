"""The D series: outputs and their templates.

What is found here comes of making an output, or of reading a finished one back (`toolchain.compare.proof`).
"""

from toolchain.rules import files_docx, outputs, outputs_docx, outputs_epub, outputs_pdf

api = 1
catalogue = (files_docx, outputs, outputs_docx, outputs_epub, outputs_pdf)
