"""Make docs/images/outputs.png, the README's picture, from the outputs of the report under content/.

    .venv/bin/python scripts/make_picture.py

Needs LibreOffice, poppler's pdftoppm and Chromium, which `make test` installs, and Liberation fonts.
"""

import subprocess
import tempfile
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

ROOT = Path(__file__).parents[1]
REPORT = ROOT / "content/pakistan-opsc/report.md"
PICTURE = ROOT / "docs/images/outputs.png"
WORD_PAGE, PDF_PAGE, PHONE_PLACE = 4, 6, "section-6"

HEIGHT, MARGIN, CAPTION = 900, 60, 64
PHONE = 500, 1060
"""Pixels of CSS: the narrowest window that Chromium opens, in the shape of a telephone."""
PAPER, INK, EDGE = "#e9ebee", "#3c4148", "#c3c7cc"


def main() -> None:
    """Build the report, picture a page of each output and put the pictures side by side."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run("submission", "build", REPORT, "--output", folder)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        run(
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            folder / "word",
            folder / "report.docx",
        )
        pictures = {
            "Word, shown by LibreOffice": page_of(folder / "word/report.pdf", WORD_PAGE, folder / "word"),
            "PDF": page_of(folder / "report.pdf", PDF_PAGE, folder / "pdf"),
            "Web page, on a telephone": phone(folder / "report.html", folder / "phone.png"),
        }
        PICTURE.parent.mkdir(exist_ok=True)
        side_by_side(pictures).quantize(128).save(PICTURE, optimize=True)


def run(*command: str | Path) -> None:
    """Run a program; it must succeed."""
    program, *arguments = command
    own = ROOT / ".venv/bin" / program
    subprocess.run(
        [own if own.exists() else program, *arguments], check=True, capture_output=True, timeout=180
    )


def page_of(pdf: Path, number: int, target: Path) -> Image.Image:
    """A page as a picture of the common height."""
    size = ["-scale-to-y", str(HEIGHT), "-scale-to-x", "-1"]
    run("pdftoppm", "-png", "-singlefile", "-f", str(number), "-l", str(number), *size, pdf, target)
    return Image.open(target.with_suffix(".png")).convert("RGB")


def phone(page: Path, target: Path) -> Image.Image:
    """The page as a telephone shows it, in the common height."""
    width, height = PHONE
    # Without a frame around it, Chromium pictures nothing when it is to begin at a place within the page.
    frame = page.with_name("frame.html")
    style = f"border: 0; position: absolute; inset: 0; width: {width}px; height: {height}px"
    frame.write_text(f'<iframe src="{page.name}#{PHONE_PLACE}" style="{style}"></iframe>', encoding="utf-8")
    window = f"--window-size={width},{height}"
    looks = ["--hide-scrollbars", "--force-device-scale-factor=2", window, f"--screenshot={target}"]
    run("chromium", "--headless", "--no-sandbox", *looks, f"file://{frame}")
    picture = Image.open(target).convert("RGB")
    return picture.resize((round(HEIGHT * width / height), HEIGHT), Image.Resampling.LANCZOS)


def side_by_side(pictures: dict[str, Image.Image]) -> Image.Image:
    """The pictures on one ground, each with a soft shadow and its caption."""
    width = sum(picture.width for picture in pictures.values()) + MARGIN * (len(pictures) + 1)
    ground = Image.new("RGB", (width, HEIGHT + MARGIN + CAPTION), PAPER)
    font = ImageFont.truetype("LiberationSans-Regular.ttf", 24)
    left = MARGIN
    for caption, picture in pictures.items():
        box = (left, MARGIN, left + picture.width, MARGIN + HEIGHT)
        shadow = Image.new("L", ground.size, 0)
        ImageDraw.Draw(shadow).rectangle([box[0], box[1] + 8, box[2], box[3] + 8], fill=70)
        ground.paste(Image.new("RGB", ground.size, INK), mask=shadow.filter(ImageFilter.GaussianBlur(12)))
        ground.paste(picture, box[:2])
        draw = ImageDraw.Draw(ground)
        draw.rectangle([box[0] - 1, box[1] - 1, box[2], box[3]], outline=EDGE)
        middle = left + picture.width // 2
        draw.text((middle, MARGIN + HEIGHT + CAPTION // 2 + 6), caption, fill=INK, font=font, anchor="mm")
        left += picture.width + MARGIN
    return ground


if __name__ == "__main__":
    main()
