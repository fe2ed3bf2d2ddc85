"""The D series: outputs and their templates; and of others what only a finished file can show.

What is found here comes of making an output, or of reading a finished one back (`toolchain.compare.proof`).
"""

from __future__ import annotations

from toolchain.rules.accessibility import Contrast, HeadingUnmarked, LanguageMissing, TitleMissing
from toolchain.rules.confidentiality import ActiveContent, ExternalLoad
from toolchain.rules.files import StyleIgnored
from toolchain.rules.files_docx import DocxSchema
from toolchain.rules.outputs import (
    DraftMark,
    HtmlIds,
    ImageResolution,
    NotProved,
    OutputsDisagree,
)
from toolchain.rules.outputs_docx import (
    DocxFieldStale,
    DocxFieldTarget,
    DocxNoteOrder,
    DocxNumberDrift,
    DocxStyleMissing,
    NoteRestart,
)
from toolchain.rules.outputs_epub import Epub
from toolchain.rules.outputs_pdf import PdfStandard, PdfStructure

api = 1
found_elsewhere = (
    ActiveContent,
    Contrast,
    DocxFieldStale,
    DocxFieldTarget,
    DocxNoteOrder,
    DocxNumberDrift,
    DocxSchema,
    DocxStyleMissing,
    DraftMark,
    Epub,
    ExternalLoad,
    HtmlIds,
    ImageResolution,
    LanguageMissing,
    NotProved,
    NoteRestart,
    OutputsDisagree,
    PdfStandard,
    PdfStructure,
    StyleIgnored,
    TitleMissing,
    HeadingUnmarked,
)
