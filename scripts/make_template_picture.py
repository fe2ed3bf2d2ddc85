"""Make docs/images/template.png: a page of the report in our look, and in a template edited in LibreOffice.

    .venv/bin/python -m scripts.make_template_picture

Needs LibreOffice with python3-uno and poppler's pdftoppm, which `make test` installs, and Liberation fonts.
"""

import tempfile
from pathlib import Path

from PIL import Image, ImageDraw

from scripts.pictures import REPORT, ROOT, page_of, run, side_by_side
from tests.judges.validators import libreoffice

PICTURE = ROOT / "docs/images/template.png"
OURS = ROOT / "templates/reference.docx"
BLUE, SANS = 0x1F5F8F, "Liberation Sans"
WIDTH, PAGE = 1100, 5  # an odd page: LibreOffice edits the header of these
STYLES = {
    "Heading 1": {"CharFontName": SANS, "CharHeight": 16, "CharColor": BLUE},
    "Heading 2": {"CharFontName": SANS, "CharHeight": 12, "CharColor": BLUE},
    "Heading 3": {"CharFontName": SANS, "CharColor": BLUE},
    "Standard": {"CharFontName": SANS},  # as LibreOffice calls "Normal"
    "Header": {"CharColor": BLUE},
}


def main() -> None:
    """Edit the template as a user does, build the report with both, put a page of each side by side."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        edited = folder / "looks/reference.docx"
        edited.parent.mkdir()
        edits = [["style", "ParagraphStyles", style, values] for style, values in STYLES.items()]
        edits.append(["header", "Standard", str(logo(folder / "logo.png")), ""])
        libreoffice.edited([libreoffice.Job(OURS, edits, {libreoffice.DOCX: edited})])
        pictures = {}
        for caption, looks in (("reference.docx as it comes", OURS.parent), ("edited", edited.parent)):
            place = folder / caption.split()[0]
            run("submission", "build", REPORT, "--to", "docx", "--templates", looks, "--output", place)
            pdf = libreoffice.to_pdf(place / "report.docx", place)
            pictures[caption] = page_of(pdf, PAGE, place / "page")
        picture = side_by_side(pictures)
        size = WIDTH, round(picture.height * WIDTH / picture.width)
        small = picture.resize(size, Image.Resampling.LANCZOS).quantize(128, Image.Quantize.FASTOCTREE)
        small.save(PICTURE, optimize=True)


def logo(path: Path) -> Path:
    """A logo of nobody: two discs."""
    image = Image.new("RGB", (400, 400), "white")
    draw = ImageDraw.Draw(image)
    draw.ellipse((20, 20, 380, 380), fill="#1f5f8f")
    draw.ellipse((120, 120, 280, 280), fill="white")
    image.save(path)
    return path


if __name__ == "__main__":
    main()
