"""Make docs/images/look-un.png and look-house.png: two pages of the report under content/, in each look.

    .venv/bin/python -m scripts.make_look_pictures

Needs poppler's pdftoppm, which `make test` installs.
"""

import shutil
import tempfile
from pathlib import Path

from PIL import Image, ImageOps

from scripts.make_picture import EDGE, REPORT, ROOT, page_of, run

IMAGES = ROOT / "docs/images"
COLOUR = "#0b5a7a"
PAGES = (1, 4)
WIDTH, GAP = 420, 24
COLOURS = 40


def main() -> None:
    """Build the report in both looks, and picture the pages side by side."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(REPORT.parent, folder / "source")
        source = folder / "source/report.md"
        text = REPORT.read_text(encoding="utf-8")
        source.write_text(text.replace("lang: en\n", f'lang: en\ncolour: "{COLOUR}"\n', 1), encoding="utf-8")
        for look in ("un", "house"):
            run("submission", "build", source, "--look", look, "--to", "pdf", "--output", folder / look)
            pages = [page_of(folder / look / "report.pdf", page, folder / f"{look}{page}") for page in PAGES]
            _side_by_side(pages).save(IMAGES / f"look-{look}.png", optimize=True)


def _side_by_side(pages: list[Image.Image]) -> Image.Image:
    small = [page.convert("RGB").resize((WIDTH, WIDTH * page.height // page.width), Image.Resampling.LANCZOS)
             for page in pages]  # fmt: skip
    framed = [ImageOps.expand(page, 1, EDGE) for page in small]
    whole = Image.new("RGB", (sum(page.width for page in framed) + GAP, framed[0].height), "white")
    for at, page in enumerate(framed):
        whole.paste(page, (at * (page.width + GAP), 0))
    return whole.quantize(COLOURS, Image.Quantize.FASTOCTREE)


if __name__ == "__main__":
    main()
