"""What the makers of pictures share: run a command, picture a page, put pictures side by side."""

import subprocess
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

ROOT = Path(__file__).parents[1]
REPORT = ROOT / "content/pakistan-opsc/report.md"
HEIGHT, MARGIN, CAPTION = 900, 60, 64
PAPER, INK, EDGE = "#e9ebee", "#3c4148", "#c3c7cc"


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
