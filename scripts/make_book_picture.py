"""Make docs/images/book.png: four pages of two books as telephones show them, the last one at night.

    .venv/bin/python -m scripts.make_book_picture

Needs Chromium, and what `make test` installs. A reading system sets margins and colours; here a few rules do.
"""

import io
import tempfile
import zipfile
from pathlib import Path

from PIL import Image, ImageOps

from scripts.pictures import EDGE, REPORT, ROOT, run
from tests.judges.validators import axe

PICTURE = ROOT / "docs/images/book.png"
ARABIC = ROOT / "tests/cases/languages/ar.md"
PAGES = ((REPORT, "title"), (REPORT, "section-7"), (REPORT, "notes"), (ARABIC, "section-2"))
DAY = "html { background: #fffefb; color: #1d1b18; padding: 18px; line-height: 1.4; }"
NIGHT = "html { background: #16181b; color: #dedad2; padding: 18px; line-height: 1.6; } a { color: #93c7ee; }"
WIDTH, HEIGHT, GAP = 360, 640, 24
COLOURS = 48


def main() -> None:
    """Build the books, lay pages of them out, and put the pictures side by side."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pages = [_page(source, document, folder / str(at)) for at, (source, document) in enumerate(PAGES)]
        axe.look(pages, widths=[WIDTH], pictures=folder)
        pictures = [Image.open(folder / f"{page.name}-{WIDTH}-light.png") for page in pages]
        whole = Image.new("RGB", (len(PAGES) * (WIDTH + GAP) - GAP, HEIGHT), "white")
        for at, picture in enumerate(pictures):
            shown = ImageOps.expand(picture.convert("RGB").crop((1, 1, WIDTH - 1, HEIGHT - 1)), 1, EDGE)
            whole.paste(shown, (at * (WIDTH + GAP), 0))
        whole.quantize(COLOURS, Image.Quantize.FASTOCTREE).save(PICTURE, optimize=True)


def _page(source: Path, document: str, folder: Path) -> Path:
    """A document of a book, beside its own files, with the rules of a reading system."""
    run("submission", "build", source, "--to", "epub", "--output", folder)
    with zipfile.ZipFile(io.BytesIO((folder / f"{source.stem}.epub").read_bytes())) as archive:
        archive.extractall(folder)
    rules = NIGHT if source == ARABIC else DAY
    path = folder / "EPUB" / f"{document}.xhtml"
    text = path.read_text(encoding="utf-8").replace("</head>", f"<style>{rules}</style></head>")
    page = path.with_name(f"{folder.name}-{document}.xhtml")
    page.write_text(text, encoding="utf-8")
    return page


if __name__ == "__main__":
    main()
