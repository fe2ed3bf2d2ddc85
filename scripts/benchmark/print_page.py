"""Writes the page with its style sheet that the PDF writer hands to WeasyPrint, and where its fonts are.

python -m scripts.benchmark.print_page SOURCE FILE
"""

import sys
from pathlib import Path
from xml.etree import ElementTree

from toolchain.model import NoteKind
from toolchain.pipeline import stages as pipeline
from toolchain.project.settings import Options
from toolchain.writers.html.page import page
from toolchain.writers.pdf.fonts import folders

_CONFIGURATION = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>{fonts}<cachedir>{cache}</cachedir></fontconfig>
"""


def main(source: Path, file: Path) -> None:
    """Write the page of a source."""
    submission = pipeline.read(source, Options())
    text = page(submission.resolved, submission.project, "print")
    if submission.resolved.settings.notes is NoteKind.FOOTNOTE:
        text = _with_footnotes(text)
    file.write_text(text, encoding="utf-8")
    fonts = "".join(f"<dir>{folder}</dir>" for folder in folders())
    where = _CONFIGURATION.format(fonts=fonts, cache=file.with_name("font-cache"))
    font_configuration(file).write_text(where, encoding="utf-8")


def _with_footnotes(text: str) -> str:
    """The page with its notes where they are marked, as our writer has WeasyPrint float them."""
    from toolchain.writers.pdf.weasyprint.start import weasyprint
    from toolchain.writers.pdf.weasyprint.tree import move_to_marks

    html = weasyprint.HTML(string=text)
    move_to_marks(html)
    return "<!DOCTYPE html>\n" + ElementTree.tostring(html.etree_element, encoding="unicode", method="html")


def font_configuration(file: Path) -> Path:
    """What fontconfig reads so that the fonts of a page are those of the machine, with a cache of them."""
    return file.with_name("fonts.conf")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
