"""Writes the page with its style sheet that the PDF writer hands to WeasyPrint, and where its fonts are.

python -m scripts.benchmark.print_page SOURCE FILE
"""

import sys
from pathlib import Path

from toolchain import pipeline
from toolchain.project import Options
from toolchain.writers.html.page import page

FONTS = Path(__file__).parents[2] / "toolchain/fonts"
_CONFIGURATION = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""


def main(source: Path, file: Path) -> None:
    """Write the page of a source."""
    submission = pipeline.read(source, Options())
    file.write_text(page(submission.resolved, submission.project, "print"), encoding="utf-8")
    where = _CONFIGURATION.format(fonts=FONTS, cache=file.with_name("font-cache"))
    font_configuration(file).write_text(where, encoding="utf-8")


def font_configuration(file: Path) -> Path:
    """What fontconfig reads so that the fonts of a page are those of the machine, with a cache of them."""
    return file.with_name("fonts.conf")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
