"""The pages of an output as pictures. This runs in a `Worker`, as rounds do, but in another one."""

from __future__ import annotations

import os
import signal
import sys
from io import BytesIO
from pathlib import Path

from toolchain.formats.libreoffice import as_pdf
from toolchain.formats.table import DOCX
from toolchain.model.diagnostics import Failure
from toolchain.model.speech import said
from toolchain.pipeline import stages
from toolchain.pipeline.available import available
from toolchain.project.settings import Options
from toolchain.reports import visible
from toolchain.reports.sentences import message
from toolchain.servers.rendered import Pictures

MOST = 60
"""Pages that are drawn."""

_SCALE = 1.5


def draw(source: Path, options: Options, name: str, folder: Path) -> Pictures:
    """Return the pages of the output of that name; those of a Word file are LibreOffice's.

    A file that another program reads is in `folder`, which is removed with this process; in the next one, if
    this has crashed, it is where the system has such files.
    """
    os.environ["TMPDIR"] = str(folder)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())  # so that LibreOffice is ended too
    try:
        item = stages.read(source, options)
        (writer,), _ = available(item.project, (name,))
        data = writer.write(item.resolved, item.project)
        return _drawn(as_pdf(data) if name == DOCX.name else data)
    except Failure as error:
        return Pictures(why=said("; ").join(visible(message(each)) for each in error.findings))
    except ImportError as error:
        return Pictures(why=said("{name} is not installed: pip install {name}", name=error.name))


def _drawn(pdf: bytes) -> Pictures:
    from pypdfium2 import PdfDocument

    document = PdfDocument(pdf)
    pages = []
    for number in range(min(len(document), MOST)):
        file = BytesIO()
        document[number].render(scale=_SCALE).to_pil().save(file, "PNG", compress_level=1)
        pages.append(file.getvalue())
    return Pictures(tuple(pages), len(document))
