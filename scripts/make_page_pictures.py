"""Make docs/images/cover.png and text.png: two pages of the report under content/, out of its Word file.

    .venv/bin/python -m scripts.make_page_pictures

Needs LibreOffice and poppler's pdftoppm, which `make test` installs, and Liberation fonts.
"""

import tempfile
from pathlib import Path

from PIL import Image, ImageOps

from scripts.pictures import EDGE, REPORT, ROOT, page_of, run
from tests.judges.validators import libreoffice

IMAGES = ROOT / "docs/images"
PAGES = {"cover": 1, "text": 5}
COLOURS = 48


def main() -> None:
    """Build the report, lay it out, and picture the pages."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run("submission", "build", REPORT, "--to", "docx", "--output", folder)
        pdf = libreoffice.to_pdf(folder / "report.docx", folder)
        for picture, number in PAGES.items():
            page = ImageOps.expand(page_of(pdf, number, folder / picture), 1, EDGE)
            small = page.quantize(COLOURS, Image.Quantize.FASTOCTREE)
            small.save(IMAGES / f"{picture}.png", optimize=True)


if __name__ == "__main__":
    main()
