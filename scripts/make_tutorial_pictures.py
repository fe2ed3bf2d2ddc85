"""Make docs/images/tutorial-*.png, the pictures of the tutorial.

    .venv/bin/python -m scripts.make_tutorial_pictures

Needs LibreOffice, Node and Chromium, which `make test` installs, and Liberation and DejaVu fonts.
"""

import re
import subprocess
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw, ImageFont, ImageOps

from scripts.pictures import EDGE, ROOT, run
from tests.judges.validators import libreoffice
from tests.judges.validators.preview import previewed, visit

IMAGES = ROOT / "docs/images"
COLOURS = 48
WIDTH, PAD, LINE = 1180, 28, 27
DARK, LIGHT, GREY, MARK = "#20252b", "#e8eaed", "#5f6670", "#c5221f"
AT = "report.md"
BEFORE = "\n".join(f"{number}. A sentence about the facts.\n" for number in range(1, 12))
SOURCE = f"""---
title: The age of consent
lang: en
---

{BEFORE}
12. We discussed a draft of this report with twelve children.

12. The Penal Code sets the age of consent at 16. {{#age}}

13. It protects girls only. Boys of the same age are not named
(see para. [12](#age) above).
"""


def main() -> None:
    """Follow the tutorial, and look at what it shows."""
    with tempfile.TemporaryDirectory() as name:
        _tutorial(Path(name))


def _tutorial(folder: Path) -> None:
    page = (ROOT / "docs/tutorial.md").read_text(encoding="utf-8")
    report, more = re.findall(r"^```markdown\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    source = folder / "my-report" / AT
    source.parent.mkdir()
    source.write_text(report, encoding="utf-8")
    changed = report.replace("# Findings", f"{more}\n# Findings")
    with previewed("my-report", folder=folder) as server:
        shot = {name: folder / f"{name}.png" for name in ("page", "findings")}
        findings = "document.body.innerText.includes('R204')"
        visit(
            [
                ("goto", server.address),
                ("waitInside", "document.body.innerText.includes('girls only')"),
                ("pause", 800),
                ("picture", str(shot["page"])),
                ("save", str(source), changed),
                ("wait", findings),
                ("click", "button:has-text('Show') >> nth=3"),
                ("pause", 800),
                ("picture", str(shot["findings"])),
            ],
            width=1200,
            height=680,
        )
    _said("check", "my-report", "--fix", folder=folder)
    run("submission", "build", source, "--to", "docx", "--output", folder)
    for name, path in shot.items():
        _save(Image.open(path).convert("RGB"), f"tutorial-{name}")
    _save(_page(libreoffice.to_pdf(folder / "report.docx", folder), 1.5), "tutorial-word")


def found(folder: Path) -> Image.Image:
    """Return what the command says of a wrong number, what it corrects, and the number in Word."""
    source = folder / AT
    source.write_text(SOURCE, encoding="utf-8")
    found = _said("check", AT, folder=folder)
    (wrong,) = [each for each in found.split("\n\n") if "R204" in each]
    fixed = _said("check", AT, "--fix", folder=folder)
    line = next(each for each in source.read_text(encoding="utf-8").splitlines() if "see para" in each)
    corrected = fixed.splitlines()[0]
    shown = [
        "$ submission check",
        *wrong.splitlines(),
        "",
        "$ submission check --fix",
        corrected,
        f"      | {line}",
    ]
    run("submission", "build", source, "--to", "docx", "--output", folder / "found")
    pdf = libreoffice.to_pdf(folder / "found/report.docx", folder / "found")
    word = _crop(pdf, "para. 13", ("12.", "above)."))
    height = PAD * 2 + LINE * len(shown)
    whole = Image.new("RGB", (WIDTH, height + word.height), "white")
    draw = ImageDraw.Draw(whole)
    draw.rectangle((0, 0, WIDTH, height), fill=DARK)
    mono = ImageFont.truetype("DejaVuSansMono.ttf", 18)
    for number, text in enumerate(shown):
        colour = "#8ab4f8" if text.startswith("$") else "#fdd663" if "R204" in text else LIGHT
        draw.text((PAD, PAD + number * LINE), text, fill=colour, font=mono)
    whole.paste(word, (0, height))
    sans = ImageFont.truetype("LiberationSans-Regular.ttf", 20)
    places = {"1  a wrong number": 0, "2  corrected": 6, "3  in the Word file": len(shown) + 2}
    for caption, number in places.items():
        draw.text(
            (WIDTH - 200, PAD + number * LINE - 2), caption, fill="#9aa3ad" if number < 9 else GREY, font=sans
        )
    return ImageOps.expand(whole, 1, EDGE)


def _said(*arguments: str, folder: Path) -> str:
    """Return what the command prints."""
    command = [str(ROOT / ".venv/bin/submission"), *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False, text=True).stdout


def _page(pdf: Path, scale: float) -> Image.Image:
    """Return the first page, from its title to its notes."""
    page: Image.Image = pypdfium2.PdfDocument(pdf)[0].render(scale=scale).to_pil().convert("RGB")
    return page.crop((0, page.height // 14, page.width, page.height * 7 // 9))


def _crop(pdf: Path, word: str, around: tuple[str, str]) -> Image.Image:
    """Return the lines of a page from one word to another, with a frame around the word."""
    page = pypdfium2.PdfDocument(pdf)[0]
    text, scale = page.get_textpage(), WIDTH / page.get_width()

    def box(words: str, start: int = 0) -> tuple[float, float, float, float]:
        found = text.search(words, index=start).get_next()
        assert found, words
        boxes = [text.get_charbox(each) for each in range(found[0], sum(found))]
        top = page.get_height() - max(each[3] for each in boxes)
        bottom = page.get_height() - min(each[1] for each in boxes)
        return (
            min(each[0] for each in boxes) * scale,
            top * scale,
            max(each[2] for each in boxes) * scale,
            bottom * scale,
        )

    picture = page.render(scale=scale).to_pil().convert("RGB")
    left, top, right, bottom = box(word)
    ImageDraw.Draw(picture).rounded_rectangle(
        (left - 3, top - 7, right + 3, bottom + 7), 6, outline=MARK, width=3
    )
    upper, lower = box(around[0])[1] - 9, box(around[1])[3] + PAD
    return ImageOps.expand(picture.crop((0, round(upper), WIDTH, round(lower))), (0, PAD - 9, 0, 0), "white")


def _save(picture: Image.Image, name: str) -> None:
    small = ImageOps.expand(picture, 1, EDGE).quantize(
        COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE
    )
    small.save(IMAGES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
