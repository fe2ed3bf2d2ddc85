"""Writes the page with its style sheet that the PDF writer hands to WeasyPrint.

python -m scripts.benchmark.print_page SOURCE FILE
"""

import sys
from pathlib import Path

from toolchain import pipeline
from toolchain.project import Options
from toolchain.writers.html.page import page


def main(source: Path, file: Path) -> None:
    """Write the page of a source."""
    submission = pipeline.read(source, Options())
    file.write_text(page(submission.resolved, submission.project, "print"), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
