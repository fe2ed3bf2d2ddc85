"""Make docs/images/page.png: the web page with a note open, beside it the same on a telephone at night.

    .venv/bin/python -m scripts.make_web_picture

Needs Node and Chromium, which `make test` installs.
"""

import tempfile
from pathlib import Path

from PIL import Image, ImageOps

from scripts.pictures import EDGE, REPORT, ROOT, run
from tests.judges.validators.browser import Visit, browse

PICTURE = ROOT / "docs/images/page.png"
TO_21 = "main p > a[href='#paragraph-21']"
HEIGHT, GAP, COLOURS = 720, 24, 64


def main() -> None:
    """Build the page, look at it, and put both looks side by side."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run("submission", "build", REPORT, "--to", "html", "--output", folder)
        page, wide, narrow = folder / "report.html", folder / "wide.png", folder / "narrow.png"
        phone = {"colorScheme": "dark", "hasTouch": True}
        browse(
            [
                Visit(page, (("click", "#mark-5"), ("picture", str(wide))), 1340, HEIGHT),
                Visit(page, (("tap", TO_21), ("picture", str(narrow))), 360, HEIGHT, phone),
            ]
        )
        shots = [ImageOps.expand(Image.open(each).convert("RGB"), 1, EDGE) for each in (wide, narrow)]
    width = sum(shot.width for shot in shots) + GAP
    whole = Image.new("RGB", (width, shots[0].height), "white")
    whole.paste(shots[0], (0, 0))
    whole.paste(shots[1], (width - shots[1].width, 0))
    small = whole.resize((width * 3 // 4, whole.height * 3 // 4), Image.Resampling.LANCZOS)
    small.quantize(COLOURS, Image.Quantize.FASTOCTREE).save(PICTURE, optimize=True)


if __name__ == "__main__":
    main()
